"""One folded form of Japanese text, in which 公衆無線ＬＡＮ, 公衆無線 LAN and 公衆無線LAN are the same.

Folded text holds letters and digits only, in lower case, and a single space where two ASCII words would otherwise run
into each other (「AI・RPA」 is two words, "Wi-Fi" is one, and 「公衆無線 LAN」 needs no space).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# A base character with what combines with it; half-width kana carry their voicing marks as separate characters.
_CLUSTER = re.compile("[^\u0300-\u036f\u3099\u309a\uff9e\uff9f][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*|.", re.DOTALL)
_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500"
_WAVES = "~\u301c"
_JOINERS = frozenset(_HYPHENS + "_'\u2019")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_ASCII_WORD = re.compile("[0-9a-z]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded character and the half-open range of the original text that it stands for."""

    char: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Return the folded form, for comparing and searching; never for showing."""
    return "".join(folded.char for folded in fold(text))


def fold(text: str) -> list[Folded]:
    """Return the folded form with the place of every character in the original."""
    unfolded = list(_compatible(text))
    result: list[Folded] = []
    is_apart = False
    for index, here in enumerate(unfolded):
        char = _long_vowel(unfolded, index) or here.char
        if _is_word_character(char):
            if is_apart and result and _are_ascii_words(result[-1].char, char):
                result.append(Folded(" ", here.start, here.start))
            result.append(Folded(char, here.start, here.end))
            is_apart = False
        elif not _joins(unfolded, index):
            is_apart = True
    return result


def _compatible(text: str) -> Iterator[Folded]:
    for match in _CLUSTER.finditer(text):
        cluster = match[0]
        plain = cluster.lower() if cluster.isascii() else _nfkc_lower(cluster)
        for char in plain:
            yield Folded(char, match.start(), match.end())


@lru_cache(maxsize=8192)
def _nfkc_lower(cluster: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", cluster).lower())


def _long_vowel(chars: list[Folded], index: int) -> str:
    """Return ー for the hyphen or wave that was typed in its place (サ-バ-, デ〜タ), else nothing."""
    char = chars[index].char
    if char not in _HYPHENS + _WAVES or index == 0 or not _KATAKANA.fullmatch(chars[index - 1].char):
        return ""
    following = chars[index + 1].char if index + 1 < len(chars) else ""
    if _KATAKANA.fullmatch(following):
        return "ー"
    return "ー" if char in _HYPHENS and not _ASCII_WORD.fullmatch(following) else ""


def _is_word_character(char: str) -> bool:
    return char.isalnum() or char in "ー々〆〇"


def _are_ascii_words(before: str, after: str) -> bool:
    return bool(_ASCII_WORD.fullmatch(before) and _ASCII_WORD.fullmatch(after))


def _joins(chars: list[Folded], index: int) -> bool:
    """Say whether the symbol holds one word or number together: Wi-Fi, 1,500; combining marks are no symbols."""
    char = chars[index].char
    if char in _JOINERS or unicodedata.category(char) in {"Mn", "Cf"}:
        return True
    if char != "," or not 0 < index < len(chars) - 1:
        return False
    return chars[index - 1].char.isdigit() and chars[index + 1].char.isdigit()
