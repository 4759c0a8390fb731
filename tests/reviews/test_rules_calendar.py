from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.reviews.rules.calendar import business_day_before, business_day_from, business_days, is_business_day

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        ("2020-10-01", True),
        ("2020-10-03", False),  # Saturday
        ("2020-07-23", False),  # 海の日, moved for the games of 2020
        ("2020-07-20", True),  # where it would have been
        ("2026-09-22", False),  # 国民の休日 between two holidays
        ("2020-12-28", True),
        ("2020-12-29", False),
        ("2021-01-03", False),
        ("2021-01-04", True),
    ],
)
def test_the_city_hall_is_open_on_business_days_only(day: str, is_open: bool) -> None:
    assert is_business_day(dt.date.fromisoformat(day)) is is_open


@given(DAYS)
def test_the_next_and_the_last_business_day_are_business_days_with_none_between(day: dt.date) -> None:
    after, before = business_day_from(day), business_day_before(day)

    assert is_business_day(after)
    assert is_business_day(before)
    assert before < day <= after
    assert business_days(before, after) == 1


@given(DAYS, DAYS, DAYS)
def test_days_are_counted_alike_at_once_and_in_two_parts(first: dt.date, second: dt.date, third: dt.date) -> None:
    first, second, third = sorted([first, second, third])

    assert business_days(first, third) == business_days(first, second) + business_days(second, third)
    assert business_days(third, third) == 0
