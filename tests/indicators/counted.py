"""Metrics of the tests and what the ledger has counted for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hoshin.kernel.registry import Kind, Metric, Module, registry
from hoshin.ledger.actions import record_entry
from hoshin.ledger.models import Entry
from tests.world import everything_allowed

OPENED = Metric("counted.datasets", "公開した件数", "データセット", Kind.STOCK)
SENT = Metric("counted.messages", "発信数", "件", Kind.FLOW)
MODULE = Module(key="counted", label="数えるもの", metrics=(OPENED, SENT))


def declared(monkeypatch: object) -> None:
    """Declare the metrics for one test."""
    patched = {**registry._modules, MODULE.key: MODULE}
    monkeypatch.setattr(registry, "_modules", patched)  # type: ignore[attr-defined]  # pytest's


def count(metric: Metric, day: str, *, key: str, amount: int = 1) -> Entry:
    return record_entry(
        everything_allowed(),
        metric=metric,
        subject=key,
        natural_key=key,
        title=key,
        occurred_date=dt.date.fromisoformat(day),
        amount=Decimal(amount),
        kind=Entry.Kind.COUNTED if amount > 0 else Entry.Kind.REMOVED,
        reason="" if amount > 0 else "取り下げたため",
    )
