"""Arithmetic of the ledger: what daily totals amount to on a day, and the days that a chart shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.registry import Kind

MOST_MONTHS = 24
MOST_YEARS = 12
MONTHS = 12

Total = tuple[dt.date, Decimal]


def plain(amount: Decimal) -> Decimal:
    """Return the amount as one writes it: 5 for 5.0000, 2.5 for 2.5000."""
    whole = amount.to_integral_value()
    return whole.quantize(Decimal(1)) if amount == whole else amount.normalize()


def values_on(kind: Kind, totals: Iterable[Total], days: Iterable[dt.date]) -> dict[dt.date, Decimal | None]:
    """Return a metric's value on each of the days. Before anything was counted there is none: unknown is not zero.

    A flow starts again from zero on each 1 April, once it is counted at all.
    """
    ordered = sorted(totals)
    values: dict[dt.date, Decimal | None] = {}
    place, running, year = 0, Decimal(0), None
    for day in sorted(set(days)):
        while place < len(ordered) and ordered[place][0] <= day:
            when, amount = ordered[place]
            if kind is Kind.FLOW and FiscalYear.containing(when) != year:
                running, year = Decimal(0), FiscalYear.containing(when)
            running += amount
            place += 1
        is_over = kind is Kind.FLOW and FiscalYear.containing(day) != year
        values[day] = None if place == 0 else plain(Decimal(0) if is_over else running)
    return values


def chart_days(first: dt.date, as_of: dt.date) -> tuple[dt.date, ...]:
    """Return ends of months, or of fiscal years where there would be too many, up to the day itself."""
    if first > as_of:
        return ()
    months = (as_of.year - first.year) * MONTHS + as_of.month - first.month
    ends = _month_ends(first, as_of) if months <= MOST_MONTHS else _year_ends(first, as_of)
    return (*(day for day in ends if day < as_of), as_of)


def _month_ends(first: dt.date, as_of: dt.date) -> Sequence[dt.date]:
    ends, year, month = [], first.year, first.month
    while (year, month) <= (as_of.year, as_of.month):
        year, month = (year, month + 1) if month < MONTHS else (year + 1, 1)
        ends.append(dt.date(year, month, 1) - dt.timedelta(days=1))
    return ends


def _year_ends(first: dt.date, as_of: dt.date) -> Sequence[dt.date]:
    last = FiscalYear.containing(as_of).year
    start = max(FiscalYear.containing(first).year, last - MOST_YEARS + 1)
    return [FiscalYear(year).last_day for year in range(start, last + 1)]


def is_by_year(days: Sequence[dt.date]) -> bool:
    """Say whether the days are ends of fiscal years (the last one is the day that was asked for)."""
    return len(days) > 1 and all(FiscalYear.containing(day).last_day == day for day in days[:-1])
