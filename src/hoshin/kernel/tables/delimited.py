"""CSV and TSV, read row by row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.kernel.tables.encoding import find_encoding
from hoshin.kernel.tables.grid import letters_of
from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.source import Source

_DELIMITERS = ",\t;"
_SAMPLE_CHARACTERS = 256 * 1024
_LONGEST_LINE = 4 * 1024 * 1024
_NO_TABLE = NotATable("表が見つかりません。セルがタブかコンマで区切られたファイルを選んでください。")


@dataclass(frozen=True)
class Delimited:
    """A text file whose cells are parted by commas, tabs or semicolons."""

    source: Source
    limits: Limits
    encoding: str
    delimiter: str

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Read rows of any length. One that quotation marks stretch over several lines is one row.

        :raises NotATable: quotation marks do not match, or the table is too big; the message names the place.
        """
        cells = 0
        # Read off once: this loop is most of what reading a big file costs.
        most_rows, most_columns, most_cells = self.limits.rows, self.limits.columns, self.limits.cells
        longest_cell = self.limits.longest_cell
        # Only a stray mark leads to an error of the reader, and a lenient reader would swallow half a table for it.
        with self.source.open() as stream, io.TextIOWrapper(stream, encoding=self.encoding, newline="") as text:
            reader = csv.reader(_lines(text), delimiter=self.delimiter, strict=True)
            first_line = 1
            try:
                for number, row in enumerate(reader):
                    width = len(row)
                    cells += width
                    if number >= most_rows or width > most_columns or cells > most_cells:
                        raise self.limits.too_big()
                    if width and max(map(len, row)) > longest_cell:
                        raise self._too_long(number, row)
                    yield tuple(row)
                    first_line = reader.line_num + 1
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


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise NotATable(f"{number:,}行目が長すぎます。行が改行で分かれているか確かめてください。")
        yield line
