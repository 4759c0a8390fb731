"""The draft for a meeting: where the indicators of an edition stand, by the items they belong to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from hoshin.indicators.queries import LiveFigure, indicator_data, live_figures
from hoshin.indicators.rules import Accumulation, IndicatorFacts, Point, RuleKind, Wanted
from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.quantity import Quantity
from hoshin.plan.models import Edition
from hoshin.reviews.rules.results import IndicatorLine
from hoshin.reviews.rules.standing import Correction, line_of, standing_of


def indicator_lines(edition: Edition, on: dt.date, *, asked: Period) -> dict[str, tuple[IndicatorLine, ...]]:
    """Return by the item's key a line for each series of its indicators. Two statements,
    and what the ledger takes for each indicator that it measures.

    `asked` is the period that a round asks about; values that are older are told as such. What the ledger counts today
    is among the actuals, although a published edition does not state it.
    """
    rows = indicator_data(edition.pk)
    live = live_figures(edition.policy.key, [row["key"] for row in rows], on=on)
    found: defaultdict[str, tuple[IndicatorLine, ...]] = defaultdict(tuple)
    for row in rows:
        for series in row["series"] or [""]:
            facts = _facts(row, series, live.get(row["key"]))
            corrections = tuple(
                Correction(Period.parse(one["period"]), one["reason"])
                for one in row["actuals"]
                if one["series"] == series and one["reason"]
            )
            standing = standing_of(facts, on, name=row["name"], asked=asked, corrections=corrections)
            found[row["item"]] += (line_of(standing),)
    return dict(found)


def _facts(row: dict[str, Any], series: str, live: LiveFigure | None) -> IndicatorFacts:
    stated = tuple(_point(one) for one in row["actuals"] if one["series"] == series)
    days = {point.day for point in stated}
    counted = tuple(Point(one.period, one.value, one.as_of) for one in (live.years if live and not series else ()))
    return IndicatorFacts(
        accumulation=Accumulation(row["accumulation"]),
        wanted=Wanted(row["direction"]),
        rule=RuleKind(row["rule"]["kind"]),
        targets=tuple(_point(one) for one in row["targets"] if one["series"] == series),
        actuals=(*stated, *(point for point in counted if point.day not in days)),
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
