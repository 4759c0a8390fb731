"""How far an indicator has come, by its own rule; and where no rate is allowed, why.

- ratio: actual / target. Where less is wanted: target / actual: half the limit reads 200%, double 50%.
- progress: (actual - base) / (target - base). The base is the one given, else the oldest actual under the same
  definition.
- band: yes or no, within n percent around the base (around the target where there is no base).
- capped: the rate is kept between 0 and 1.
- pro-rated: the target is replaced by what the straight line from the base to the final target asks for on the day of
  the actual.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.indicators.rules.comparison import contradicts_direction, is_reached, refusal_of_meaning, refusal_of_pair
from hoshin.indicators.rules.facts import IndicatorFacts, Point, RuleKind, Wanted
from hoshin.indicators.rules.months import months_between
from hoshin.indicators.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Achievement:
    """Either `rate` (1 is 100%) or `refusal` is there. `is_reached` may be known without a rate, or open with one."""

    rate: Decimal | None
    refusal: Refusal | None
    is_reached: bool | None
    actual: Point | None
    target: Point | None
    base: Point | None = None
    expected: Decimal | None = None  # pro-rated: what the straight line asks for on the day of the actual


def achievement(facts: IndicatorFacts, on: dt.date, *, target: Point | None = None) -> Achievement:
    """Return how far the newest actual known on a day has come, to `target` or to the one that is due next."""
    actual = facts.latest_actual(on)
    target = target or due_target(facts, on)
    base = base_of(facts, on, actual)
    if facts.rule is RuleKind.BAND:
        return _band(facts, actual, target, base)
    refusal = refusal_of_pair(facts, actual, target)
    if refusal is not None or actual is None or target is None:
        return Achievement(None, refusal, None, actual, target, base)
    reached = is_reached(facts, actual, target)
    reckoned = _reckon(facts, actual, target, base)
    if isinstance(reckoned, Refusal):
        return Achievement(None, reckoned, reached, actual, target, base)
    rate, expected = reckoned
    if facts.is_capped:
        rate = min(max(rate, Fraction(0)), Fraction(1))
    return Achievement(decimal_of(rate), None, reached, actual, target, base, expected)


def due_target(facts: IndicatorFacts, on: dt.date) -> Point | None:
    """Return the target that the newest actual works towards: the first that ends no earlier, else the last.

    A pro-rated indicator is always held against its final target.
    """
    targets = facts.ordered_targets()
    if not targets:
        return None
    actual = facts.latest_actual(on)
    day = actual.day if actual else on
    ahead = [] if facts.is_prorated else [target for target in targets if target.period.last_day >= day]
    return ahead[0] if ahead else targets[-1]


def base_of(facts: IndicatorFacts, on: dt.date, actual: Point | None) -> Point | None:
    """Return the value from which progress is counted: the one given, else the oldest comparable number before."""
    if facts.base is not None or actual is None:
        return facts.base
    older = (point for point in facts.actuals_on(on) if point.day < actual.day and point.exact_number is not None)
    return next((point for point in older if not facts.is_broken_between(point, actual)), None)


def decimal_of(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _band(facts: IndicatorFacts, actual: Point | None, target: Point | None, base: Point | None) -> Achievement:
    middle = base or target
    refusal = refusal_of_pair(facts, actual, middle)
    if refusal is not None or actual is None or middle is None:
        return Achievement(None, refusal, None, actual, target, base)
    now, around = actual.number, middle.number
    if now is None or around is None or facts.band_percent is None:
        return Achievement(None, Refusal.NO_RULE, None, actual, target, base)
    inside = abs(now - around) <= abs(around) * facts.band_percent / 100
    return Achievement(None, Refusal.YES_OR_NO, inside, actual, target, base)


def _reckon(
    facts: IndicatorFacts, actual: Point, target: Point, base: Point | None
) -> tuple[Fraction, Decimal | None] | Refusal:
    """Return the rate, and the amount expected by now where it is pro-rated."""
    now, wanted = actual.number, target.number
    if facts.rule is RuleKind.NONE or now is None or wanted is None:
        return Refusal.NO_RULE
    if contradicts_direction(facts, target):
        return Refusal.DIRECTION_CONTRADICTS
    if facts.rule is RuleKind.RATIO and not facts.is_prorated:
        return _with(None, _ratio(facts, now, wanted, target))
    line = _line(facts, actual, target, base)
    if isinstance(line, Refusal):
        return line
    start, expected = line
    shown = decimal_of(expected) if facts.is_prorated else None
    if facts.rule is RuleKind.RATIO:
        return _with(shown, _ratio(facts, now, expected, target))
    return _with(shown, _progress(facts, start, now, expected))


def _with(expected: Decimal | None, rate: Fraction | Refusal) -> tuple[Fraction, Decimal | None] | Refusal:
    return rate if isinstance(rate, Refusal) else (rate, expected)


def _ratio(facts: IndicatorFacts, now: Fraction, wanted: Fraction, target: Point) -> Fraction | Refusal:
    if now < 0 or wanted < 0:
        return Refusal.NEGATIVE
    part, whole = (now, wanted) if facts.wants_more(target) else (wanted, now)
    return part / whole if whole and (part or facts.wants_more(target)) else Refusal.ZERO


def _progress(facts: IndicatorFacts, start: Fraction, now: Fraction, wanted: Fraction) -> Fraction | Refusal:
    way = wanted - start
    if not way:
        return Refusal.BASE_IS_TARGET
    if facts.wanted is Wanted.KEEP:
        return Refusal.KEPT
    # A target behind the base would count every step in the wrong direction as progress.
    if (way > 0) is not (facts.wanted is Wanted.UP):
        return Refusal.DIRECTION_CONTRADICTS
    return (now - start) / way


def _line(
    facts: IndicatorFacts, actual: Point, target: Point, base: Point | None
) -> tuple[Fraction, Fraction] | Refusal:
    """Return the base's amount and the amount to hold the actual against: the target's, or the line's on its day."""
    start, end = base.exact_number if base else None, target.number
    if base is None or start is None or end is None or base.day >= actual.day:
        return Refusal.NO_BASE
    refusal = refusal_of_meaning(facts, base, target) or refusal_of_meaning(facts, base, actual)
    if refusal is not None:
        return refusal
    if not facts.is_prorated:
        return start, end
    whole = months_between(base.day, target.day)
    if whole <= 0:
        return Refusal.NO_BASE
    share = min(months_between(base.day, actual.day) / whole, Fraction(1))
    return start, start + (end - start) * share
