"""Places as dots on a plain ground with a scale bar: no tiles, hence no other host that learns who looks at what."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from hoshin.design.charts import svg

_METRES_OF_A_DEGREE = 111_320.0
_SMALLEST = 200.0  # metres across: a single place stands in some surroundings
_MARGIN = 24.0
_ROOM_BELOW = 34.0
_BAR = 0.28  # of the width, at most


@dataclass(frozen=True)
class Place:
    latitude: float
    longitude: float
    label: str = ""


@dataclass(frozen=True)
class _Ground:
    """Where places fall in the drawing: north is up, and a metre is as long in both directions."""

    width: float
    height: float
    west: float
    north: float
    east_scale: float
    pixels_of_a_metre: float
    shift: tuple[float, float]

    def at(self, place: Place) -> tuple[float, float]:
        x = (place.longitude - self.west) * self.east_scale * self.pixels_of_a_metre + self.shift[0]
        y = (self.north - place.latitude) * _METRES_OF_A_DEGREE * self.pixels_of_a_metre + self.shift[1]
        return x, y


def place_map(places: Iterable[Place], *, ident: str, title: str, description: str, width: float) -> str:
    """Draw the places; `description` is what somebody who does not see the drawing should know of it.

    :param ident: unique on the page.
    :raises ValueError: there are no places.
    """
    shown = tuple(places)
    if not shown:
        raise ValueError("a map without a place")
    ground = _ground(shown, width, round(width * 0.62))
    body = [
        svg.element(
            "rect", x=0.5, y=0.5, width=ground.width - 1, height=ground.height - 1, fill="#f7f8fb", stroke=svg.GRID
        ),
        *_dots(shown, ground),
        *_scale_bar(ground),
        svg.text((ground.width - 14, 24), "北", text_anchor="end", font_size=13, fill=svg.MUTE),
        svg.element("path", d=f"M{svg.number(ground.width - 44)} 26v-14l-4 6m4 -6l4 6", fill="none", stroke=svg.MUTE),
    ]
    return svg.document(
        ident=ident, size=(ground.width, ground.height), title=title, description=description, body="".join(body)
    )


def _ground(places: tuple[Place, ...], width: float, height: float) -> _Ground:
    souths, wests = [place.latitude for place in places], [place.longitude for place in places]
    south, north, west, east = min(souths), max(souths), min(wests), max(wests)
    east_scale = _METRES_OF_A_DEGREE * max(0.01, math.cos(math.radians((south + north) / 2)))
    across, down = (east - west) * east_scale, (north - south) * _METRES_OF_A_DEGREE
    room = width - 2 * _MARGIN, height - _MARGIN - _ROOM_BELOW
    pixels = min(room[0] / max(across, _SMALLEST), room[1] / max(down, _SMALLEST))
    shift = _MARGIN + (room[0] - across * pixels) / 2, _MARGIN + (room[1] - down * pixels) / 2
    return _Ground(width, height, west, north, east_scale, pixels, shift)


def _dots(places: tuple[Place, ...], ground: _Ground) -> Iterable[str]:
    radius = 5.0 if len(places) <= 100 else 3.5
    for place in places:
        x, y = ground.at(place)
        name = svg.element("title", svg.xml(place.label)) if place.label else ""
        yield svg.element(
            "circle", name, cx=x, cy=y, r=radius, fill=svg.ACTUAL, fill_opacity="0.75", stroke=svg.PAPER, stroke_width=1
        )


def _scale_bar(ground: _Ground) -> Iterable[str]:
    metres = _round_length(ground.width * _BAR / ground.pixels_of_a_metre)
    length, y = metres * ground.pixels_of_a_metre, ground.height - 12
    label = f"{svg.number(metres / 1000)} km" if metres >= 1000 else f"{svg.number(metres)} m"
    yield svg.element("path", d=f"M14 {svg.number(y - 6)}v6h{svg.number(length)}v-6", fill="none", stroke=svg.INK)
    yield svg.text((14 + length + 8, y), label, font_size=13, fill=svg.INK)


def _round_length(most: float) -> float:
    """Return the longest of 1, 2, 5, 10, … that is not longer."""
    power = 10 ** math.floor(math.log10(most))
    return float(max((step for step in (1, 2, 5) if step * power <= most), default=1) * power)
