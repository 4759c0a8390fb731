"""The pages that assess, decide, move stages and hold meetings, as a browser asks for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from hoshin.kernel.models import Membership, User
from hoshin.plan.models import Edition, Item
from hoshin.reviews.actions.gates import open_gate, submit_gate
from hoshin.reviews.actions.meetings import hold_meeting, plan_meeting
from hoshin.reviews.actions.vocabulary import put_default_vocabulary
from hoshin.reviews.forms.assessing import AssessForm
from hoshin.reviews.models import (
    AgendaItem,
    Assessment,
    CaseStudy,
    Decision,
    DecisionKind,
    Gate,
    GateCriterion,
    GateEvidence,
    Meeting,
    Round,
    ScaleMark,
)
from tests.reviews.asked import COORDINATOR, make_actual, make_indicator, make_target
from tests.reviews.cycle import ON, make_department, make_edition, make_item, make_report, make_round
from tests.world import City, make_person

EDITION = "/staff/policies/main/2020"


@pytest.fixture
def worded(edition: Edition) -> Edition:
    return put_default_vocabulary(COORDINATOR, edition=edition)


def client_of(city: City, role: str) -> Client:
    client = Client(HTTP_HOST=city.host)
    client.force_login(User.objects.filter(username=f"{role}-132292").first() or make_person(city, role=role))
    return client


@pytest.fixture
def coordinator(inside: City) -> Client:
    return client_of(inside, "coordinator")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(client: Client, url: str, **data: Any) -> str:
    """What the page says after the redirect that a successful form leads to."""
    answer = client.post(url, data, follow=True)
    assert answer.status_code == 200
    return text(answer)


def test_the_words_are_begun_changed_moved_and_removed(coordinator: Client, edition: Edition) -> None:
    assert "標準の言葉を入れる" in text(coordinator.get(f"{EDITION}/vocabulary/"))
    assert "標準の言葉を入れました" in sent(coordinator, f"{EDITION}/vocabulary/begin/")
    mark = ScaleMark.objects.get(edition=edition, key="b")
    url = f"/staff/vocabulary/marks/{mark.pk}/"

    sent(coordinator, url, version=1, label="順調", meaning="計画どおり")
    sent(coordinator, f"{url}move/", direction="up")
    sent(coordinator, f"{EDITION}/vocabulary/decisions/new/", version=1, label="保留", effect="carry")
    sent(coordinator, f"/staff/vocabulary/marks/{ScaleMark.objects.get(key='d').pk}/remove/")

    labels = list(ScaleMark.objects.filter(edition=edition).order_by("order").values_list("label", flat=True))
    assert labels == ["順調", "A", "C", "評価できない"]
    assert DecisionKind.objects.filter(label="保留").exists()


def test_assessments_are_written_beside_what_was_reckoned(coordinator: Client, worded: Edition) -> None:
    item, other = make_item(worded), make_item(worded, "maps")
    make_target(indicator := make_indicator(item), "FY2022", "60,000枚")
    make_actual(indicator)
    asked = make_round(worded)
    make_report(asked, item, progress="窓口を増やした")
    url = f"/staff/rounds/{asked.pk}/assessments/"
    page = text(coordinator.get(url))
    assert "未達" in page
    assert "窓口を増やした" in page

    mark = ScaleMark.objects.get(edition=worded, key="b")
    data = {f"item-{item.pk}-mark": mark.pk, f"item-{item.pk}-comment": "計画どおり", **untouched(other, None)}
    assert "1件の評価を保存しました" in sent(coordinator, url, **data)

    assert Assessment.objects.get().mark == mark
    assert text(coordinator.get(f"{url}{item.pk}/")).count("計画どおり") >= 1


def untouched(item: Item, row: Assessment | None) -> dict[str, Any]:
    """What a browser sends of a line that nobody touched."""
    form = AssessForm(None, row=row, marks=[], prefix=f"item-{item.pk}")
    return {form.add_prefix(name): "" if value is None else value for name, value in form.initial.items()}


def test_two_assessors_lose_nothing(coordinator: Client, inside: City, worded: Edition) -> None:
    item, asked = make_item(worded), make_round(worded)
    url, prefix = f"/staff/rounds/{asked.pk}/assessments/", f"item-{item.pk}"
    good, bad = (ScaleMark.objects.get(edition=worded, key=key) for key in "ad")
    seen = untouched(item, None)[f"{prefix}-seen"]
    first = {f"{prefix}-mark": good.pk, f"{prefix}-comment": "よい", f"{prefix}-seen": seen}
    second = {f"{prefix}-mark": bad.pk, f"{prefix}-comment": "わるい", f"{prefix}-seen": seen}
    sent(client_of(inside, "member"), url, **first)

    conflict = text(coordinator.post(url, second))

    assert "memberさんさんが先に「A」と評価しました" in conflict
    assert "わるい" in conflict
    assert Assessment.objects.get().comment == "よい"


def test_a_reader_sees_assessments_and_makes_none(inside: City, worded: Edition) -> None:
    item, asked = make_item(worded), make_round(worded)
    url = f"/staff/rounds/{asked.pk}/assessments/"
    auditor = client_of(inside, "auditor")

    assert "まだ評価していません" in text(auditor.get(url))
    assert auditor.post(url, {f"item-{item.pk}-mark": 1}).status_code == 403


def test_a_decision_is_recorded_and_corrected(coordinator: Client, worded: Edition) -> None:
    item = make_item(worded)
    kinds = {one.key: one.pk for one in DecisionKind.objects.filter(edition=worded)}
    said = {"reason": "審議", "decider": "推進本部", "decided_on": "令和2年10月1日"}

    sent(coordinator, f"{EDITION}/decisions/new/?item={item.pk}", kind=kinds["continue"], **said)
    decision = Decision.objects.get()
    future = coordinator.post(
        f"/staff/decisions/{decision.pk}/correct/", {**said, "kind": kinds["revise"], "decided_on": "2021-01-01"}
    )
    assert "まだ来ていない日です" in text(future)
    page = sent(coordinator, f"/staff/decisions/{decision.pk}/correct/", kind=kinds["revise"], **said)

    assert "前の決定 1件" in page
    assert Decision.objects.get(successor=None).kind.label == "見直し"


def test_a_gate_goes_from_opening_to_its_decision(
    coordinator: Client, worded: Edition, settings: Settings, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    item = make_item(worded, stage="survey")
    stages = {one.key: one.pk for one in worded.stages.all()}
    sent(coordinator, f"{EDITION}/gates/new/", item=item.pk, to_stage=stages["feasibility"], reason="")
    gate = Gate.objects.get()
    technology, cases = GateCriterion.objects.filter(gate=gate).order_by("order")

    sent(
        coordinator,
        f"/staff/gates/criteria/{technology.pk}/evidence/",
        text="調査の報告",
        file=SimpleUploadedFile("調査.txt", "調べた".encode()),
    )
    sent(coordinator, "/staff/cases/new/", version=1, organisation="隣市", title="窓口の予約")
    sent(coordinator, f"/staff/gates/criteria/{cases.pk}/evidence/", case=CaseStudy.objects.get().pk)
    for criterion in (technology, cases):
        sent(coordinator, f"/staff/gates/criteria/{criterion.pk}/sign/", version=1, sign="on")
    sent(coordinator, f"/staff/gates/{gate.pk}/move/", version=1, verb="submit")
    page = sent(
        coordinator,
        f"/staff/gates/{gate.pk}/decide/",
        **{"gate-version": 2, "gate-verb": "pass", "gate-decider": "推進本部", "gate-reason": ""},
    )

    gate.refresh_from_db()
    assert (gate.status, gate.is_exception) == ("passed", False)
    assert "移行を記録しました" in page
    assert "調査.txt" in page
    assert "移行を決定" in text(coordinator.get("/staff/gates/"))


def test_an_unsigned_gate_is_refused_with_the_reason_kept(coordinator: Client, worded: Edition) -> None:
    gate = waiting_gate(make_item(worded))

    page = text(
        coordinator.post(
            f"/staff/gates/{gate.pk}/decide/",
            {"gate-version": 2, "gate-verb": "pass", "gate-decider": "推進本部", "gate-reason": "急ぐから"},
        )
    )

    assert "確認されていません" in page
    assert "急ぐから" in page
    gate.refresh_from_db()
    assert gate.status == "waiting"


def waiting_gate(item: Item) -> Gate:
    to = item.edition.stages.get(key="rollout")
    gate = open_gate(COORDINATOR, item=item, to_stage=to, on=ON)
    return submit_gate(COORDINATOR, gate=gate, version=1, on=ON)


def test_evidence_is_removed_and_a_file_of_another_kind_refused(coordinator: Client, worded: Edition) -> None:
    gate = open_gate(COORDINATOR, item=make_item(worded), to_stage=worded.stages.get(key="rollout"), on=ON)
    criterion = gate.criteria.order_by("order")[0]
    url = f"/staff/gates/criteria/{criterion.pk}/evidence/"

    refused = coordinator.post(url, {"file": SimpleUploadedFile("a.html", b"<script>")})
    assert "この種類のファイルは添付できません" in text(refused)
    sent(coordinator, url, text="根拠")
    sent(coordinator, f"/staff/gates/evidence/{GateEvidence.objects.get().pk}/remove/")

    assert not GateEvidence.objects.exists()


def test_the_library_is_searched_changed_and_taken_along(coordinator: Client, edition: Edition) -> None:
    sent(coordinator, "/staff/cases/new/", version=1, organisation="=隣市", title="窓口の予約", year=2019)
    sent(coordinator, "/staff/cases/new/", version=1, organisation="大学", title="地図の公開")
    case = CaseStudy.objects.get(title="窓口の予約")

    sent(coordinator, f"/staff/cases/{case.pk}/", version=1, organisation="=隣市", title="窓口の予約", effect="早い")

    found = text(coordinator.get("/staff/cases/?q=窓口 早い"))
    assert "窓口の予約" in found
    assert "地図の公開" not in found
    table = coordinator.get("/staff/cases/cases.csv").content.decode("utf-8-sig")
    assert "'=隣市,窓口の予約" in table
    sent(coordinator, f"/staff/cases/{case.pk}/remove/")
    assert CaseStudy.objects.count() == 1


def test_a_meeting_goes_from_its_plan_to_settled_minutes(coordinator: Client, worded: Edition) -> None:
    item, moving = make_item(worded), make_item(worded, "maps")
    asked = make_round(worded)
    make_report(asked, item)
    gate = waiting_gate(moving)
    sent(
        coordinator,
        f"{EDITION}/meetings/new/",
        version=1,
        title="推進本部会議",
        held_on="令和2年10月1日",
        chair="副市長",
        round=asked.pk,
    )
    meeting = Meeting.objects.get()
    url = f"/staff/meetings/{meeting.pk}/"
    assert list(meeting.agenda.order_by("order").values_list("item_id", flat=True)) == [item.pk, moving.pk]
    sent(coordinator, f"{url}agenda/new/", title="その他")
    sent(coordinator, f"/staff/agenda/{AgendaItem.objects.get(title='その他').pk}/move/", direction="up")

    sent(coordinator, f"{url}move/", version=1, verb="hold")
    kind = DecisionKind.objects.get(edition=worded, key="expand")
    page = sent(
        coordinator,
        f"{url}decide/",
        **{
            "decider": "推進本部",
            f"item-{item.pk}-kind": kind.pk,
            f"item-{item.pk}-reason": "効果が大きい",
            f"gate-{gate.pk}-verb": "pass",
            f"gate-{gate.pk}-version": gate.version,
            f"gate-{gate.pk}-is_exception": "on",
            f"gate-{gate.pk}-reason": "国の期限",
        },
    )
    assert "決定を記録しました" in page
    decision = Decision.objects.get()
    assert (decision.meeting, decision.round, decision.decided_on) == (meeting, asked, ON)
    gate.refresh_from_db()
    assert (gate.status, gate.is_exception, gate.decider) == ("passed", True, "推進本部")

    assert "議事録がまだ書かれていません" in sent(coordinator, f"{url}move/", version=2, verb="close")
    sent(coordinator, f"{url}minutes/", version=2, minutes="全員一致で決定した。")
    sent(coordinator, f"{url}move/", version=3, verb="close")
    meeting.refresh_from_db()
    assert meeting.status == "closed"
    assert "変えることはできません" in sent(coordinator, f"{url}minutes/", version=4, minutes="書き換え")


def test_a_meeting_page_with_one_wrong_line_decides_nothing(coordinator: Client, worded: Edition) -> None:
    one, two = make_item(worded), make_item(worded, "maps")
    meeting = plan_meeting(COORDINATOR, edition=worded, title="会議", held_on=ON)
    hold_meeting(COORDINATOR, meeting=meeting, version=1, on=ON)
    kinds = {row.key: row.pk for row in DecisionKind.objects.filter(edition=worded)}

    page = text(
        coordinator.post(
            f"/staff/meetings/{meeting.pk}/decide/",
            {
                "decider": "推進本部",
                f"item-{one.pk}-kind": kinds["continue"],
                f"item-{one.pk}-reason": "続ける",
                f"item-{two.pk}-kind": kinds["merge"],
                f"item-{two.pk}-reason": "まとめる",
            },
        )
    )

    assert "統合先の取組を選んでください" in page
    assert "まとめる" in page
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"), [("auditor", False), ("reporter", False), ("member", True), ("coordinator", True)]
)
def test_only_who_decides_may_record_decisions(inside: City, worded: Edition, role: str, may: bool) -> None:
    item = make_item(worded)

    answer = client_of(inside, role).get(f"{EDITION}/decisions/new/?item={item.pk}")

    assert answer.status_code == (200 if may else 403)


PAGES = ("gates/", "cases/", "meetings/", "policies/main/2020/vocabulary/", "policies/main/2020/decisions/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_without_anything_say_so(coordinator: Client, edition: Edition, page: str) -> None:
    answer = text(coordinator.get(f"/staff/{page}"))

    assert 'class="empty"' in answer


def test_two_rounds_and_editions_stay_apart(coordinator: Client, worded: Edition) -> None:
    other = make_item(put_default_vocabulary(COORDINATOR, edition=make_edition(year=2021)))
    asked = make_round(worded)
    make_item(worded)

    assert coordinator.get(f"/staff/rounds/{asked.pk}/assessments/{other.pk}/").status_code == 404
    assert coordinator.get(f"{EDITION}/decisions/new/?item={other.pk}").status_code == 404
    assert Round.objects.count() == 1


def test_who_is_of_another_section_is_offered_nothing_to_do(inside: City, worded: Edition) -> None:
    item = make_item(worded)
    gate = open_gate(COORDINATOR, item=item, to_stage=worded.stages.get(key="rollout"), on=ON)
    user = make_person(inside, role="reporter", username="stranger")
    Membership.objects.filter(user=user).update(department=make_department("kikaku", "企画課"))
    stranger = Client(HTTP_HOST=inside.host)
    stranger.force_login(user)

    page = text(stranger.get(f"/staff/gates/{gate.pk}/"))

    assert "業務と範囲" in page
    assert not [label for label in ("根拠を加える", "決定を求める", "取り下げる", "決定する") if label in page]
    assert item.title not in text(stranger.get(f"{EDITION}/gates/new/"))


def test_the_workspace_begins_with_the_gates_that_wait(coordinator: Client, worded: Edition) -> None:
    waiting_gate(make_item(worded))
    open_gate(COORDINATOR, item=make_item(worded, "maps"), to_stage=worded.stages.get(key="rollout"), on=ON)

    page = text(coordinator.get("/staff/"))

    assert "決定を待っている段階の移行（1件）" in page
    assert "根拠を集める段階の移行（1件）" in page
