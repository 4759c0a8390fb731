"""Charts as SVG strings: no dependency, nothing that a strict CSP forbids, the same inline and in a PDF."""

from hoshin.design.charts.bars import bar_chart
from hoshin.design.charts.figures import (
    Bullet,
    LineChart,
    NotDrawable,
    Point,
    Series,
    StageTrack,
    Twin,
    TwinRow,
    Year,
    YearChart,
)
from hoshin.design.charts.frame import NARROW, WIDE, Size
from hoshin.design.charts.lines import line_chart
from hoshin.design.charts.numbers import compact_number, format_number
from hoshin.design.charts.places import Place, place_map
from hoshin.design.charts.small import bullet, has_room, sparkline, stage_arrows
from hoshin.design.charts.twins import twin_of

__all__ = [
    "NARROW",
    "WIDE",
    "Bullet",
    "LineChart",
    "NotDrawable",
    "Place",
    "Point",
    "Series",
    "Size",
    "StageTrack",
    "Twin",
    "TwinRow",
    "Year",
    "YearChart",
    "bar_chart",
    "bullet",
    "compact_number",
    "format_number",
    "has_room",
    "line_chart",
    "place_map",
    "sparkline",
    "stage_arrows",
    "twin_of",
]
