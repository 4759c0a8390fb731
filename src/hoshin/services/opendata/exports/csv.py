"""CSV as RFC 4180 has it, in UTF-8 with the mark by which spreadsheet programs know it.

Values that begin with = + - @ stand as they are: a file of open data says what the table says. Where people open
files by a double click, in XLSX, such values are text.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from hoshin.services.opendata.rules.shapes import ColumnInfo

MEDIA_TYPE = "text/csv; charset=utf-8"


def write_csv(target: IO[bytes], columns: Sequence[ColumnInfo], rows: Iterable[Sequence[str]]) -> int:
    """Write the table row by row; return how many rows it has."""
    target.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007  # read after the loop
        writer.writerow(row)
    text.detach()  # the file stays the caller's
    return count
