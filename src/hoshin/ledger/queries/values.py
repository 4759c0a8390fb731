"""What the ledger says on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Min, Q, QuerySet, Sum

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import Municipality
from hoshin.kernel.registry import Kind, Metric, registry
from hoshin.kernel.scope import municipality_scope
from hoshin.ledger.models import DailyTotal, Entry, Measurement
from hoshin.ledger.rules import plain, values_on


class NoSuchMetric(ObjectDoesNotExist):
    """No module declares a metric of that key."""


def get_metric(key: str) -> Metric:
    try:
        return registry.metric(key)
    except KeyError as error:
        raise NoSuchMetric(key) from error


def value_of(metric: Metric, *, as_of: dt.date) -> Decimal | None:
    """Return a stock at the end of the day `as_of`, or a flow from the start of its fiscal year to that day.

    None where nothing was ever counted: unknown is not zero.
    """
    return values_of([metric], as_of=as_of)[metric.key]


def values_of(metrics: Sequence[Metric], *, as_of: dt.date) -> dict[str, Decimal | None]:
    """Return the values of several metrics on a day by key, in one statement."""
    start = FiscalYear.containing(as_of).first_day
    rows = (
        DailyTotal.objects.filter(metric_key__in=[metric.key for metric in metrics], day__lte=as_of, entries__gt=0)
        .values("metric_key")
        .annotate(total=Sum("amount"), in_year=Sum("amount", filter=Q(day__gte=start), default=Decimal(0)))
        .order_by()
    )
    found = {row["metric_key"]: row for row in rows}
    return {metric.key: _value(metric.kind, found.get(metric.key)) for metric in metrics}


def _value(kind: Kind, row: Mapping[str, Any] | None) -> Decimal | None:
    if row is None:
        return None
    return plain(row["in_year"] if kind is Kind.FLOW else row["total"])


def series_of(metric: Metric, days: Iterable[dt.date]) -> dict[dt.date, Decimal | None]:
    """Return the value on each of the days, as `value_of` would say it, in one statement."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    totals = DailyTotal.objects.filter(metric_key=metric.key, day__lte=wanted[-1], entries__gt=0)
    return values_on(metric.kind, totals.values_list("day", "amount"), wanted)


def first_day_of(metric: Metric) -> dt.date | None:
    """Return the first day on which something counts."""
    found = DailyTotal.objects.filter(metric_key=metric.key, entries__gt=0).aggregate(first=Min("day"))
    first: dt.date | None = found["first"]
    return first


def value_as_known(metric: Metric, *, as_of: dt.date, known_at: dt.datetime) -> Decimal | None:
    """Return what the ledger said of `as_of` at a moment: with entries voided since, without those recorded since.

    What a transaction writes bears the moment of its statement; until that transaction ends, nobody else sees it.
    """
    then_valid = Q(void=None) | Q(void__voided_at__gt=known_at)
    return _sum_of(metric, Entry.objects.filter(then_valid, recorded_at__lte=known_at), as_of)[0]


def _sum_of(metric: Metric, entries: QuerySet[Entry], as_of: dt.date) -> tuple[Decimal | None, int]:
    start = FiscalYear.containing(as_of).first_day
    row = (
        entries.filter(metric_key=metric.key, occurred_date__lte=as_of)
        .exclude(kind=Entry.Kind.LEFT_OUT)
        .aggregate(
            number=Count("pk"),
            total=Sum("amount"),
            in_year=Sum("amount", filter=Q(occurred_date__gte=start), default=Decimal(0)),
        )
    )
    return (_value(metric.kind, row) if row["number"] else None), row["number"]


@dataclass(frozen=True)
class Reading:
    """A value read in two ways: from the daily totals, and from each single entry."""

    value: Decimal | None
    value_of_entries: Decimal | None
    entries: int

    @property
    def is_proven(self) -> bool:
        return self.value == self.value_of_entries


def reading_of(metric: Metric, *, as_of: dt.date) -> Reading:
    value_of_entries, number = _sum_of(metric, Entry.objects.filter(void=None), as_of)
    return Reading(value_of(metric, as_of=as_of), value_of_entries, number)


def last_measurement(metric: Metric, *, day: dt.date) -> Measurement | None:
    """Return the newest measurement of that day."""
    return Measurement.objects.filter(metric_key=metric.key, day=day).order_by("-id").first()


def is_measured(metric: Metric, *, day: dt.date) -> bool:
    """Say whether the newest measurement of that day says what would be read now."""
    row, now = last_measurement(metric, day=day), reading_of(metric, as_of=day)
    return row is not None and Reading(row.value, row.value_of_entries, row.entries) == now


def last_measurements() -> dict[str, Measurement]:
    """Return the newest measurement of each metric by key."""
    rows = Measurement.objects.order_by("metric_key", "-id").distinct("metric_key")
    return {row.metric_key: row for row in rows}


def every_measurement_is_proven() -> bool:
    """Say whether each city's newest measurements agree with the entries. For machines that ask outside of any city."""
    for pk in Municipality.objects.order_by("pk").values_list("pk", flat=True):
        with municipality_scope(pk):
            if not all(row.is_proven for row in last_measurements().values()):
                return False
    return True
