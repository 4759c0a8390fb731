"""What a section stated becomes actuals with the acceptance of its report."""

from __future__ import annotations

import datetime as dt

from hoshin.indicators.actions import correct_actual, record_actual
from hoshin.indicators.models import Actual
from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.reviews.models import Report, ReportValue


def _record_values(by: Actor, report: Report, *, on: dt.date) -> None:
    """Record each value of the report as an actual of the round's period, and keep which one it became.

    An actual of the same series, period and day is corrected, wherever it came from: it stays in the history.

    :raises Refused: one cannot be recorded; the sentence names the indicator.
    """
    rows = ReportValue.objects.filter(report=report).select_related(
        "indicator__identity", "indicator__edition", "actual"
    )
    for row in rows.order_by("indicator__order", "id"):
        try:
            actual = _recorded(by, report, row, on=on)
        except Refused as refusal:
            raise Refused(f"「{row.indicator.name}」：{refusal.message}") from refusal
        ReportValue.objects.filter(pk=row.pk).update(actual=actual)


def _recorded(by: Actor, report: Report, row: ReportValue, *, on: dt.date) -> Actual:
    period, known = report.round.period, _known(report, row)
    if known is None:
        return record_actual(
            by,
            indicator=row.indicator,
            period=period,
            value=row.quantity,
            on=on,
            as_of_date=row.as_of_date,
            series=row.series,
            note=row.note,
        )
    same = (known.quantity, known.as_of_date, known.note) == (row.quantity, row.as_of_date, row.note)
    if same:
        return known
    return correct_actual(
        by,
        actual=known,
        indicator=row.indicator,
        period=period,
        value=row.quantity,
        on=on,
        as_of_date=row.as_of_date,
        note=row.note,
        reason=f"照会「{report.round.title}」の報告による",
    )


def _known(report: Report, row: ReportValue) -> Actual | None:
    """Return the actual that this value replaces: what became of it before, as it is corrected by now, or whatever was
    stated of the same day."""
    actual = row.actual
    while actual is not None and (following := Actual.objects.filter(supersedes=actual).first()) is not None:
        actual = following
    if actual is not None:
        return actual
    same = Actual.objects.filter(
        identity=row.indicator.identity_id,
        series=row.series,
        period_code=report.round.period_code,
        as_of_date=row.as_of_date,
        successor=None,
    )
    return same.order_by("-pk").first()
