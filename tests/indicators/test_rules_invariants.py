from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hoshin.indicators.rules import (
    Accumulation,
    IndicatorFacts,
    Point,
    RuleKind,
    Wanted,
    achievement,
    outlook,
)
from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.quantity import Absence, Comparator, Quantity

days = st.dates(dt.date(2010, 1, 1), dt.date(2035, 12, 31))
amounts = st.decimals(-(10**6), 10**6, places=2)
years = st.integers(2010, 2035).map(FiscalYear)
periods = st.one_of(
    years.map(Period.fiscal_year),
    days.map(Period.day),
    st.integers(2010, 2035).map(Period.calendar_year),
    st.tuples(years, years).map(lambda pair: Period.fiscal_span(min(pair), max(pair))),
)
numbers = st.builds(Quantity, amount=amounts, unit=st.just("件"), comparator=st.sampled_from([None, None, *Comparator]))
silences = st.one_of(
    st.builds(Quantity, absence=st.sampled_from(Absence)),
    st.builds(Quantity, text=st.sampled_from(["工事を完了", "検討"])),
)
points = st.builds(Point, period=periods, quantity=st.one_of(numbers, silences), as_of=st.none() | days)
facts = st.builds(
    IndicatorFacts,
    accumulation=st.sampled_from(Accumulation),
    wanted=st.sampled_from(Wanted),
    rule=st.sampled_from(RuleKind),
    targets=st.lists(points, max_size=4).map(tuple),
    actuals=st.lists(points, max_size=5).map(tuple),
    unit=st.just("件"),
    is_capped=st.booleans(),
    is_prorated=st.booleans(),
    band_percent=st.just(10),
    breaks=st.lists(years.map(Period.fiscal_year), max_size=1).map(tuple),
)


counts = st.integers(-5, 100).map(Decimal)  # few enough that a step seldom leads below zero, where no ratio is
counted = st.builds(Point, period=days.map(Period.day), quantity=st.builds(Quantity, amount=counts))
reckonable = st.builds(
    IndicatorFacts,
    accumulation=st.just(Accumulation.STOCK),
    wanted=st.sampled_from([Wanted.UP, Wanted.DOWN]),
    rule=st.sampled_from([RuleKind.RATIO, RuleKind.PROGRESS]),
    targets=st.lists(counted, min_size=1, max_size=3).map(tuple),
    actuals=st.lists(counted, min_size=1, max_size=3).map(tuple),
    is_capped=st.booleans(),
    is_prorated=st.booleans(),
)
LAST_DAY = dt.date(2036, 1, 1)


@given(facts, days)
def test_there_is_a_rate_or_a_reason_why_not(found: IndicatorFacts, on: dt.date) -> None:
    shown = outlook(found, on)

    for one in (shown.next, shown.final):
        assert (one.rate is None) is (one.refusal is not None)
    assert bool(shown.pace.steps) is (shown.pace.refusal is None)
    assert shown.bar is None or 0 <= shown.bar.filled <= 1


@given(facts, days)
def test_only_exact_numbers_of_a_known_kind_have_a_rate(found: IndicatorFacts, on: dt.date) -> None:
    one = achievement(found, on)

    if one.rate is None:
        return
    assert one.actual is not None
    assert one.target is not None
    assert one.actual.exact_number is not None
    assert one.target.number is not None
    assert found.accumulation is not Accumulation.UNKNOWN


@given(facts, days)
def test_the_cap_is_kept(found: IndicatorFacts, on: dt.date) -> None:
    rate = achievement(replace(found, is_capped=True), on).rate

    assert rate is None or 0 <= rate <= 1


@given(facts, days, st.randoms(use_true_random=False))
def test_the_order_in_which_values_come_does_not_matter(found: IndicatorFacts, on: dt.date, random: Random) -> None:
    actuals, targets = list(found.actuals), list(found.targets)
    random.shuffle(actuals)
    random.shuffle(targets)
    shuffled = replace(found, actuals=tuple(actuals), targets=tuple(targets))

    assert outlook(shuffled, on) == outlook(found, on)


@given(facts, days, st.sampled_from([Decimal(1000), Decimal("0.01"), Decimal(7)]))
def test_counting_in_another_size_of_unit_changes_no_rate(found: IndicatorFacts, on: dt.date, size: Decimal) -> None:
    scaled = replace(found, targets=_scaled(found.targets, size), actuals=_scaled(found.actuals, size))

    one, other = achievement(found, on), achievement(scaled, on)

    assert (one.rate, one.refusal, one.is_reached) == (other.rate, other.refusal, other.is_reached)


def _scaled(points: tuple[Point, ...], size: Decimal) -> tuple[Point, ...]:
    return tuple(
        point
        if point.quantity.amount is None
        else replace(point, quantity=replace(point.quantity, amount=point.quantity.amount * size))
        for point in points
    )


@given(reckonable, st.integers(0, 40).map(Decimal))
def test_a_step_in_the_wanted_direction_never_lowers_the_rate(found: IndicatorFacts, step: Decimal) -> None:
    before = achievement(found, LAST_DAY)
    if before.rate is None or before.actual is None:
        return
    better = _moved(before.actual, step if found.wanted is Wanted.UP else -step)

    after = achievement(replace(found, actuals=_replaced(found.actuals, before.actual, better)), LAST_DAY)

    if after.rate is not None and after.actual == better:
        assert after.rate >= before.rate


def _moved(point: Point, step: Decimal) -> Point:
    assert point.quantity.amount is not None
    return replace(point, quantity=replace(point.quantity, amount=point.quantity.amount + step))


def _replaced(points: tuple[Point, ...], old: Point, new: Point) -> tuple[Point, ...]:
    return tuple(new if point == old else point for point in points)
