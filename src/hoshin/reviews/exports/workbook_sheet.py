"""Writes the rows of one report's sheet, each with the hidden cell that says what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hoshin.reviews.rules.parts import Part, cell_text
from hoshin.reviews.rules.workbook import (
    ANOTHER,
    BEFORE,
    FIRST,
    FURNITURE,
    KEY,
    LABEL,
    columns_of,
    fits,
    part_mark,
)

Rule = Mapping[str, Any] | None
WIDTHS = {LABEL: 26, BEFORE: 44, FIRST: 44, 4: 30, 5: 24, 6: 18}
LINE, LOWEST, TEXT_ROOM, HIGHEST = 18, 36, 110, 400  # points
LONGEST_BEFORE = 3_000
TOO_LONG = "長すぎて表に入らないため、画面で書いてください。"


class Pens:
    """How cells look. What can be written in is yellow and unlocked."""

    def __init__(self, book: Workbook) -> None:
        wrapped: dict[str, Any] = {"text_wrap": True, "valign": "top"}
        boxed = {**wrapped, "border": 1, "border_color": "#999999"}
        self.plain = book.add_format(wrapped)
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.header = book.add_format({**boxed, "bold": True, "bg_color": "#1A5C4C", "font_color": "#FFFFFF"})
        self.label = book.add_format({**boxed, "bold": True})
        self.locked = book.add_format({**boxed, "font_color": "#555555"})
        self.open = book.add_format({**boxed, "bg_color": "#FFF8DC", "num_format": "@", "locked": False})


class Pen:
    """Writes row after row. Where `is_open` is not, nothing can be written in."""

    def __init__(self, sheet: Worksheet, pens: Pens, *, is_open: bool) -> None:
        self.sheet, self.pens, self.is_open = sheet, pens, is_open
        self.row = 0

    def begin(self, mark: str, title: str) -> None:
        self.sheet.set_column(KEY, KEY, None, None, {"hidden": True})
        for column, width in WIDTHS.items():
            self.sheet.set_column(column, column, width)
        self._put(KEY, mark)
        self._put(LABEL, title, self.pens.title)
        self.row += 1

    def note(self, text: str) -> None:
        self._furniture()
        self._put(LABEL, text)
        self.row += 1

    def gap(self) -> None:
        self._furniture()
        self.row += 1

    def header(self, *titles: str) -> None:
        self._furniture()
        self._headings(titles)
        self.row += 1

    def text(self, part: Part, before: str, *, rule: Rule = None, is_short: bool = False) -> None:
        self._labelled(part, before)
        lowest = LOWEST if is_short else TEXT_ROOM
        self._inputs(part, columns_of(part.key), part.rows[0] if part.rows else (), (rule,), lowest=lowest)

    def value(self, part: Part, known: str, rules: Sequence[Rule]) -> None:
        self._labelled(part, known)
        self._inputs(part, columns_of(part.key), part.rows[0] if part.rows else (), rules, lowest=LINE * 3)

    def closed(self, label: str, known: str, sentence: str) -> None:
        self._furniture()
        for column, text in ((LABEL, label), (BEFORE, known), (FIRST, sentence)):
            self._put(column, text, self.pens.label if column == LABEL else self.pens.locked)
        self.sheet.set_row(self.row, LINE * 3)
        self.row += 1

    def rows(self, part: Part, titles: Sequence[str], rules: Sequence[Rule], *, spare: int) -> None:
        """Write the head of a part that has many rows, the rows that there are, and some to write in."""
        self._put(KEY, part_mark(part.key, part.rows))
        self._headings(titles)
        self.row += 1
        for cells in (*(part.rows if fits(part.rows) else ()), *((),) * spare):
            self._put(KEY, ANOTHER)
            self._inputs(part, columns_of(part.key), cells, rules, lowest=LOWEST)

    def finish(self) -> None:
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        self.sheet.set_selection(1, LABEL, 1, LABEL)

    def _labelled(self, part: Part, before: str) -> None:
        self._put(KEY, part_mark(part.key, part.rows))
        self._put(LABEL, part.label, self.pens.label)
        self._put(BEFORE, before, self.pens.locked)

    def _inputs(
        self, part: Part, columns: Sequence[int], cells: Sequence[str], rules: Sequence[Rule], *, lowest: int
    ) -> None:
        may_write = self.is_open and fits(part.rows)
        height = lowest
        for place, column in enumerate(columns):
            text = cells[place] if place < len(cells) else ""
            self._cell(column, text if fits(part.rows) else TOO_LONG, is_open=may_write)
            height = max(height, _height(text, WIDTHS[column]))
            rule = rules[place] if place < len(rules) else None
            if rule and may_write:
                self.sheet.data_validation(self.row, column, self.row, column, dict(rule))
        self.sheet.set_row(self.row, min(height, HIGHEST))
        self.row += 1

    def _cell(self, column: int, text: str, *, is_open: bool) -> None:
        pen = self.pens.open if is_open else self.pens.locked
        if text:
            self.sheet.write_string(self.row, column, text, pen)
        else:
            self.sheet.write_blank(self.row, column, None, pen)

    def _furniture(self) -> None:
        self._put(KEY, FURNITURE)

    def _headings(self, titles: Sequence[str]) -> None:
        for column, title in enumerate(titles, start=LABEL):
            self._put(column, title, self.pens.header)

    def _put(self, column: int, text: str, pen: Any = None) -> None:
        text = cell_text(text)
        text = text if len(text) <= LONGEST_BEFORE else f"{text[:LONGEST_BEFORE]}…"
        self.sheet.write_string(self.row, column, text, pen)


def _height(text: str, width: int) -> int:
    """About how high a cell must be: a Japanese character is as wide as two of the width's."""
    return LINE * sum(max(1, ceil(2 * len(line) / width)) for line in text.split("\n"))
