"""The shared strings of a workbook, which may be larger than what should be held in memory."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import IO

from hoshin.kernel.tables.archive import BROKEN, XmlReader

_IN_MEMORY = 10_000  # the strings that repeat come early
# But NUL and halves of characters: no text may hold them, so they stay as they are spelt.
_ESCAPED = re.compile("_x(?!0000|[Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Undo the spelling in which Excel writes characters that XML does not have."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class SharedStrings:
    """The first are kept in memory, the others in the file that is given for it."""

    def __init__(self, strings: Iterator[str], file: IO[bytes]) -> None:
        self._first: list[str] = []
        self._ends = array("Q", [0])
        self._file = file
        for text in strings:
            if len(self._first) < _IN_MEMORY:
                self._first.append(text)
            else:
                self._ends.append(self._ends[-1] + file.write(text.encode("utf-8", "surrogatepass")))

    def __getitem__(self, number: int) -> str:
        if 0 <= number < len(self._first):
            return self._first[number]
        number -= len(self._first)
        if not 0 <= number < len(self._ends) - 1:
            raise BROKEN
        self._file.seek(self._ends[number])
        data = self._file.read(self._ends[number + 1] - self._ends[number])
        return data.decode("utf-8", "surrogatepass")


class StringReader(XmlReader):
    """Reads the items of the part one after another. The readings (ふりがな) beside a text are not part of it."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self._texts: list[str] = []
        self._done: list[str] = []
        self._phonetic = 0
        self._length = 0

    def strings(self, part: IO[bytes]) -> Iterator[str]:
        for _ in self.pieces(part):
            yield from self._done
            self._done.clear()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._texts.clear()
            self._length = 0
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t" and not self._phonetic:
            self.parser.CharacterDataHandler = self._text

    def end(self, name: str) -> None:
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "si":
            self._done.append(unescaped("".join(self._texts)))

    def _text(self, text: str) -> None:
        # What is beyond the limit is not kept; that much is enough for the cell to be refused with its place.
        if self._length <= self._longest:
            self._texts.append(text)
            self._length += len(text)
