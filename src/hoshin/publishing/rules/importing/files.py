"""From the bytes of a file to the grids in which a plan's table is looked for."""

from __future__ import annotations

from hoshin.kernel import tables
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.tables import Cell, Grid, Limits, NotATable
from hoshin.kernel.text import UnsafeText, clean_text

MOST_BYTES = 5 * 1024 * 1024
LONGEST_CELL = 20_000
# The grids stay in memory and in the row of the import.
LIMITS = Limits(
    text_bytes=MOST_BYTES,
    xlsx_bytes=MOST_BYTES,
    rows=5_000,
    columns=200,
    cells=100_000,
    longest_cell=LONGEST_CELL,
    unpacked_bytes=30 * 1024 * 1024,
    sheets=30,
)


def read_grids(data: bytes) -> tuple[Grid, ...]:
    """Read all sheets of an XLSX file, or the one table of a CSV or TSV file. Cells are as written, spaces too.

    :raises NotATable: it is none of these, too big, dangerous, or holds a My Number.
    """
    return tuple(_cleaned(grid) for grid in tables.read_grids(data, LIMITS))


def _cleaned(grid: Grid) -> Grid:
    rows = tuple(
        tuple(_cell(grid, row, column, cell) for column, cell in enumerate(cells))
        for row, cells in enumerate(grid.rows)
    )
    return Grid(grid.name, rows)


def _cell(grid: Grid, row: int, column: int, cell: Cell) -> Cell:
    place = grid.place(row, [column])
    try:
        text = clean_text(cell.text)
    except UnsafeText as error:
        raise NotATable(f"{place}: {error}") from None
    if find_my_numbers(text):
        raise NotATable(f"{place}: 個人番号（マイナンバー）とみられる12桁の数字があります。取り除いてください。")
    return Cell(text, cell.is_formula, cell.is_merged)
