"""What change a year is needed to reach each target, and when the last one is reached at the pace so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hoshin.indicators.rules.achievement import decimal_of
from hoshin.indicators.rules.comparison import is_reached, refusal_of_meaning, refusal_of_pair
from hoshin.indicators.rules.facts import Accumulation, IndicatorFacts, Point, Wanted
from hoshin.indicators.rules.months import month_after, months_between
from hoshin.indicators.rules.refusal import Refusal
from hoshin.kernel.fiscal import FiscalYear, PeriodKind
from hoshin.kernel.quantity import Quantity, same_unit

MONTHS = 12
FURTHEST_YEARS = 100  # beyond it a straight line says nothing


@dataclass(frozen=True, slots=True)
class Step:
    """The way from the newest actual to one target ahead. `per_year` and `remaining` are signed changes.

    Both are 0 when the target is reached. `months` runs from the actual's day to the end of the target's period.
    """

    target: Point
    is_reached: bool | None
    remaining: Decimal
    months: Decimal
    per_year: Decimal
    factor: Decimal | None  # target / actual, where both are positive
    reading: str


@dataclass(frozen=True, slots=True)
class Pace:
    """Either `steps` (one a target, in their order) or `refusal` is there."""

    actual: Point | None
    steps: tuple[Step, ...] = ()
    refusal: Refusal | None = None
    so_far: Decimal | None = None  # change a year between the first and the newest comparable actual


def pace(facts: IndicatorFacts, on: dt.date) -> Pace:
    """Return the change needed from the newest actual known on a day to every target that is still ahead."""
    actual = facts.latest_actual(on)
    ahead = [target for target in facts.ordered_targets() if target.period.last_day >= on]
    if not ahead:
        return Pace(actual, refusal=Refusal.NO_TARGET_AHEAD if facts.targets else Refusal.NO_TARGET)
    refusals = [_refusal(facts, actual, target) for target in ahead]
    reachable = [target for target, refusal in zip(ahead, refusals, strict=True) if refusal is None]
    if actual is None or not reachable:
        return Pace(actual, refusal=refusals[0])
    slope = _slope(facts, on)
    return Pace(
        actual,
        tuple(_step(facts, actual, target) for target in reachable),
        so_far=None if slope is None else decimal_of(slope * MONTHS),
    )


def reached_when(facts: IndicatorFacts, on: dt.date) -> FiscalYear | None:
    """Return the fiscal year in which the last target is reached on a straight line through the actuals.

    None with fewer than two comparable actuals, when it is reached already, when the line leads away from it or farther
    than a hundred years.
    """
    actual, targets, slope = facts.latest_actual(on), facts.ordered_targets(), _slope(facts, on)
    if not targets or actual is None or slope is None or _refusal(facts, actual, targets[-1]) is not None:
        return None
    way = _way(facts, actual, targets[-1])
    if not way or way * slope <= 0 or way / slope > FURTHEST_YEARS * MONTHS:
        return None
    return FiscalYear.containing(month_after(actual.day, way / slope))


def _refusal(facts: IndicatorFacts, actual: Point | None, target: Point) -> Refusal | None:
    refusal = refusal_of_pair(facts, actual, target)
    if refusal is not None or actual is None:
        return refusal
    if facts.wanted is Wanted.KEEP:
        return Refusal.KEPT
    if facts.is_in_progress(actual):
        return Refusal.YEAR_IN_PROGRESS
    return Refusal.NO_TARGET_AHEAD if months_between(actual.day, target.day) <= 0 else None


def _slope(facts: IndicatorFacts, on: dt.date) -> Fraction | None:
    """Return the change a month between the oldest and the newest actual that can be compared."""
    actuals = [point for point in facts.actuals_on(on) if point.exact_number is not None]
    whole = [point for point in actuals if not facts.is_in_progress(point)]
    if not whole or whole[-1] != facts.latest_actual(on):
        return None
    last = whole[-1]
    first = next((point for point in whole if refusal_of_meaning(facts, point, last) is None), last)
    months = months_between(first.day, last.day)
    return (_amount(last) - _amount(first)) / months if months else None


def _amount(point: Point) -> Fraction:
    return point.number or Fraction(0)


def _way(facts: IndicatorFacts, actual: Point, target: Point) -> Fraction:
    return Fraction(0) if is_reached(facts, actual, target) else _amount(target) - _amount(actual)


def _step(facts: IndicatorFacts, actual: Point, target: Point) -> Step:
    way, months = _way(facts, actual, target), months_between(actual.day, target.day)
    now, wanted = _amount(actual), _amount(target)
    reached = is_reached(facts, actual, target)
    return Step(
        target=target,
        is_reached=reached,
        remaining=decimal_of(way),
        months=decimal_of(months),
        per_year=decimal_of(way * MONTHS / months),
        factor=decimal_of(wanted / now) if now > 0 and wanted > 0 else None,
        reading=_reading(facts, actual, target, way, months),
    )


def _reading(facts: IndicatorFacts, actual: Point, target: Point, way: Fraction, months: Fraction) -> str:
    goal = f"{_when(facts, target)}の{_plain(target.quantity, facts)}"
    if is_reached(facts, actual, target):
        return f"{goal}に達しています。"
    if not way:
        return f"{goal}まで、あとわずかです。"
    change = "増" if way > 0 else "減"
    left = f"{goal}まで、あと{_shown(abs(way), actual, target, facts)}。"
    if months <= 1:
        return left
    span, unit_of_time = (MONTHS, "1年") if months >= MONTHS else (1, "1か月")
    needed = _shown(abs(way) * span / months, actual, target, facts)
    return f"{left}{unit_of_time}あたり{needed}の{change}が必要です。"


def _when(facts: IndicatorFacts, target: Point) -> str:
    label = target.period.label_wareki
    is_state = facts.accumulation in (Accumulation.STOCK, Accumulation.CUMULATIVE)
    return f"{label}末" if is_state and target.period.kind is PeriodKind.FISCAL_YEAR else label


def _plain(quantity: Quantity, facts: IndicatorFacts) -> str:
    """The amount without what the source printed around it."""
    return str(Quantity(amount=quantity.amount, unit=quantity.unit or facts.unit, comparator=quantity.comparator))


def _shown(amount: Fraction, actual: Point, target: Point, facts: IndicatorFacts) -> str:
    """Print a difference as finely as the values it comes from, small ones with a decimal more: 16拠点を49か月で is
    3.9拠点 a year, not 4. Differences of percentages are points."""
    decimals = max(_decimals(actual.quantity), _decimals(target.quantity))
    if amount < 100 and (amount * 10**decimals).denominator > 1:
        decimals += 1
    rounded = decimal_of(amount).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    unit = target.quantity.unit or facts.unit
    return f"{rounded:,f}{'ポイント' if same_unit(unit, '%') else unit}"


def _decimals(quantity: Quantity) -> int:
    exponent = quantity.amount.as_tuple().exponent if quantity.amount is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
