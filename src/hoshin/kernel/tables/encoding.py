"""Which encoding a text file is in, found by reading all of it once, in pieces."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import BinaryIO

from hoshin.kernel.tables.limits import NotATable

_PIECE = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\([JI])")
_KANA = re.compile("[ぁ-ヶ、。々ー]")
_HALF_WIDTH_KANA = re.compile("[\uff61-\uff9f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_NO_TEXT = "文字のファイルではありません。XLSX、CSV、TSVのどれかを選んでください。"

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8（BOM付き）",
    "utf-16": "UTF-16",
    "cp932": "Shift_JIS（CP932）",
    "euc_jp": "EUC-JP",
    "iso2022_jp_ext": "ISO-2022-JP",
}


@dataclass
class _Candidate:
    """A reading of the file in one encoding, followed until it fails."""

    encoding: str
    lines: int = 1
    kana: int = 0
    half_width_kana: int = 0
    beyond_ascii: int = 0
    has_failed: bool = False
    has_nul: bool = False
    decoder: codecs.IncrementalDecoder = field(init=False)

    def __post_init__(self) -> None:
        self.decoder = codecs.getincrementaldecoder(self.encoding)()

    def take(self, piece: bytes, *, is_last: bool) -> None:
        if self.has_failed:
            return
        try:
            text = self.decoder.decode(piece, is_last)
        except UnicodeDecodeError as error:
            self.has_failed = True
            self.lines += piece.count(b"\n", 0, error.start)
            return
        self.lines += piece.count(b"\n")
        self.has_nul = self.has_nul or "\0" in text
        if self.encoding in {"cp932", "euc_jp"}:
            self.kana += len(_KANA.findall(text))
            self.half_width_kana += len(_HALF_WIDTH_KANA.findall(text))
            self.beyond_ascii += len(_BEYOND_ASCII.findall(text))


def find_encoding(stream: BinaryIO) -> str:
    """Return the name of Python's codec.

    :raises NotATable: it is no text, or no encoding fits from beginning to end; the message names the line.
    """
    start = stream.read(_PIECE)
    candidates = [_Candidate(encoding) for encoding in _possible(start)]
    is_marked = candidates[0].encoding != "utf-8"
    piece = start
    while piece:
        if not is_marked and b"\0" in piece:
            raise NotATable(_NO_TEXT)
        following = stream.read(_PIECE)
        for candidate in candidates:
            candidate.take(piece, is_last=not following)
        piece = following
        if all(candidate.has_failed for candidate in candidates):
            break
    return _best(candidates)


def _possible(start: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return (encoding,)
    # Its bytes are ASCII, so it would pass for any of the others.
    if _ISO_2022_JP.search(start):
        return ("iso2022_jp_ext",)
    return ("utf-8", "cp932", "euc_jp")


def _best(candidates: list[_Candidate]) -> str:
    fitting = {candidate.encoding: candidate for candidate in candidates if not candidate.has_failed}
    if not fitting:
        line = max(candidate.lines for candidate in candidates)
        raise NotATable(
            f"文字コードが分かりません（{line:,}行目付近に読めない文字があります）。UTF-8で保存し直してください。"
        )
    if any(candidate.has_nul for candidate in fitting.values()):
        raise NotATable(_NO_TEXT)
    if {"cp932", "euc_jp"} <= fitting.keys() and "utf-8" not in fitting:
        return _cp932_or_euc(fitting["cp932"], fitting["euc_jp"])
    return next(iter(fitting))


def _cp932_or_euc(cp932: _Candidate, euc_jp: _Candidate) -> str:
    """Bytes of EUC-JP are half-width kana in CP932, which no office writes all its text in."""
    is_gibberish = cp932.half_width_kana * 2 > cp932.beyond_ascii
    return "euc_jp" if is_gibberish and euc_jp.kana else "cp932"
