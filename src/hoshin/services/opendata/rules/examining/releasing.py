"""The rows and columns of a release, as a treatment makes them from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    places: dict[str, list[int]] = {}
    for place, column in enumerate(treating.columns):
        places.setdefault(column.choice.name, []).append(place)
    wanted = [places.get(column.name, []) for column in release_columns(treatment, standard)]
    for settled in treating.settle(rows):
        blank = ("",) * len(settled.chunk.numbers)
        yield from zip(*(_joined([settled.values[place] for place in some]) or blank for some in wanted), strict=True)


def _joined(parts: list[Sequence[str]]) -> Sequence[str]:
    """Write the cells of columns that share a name one behind the other: 静岡県 and 焼津市."""
    return parts[0] if len(parts) == 1 else ["".join(cells) for cells in zip(*parts, strict=True)]
