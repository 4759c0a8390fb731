"""What text may be stored at all.

Two kinds of invisible characters are told apart. Those that change what a reader sees (bidirectional overrides) or
that cannot be stored or sent on (NUL, lone surrogates) come from a broken file or an attack: refused, so that somebody
looks at the source. The others are dirt from copying (byte order marks, zero-width spaces, stray controls): removed.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NUL = "\0"
_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Controls but tab and newline, soft hyphen, zero-width space, direction marks, word joiner and invisible operators,
# byte order mark, interlinear marks, non-characters. Zero-width joiners and variation selectors stay: emoji and the
# registered variants of kanji in names (葛󠄀) are made of them; so does the private use area (外字).
_DIRT = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"
)
# NFC replaces the compatibility ideographs (神 U+FA19 becomes 神 U+795E). They are the spelling of people's names, so
# only what stands between them is composed.
_NO_COMPATIBILITY_IDEOGRAPH = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")


class UnsafeText(ValueError):
    """The text holds a character that is refused; the message names it in Japanese."""


def clean_text(text: str) -> str:
    """Return the text as it may be stored: NFC, newlines as ``\\n``, no invisible dirt; width and variants are kept.

    :raises UnsafeText: on NUL, lone surrogates and bidirectional overrides.
    """
    _refuse(text)
    unified = _DIRT.sub("", _LINE_BREAKS.sub("\n", text))
    return _NO_COMPATIBILITY_IDEOGRAPH.sub(lambda match: unicodedata.normalize("NFC", match[0]), unified)


def _refuse(text: str) -> None:
    if _NUL in text:
        raise UnsafeText("NUL 文字（U+0000）が含まれています。文字データのファイルかどうか確かめてください。")
    if found := _SURROGATE.search(text):
        raise UnsafeText(f"文字として成り立たない符号（U+{ord(found[0]):04X}）が含まれています。")
    if found := _BIDI_CONTROL.search(text):
        raise UnsafeText(f"文字の並びを変える制御文字（U+{ord(found[0]):04X}）は使えません。")
