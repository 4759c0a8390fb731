"""Every verb × state × role of a report, tried; and that the table says what the actions ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import transaction

from hoshin.kernel.actor import Actor, NotPermitted, actor_of
from hoshin.kernel.models import Department, Deputy, Membership, Role, User
from hoshin.plan.models import Edition
from hoshin.reviews.actions import gates, meetings, reports, rounds
from hoshin.reviews.models import Report, ReportStep
from hoshin.reviews.rules.admission import NotInThisState
from hoshin.reviews.rules.rights import GATE_RIGHTS, MEETING_RIGHTS, REPORT_RIGHTS, ROUND_RIGHTS, rights_tables
from hoshin.reviews.rules.states import REPORT_MOVES, GateVerb, MeetingVerb, ReportStatus, ReportVerb, RoundVerb
from tests.reviews.asked import AT, WRITTEN, ask, brought_to, fresh
from tests.reviews.cycle import ON, make_department, make_item

OWNERS = {"reporter", "head", "deputy of the head", "administrator"}
HEADS = {"head", "deputy of the head", "administrator"}
COORDINATORS = {"coordinator", "administrator"}
WHO: Mapping[ReportVerb, set[str]] = {
    ReportVerb.SAVE: OWNERS,
    ReportVerb.SUBMIT: OWNERS,
    ReportVerb.TAKE_BACK: OWNERS,
    ReportVerb.RETURN: HEADS,
    ReportVerb.APPROVE: HEADS,
    ReportVerb.QUERY: COORDINATORS,
    ReportVerb.ACCEPT: COORDINATORS,
}
ACTIONS: Mapping[Any, Callable[..., Any]] = {
    ReportVerb.SAVE: reports.save_report,
    ReportVerb.SUBMIT: reports.submit_report,
    ReportVerb.TAKE_BACK: reports.take_back_report,
    ReportVerb.RETURN: reports.return_report,
    ReportVerb.APPROVE: reports.approve_report,
    ReportVerb.QUERY: reports.query_report,
    ReportVerb.ACCEPT: reports.accept_report,
}
OF_ROUNDS: Mapping[Any, Callable[..., Any]] = {
    RoundVerb.OPEN: rounds.open_round,
    RoundVerb.CLOSE: rounds.close_round,
    RoundVerb.REOPEN: rounds.reopen_round,
    RoundVerb.CANCEL: rounds.cancel_round,
}
OF_GATES: Mapping[Any, Callable[..., Any]] = {
    GateVerb.SUBMIT: gates.submit_gate,
    GateVerb.WITHDRAW: gates.withdraw_gate,
    GateVerb.PASS: gates.pass_gate,
    GateVerb.REFUSE: gates.refuse_gate,
    GateVerb.RETURN: gates.return_gate,
}
OF_MEETINGS: Mapping[Any, Callable[..., Any]] = {
    MeetingVerb.HOLD: meetings.hold_meeting,
    MeetingVerb.CLOSE: meetings.close_meeting,
    MeetingVerb.REOPEN: meetings.reopen_meeting,
}


class Undone(Exception):
    """Ends a try, so that the next one begins with the same report."""


def make_member(name: str, role: str, department: Department | None) -> User:
    user = User.objects.create(username=name.replace(" ", "-"), full_name=name)
    Membership.objects.create(user=user, role=Role.objects.get(key=role), department=department)
    return user


def make_cast(own: Department, other: Department) -> dict[str, Actor]:
    users = {
        "reporter": make_member("reporter", "reporter", own),
        "head": make_member("head", "head", own),
        "coordinator": make_member("coordinator", "coordinator", other),
        "reporter elsewhere": make_member("reporter elsewhere", "reporter", other),
        "head elsewhere": make_member("head elsewhere", "head", other),
        "deputy of the head": make_member("deputy of the head", "reporter", other),
        "member": make_member("member", "member", None),
        "auditor": make_member("auditor", "auditor", None),
        "administrator": make_member("administrator", "administrator", None),
    }
    lent = {"principal": users["head"], "deputy": users["deputy of the head"], "reason": "出張"}
    Deputy.objects.create(valid_from=ON, valid_to=ON, **lent)
    return {name: actor_of(user, on=ON) for name, user in users.items()}


def tried(by: Actor, report: Report, verb: ReportVerb) -> tuple[str, str]:
    """Return what came of it and for whom it was done; nothing of it stays."""
    given: dict[str, Any] = {
        ReportVerb.SAVE: {"content": WRITTEN, "at": AT},
        ReportVerb.SUBMIT: {"on": ON, "at": AT},
        ReportVerb.ACCEPT: {"on": ON, "at": AT},
        ReportVerb.RETURN: {"at": AT, "remark": "もう一度"},
        ReportVerb.QUERY: {"at": AT, "remark": "もう一度"},
    }
    came, acting_for = "", ""
    try:
        with transaction.atomic():
            came = ACTIONS[verb](by, report=report, version=report.version, **given.get(verb, {"at": AT})).status
            step = ReportStep.objects.filter(report=report).order_by("-id").first()
            acting_for = step.acting_for if step else ""
            raise Undone
    except Undone:
        return came, acting_for
    except (NotPermitted, NotInThisState) as error:
        return type(error).__name__, ""


@pytest.mark.parametrize("status", ReportStatus)
def test_a_report_obeys_the_table_whoever_does_whatever_in_whichever_state(
    edition: Edition, status: ReportStatus
) -> None:
    own, other = make_department("shimin", "市民課"), make_department()
    report = brought_to(ask(make_item(edition, department=own)), ReportStatus.SUBMITTED)
    Report.objects.filter(pk=report.pk).update(status=status.value)
    report = fresh(report)
    # So that saving again is a step in the state that waits for it, and not found to change nothing.
    Report.objects.filter(pk=report.pk).update(progress="ほかの文")

    for name, by in make_cast(own, other).items():
        for verb in ReportVerb:
            came, acting_for = tried(by, report, verb)
            if name not in WHO[verb]:
                expected = "NotPermitted"
            elif (status, verb) not in REPORT_MOVES:
                expected = "NotInThisState"
            else:
                expected = REPORT_MOVES[status, verb].value
                assert acting_for == ("head" if name == "deputy of the head" else "")
            assert came == expected, (status, verb, name)


@pytest.mark.parametrize(
    ("rights", "actions"),
    [
        (REPORT_RIGHTS, ACTIONS),
        (ROUND_RIGHTS, OF_ROUNDS),
        (GATE_RIGHTS, OF_GATES),
        (MEETING_RIGHTS, OF_MEETINGS),
    ],
)
def test_the_table_says_what_the_actions_ask_for(rights: Mapping[Any, Any], actions: Mapping[Any, Any]) -> None:
    asked = {verb: action.permission.key for verb, action in actions.items()}

    assert {verb: right.permission_key for verb, right in rights.items()} == asked


def test_the_table_has_every_verb_and_every_state_that_something_leaves() -> None:
    for table in rights_tables():
        verbs = {type(row.verb) for row in table.rows}
        assert len(verbs) == 1
        assert {row.verb for row in table.rows} == set(verbs.pop())
