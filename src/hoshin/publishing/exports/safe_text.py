"""Text for files that are XML inside: what XML cannot hold is shown as replaced, never dropped in silence."""

from __future__ import annotations

import re

REPLACED = "\ufffd"
LONGEST_CELL = 32_767  # of Excel, counted in UTF-16
CUT = "…（以下は長さの上限のため省略。全文はedition.jsonにあります）"

_UNWRITABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return the text as XML 1.0 may hold it; halves of characters and control characters become �."""
    return _UNWRITABLE.sub(REPLACED, text.replace("\r\n", "\n"))


def cell_text(text: str) -> str:
    """Return the text as a cell of a spreadsheet may hold it; where it is too long, it ends by saying so."""
    text = writable(text)
    if _utf16_length(text) <= LONGEST_CELL:
        return text
    room = LONGEST_CELL - _utf16_length(CUT)
    # Cutting the encoded form may leave half of the last character, which is then left out.
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + CUT


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
