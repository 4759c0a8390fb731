"""Finding what stands twice in a file of any length, with a fixed filter and eight bytes a row."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BITS = 1 << 24
_MASK = _BITS - 1
_SIGN = (1 << 64) - 1


class Repeat(NamedTuple):
    row: int
    value: str
    first_row: int


class Repeats:
    """Remembers each value by its hash. A filter says at once that a value is new; of what may have been there before
    the value is kept, and whether it was is settled in the end."""

    def __init__(self) -> None:
        self._filter = bytearray(_BITS // 8)
        self._hashes = array("Q")
        self._rows = array("L")
        self._suspects: dict[int, list[tuple[int, str]]] = {}

    def add(self, rows: Iterable[int], values: Iterable[str | tuple[str, ...]]) -> None:
        """Blank values repeat nothing."""
        seen, hashes, numbers = self._filter, self._hashes, self._rows
        for row, value in zip(rows, values, strict=True):
            if not value:
                continue
            number = hash(value) & _SIGN
            place, bit = (number & _MASK) >> 3, 1 << (number & 7)
            if seen[place] & bit:
                shown = value if isinstance(value, str) else ""
                self._suspects.setdefault(number, []).append((row, shown))
            else:
                seen[place] |= bit
            hashes.append(number)
            numbers.append(row)

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
