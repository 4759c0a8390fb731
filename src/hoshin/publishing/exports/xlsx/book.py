"""Tables as a workbook: one a sheet, with its header in the first row, ready for filters, formulas and the printer.

Nothing that a text holds becomes a formula, a link or a number, here or when somebody edits the cell.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hoshin.publishing.exports.containers import repacked
from hoshin.publishing.exports.safe_text import cell_text, writable

FONT = "游ゴシック"
A4 = 9
LINE = 15.0  # points
HIGHEST_ROW = 409.0  # of Excel
MOST_COUNTED = 5_000  # characters: a longer text fills the highest row anyway
LONGEST_PRINT_TITLE = 60
FIRST_DAY_OF_EXCEL = dt.date(1900, 3, 1)  # before it, Excel counts a day that never was

Cell = str | int | Decimal | dt.date | None
Kind = Literal["text", "code", "mark"]

_FORMULA = re.compile(r"[=+\-@\t＝＋－＠]")
_BRAND, _RULE = "#00118F", "#B3B3B3"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Column:
    """A `code` is text that looks like a number (1-1), a `mark` stands in the middle of its cell."""

    title: str
    width: float
    kind: Kind = "text"


@dataclass(frozen=True)
class Block:
    """Lines that follow a table below it, with a header of their own."""

    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Table:
    """A sheet. `defined_name` names header and rows. Of many columns only the first `printed_columns` are printed."""

    sheet: str
    defined_name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    blocks: tuple[Block, ...] = ()
    printed_columns: int = 0
    frozen_columns: int = 0
    is_fitted: bool = True  # printed as wide as the page


@dataclass(frozen=True)
class BookHead:
    """What the file says of itself, on the paper and in its properties. `day` dates it."""

    title: str
    author: str
    day: dt.date
    edge: str  # at the right end of the printed header
    comments: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def workbook_of(head: BookHead, tables: Sequence[Table]) -> bytes:
    """Write the tables. The same tables give the same bytes."""
    output = io.BytesIO()
    # A dictionary of its own: the library writes into it.
    look = {"font_name": FONT, "font_size": 10, "font_scheme": "none"}
    workbook = Workbook(output, {**_OPTIONS, "default_format_properties": look})
    _describe(workbook, head)
    formats = _Formats(workbook)
    for table in tables:
        _write_sheet(workbook, table, formats, head)
    workbook.close()
    return repacked(output.getvalue())


def _describe(workbook: Workbook, head: BookHead) -> None:
    created = dt.datetime.combine(head.day, dt.time())
    said = {"title": head.title, "author": head.author, "company": head.author, "comments": head.comments}
    workbook.set_properties({**{name: writable(words)[:255] for name, words in said.items()}, "created": created})
    for name, words in head.facts.items():
        workbook.set_custom_property(name, writable(words)[:255])


class _Formats:
    """The formats of a workbook: each is made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[object, ...], Format] = {}

    def header(self) -> Format:
        return self._format(bold=True, bg_color=_BRAND, font_color="#FFFFFF", text_wrap=True, align="left")

    def text(self, kind: Kind, text: str) -> Format:
        align = "center" if kind == "mark" else "left"
        number = "@" if kind == "code" else "General"
        # The mark before a text, which Excel keeps when somebody edits the cell.
        is_quoted = bool(_FORMULA.match(text))
        return self._format(text_wrap=True, align=align, num_format=number, quote_prefix=is_quoted)

    def number(self, amount: Decimal) -> Format:
        exponent = amount.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return self._format(num_format=f"#,##0.{'0' * places}" if places else "#,##0", align="right")

    def year(self) -> Format:
        return self._format(num_format="0", align="right")

    def day(self) -> Format:
        return self._format(num_format='yyyy"年"m"月"d"日"', align="left")

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            common = {"valign": "top", "border": 1, "border_color": _RULE}
            self._made[key] = self._workbook.add_format({**common, **properties})
        return self._made[key]


