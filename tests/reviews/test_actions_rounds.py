from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hoshin.indicators.rules.admission import HoldsMyNumber
from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import AuditEntry, Department, DepartmentSuccession
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition, Item, ItemDepartment
from hoshin.reviews.actions.rounds import (
    AskedAlready,
    DueBeforeItOpens,
    NobodyToAsk,
    NotAllAccepted,
    NothingToAsk,
    cancel_round,
    change_round,
    close_round,
    open_round,
    plan_round,
    reopen_round,
)
from hoshin.reviews.models import Duty, Question, Report, Round
from hoshin.reviews.queries.rounds import questions_of
from hoshin.reviews.rules.admission import NotInThisRoundState, ReasonMissing
from hoshin.reviews.rules.asking import QuestionText
from hoshin.reviews.rules.states import ReportStatus, RoundStatus
from tests.reviews.asked import AT, COORDINATOR, ask, brought_to, member_of
from tests.reviews.cycle import ON, make_department, make_item
from tests.world import make_person

TERMS: dict[str, Any] = {
    "kind": Round.Kind.YEAR_END.value,
    "title": "年度末の照会",
    "period": Period.parse("FY2020"),
    "opens_on": ON,
    "due_on": ON + dt.timedelta(days=14),
    "guidance": "よろしくお願いします。",
    "questions": (QuestionText("課題は何ですか", is_required=True),),
    "asks_costs": True,
    "remind_days_before": (5, 1),
    "remind_every_days": 3,
    "escalate_days": 5,
}


def planned(edition: Edition, **changes: Any) -> Round:
    return plan_round(COORDINATOR, edition=edition, **{**TERMS, **changes})


def test_a_planned_round_asks_nobody_yet(edition: Edition) -> None:
    make_item(edition)

    row = planned(edition)

    assert (row.status, Report.objects.count()) == (RoundStatus.PREPARING, 0)
    assert questions_of(row) == TERMS["questions"]
    assert AuditEntry.objects.get(event="reviews.round.planned").subject == f"reviews.round:{row.pk}"


def test_an_opened_round_asks_each_initiative_once(edition: Edition) -> None:
    cards, lights = make_item(edition), make_item(edition, "lights", department=make_department("bousai", "防災課"))

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    found = Report.objects.filter(round=row).order_by("item__order")
    assert [(one.item_id, one.department.name, one.status, one.since) for one in found] == [
        (cards.pk, "情報推進課", ReportStatus.WAITING, AT),
        (lights.pk, "防災課", ReportStatus.WAITING, AT),
    ]
    assert (row.status, row.opened_at, row.opened_by_name) == (RoundStatus.OPEN, AT, COORDINATOR.name)


def test_chapters_and_reposts_are_not_asked(edition: Edition) -> None:
    item = make_item(edition)
    Item.objects.filter(pk=make_item(edition, "chapter", stage="").pk).update(is_initiative=False)
    Item.objects.filter(pk=make_item(edition, "again").pk).update(repost_of=item)

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    assert [one.item_id for one in Report.objects.filter(round=row)] == [item.pk]


def test_the_one_on_duty_is_asked_before_the_department_that_the_edition_names(edition: Edition) -> None:
    item, bousai = make_item(edition), make_department("bousai", "防災課")
    Duty.objects.create(identity=item.identity, department=bousai, from_date=ON, reason="所管の変更")

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    assert Report.objects.get(round=row).department == bousai


def test_a_duty_that_has_ended_or_not_begun_asks_nobody(edition: Edition) -> None:
    item, bousai = make_item(edition), make_department("bousai", "防災課")
    day = dt.timedelta(days=1)
    Duty.objects.create(identity=item.identity, department=bousai, from_date=ON - day, ended_date=ON, reason="応援")
    Duty.objects.create(identity=item.identity, department=bousai, from_date=ON + day, reason="来月から")

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    assert Report.objects.get(round=row).department.key == "johou"


def test_the_person_on_duty_is_named(edition: Edition, inside: Any) -> None:
    person = make_person(inside, role="reporter")
    item = make_item(edition)
    Duty.objects.create(
        identity=item.identity, department=make_department(), person=person, from_date=ON, reason="担当"
    )

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    assert Report.objects.get(round=row).person == person


def test_the_successor_of_a_department_is_asked(edition: Edition) -> None:
    make_item(edition)
    old, new = make_department(), make_department("dx", "デジタル推進課")
    Department.objects.filter(pk=old.pk).update(valid_to=ON - dt.timedelta(days=1))
    DepartmentSuccession.objects.create(predecessor=old, successor=new, kind="renamed")

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    assert Report.objects.get(round=row).department == new


def test_the_lead_is_asked_before_those_who_help(edition: Edition) -> None:
    item, bousai = make_item(edition), make_department("bousai", "防災課")
    ItemDepartment.objects.filter(item=item).update(role=ItemDepartment.Role.RELATED)
    ItemDepartment.objects.create(item=item, department=bousai, role=ItemDepartment.Role.LEAD, order=1)

    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    assert Report.objects.get(round=row).department == bousai


