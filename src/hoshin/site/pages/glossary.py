"""The glossary, sorted by reading as Japanese readers look words up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.publishing.rules.document import TermDoc
from hoshin.site.pages.book import Book, term_anchor
from hoshin.site.pages.front import heading_of
from hoshin.site.pages.text import formatted

ROWS = (
    "あいうえお",
    "かきくけこ",
    "さしすせそ",
    "たちつてと",
    "なにぬねの",
    "はひふへほ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
    "わゐゑをん",
)
OTHERS = "英数・その他"
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
# Which kana end in which vowel, for the vowel that ー lengthens.
_VOWELS = {
    "あ": "あかさたなはまやらわ",
    "い": "いきしちにひみりゐ",
    "う": "うくすつぬふむゆる",
    "え": "えけせてねへめれゑ",
    "お": "おこそとのほもよろを",
}


@dataclass(frozen=True)
class TermView:
    anchor: str
    term: str
    reading: str
    aliases: tuple[str, ...]
    definition: SafeString


@dataclass(frozen=True)
class TermGroup:
    anchor: str
    label: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True)
class GlossaryPage:
    heading: Heading
    groups: tuple[TermGroup, ...]
    index: tuple[Link, ...]
    count: int


def glossary_page(book: Book) -> GlossaryPage:
    numbered = sorted(enumerate(book.doc.glossary, start=1), key=lambda one: (_row(one[1]), sort_key(one[1]), one[0]))
    groups = tuple(
        TermGroup(f"row-{row}", _label(row), tuple(_view(number, term) for number, term in terms))
        for row, terms in groupby(numbered, lambda one: _row(one[1]))
    )
    return GlossaryPage(
        heading=heading_of(book, title=_("用語解説")),
        groups=groups,
        index=tuple(Link(group.label, f"#{group.anchor}") for group in groups),
        count=len(numbered),
    )


def sort_key(term: TermDoc) -> tuple[str, str, str]:
    """Compare by plain kana first; voiced marks, small kana and long vowels decide only between equals.

    A long vowel counts as the vowel it lengthens: データ stands where でえた would.
    """
    reading = hiragana(term.reading or term.term)
    return _unvoiced(_lengthened(reading)), reading, term.term


def hiragana(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in folded)


def _lengthened(reading: str) -> str:
    result = ""
    for char in reading:
        before = _unvoiced(result[-1:])
        vowel = next((vowel for vowel, column in _VOWELS.items() if before and before in column), "")
        result += vowel if char == "ー" and vowel else char
    return result


def _unvoiced(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(char for char in apart if char not in "\u3099\u309a").translate(_SMALL)


def _row(term: TermDoc) -> int:
    first = sort_key(term)[0][:1]
    return next((place for place, row in enumerate(ROWS) if first and first in row), len(ROWS))


def _label(row: int) -> str:
    return _("%(kana)s行") % {"kana": ROWS[row][0]} if row < len(ROWS) else _(OTHERS)


def _view(number: int, term: TermDoc) -> TermView:
    return TermView(term_anchor(number), term.term, term.reading, term.aliases, formatted(term.definition))
