"""Where two texts differ, in pieces that a page can mark."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

# Character by character is what reads best in Japanese; beyond this the comparison takes too long, and sentences do.
MOST_CHARACTERS = 3_000
# Texts that share less than this share particles, not sentences: marked whole, they can still be read.
LEAST_ALIKE = 0.5
_SENTENCES = re.compile("[^。\n]*[。\n]?")


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    kind: Literal["same", "removed", "added"]


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order: without the added ones it is `before`, without the removed `after`."""
    old, new = _tokens(before, after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LEAST_ALIKE:
        return tuple(piece for piece in (Piece(before, "removed"), Piece(after, "added")) if piece.text)
    pieces: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(old[old_from:old_to]), "same"))
            continue
        if old_to > old_from:
            pieces.append(Piece("".join(old[old_from:old_to]), "removed"))
        if new_to > new_from:
            pieces.append(Piece("".join(new[new_from:new_to]), "added"))
    return tuple(pieces)


def _tokens(before: str, after: str) -> tuple[list[str], list[str]]:
    if len(before) + len(after) <= MOST_CHARACTERS:
        return list(before), list(after)
    return [found for found in _SENTENCES.findall(before) if found], [
        found for found in _SENTENCES.findall(after) if found
    ]
