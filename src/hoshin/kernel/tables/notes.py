"""What is odd about a file, seen while it is opened: material for whoever judges its machine readability."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class NoteKind(enum.Enum):
    ENCODING = "encoding"  # another than UTF-8
    DELIMITER = "delimiter"  # another than a comma
    MERGED = "merged"  # merged ranges; every cell of a range is read with its text
    FORMULA = "formula"
    FORMULA_WITHOUT_VALUE = "formula_without_value"  # no result was saved: the cell is read as empty
    HIDDEN_ROW = "hidden_row"
    HIDDEN_COLUMN = "hidden_column"
    HIDDEN_SHEET = "hidden_sheet"  # not among the file's sheets
    OBJECT = "object"  # pictures, charts, shapes, controls
    COMMENT = "comment"
    COLOUR = "colour"  # cells with a background


@dataclass(frozen=True)
class Note:
    """`places` are the first of them as (row, column) from 0; None where a whole column or row is meant."""

    kind: NoteKind
    message: str
    sheet: str = ""  # "": the file
    count: int = 1
    places: tuple[tuple[int | None, int | None], ...] = ()
