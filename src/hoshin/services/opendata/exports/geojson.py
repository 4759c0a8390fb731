"""GeoJSON as RFC 7946 has it: points in longitude and latitude. A row without a place has no geometry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from hoshin.services.opendata.exports.json import object_writer
from hoshin.services.opendata.exports.literals import CannotBeWritten, coordinate_columns, number_literal
from hoshin.services.opendata.rules.shapes import ColumnInfo

MEDIA_TYPE = "application/geo+json"

_LARGEST_LATITUDE, _LARGEST_LONGITUDE = 90, 180
_Point = tuple[str, str]  # longitude, latitude, as they stand in the table


def write_geojson(target: IO[bytes], columns: Sequence[ColumnInfo], rows: Iterable[Sequence[str]]) -> int:
    """Write a feature a row; return how many there are. The box around them stands at the end, when it is known.

    :raises CannotBeWritten: for a table without coordinates.
    """
    point_of = _point_reader(columns)
    as_object = object_writer(columns)
    target.write(b'{"type": "FeatureCollection", "features": [')
    box = _Box()
    count = 0
    for count, row in enumerate(rows, 1):
        point = point_of(row)
        box = box.around(point)
        feature = f'{{"type": "Feature", "geometry": {_geometry(point)}, "properties": {as_object(row)}}}'
        target.write((",\n" if count > 1 else "\n").encode() + feature.encode())
    target.write(f"\n]{box.member}}}\n".encode())
    return count


def _geometry(point: _Point | None) -> str:
    return f'{{"type": "Point", "coordinates": [{point[0]}, {point[1]}]}}' if point else "null"


def _point_reader(columns: Sequence[ColumnInfo]) -> Callable[[Sequence[str]], _Point | None]:
    places = coordinate_columns(columns)
    if places is None:
        raise CannotBeWritten("緯度と経度の列がないため、GeoJSONにできません。")
    north, east = places

    def point_of(row: Sequence[str]) -> _Point | None:
        latitude, longitude = number_literal(row[north]), number_literal(row[east])
        if latitude is None or longitude is None:
            return None
        if abs(Decimal(latitude)) > _LARGEST_LATITUDE or abs(Decimal(longitude)) > _LARGEST_LONGITUDE:
            return None
        return longitude, latitude

    return point_of


@dataclass(frozen=True)
class _Box:
    """West, south, east and north of all points so far; nothing before the first."""

    edges: tuple[str, str, str, str] | None = None

    def around(self, point: _Point | None) -> _Box:
        if point is None:
            return self
        east, north = point
        if self.edges is None:
            return _Box((east, north, east, north))
        edges = self.edges
        return _Box(
            (
                min(edges[0], east, key=Decimal),
                min(edges[1], north, key=Decimal),
                max(edges[2], east, key=Decimal),
                max(edges[3], north, key=Decimal),
            )
        )

    @property
    def member(self) -> str:
        return f', "bbox": [{", ".join(self.edges)}]' if self.edges else ""
