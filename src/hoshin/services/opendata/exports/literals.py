"""Numbers as they stand in the table, so that 34.8600 is not made 34.86 nor 0.1 anything longer on its way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType

NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER, FieldType.LATITUDE, FieldType.LONGITUDE})

_LITERAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_EXACT_DIGITS = 15  # what every program that reads numbers as doubles keeps


class CannotBeWritten(Exception):
    """A table does not fit a format; the message says why in Japanese."""


def number_literal(text: str) -> str | None:
    """Return the cell as a number of JSON, digit by digit; None when it is none, or programs would round it."""
    if not _LITERAL.fullmatch(text):
        return None
    return text if sum(map(str.isdigit, text)) <= _EXACT_DIGITS else None


def coordinate_columns(columns: Sequence[ColumnInfo]) -> tuple[int, int] | None:
    """Return the places of latitude and longitude; None for a table without them."""
    types = [column.type for column in columns]
    if FieldType.LATITUDE not in types or FieldType.LONGITUDE not in types:
        return None
    return types.index(FieldType.LATITUDE), types.index(FieldType.LONGITUDE)
