"""Bind an indicator to what the ledger counts, and take its counts over as actuals."""

from __future__ import annotations

import datetime as dt

from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, MetricBinding
from hoshin.indicators.permissions import EDIT_INDICATOR, RECORD_ACTUAL
from hoshin.indicators.queries.bindings import (
    bindings_of,
    current_binding,
    metric_of,
    says_more,
    stated_reading,
    unit_of,
    year_for_actuals,
)
from hoshin.indicators.rules.admission import require_no_my_number, require_reason
from hoshin.indicators.rules.measuring import (
    AlreadyBound,
    AlreadyEnded,
    BoundUntil,
    EndsBeforeItBegins,
    EnteredLater,
    MeasuredByLedger,
    NoSuchMetric,
    NothingCounted,
    NotMeasuredThen,
    Reading,
    is_measured,
    note_of,
    reading,
    require_fit,
)
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import Period, wareki
from hoshin.kernel.registry import Metric, registry
from hoshin.kernel.versioning import change
from hoshin.ledger.queries import value_of
from hoshin.plan.models.edition import EDITABLE


@action(EDIT_INDICATOR, "indicators.binding.bound")
def bind_metric(
    by: Actor,
    *,
    indicator: Indicator,
    metric_key: str,
    from_date: dt.date,
    reason: str,
    is_confirmed: bool = False,
) -> MetricBinding:
    """Let the ledger measure an indicator from a day on, in this edition and all that follow.

    Drafts name the metric as the source from now on; published editions stay as they are.

    :param is_confirmed: it is known that people have entered actuals of later days, which stay.
    :raises EnteredLater: there are such, and nobody said that it is known.
    :raises Refused: unknown metric, other unit or kind, a binding that is there already, no reason.
    """
    require_reason(reason)
    require_no_my_number({"reason": reason})
    metric = _metric(metric_key)
    require_fit(metric, unit=indicator.unit, accumulation=indicator.accumulation, series=indicator.series)
    identity = IndicatorIdentity.objects.select_for_update().get(pk=indicator.identity_id)
    _require_free(identity, from_date)
    if not is_confirmed:
        _require_nothing_later(identity, from_date)
    _name_source(identity, kind=Indicator.SourceKind.METRIC, key=metric.key)
    return MetricBinding.objects.create(
        identity=identity, metric_key=metric.key, from_date=from_date, reason=reason, bound_by=by.name[:80]
    )


@action(EDIT_INDICATOR, "indicators.binding.ended")
def end_binding(by: Actor, *, binding: MetricBinding, version: int, ended_date: dt.date, reason: str) -> MetricBinding:
    """Stop measuring from a day on; what was measured stays.

    :param ended_date: the first day that people enter again.
    :raises EndsBeforeItBegins: that day lies before the first one.
    :raises AlreadyEnded: somebody ended it before.
    :raises EditedMeanwhile: somebody saved it after this person looked at it.
    """
    require_reason(reason)
    require_no_my_number({"reason": reason})
    if binding.ended_date is not None:
        raise AlreadyEnded
    if ended_date < binding.from_date:
        raise EndsBeforeItBegins(binding.from_date)
    _name_source(binding.identity, kind=Indicator.SourceKind.PERSON, key="")
    return change(binding, version=version, ended_date=ended_date, end_reason=reason)


@action(RECORD_ACTUAL, "indicators.actual.measured")
def take_measured(by: Actor, *, binding: MetricBinding, on: dt.date) -> Actual:
    """State what the ledger counted on a day as an actual of the edition that is in work.

    A newer reading of the same fiscal year takes the place of the older one; one that says nothing more adds nothing,
    and the actual that stands is returned.

    :raises NotMeasuredThen: the binding does not hold on that day.
    :raises NoSuchMetric: no module counts it any more.
    :raises NothingCounted: nothing was ever counted, which is no zero.
    """
    if not is_measured(Period.day(on), from_date=binding.from_date, ended_date=binding.ended_date):
        raise NotMeasuredThen(on)
    IndicatorIdentity.objects.select_for_update().get(pk=binding.identity_id)
    metric = metric_of(binding)
    if metric is None:
        raise NoSuchMetric(binding.metric_key)
    amount = value_of(metric, as_of=on)
    if amount is None:
        raise NothingCounted(metric, on)
    found = reading(metric, amount, unit=unit_of(binding.identity, metric), on=on)
    stated = stated_reading(binding, on=on)
    if stated is not None and not says_more(found, stated):
        return stated
    return _state(by, binding, metric, found, instead_of=stated)


def _require_entered(identity: IndicatorIdentity, period: Period) -> None:
    """
    :raises MeasuredByLedger: the period's value is measured, not entered.
    """
    for binding in bindings_of(identity):
        if is_measured(period, from_date=binding.from_date, ended_date=binding.ended_date):
            raise MeasuredByLedger(binding.metric_key, binding.from_date)


def _metric(key: str) -> Metric:
    try:
        return registry.metric(key)
    except KeyError:
        raise NoSuchMetric(key) from None


def _require_free(identity: IndicatorIdentity, from_date: dt.date) -> None:
    if current_binding(identity) is not None:
        raise AlreadyBound
    last = bindings_of(identity).exclude(ended_date=None).order_by("-ended_date").first()
    if last is not None and last.ended_date is not None and from_date < last.ended_date:
        raise BoundUntil(last.ended_date)


def _require_nothing_later(identity: IndicatorIdentity, from_date: dt.date) -> None:
    for row in Actual.objects.filter(identity=identity, successor=None, metric_key="").order_by("period_end"):
        day = row.as_of_date or row.period_end
        if day >= from_date:
            raise EnteredLater(day)


def _name_source(identity: IndicatorIdentity, *, kind: Indicator.SourceKind, key: str) -> None:
    rows = Indicator.objects.filter(identity=identity, edition__status__in=EDITABLE)
    for row in rows:
        change(row, version=row.version, source_kind=kind.value, source_key=key)


def _state(by: Actor, binding: MetricBinding, metric: Metric, found: Reading, *, instead_of: Actual | None) -> Actual:
    year = year_for_actuals(binding.identity, on=found.as_of)
    row = Actual(
        identity=binding.identity,
        edition_year=year if instead_of is None else max(year, instead_of.edition_year),
        as_of_date=found.as_of,
        metric_key=metric.key,
        note=note_of(metric, found.as_of),
        reason=f"{wareki(found.as_of)}時点の台帳による新しい計測" if instead_of else "",
        supersedes=instead_of,
        entered_by=by.name[:80],
    )
    row.period, row.quantity = found.period, found.value
    row.save()
    return row
