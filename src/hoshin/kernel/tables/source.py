"""A file that can be read from its beginning as often as needed, and what kind of file its content shows."""

from __future__ import annotations

import enum
import io
import re
from pathlib import Path
from typing import IO, BinaryIO

from hoshin.kernel.tables.limits import NotATable

_ZIP = b"PK\x03\x04"
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "古い形式（.xls）か、パスワードの付いたファイルです。「.xlsx」で保存し直してください。"),
    (b"%PDF-", "PDFは読めません。もとの表（XLSX、CSV、TSV）を選んでください。"),
    (b"\x1f\x8b", "圧縮されたファイルです。展開して、中の表（XLSX、CSV、TSV）を選んでください。"),
    (b"7z\xbc\xaf\x27\x1c", "圧縮されたファイルです。展開して、中の表（XLSX、CSV、TSV）を選んでください。"),
    (b"Rar!", "圧縮されたファイルです。展開して、中の表（XLSX、CSV、TSV）を選んでください。"),
    (b"PK\x05\x06", "中身のない圧縮ファイルです。表のファイル（XLSX、CSV、TSV）を選んでください。"),
    (b"{\\rtf", "文書のファイルです。表のファイル（XLSX、CSV、TSV）を選んでください。"),
)
_MARKUP = re.compile(rb"\s*<(?:[a-z]|!|\?)", re.IGNORECASE)
_JSON = re.compile(rb'\s*[\[{]\s*["{\[\]}]')


class Kind(enum.Enum):
    TEXT = "text"
    ZIP = "zip"


class Source:
    """Each `open` gives a view of its own: two readings do not disturb each other."""

    def __init__(self, file: IO[bytes] | Path) -> None:
        self._file = file

    def open(self) -> BinaryIO:
        if isinstance(self._file, Path):
            return self._file.open("rb")
        return io.BufferedReader(_View(self._file), buffer_size=64 * 1024)

    @property
    def size(self) -> int:
        with self.open() as stream:
            return stream.seek(0, io.SEEK_END)

    def kind(self) -> Kind:
        """What a file is, its content says; its name may lie.

        :raises NotATable: its beginning is that of something else than a table.
        """
        with self.open() as stream:
            start = stream.read(1024)
        for mark, message in _REFUSED:
            if start.startswith(mark):
                raise NotATable(message)
        start = start.removeprefix(b"\xef\xbb\xbf")
        if _MARKUP.match(start):
            raise NotATable("HTML・SVG・XMLのファイルです。表のファイル（XLSX、CSV、TSV）を選んでください。")
        if _JSON.match(start):
            raise NotATable("JSONのファイルです。表のファイル（XLSX、CSV、TSV）を選んでください。")
        return Kind.ZIP if start.startswith(_ZIP) else Kind.TEXT


class _View(io.RawIOBase):
    """A place of its own in a file that others read too."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub asks for any writable buffer
        self._file.seek(self._place)
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            self._place = self._file.seek(0, io.SEEK_END) + offset
        else:
            self._place = offset + (self._place if whence == io.SEEK_CUR else 0)
        return self._place

    def tell(self) -> int:
        return self._place
