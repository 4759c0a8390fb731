"""What a figure is a figure of: a fiscal year, a calendar year, a day or a span. 年, 年度 and 年度末 stay apart."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass

from hoshin.kernel.fiscal.wareki import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    YEAR_PATTERN,
    CalendarError,
    is_day_or_month,
    read_days,
    shown,
    tidy,
    wareki_year_of,
    wareki_years,
)
from hoshin.kernel.fiscal.year import FiscalYear, read_marked_year

_SEPARATOR = re.compile(r"\.\.|[~\u301c\u2013\u2014\u2015]|から")
_MOMENT = re.compile("(?:時点|現在|まで)$")
_CALENDAR_YEAR = re.compile("CY([0-9]{4})")
_YEAR_END = re.compile("(?P<year>.+(?P<mark>年度|年))末")
_YEAR_START = re.compile("(?P<year>.+?)(?:年度)?当初")
_EARLIEST_DAY = FiscalYear(EARLIEST_YEAR).first_day
_LATEST_DAY = FiscalYear(LATEST_YEAR).last_day
_LEFT_OUT_ERA = re.compile("[0-9]{1,2}(?:年度?)")


class NotAPeriod(CalendarError):
    pass


class PeriodKind(enum.StrEnum):
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    DAY = "day"
    FISCAL_SPAN = "fiscal_span"
    DAY_SPAN = "day_span"


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Period:
    """Days from first to last, and what kind of period they are: 2020 and 令和2年度 are different kinds.

    Ordered by its end, then by its beginning: what ends later is the newer figure. Make one by the class methods;
    ``str()`` gives the stored form (FY2020, CY2020, 2020-02-29, FY2019..FY2023, 2023-01-01..2025-03-31).
    """

    last_day: dt.date
    first_day: dt.date
    kind: PeriodKind

    def __post_init__(self) -> None:
        if self.first_day < _EARLIEST_DAY or self.last_day > _LATEST_DAY:
            raise NotAPeriod(f"期間は{EARLIEST_YEAR}年度から{LATEST_YEAR}年度までで書いてください。")
        if self.first_day > self.last_day:
            raise NotAPeriod(f"期間の終わり（{self.last_day}）が始まり（{self.first_day}）より前です。")
        if not self._has_the_bounds_of_its_kind():
            raise NotAPeriod(f"{self.first_day}から{self.last_day}までは、{self.kind.value} の期間になりません。")

    @classmethod
    def fiscal_year(cls, year: FiscalYear) -> Period:
        return cls(kind=PeriodKind.FISCAL_YEAR, first_day=year.first_day, last_day=year.last_day)

    @classmethod
    def calendar_year(cls, year: int) -> Period:
        return cls(kind=PeriodKind.CALENDAR_YEAR, first_day=dt.date(year, 1, 1), last_day=dt.date(year, 12, 31))

    @classmethod
    def day(cls, day: dt.date) -> Period:
        """As of the end of this day (時点)."""
        return cls(kind=PeriodKind.DAY, first_day=day, last_day=day)

    @classmethod
    def fiscal_span(cls, first: FiscalYear, last: FiscalYear) -> Period:
        if first == last:
            return cls.fiscal_year(first)
        return cls(kind=PeriodKind.FISCAL_SPAN, first_day=first.first_day, last_day=last.last_day)

    @classmethod
    def day_span(cls, first_day: dt.date, last_day: dt.date) -> Period:
        if first_day == last_day:
            return cls.day(first_day)
        return cls(kind=PeriodKind.DAY_SPAN, first_day=first_day, last_day=last_day)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a stored form or a printed label: 令和2年度, 2020年, R2.3.1時点, 令和2年度末, 2023年1月〜2025年3月.

        A year of an era without a mark (R2) is a fiscal year, as in the plans; a bare 2020 is refused, since nothing
        says which it is. 年度末 and 年末 are days, 年度当初 too; a month is a span of days.

        :raises NotAPeriod: with what was expected, in Japanese.
        """
        plain = _MOMENT.sub("", tidy(text))
        try:
            ends = _SEPARATOR.split(plain)
            if len(ends) == 1:
                return _single(plain)
            if len(ends) == 2:
                return _span(*_completed(*ends))
        except CalendarError as error:
            raise NotAPeriod(str(error)) from None
        raise NotAPeriod(_expected(text))

    @property
    def fiscal_year_of_end(self) -> FiscalYear:
        """The fiscal year in which it ends: where a figure of this period belongs in a table by years."""
        return FiscalYear.containing(self.last_day)

    def contains(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        first, last = FiscalYear.containing(self.first_day), FiscalYear.containing(self.last_day)
        return {
            PeriodKind.FISCAL_YEAR: str(first),
            PeriodKind.CALENDAR_YEAR: f"CY{self.first_day.year}",
            PeriodKind.DAY: self.first_day.isoformat(),
            PeriodKind.FISCAL_SPAN: f"{first}..{last}",
            PeriodKind.DAY_SPAN: f"{self.first_day}..{self.last_day}",
        }[self.kind]

    @property
    def label_wareki(self) -> str:
        """令和2年度, 令和2年, 令和2年2月29日, 令和元年度〜令和5年度."""
        return self._label(lambda year: year.label_wareki, wareki_years, wareki_year_of)

    @property
    def label_western(self) -> str:
        """2020年度, 2020年, 2020年2月29日, 2019年度〜2023年度."""
        return self._label(lambda year: year.label_western, str, lambda day: str(day.year))

    @property
    def label_both(self) -> str:
        """2020（令和2）年度, 2019（平成31・令和元）年, 2020（令和2）年2月29日."""
        return self._label(
            lambda year: year.label_both,
            lambda year: f"{year}（{wareki_years(year)}）",
            lambda day: f"{day.year}（{wareki_year_of(day)}）",
        )

    def _label(
        self,
        fiscal_year: Callable[[FiscalYear], str],
        year: Callable[[int], str],
        year_of: Callable[[dt.date], str],
    ) -> str:
        first, last = FiscalYear.containing(self.first_day), FiscalYear.containing(self.last_day)
        if self.kind is PeriodKind.FISCAL_YEAR:
            return fiscal_year(first)
        if self.kind is PeriodKind.FISCAL_SPAN:
            return f"{fiscal_year(first)}〜{fiscal_year(last)}"
        if self.kind is PeriodKind.CALENDAR_YEAR:
            return f"{year(self.first_day.year)}年"
        months = [f"{year_of(day)}年{day.month}月" for day in (self.first_day, self.last_day)]
        if self._is_whole_months:
            return "〜".join(dict.fromkeys(months))
        days = [f"{month}{day.day}日" for month, day in zip(months, (self.first_day, self.last_day), strict=True)]
        return "〜".join(dict.fromkeys(days))

    @property
    def _is_whole_months(self) -> bool:
        return (
            self.first_day.day == 1 and self.last_day == _month_end(self.last_day) and self.kind is PeriodKind.DAY_SPAN
        )

    def _has_the_bounds_of_its_kind(self) -> bool:
        first, last = self.first_day, self.last_day
        begins_a_year = first == FiscalYear.containing(first).first_day
        ends_a_year = last == FiscalYear.containing(last).last_day
        if self.kind is PeriodKind.FISCAL_YEAR:
            return begins_a_year and last == FiscalYear.containing(first).last_day
        if self.kind is PeriodKind.FISCAL_SPAN:
            return begins_a_year and ends_a_year and FiscalYear.containing(first) != FiscalYear.containing(last)
        if self.kind is PeriodKind.CALENDAR_YEAR:
            return (first, last) == (dt.date(first.year, 1, 1), dt.date(first.year, 12, 31))
        return (first == last) == (self.kind is PeriodKind.DAY)


def _single(plain: str) -> Period:
    if calendar_year := _CALENDAR_YEAR.fullmatch(plain):
        return _calendar_year(int(calendar_year[1]))
    if end := _YEAR_END.fullmatch(plain):
        return Period.day(_marked_year(end["year"], plain).last_day)
    if start := _YEAR_START.fullmatch(plain):
        return Period.day(FiscalYear.parse(start["year"]).first_day)
    if plain.startswith("FY") or read_marked_year(plain):
        return _marked_year(plain, plain)
    if not is_day_or_month(plain):
        raise NotAPeriod(_expected(plain))
    return Period.day_span(*read_days(plain))


def _marked_year(plain: str, text: str) -> Period:
    found = read_marked_year(plain)
    if found is None or found[1] == "年度" or (plain[0] not in "0123456789" and not found[1]):
        return Period.fiscal_year(FiscalYear.parse(plain))
    year, mark = found
    if not mark:
        raise NotAPeriod(f"「{shown(text)}」は年か年度か分かりません。「{year}年度」か「{year}年」と書いてください。")
    return _calendar_year(year)


def _calendar_year(year: int) -> Period:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise NotAPeriod(f"{year}年は扱えません。{EARLIEST_YEAR}年から{LATEST_YEAR}年までです。")
    return Period.calendar_year(year)


def _completed(first: str, last: str) -> tuple[str, str]:
    """Write out what 令和2〜5年度 leaves out: the era of its end, the mark of its beginning."""
    if _LEFT_OUT_ERA.fullmatch(last) and (era := re.match("[^0-9元]+", first)):
        last = era[0] + last
    if (mark := re.search("年度?$", last)) and re.fullmatch(YEAR_PATTERN, first):
        first += mark[0]
    return first, last


def _span(first_text: str, last_text: str) -> Period:
    first, last = _single(first_text), _single(last_text)
    if first.kind is last.kind is PeriodKind.FISCAL_YEAR:
        return Period.fiscal_span(FiscalYear.containing(first.first_day), FiscalYear.containing(last.last_day))
    return Period.day_span(first.first_day, last.last_day)


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _expected(text: str) -> str:
    return (
        f"「{shown(text)}」は期間として読めません。「令和2年度」「2020年」「2020年2月29日時点」「2019年度〜2023年度」の"
        "ように書いてください。"
    )
