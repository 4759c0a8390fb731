"""The rows and columns of a release, as a treatment makes them from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count
from operator import ne

from hoshin.services.opendata.rules.examining.reading import Row
from hoshin.services.opendata.rules.examining.settling import CityFacts, Settled, Treating
from hoshin.services.opendata.rules.shapes import ColumnInfo, Standard, Treatment


def release_columns(treatment: Treatment, standard: Standard | None) -> tuple[ColumnInfo, ...]:
    """Every column of the standard in its order, be it in the file or not, then the columns of our own."""
    chosen = {choice.name: choice for choice in treatment.columns if choice.name}
    fields = standard.fields if standard else ()
    known = {field.name for field in fields}
    columns = [ColumnInfo(field.name, field.type, field.need, field.description) for field in fields]
    columns += [ColumnInfo(name, choice.type) for name, choice in chosen.items() if name not in known]
    return tuple(columns)


def treated_rows(
    rows: Iterable[Row], treatment: Treatment, standard: Standard | None = None, *, city: CityFacts | None = None
) -> Iterator[Row]:
    """The rows of the release: accepted mendings taken, refused ones not, cells as a person entered them.

    Where two columns share a name, as 都道府県名 and 市区町村名 do in a newer definition, one follows the other.
    The city must be the one the report was made for: its code tells what five digits mean.
    """
    treating = Treating(treatment, standard, city or CityFacts())
    release = Release(treating, standard)
    for settled in treating.settle(rows):
        yield from release.rows(settled)


class Release:
    """Where the cells of a release stand in what a treatment settles."""

    def __init__(self, treating: Treating, standard: Standard | None) -> None:
        places: dict[str, list[int]] = {}
        for place, column in enumerate(treating.columns):
            places.setdefault(column.choice.name, []).append(place)
        self._wanted = [places.get(column.name, []) for column in release_columns(treating.treatment, standard)]
        indexes = [column.choice.index for column in treating.columns]
        in_order = list(range(treating.treatment.width))
        self._is_in_order = indexes == in_order and self._wanted == [[place] for place in in_order]

    def rows(self, settled: Settled) -> Iterable[Row]:
        if self._is_in_order:
            return _mended(settled)
        return zip(*(_written_together(settled, places) for places in self._wanted), strict=True)


def _mended(settled: Settled) -> list[Row]:
    """Return the rows as they were read, but for the cells that became others, which are few."""
    rows = list(settled.chunk.rows)
    for column, values in enumerate(settled.values):
        if settled.is_changed(column):
            for position in compress(count(), map(ne, values, settled.chunk.columns[column])):
                row = rows[position]
                rows[position] = (*row[:column], values[position], *row[column + 1 :])
    return rows


def _written_together(settled: Settled, places: list[int]) -> Iterable[str]:
    if not places:
        return ("",) * len(settled.chunk.numbers)
    if len(places) == 1:
        return settled.values[places[0]]
    return map("".join, zip(*(settled.values[place] for place in places), strict=True))
