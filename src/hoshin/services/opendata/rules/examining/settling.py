"""What becomes of the cells of a chunk: accepted mendings taken, refused ones not, swapped coordinates put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hoshin.services.opendata.rules.checking import Box
from hoshin.services.opendata.rules.examining.columns import Verdict, compile_columns, treated
from hoshin.services.opendata.rules.examining.reading import Chunk, Overrides, Row, chunks
from hoshin.services.opendata.rules.mending import is_swapped, plain
from hoshin.services.opendata.rules.shapes import FieldType, Mending, Standard, Treatment

SWAPPED = "coordinates.swapped"


@dataclass(frozen=True)
class CityFacts:
    """What is known of the municipality that publishes."""

    code: str = ""
    name: str = ""
    box: Box | None = None  # south, west, north, east of its area, if known


@dataclass
class Settled:
    """A chunk with the verdicts on its columns."""

    chunk: Chunk
    values: list[Sequence[str]]  # as released, by column
    verdicts: list[dict[str, Verdict]] = field(default_factory=list)  # by column: value → verdict
    special: dict[tuple[int, int], Verdict | None] = field(default_factory=dict)  # position, column → verdict there
    swaps: list[Mending] = field(default_factory=list)

    def judged(self) -> Iterator[tuple[int, int, Verdict]]:
        """Row number, column, verdict of each cell that something is to be said of; row by row."""
        found = [
            (number, column, verdict)
            for column, verdicts in enumerate(self.verdicts)
            if verdicts
            for position, (number, value) in enumerate(zip(self.chunk.numbers, self.chunk.columns[column], strict=True))
            if value in verdicts and (position, column) not in self.special
            for verdict in (verdicts[value],)
        ]
        found += [
            (self.chunk.numbers[position], column, verdict)
            for (position, column), verdict in self.special.items()
            if verdict
        ]
        found.sort(key=lambda cell: cell[:2])
        return iter(found)


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
            settled = Settled(chunk, [])
            self._unswap(settled)
            for column, values in zip(self.columns, chunk.columns, strict=True):
                verdicts = column.verdicts(values)
                settled.verdicts.append(verdicts)
                settled.values.append(treated(values, verdicts))
            self._refuse(settled)
            yield settled

    def _refuse(self, settled: Settled) -> None:
        for position, index, rules in self.overrides.refused_within(settled.chunk.numbers):
            place = self._place_of.get(index)
            if place is None:
                continue
            value = settled.chunk.columns[place][position]
            verdict = self.columns[place].judge(value, rules)
            settled.special[position, place] = verdict
            released = list(settled.values[place])
            released[position] = verdict.after if verdict else value
            settled.values[place] = released

    def _unswap(self, settled: Settled) -> None:
        if self.pair is None:
            return
        columns, numbers = settled.chunk.columns, settled.chunk.numbers
        pairs = list(zip(columns[self.pair[0]], columns[self.pair[1]], strict=True))
        swapped = [place for place, (north, east) in enumerate(pairs) if north[:1] in "1１" and is_swapped(north, east)]
        if not swapped:
            return
        values = [list(columns[place]) for place in self.pair]
        indexes = [self.columns[place].choice.index for place in self.pair]
        for position in swapped:
            north, east = pairs[position]
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
