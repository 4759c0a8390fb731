"""Whether an actual and a target may be held against each other at all, and whether the target is reached."""

from __future__ import annotations

from fractions import Fraction

from hoshin.indicators.rules.facts import (
    ABOUT_ONE_YEAR,
    ABOUT_SEVERAL,
    LOWER_BOUNDS,
    UPPER_BOUNDS,
    Accumulation,
    IndicatorFacts,
    Point,
    Wanted,
)
from hoshin.indicators.rules.refusal import Refusal
from hoshin.kernel.fiscal import PeriodKind
from hoshin.kernel.quantity import Comparator, same_unit


def refusal_of_pair(facts: IndicatorFacts, actual: Point | None, target: Point | None) -> Refusal | None:
    """Return why the two cannot be compared; None when they can.

    What the values are comes before what they mean: 「実績が文章です」 says more than an unknown
    accumulation.
    """
    if target is None:
        return Refusal.NO_TARGET
    if actual is None:
        return Refusal.NO_ACTUAL
    return (
        _refusal_of_actual(actual)
        or _refusal_of_target(target)
        or _refusal_of_units(facts, actual, target)
        or _refusal_of_meaning(facts, actual, target)
        or (Refusal.YEAR_IN_PROGRESS if _is_against_another_year(facts, actual, target) else None)
    )


def refusal_of_meaning(facts: IndicatorFacts, one: Point, other: Point) -> Refusal | None:
    """Return why two numbers of one series, of whatever role, say different things."""
    return _refusal_of_units(facts, one, other) or _refusal_of_meaning(facts, one, other)


def is_reached(facts: IndicatorFacts, actual: Point, target: Point) -> bool | None:
    """Answer yes or no for two comparable points; None while a year in progress leaves it open.

    Half-way, a sum that has passed its aim stays there; one that is still below its limit may pass it yet.
    """
    now, wanted = actual.exact_number, target.number
    if now is None or wanted is None:
        return None
    answer = _holds(facts, now, target, wanted)
    if not facts.is_in_progress(actual):
        return answer
    is_final = facts.accumulation is Accumulation.FLOW and answer is facts.wants_more(target)
    return answer if is_final else None


def contradicts_direction(facts: IndicatorFacts, target: Point) -> bool:
    """Whether the target's 以上 or 以下 asks for the opposite of the wanted direction."""
    comparator = target.quantity.comparator
    if facts.wanted is Wanted.UP:
        return comparator in UPPER_BOUNDS
    return facts.wanted is Wanted.DOWN and comparator in LOWER_BOUNDS


def _holds(facts: IndicatorFacts, now: Fraction, target: Point, wanted: Fraction) -> bool:
    comparator = target.quantity.comparator
    if comparator is Comparator.MORE_THAN:
        return now > wanted
    if comparator is Comparator.LESS_THAN:
        return now < wanted
    if comparator is Comparator.AT_LEAST or (comparator is None and facts.wants_more(target)):
        return now >= wanted
    return now <= wanted


def _refusal_of_actual(actual: Point) -> Refusal | None:
    quantity = actual.quantity
    if quantity.text:
        return Refusal.ACTUAL_TEXT
    if quantity.absence is not None:
        return Refusal[f"ACTUAL_{quantity.absence.name}"]
    return Refusal.ACTUAL_INEXACT if quantity.comparator is not None else None


def _refusal_of_target(target: Point) -> Refusal | None:
    quantity = target.quantity
    if quantity.text:
        return Refusal.TARGET_TEXT
    if quantity.amount is None:
        return Refusal.TARGET_ABSENT
    return Refusal.TARGET_APPROXIMATE if quantity.comparator is Comparator.ABOUT else None


def _refusal_of_units(facts: IndicatorFacts, one: Point, other: Point) -> Refusal | None:
    """A value printed without unit has the indicator's."""
    if not same_unit(one.quantity.unit or facts.unit, other.quantity.unit or facts.unit):
        return Refusal.UNIT_DIFFERS
    return None if one.quantity.qualifier == other.quantity.qualifier else Refusal.QUALIFIER_DIFFERS


def _refusal_of_meaning(facts: IndicatorFacts, one: Point, other: Point) -> Refusal | None:
    if facts.accumulation is Accumulation.UNKNOWN:
        return Refusal.UNKNOWN_ACCUMULATION
    if facts.is_broken_between(one, other):
        return Refusal.BROKEN_SERIES
    kinds = {one.period.kind, other.period.kind}
    if kinds == ABOUT_ONE_YEAR and facts.accumulation is not Accumulation.STOCK:
        return Refusal.YEARS_DIFFER
    if facts.accumulation not in (Accumulation.FLOW, Accumulation.CUMULATIVE) or not kinds & ABOUT_SEVERAL:
        return None
    return _refusal_of_sums(one, other)


def _refusal_of_sums(one: Point, other: Point) -> Refusal | None:
    """At least one of the two is a sum over several years. A running total as of a day has no printed beginning."""
    if {one.period.kind, other.period.kind} & ABOUT_ONE_YEAR:
        return Refusal.SINGLE_YEAR_AGAINST_SUM
    if PeriodKind.DAY in (one.period.kind, other.period.kind):
        return None
    return Refusal.SUMS_BEGIN_APART if one.period.first_day != other.period.first_day else None


def _is_against_another_year(facts: IndicatorFacts, actual: Point, target: Point) -> bool:
    return facts.is_in_progress(actual) and not (
        actual.period.fiscal_year_of_end == target.period.fiscal_year_of_end and target.period.kind not in ABOUT_SEVERAL
    )
