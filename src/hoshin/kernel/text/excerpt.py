"""The part of a text around what was searched for, with the hits marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hoshin.kernel.text.folding import Folded, fold
from hoshin.kernel.text.search import Synonyms, query_spellings

ELLIPSIS = "…"
_LEAD = 4  # a quarter of the excerpt stands before the first hit, the rest after


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the original text, to be marked when it is a hit."""

    text: str
    is_hit: bool


def excerpt(text: str, query: str, *, width: int = 80, synonyms: Synonyms = ()) -> list[Segment]:
    """Return about ``width`` characters of the original around the first hit; its beginning when there is none.

    Together the segments are a piece of the original, but for an ellipsis where it was cut.
    """
    hits = _hits(text, query, synonyms)
    start, end = _window(text, hits, width)
    segments = [Segment(ELLIPSIS, is_hit=False)] if start > 0 else []
    cursor = start
    for hit_start, hit_end in hits:
        if hit_start >= end or hit_end <= cursor:
            continue
        if hit_start > cursor:
            segments.append(Segment(text[cursor:hit_start], is_hit=False))
        segments.append(Segment(text[max(hit_start, cursor) : min(hit_end, end)], is_hit=True))
        cursor = min(hit_end, end)
    if cursor < end:
        segments.append(Segment(text[cursor:end], is_hit=False))
    if end < len(text):
        segments.append(Segment(ELLIPSIS, is_hit=False))
    return segments


def _hits(text: str, query: str, synonyms: Synonyms) -> list[tuple[int, int]]:
    """Return where the spellings stand in the original, in order and without overlaps."""
    folded = fold(text)
    plain = "".join(character.char for character in folded)
    spellings = [spelling for word in query_spellings(query, synonyms) for spelling in word]
    found = [_span(folded, *match.span()) for spelling in spellings for match in _pattern(spelling).finditer(plain)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _pattern(spelling: str) -> re.Pattern[str]:
    # As in the index: a run of ASCII is found from its beginning.
    boundary = "(?<![0-9a-z])" if re.match("[0-9a-z]", spelling) else ""
    return re.compile(boundary + re.escape(spelling))


def _span(folded: list[Folded], start: int, end: int) -> tuple[int, int]:
    return folded[start].start, folded[end - 1].end


def _window(text: str, hits: list[tuple[int, int]], width: int) -> tuple[int, int]:
    if len(text) <= width:
        return 0, len(text)
    first = hits[0][0] if hits else 0
    start = max(0, min(first - width // _LEAD, len(text) - width))
    return start, min(len(text), start + width)
