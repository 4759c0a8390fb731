"""Writing SVG by hand: escaped, with presentation attributes (no style=), so that it stands inline and alone alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape

INK = "#1a1a1a"
MUTE = "#4d4d4d"
PAPER = "#ffffff"
GRID = "#e6e6e6"
AXIS = "#666666"
ACTUAL = "#0017c1"
ACTUAL_OPEN = "#e8f1fe"
TARGET = "#c74700"
TARGET_TEXT = "#ac3e00"
PACE = "#4d4d4d"
TRACK = "#f2f2f2"
EDGE = "#767676"
DONE = "#d9e6ff"
DONE_TEXT = "#00118f"

FONT = "BIZ UDPGothic, Hiragino Sans, Noto Sans JP, Noto Sans CJK JP, Yu Gothic, sans-serif"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=2048)
def xml(text: str) -> str:
    """Text for XML: characters that XML does not know are dropped, the rest is escaped."""
    return escape(_NOT_XML.sub("", text), quote=True)


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, children: str = "", /, **attributes: str | float) -> str:
    """`<name …>children</name>`; `class_` is class, underscores become hyphens; children are markup already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{xml(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{children}</{name}>" if children else f"<{name}{written}/>"


def line(start: tuple[float, float], end: tuple[float, float], /, **attributes: str | float) -> str:
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def text(at: tuple[float, float], words: str, /, **attributes: str | float) -> str:
    return element("text", xml(words) or "\u200b", x=at[0], y=at[1], **attributes)


def points(places: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def width_of(words: str, size: float) -> float:
    """About how wide the words are: system fonts differ, so this errs to the wide side."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in words) * size


def cut(words: str, size: float, room: float) -> str:
    """As much of the words as finds room, with an ellipsis."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


def document(
    *, ident: str, size: tuple[float, float], title: str, description: str, body: str, **attributes: str | float
) -> str:
    """A whole drawing, named and described for those who cannot see it. `ident` must be unique on the page."""
    width, height = size
    return element(
        "svg",
        element("title", xml(title) or "図", id=f"{ident}-t")
        + element("desc", xml(description) or "—", id=f"{ident}-d")
        + body,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{ident}-t",
        aria_describedby=f"{ident}-d",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        font_family=FONT,
        **attributes,
    )
