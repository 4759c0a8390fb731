"""XLSX files, looked at as an archive before any library opens them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from hoshin.publishing.rules.importing.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, NotATable

_MOST_PARTS = 500
_MOST_UNPACKED = 30 * 1024 * 1024
_MOST_SHEETS = 30
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")
_BROKEN = NotATable("Excelのファイルとして読めません。開いて「.xlsx」で保存し直してください。")
_TOO_BIG = f"表が大きすぎます。{MOST_ROWS:,}行、{MOST_COLUMNS}列までです。使っていない行や列を消してください。"


def read_xlsx(data: bytes) -> tuple[Grid, ...]:
    """Read every visible sheet. A formula counts as the value that was saved with it.

    :raises NotATable: it is no XLSX, unpacks to too much, or carries macros or entity declarations.
    """
    _inspect(data)
    try:
        values = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(data), keep_links=False)
    except (InvalidFileException, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, SyntaxError):
        raise _BROKEN from None  # the library tells broken files in all these ways (XML's ParseError is a SyntaxError)
    grids = tuple(_grid(sheet, formulas[sheet.title]) for sheet in values.worksheets if sheet.sheet_state == "visible")
    if not grids:
        raise NotATable("表示されているシートがありません。")
    return grids


def _inspect(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise NotATable("ファイルの中身が大きすぎます。要らないシートや画像を除いてください。")
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                raise NotATable("Excelのファイルではありません。XLSX、CSV、TSVのどれかを選んでください。")
            if any(name.lower().endswith(".bin") and "vba" in name.lower() for name in names):
                raise NotATable("マクロの入ったファイルは受け取れません。「.xlsx」で保存し直してください。")
            cells = 0
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    cells += _inspect_part(archive.read(part))
            if cells > MOST_CELLS:
                raise NotATable(_TOO_BIG)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise _BROKEN from None


def _inspect_part(xml: bytes) -> int:
    """Return how many cells the part has. No program that writes workbooks declares entities, or writes UTF-16."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
        raise NotATable("安全に読めないファイルです（XMLの宣言が含まれています）。Excelで保存し直してください。")
    merged = 0
    for reference in _MERGED.findall(xml):
        first_column, first_row, last_column, last_row = range_boundaries(reference.decode())
        merged += (last_column - first_column + 1) * (last_row - first_row + 1)
    if merged > MOST_CELLS:  # the library makes a cell for each
        raise NotATable(_TOO_BIG)
    return len(_CELL.findall(xml))


def _grid(sheet: Worksheet, formulas: Worksheet) -> Grid:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise NotATable(f"シート「{sheet.title}」: {_TOO_BIG}")
    rows = [
        [
            Cell(_text(cell.value, cell.number_format), formulas.cell(cell.row, cell.column).data_type == "f")
            for cell in row
        ]
        for row in sheet.iter_rows()
    ]
    for merged in sheet.merged_cells.ranges:
        first = rows[merged.min_row - 1][merged.min_col - 1]
        for row in range(merged.min_row - 1, min(merged.max_row, len(rows))):
            for column in range(merged.min_col - 1, min(merged.max_col, len(rows[row]))):
                if (row, column) != (merged.min_row - 1, merged.min_col - 1):
                    rows[row][column] = Cell(first.text, first.is_formula, is_merged=True)
    return Grid(sheet.title, tuple(tuple(row) for row in rows))


def _text(value: Any, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float | int):
        return _number(Decimal(repr(value)), number_format)
    return str(value)


def _number(amount: Decimal, number_format: str) -> str:
    """Write a number with what its format shows around it: 0.5 as 50%, 15 as 15件."""
    if "%" in number_format:
        return f"{_plain(amount * 100)}%"
    unit = re.search(r'[#0]"([^"]{1,20})"(?:;|$)', number_format)
    return _plain(amount) + (unit[1] if unit else "")


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
