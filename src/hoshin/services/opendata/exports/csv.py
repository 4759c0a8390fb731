"""CSV as RFC 4180 has it, in UTF-8 with the mark by which spreadsheet programs know it.

Values that begin with = + - @ stand as they are: a file of open data says what the table says. Where people open
files by a double click, in XLSX, such values are text.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import IO

from hoshin.services.opendata.rules.shapes import ColumnInfo

MEDIA_TYPE = "text/csv; charset=utf-8"
_ROWS = 250  # made into text at once


def write_csv(target: IO[bytes], columns: Sequence[ColumnInfo], rows: Iterable[Sequence[str]]) -> int:
    """Write the table; return how many rows it has."""
    target.write(codecs.BOM_UTF8 + csv_lines([[column.name for column in columns]]))
    count, left = 0, iter(rows)
    while part := list(islice(left, _ROWS)):
        target.write(csv_lines(part))
        count += len(part)
    return count


def csv_lines(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the rows as they stand in a file."""
    text = "".join([",".join(row) + "\r\n" for row in rows])
    # Where no cell needs quotation marks, as in most tables, a writer of CSV would do the same in thrice the time.
    return (text if _is_plain(text, rows) else _quoted(rows)).encode()


def _is_plain(text: str, rows: Sequence[Sequence[str]]) -> bool:
    commas = sum(map(len, rows)) - len(rows)
    is_in_lines = text.count("\n") == text.count("\r") == len(rows)
    # A row of one blank cell would be an empty line.
    return '"' not in text and is_in_lines and text.count(",") == commas and min(map(len, rows), default=0) > 1


def _quoted(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
