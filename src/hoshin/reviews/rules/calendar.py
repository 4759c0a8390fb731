"""The days on which a city hall works.

Closed on Saturdays, Sundays, national holidays and some days at year end (地方自治法第4条の2). The ordinances on
days off say 29 December to 3 January as a rule.
"""

from __future__ import annotations

import datetime as dt

import jpholiday

SATURDAY = 5
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
DAY = dt.timedelta(days=1)


def is_business_day(day: dt.date) -> bool:
    """Whether the city hall is open on that day."""
    return day.weekday() < SATURDAY and (day.month, day.day) not in YEAR_END and not jpholiday.is_holiday(day)


def business_days(after: dt.date, until: dt.date) -> int:
    """Count the business days later than `after` and not later than `until`; 0 where there is no such day."""
    days = (until - after).days
    return sum(is_business_day(after + number * DAY) for number in range(1, days + 1))


def business_day_from(day: dt.date) -> dt.date:
    """Return that day, or the next on which the city hall is open."""
    while not is_business_day(day):
        day += DAY
    return day


def business_day_before(day: dt.date) -> dt.date:
    """Return the last business day before that day."""
    day -= DAY
    while not is_business_day(day):
        day -= DAY
    return day
