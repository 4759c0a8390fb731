"""Where the table is in a grid, and what stands over its columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hoshin.kernel.tables import Grid, NotATable
from hoshin.publishing.rules.importing.texts import is_sentence, joined, period_in

_WORDS = re.compile(
    "^no\\.?$|番号|取組|事業名|施策|題名|名称|概要|所管|担当|主管|成果指標|kpi|指標|単位|実績|現状|目標|段階|方向|計画|備考|技術動向|情報政策",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
_MOST_HEADER_ROWS = 4
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Table:
    """A table inside a grid. `headings` has, for each column, what stands over it from top to bottom."""

    grid: Grid
    first_header: int
    first_row: int
    last_row: int  # exclusive
    headings: tuple[tuple[str, ...], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(" ／ ".join(heading) for heading in self.headings)

    @property
    def row_numbers(self) -> range:
        return range(self.first_row, self.last_row)

    def column(self, number: int) -> list[str]:
        return [self.grid.cell(row, number).text for row in self.row_numbers]


def _stripped(grid: Grid) -> Grid:
    rows = (tuple(replace(cell, text=cell.text.strip()) for cell in row) for row in grid.rows)
    return Grid(grid.name, tuple(rows))


def find_table(grids: Sequence[Grid]) -> Table:
    """Find the table of initiatives: the widest row of words that stand over such tables, and what follows it.

    :raises NotATable: no sheet has one.
    """
    scored = [
        (_score(grid, row), -order, -row, grid) for order, grid in enumerate(grids) for row in range(len(grid.rows))
    ]
    best = max(scored, key=lambda one: one[:3], default=None)
    if best is None or best[0] < _FEWEST_WORDS:
        raise NotATable("取組の表が見つかりません。「No」「取組」「所管課」「成果指標」のような見出しの行が要ります。")
    table = _table(_stripped(best[3]), -best[2])
    if not table.row_numbers:
        raise NotATable("表の見出しの下に、取組の行がありません。")
    return table


def _score(grid: Grid, row: int) -> int:
    found = {
        text
        for cell in grid.rows[row]
        if (text := _plain(cell.text))
        and len(text) <= _LONGEST_HEADING
        and not is_sentence(text)
        and _WORDS.search(text)
    }
    return len(found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", joined(text)).replace(" ", "")


def _table(grid: Grid, header: int) -> Table:
    first = _first_header(grid, header)
    last = header
    while last + 1 < len(grid.rows) and last - first + 1 < _MOST_HEADER_ROWS and _is_below_header(grid, last + 1):
        last += 1
    end = last + 1
    while end < len(grid.rows) and _filled(grid, end) >= 2:
        end += 1
    width = max((len(grid.rows[row]) for row in range(first, end)), default=0)
    rows = [_spread(grid, row, width, is_group=row < last) for row in range(first, last + 1)]
    headings = tuple(tuple(dict.fromkeys(row[column] for row in rows if row[column])) for column in range(width))
    used = [
        column
        for column in range(width)
        if headings[column] or any(grid.cell(row, column).text for row in range(last + 1, end))
    ]
    width = max(used, default=-1) + 1
    return Table(grid, first, last + 1, end, headings[:width])


def _first_header(grid: Grid, header: int) -> int:
    """Take in rows above that hold groups of columns: merged cells over several, or a row of headings."""
    first = header
    while first > 0 and header - first < _MOST_HEADER_ROWS - 2:
        cells = [cell for cell in grid.rows[first - 1] if cell.text]
        if len({cell.text for cell in cells}) < 2 or any(is_sentence(cell.text) for cell in cells):
            break
        first -= 1
    return first


def _is_below_header(grid: Grid, row: int) -> bool:
    """Say whether a row goes on with the header: nothing of its own in its first columns, and no long text."""
    own = [
        (column, cell.text)
        for column, cell in enumerate(grid.rows[row])
        if cell.text and not (cell.is_merged and cell.text == grid.cell(row - 1, column).text)
    ]
    if not own or own[0][0] == 0 or any(len(text) > _LONGEST_HEADING for _, text in own):
        return False
    return own[0][0] >= 3 or all(period_in(text) or _WORDS.search(_plain(text)) for _, text in own)


def _filled(grid: Grid, row: int) -> int:
    return sum(1 for cell in grid.rows[row] if cell.text)


def _spread(grid: Grid, row: int, width: int, *, is_group: bool) -> list[str]:
    """Return the headings of a row; a group's heading counts for the unnamed columns that follow it."""
    texts = [_heading(grid, row, column) for column in range(width)]
    if not is_group:
        return texts
    for column in range(1, width):
        # A column with nothing over it at the right end may be one that the group has lost its line to.
        is_last = not any(texts[column:])
        if not texts[column] and texts[column - 1] and (_heading(grid, row + 1, column) or is_last):
            texts[column] = texts[column - 1]
    return texts


def _heading(grid: Grid, row: int, column: int) -> str:
    return joined(grid.cell(row, column).text)
