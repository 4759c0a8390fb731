from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.fiscal import FiscalYear
from hoshin.reviews.rules.forecast import FEWEST_POINTS, METHODS, Forecast, forecast

Series = list[tuple[dt.date, Fraction]]
VALUES = st.integers(-10_000, 10_000).map(Fraction)


def yearly(*values: int | Fraction) -> Series:
    return [(FiscalYear(2010 + place).last_day, Fraction(value)) for place, value in enumerate(values)]


def after(series: Series, years: int = 1) -> dt.date:
    last = series[-1][0]
    return last.replace(year=last.year + years)


SERIES = st.lists(VALUES, min_size=FEWEST_POINTS, max_size=9).map(lambda values: yearly(*values))
YEARS = st.integers(1, 6)


def told(series: Series, years: int) -> Forecast:
    found = forecast(series, after(series, years))
    assert found is not None
    return found


def test_three_points_give_no_forecast() -> None:
    series = yearly(1, 2, 3)

    assert forecast(series, after(series)) is None


def test_four_statements_of_three_days_are_three_points() -> None:
    series = yearly(1, 2, 3)

    assert forecast([*series, series[-1]], after(series)) is None


def test_a_day_that_is_past_is_not_forecast() -> None:
    series = yearly(1, 2, 3, 4)

    assert forecast(series, series[-1][0]) is None


def test_a_straight_line_goes_on_without_doubt() -> None:
    found = told(yearly(10, 20, 30, 40), 2)

    assert {found.value, found.low, found.high} == {Fraction(60)}


def test_what_never_changed_stays() -> None:
    found = told(yearly(7, 7, 7, 7, 7), 3)

    assert {found.value, found.low, found.high} == {Fraction(7)}
    assert found.method == next(iter(METHODS))


def test_a_restless_series_has_a_wide_range() -> None:
    calm, restless = told(yearly(10, 21, 29, 40, 50), 1), told(yearly(10, 80, 5, 90, 50), 1)

    assert restless.high - restless.low > 10 * (calm.high - calm.low)


@given(SERIES, YEARS)
def test_the_range_contains_the_forecast(series: Series, years: int) -> None:
    found = told(series, years)

    assert found.low <= found.value <= found.high


@given(SERIES, YEARS, st.integers(-5_000, 5_000), st.integers(0, 5_000))
def test_also_between_a_floor_and_a_ceiling(series: Series, years: int, floor: int, room: int) -> None:
    low, high = Fraction(floor), Fraction(floor + room)

    found = forecast(series, after(series, years), floor=low, ceiling=high)

    assert found is not None
    assert low <= found.low <= found.value <= found.high <= high


@given(SERIES, YEARS, st.integers(1, 1_000))
def test_in_another_unit_it_says_the_same(series: Series, years: int, factor: int) -> None:
    found, scaled = told(series, years), told([(day, value * factor) for day, value in series], years)

    assert (scaled.value, scaled.low, scaled.high) == (found.value * factor, found.low * factor, found.high * factor)
    assert scaled.method == found.method


@given(SERIES, YEARS, VALUES)
def test_counted_from_another_zero_it_says_the_same(series: Series, years: int, shift: Fraction) -> None:
    found, shifted = told(series, years), told([(day, value + shift) for day, value in series], years)

    assert (shifted.value, shifted.low, shifted.high) == (found.value + shift, found.low + shift, found.high + shift)


@given(SERIES, YEARS, st.randoms(use_true_random=False))
def test_the_order_in_which_values_come_does_not_matter(series: Series, years: int, random: object) -> None:
    mixed = list(series)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert forecast(mixed, after(series, years)) == told(series, years)


@given(SERIES, st.integers(1, 5))
def test_farther_ahead_the_own_errors_of_the_method_reach_no_less_far(series: Series, years: int) -> None:
    near, far = told(series, years), told(series, years + 1)

    assert far.method == near.method
    assert far.high - far.value >= 0 <= far.value - far.low
    assert far.tried == near.tried == len(series) - 2


@pytest.mark.parametrize("years", [1, 3])
def test_the_method_that_missed_least_speaks(years: int) -> None:
    found = told(yearly(0, 100, 100, 100, 100, 100), years)

    assert found.method == "最後の値のまま"
    assert found.value == 100
