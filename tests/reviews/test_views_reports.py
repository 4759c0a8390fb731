from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoshin.indicators.models import Actual, MetricBinding
from hoshin.kernel.models import Membership, User
from hoshin.reviews.actions.rounds import close_round
from hoshin.reviews.models import Attachment, Question, Report, ReportStep
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.rules.asking import QuestionText
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import AT, COORDINATOR, ask, brought_to, fresh, make_actual, make_indicator, make_target
from tests.reviews.cycle import make_department, make_edition, make_item
from tests.world import City, make_person


@dataclass
class Desk:
    """A report of our city, and everybody who has to do with it."""

    city: City
    report: Report

    @property
    def url(self) -> str:
        return f"/staff/reports/{self.report.pk}/"

    def client(self, role: str, *, department: str = "johou") -> Client:
        username = f"{role}-{department}"
        user = User.objects.filter(username=username).first()
        if user is None:
            user = make_person(self.city, role=role, username=username)
            with self.city.scope():
                own = None if role in {"coordinator", "auditor"} else make_department(department, department)
                Membership.objects.filter(user=user).update(department=own)
        client = Client(HTTP_HOST=self.city.host)
        client.force_login(user)
        return client

    def now(self) -> Report:
        with self.city.scope():
            return fresh(self.report)

    def sent(self, **changes: Any) -> dict[str, Any]:
        """What the browser sends from the page as it stands."""
        return {
            "version": str(self.now().version),
            "seen": "{}",
            "progress": "窓口を増やした。",
            "next_plan": "予約制にする。",
            "value-cards-0": "45,000枚",
            "shortfalls-count": "0",
            "costs-count": "0",
            **changes,
        }


@pytest.fixture
def desk(city: City, settings: Any, tmp_path: Any) -> Desk:
    settings.MEDIA_ROOT = tmp_path
    with city.scope():
        item = make_item(make_edition())
        make_target(make_indicator(item))
        report = ask(item, questions=(QuestionText("課題は何ですか", is_required=True),), asks_costs=True)
    return Desk(city, report)


def answers(desk: Desk) -> dict[str, str]:
    with desk.city.scope():
        return {f"answer-{Question.objects.get().pk}": "人手です。"}


def explained() -> dict[str, str]:
    return {
        "shortfalls-count": "1",
        "shortfalls-0-indicator_key": "cards",
        "shortfalls-0-fact": "5,000枚足りない。",
        "shortfalls-0-until_date": "令和3年3月31日",
    }


def test_the_page_asks_beside_what_was_said_before(desk: Desk) -> None:
    page = desk.client("reporter").get(desk.url).content.decode()

    assert "まだ足りないもの 3件" in page
    assert "50,000枚" in page
    assert "前の記載" in page
    assert 'name="value-cards-0"' in page
    assert "人手" not in page


def test_what_is_typed_is_saved_and_submitted_in_one_go(desk: Desk) -> None:
    client = desk.client("reporter")
    more = {
        **answers(desk),
        **explained(),
        "costs-count": "1",
        "costs-0-kind": "budget",
        "costs-0-year": "2020",
        "costs-0-amount": "1,200",
        "costs-0-text": "委託",
    }

    page = client.post(desk.url, desk.sent(**more, submit="1"), follow=True).content.decode()

    assert "提出しました" in page
    assert desk.now().status == ReportStatus.SUBMITTED
    with desk.city.scope():
        content = content_of(desk.now())
    assert [str(value.value) for value in content.values] == ["45,000枚"]
    assert [(line.kind, line.year, line.amount) for line in content.costs] == [("budget", 2020, 1200)]
    assert [f"{row.until_date}" for row in content.shortfalls] == ["2021-03-31"]
    assert "5,000枚足りない。" in page
    assert "1,200" in page


def test_what_is_missing_is_told_and_what_was_typed_is_kept(desk: Desk) -> None:
    page = desk.client("reporter").post(desk.url, desk.sent(submit="1"), follow=True).content.decode()

    assert "まだ提出できません" in page
    assert "窓口を増やした。" in page
    assert desk.now().status == ReportStatus.DRAFTING


def test_a_value_that_cannot_be_taken_is_told_at_its_input(desk: Desk) -> None:
    client = desk.client("reporter")

    page = client.post(desk.url, desk.sent(**{"value-cards-0": "45,000人"})).content.decode()
    number = client.post(desk.url, desk.sent(progress="番号は123456789018です")).content.decode()

    assert 'href="#id_value-cards-0"' in page
    assert "マイナンバー" in number
    assert desk.now().status == ReportStatus.WAITING