def test_an_initiative_without_department_is_not_left_out_in_silence(edition: Edition) -> None:
    item = make_item(edition)
    ItemDepartment.objects.filter(item=item).delete()
    row = planned(edition)

    with pytest.raises(NobodyToAsk) as refused:
        open_round(COORDINATOR, round=row, at=AT)

    assert "取組 cards" in refused.value.message
    assert Report.objects.count() == 0


def test_a_round_about_nothing_is_not_opened(edition: Edition) -> None:
    with pytest.raises(NothingToAsk):
        open_round(COORDINATOR, round=planned(edition), at=AT)


def test_a_round_is_opened_once(edition: Edition) -> None:
    make_item(edition)
    row = open_round(COORDINATOR, round=planned(edition), at=AT)

    with pytest.raises(NotInThisRoundState):
        open_round(COORDINATOR, round=row, at=AT)

    assert Report.objects.count() == 1


def test_only_who_runs_rounds_may_plan_and_open_one(edition: Edition) -> None:
    reporter = member_of(make_department())

    with pytest.raises(NotPermitted):
        plan_round(reporter, edition=edition, **TERMS)
    with pytest.raises(NotPermitted):
        open_round(reporter, round=planned(edition), at=AT)


def test_days_in_the_wrong_order_and_my_numbers_are_refused(edition: Edition) -> None:
    with pytest.raises(DueBeforeItOpens):
        planned(edition, due_on=ON - dt.timedelta(days=1))
    with pytest.raises(HoldsMyNumber) as refused:
        planned(edition, questions=(QuestionText("1234 5678 9018 の人は"),))

    assert refused.value.field == "questions"
    assert Round.objects.count() == 0


def test_before_it_opens_everything_can_be_changed(edition: Edition) -> None:
    row = planned(edition)
    questions = (QuestionText("何が変わりましたか", kind=Question.Kind.YES_NO.value), *TERMS["questions"])

    changed = change_round(
        COORDINATOR,
        round=row,
        version=row.version,
        **{**TERMS, "title": "上期の照会", "period": Period.parse("2020-04-01..2020-09-30"), "questions": questions},
    )

    assert (changed.title, str(changed.period), changed.version) == ("上期の照会", "2020-04-01..2020-09-30", 2)
    assert questions_of(changed) == questions


def test_what_was_asked_stays_but_the_day_due_can_move(edition: Edition) -> None:
    make_item(edition)
    row = open_round(COORDINATOR, round=planned(edition), at=AT)
    later = TERMS["due_on"] + dt.timedelta(days=7)

    changed = change_round(COORDINATOR, round=row, version=row.version, **{**TERMS, "due_on": later})
    with pytest.raises(AskedAlready):
        change_round(COORDINATOR, round=changed, version=changed.version, **{**TERMS, "questions": ()})

    assert changed.due_on == later


def test_of_two_who_change_a_round_the_second_is_told(edition: Edition) -> None:
    row = planned(edition)
    change_round(COORDINATOR, round=row, version=1, **{**TERMS, "title": "先に直した"})

    with pytest.raises(EditedMeanwhile):
        change_round(COORDINATOR, round=row, version=1, **TERMS)


def test_a_round_ends_without_a_word_when_all_is_accepted(edition: Edition) -> None:
    report = brought_to(ask(make_item(edition)), ReportStatus.ACCEPTED)

    closed = close_round(COORDINATOR, round=report.round, at=AT)

    assert (closed.status, closed.closed_at) == (RoundStatus.CLOSED, AT)


def test_to_leave_reports_open_needs_a_reason(edition: Edition) -> None:
    report = brought_to(ask(make_item(edition)), ReportStatus.APPROVED)

    with pytest.raises(NotAllAccepted) as refused:
        close_round(COORDINATOR, round=report.round, at=AT, reason=" ")
    closed = close_round(COORDINATOR, round=report.round, at=AT, reason="会議に間に合わないため")

    assert (refused.value.field, closed.status) == ("reason", RoundStatus.CLOSED)
    assert AuditEntry.objects.get(event="reviews.round.closed").reason == "会議に間に合わないため"


def test_a_closed_round_can_go_on_with_a_reason(edition: Edition) -> None:
    report = ask(make_item(edition))
    closed = close_round(COORDINATOR, round=report.round, at=AT, reason="締切")

    with pytest.raises(ReasonMissing):
        reopen_round(COORDINATOR, round=closed, at=AT, reason="")
    again = reopen_round(COORDINATOR, round=closed, at=AT, reason="報告がもう1件あるため")

    assert (again.status, again.closed_at, Report.objects.count()) == (RoundStatus.OPEN, None, 1)


def test_a_cancelled_round_stays_cancelled(edition: Edition) -> None:
    row = cancel_round(COORDINATOR, round=planned(edition), at=AT, reason="重複")

    with pytest.raises(NotInThisRoundState):
        open_round(COORDINATOR, round=row, at=AT)
    with pytest.raises(NotInThisRoundState):
        reopen_round(COORDINATOR, round=row, at=AT, reason="やはり行う")
    with pytest.raises(Refused):
        change_round(COORDINATOR, round=row, version=row.version, **TERMS)
