"""Dates and times of day, as people and spreadsheets write them."""

from __future__ import annotations

import datetime as dt
import re

from hoshin.kernel.fiscal import CalendarError, parse_date
from hoshin.services.opendata.rules.mending.catalogue import Proposal
from hoshin.services.opendata.rules.values import WEEKDAYS, is_time

_SERIAL_START = dt.date(1899, 12, 30)  # of spreadsheets, right from 1 March 1900 on
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000  # 1927-05-18 to 2119-01-10
_EARLIEST_COMPACT, _LATEST_COMPACT = 1868, 2199
_MINUTES_OF_A_DAY = 24 * 60

_COMPACT = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_MIDNIGHT = re.compile(r"(.*[0-9])(?:T| +)0{1,2}:00(?::00(?:\.0+)?)?")
_WITH_WEEKDAY = re.compile(rf"(.+?)\s*\((?P<day>[{WEEKDAYS}])(?:曜日?)?(?:[・,][祝休])?\)")
_ERA = re.compile("[明大昭平令MTSHRmtshr]")

_IN_SIGNS = re.compile(r"([0-9]{1,2})[::]([0-9]{1,2})(?:[::]00(?:\.0+)?)?")
_IN_KANJI = re.compile(r"([0-9]{1,2})時(?:([0-9]{1,2})分|(半))?")
_HALF_DAY = re.compile(r"(午前|午後|AM|PM|am|pm|a\.m\.|p\.m\.)\s*(.+)|(.+?)\s*(AM|PM|am|pm|a\.m\.|p\.m\.)")
_COMPACT_TIME = re.compile("([0-9]{1,2})([0-5][0-9])")
_FRACTION = re.compile(r"0?\.[0-9]{1,17}")


def read_date(text: str) -> Proposal | None:
    """Propose YYYY-MM-DD for a cell in one width, None where no single day is written."""
    if match := _COMPACT.fullmatch(text):
        return _compact(match)
    if match := _SERIAL.fullmatch(text):
        return _serial(int(match[1]))
    if match := _MIDNIGHT.fullmatch(text):
        text = match[1]
    weekday = ""
    if match := _WITH_WEEKDAY.fullmatch(text):
        text, weekday = match[1], match["day"]
    try:
        day = parse_date(text)
    except CalendarError:
        return None
    if weekday and WEEKDAYS[day.weekday()] != weekday:
        return None  # either the day or its name is wrong
    return Proposal("date.wareki" if _ERA.match(text) else "date.form", day.isoformat())


def _compact(match: re.Match[str]) -> Proposal | None:
    try:
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if not _EARLIEST_COMPACT <= day.year <= _LATEST_COMPACT:
        return None
    return Proposal("date.compact", day.isoformat())


def _serial(number: int) -> Proposal | None:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return Proposal("date.serial", (_SERIAL_START + dt.timedelta(days=number)).isoformat())


def read_time(text: str) -> Proposal | None:
    """Propose hh:mm. 午後12時 and 午前12時 are read both ways by people, so by no machine."""
    if text == "正午":
        return Proposal("time.form", "12:00")
    if match := _HALF_DAY.fullmatch(text):
        return _of_half_day(match)
    if after := _clock(text):
        return Proposal("time.form", after)
    if match := _COMPACT_TIME.fullmatch(text):
        return _valid("time.compact", int(match[1]), int(match[2]))
    if _FRACTION.fullmatch(text):
        return _of_fraction(float(text))
    return None


def _clock(text: str) -> str:
    match = _IN_SIGNS.fullmatch(text) or _IN_KANJI.fullmatch(text)
    if match is None:
        return ""
    minute = 30 if match.lastindex == 3 else int(match[2] or 0)
    found = _valid("time.form", int(match[1]), minute)
    return found.after if found else ""


def _of_half_day(match: re.Match[str]) -> Proposal | None:
    half, clock = (match[1], match[2]) if match[1] else (match[4], match[3])
    after = _clock(clock.strip())
    if not after or not 0 <= int(after[:2]) < 12:
        return None
    later = 12 if half in {"午後", "PM", "pm", "p.m."} else 0
    return _valid("time.form", int(after[:2]) + later, int(after[3:]))


def _of_fraction(fraction: float) -> Proposal | None:
    minutes = fraction * _MINUTES_OF_A_DAY
    if abs(minutes - round(minutes)) > 0.01:
        return None
    return _valid("time.serial", round(minutes) // 60, round(minutes) % 60)


def _valid(rule: str, hour: int, minute: int) -> Proposal | None:
    after = f"{hour:02}:{minute:02}"
    return Proposal(rule, after) if is_time(after) else None
