"""From the bytes of a file to grids. What a file is, its content says; its name may lie."""

from __future__ import annotations

from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.publishing.rules.importing.delimited import read_delimited
from hoshin.publishing.rules.importing.grid import LONGEST_CELL, MOST_BYTES, Cell, Grid, NotATable
from hoshin.publishing.rules.importing.xlsx import read_xlsx

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF-"


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Read all sheets of an XLSX file, or the one table of a CSV or TSV file. Cells are as written, spaces too.

    :raises NotATable: it is none of these, too big, dangerous, or holds a My Number.
    """
    if len(data) > MOST_BYTES:
        raise NotATable(f"ファイルが大きすぎます。{MOST_BYTES // 1024 // 1024}MBまでです。")
    if data.startswith(_OLD_OFFICE):
        raise NotATable("古い形式（.xls）か、パスワードの付いたファイルです。「.xlsx」で保存し直してください。")
    if data.startswith(_PDF):
        raise NotATable("PDFは読めません。もとの表（XLSX、CSV、TSV）を選んでください。")
    grids = read_xlsx(data) if data.startswith(_ZIP) else (read_delimited(data),)
    return tuple(_cleaned(grid) for grid in grids)


def _cleaned(grid: Grid) -> Grid:
    rows = tuple(
        tuple(_cell(grid, row, column, cell) for column, cell in enumerate(cells))
        for row, cells in enumerate(grid.rows)
    )
    return Grid(grid.name, rows)


def _cell(grid: Grid, row: int, column: int, cell: Cell) -> Cell:
    place = grid.place(row, [column])
    if len(cell.text) > LONGEST_CELL:
        raise NotATable(f"{place}: 文字が多すぎます。一つのセルは{LONGEST_CELL:,}字までです。")
    try:
        text = clean_text(cell.text)
    except UnsafeText as error:
        raise NotATable(f"{place}: {error}") from None
    if find_my_numbers(text):
        raise NotATable(f"{place}: 個人番号（マイナンバー）とみられる12桁の数字があります。取り除いてください。")
    return Cell(text, cell.is_formula, cell.is_merged)
