"""What only the table as a whole shows: repeats, points far off, ends before beginnings, spellings side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hoshin.services.opendata.rules.checking import Repeats, Spread
from hoshin.services.opendata.rules.examining.settling import CityFacts, Settled, Treating
from hoshin.services.opendata.rules.personal import mask_all, personal_data_in
from hoshin.services.opendata.rules.shapes import FieldType, Finding, Level
from hoshin.services.opendata.rules.values import is_date

_IDS = frozenset({"ID", "NO", "NO.", "№"})
_FEW = 30
_DATUM = re.compile("座標系|測地系")
_TOKYO_DATUM = re.compile("日本測地|旧測地|(?i:tokyo)|ＴＯＫＹＯ")


class Whole:
    def __init__(self, treating: Treating, city: CityFacts) -> None:
        self._treating = treating
        self._ids = _id_column(treating)
        self._repeated_ids, self._repeated_rows = Repeats(), Repeats()
        self._spread = Spread(city.box)
        self._spans = _spans(treating)
        self._spellings: dict[int, set[str]] = {place: set() for place in range(len(treating.columns))}
        self._datums = [place for place, column in enumerate(treating.columns) if _DATUM.search(column.choice.header)]
        self._found: list[Finding] = []

    def add(self, settled: Settled) -> None:
        numbers, values = settled.chunk.numbers, settled.values
        if not numbers:
            return
        if self._ids is None:
            self._repeated_rows.add(numbers, list(zip(*values, strict=True)))
        else:  # rows that are the same have the same ID, and one finding is enough
            self._repeated_ids.add(numbers, values[self._ids])
        if self._treating.pair:
            north, east = self._treating.pair
            self._spread.add(numbers, values[north], values[east])
        self._add_spans(settled)
        self._add_spellings(settled)

    def _add_spans(self, settled: Settled) -> None:
        for first, last in self._spans:
            for number, begin, end in zip(
                settled.chunk.numbers, settled.values[first], settled.values[last], strict=True
            ):
                if begin > end and end and is_date(begin) and is_date(end):
                    message = f"終わりの日（{end}）が始まりの日（{begin}）より前です。"
                    self._found.append(_finding("date.order", message, number, self._index(last)))

    def _add_spellings(self, settled: Settled) -> None:
        for place, spellings in list(self._spellings.items()):
            spellings.update(settled.released_values(place))
            if len(spellings) > _FEW:
                del self._spellings[place]

    @property
    def spellings(self) -> dict[int, frozenset[str]]:
        """The values of each column of the file that has few different ones, but for what may tell of a person."""
        return {
            self._index(place): frozenset(value for value in values if not personal_data_in(value))
            for place, values in self._spellings.items()
        }

    def findings(self) -> Iterator[Finding]:
        yield from self._found
        for repeat in self._repeated_rows.found():
            message = f"{repeat.first_row + 1}行目とまったく同じ行です。"
            yield _finding("row.twice", message, repeat.row)
        if self._ids is not None:
            for repeat in self._repeated_ids.found():
                message = f"{repeat.first_row + 1}行目と同じIDです。"
                shown = mask_all(repeat.value) if personal_data_in(repeat.value) else repeat.value
                yield _finding("id.twice", message, repeat.row, self._index(self._ids), shown)
        if self._treating.pair:
            yield from self._of_points(self._index(self._treating.pair[0]))
        yield from self._of_datum()

    def _of_points(self, column: int) -> Iterator[Finding]:
        for row in self._spread.halves:
            yield _finding("coordinates.half", "緯度と経度の一方だけが書かれています。", row, column)
        for row in self._spread.far_rows():
            message = "ほかの地点から大きく離れています。地図で場所を確かめてください。"
            yield _finding("coordinates.far", message, row, column)
        if self._spread.blanks:
            message = f"緯度・経度のない行が{self._spread.blanks:,}行あります。地図に表示できません。"
            yield Finding(Level.ADVICE, "coordinates.blank", message, None, column)

    def _of_datum(self) -> Iterator[Finding]:
        for place in self._datums:
            if any(_TOKYO_DATUM.search(value) for value in self._spellings.get(place, ())):
                message = (
                    "日本測地系の緯度・経度は約450メートルずれます。世界測地系に直したものかどうか確かめてください。"
                )
                row = self._treating.treatment.first_row
                yield _finding("coordinates.datum", message, row, self._index(place))

    def _index(self, place: int) -> int:
        return self._treating.columns[place].choice.index


def _finding(rule: str, message: str, row: int, column: int | None = None, value: str = "") -> Finding:
    return Finding(Level.WARNING, rule, message, row, column, value)


def _id_column(treating: Treating) -> int | None:
    return next(
        (place for place, column in enumerate(treating.columns) if column.choice.name.upper() in _IDS),
        None,
    )


def _spans(treating: Treating) -> list[tuple[int, int]]:
    """Pairs of columns whose names differ by 開始 and 終了 alone. Times of day may pass midnight: no such pair."""
    dates = {
        column.choice.name: place for place, column in enumerate(treating.columns) if column.type is FieldType.DATE
    }
    return [
        (place, dates[name.replace("開始", "終了")])
        for name, place in dates.items()
        if "開始" in name and name.replace("開始", "終了") in dates
    ]
