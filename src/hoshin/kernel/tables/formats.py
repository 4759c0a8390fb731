"""What a value in a workbook reads as: near what the person saw, without loss."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

_UNIT = re.compile(r'[#0]"([^"]{1,20})"(?:;|$)')
_PADDED = re.compile("0{2,30}")
_LONGEST_NUMBER = 350  # characters: a double needs no more
# Formats that a Japanese Excel stores by number alone; without them a 和暦 date would read as a serial day.
_JAPANESE = dict.fromkeys((*range(27, 32), 34, 35, 36, *range(50, 59)), "yyyy-mm-dd") | {32: "h:mm", 33: "h:mm:ss"}


def built_in_format(number: int) -> str:
    return _JAPANESE.get(number) or str(BUILTIN_FORMATS.get(number, "General"))


def number_text(written: str, number_format: str, *, is_1904: bool) -> str:
    """Return a number as its format shows it: 0.5 as 50%, 15 as 15件, 1 as 001, a serial day as 2026-04-01."""
    try:
        value = float(written) if len(written) <= _LONGEST_NUMBER else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        return written
    moment = _moment(value, number_format, is_1904=is_1904) if is_date_format(number_format) else None
    return _number(Decimal(repr(value)), number_format) if moment is None else moment


def _moment(value: float, number_format: str, *, is_1904: bool) -> str | None:
    epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
    try:
        moment = from_excel(value, epoch, timedelta=is_timedelta_format(number_format))
    except (OverflowError, ValueError):
        return None
    if isinstance(moment, dt.timedelta):
        return _duration(round(moment.total_seconds()))
    if isinstance(moment, dt.datetime):
        return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(timespec="seconds")
    return str(moment.isoformat(timespec="seconds" if moment.second else "minutes"))


def _duration(seconds: int) -> str | None:
    if seconds < 0:
        return None
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def _number(amount: Decimal, number_format: str) -> str:
    if "%" in number_format:
        return f"{_plain(amount * 100)}%"
    plain = _plain(amount)
    if _PADDED.fullmatch(number_format) and plain.isdigit():
        return plain.zfill(len(number_format))
    unit = _UNIT.search(number_format)
    return plain + (unit[1] if unit else "")


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
