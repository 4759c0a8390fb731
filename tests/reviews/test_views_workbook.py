from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from hoshin.kernel.models import Membership, Role, User
from hoshin.kernel.quantity import parse_quantity
from hoshin.reviews.actions.reports import save_report
from hoshin.reviews.actions.rounds import close_round
from hoshin.reviews.models import Report, ReportStep
from hoshin.reviews.permissions import RUN_ROUND, VIEW_ROUNDS
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.queries.rounds import get_round
from hoshin.reviews.queries.workbook import offline, reports_of
from hoshin.reviews.rules.asking import QuestionText
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import AT, COORDINATOR, WRITTEN, ask, brought_to, fresh, make_indicator, make_target, member_of
from tests.reviews.cycle import make_department, make_edition, make_item
from tests.world import City, make_person

MY_NUMBER = "1234 5678 9018"
OUR_SHEET, THEIR_SHEET = "1 取組 cards", "2 取組 wifi"
KEY, COLUMN = 1, 4  # as openpyxl counts: the hidden column, and the first to write in


@dataclass
class Office:
    """A round about two initiatives of two departments."""

    city: City
    ours: Report
    theirs: Report

    @property
    def url(self) -> str:
        return f"/staff/rounds/{self.ours.round_id}/workbook/"

    def client(self, role: str = "reporter", *, department: str = "johou") -> Client:
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

    def book(self, client: Client) -> Workbook:
        """The workbook as another program opens it."""
        response = client.get(self.url.removesuffix("/") + ".xlsx")
        assert response.status_code == 200
        return load_workbook(io.BytesIO(response.content))

    def save(self, **changes: Any) -> None:
        """Save on the site, meanwhile."""
        with self.city.scope():
            row = fresh(self.ours)
            content = replace(content_of(row), **changes)
            save_report(member_of(row.department), report=row, version=row.version, content=content, at=AT)

    def now(self, report: Report | None = None) -> ReportContent:
        with self.city.scope():
            return content_of(fresh(report or self.ours))


@pytest.fixture
def office(city: City) -> Office:
    with city.scope():
        edition = make_edition()
        ours = make_item(edition)
        theirs = make_item(edition, "wifi", department=make_department("fukushi", "福祉課"))
        make_target(make_indicator(ours))
        make_target(make_indicator(theirs, "spots"))
        report = ask(ours, questions=(QuestionText("課題は何ですか"),), asks_costs=True)
        return Office(city, report, Report.objects.select_related("round").get(item=theirs))


def write(book: Workbook, key: str, *texts: Any, sheet: str = OUR_SHEET, below: int = 0, column: int = COLUMN) -> None:
    rows = book[sheet]
    row = next(one for one in range(2, rows.max_row + 1) if str(rows.cell(one, KEY).value).endswith(f"|{key}"))
    for place, text in enumerate(texts):
        rows.cell(row + below, column + place).value = text


def sent(client: Client, office: Office, book: Workbook) -> Any:
    file = io.BytesIO()
    book.save(file)
    upload = SimpleUploadedFile("書いた表.xlsx", file.getvalue())
    return client.post(office.url, {"file": upload})


