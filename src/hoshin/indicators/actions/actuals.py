from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.indicators.actions.measuring import _require_entered
from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity
from hoshin.indicators.permissions import RECORD_ACTUAL
from hoshin.indicators.queries import actuals_of
from hoshin.indicators.rules.admission import (
    ActualExists,
    require_as_of,
    require_no_my_number,
    require_reason,
    require_series,
    require_unit,
)
from hoshin.indicators.rules.measuring import MeasuredByLedger
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import Certainty
from hoshin.kernel.quantity import Quantity
from hoshin.kernel.refusal import Refused


class CorrectedMeanwhile(Refused):
    """Somebody corrected the actual after this person opened it; `current` is what holds now."""

    def __init__(self, current: Actual) -> None:
        super().__init__(
            f"この実績は、{current.entered_by}がすでに「{current.quantity}」に訂正しています。まだ保存していません。"
        )
        self.current = current


@action(RECORD_ACTUAL, "indicators.actual.recorded")
def record_actual(
    by: Actor,
    *,
    indicator: Indicator,
    period: Period,
    value: Quantity,
    on: dt.date,
    as_of_date: dt.date | None = None,
    series: str = "",
    certainty: str = Certainty.STATED.value,
    note: str = "",
) -> Actual:
    """Add an actual, also to a published edition: what happens is not decided by a document.

    :param on: the business day, after which nothing can have been counted.
    :raises ActualExists: there is one of that series, period and as-of date; correct that one.
    :raises MeasuredByLedger: the indicator is bound to a metric in that period.
    :raises Refused: for what else `hoshin.indicators.rules.admission` does not admit.
    """
    _require(indicator, period, value, as_of_date, series, {"note": note}, on=on)
    if any(_is_same(row, period, as_of_date, series) for row in actuals_of(indicator)):
        raise ActualExists(period)
    return _add(by, indicator, period, value, as_of_date=as_of_date, series=series, certainty=certainty, note=note)


@action(RECORD_ACTUAL, "indicators.actual.corrected")
def correct_actual(
    by: Actor,
    *,
    actual: Actual,
    indicator: Indicator,
    period: Period,
    value: Quantity,
    on: dt.date,
    as_of_date: dt.date | None = None,
    certainty: str = Certainty.STATED.value,
    note: str = "",
    reason: str,
) -> Actual:
    """Add an actual in place of another one, which stays. The correction belongs to the edition of `indicator`.

    :raises CorrectedMeanwhile: it has been corrected already; only the newest of a chain can be.
    :raises ReasonMissing: a correction without a reason.
    :raises ActualExists: another actual has that period and as-of date.
    :raises MeasuredByLedger: the ledger gave it, or gives that of the period that it is moved to.
    :raises Refused: for what else `hoshin.indicators.rules.admission` does not admit.
    """
    require_reason(reason)
    _require(indicator, period, value, as_of_date, actual.series, {"note": note, "reason": reason}, on=on)
    if actual.metric_key:
        raise MeasuredByLedger(actual.metric_key, actual.period_start)
    _require_newest(actual)
    others = [row for row in actuals_of(indicator) if row.pk != actual.pk]
    if any(_is_same(row, period, as_of_date, actual.series) for row in others):
        raise ActualExists(period)
    return _add(
        by,
        indicator,
        period,
        value,
        as_of_date=as_of_date,
        series=actual.series,
        certainty=certainty,
        note=note,
        reason=reason,
        supersedes=actual,
    )


def _require(
    indicator: Indicator,
    period: Period,
    value: Quantity,
    as_of_date: dt.date | None,
    series: str,
    texts: dict[str, str],
    *,
    on: dt.date,
) -> None:
    require_no_my_number({**texts, "value": f"{value.text}\n{value.label}"})
    require_unit(indicator.unit, value)
    require_series(series, indicator.series)
    require_as_of(period, as_of_date, on=on)
    _require_entered(indicator.identity, period)


def _is_same(row: Actual, period: Period, as_of_date: dt.date | None, series: str) -> bool:
    return (row.period_code, row.as_of_date, row.series) == (str(period), as_of_date, series)


def _require_newest(actual: Actual) -> None:
    # Two people correcting at the same moment wait for each other here, so that the second is told by name.
    IndicatorIdentity.objects.select_for_update().get(pk=actual.identity_id)
    newest = actual
    while (following := Actual.objects.filter(supersedes=newest).first()) is not None:
        newest = following
    if newest != actual:
        raise CorrectedMeanwhile(newest)


def _add(by: Actor, indicator: Indicator, period: Period, value: Quantity, **columns: Any) -> Actual:
    row = Actual(identity=indicator.identity, edition_year=indicator.edition.year, entered_by=by.name[:80], **columns)
    row.period, row.quantity = period, value
    row.save()
    return row
