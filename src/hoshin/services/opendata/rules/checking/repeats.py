"""Finding what stands twice in a file of any length, with a fixed filter and eight bytes a row."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_BITS = 1 << 24
_MASK = _BITS - 1


class Repeat(NamedTuple):
    row: int
    value: str
    first_row: int


class Repeats:
    """Remembers each value by its hash. A filter says at once that a value is new; of what may have been there before
    the value is kept, and whether it was is settled in the end."""

    def __init__(self) -> None:
        self._filter = bytearray(_BITS // 8)
        self._hashes = array("q")
        self._rows = array("L")
        self._suspects: dict[int, list[tuple[int, str]]] = {}

    def add(self, rows: Sequence[int], values: Sequence[str | tuple[str, ...]]) -> None:
        """Blank values repeat nothing."""
        seen = self._filter
        hashes = array("q", map(hash, values))
        for position, number in enumerate(hashes):
            place, bit = (number & _MASK) >> 3, 1 << (number & 7)
            if not seen[place] & bit:
                seen[place] |= bit
            elif value := values[position]:
                shown = value if isinstance(value, str) else ""
                self._suspects.setdefault(number, []).append((rows[position], shown))
        self._hashes.extend(hashes)
        self._rows.extend(rows)

    def found(self) -> Iterator[Repeat]:
        """What stood in an earlier row, by row."""
        first: dict[int, int] = {}
        for number, row in zip(self._hashes, self._rows, strict=True):
            if number in self._suspects:
                first.setdefault(number, row)
        repeats = (
            Repeat(row, value, first[number])
            for number, places in self._suspects.items()
            for row, value in places
            if row != first[number]
        )
        return iter(sorted(repeats))
