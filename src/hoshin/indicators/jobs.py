"""What the worker does for this room."""

from __future__ import annotations

from hoshin.indicators.actions.measuring import take_measured
from hoshin.indicators.queries.bindings import bindings_to_measure, readings_due
from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.municipality import get_municipality


def take_measurements() -> None:
    """State what the ledger has counted, where it says more than what is stated."""
    on = business_day(get_municipality())
    for binding in bindings_to_measure(on):
        for day in readings_due(binding, on=on):
            take_measured(system_actor("台帳からの計測"), binding=binding, on=day)
