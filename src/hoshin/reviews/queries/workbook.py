"""The reports that one person answers, or sees as coordinator, away from the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.kernel.actor import Actor
from hoshin.reviews.models import Report, Round
from hoshin.reviews.permissions import ANSWER_REPORT, RUN_ROUND
from hoshin.reviews.queries.asking import asked_of_all
from hoshin.reviews.queries.contents import contents_of
from hoshin.reviews.queries.reports import Before, befores_of
from hoshin.reviews.rules.asking import Asked
from hoshin.reviews.rules.content import ReportContent
from hoshin.reviews.rules.states import ANSWERABLE, ReportStatus, RoundStatus


@dataclass(frozen=True)
class OfflineReport:
    """One report for its sheet. `is_answerable`: that it can be written now, by whoever may."""

    report: Report
    asked: Asked
    content: ReportContent
    before: Before

    @property
    def status(self) -> ReportStatus:
        return ReportStatus(self.report.status)

    @property
    def is_answerable(self) -> bool:
        return self.status in ANSWERABLE and self.report.round.status == RoundStatus.OPEN

    @property
    def standing(self) -> str:
        """What keeps it from being written, in words."""
        if self.report.round.status != RoundStatus.OPEN:
            return f"この照会は「{RoundStatus(self.report.round.status).label}」"
        return f"この報告は「{self.status.label}」"


def reports_of(row: Round) -> list[Report]:
    """Return all reports of a round in the order of the edition, each with the row as its round; one statement."""
    rows = Report.objects.filter(round=row).select_related("item", "department", "person")
    reports = list(rows.order_by("item__order", "id"))
    for report in reports:
        report.round = row
    return reports


def own_reports(actor: Actor, row: Round) -> list[Report]:
    """Return the reports of a round that this person may answer. One statement."""
    return [report for report in reports_of(row) if actor.may_in(ANSWER_REPORT, report.department_id)]


def reports_to_take(actor: Actor, row: Round) -> list[Report]:
    """Return the reports that this person's workbook has: one's own, for the coordinator all. One statement."""
    return reports_of(row) if actor.may(RUN_ROUND) else own_reports(actor, row)


def offline(reports: Sequence[Report]) -> tuple[OfflineReport, ...]:
    """Return the reports of one round with all that their sheets say, in eleven statements for all of them."""
    asked, contents, befores = asked_of_all(reports), contents_of(reports), befores_of(reports)
    return tuple(OfflineReport(one, asked[one.pk], contents[one.pk], befores[one.pk]) for one in reports)
