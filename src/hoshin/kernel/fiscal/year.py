"""Fiscal years (年度): April to March, named by the calendar year they begin in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from hoshin.kernel.fiscal.wareki import (
    EARLIEST_YEAR,
    ERAS,
    LATEST_YEAR,
    YEAR_PATTERN,
    CalendarError,
    Era,
    read_year,
    shown,
    tidy,
)

FIRST_MONTH = 4

# 2020年度, R2, 2020(令和2)年度, 2020年度(令和2年度), 2020(令和2年度)
_MARKED_YEAR = re.compile(
    rf"(?P<year>{YEAR_PATTERN})(?P<mark>年度?)?(?:\((?P<other_year>{YEAR_PATTERN})(?P<other_mark>年度?)\))?"
)
_CANONICAL = re.compile("FY([0-9]{4})")


class NotAFiscalYear(CalendarError):
    pass


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    year: int

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise NotAFiscalYear(f"{self.year}年度は扱えません。{EARLIEST_YEAR}年度から{LATEST_YEAR}年度までです。")

    @classmethod
    def containing(cls, day: dt.date) -> FiscalYear:
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> FiscalYear:
        """Read 令和2年度, 平成31年度, 2019年度, H31, 令2, 2020（令和2）年度, FY2020 or 2020.

        A year without 年度 is taken for one, as the caller asked for a fiscal year; a 年 says otherwise and is refused.
        Years beyond an era's end are read on: plans of 2016 say 平成32年度.

        :raises NotAFiscalYear: with what was expected, in Japanese.
        """
        plain = tidy(text)
        if canonical := _CANONICAL.fullmatch(plain):
            return cls(int(canonical[1]))
        try:
            found = read_marked_year(plain)
        except CalendarError as error:
            raise NotAFiscalYear(str(error)) from None
        if found is None:
            raise NotAFiscalYear(
                f"「{shown(text)}」は年度として読めません。「令和2年度」「2020年度」「R2」のように書いてください。"
            )
        year, mark = found
        if mark == "年":
            raise NotAFiscalYear(f"「{shown(text)}」は年であって年度ではありません。「年度」まで書いてください。")
        return cls(year)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, FIRST_MONTH, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year + 1, FIRST_MONTH, 1) - dt.timedelta(days=1)

    @property
    def next(self) -> FiscalYear:
        return FiscalYear(self.year + 1)

    @property
    def previous(self) -> FiscalYear:
        return FiscalYear(self.year - 1)

    def contains(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        """Return the stored form, FY2020; people get a label."""
        return f"FY{self.year}"

    @property
    def label_western(self) -> str:
        return f"{self.year}年度"

    @property
    def label_wareki(self) -> str:
        """令和2年度."""
        return f"{self._era.name}{self._number}年度"

    @property
    def label_both(self) -> str:
        """2020（令和2）年度."""
        return f"{self.year}（{self._era.name}{self._number}）年度"

    @property
    def short(self) -> str:
        """R2; the first year of an era is 1 here, not 元."""
        return f"{self._era.letter}{self._era.number_of(self.year)}"

    @property
    def _era(self) -> Era:
        # The year in which an era begins in its first months is named by the new era: the government's rule of 1 April
        # 2019 calls all of that year 令和元年度. Eras begun later in the year (大正, 昭和) left its name alone.
        return next(era for era in reversed(ERAS) if era.first_day <= dt.date(self.year, FIRST_MONTH + 1, 1))

    @property
    def _number(self) -> str:
        number = self._era.number_of(self.year)
        return "元" if number == 1 else str(number)


def read_marked_year(plain: str) -> tuple[int, str] | None:
    """Return the year of a tidied text and how it is marked (年度, 年 or nothing); None if it is no year.

    :raises CalendarError: if it is one but contradicts itself or cannot be.
    """
    match = _MARKED_YEAR.fullmatch(plain)
    if match is None:
        return None
    year, _ = read_year(match["year"])
    if match["other_year"] and read_year(match["other_year"])[0] != year:
        raise CalendarError(f"「{shown(plain)}」は西暦と和暦が一致しません。")
    marks = {match["mark"], match["other_mark"]} - {None}
    if len(marks) > 1:
        raise CalendarError(f"「{shown(plain)}」は年と年度が混ざっています。")
    return year, marks.pop() if marks else ""
