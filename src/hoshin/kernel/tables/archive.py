"""The archive that an XLSX file is, looked at before anything in it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat

from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.source import Source

_MOST_RATIO = 250  # sheets of equal rows reach 100; a bomb of deflate 1,000
_RATIO_COUNTS_FROM = 20 * 1024 * 1024
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".ods", ".odt")
_OTHER_OFFICE = {"word/": "Wordの文書", "ppt/": "PowerPointの資料", "content.xml": "OpenDocumentのファイル"}

BROKEN = NotATable("Excelのファイルとして読めません。開いて「.xlsx」で保存し直してください。")
UNSAFE = NotATable("安全に読めないファイルです（XMLの宣言が含まれています）。Excelで保存し直してください。")
_TOO_MUCH = NotATable("ファイルの中身が大きすぎます。要らないシートや画像を除いてください。")
_MACROS = NotATable("マクロの入ったファイルは受け取れません。「.xlsx」で保存し直してください。")
_NESTED = NotATable("ファイルの中に別のファイルが埋め込まれています。取り除いて保存し直してください。")
_NO_WORKBOOK = NotATable("Excelのファイルではありません。XLSX、CSV、TSVのどれかを選んでください。")


@contextmanager
def opened(source: Source) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever breaks inside is told as one clear refusal.

    :raises NotATable: the archive or its XML is broken.
    """
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            yield archive
    except NotATable:
        raise
    # RuntimeError: an encrypted part; KeyError: a part that is named and not there; ValueError: no number where one
    # is due.
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, RuntimeError, EOFError, OSError, KeyError, ValueError):
        raise BROKEN from None


def inspect(source: Source, limits: Limits) -> tuple[str, ...]:
    """Return the names of the parts.

    :raises NotATable: it is no workbook, unpacks to too much, or carries macros or other files.
    """
    with opened(source) as archive:
        parts = archive.infolist()
    names = tuple(part.filename for part in parts)
    _check_names(names)
    _check_sizes(parts, source.size, limits)
    return names


def _check_names(names: tuple[str, ...]) -> None:
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        for start, what in _OTHER_OFFICE.items():
            if any(name.startswith(start) for name in names):
                raise NotATable(f"{what}です。表を「.xlsx」で保存し直してください。")
        raise _NO_WORKBOOK
    lowered = [name.lower() for name in names]
    if any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in lowered):
        raise _MACROS
    if any(name.endswith(_ARCHIVES) for name in lowered):
        raise _NESTED


def _check_sizes(parts: list[zipfile.ZipInfo], file_size: int, limits: Limits) -> None:
    claimed = sum(part.file_size for part in parts)
    if len(parts) > limits.parts or claimed > limits.unpacked_bytes:
        raise _TOO_MUCH
    # Parts that lie over each other: a bomb whose size nobody claims.
    if sum(part.compress_size for part in parts) > file_size:
        raise BROKEN
    if claimed > _RATIO_COUNTS_FROM and claimed > file_size * _MOST_RATIO:
        raise _TOO_MUCH
    # No program writes workbooks with the other methods, and of those zipfile unpacks without bounds.
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise BROKEN


class XmlReader:
    """Feeds a part to handlers without ever holding its tree. Subclasses define `start` and `end`."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse  # no program that writes workbooks declares a type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._locals: dict[str, str] = {}

    def pieces(self, part: IO[bytes]) -> Iterator[None]:
        """Parse piece by piece; what the handlers have gathered can be taken after each.

        A part never yields more than its claimed size (which `inspect` has added up): zipfile stops there.
        """
        while data := part.read(64 * 1024):
            self.parser.Parse(data, False)  # noqa: FBT003  # takes no keyword
            yield
        self.parser.Parse(b"", True)  # noqa: FBT003
        yield

    def parse(self, part: IO[bytes]) -> None:
        for _ in self.pieces(part):
            pass

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.start(self._local(name), attributes)

    def _end(self, name: str) -> None:
        self.end(self._local(name))

    def _local(self, name: str) -> str:
        """Writers differ in prefixes and in the namespaces of the strict form; the local names are the same."""
        local = self._locals.get(name)
        if local is None:
            local = name.rpartition(":")[2]
            if len(self._locals) < 1_000:
                self._locals[name] = local
        return local

    def _refuse(self, *_: object) -> None:
        raise UNSAFE
