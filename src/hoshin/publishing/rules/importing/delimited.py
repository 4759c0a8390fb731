"""CSV and TSV, in the encodings that Japanese offices use."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from hoshin.publishing.rules.importing.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Grid, NotATable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ("utf-8", "cp932")


def read_delimited(data: bytes) -> Grid:
    """Read text whose cells are parted by tabs or commas.

    :raises NotATable: it is no text, or holds no table.
    """
    text = _decoded(data)
    tables = [_parsed(text, delimiter) for delimiter in "\t,"]
    rows = max(tables, key=_usual_width)
    if _usual_width(rows) < 2:
        raise NotATable("表が見つかりません。セルがタブかコンマで区切られたファイルを選んでください。")
    return Grid("表", tuple(tuple(Cell(text) for text in row) for row in rows))


def _decoded(data: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    if not marked and b"\0" in data:
        raise NotATable("文字のファイルではありません。XLSX、CSV、TSVのどれかを選んでください。")
    for encoding in marked or _GUESSES:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable("文字コードが分かりません。UTF-8かShift_JISで保存し直してください。")


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            cells += len(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                raise NotATable(f"表が大きすぎます。{MOST_ROWS:,}行、{MOST_COLUMNS}列までです。")
    except csv.Error:
        raise NotATable('表として読めません。引用符（"）の対応か、長すぎるセルを確かめてください。') from None
    return rows


def _usual_width(rows: list[list[str]]) -> int:
    """Return how many cells the rows of a table have: the widest that three rows share, else the widest."""
    counts = Counter(len(row) for row in rows)
    return max((width for width, count in counts.items() if count >= 3), default=max(counts, default=0))
