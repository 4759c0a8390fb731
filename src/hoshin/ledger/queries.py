"""What the ledger says on a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import Sum

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.registry import Kind, Metric
from hoshin.ledger.models import DailyTotal


def value_of(metric: Metric, *, as_of: dt.date) -> Decimal | None:
    """Return a stock at the end of the day `as_of`, or a flow from the start of its fiscal year to that day.

    None where nothing was ever counted: unknown is not zero.
    """
    totals = DailyTotal.objects.filter(metric_key=metric.key, day__lte=as_of)
    if metric.kind is Kind.FLOW:
        totals = totals.filter(day__gte=FiscalYear.containing(as_of).first_day)
    total: Decimal | None = totals.aggregate(total=Sum("amount"))["total"]
    return total
