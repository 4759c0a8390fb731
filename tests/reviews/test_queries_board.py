from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.kernel.actor import Actor
from hoshin.plan.models import Edition, Item, ItemDepartment, ItemIdentity
from hoshin.reviews.actions.reports import query_report, return_report, submit_report
from hoshin.reviews.actions.rounds import close_round
from hoshin.reviews.exports.board_csv import board_csv
from hoshin.reviews.models import Report
from hoshin.reviews.queries.board import board, waiting_for
from hoshin.reviews.queries.reports import report_page
from hoshin.reviews.rules.desks import DESKS, Desk
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import (
    AT,
    COORDINATOR,
    LATER,
    WRITTEN,
    ask,
    brought_to,
    fresh,
    head_of,
    make_actual,
    make_indicator,
    make_target,
    member_of,
    stated,
)
from tests.reviews.cycle import make_department, make_item
from tests.world import City, make_person

DEPARTMENTS, INITIATIVES = 50, 200


def make_many(edition: Edition) -> Item:
    departments = [make_department(f"d{number}", f"{number}課") for number in range(DEPARTMENTS)]
    identities = ItemIdentity.objects.bulk_create(
        ItemIdentity(policy=edition.policy, key=f"i{number}") for number in range(INITIATIVES)
    )
    items = Item.objects.bulk_create(
        Item(edition=edition, identity=identity, number=f"{order}", order=order, title=f"取組{order}")
        for order, identity in enumerate(identities, start=1)
    )
    ItemDepartment.objects.bulk_create(
        ItemDepartment(item=item, department=departments[order % DEPARTMENTS]) for order, item in enumerate(items)
    )
    return items[0]


def test_the_board_of_a_large_city_takes_twelve_statements(edition: Edition) -> None:
    first = make_many(edition)
    for number, item in enumerate(Item.objects.filter(edition=edition)):
        make_target(make_indicator(item, f"k{number}"))
    report = ask(first)

    with CaptureQueriesContext(connection) as queries:
        found = board(report.round_id)

    assert len(found.lines) == INITIATIVES
    assert len({line.report.department.name for line in found.lines}) == DEPARTMENTS
    assert len(queries) <= 12
    assert all(len(line.missing) == 2 for line in found.lines)


def test_what_waits_for_somebody_is_one_statement(edition: Edition) -> None:
    report = ask(make_many(edition))
    reporter = member_of(report.department)

    with CaptureQueriesContext(connection) as queries:
        found = waiting_for(reporter)

    assert len(found.to_answer) == INITIATIVES // DEPARTMENTS
    assert len(queries) == 1


def test_the_board_says_who_holds_what_since_when(edition: Edition) -> None:
    for key in ("a", "b", "c", "d"):
        make_item(edition, key)
    first = ask(Item.objects.get(identity__key="a"))
    by_key = {one.item.identity.key: one for one in Report.objects.filter(round=first.round)}
    brought_to(by_key["b"], ReportStatus.SUBMITTED)
    brought_to(by_key["c"], ReportStatus.APPROVED)
    brought_to(by_key["d"], ReportStatus.ACCEPTED)

    found = board(first.round_id)

    assert [(line.desk, line.holder, line.since) for line in found.lines] == [
        (Desk.SECTION, "所管課の担当", AT.date()),
        (Desk.HEAD, "所管課の課長", AT.date()),
        (Desk.COORDINATOR, "取りまとめ担当", AT.date()),
        (Desk.NOBODY, "", AT.date()),
    ]
    assert [len(line.missing) for line in found.lines] == [1, 0, 0, 0]
    assert found.accepted == 1
    assert dict(found.counts)[ReportStatus.SUBMITTED] == 1


def test_every_state_lies_on_a_desk() -> None:
    assert set(DESKS) == set(ReportStatus)


