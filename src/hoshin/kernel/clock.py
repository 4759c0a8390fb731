"""The business day of a municipality. Rules and actions never read the clock; views and commands ask here."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hoshin.kernel.models import Municipality

JST = ZoneInfo("Asia/Tokyo")


def business_day(municipality: Municipality) -> dt.date:
    """Return today's date in Japan, or the day on which an example city's clock stands."""
    return municipality.example_clock or now().date()


def now() -> dt.datetime:
    """Return the present moment in Japan; the audit trail is kept in real time even in an example city."""
    return dt.datetime.now(JST)


def moment(municipality: Municipality) -> dt.datetime:
    """Return the present moment as the work of the municipality counts it: in an example city, this time of the day on
    which its clock stands."""
    return dt.datetime.combine(business_day(municipality), now().timetz())
