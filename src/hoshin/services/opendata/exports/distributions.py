"""The files of a release, in each format that its table fits."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import IO

from hoshin.services.opendata.exports import csv, geojson, json, xlsx
from hoshin.services.opendata.exports.files import Stored, store
from hoshin.services.opendata.exports.literals import CannotBeWritten, coordinate_columns
from hoshin.services.opendata.models import Format
from hoshin.services.opendata.rules.naming import file_name
from hoshin.services.opendata.rules.shapes import ColumnInfo

Rows = Callable[[], Iterable[Sequence[str]]]
Around = Callable[[Format], AbstractContextManager[None]]


def unframed(_format: Format) -> AbstractContextManager[None]:
    """Of those who are in the municipality's scope as a whole."""
    return nullcontext()


_IN_MEMORY = 4 * 1024 * 1024  # larger files are written to the disk


@dataclass(frozen=True)
class Writer:
    suffix: str
    media_type: str
    write: Callable[[IO[bytes], Sequence[ColumnInfo], Iterable[Sequence[str]]], int]


WRITERS = {
    Format.CSV: Writer(".csv", csv.MEDIA_TYPE, csv.write_csv),
    Format.JSON: Writer(".json", json.MEDIA_TYPE, json.write_json),
    Format.GEOJSON: Writer(".geojson", geojson.MEDIA_TYPE, geojson.write_geojson),
    Format.XLSX: Writer(".xlsx", xlsx.MEDIA_TYPE, xlsx.write_xlsx),
}


@dataclass(frozen=True)
class Made:
    """A file that was made and kept."""

    format: Format
    media_type: str
    stored: Stored
    row_count: int


@dataclass(frozen=True)
class LeftOut:
    """A format that the table does not fit, and why, in Japanese."""

    format: Format
    reason: str


@dataclass(frozen=True)
class Distributions:
    made: tuple[Made, ...]
    left_out: tuple[LeftOut, ...]


def formats_for(columns: Sequence[ColumnInfo]) -> tuple[Format, ...]:
    """Return the formats that a table with these columns is published in."""
    return tuple(one for one in Format if one is not Format.GEOJSON or coordinate_columns(columns))


def name_of_file(code: str, slug: str, in_format: Format) -> str:
    """Return what a dataset's file in a format is called."""
    return file_name(code, slug, WRITERS[in_format].suffix)


def make_distributions(
    columns: Sequence[ColumnInfo],
    rows: Rows,
    formats: Sequence[Format] | None = None,
    *,
    around: Around = unframed,
) -> Distributions:
    """Write the table once in each format and keep the files, for the municipality in scope.

    :param rows: gives the same rows each time it is called, as texts in the order of `columns`.
    :param formats: without them, all that the columns allow.
    :param around: is entered for each file.
    """
    made: list[Made] = []
    left_out: list[LeftOut] = []
    for one in formats_for(columns) if formats is None else formats:
        try:
            with around(one):
                made.append(_make(columns, rows(), one))
        except CannotBeWritten as reason:
            left_out.append(LeftOut(one, str(reason)))
    return Distributions(tuple(made), tuple(left_out))


def _make(columns: Sequence[ColumnInfo], rows: Iterable[Sequence[str]], in_format: Format) -> Made:
    writer = WRITERS[in_format]
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        count = writer.write(file, columns, rows)
        stored = store(file, writer.suffix)
    return Made(in_format, writer.media_type, stored, count)
