"""Mending of plain text: width, kana, spaces, dashes, invisible characters. The wording stays."""

from __future__ import annotations

import re
import unicodedata

from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.services.opendata.rules.mending.catalogue import Proposal

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\uff0d\ufe63"
# Half-width letters, digits and the signs of numbers and addresses; （）！？～ in a sentence are Japanese.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＿＠／．：＃＆＋＝％]+")
_WIDE_SIGN = re.compile("[＿＠／．：＃＆＋＝％]")
_WIDE_ALNUM = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_HALF_KANA = re.compile("[\uff61-\uff9f]+")
# A hyphen that was typed as such may part two words; the others stand there because they look like ー.
_DASH_IN_KANA = re.compile("(?<=[ァ-ヺヽヾ])[\u2010-\u2015\u2212\u2500](?=[ァ-ヺ])")
_DASH_IN_DIGITS = re.compile(f"(?<=[0-9])[{DASHES[1:]}ー\uff70](?=[0-9])")
_SPACE_AROUND = re.compile(r"\A[\s\u3000]+|[\s\u3000]+\Z")
_BREAKS = re.compile(r"[ \t\u3000]*[\r\n\t\v\f\x85\u2028\u2029]+[ \t\u3000]*")
# Whatever holds none of these is left alone without a second look.
_ODD = re.compile(
    "[０-９Ａ-Ｚａ-ｚ＿＠／．：＃＆＋＝％\uff61-\uff9f\uff0d\ufe63\u2010-\u2015\u2212\u2500"
    "\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff9-\uffff"
    "\ud800-\udfff\u0300-\u036f\u3099\u309a]|\\A[\\s\u3000]|[\\s\u3000]\\Z|[0-9]ー[0-9]"
)


def plain(text: str) -> str:
    """Return the value of a typed cell in one width, without space around it and without invisible characters."""
    try:
        cleaned = clean_text(text)
    except UnsafeText:
        return text
    return unicodedata.normalize("NFKC", cleaned).strip()


def mend_text(value: str) -> Proposal | None:
    """Propose the text as the definitions ask for it, else None. The rule names the strongest of the changes."""
    if not _ODD.search(value):
        return None
    try:
        cleaned = clean_text(value)
    except UnsafeText:
        return None  # a finding says so; what a hidden override does to a text is not for a machine to decide
    steps = (
        ("text.invisible", cleaned),
        ("text.space", stripped := _SPACE_AROUND.sub("", cleaned)),
        ("text.kana", full_kana := _HALF_KANA.sub(_nfkc, stripped)),
        ("text.width", narrow := _narrow(full_kana)),
        ("text.dash", _dashes(narrow)),
    )
    before, rule = value, ""
    for name, after in steps:
        if after != before and not (name == "text.invisible" and _only_line_breaks(before, after)):
            rule = name
        before = after
    if before != value and rule:
        return Proposal(rule, before)
    if _BREAKS.search(before):
        return Proposal("text.newline", _BREAKS.sub(" ", before))
    return None


def _only_line_breaks(before: str, after: str) -> bool:
    return before.replace("\r\n", "\n").replace("\r", "\n") == after


def _nfkc(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _narrow(text: str) -> str:
    """Signs go with the letters and digits they stand among: ＨＴＴＰ：／／, but 「問合せ先：総務課」 stays."""

    def half(match: re.Match[str]) -> str:
        return _nfkc(match) if _WIDE_ALNUM.search(match[0]) and not _hangs_loose(match) else _alnum_only(match[0])

    return _WIDE.sub(half, text)


def _hangs_loose(match: re.Match[str]) -> bool:
    """Say whether a sign stands at the edge of the run, where it belongs to the sentence."""
    return bool(_WIDE_SIGN.match(match[0]) or _WIDE_SIGN.match(match[0][-1]))


def _alnum_only(text: str) -> str:
    return _WIDE_ALNUM.sub(_nfkc, text)


def _dashes(text: str) -> str:
    return _DASH_IN_DIGITS.sub("-", _DASH_IN_KANA.sub("ー", text))