def _write_sheet(workbook: Workbook, table: Table, formats: _Formats, head: BookHead) -> None:
    sheet = workbook.add_worksheet(table.sheet)
    last = len(table.columns) - 1
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, cell_text(column.title), formats.header())
    _set_height(sheet, 0, [column.title for column in table.columns], table.columns)
    rows = table.rows
    for number, row in enumerate(rows, start=1):
        _write_row(sheet, number, row, table.columns, formats)
    _write_blocks(sheet, table, formats)
    sheet.freeze_panes(1, table.frozen_columns)
    sheet.autofilter(0, 0, max(len(rows), 1), last)
    workbook.define_name(table.defined_name, f"='{table.sheet}'!$A$1:{_place(max(len(rows), 1), last)}")
    _set_paper(sheet, table, head)


def _write_blocks(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    start = len(table.rows) + 2
    for block in table.blocks:
        for place, title in enumerate(block.header):
            sheet.write_string(start, place, cell_text(title), formats.header())
        for number, row in enumerate(block.rows, start=start + 1):
            _write_row(sheet, number, row, table.columns, formats)
        start += len(block.rows) + 2


def _write_row(
    sheet: Worksheet, number: int, row: Sequence[Cell], columns: Sequence[Column], formats: _Formats
) -> None:
    for place, (cell, column) in enumerate(zip(row, columns, strict=False)):
        _write_cell(sheet, number, place, cell, kind=column.kind, formats=formats)
    _set_height(sheet, number, row, columns)


def _set_height(sheet: Worksheet, number: int, row: Sequence[Cell], columns: Sequence[Column]) -> None:
    sheet.set_row(number, height_of(((str(cell), column.width) for cell, column in zip(row, columns, strict=False))))


def height_of(cells: Iterable[tuple[str, float]]) -> float:
    """Return how high a row has to be for its texts, each in a column of a width.

    Not every program reckons that when it opens a file.
    """
    return min(max(_lines(text, width) for text, width in cells) * LINE + 3, HIGHEST_ROW)


def _lines(text: str, width: float) -> int:
    if len(text) > MOST_COUNTED:
        return MOST_COUNTED
    lines = (sum(2 if unicodedata.east_asian_width(one) in "FWA" else 1 for one in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(cells / max(width - 1, 1))) for cells in lines)


def _write_cell(sheet: Worksheet, row: int, place: int, cell: Cell, *, kind: Kind, formats: _Formats) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, place, cell, formats.year())
    elif isinstance(cell, Decimal) and Decimal(repr(float(cell))) == cell:
        sheet.write_number(row, place, float(cell), formats.number(cell))
    elif isinstance(cell, dt.date) and cell >= FIRST_DAY_OF_EXCEL:
        sheet.write_datetime(row, place, dt.datetime.combine(cell, dt.time()), formats.day())
    elif cell is None or cell == "":
        sheet.write_blank(row, place, None, formats.text(kind, ""))
    else:
        # A number with more digits than Excel can hold stands as text, whole.
        text = cell_text(f"{cell:f}" if isinstance(cell, Decimal) else str(cell))
        sheet.write_string(row, place, text, formats.text(kind, text))


def _set_paper(sheet: Worksheet, table: Table, head: BookHead) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    sheet.repeat_rows(0)
    last = len(table.rows) + sum(len(block.rows) + 2 for block in table.blocks) + 1
    sheet.print_area(0, 0, last, (table.printed_columns or len(table.columns)) - 1)
    if table.is_fitted:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0, max(table.frozen_columns - 1, 0))
    title = _printed(head.title)
    sheet.set_header(f"&L{title}&C{_printed(table.sheet)}&R{_printed(head.edge)}")
    sheet.set_footer("&C&P / &N")


def _printed(text: str) -> str:
    """Return text for the edge of the paper, where & begins a command and a line ends the header."""
    return writable(text).replace("\n", " ")[:LONGEST_PRINT_TITLE].replace("&", "&&")


def _place(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"${letters}${row + 1}"