def test_a_report_waits_for_one_desk_at_a_time(edition: Edition) -> None:
    report = ask(make_item(edition))
    reporter, head = member_of(report.department), head_of(report.department)

    def lists(actor: Actor) -> tuple[int, int, int]:
        found = waiting_for(actor)
        return len(found.to_answer), len(found.to_approve), len(found.to_accept)

    assert (lists(reporter), lists(head)) == ((1, 0, 0), (1, 0, 0))
    brought_to(report, ReportStatus.SUBMITTED)
    assert (lists(reporter), lists(head)) == ((0, 0, 0), (0, 1, 0))
    row = fresh(report)
    return_report(head, report=row, version=row.version, at=AT, remark="もう一度")
    assert lists(reporter) == (1, 0, 0)
    brought_to(report, ReportStatus.APPROVED, replace(WRITTEN, progress="直した。"))
    assert (lists(reporter), lists(head), lists(COORDINATOR)[2]) == ((0, 0, 0), (0, 0, 0), 1)
    assert lists(member_of(make_department("bousai", "防災課"))) == (0, 0, 0)


def test_what_names_a_colleague_waits_for_that_one_and_for_the_deputy(edition: Edition, inside: City) -> None:
    report = ask(make_item(edition))
    person = make_person(inside, role="reporter")
    Report.objects.filter(pk=report.pk).update(person=person)

    def count(user_id: int) -> int:
        return len(waiting_for(replace(member_of(report.department), user_id=user_id)).to_answer)

    deputy = member_of(report.department, acting_for="担当 太郎")
    assert (count(person.pk), count(person.pk + 1)) == (1, 0)
    assert len(waiting_for(deputy).to_answer) == 1


def test_a_closed_round_waits_for_nobody(edition: Edition) -> None:
    report = ask(make_item(edition))
    close_round(COORDINATOR, round=report.round, at=AT, reason="締切")

    assert waiting_for(member_of(report.department)).to_answer == ()


def test_the_boards_table_has_no_formulas(edition: Edition) -> None:
    item = make_item(edition)
    Item.objects.filter(pk=item.pk).update(title="=HYPERLINK(1)")
    report = ask(item)

    table = board_csv(board(report.round_id))

    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert rows[1] == [
        "1",
        "'=HYPERLINK(1)",
        "情報推進課",
        "",
        "未着手",
        "所管課の担当",
        "2020-10-01",
        "「取組・検討状況」が書かれていません。",
    ]


def test_a_page_shows_the_last_accepted_report_and_before_that_the_edition(edition: Edition) -> None:
    item = make_item(edition)
    Item.objects.filter(pk=item.pk).update(progress="前の年度の記載。", plan="前の計画。")
    first = ask(item, period="FY2018", title="平成30年度の照会")
    assert report_page(first.pk).before.progress == "前の年度の記載。"
    brought_to(first, ReportStatus.ACCEPTED)

    again = report_page(ask(item, period="FY2019").pk)

    assert (again.before.source, again.before.progress) == ("平成30年度の照会", WRITTEN.progress)


def test_history_sums_up_savings_and_marks_what_changed_between_submissions(edition: Edition) -> None:
    make_actual(make_indicator(item := make_item(edition)))
    report = brought_to(ask(item), ReportStatus.APPROVED)
    row = query_report(COORDINATOR, report=report, version=report.version, at=LATER, remark="数をください。")
    for text in ("窓口を", "窓口を増やした。3か所。"):
        row = brought_to(row, ReportStatus.DRAFTING, replace(WRITTEN, progress=text, values=(stated(),)))
    from_page = report_page(brought_again(row).pk)

    newest = from_page.steps[0]
    assert [line.verb.value for line in from_page.steps] == ["submit", "save", "query", "approve", "submit", "save"]
    assert from_page.steps[1].saves == 2
    assert [one.label for one in newest.changes] == ["取組・検討状況", "指標 cards"]
    assert [piece.text for piece in newest.changes[0].pieces if piece.kind == "added"] == ["3か所。"]


def brought_again(report: Report) -> Report:
    return submit_report(
        member_of(report.department), report=report, version=report.version, on=dt.date(2020, 10, 1), at=AT
    )


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_of_a_report_costs_the_same_with_more_indicators(edition: Edition, count: int) -> None:
    item = make_item(edition)
    for number in range(count):
        make_target(make_indicator(item, f"k{number}"))
    report = brought_to(ask(item), ReportStatus.DRAFTING)

    with CaptureQueriesContext(connection) as queries:
        report_page(report.pk)

    assert len(queries) <= 14
