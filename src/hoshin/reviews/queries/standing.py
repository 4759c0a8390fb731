"""The draft for a meeting: where the indicators of an edition stand, by the items they belong to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from hoshin.indicators.queries import indicator_data
from hoshin.indicators.rules import Accumulation, IndicatorFacts, Point, RuleKind, Wanted
from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.quantity import Quantity
from hoshin.plan.models import Edition
from hoshin.reviews.rules.results import IndicatorLine
from hoshin.reviews.rules.standing import Correction, line_of, standing_of


def indicator_lines(edition: Edition, on: dt.date, *, asked: Period) -> dict[str, tuple[IndicatorLine, ...]]:
    """Return by the item's key a line for each series of its indicators, in one statement.

    `asked` is the period that a round asks about; values that are older are told as such.
    """
    found: defaultdict[str, tuple[IndicatorLine, ...]] = defaultdict(tuple)
    for row in indicator_data(edition.pk):
        for series in row["series"] or [""]:
            facts = _facts(row, series)
            corrections = tuple(
                Correction(Period.parse(one["period"]), one["reason"])
                for one in row["actuals"]
                if one["series"] == series and one["reason"]
            )
            standing = standing_of(facts, on, name=row["name"], asked=asked, corrections=corrections)
            found[row["item"]] += (line_of(standing),)
    return dict(found)


def _facts(row: dict[str, Any], series: str) -> IndicatorFacts:
    return IndicatorFacts(
        accumulation=Accumulation(row["accumulation"]),
        wanted=Wanted(row["direction"]),
        rule=RuleKind(row["rule"]["kind"]),
        targets=tuple(_point(one) for one in row["targets"] if one["series"] == series),
        actuals=tuple(_point(one) for one in row["actuals"] if one["series"] == series),
        unit=row["unit"],
        series=series,
        is_capped=row["rule"]["capped"],
        is_prorated=row["rule"]["prorated"],
        band_percent=row["rule"]["band_percent"],
        breaks=tuple(Period.fiscal_year(FiscalYear(year)) for year in row["broken_in"]),
    )


def _point(row: dict[str, Any]) -> Point:
    day = row.get("as_of")
    return Point(
        Period.parse(row["period"]), Quantity.from_json(row["value"]), dt.date.fromisoformat(day) if day else None
    )