def test_a_note_without_a_value_is_not_lost_in_silence(desk: Desk) -> None:
    page = desk.client("reporter").post(desk.url, desk.sent(**{"value-cards-0": "", "note-cards-0": "集計表"}))

    assert "値も入れてください" in page.content.decode()


def test_of_two_who_write_the_second_sees_both_texts(desk: Desk) -> None:
    first, second = desk.client("reporter"), desk.client("head")
    old = desk.sent(progress="課長の文。")
    seen = re.search(r'name="seen" value="([^"]+)"', second.get(desk.url).content.decode())
    first.post(desk.url, desk.sent(progress="担当の文。"))

    conflict = second.post(desk.url, {**old, "seen": seen[1].replace("&quot;", '"') if seen else ""})
    page = conflict.content.decode()
    taken = second.post(desk.url, {**old, "version": str(desk.now().version), "take": "mine"})

    assert conflict.status_code == 409
    assert "課長の文。" in page
    assert "担当の文。" in page
    assert taken.status_code == 302
    assert desk.now().progress == "課長の文。"
    with desk.city.scope():
        kept = [step.content["progress"] for step in ReportStep.objects.order_by("id")]
    assert kept == ["担当の文。", "課長の文。"]


def test_drafts_are_saved_while_somebody_types(desk: Desk) -> None:
    client = desk.client("reporter")

    first = client.post(f"{desk.url}draft/", desk.sent(progress="書きか"))
    again = client.post(f"{desk.url}draft/", desk.sent(version=str(first.json()["version"]), progress="書きかけ"))

    assert re.fullmatch(r"保存しました \d\d:\d\d", first.json()["message"])
    assert again.json()["version"] == first.json()["version"] + 1
    assert desk.now().progress == "書きかけ"
    assert desk.now().saved_at is not None


def test_a_draft_that_comes_late_overwrites_nobody(desk: Desk) -> None:
    old = desk.sent(progress="遅れた文。")
    desk.client("reporter").post(f"{desk.url}draft/", desk.sent(progress="先の文。"))

    late = desk.client("head").post(f"{desk.url}draft/", old)

    assert (late.status_code, desk.now().progress) == (409, "先の文。")
    assert "入力は消えていません" in late.json()["message"]


def test_a_draft_that_cannot_be_taken_says_why(desk: Desk) -> None:
    client = desk.client("reporter")

    unreadable = client.post(f"{desk.url}draft/", desk.sent(**{"day-cards-0": "いつか"}))
    refused = client.post(f"{desk.url}draft/", desk.sent(**{"value-cards-0": "5人"}))

    assert (unreadable.status_code, refused.status_code) == (422, 422)
    assert "day-cards-0" in unreadable.json()["errors"]
    assert "value-cards-0" in refused.json()["errors"]
    assert client.get(f"{desk.url}draft/").status_code == 405
    assert desk.client("auditor").post(f"{desk.url}draft/", desk.sent()).status_code == 403
    assert desk.client("reporter", department="bousai").post(f"{desk.url}draft/", desk.sent()).status_code == 403


def test_a_file_becomes_the_evidence_of_its_value(desk: Desk) -> None:
    client = desk.client("reporter")
    file = SimpleUploadedFile("集計.pdf", b"%PDF-1.7 figures", content_type="application/pdf")

    client.post(desk.url, desk.sent(**{"file-cards-0": file}))
    page = client.get(f"{desk.url}?read=1").content.decode()

    with desk.city.scope():
        row = Attachment.objects.get()
        assert content_of(desk.now()).values[0].evidence_id == row.pk
    assert f'href="/staff/reports/attachments/{row.pk}/"' in page


def test_a_file_that_cannot_be_taken_loses_no_text(desk: Desk) -> None:
    file = SimpleUploadedFile("a.html", b"<script>alert(1)</script>", content_type="text/html")

    page = desk.client("reporter").post(desk.url, desk.sent(**{"file-cards-0": file})).content.decode()

    assert "この種類のファイルは添付できません" in page
    assert "窓口を増やした。" in page
    assert desk.now().status == ReportStatus.WAITING


