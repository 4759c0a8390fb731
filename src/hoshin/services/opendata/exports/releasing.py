"""The files of a release, and what its page shows without opening them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hoshin.services.opendata.exports.distributions import (
    Around,
    Distributions,
    formats_for,
    make_distributions,
    unframed,
)
from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.models import Format
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType

Rows = Callable[[], Iterable[tuple[str, ...]]]

PREVIEW_ROWS = 20
MOST_PLACES = 300
LONGEST_PREVIEW = 200  # characters of a cell
_LABELS = ("名称", "施設名", "名前", "タイトル")


@dataclass(frozen=True)
class Summary:
    row_count: int
    preview: tuple[tuple[str, ...], ...]
    places: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class PreparedTable:
    """A table whose files are made and kept: all of a release but its place among the others."""

    columns: tuple[ColumnInfo, ...]
    summary: Summary
    files: Distributions


def prepared_table(columns: Sequence[ColumnInfo], rows: Rows, *, around: Around = unframed) -> PreparedTable:
    """Make the files of a table in all formats that fit it. Nobody sees them before they are part of a release.

    :param rows: gives the same texts each time it is called, in the order of `columns`.
    :param around: is entered for each file.
    """
    summary = summary_of(columns, rows)
    formats = [one for one in formats_for(columns) if one is not Format.GEOJSON or summary.places]
    return PreparedTable(tuple(columns), summary, make_distributions(columns, rows, formats, around=around))


def summary_of(columns: Sequence[ColumnInfo], rows: Rows) -> Summary:
    """Count the rows and keep the first of them, and the first places."""
    place_of = placer(columns)
    count = 0
    preview: list[tuple[str, ...]] = []
    places: list[tuple[float, float, str]] = []
    for row in rows():
        count += 1
        if len(preview) < PREVIEW_ROWS:
            preview.append(tuple(cell[:LONGEST_PREVIEW] for cell in row))
        if place_of and len(places) < MOST_PLACES and (place := place_of(row)):
            places.append(place)
    return Summary(count, tuple(preview), tuple(places))


def placer(columns: Sequence[ColumnInfo]) -> Callable[[tuple[str, ...]], tuple[float, float, str] | None] | None:
    """Return what reads latitude, longitude and label of a row; None for a table without coordinates."""
    types = [column.type for column in columns]
    if FieldType.LATITUDE not in types or FieldType.LONGITUDE not in types:
        return None
    north, east = types.index(FieldType.LATITUDE), types.index(FieldType.LONGITUDE)
    names = [column.name for column in columns]
    label = next((names.index(name) for name in _LABELS if name in names), 0)

    def place_of(row: tuple[str, ...]) -> tuple[float, float, str] | None:
        try:
            return float(row[north]), float(row[east]), row[label][:80]
        except ValueError:
            return None

    return place_of


def kept_rows(storage_name: str) -> Iterator[tuple[str, ...]]:
    """Give the rows of a release from its CSV, the header first."""
    with open_stored(storage_name).open("rb") as file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        for row in csv.reader(text):
            yield tuple(row)
