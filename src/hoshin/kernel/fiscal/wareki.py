"""The Japanese eras, and dates written in them or in western years."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
import unicodedata
from dataclasses import dataclass

EARLIEST_YEAR = 1873  # the first of the Gregorian calendar in Japan (明治6年); before, months followed the moon
LATEST_YEAR = 2999


class CalendarError(ValueError):
    """A year, date or period could not be read; the message says in Japanese what was expected."""


class NotADate(CalendarError):
    pass


class MonthDay(enum.Enum):
    """Which day a month without a day (2020年3月) stands for."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Era:
    name: str
    letter: str
    first_day: dt.date

    def western_year(self, number: int) -> int:
        return self.first_day.year + number - 1

    def number_of(self, western_year: int) -> int:
        return western_year - self.first_day.year + 1


ERAS = (
    Era("明治", "M", dt.date(1868, 10, 23)),
    Era("大正", "T", dt.date(1912, 7, 30)),
    Era("昭和", "S", dt.date(1926, 12, 25)),
    Era("平成", "H", dt.date(1989, 1, 8)),
    Era("令和", "R", dt.date(2019, 5, 1)),
)
_ERA_OF = {key: era for era in ERAS for key in (era.name, era.name[0], era.letter)}

_WESTERN = "[0-9]{4}"
_IN_ERA = f"(?:{'|'.join(era.name for era in ERAS)}|[明大昭平令MTSHR])(?:元|[0-9]{{1,2}})"
_ONE_YEAR = rf"(?:{_IN_ERA}|{_WESTERN})"
# One year, or the same year twice: 令和2(2020) and the reverse.
YEAR_PATTERN = rf"{_ONE_YEAR}(?:\({_ONE_YEAR}\))?"

_DATE_IN_KANJI = re.compile(
    rf"(?P<year>{YEAR_PATTERN})年(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日|(?P<end>末日?))?"
)
_DATE_IN_SIGNS = re.compile(
    rf"(?P<year>{_ONE_YEAR})(?P<sign>[-./])(?P<month>[0-9]{{1,2}})(?:(?P=sign)(?P<day>[0-9]{{1,2}})|(?P<end>末日?))?"
)
_LONGEST = 60


def tidy(text: str) -> str:
    """Return the text with one width of characters and without white space, but for a space between two digits.

    Nothing that long is a date or year: an overlong text becomes an empty one, which is neither.
    """
    if len(text) > _LONGEST:
        return ""
    folded = unicodedata.normalize("NFKC", text).upper().strip()
    return re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", folded)


def wareki(day: dt.date) -> str:
    """Return a date in its era: 令和2年3月1日.

    :raises NotADate: for a day before 1873.
    """
    return f"{wareki_year_of(day)}年{day.month}月{day.day}日"


def wareki_year_of(day: dt.date) -> str:
    """Return the year of the era on that day: 平成31 on 30 April 2019, 令和元 on the day after."""
    if day.year < EARLIEST_YEAR:
        raise NotADate(f"{EARLIEST_YEAR}年（明治6年）より前の日付は扱えません。")
    era = next(era for era in reversed(ERAS) if era.first_day <= day)
    return era.name + _era_number(era, day.year)


def wareki_years(year: int) -> str:
    """Return a calendar year in every era that it lies in: 令和2, 平成31・令和元."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    eras = [
        era
        for era, following in zip(ERAS, [*ERAS[1:], None], strict=True)
        if era.first_day <= last and (following is None or following.first_day > first)
    ]
    return "・".join(era.name + _era_number(era, year) for era in eras)


def parse_date(text: str, *, month_only: MonthDay | None = None) -> dt.date:
    """Read a date: 令和2年3月1日, R2.3.1, 2020-03-01, 2020/3/1, 2020（令和2）年3月1日, 2020年2月末.

    A month without a day is a date only if the caller says which day it stands for. Days after the end of an era are
    read on (平成32年3月31日), since what was written before the change says so; days before its beginning are errors.

    :raises NotADate: with what was expected, in Japanese.
    """
    first, last = read_days(text)
    if first == last:
        return first
    if month_only is None:
        raise NotADate(f"「{shown(text)}」には日がありません。「2020年3月1日」のように日まで書いてください。")
    return first if month_only is MonthDay.FIRST else last


def is_day_or_month(plain: str) -> re.Match[str] | None:
    """Say whether a tidied text has the shape of a day or month, be it one that exists or not."""
    return _DATE_IN_KANJI.fullmatch(plain) or _DATE_IN_SIGNS.fullmatch(plain)


def read_days(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and last day of what is written: the same for a date, a month's bounds for a month."""
    match = is_day_or_month(tidy(text))
    if match is None:
        raise NotADate(
            f"「{shown(text)}」は日付として読めません。「2020-03-01」「令和2年3月1日」「R2.3.1」のように書いてください。"
        )
    try:
        year, eras = read_year(match["year"])
    except CalendarError as error:
        raise NotADate(str(error)) from None
    first, last = _days(text, year, match)
    for era in eras:
        if last < era.first_day:
            raise NotADate(f"「{shown(text)}」は{era.name}の始まり（{era.first_day:%Y-%m-%d}）より前です。")
    return first, last


def _days(text: str, year: int, match: re.Match[str]) -> tuple[dt.date, dt.date]:
    month = int(match["month"])
    try:
        month_end = calendar.monthrange(year, month)[1]
        first = dt.date(year, month, int(match["day"]) if match["day"] else month_end if match["end"] else 1)
    except ValueError:
        raise NotADate(f"「{shown(text)}」という日付はありません。") from None
    return first, first if match["day"] or match["end"] else first.replace(day=month_end)


def read_year(plain: str) -> tuple[int, list[Era]]:
    """Return the western year of a tidied YEAR_PATTERN, and the eras it was written in.

    :raises CalendarError: if the two years in it contradict each other or the era has no such year.
    """
    parts = [part for part in re.split(r"[()]", plain) if part]
    eras = [_ERA_OF[re.split(r"[0-9元]", part)[0]] for part in parts if not re.fullmatch(_WESTERN, part)]
    years = {int(part) if re.fullmatch(_WESTERN, part) else _western_year(part) for part in parts}
    if len(years) > 1:
        raise CalendarError(f"「{shown(plain)}」は西暦と和暦が一致しません。")
    year = years.pop()
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise CalendarError(f"{year}年は扱えません。{EARLIEST_YEAR}年から{LATEST_YEAR}年までで書いてください。")
    return year, eras


def shown(text: str) -> str:
    """Return what was read, short enough for a message."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _western_year(part: str) -> int:
    name = re.split(r"[0-9元]", part)[0]
    written = part.removeprefix(name)
    number = 1 if written == "元" else int(written)
    if number == 0:
        raise CalendarError(f"「{part}」という年はありません。元号の年は元年（1年）から始まります。")
    return _ERA_OF[name].western_year(number)


def _era_number(era: Era, year: int) -> str:
    number = era.number_of(year)
    return "元" if number == 1 else str(number)
