"""Texts of cells, mended where the file and not the writer broke them, and parted where several stand in one."""

from __future__ import annotations

import re
import unicodedata

from hoshin.kernel.fiscal import CalendarError, Period
from hoshin.kernel.text import normalise

_BREAK = re.compile(r"\s+")
_BULLET = re.compile(r"(?:^|\s+)[・●○•*-]\s*(?=\S)")
_PARTS = re.compile(r"[\s、，,／/；;|]+")
_MARK = re.compile("【([^】]{1,8})】")
_DASH = re.compile("[-\u2010-\u2015\u2500\u30fc\uff70\uff0d]+")
_CIRCLED = re.compile("[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf]|[0-9０-９]{1,3}")
_PERIOD = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和|(?<![A-Z])[MTSHR])\s?(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2})"
    r"(?:\([^()]{1,8}\))?(?:年度?)?(?:\s?[0-9]{1,2}月(?:[0-9]{1,2}日|末日?)?)?末?(?:時点|現在)?"
)
SENTENCE = 15  # characters: a text that long which is no number is taken for a sentence


def folded(text: str) -> str:
    return normalise(text)


def joined(text: str) -> str:
    """Take out line breaks and spaces that only the width of a printed cell has put between Japanese characters."""

    def between(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1], text[match.end()]
        return " " if before.isascii() and after.isascii() else ""

    text = text.strip()
    return _BREAK.sub(between, text)


def prose(text: str) -> str:
    """Join broken lines; what begins with ・ becomes a list."""
    if not _BULLET.match(text):
        return joined(text)
    return "\n".join(f"- {joined(part)}" for part in _BULLET.split(text) if part.strip())


def is_blank(text: str) -> bool:
    return not text.strip()


def is_dash(text: str) -> bool:
    return bool(_DASH.fullmatch(text.strip()))


def is_sentence(text: str) -> bool:
    return len(text) > SENTENCE and ("。" in text or len(text) > 3 * SENTENCE)


def parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(text) if part]


def marks(text: str) -> list[str]:
    """Return what stands in 【】."""
    return _MARK.findall(text)


def numbers(text: str) -> list[tuple[str, int]] | None:
    """Read a cell of printed numbers (①②, 1、3); None where anything else stands in it."""
    rest = _PARTS.sub("", _CIRCLED.sub("", text))
    if rest:
        return None
    return [(found, int(unicodedata.normalize("NFKC", found))) for found in _CIRCLED.findall(text)]


def period_in(text: str) -> Period | None:
    """Find the one period that a heading names: これまでの状況（令和2年2月末時点）."""
    plain = unicodedata.normalize("NFKC", text)
    found = []
    for match in _PERIOD.finditer(plain):
        try:
            found.append(Period.parse(match[0]))
        except CalendarError:
            continue
    return found[0] if len(found) == 1 else None


def alike(one: str, other: str) -> bool:
    """Say whether two titles share most of the shorter one's pairs of characters."""
    first, second = _pairs(one), _pairs(other)
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) >= 0.4 * smaller


def _pairs(text: str) -> set[str]:
    plain = folded(text).replace(" ", "")
    return {plain[start : start + 2] for start in range(len(plain) - 1)}
