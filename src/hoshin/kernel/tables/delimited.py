"""CSV and TSV, read in pieces of many rows. Where a piece is not as nearly all are, it is read row by row."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from hoshin.kernel.tables.encoding import find_encoding
from hoshin.kernel.tables.grid import letters_of
from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.source import Source

_DELIMITERS = ",\t;"
_SAMPLE_CHARACTERS = 256 * 1024
_PIECE = 32 * 1024  # bytes: what is made of it still fits into the processor's cache
_LONGEST_LINE = 4 * 1024 * 1024
_NO_TABLE = NotATable("表が見つかりません。セルがタブかコンマで区切られたファイルを選んでください。")
Row = tuple[str, ...]


@dataclass(frozen=True)
class _Lines:
    """Rows of which each is a line, since no quotation mark is among them."""

    lines: list[str]
    delimiter: str
    line_count: int
    row_count: int
    cell_count: int

    @classmethod
    def of(cls, text: str, lines: list[str], delimiter: str) -> _Lines:
        cells = text.count(delimiter) + len(lines) - lines.count("")
        return cls(lines, delimiter, len(lines), len(lines), cells)

    def is_within(self, columns: int) -> bool:
        # A line has fewer delimiters than characters: in most files there is none to count them in.
        return not any(line.count(self.delimiter) >= columns for line in self.lines if len(line) >= columns)

    def rows(self) -> list[Row]:
        return [tuple(line.split(self.delimiter)) if line else () for line in self.lines]


@dataclass(frozen=True)
class _Parsed:
    """Rows that a reader of CSV has made of a number of lines."""

    parsed: list[Row]
    line_count: int
    row_count: int
    cell_count: int

    @classmethod
    def of(cls, rows: list[Row], line_count: int) -> _Parsed:
        return cls(rows, line_count, len(rows), sum(map(len, rows)))

    def is_within(self, columns: int) -> bool:
        return max(map(len, self.parsed), default=0) <= columns

    def rows(self) -> list[Row]:
        return self.parsed


@dataclass
class _Progress:
    """How much has been read."""

    limits: Limits
    rows: int = 0
    cells: int = 0
    lines: int = 0

    def takes(self, block: _Lines | _Parsed) -> bool:
        """Count the rows in; but not if they lead beyond the limits."""
        rows, cells = self.rows + block.row_count, self.cells + block.cell_count
        if rows > self.limits.rows or cells > self.limits.cells or not block.is_within(self.limits.columns):
            return False
        self.rows, self.cells = rows, cells
        self.lines += block.line_count
        return True


@dataclass(frozen=True)
class Delimited:
    """A text file whose cells are parted by commas, tabs or semicolons."""

    source: Source
    limits: Limits
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """Read rows of any length. One that quotation marks stretch over several lines is one row.

        :raises NotATable: quotation marks do not match, or the table is too big; the message names the place.
        """
        return chain.from_iterable(block.rows() for block in self._blocks())

    def count(self) -> int:
        """Return the number of rows.

        :raises NotATable: as `rows`.
        """
        return sum(block.row_count for block in self._blocks())

    def _blocks(self) -> Iterator[_Lines | _Parsed]:
        progress = _Progress(self.limits)
        with self.source.open() as stream:
            pieces = _pieces(stream, self.encoding)
            for piece in pieces:
                block = self._block(piece)
                if block and progress.takes(block):
                    yield block
                else:
                    for row in self._row_by_row(chain((piece,), pieces), progress):
                        yield _Parsed.of([row], 0)

    def _block(self, piece: str) -> _Lines | _Parsed | None:
        """Return the rows of a piece; None where a row reaches beyond it, or something in it is wrong."""
        if len(piece) >= _LONGEST_LINE:
            return None
        lines = _lines_without_marks(piece)
        if lines is not None:
            is_short = max(map(len, lines)) <= self.limits.longest_cell
            return _Lines.of(piece, lines, self.delimiter) if is_short else None
        reader = csv.reader(io.StringIO(piece, newline=""), delimiter=self.delimiter, strict=True)
        try:
            rows = list(map(tuple, reader))
        except csv.Error:
            return None
        longest = max(map(len, chain.from_iterable(rows)), default=0)
        return _Parsed.of(rows, reader.line_num) if longest <= self.limits.longest_cell else None

    def _row_by_row(self, pieces: Iterable[str], progress: _Progress) -> Iterator[Row]:
        """Read what is left of a file, and tell where it is wrong."""
        # Only a stray mark leads to an error of the reader, and a lenient reader would swallow half a table for it.
        reader = csv.reader(_lines(pieces, progress.lines), delimiter=self.delimiter, strict=True)
        cells = progress.cells
        first_line = progress.lines + 1
        try:
            for number, row in enumerate(reader, progress.rows):
                cells += len(row)
                if number >= self.limits.rows or len(row) > self.limits.columns or cells > self.limits.cells:
                    raise self.limits.too_big()
                if row and max(map(len, row)) > self.limits.longest_cell:
                    raise self._too_long(number, row)
                yield tuple(row)
                first_line = progress.lines + reader.line_num + 1
        except csv.Error:
            raise NotATable(
                f'{first_line:,}行目から始まる行が、表として読めません。引用符（"）の対応か、'
                "長すぎるセルを確かめてください。"
            ) from None

    def _too_long(self, number: int, row: list[str]) -> NotATable:
        column = next(column for column, text in enumerate(row) if len(text) > self.limits.longest_cell)
        return NotATable(
            f"{number + 1:,}行目 {letters_of(column)}列: 文字が多すぎます。"
            f"一つのセルは{self.limits.longest_cell:,}字までです。"
        )


def open_delimited(source: Source, limits: Limits) -> Delimited:
    """Find out how a text file is written.

    :raises NotATable: it is no text, or no rows of cells.
    """
    with source.open() as stream:
        encoding = find_encoding(stream)
    with source.open() as stream, io.TextIOWrapper(stream, encoding=encoding, newline="") as text:
        sample = text.read(_SAMPLE_CHARACTERS)
    delimiter = max(_DELIMITERS, key=lambda delimiter: _equal_rows(sample, delimiter))
    if _equal_rows(sample, delimiter) == (0, 0):
        raise _NO_TABLE
    return Delimited(source, limits, encoding, delimiter)


def _equal_rows(sample: str, delimiter: str) -> tuple[int, int]:
    """Return the size of the largest group of rows with an equal number of cells, and that number.

    That most rows are equal tells more than how many cells they have: a column may hold 月;火;水;木;金 in each row,
    but its header will not.
    """
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    while True:
        try:
            widths[len(next(reader))] += 1
        except (StopIteration, csv.Error):  # where the sample is cut, or where reading all of it will complain
            break
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))


def _pieces(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Give the text in pieces that end where a line ends and, if marks are in pairs, where a row ends. No piece is
    much longer than the longest line."""
    decoder = codecs.getincrementaldecoder(encoding)()
    text = ""
    while data := stream.read(_PIECE):
        text += decoder.decode(data)
        # A carriage return at the very end may be the first half of a line's end.
        end = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        if (end and _are_paired(text, end)) or len(text) >= _LONGEST_LINE:
            end = end or len(text)
            yield text[:end]
            text = text[end:]
    text += decoder.decode(b"", final=True)
    if text:
        yield text


def _are_paired(text: str, end: int) -> bool:
    first = text.find('"', 0, end)
    return first < 0 or text.count('"', first, end) % 2 == 0


def _lines_without_marks(piece: str) -> list[str] | None:
    """Return the lines of a piece in which each is a row, None where only a reader of CSV can tell."""
    if '"' in piece:
        return None
    lines = piece.splitlines()
    # Lines are parted at other characters too. If there are as many of them as newlines, they were parted at those.
    return lines if len(lines) == piece.count("\n") + (not piece.endswith("\n")) else None


def _lines(pieces: Iterable[str], before: int) -> Iterator[str]:
    """:raises NotATable: a line is too long to be held; its number follows those that were `before`."""
    lines = chain.from_iterable(io.StringIO(piece, newline="") for piece in pieces)
    for number, line in enumerate(lines, before + 1):
        if len(line) >= _LONGEST_LINE:
            raise NotATable(f"{number:,}行目が長すぎます。行が改行で分かれているか確かめてください。")
        yield line
