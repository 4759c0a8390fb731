"""What becomes of the cells of a chunk: accepted mendings taken, refused ones not, swapped coordinates put back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hoshin.services.opendata.rules.checking import Box
from hoshin.services.opendata.rules.examining.columns import Looked, Verdict, compile_columns
from hoshin.services.opendata.rules.examining.reading import Chunk, Overrides, Row, chunks
from hoshin.services.opendata.rules.mending import is_swapped, plain
from hoshin.services.opendata.rules.shapes import FieldType, Mending, Standard, Treatment

SWAPPED = "coordinates.swapped"
_FIRST_OF_LONGITUDES = frozenset("1１")  # in Japan


@dataclass(frozen=True)
class CityFacts:
    """What is known of the municipality that publishes."""

    code: str = ""
    name: str = ""
    box: Box | None = None  # south, west, north, east of its area, if known


@dataclass
class Settled:
    """A chunk with what was found out about its columns."""

    chunk: Chunk
    columns: list[Sequence[str]]  # as read, swapped coordinates put back
    values: list[Sequence[str]] = field(default_factory=list)  # as released, by column
    looked: list[Looked] = field(default_factory=list)  # by column
    special: dict[tuple[int, int], Verdict | None] = field(default_factory=dict)  # position, column → verdict there
    swaps: list[Mending] = field(default_factory=list)

    def judged(self) -> Iterator[tuple[int, int, Verdict]]:
        """Row number, column, verdict of each cell that something is to be said of; row by row."""
        numbers, columns = self.chunk.numbers, self.columns
        found = [
            (numbers[position], column, looked.verdicts[columns[column][position]])
            for column, looked in enumerate(self.looked)
            for position in looked.places
            if (position, column) not in self.special
        ]
        found += [
            (numbers[position], column, verdict) for (position, column), verdict in self.special.items() if verdict
        ]
        found.sort(key=lambda cell: cell[:2])
        return iter(found)

    def released_values(self, column: int) -> Collection[str]:
        """Return each value that the column will have at least once."""
        distinct, values = self.looked[column].distinct, self.values[column]
        return values if distinct is None or values is not self.columns[column] else distinct

    def is_changed(self, column: int) -> bool:
        return self.values[column] is not self.chunk.columns[column]


class Treating:
    """A treatment made ready to be applied to the rows of its file."""

    def __init__(self, treatment: Treatment, standard: Standard | None, city: CityFacts) -> None:
        self.treatment = treatment
        self.accepted = frozenset(treatment.accepted)
        self.columns = compile_columns(treatment.columns, standard, accepted=self.accepted, city_code=city.code)
        self.overrides = Overrides.of(treatment)
        self._place_of = {column.choice.index: place for place, column in enumerate(self.columns)}
        north, east = self.column_of(FieldType.LATITUDE), self.column_of(FieldType.LONGITUDE)
        self.pair = None if north is None or east is None else (north, east)

    def column_of(self, field_type: FieldType) -> int | None:
        """Return the first column of this type."""
        return next((place for place, column in enumerate(self.columns) if column.type is field_type), None)

    def settle(self, rows: Iterable[Row]) -> Iterator[Settled]:
        indexes = [column.choice.index for column in self.columns]
        for chunk in chunks(rows, self.treatment, indexes, self.overrides):
            settled = Settled(chunk, list(chunk.columns))
            self._unswap(settled)
            for column, values in zip(self.columns, settled.columns, strict=True):
                looked = column.look(values)
                settled.looked.append(looked)
                settled.values.append(looked.treated(values))
            self._refuse(settled)
            yield settled

    def _refuse(self, settled: Settled) -> None:
        for position, index, rules in self.overrides.refused_within(settled.chunk.numbers):
            place = self._place_of.get(index)
            if place is None:
                continue
            value = settled.columns[place][position]
            verdict = self.columns[place].judge(value, rules)
            settled.special[position, place] = verdict
            released = list(settled.values[place])
            released[position] = verdict.after if verdict else value
            settled.values[place] = released

    def _unswap(self, settled: Settled) -> None:
        if self.pair is None:
            return
        columns, numbers = settled.columns, settled.chunk.numbers
        norths, easts = (columns[place] for place in self.pair)
        possible = [position for position, north in enumerate(norths) if north[:1] in _FIRST_OF_LONGITUDES]
        swapped = [position for position in possible if is_swapped(norths[position], easts[position])]
        if not swapped:
            return
        values = [list(columns[place]) for place in self.pair]
        indexes = [self.columns[place].choice.index for place in self.pair]
        for position in swapped:
            north, east = norths[position], easts[position]
            mendings = [
                Mending(SWAPPED, numbers[position], indexes[0], north, plain(east)),
                Mending(SWAPPED, numbers[position], indexes[1], east, plain(north)),
            ]
            settled.swaps += mendings
            if self._is_taken(mendings):
                for one, mending in zip(values, mendings, strict=True):
                    one[position] = mending.after
        for place, one in zip(self.pair, values, strict=True):
            columns[place] = one

    def _is_taken(self, mendings: list[Mending]) -> bool:
        """One of the two alone would be wrong: refusing either refuses both."""
        refused = self.overrides.refused
        return SWAPPED in self.accepted and not any(
            SWAPPED in refused.get(mending.row, {}).get(mending.column, ()) for mending in mendings
        )
