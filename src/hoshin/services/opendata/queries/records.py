"""The rows of a published table, read from its file: filtered, searched and paged, one row in memory at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

MOST_BYTES = 20 * 1024 * 1024  # what one call may read


class TableTooLarge(Exception):
    """The file is larger than one call may read; it is fetched whole instead."""


class NoSuchColumn(Exception):
    """A filter names a column that the table lacks."""


@dataclass(frozen=True)
class RecordQuery:
    """`filters` holds for each column the values of which a row has one; `text` is looked for in every cell."""

    filters: Mapping[str, tuple[str, ...]]
    text: str = ""
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class RecordPage:
    columns: tuple[str, ...]
    total: int
    records: tuple[tuple[int, tuple[str, ...]], ...]  # with the number of the row, from 1


def read_records(file: IO[bytes], query: RecordQuery) -> RecordPage:
    """Read the rows asked for out of a CSV file as it was published.

    :raises TableTooLarge: the file is too large.
    :raises NoSuchColumn: a filter names none of the columns.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > MOST_BYTES:
        raise TableTooLarge
    file.seek(0)
    rows = csv.reader(io.TextIOWrapper(file, encoding="utf-8-sig", newline=""))
    columns = tuple(next(rows, ()))
    unknown = [name for name in query.filters if name not in columns]
    if unknown:
        raise NoSuchColumn(unknown[0])
    wanted = {columns.index(name): values for name, values in query.filters.items()}
    total, records = 0, []
    for number, row in _matching(rows, wanted, query.text.lower()):
        total += 1
        if query.offset < total <= query.offset + query.limit:
            records.append((number, row))
    return RecordPage(columns, total, tuple(records))


def _matching(
    rows: Iterator[list[str]], wanted: Mapping[int, tuple[str, ...]], text: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(rows, start=1):
        fits = all(index < len(row) and row[index] in values for index, values in wanted.items())
        if fits and (not text or any(text in cell.lower() for cell in row)):
            yield number, tuple(row)
