"""Who holds what since when: a round for its coordinator, and what waits for one person."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from hoshin.kernel.actor import Actor
from hoshin.kernel.clock import JST
from hoshin.kernel.registry import Permission
from hoshin.reviews.models import Report, Round
from hoshin.reviews.permissions import ANSWER_REPORT, APPROVE_REPORT, RUN_ROUND
from hoshin.reviews.queries.asking import asked_of_all
from hoshin.reviews.queries.contents import contents_of
from hoshin.reviews.queries.rounds import get_round
from hoshin.reviews.rules.asking import Missing, missing_of
from hoshin.reviews.rules.desks import DESKS, Desk
from hoshin.reviews.rules.states import ANSWERABLE, ReportStatus, RoundStatus


@dataclass(frozen=True)
class BoardLine:
    """One report, on whose desk it lies, and what it still lacks."""

    report: Report
    status: ReportStatus
    desk: Desk
    missing: tuple[Missing, ...]

    @property
    def holder(self) -> str:
        """The person or the place it waits for; "" when it waits for nobody."""
        if self.desk is Desk.NOBODY:
            return ""
        if self.desk is Desk.SECTION and self.report.person is not None:
            return self.report.person.get_full_name()
        return self.desk.label

    @property
    def since(self) -> dt.date:
        return self.report.since.astimezone(JST).date()

    @property
    def blocking(self) -> tuple[Missing, ...]:
        return tuple(one for one in self.missing if one.is_blocking)


@dataclass(frozen=True)
class Board:
    round: Round
    lines: tuple[BoardLine, ...]

    @property
    def counts(self) -> tuple[tuple[ReportStatus, int], ...]:
        """How many reports stand where, also where none does."""
        found = Counter(line.status for line in self.lines)
        return tuple((status, found[status]) for status in ReportStatus)

    @property
    def accepted(self) -> int:
        return sum(line.status is ReportStatus.ACCEPTED for line in self.lines)


@dataclass(frozen=True)
class Waiting:
    """The reports of open rounds on one person's desks, those due first."""

    to_answer: tuple[Report, ...] = ()
    to_approve: tuple[Report, ...] = ()
    to_accept: tuple[Report, ...] = ()


def board(round_id: int) -> Board:
    """Return a round with all its reports in the order of the edition, in twelve statements whatever their number."""
    row = get_round(round_id)
    reports = list(
        Report.objects.filter(round=row).select_related("item", "department", "person").order_by("item__order", "id")
    )
    for report in reports:
        report.round = row
    asked, contents = asked_of_all(reports), contents_of(reports)
    return Board(row, tuple(_line(one, missing_of(contents[one.pk], asked[one.pk])) for one in reports))


def waiting_for(actor: Actor) -> Waiting:
    """Return what waits for this person today, one statement.

    What names another person of the section waits for that one; a deputy sees it in the place of the principal.
    """
    rows = Report.objects.filter(round__status=RoundStatus.OPEN.value).exclude(status=ReportStatus.ACCEPTED.value)
    found = list(rows.select_related("round__edition", "item", "department").order_by("round__due_on", "item__order"))
    return Waiting(
        to_answer=tuple(one for one in found if one.status in ANSWERABLE and _is_for(actor, one)),
        to_approve=tuple(
            one for one in found if one.status == ReportStatus.SUBMITTED and _holds(actor, APPROVE_REPORT, one)
        ),
        to_accept=tuple(one for one in found if one.status == ReportStatus.APPROVED and actor.may(RUN_ROUND)),
    )


def _line(report: Report, missing: tuple[Missing, ...]) -> BoardLine:
    status = ReportStatus(report.status)
    return BoardLine(report, status, DESKS[status], missing if status in ANSWERABLE else ())


def _holds(actor: Actor, permission: Permission, report: Report) -> bool:
    return actor.may_in(permission, report.department_id)


def _is_for(actor: Actor, report: Report) -> bool:
    grants = [
        grant
        for grant in actor.grants
        if ANSWER_REPORT.key in grant.permission_keys and grant.department_id in {None, report.department_id}
    ]
    if report.person_id is None or report.person_id == actor.user_id:
        return bool(grants)
    return any(grant.acting_for for grant in grants)