def work_in(page: Any) -> str:
    found = re.search(r'name="work" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_a_workbook_filled_in_elsewhere_is_looked_at_and_then_saved(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", "夜間も開けた。\n二行目")
    write(book, "value:cards:", "45,000枚", "令和2年3月31日", "窓口で数えた")
    write(
        book, "shortfalls", "指標 cards", "足りない。", "遅れた。", "急ぐ。", "窓口係", "2021-03-31", below=1, column=2
    )
    write(book, "costs", "令和2年度", "予算", 1200, "委託料", below=1, column=2)

    page = sent(client, office, book)

    assert office.now() == ReportContent()
    assert "下の違いは、まだ保存していません" in page.content.decode()
    saved = client.post(office.url, {"work": work_in(page)})
    assert saved.headers["Location"] == f"/staff/rounds/{office.ours.round_id}/"
    now = office.now()
    assert (now.progress, now.costs) == ("夜間も開けた。\n二行目", (StatedCost("budget", 2020, 1200, "委託料"),))
    assert [(str(one.value), str(one.as_of_date), one.note) for one in now.values] == [
        ("45,000枚", "2020-03-31", "窓口で数えた")
    ]
    assert [(one.indicator_key, one.fact, one.by_whom) for one in now.shortfalls] == [("cards", "足りない。", "窓口係")]
    with office.city.scope():
        assert [step.verb for step in ReportStep.objects.filter(report=office.ours)] == ["save"]


def test_the_round_and_the_report_lead_there(office: Office) -> None:
    for page in (f"/staff/rounds/{office.ours.round_id}/", f"/staff/reports/{office.ours.pk}/"):
        assert f'href="{office.url}"' in office.client().get(page).content.decode()


def test_a_workbook_that_nobody_filled_in_says_so(office: Office) -> None:
    office.save(progress="窓口を増やした。", shortfalls=(StatedShortfall("足りない。"),))
    client = office.client()
    book = office.book(client)
    office.save(progress="画面で直した。")

    answer = sent(client, office, book)

    assert answer.headers["Location"] == office.url
    assert "変わったところは、ありませんでした" in client.get(office.url).content.decode()
    assert office.now().progress == "画面で直した。"


def test_what_both_changed_is_chosen_part_by_part_and_nothing_is_lost(office: Office) -> None:
    office.save(progress="はじめの文章", next_plan="はじめの計画")
    client = office.client()
    book = office.book(client)
    write(book, "progress", "表の文章")
    write(book, "next_plan", "表の計画")
    write(book, "costs", "令和2年度", "決算", "5", below=1, column=2)
    office.save(progress="画面の文章", next_plan="画面の計画", answers={})

    page = sent(client, office, book)
    shown, work = page.content.decode(), work_in(page)
    unchosen = client.post(office.url, {"work": work, f"take-{office.ours.pk}-0": "mine"})

    assert all(text in shown for text in ("表の文章", "画面の文章", "表の計画", "画面の計画"))
    assert unchosen.status_code == 409
    assert "どちらを残すか、選んでください" in unchosen.content.decode()
    assert 'value="mine" checked' in unchosen.content.decode()
    assert office.now().progress == "画面の文章"
    chosen = {f"take-{office.ours.pk}-0": "mine", f"take-{office.ours.pk}-1": "theirs"}
    assert client.post(office.url, {"work": work_in(unchosen), **chosen}).status_code == 302
    assert (office.now().progress, office.now().next_plan) == ("表の文章", "画面の計画")
    assert [line.amount for line in office.now().costs] == [5]


def test_who_is_overtaken_while_looking_looks_again(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", "表の文章")
    page = sent(client, office, book)
    office.save(progress="画面の文章")

    overtaken = client.post(office.url, {"work": work_in(page)})

    assert overtaken.status_code == 409
    assert "確かめている間に、画面で保存されました" in overtaken.content.decode()
    assert "表の文章" in overtaken.content.decode()
    assert office.now().progress == "画面の文章"
    again = client.post(office.url, {"work": work_in(overtaken), f"take-{office.ours.pk}-0": "mine"})
    assert again.status_code == 302
    assert office.now().progress == "表の文章"


def test_choosing_only_what_stands_saves_nothing(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", "表の文章")
    office.save(progress="画面の文章")
    page = sent(client, office, book)

    client.post(office.url, {"work": work_in(page), f"take-{office.ours.pk}-0": "theirs"})

    assert office.now().progress == "画面の文章"
    with office.city.scope():
        assert ReportStep.objects.filter(report=office.ours).count() == 1


def test_what_cannot_be_taken_is_told_with_its_place_and_the_rest_can_be_saved(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", "=1+1")
    write(book, "value:cards:", "45,000人")
    write(book, "next_plan", "続ける。")
    rows = book.create_sheet("売上表")
    rows["A1"] = "売上"

    page = sent(client, office, book)
    shown = page.content.decode()
    client.post(office.url, {"work": work_in(page)})

    assert "読み込まないところが3か所あります" in shown
    assert "「売上表」1行目 A列：この照会で配ったシートではない" in shown
    assert re.search(r"「1 取組 cards」\d+行目 D列：数式は読みません", shown)
    assert "単位" in shown
    assert office.now() == ReportContent(next_plan="続ける。")


def test_a_my_number_is_neither_kept_nor_repeated(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", f"番号 {MY_NUMBER}")
    write(book, "value:cards:", "5枚", "", MY_NUMBER)
    book.create_sheet(MY_NUMBER)["A1"] = "番号"

    shown = sent(client, office, book).content.decode()

    assert "個人番号（マイナンバー）と思われる12桁の番号があるので" in shown
    assert MY_NUMBER not in shown
    assert 'name="work"' not in shown
    assert office.now() == ReportContent()


def test_another_departments_sheet_is_refused_and_the_own_one_is_read(office: Office) -> None:
    book = office.book(office.client("coordinator"))
    assert {OUR_SHEET, THEIR_SHEET} <= set(book.sheetnames)
    write(book, "progress", "うちの文章")
    write(book, "progress", "よその文章", sheet=THEIR_SHEET)
    client = office.client()

    page = sent(client, office, book)
    shown = page.content.decode()
    client.post(office.url, {"work": work_in(page)})

    assert f"「{THEIR_SHEET}」1行目 B列：ほかの課の報告なので、読みません。" in shown
    assert "よその文章" not in shown
    assert office.now().progress == "うちの文章"
    assert office.now(office.theirs) == ReportContent()


def test_a_department_takes_its_own_sheets_only(office: Office) -> None:
    assert office.book(office.client()).sheetnames == ["説明", OUR_SHEET, "選択肢"]
    nothing = office.client("reporter", department="soumu")
    assert office.book(nothing).sheetnames == ["説明", "選択肢"]
    assert "あなたが書く報告はありません" in nothing.get(office.url).content.decode()


def test_who_may_not_answer_sends_nothing_in(office: Office) -> None:
    book = office.book(office.client())
    write(book, "progress", "表の文章")

    assert sent(office.client("auditor"), office, book).status_code == 403
    assert office.client("auditor").get(office.url).status_code == 200


def test_who_only_asks_hands_out_all_sheets_and_takes_none_back(office: Office) -> None:
    with office.city.scope():
        Role.objects.filter(key="coordinator").update(permission_keys=[VIEW_ROUNDS.key, RUN_ROUND.key])

    assert office.book(office.client("coordinator")).sheetnames == ["説明", OUR_SHEET, THEIR_SHEET, "選択肢"]
    assert "所管課の人が読み込みます" in office.client("coordinator").get(office.url).content.decode()


def test_what_one_person_looked_at_nobody_else_can_save(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", "表の文章")
    work = work_in(sent(client, office, book))

    for somebody, sealed in ((office.client("head"), work), (client, f"x{work}"), (client, "")):
        assert somebody.post(office.url, {"work": sealed}).status_code in {302, 403}
    assert office.now() == ReportContent()


def test_a_report_on_another_desk_or_in_a_closed_round_is_not_written(office: Office) -> None:
    client = office.client()
    book = office.book(client)
    write(book, "progress", "遅れて届いた文章")
    page = sent(client, office, book)
    with office.city.scope():
        value = StatedValue("cards", parse_quantity("60,000枚"), as_of_date=dt.date(2020, 3, 31))
        brought_to(office.ours, ReportStatus.SUBMITTED, replace(WRITTEN, values=(value,)))

    shown = sent(client, office, book).content.decode()
    late = client.post(office.url, {"work": work_in(page), f"take-{office.ours.pk}-0": "mine"})

    assert "この報告は「課長の確認待ち」で、今は書けないので、読みません" in shown
    assert late.status_code == 409
    assert "で、今は書けないので、保存していません" in late.content.decode()
    assert office.now().progress == WRITTEN.progress
    with office.city.scope():
        close_round(COORDINATOR, round=get_round(office.ours.round_id), at=AT, reason="終わり")
    closed = client.post(office.url, {"work": work_in(late)})
    assert "この照会は「取りまとめ済み」で、今は書けないので、保存していません" in closed.content.decode()
    assert "読み込めるのは照会中だけです" in client.get(office.url).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("空.xlsx", b"", "ファイルが空です"),
        ("文書.pdf", b"%PDF-1.7", "PDFは読めません"),
        ("壊れた.xlsx", b"PK\x03\x04broken", "Excelのファイルとして読めません"),
        ("表.csv", "取組,値\n窓口,5\n".encode(), "この照会で配ったシートではない"),
    ],
)
def test_a_file_of_another_kind_is_refused(office: Office, name: str, data: bytes, message: str) -> None:
    answer = office.client().post(office.url, {"file": SimpleUploadedFile(name, data)})

    assert message in answer.content.decode()
    assert office.now() == ReportContent()


def test_the_number_of_statements_does_not_grow_with_the_sheets(office: Office, django_assert_num_queries: Any) -> None:
    with office.city.scope():
        row = get_round(office.ours.round_id)
        # reports; questions, indicators, targets, actuals, bindings, gates; answers, values, shortfalls, costs; before
        with django_assert_num_queries(12):
            assert len(offline(reports_of(row))) == 2
