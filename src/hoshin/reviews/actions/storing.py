"""The parts of a report's content as rows."""

from __future__ import annotations

from hoshin.indicators.models import Indicator
from hoshin.kernel.refusal import Refused
from hoshin.reviews.models import Answer, Attachment, CostLine, Report, ReportValue, Shortfall
from hoshin.reviews.rules.content import ReportContent


def _put_parts(report: Report, content: ReportContent) -> None:
    """Put the parts in place of those that the report has; an actual that came of a value stays known."""
    Answer.objects.filter(report=report).delete()
    Answer.objects.bulk_create(Answer(report=report, question_id=pk, text=text) for pk, text in content.answers.items())
    ids = dict(Indicator.objects.filter(item=report.item_id).values_list("identity__key", "pk"))
    _put_values(report, content, ids)
    Shortfall.objects.filter(report=report).delete()
    Shortfall.objects.bulk_create(
        Shortfall(
            report=report,
            indicator_id=ids.get(row.indicator_key),
            fact=row.fact,
            cause=row.cause,
            response=row.response,
            by_whom=row.by_whom,
            until_date=row.until_date,
            order=order,
        )
        for order, row in enumerate(content.shortfalls)
    )
    CostLine.objects.filter(report=report).delete()
    CostLine.objects.bulk_create(
        CostLine(report=report, kind=line.kind, year=line.year, amount=line.amount, text=line.text, order=order)
        for order, line in enumerate(content.costs)
    )


def _put_values(report: Report, content: ReportContent, ids: dict[str, int]) -> None:
    _require_files([value.evidence_id for value in content.values if value.evidence_id is not None])
    rows = ReportValue.objects.filter(report=report)
    recorded = {(row.indicator_id, row.series): row.actual_id for row in rows}
    rows.delete()
    added = []
    for value in content.values:
        row = ReportValue(
            report=report,
            indicator_id=ids[value.indicator_key],
            series=value.series,
            as_of_date=value.as_of_date,
            note=value.note,
            evidence_id=value.evidence_id,
            actual_id=recorded.get((ids[value.indicator_key], value.series)),
        )
        row.quantity = value.value
        added.append(row)
    ReportValue.objects.bulk_create(added)


def _require_files(ids: list[int]) -> None:
    if Attachment.objects.filter(pk__in=ids).count() != len(set(ids)):
        raise Refused("添付ファイルが見つかりません。もう一度付けてください。")
