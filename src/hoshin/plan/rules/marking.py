"""Which words of a text stand in the glossary: the first use of each term in a section is marked.

公衆無線LAN, 公衆無線 LAN and 公衆無線ＬＡＮ are one term. The pattern spells out these variants, so that it runs over
the text as it stands: folding the text first costs ten times as much, and a page has many texts.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

_ALPHANUMERIC = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_KATAKANA = "ァ-ヺーｦ-ﾟ"
_HYPHENS = "\\-‐‑–−－"
_DOTS = "・･"
_GAP = f"[ \u3000{_DOTS}{_HYPHENS}]?"  # between two characters of a Japanese word
_IN_WORD = f"[{_HYPHENS}]?"  # between two letters: WiFi is Wi-Fi, but "an at" is not ANAT
_LONG_VOWELS = f"[ーｰ〜~{_HYPHENS}]"
_HALF_WIDTH = [chr(code) for code in range(0xFF66, 0xFF9E)]
_VOICED = [kana + mark for kana in _HALF_WIDTH for mark in "ﾞﾟ"]
_FULL_WIDTH = [chr(code) for code in range(0xFF01, 0xFF5F)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with all its spellings."""

    key: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a term stands in the text, half open."""

    start: int
    end: int
    key: str


class Marker:
    """Finds the terms of a glossary. Build it once for a glossary, then open one `section` for each section of text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        keys = {_tidy(spelling): entry.key for entry in entries for spelling in entry.spellings if _tidy(spelling)}
        # The longest spelling first: in 個人番号カード it is the card that is explained, not the number.
        longest_first = sorted(keys, key=lambda spelling: (-len(spelling), spelling))
        self._keys = [keys[spelling] for spelling in longest_first]
        self._pattern = _pattern_of(tuple(longest_first))

    def section(self) -> Section:
        """Begin a section in which no term has been marked yet."""
        return Section(self)

    def all_in(self, text: str) -> list[Mark]:
        """Return every place of every term in the text, in order and without overlaps."""
        return [
            Mark(match.start(), match.end(), self._keys[(match.lastindex or 1) - 1])
            for match in self._pattern.finditer(text)
        ]


@dataclass
class Section:
    """A stretch of text in which each term is marked once."""

    marker: Marker
    seen: set[str] = field(default_factory=set)

    def marks(self, text: str) -> list[Mark]:
        """Return where terms stand in the next piece of the section that have not been marked in it before."""
        marks: list[Mark] = []
        for mark in self.marker.all_in(text):
            if mark.key not in self.seen:
                self.seen.add(mark.key)
                marks.append(mark)
        return marks


@functools.lru_cache(maxsize=64)
def _pattern_of(spellings: tuple[str, ...]) -> re.Pattern[str]:
    """Compiling takes far longer than matching, and a glossary seldom changes."""
    if not spellings:
        return re.compile("(?!)")
    # Most places of a text begin no term: one look at the character there spares trying all spellings.
    first = "|".join(dict.fromkeys(_character(spelling[0]) for spelling in spellings))
    return re.compile(f"(?={first})(?:{'|'.join(f'({_written(spelling)})' for spelling in spellings)})")


@functools.lru_cache(maxsize=8192)
def _tidy(spelling: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", spelling).lower())
    return " ".join(folded.split())


def _written(spelling: str) -> str:
    """Return the pattern of all ways to write a tidied spelling."""
    parts = [_character(spelling[0])]
    for before, here in itertools.pairwise(spelling):
        parts += [_between(before, here), _character(here)]
    # Whole words only: no AI in MAIL, no クラウド in クラウドソーシング.
    start, end = _edge(spelling[0]), _edge(spelling[-1])
    return (f"(?<![{start}])" if start else "") + "".join(parts) + (f"(?![{end}])" if end else "")


def _between(before: str, here: str) -> str:
    if not (before.isalnum() and here.isalnum()):
        return "[ \u3000]?"
    return _IN_WORD if _is_ascii(before) and _is_ascii(here) else _GAP


@functools.lru_cache(maxsize=4096)
def _character(char: str) -> str:
    if char == "ー":
        return _LONG_VOWELS
    if char == " ":
        return f"[ \u3000{_DOTS}]?"
    if char in "-・":
        return f"[{_DOTS if char == '・' else _HYPHENS}]?"
    candidates = [char, char.upper(), *_FULL_WIDTH, *_HALF_WIDTH, *_VOICED]
    variants = dict.fromkeys(one for one in candidates if _tidy(one) == char or one == char)
    return f"(?:{'|'.join(map(re.escape, variants))})" if len(variants) > 1 else re.escape(char)


def _edge(char: str) -> str:
    for range_ in (_ALPHANUMERIC, _KATAKANA):
        if re.fullmatch(f"[{range_}]", char):
            return range_
    return ""


def _is_ascii(char: str) -> bool:
    return char.isascii() and char.isalnum()
