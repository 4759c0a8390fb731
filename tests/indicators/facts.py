"""Short ways to write facts in tests: periods and quantities as a document prints them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hoshin.indicators.rules import Accumulation, IndicatorFacts, Point, RuleKind, Wanted
from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import parse_quantity


def point(period: str, value: str, as_of: str | None = None) -> Point:
    day = dt.date.fromisoformat(as_of) if as_of else None
    return Point(Period.parse(period), parse_quantity(value), day)


def make_facts(*, targets: list[Point], actuals: list[Point], **changes: Any) -> IndicatorFacts:
    values: dict[str, Any] = {
        "accumulation": Accumulation.STOCK,
        "wanted": Wanted.UP,
        "rule": RuleKind.RATIO,
        "targets": tuple(targets),
        "actuals": tuple(actuals),
    }
    return IndicatorFacts(**{**values, **changes})
