"""The rows and columns of a release, as a treatment makes them from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hoshin.services.opendata.rules.examining.reading import Row
from hoshin.services.opendata.rules.examining.settling import CityFacts, Treating
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

    The city must be the one the report was made for: its code tells what five digits mean.
    """
    treating = Treating(treatment, standard, city or CityFacts())
    places = {column.choice.name: place for place, column in enumerate(treating.columns)}
    wanted = [places.get(column.name) for column in release_columns(treatment, standard)]
    for settled in treating.settle(rows):
        blank = ("",) * len(settled.chunk.numbers)
        yield from zip(*(blank if place is None else settled.values[place] for place in wanted), strict=True)
