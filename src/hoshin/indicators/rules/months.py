from __future__ import annotations

import calendar
import datetime as dt
import math
from fractions import Fraction


def months_between(first: dt.date, last: dt.date) -> Fraction:
    """Return the months from the end of one day to the end of another; from month's end to month's end they are whole.

    29 February 2020 to 31 March 2021 is 13. Days would make a year of 366 days longer than another.
    """
    return _position(last) - _position(first)


def month_after(day: dt.date, months: Fraction) -> dt.date:
    """Return the first day of the month in which so many months after the end of a day fall."""
    position = _position(day) + months
    index = math.ceil(position) - 1  # the very end of a month is still that month
    return dt.date(index // 12, index % 12 + 1, 1)


def _position(day: dt.date) -> Fraction:
    length = calendar.monthrange(day.year, day.month)[1]
    return day.year * 12 + (day.month - 1) + Fraction(day.day, length)
