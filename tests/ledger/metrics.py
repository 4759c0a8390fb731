"""Two metrics of nobody's, so that the ledger's tests need no service."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hoshin.kernel.registry import Kind, Metric, Module
from hoshin.ledger.actions import record_entry
from hoshin.ledger.models import Entry
from tests.world import everything_allowed

PLACES = Metric("trial.places", "設置箇所数", "拠点", Kind.STOCK, definition="使える状態の拠点を数えます。")
VISITS = Metric("trial.visits", "来訪数", "件", Kind.FLOW, definition="年度の間の来訪を数えます。")
MODULE = Module(key="trial", label="試験", metrics=(PLACES, VISITS))

TODAY = dt.date(2020, 10, 1)
BY = everything_allowed("担当の花子")


def count(metric: Metric, key: str, day: dt.date = TODAY, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "subject": key,
        "natural_key": key,
        "title": f"{key}の名前",
        "occurred_date": day,
        **changes,
    }
    return record_entry(BY, metric=metric, **values)


def remove(metric: Metric, subject: str, day: dt.date = TODAY, *, reason: str = "廃止した") -> Entry:
    return count(
        metric,
        f"{subject}:removed",
        day,
        subject=subject,
        kind=Entry.Kind.REMOVED,
        amount=Decimal(-1),
        reason=reason,
    )


def leave_out(metric: Metric, key: str, day: dt.date = TODAY, *, rule: str = "PDFだけのもの") -> Entry:
    return count(metric, key, day, kind=Entry.Kind.LEFT_OUT, amount=Decimal(0), rule=rule)
