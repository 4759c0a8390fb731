from __future__ import annotations

import datetime as dt

from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.registry import registry
from hoshin.kernel.scope import municipality_scope
from hoshin.ledger.actions import measure
from hoshin.ledger.queries import is_measured, last_measurements

NIGHT = dt.timedelta(days=1)


def measure_all() -> None:
    """Write down every metric's value of the day that has ended."""
    by, day = system_actor("夜間の計測"), business_day(get_municipality()) - NIGHT
    for metric in registry.metrics():
        if not is_measured(metric, day=day):
            measure(by, metric=metric, day=day)


def unproven() -> str | None:
    """Say that some city's newest measurement is not the sum of its entries; which one is in its own pages."""
    for municipality in Municipality.objects.order_by("pk"):
        with municipality_scope(municipality.pk):
            if not all(row.is_proven for row in last_measurements().values()):
                return "a measured value is not the sum of its entries"
    return None
