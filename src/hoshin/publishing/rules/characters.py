"""Which characters a text of a policy may hold: everything that can be seen, and what joins it."""

from __future__ import annotations

import re
from typing import NamedTuple

_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters, except the line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of writing
    "\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"  # odd line breaks, byte order marks, halves of characters
)
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Forbidden(NamedTuple):
    position: int
    name: str
    expected: str


def find_forbidden(text: str) -> Forbidden | None:
    """Find the first character that no text may hold. A line feed is allowed."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return None
    character = found.group()
    if character == "\t":
        return Forbidden(found.start(), "タブ文字", "半角の空白")
    kind = "文字の向きを変える文字" if character in _BIDI else "制御文字"
    return Forbidden(found.start(), f"{kind}（U+{ord(character):04X}）", "見える文字だけの文章")
