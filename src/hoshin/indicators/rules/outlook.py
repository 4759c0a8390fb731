"""All that a page says about one series of an indicator on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from hoshin.indicators.rules.achievement import Achievement, achievement, decimal_of
from hoshin.indicators.rules.comparison import refusal_of_meaning
from hoshin.indicators.rules.facts import IndicatorFacts, Point, RuleKind
from hoshin.indicators.rules.pace import Pace, pace, reached_when
from hoshin.kernel.fiscal import FiscalYear


@dataclass(frozen=True, slots=True)
class Mark:
    """A target on the way, at its share of the bar."""

    target: Point
    at: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar to the final target: shares of its length between 0 and 1."""

    filled: Decimal
    is_beyond: bool  # the actual lies past the end
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    series: str
    actual: Point | None
    next: Achievement  # to the target that is due next
    final: Achievement  # to the last target
    pace: Pace
    reached_in: FiscalYear | None  # at the pace so far
    bar: Bar | None  # None where no rate is allowed: an unknown value must not look like an empty bar

    @property
    def reading(self) -> str:
        """One sentence on the way to the final target, or why there is none."""
        if self.pace.steps:
            return self.pace.steps[-1].reading
        refusal = self.pace.refusal or self.final.refusal
        return refusal.sentence if refusal else ""


def outlook(facts: IndicatorFacts, on: dt.date) -> Outlook:
    targets = facts.ordered_targets()
    last = targets[-1] if targets else None
    final = achievement(facts, on, target=last)
    return Outlook(
        series=facts.series,
        actual=final.actual,
        next=achievement(facts, on),
        final=final,
        pace=pace(facts, on),
        reached_in=reached_when(facts, on),
        bar=_bar(facts, on, last),
    )


def _bar(facts: IndicatorFacts, on: dt.date, last: Point | None) -> Bar | None:
    """Draw the plain way to the final target, whatever cap or pro-rating the indicator's rule adds."""
    plain = replace(facts, is_capped=False, is_prorated=False)
    shown = achievement(plain, on, target=last)
    if shown.rate is None or last is None:
        return None
    filled = min(max(shown.rate, Decimal(0)), Decimal(1))
    return Bar(filled, is_beyond=shown.rate > 1, marks=tuple(_marks(facts, last, shown.base)))


def _marks(facts: IndicatorFacts, last: Point, base: Point | None) -> list[Mark]:
    """A ratio where less is wanted has no scale on which a target could stand: its rate is not linear in the value."""
    if facts.rule is RuleKind.RATIO and not facts.wants_more(last):
        return []
    start = (base.number if base else None) if facts.rule is RuleKind.PROGRESS else 0
    end = last.number
    if start is None or end is None or start == end:
        return []
    marks = []
    for target in facts.ordered_targets():
        if target.number is None or target is last or refusal_of_meaning(facts, target, last) is not None:
            continue
        share = (target.number - start) / (end - start)
        if 0 < share < 1:
            marks.append(Mark(target, decimal_of(share)))
    return marks
