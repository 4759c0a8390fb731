"""XLSX for people who work in spreadsheets: what looks like a formula or begins with a zero is text and stays so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import IO

import xlsxwriter

from hoshin.services.opendata.exports.literals import NUMBERS, CannotBeWritten, number_literal
from hoshin.services.opendata.rules.shapes import ColumnInfo

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_575  # without the header
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767

_SHEET = "データ"
# The same table always makes the same bytes: the day a file was written is told in the catalogue.
_CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_WIDTH = 16
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(target: IO[bytes], columns: Sequence[ColumnInfo], rows: Iterable[Sequence[str]]) -> int:
    """Write the table row by row; return how many rows it has.

    :raises CannotBeWritten: when it is larger than a sheet can be, or a cell longer.
    """
    if len(columns) > MOST_COLUMNS:
        raise CannotBeWritten(f"列が{MOST_COLUMNS:,}を超えるため、Excelの形式にできません。")
    # Closed even when the table does not fit: its rows wait in a file of their own until then.
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(_SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(columns) - 1, 0), _WIDTH)
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, bold)
        return _write_rows(sheet, rows, [column.type in NUMBERS for column in columns])


def _write_rows(sheet: xlsxwriter.worksheet.Worksheet, rows: Iterable[Sequence[str]], is_number: list[bool]) -> int:
    count = 0
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise CannotBeWritten(f"行が{MOST_ROWS:,}を超えるため、Excelの形式にできません。")
        _write_row(sheet, count, row, is_number)
    return count


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Sequence[str], is_number: list[bool]) -> None:
    for place, (cell, as_number) in enumerate(zip(row, is_number, strict=True)):
        if not cell:
            continue
        literal = number_literal(cell) if as_number else None
        if literal is not None:
            sheet.write_number(number, place, float(literal))
        elif len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
            raise CannotBeWritten(
                f"{number + 1}行目に{LONGEST_CELL:,}文字を超えるセルがあるため、Excelの形式にできません。"
            )
        else:
            sheet.write_string(number, place, cell)
