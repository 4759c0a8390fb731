"""Which indicators are measured by the ledger, and what it says of them. Nothing here is frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, MetricBinding
from hoshin.indicators.rules.measuring import Reading, measured_days, reading
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.history.events import event_model, events_of
from hoshin.kernel.quantity import same_unit
from hoshin.kernel.registry import Metric, registry
from hoshin.ledger.queries import series_of, value_of
from hoshin.plan.models import Edition
from hoshin.plan.models.edition import EDITABLE, PUBLIC


@dataclass(frozen=True)
class LiveFigure:
    """What the ledger says today of an indicator. `now` is None where nothing was ever counted.

    `years` are the readings at the end of each fiscal year that it measured, and the one of today.
    """

    metric: Metric
    from_date: dt.date
    now: Reading | None
    years: tuple[Reading, ...]


def bindings_of(identity: IndicatorIdentity) -> QuerySet[MetricBinding]:
    """Return an indicator's bindings, the newest first."""
    return MetricBinding.objects.filter(identity=identity).order_by("-from_date", "-pk")


def current_binding(identity: IndicatorIdentity) -> MetricBinding | None:
    return bindings_of(identity).filter(ended_date=None).first()


def get_binding(pk: int) -> MetricBinding:
    return MetricBinding.objects.select_related("identity__policy").get(pk=pk)


def bindings_to_measure(on: dt.date) -> QuerySet[MetricBinding]:
    """Return what still has something to say: bindings in force, and those that ended since the last fiscal year."""
    last_year = FiscalYear.containing(on).first_day - dt.timedelta(days=1)
    return (
        MetricBinding.objects.filter(Q(ended_date=None) | Q(ended_date__gt=last_year), from_date__lte=on)
        .select_related("identity__policy")
        .order_by("pk")
    )


def metric_of(binding: MetricBinding) -> Metric | None:
    """Return what is counted; None where the module that counted it is switched off."""
    try:
        return registry.metric(binding.metric_key)
    except KeyError:
        return None


def unit_of(identity: IndicatorIdentity, metric: Metric) -> str:
    """Return the metric's unit as the newest definition writes it (箇所 for か所).

    Where that has become another unit since, the metric's own: its counts must not be told in one they are not of.
    """
    rows = Indicator.objects.filter(identity=identity).order_by("-edition__year")
    unit = rows.values_list("unit", flat=True).first() or ""
    return unit if same_unit(unit, metric.unit) else metric.unit


def reading_on(binding: MetricBinding, *, on: dt.date) -> Reading | None:
    """Return what the ledger says on a day; None where nothing was counted or nobody counts any more."""
    metric = metric_of(binding)
    amount = None if metric is None else value_of(metric, as_of=on)
    if metric is None or amount is None:
        return None
    return reading(metric, amount, unit=unit_of(binding.identity, metric), on=on)


def stated_reading(binding: MetricBinding, *, on: dt.date) -> Actual | None:
    """Return the actual that holds for the fiscal year of a day and that the ledger gave, if there is one."""
    year = FiscalYear.containing(on)
    rows = Actual.objects.filter(
        identity=binding.identity,
        metric_key=binding.metric_key,
        successor=None,
        period_end__range=(year.first_day, year.last_day),
    )
    return rows.order_by("-pk").first()


def says_more(found: Reading, stated: Actual | None) -> bool:
    """Whether a reading is worth an actual: another value, or the last one of its fiscal year."""
    if stated is None:
        return True
    same = stated.quantity.same_value(found.value) and stated.quantity.status == found.value.status
    return not same or (found.is_final and stated.as_of_date != found.as_of)


def readings_due(binding: MetricBinding, *, on: dt.date) -> tuple[dt.date, ...]:
    """Return the days whose reading has not been stated yet, for the job of that day."""
    due = []
    for day in measured_days(on, from_date=binding.from_date, ended_date=binding.ended_date):
        found = reading_on(binding, on=day)
        if found is not None and says_more(found, stated_reading(binding, on=day)):
            due.append(day)
    return tuple(due)


def year_for_actuals(identity: IndicatorIdentity, *, on: dt.date) -> int:
    """Return the edition in which something measured now is stated first: never in one that was published.

    A published edition that is opened again to be corrected is no draft: it stays as it was.
    """
    editions = dict(Edition.objects.filter(policy=identity.policy_id).values_list("year", "status"))
    events = events_of(event_model(Edition)).filter(policy_id=identity.policy_id, status__in=PUBLIC)
    published = {year for year, status in editions.items() if status in PUBLIC} | set(
        events.values_list("year", flat=True)
    )
    first = max(published) + 1 if published else FiscalYear.containing(on).year
    drafts = [year for year, status in editions.items() if status in EDITABLE and year not in published]
    ahead = [year for year in drafts if not published or year >= first]
    return min(ahead, default=first)


def metrics_for(indicator: Indicator) -> list[Metric]:
    """Return every metric, those with the indicator's unit first."""
    return sorted(registry.metrics(), key=lambda metric: (not same_unit(metric.unit, indicator.unit), metric.label))


def live_figures(policy_key: str, keys: Collection[str], *, on: dt.date) -> Mapping[str, LiveFigure]:
    """Return what the ledger says today of these indicators of a policy; only of those that it measures."""
    if not keys:
        return {}
    in_force = Q(ended_date=None) | Q(ended_date__gt=on)
    rows = MetricBinding.objects.filter(
        in_force, identity__policy__key=policy_key, identity__key__in=keys, from_date__lte=on
    ).select_related("identity")
    found = {row.identity.key: _live(row, on=on) for row in rows}
    return {key: figure for key, figure in found.items() if figure is not None}


def _live(binding: MetricBinding, *, on: dt.date) -> LiveFigure | None:
    metric = metric_of(binding)
    if metric is None:
        return None
    first, last = FiscalYear.containing(binding.from_date), FiscalYear.containing(on)
    days = [*(FiscalYear(year).last_day for year in range(first.year, last.year)), on]
    counted = [(day, amount) for day, amount in series_of(metric, days).items() if amount is not None]
    years = tuple(reading(metric, amount, unit=metric.unit, on=day) for day, amount in sorted(counted))
    return LiveFigure(metric, binding.from_date, years[-1] if years else None, years)
