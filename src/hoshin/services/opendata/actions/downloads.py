"""Downloads go to the ledger by the day, once the day is over."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.ledger.actions import record_entry
from hoshin.ledger.models import Entry
from hoshin.services.opendata.metrics import DOWNLOADS
from hoshin.services.opendata.permissions import COUNT_DOWNLOADS


@action(COUNT_DOWNLOADS, "opendata.downloads.counted")
def record_downloads(by: Actor, *, day: dt.date, by_people: int) -> Entry:
    """Write how often people fetched a file on a day that is over. Repeated, it counts nothing more."""
    return record_entry(
        by,
        metric=DOWNLOADS,
        subject=f"downloads:{day.isoformat()}",
        natural_key=f"downloads:{day.isoformat()}",
        title=f"{day.year}年{day.month}月{day.day}日のダウンロード",
        occurred_date=day,
        amount=Decimal(by_people),
    )
