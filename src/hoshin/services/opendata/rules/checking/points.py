"""Whether points lie where the others of the city lie. Nothing is known of the city's shape but what the file says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from hoshin.services.opendata.rules.mending.places import LATITUDES_OF_JAPAN, LONGITUDES_OF_JAPAN

_SOUTH, _NORTH = LATITUDES_OF_JAPAN
_WEST, _EAST = LONGITUDES_OF_JAPAN
_CELLS_PER_DEGREE = 10
_FAR_IN_CELLS = 6  # 0.6 degrees: more than 50 km from where most points lie
_FEWEST_POINTS = 5
_MOST_ALIKE = 0.02  # of all points: an island's points lie far off too, but are not so few
Box = tuple[float, float, float, float]  # south, west, north, east
_JAPAN: Box = (_SOUTH, _WEST, _NORTH, _EAST)


@dataclass
class Spread:
    """Counts points by tenths of a degree and remembers the first rows of each, so memory does not grow with rows."""

    box: Box | None = None
    _count: dict[tuple[int, int], int] = field(default_factory=dict)
    _first: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _outside: list[int] = field(default_factory=list)
    halves: list[int] = field(default_factory=list)
    blanks: int = 0

    def add(self, rows: Sequence[int], latitudes: Sequence[str], longitudes: Sequence[str]) -> None:
        if self._add_together(rows, latitudes, longitudes):
            return
        for row, latitude, longitude in zip(rows, latitudes, longitudes, strict=True):
            if latitude and longitude:
                self._point(row, latitude, longitude)
            elif latitude or longitude:
                self.halves.append(row)
            else:
                self.blanks += 1

    def _add_together(self, rows: Sequence[int], latitudes: Sequence[str], longitudes: Sequence[str]) -> bool:
        """Add points that are all written and all inside, as nearly all are. Else add none of them, and say so."""
        south, west, north, east = self.box or _JAPAN
        try:
            norths, easts = list(map(float, latitudes)), list(map(float, longitudes))
            if not (max(south, _SOUTH) <= min(norths) and max(norths) <= min(north, _NORTH)):
                return False
            if not (max(west, _WEST) <= min(easts) and max(easts) <= min(east, _EAST)):
                return False
            cells = [
                (int(north * _CELLS_PER_DEGREE), int(east * _CELLS_PER_DEGREE))
                for north, east in zip(norths, easts, strict=True)
            ]
        except ValueError:  # blank, no number, NaN, or no row at all
            return False
        for cell, count in Counter(cells).items():
            self._count[cell] = self._count.get(cell, 0) + count
            first = self._first.setdefault(cell, [])
            if missing := _FEWEST_POINTS - len(first):
                first += islice((row for row, other in zip(rows, cells, strict=True) if other == cell), missing)
        return True

    def _point(self, row: int, latitude: str, longitude: str) -> None:
        try:
            north, east = float(latitude), float(longitude)
        except ValueError:
            return
        if self.box and not (self.box[0] <= north <= self.box[2] and self.box[1] <= east <= self.box[3]):
            self._outside.append(row)
            return
        if not (_SOUTH <= north <= _NORTH and _WEST <= east <= _EAST):
            return
        cell = int(north * _CELLS_PER_DEGREE), int(east * _CELLS_PER_DEGREE)
        self._count[cell] = self._count.get(cell, 0) + 1
        first = self._first.setdefault(cell, [])
        if len(first) < _FEWEST_POINTS:
            first.append(row)

    def far_rows(self) -> Iterator[int]:
        """The rows whose points lie far from nearly all others."""
        yield from self._outside
        total = sum(self._count.values())
        if total < _FEWEST_POINTS:
            return
        middle = _median(self._count, 0), _median(self._count, 1)
        far = {
            cell: count
            for cell, count in self._count.items()
            if max(abs(cell[0] - middle[0]), abs(cell[1] - middle[1])) > _FAR_IN_CELLS
        }
        if sum(far.values()) <= max(1, total * _MOST_ALIKE):
            for cell in far:
                yield from self._first[cell]


def _median(count: dict[tuple[int, int], int], axis: int) -> int:
    half, passed = sum(count.values()) / 2, 0
    for cell in sorted(count, key=lambda cell: cell[axis]):
        passed += count[cell]
        if passed >= half:
            return cell[axis]
    return 0
