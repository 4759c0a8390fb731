"""Inputs of this room: what is typed is kept in its normal form, because two editors compare what they read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from hoshin.kernel.fiscal import CalendarError, Period, parse_date
from hoshin.kernel.forms import Line
from hoshin.kernel.quantity import Quantity, QuantityError, parse_quantity
from hoshin.reviews.rules import numbers

T = TypeVar("T")


class Day(Line):
    """A day in any of the ways that people write it; kept as 2020-04-01."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = gettext_lazy("「令和2年9月30日」「2020-09-30」など。")
        super().__init__(**{"help_text": help_text, "max_length": 40, **kwargs})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return f"{_read(parse_date, text):%Y-%m-%d}" if text else ""


class PeriodLine(Line):
    """A period; kept as 令和2年度."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return _read(Period.parse, text).label_wareki if text else ""


class Value(Line):
    """A value of an indicator; kept as it is printed."""

    def __init__(self, *, unit: str, kept: Quantity | None = None, **kwargs: Any) -> None:
        self.unit, self.kept = unit, kept
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return str(self.quantity(text)) if text else ""

    def quantity(self, text: str) -> Quantity:
        """A value left as it stands is that value; what is typed anew is in our print.

        :raises ValidationError: it cannot be read; with the parser's own words.
        """
        if self.kept is not None and text == str(self.kept):
            return self.kept
        return _read(lambda typed: parse_quantity(typed, self.unit or None).without_label(), text)


class WholeNumber(Line):
    """A whole number, with or without commas, △ for less than nothing; kept as 1,200."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 30, **kwargs})
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return f"{whole_number(text):,}" if text else ""


def whole_number(text: str) -> int:
    """
    :raises ValidationError: it is none.
    """
    return _read(numbers.whole_number, text)


def day_of(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _read(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except (CalendarError, QuantityError) as error:
        raise ValidationError(str(error), code="unreadable") from error
