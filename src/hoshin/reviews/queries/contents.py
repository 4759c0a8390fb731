"""What reports say, as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from hoshin.reviews.models import Answer, CostLine, Report, ReportValue, Shortfall
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue


def content_of(report: Report) -> ReportContent:
    """Return what a report says now, in four statements."""
    return contents_of([report])[report.pk]


def contents_of(reports: Sequence[Report]) -> dict[int, ReportContent]:
    """Return what each report says now, by its id, in four statements for all of them."""
    ids = [report.pk for report in reports]
    answers: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for answer in Answer.objects.filter(report__in=ids).order_by("question__order", "question_id"):
        answers[answer.report_id][answer.question_id] = answer.text
    values, shortfalls, costs = _values(ids), _shortfalls(ids), _costs(ids)
    return {
        report.pk: ReportContent(
            progress=report.progress,
            next_plan=report.next_plan,
            answers=answers[report.pk],
            values=tuple(values[report.pk]),
            shortfalls=tuple(shortfalls[report.pk]),
            costs=tuple(costs[report.pk]),
        )
        for report in reports
    }


def _values(ids: Sequence[int]) -> defaultdict[int, list[StatedValue]]:
    found: defaultdict[int, list[StatedValue]] = defaultdict(list)
    rows = ReportValue.objects.filter(report__in=ids).select_related("indicator__identity")
    for row in rows.order_by("indicator__order", "indicator_id", "id"):
        found[row.report_id].append(
            StatedValue(
                row.indicator.identity.key,
                row.quantity,
                series=row.series,
                as_of_date=row.as_of_date,
                note=row.note,
                evidence_id=row.evidence_id,
            )
        )
    return found


def _shortfalls(ids: Sequence[int]) -> defaultdict[int, list[StatedShortfall]]:
    found: defaultdict[int, list[StatedShortfall]] = defaultdict(list)
    rows = Shortfall.objects.filter(report__in=ids).select_related("indicator__identity")
    for row in rows.order_by("order", "id"):
        found[row.report_id].append(
            StatedShortfall(
                row.fact,
                row.indicator.identity.key if row.indicator else "",
                cause=row.cause,
                response=row.response,
                by_whom=row.by_whom,
                until_date=row.until_date,
            )
        )
    return found


def _costs(ids: Sequence[int]) -> defaultdict[int, list[StatedCost]]:
    found: defaultdict[int, list[StatedCost]] = defaultdict(list)
    for row in CostLine.objects.filter(report__in=ids).order_by("order", "id"):
        found[row.report_id].append(StatedCost(row.kind, row.year, row.amount, row.text))
    return found
