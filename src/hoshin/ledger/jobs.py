from __future__ import annotations

import datetime as dt

from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.registry import registry
from hoshin.ledger.actions import measure
from hoshin.ledger.queries import every_measurement_is_proven, is_measured

NIGHT = dt.timedelta(days=1)


def measure_all() -> None:
    """Write down every metric's value of the day that has ended."""
    by, day = system_actor("夜間の計測"), business_day(get_municipality()) - NIGHT
    for metric in registry.metrics():
        if not is_measured(metric, day=day):
            measure(by, metric=metric, day=day)


def unproven() -> str | None:
    """Say that some city's newest measurement is not the sum of its entries; which one is told on its own pages."""
    return None if every_measurement_is_proven() else "a measured value is not the sum of its entries"
