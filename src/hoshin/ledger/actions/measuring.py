from __future__ import annotations

import datetime as dt

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.registry import Metric
from hoshin.ledger.actions.entries import require_declared
from hoshin.ledger.models import Measurement
from hoshin.ledger.permissions import MEASURE
from hoshin.ledger.queries import Reading, last_measurement, reading_of


@action(MEASURE, "ledger.value.measured")
def measure(by: Actor, *, metric: Metric, day: dt.date) -> Measurement:
    """Write down a metric's value of a day, from the totals and from the entries. What says nothing new adds no row.

    Nothing is refused when the two differ: the health check reports it.
    """
    require_declared(metric)
    reading, newest = reading_of(metric, as_of=day), last_measurement(metric, day=day)
    if newest is not None and Reading(newest.value, newest.value_of_entries, newest.entries) == reading:
        return newest
    return Measurement.objects.create(
        metric_key=metric.key,
        day=day,
        value=reading.value,
        value_of_entries=reading.value_of_entries,
        entries=reading.entries,
    )