def test_it_is_returned_written_anew_approved_and_accepted(desk: Desk) -> None:
    reporter, head, coordinator = desk.client("reporter"), desk.client("head"), desk.client("coordinator")
    everything = {**answers(desk), **explained()}
    reporter.post(desk.url, desk.sent(**everything, submit="1"))

    bare = head.post(f"{desk.url}moves/return/", {"version": desk.now().version, "remark": ""}, follow=True)
    head.post(f"{desk.url}moves/return/", {"version": desk.now().version, "remark": "数の根拠を書いてください。"})
    again = reporter.get(desk.url).content.decode()
    reporter.post(desk.url, desk.sent(**{**everything, "note-cards-0": "窓口の集計", "submit": "1"}))
    head.post(f"{desk.url}moves/approve/", {"version": desk.now().version, "remark": ""})
    page = coordinator.get(desk.url).content.decode()
    done = coordinator.post(f"{desk.url}moves/accept/", {"version": desk.now().version}, follow=True).content.decode()

    assert "理由を書いてください" in bare.content.decode()
    assert "数の根拠を書いてください。" in again
    assert "前の提出から変わったところ" in page
    assert "実績に記録しました" in done
    with desk.city.scope():
        assert [str(one.quantity) for one in Actual.objects.all()] == ["45,000枚"]


def test_buttons_are_there_only_for_whoever_may_press_them(desk: Desk) -> None:
    with desk.city.scope():
        brought_to(desk.report, ReportStatus.DRAFTING)
    assert "<textarea" not in desk.client("auditor").get(desk.url).content.decode()
    assert "<textarea" not in desk.client("reporter", department="bousai").get(desk.url).content.decode()
    with desk.city.scope():
        Report.objects.update(status=ReportStatus.SUBMITTED.value)

    def verbs(role: str, **more: str) -> set[str]:
        page = desk.client(role, **more).get(desk.url).content.decode()
        return set(re.findall(r"moves/(\w+)/", page))

    assert verbs("reporter") == {"take_back"}
    assert verbs("head") == {"take_back", "return", "approve"}
    assert verbs("head", department="bousai") == set()
    assert verbs("coordinator") == {"take_back"}
    assert verbs("auditor") == set()


def test_the_server_refuses_what_the_page_does_not_offer(desk: Desk) -> None:
    with desk.city.scope():
        Report.objects.update(status=ReportStatus.SUBMITTED.value)
    version = {"version": desk.now().version, "remark": "横から"}

    assert desk.client("reporter").post(f"{desk.url}moves/approve/", version).status_code == 403
    assert desk.client("head", department="bousai").post(f"{desk.url}moves/return/", version).status_code == 403
    assert desk.client("auditor").post(f"{desk.url}moves/take_back/", version).status_code == 403
    assert desk.now().status == ReportStatus.SUBMITTED


def test_a_page_that_grew_old_hands_nothing_on(desk: Desk) -> None:
    with desk.city.scope():
        Report.objects.update(status=ReportStatus.SUBMITTED.value, version=7)

    page = desk.client("head").post(f"{desk.url}moves/approve/", {"version": "6"}, follow=True).content.decode()

    assert "この画面を開いた後に報告が動きました" in page
    assert desk.now().status == ReportStatus.SUBMITTED


def test_a_measured_indicator_is_shown_with_its_provenance_and_not_asked(desk: Desk) -> None:
    with desk.city.scope():
        indicator = make_indicator(desk.report.item, "sets", name="公開数", unit="データセット")
        MetricBinding.objects.create(
            identity=indicator.identity,
            metric_key="opendata.datasets",
            from_date="2019-04-01",
            reason="自動",
            bound_by="情報 花子",
        )
        make_actual(indicator, "2020-03-31", "12データセット")

    page = desk.client("reporter").get(desk.url).content.decode()

    assert 'name="value-sets-0"' not in page
    assert 'href="/figures/opendata.datasets/"' in page
    assert "12データセット" in page


def test_after_the_round_everything_is_only_read(desk: Desk) -> None:
    with desk.city.scope():
        close_round(COORDINATOR, round=desk.report.round, at=AT, reason="締切")

    page = desk.client("reporter").get(desk.url).content.decode()

    assert "<textarea" not in page
    assert "この報告を" not in page


def test_readers_without_the_right_are_kept_out(desk: Desk) -> None:
    outsider = Client(HTTP_HOST=desk.city.host)

    assert outsider.get(desk.url).status_code == 302
