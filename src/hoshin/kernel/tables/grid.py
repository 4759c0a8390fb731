"""A table as its file has it: texts at places, before anybody says what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Cell:
    """`is_merged`: the text stands in another cell of a merged range, and counts here too."""

    text: str = ""
    is_formula: bool = False
    is_merged: bool = False


EMPTY = Cell()


@dataclass(frozen=True)
class Grid:
    """One sheet, in memory."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: int, column: int) -> Cell:
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if 0 <= column < len(cells) else EMPTY

    def place(self, row: int, columns: Iterable[int]) -> str:
        return place(self.name, row, columns)

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def to_json(self) -> dict[str, Any]:
        rows = [[[cell.text, int(cell.is_formula) + 2 * int(cell.is_merged)] for cell in row] for row in self.rows]
        return {"name": self.name, "rows": rows}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Grid:
        rows = tuple(tuple(Cell(text, bool(flags & 1), bool(flags & 2)) for text, flags in row) for row in data["rows"])
        return cls(data["name"], rows)


def place(sheet: str, row: int, columns: Iterable[int]) -> str:
    """Point to cells as a person finds them: 「表1」7行目 E・F列."""
    letters = "・".join(letters_of(column) for column in columns)
    return f"「{sheet}」{row + 1}行目 {letters}列"


def letters_of(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
