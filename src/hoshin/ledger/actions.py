"""What is written into the ledger. `record_entry` is what services' actions call from inside their own frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from hoshin.kernel.actor import Actor
from hoshin.kernel.registry import Metric
from hoshin.ledger.models import Entry


def record_entry(
    by: Actor,
    *,
    metric: Metric,
    subject: str,
    natural_key: str,
    title: str,
    occurred_date: dt.date,
    amount: Decimal = Decimal(1),
    kind: Entry.Kind = Entry.Kind.COUNTED,
    rule: str = "",
    reason: str = "",
    evidence: Mapping[str, str] | None = None,
) -> Entry:
    """Count something once; the same natural key counts nothing more and returns the entry that is there.

    A part of the calling service's action: that one asks the permission and leaves the audit entry. `rule` says why a
    thing is left out (`Entry.Kind.LEFT_OUT`, amount 0).
    """
    entry, _ = Entry.objects.get_or_create(
        metric_key=metric.key,
        natural_key=natural_key,
        defaults={
            "kind": kind,
            "subject": subject,
            "title": title,
            "occurred_date": occurred_date,
            "amount": amount,
            "rule": rule,
            "reason": reason,
            "evidence": dict(evidence or {}),
            "recorded_by": by.name,
        },
    )
    return entry
