"""Reports as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoshin.kernel.history import Piece, difference
from hoshin.reviews.models import Attachment, Report, ReportStep
from hoshin.reviews.queries.asking import asked_of
from hoshin.reviews.queries.attachments import attachments_by_id
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.rules.asking import Asked, Missing, missing_of
from hoshin.reviews.rules.content import ReportContent, content_from_json
from hoshin.reviews.rules.states import ReportStatus, ReportVerb
from hoshin.reviews.rules.telling import changed


@dataclass(frozen=True)
class Before:
    """What was said of the initiative before this report: an accepted report, or else the edition itself."""

    source: str
    progress: str
    next_plan: str


@dataclass(frozen=True)
class ChangedPart:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class StepLine:
    """One step, or several savings of one person in a row. `changes` compares a submission with the one before."""

    step: ReportStep
    verb: ReportVerb
    new_status: ReportStatus
    saves: int
    changes: tuple[ChangedPart, ...]


@dataclass(frozen=True)
class ReportPage:
    report: Report
    asked: Asked
    content: ReportContent
    missing: tuple[Missing, ...]
    before: Before
    steps: tuple[StepLine, ...]
    files: dict[int, Attachment]

    @property
    def blocking(self) -> tuple[Missing, ...]:
        return tuple(one for one in self.missing if one.is_blocking)


def get_report(pk: int) -> Report:
    """Return a report with its round, edition, item, department and person."""
    rows = Report.objects.select_related("round__edition__policy", "item__identity", "department", "person")
    return rows.get(pk=pk)


def report_page(pk: int) -> ReportPage:
    """Return all that the page of a report shows, in fourteen statements."""
    report = get_report(pk)
    asked, content = asked_of(report), content_of(report)
    return ReportPage(
        report=report,
        asked=asked,
        content=content,
        missing=missing_of(content, asked),
        before=befores_of([report])[report.pk],
        steps=_steps(report, asked),
        files=attachments_by_id(value.evidence_id for value in content.values if value.evidence_id is not None),
    )


def befores_of(reports: Sequence[Report]) -> dict[int, Before]:
    """Return what was said before each report, by its id, in one statement for all of them.

    :param reports: of one round, with it, its edition, and their items.
    """
    if not reports:
        return {}
    own = reports[0].round
    rows = Report.objects.filter(item__identity__in={report.item.identity_id for report in reports})
    earlier = rows.filter(status=ReportStatus.ACCEPTED.value, round__period_end__lt=own.period_end).exclude(round=own)
    in_order = earlier.select_related("round", "item").order_by("round__period_end", "id")
    last = {row.item.identity_id: row for row in in_order}  # of several, the one that comes last
    return {report.pk: _before(report, last.get(report.item.identity_id)) for report in reports}


def _before(report: Report, last: Report | None) -> Before:
    if last is not None:
        return Before(last.round.title, last.progress, last.next_plan)
    return Before(report.round.edition.label, report.item.progress, report.item.plan)


def _steps(report: Report, asked: Asked) -> tuple[StepLine, ...]:
    """Return the steps, newest first."""
    lines: list[StepLine] = []
    submitted: ReportContent | None = None
    for step in ReportStep.objects.filter(report=report).order_by("id"):
        verb = ReportVerb(step.verb)
        parts: tuple[ChangedPart, ...] = ()
        if verb is ReportVerb.SUBMIT:
            content = content_from_json(step.content)
            parts = _changes(submitted, content, asked) if submitted is not None else ()
            submitted = content
        saves = 1 if verb is ReportVerb.SAVE else 0
        if saves and lines and lines[-1].saves and lines[-1].step.by_name == step.by_name:
            saves += lines.pop().saves
        lines.append(StepLine(step, verb, ReportStatus(step.new_status), saves, parts))
    return tuple(reversed(lines))


def _changes(old: ReportContent, new: ReportContent, asked: Asked) -> tuple[ChangedPart, ...]:
    return tuple(ChangedPart(one.label, difference(one.before, one.after)) for one in changed(old, new, asked))
