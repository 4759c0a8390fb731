"""The fonts of printed documents, which characters they can draw, and what stands in for those they cannot.

Only fonts that come with the installation or that a city has named are used, never those that a machine happens to
have: the same snapshot gives the same bytes everywhere.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_jp
import typst

GETA = "〓"  # the printers' mark for a type that the case lacks
PACKAGED = "Noto Sans JP"
BOLD = 600

_BREAKS = "\n\r\t"
_JOINERS = "\u200b\u200c\u200d\u2060"  # they draw nothing, and not every font knows them


class NoFont(ValueError):
    """The folder has no font, or one that cannot be read."""


@dataclass(frozen=True)
class FontSet:
    """Fonts in the order in which they are asked for a character. `has_bold`: the first one has a bold of its own."""

    folders: tuple[Path, ...]
    families: tuple[str, ...]
    files: tuple[Path, ...]
    has_bold: bool = False

    @cached_property
    def characters(self) -> frozenset[int]:
        """Code points that at least one of the fonts draws."""
        return frozenset().union(*(characters_of(path)[0] for path in self.files))

    @cached_property
    def variants(self) -> frozenset[tuple[int, int]]:
        """Characters with a variation selector behind them that at least one of the fonts tells apart."""
        return frozenset().union(*(characters_of(path)[1] for path in self.files))

    @cached_property
    def letters(self) -> frozenset[str]:
        """The characters that need no second look: most texts have no other."""
        return frozenset(map(chr, self.characters)) - frozenset(_JOINERS) | {"\n"}

    def draws(self, character: str) -> bool:
        return ord(character) in self.characters


@lru_cache(maxsize=8)
def font_set(folder: Path | None = None) -> FontSet:
    """Return the packaged fonts, preceded by those of a folder of the city's choice, such as BIZ UDPGothic.

    :raises NoFont: the folder holds none that can be used.
    """
    packaged = pylopdf_fonts_jp.sans_path()
    if folder is None:
        return FontSet((packaged.parent,), (PACKAGED,), (packaged,))
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    upright = sorted((font.family, font.weight, str(font.path)) for font in found if font.style == "normal")
    if not upright:
        raise NoFont(f"「{folder}」に使えるフォントがありません。")
    families = tuple(dict.fromkeys(family for family, _weight, _path in upright))
    files = tuple(dict.fromkeys(Path(path) for _family, _weight, path in upright))
    bold = any(family == families[0] and weight >= BOLD for family, weight, _path in upright)
    return FontSet((folder, packaged.parent), (*families, PACKAGED), (*files, packaged), has_bold=bold)


@dataclass(frozen=True)
class Replaced:
    """A character that was not printed as it is; `place` is the path in the document: edition.items[3].title."""

    character: str
    place: str

    def __str__(self) -> str:
        return f"{self.place}：{self.name}"

    @property
    def name(self) -> str:
        """What to call it in a message: 「🚃」（U+1F683 TRAM CAR）."""
        code = f"U+{ord(self.character):04X}"
        shown = f"「{self.character}」" if self.character.isprintable() else ""
        named = f"{code} {unicodedata.name(self.character, '')}".strip()
        return f"{shown}（{named}）" if shown else named


def replaced_in(data: Any, fonts: FontSet) -> tuple[Replaced, ...]:
    """Return every character of the data that the fonts cannot draw: once a place, in the order of the data."""
    found: dict[Replaced, None] = {}
    for place, text in _texts(data, ""):
        if fonts.letters.issuperset(text):
            continue
        for character in _undrawn(text, fonts):
            found.setdefault(Replaced(character, place))
    return tuple(found)


def printable(text: str, fonts: FontSet) -> str:
    """Return the text with 〓 for each character that the fonts cannot draw. What joins characters is left out.

    Of a text that would vanish a 〓 stays: a title is never without words.
    """
    if fonts.letters.issuperset(text):
        return text
    drawn: list[str] = []
    for place, character in enumerate(text):
        before = text[place - 1] if place else ""
        if character in _BREAKS:
            drawn.append("\n" if character == "\n" else " ")
        elif _is_selector(character):
            drawn += [character] if before and (ord(before), ord(character)) in fonts.variants else []
        elif character not in _JOINERS:
            drawn.append(character if fonts.draws(character) else GETA)
    return "".join(drawn) or GETA


def all_printable(data: Any, fonts: FontSet) -> Any:
    """Return JSON data with every text printable; keys are ours and stay."""
    if isinstance(data, str):
        return printable(data, fonts)
    if isinstance(data, Mapping):
        return {key: all_printable(value, fonts) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [all_printable(value, fonts) for value in data]
    return data


def _undrawn(text: str, fonts: FontSet) -> Iterator[str]:
    """A selector that no font knows is not named: its character is drawn in the usual shape."""
    for character in text:
        if character in _BREAKS or character in _JOINERS or _is_selector(character):
            continue
        if not fonts.draws(character):
            yield character


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _texts(data: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, (list, tuple)):
        for index, value in enumerate(data):
            yield from _texts(value, f"{place}[{index}]")


@lru_cache(maxsize=32)
def characters_of(path: Path) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Read the characters of an OpenType font, and which of them it tells apart by a variation selector.

    Only the table `cmap` is read, in the forms that a font for Unicode has: 4, 12 and 14.

    :raises NoFont: the file is no such font.
    """
    data = path.read_bytes()
    try:
        return _read_cmap(data)
    except (struct.error, KeyError) as error:
        raise NoFont(f"「{path.name}」はフォントとして読めません。") from error


