"""JSON: an array of objects, one a row and on a line of its own. A blank cell is null."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import IO

from hoshin.services.opendata.exports.literals import NUMBERS, number_literal
from hoshin.services.opendata.rules.shapes import ColumnInfo

MEDIA_TYPE = "application/json"


def write_json(target: IO[bytes], columns: Sequence[ColumnInfo], rows: Iterable[Sequence[str]]) -> int:
    """Write the table row by row; return how many rows it has."""
    as_object = object_writer(columns)
    target.write(b"[")
    count = 0
    for count, row in enumerate(rows, 1):
        target.write((",\n" if count > 1 else "\n").encode() + as_object(row).encode())
    target.write(b"\n]\n")
    return count


def object_writer(columns: Sequence[ColumnInfo]) -> Callable[[Sequence[str]], str]:
    """Return what makes a JSON object of a row: numbers are numbers where the column's type says so."""
    keys = [f"{text_literal(column.name)}: " for column in columns]
    writers = [_number if column.type in NUMBERS else _text for column in columns]

    def as_object(row: Sequence[str]) -> str:
        pairs = (key + write(cell) for key, write, cell in zip(keys, writers, row, strict=True))
        return "{" + ", ".join(pairs) + "}"

    return as_object


def text_literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _text(cell: str) -> str:
    return text_literal(cell) if cell else "null"


def _number(cell: str) -> str:
    # 「不明」 in a column of numbers stays what it says.
    return number_literal(cell) or _text(cell)
