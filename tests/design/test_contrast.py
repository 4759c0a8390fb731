from __future__ import annotations

import re
from pathlib import Path

import pytest

from hoshin.design.charts import lines, svg

TOKENS = Path(svg.__file__).parent.parent / "static/design/tokens.css"

TEXT, UI = 4.5, 3.0

# (foreground, background), as in the style sheets. Text needs 4.5; lines and shapes that mean something need 3.
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "paper-tint"),
    ("ink", "yellow-50"),
    ("ink", "blue-50"),
    ("ink-soft", "paper"),
    ("ink-soft", "paper-tint"),
    ("ink-soft", "yellow-50"),
    ("ink-soft", "gray-50"),
    ("ink-faint", "paper"),
    ("ink-faint", "paper-tint"),
    ("link", "paper"),
    ("link", "paper-tint"),
    ("link", "yellow-50"),
    ("link-hover", "paper"),
    ("link-hover", "yellow-50"),
    ("link-visited", "paper"),
    ("link-visited", "paper-tint"),
    ("link-visited", "yellow-50"),
    ("white", "brand"),
    ("white", "blue-1200"),
    ("white", "red-900"),
    ("white", "red-1000"),
    ("brand", "blue-50"),
    ("brand", "paper"),
    ("blue-1000", "blue-50"),
    ("blue-1000", "blue-100"),
    ("green-900", "green-50"),
    ("orange-900", "orange-50"),
    ("red-1000", "red-50"),
    ("bad", "paper"),
    ("gray-700", "gray-100"),
    ("black", "yellow-300"),
]
UI_PAIRS = [
    ("edge", "paper"),
    ("edge", "paper-tint"),
    ("edge", "gray-50"),
    ("actual", "gray-50"),
    ("actual", "blue-50"),
    ("target", "paper"),
    ("target", "gray-50"),
    ("pace", "gray-50"),
    ("good", "paper"),
    ("bad", "paper"),
    ("brand", "paper"),
    ("yellow-900", "yellow-50"),
    ("orange-800", "orange-50"),
    ("red-900", "red-50"),
    ("green-800", "green-50"),
    ("black", "paper"),
]
CHART_TEXT_PAIRS = [
    (svg.INK, svg.PAPER),
    (svg.MUTE, svg.PAPER),
    (svg.TARGET_TEXT, svg.PAPER),
    (svg.PAPER, svg.ACTUAL),
    (svg.INK, svg.ACTUAL_OPEN),
    (svg.DONE_TEXT, svg.DONE),
    (svg.DONE_TEXT, svg.ACTUAL_OPEN),
]
CHART_UI_PAIRS = [
    (svg.ACTUAL, svg.PAPER),
    (svg.ACTUAL, svg.TRACK),
    (svg.ACTUAL, svg.DONE),
    (svg.TARGET, svg.PAPER),
    (svg.PACE, svg.TRACK),
    (svg.EDGE, svg.PAPER),
    (svg.AXIS, svg.PAPER),
    *((colour, svg.PAPER) for colour in lines.COLOURS),
]


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): ([^;]+);", TOKENS.read_text(encoding="utf-8")))


def colour(name: str) -> str:
    value = name if name.startswith("#") else tokens()[name]
    reference = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return colour(reference[1]) if reference else value


def luminance(hexadecimal: str) -> float:
    channels = [int(hexadecimal[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(colour(one)), luminance(colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("foreground", "background"), TEXT_PAIRS + CHART_TEXT_PAIRS)
def test_text_can_be_read_on_its_background(foreground: str, background: str) -> None:
    assert contrast(foreground, background) >= TEXT


@pytest.mark.parametrize(("foreground", "background"), UI_PAIRS + CHART_UI_PAIRS)
def test_lines_and_shapes_stand_out_from_their_background(foreground: str, background: str) -> None:
    assert contrast(foreground, background) >= UI


def test_charts_use_the_colours_of_the_style_sheet() -> None:
    known = set(tokens().values())
    used = {value for name, value in vars(svg).items() if name.isupper() and str(value).startswith("#")}

    assert used | set(lines.COLOURS) <= known