def _read_cmap(data: bytes) -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
    count = struct.unpack_from(">H", data, start + 4)[0]
    entries = (struct.unpack_from(">4sIII", data, start + 12 + 16 * place) for place in range(count))
    cmap = {tag: offset for tag, _sum, offset, _length in entries}[b"cmap"]
    offsets = {
        struct.unpack_from(">I", data, cmap + 8 + 8 * place)[0]
        for place in range(struct.unpack_from(">H", data, cmap + 2)[0])
    }
    characters: set[int] = set()
    variants: set[tuple[int, int]] = set()
    for offset in sorted(offsets):
        form = struct.unpack_from(">H", data, cmap + offset)[0]
        if form == 4:
            characters |= set(_segments(data, cmap + offset))
        elif form == 12:
            characters |= set(_groups(data, cmap + offset))
        elif form == 14:
            variants |= set(_selectors(data, cmap + offset))
    return frozenset(characters), frozenset(variants)


def _segments(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    shifts_at = at + 16 + 6 * count
    shifts = struct.unpack_from(f">{count}H", data, shifts_at)
    for place, (first, last, delta, shift) in enumerate(zip(starts, ends, deltas, shifts, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if shift:
                glyph = struct.unpack_from(">H", data, shifts_at + 2 * place + shift + 2 * (code - first))[0]
            if (glyph + delta) % 0x10000 and (glyph or not shift):
                yield code


def _groups(data: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">I", data, at + 12)[0]
    for place in range(count):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * place)
        yield from range(first if glyph else first + 1, min(last, 0x10FFFF) + 1)


def _selectors(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    for place in range(struct.unpack_from(">I", data, at + 6)[0]):
        high, low, usual, other = struct.unpack_from(">BHII", data, at + 10 + 11 * place)
        selector = high << 16 | low
        if usual:
            for index in range(struct.unpack_from(">I", data, at + usual)[0]):
                top, rest, more = struct.unpack_from(">BHB", data, at + usual + 4 + 4 * index)
                yield from (((top << 16 | rest) + step, selector) for step in range(more + 1))
        if other:
            for index in range(struct.unpack_from(">I", data, at + other)[0]):
                top, rest = struct.unpack_from(">BH", data, at + other + 4 + 5 * index)
                yield (top << 16 | rest, selector)
