"""From a file to rows of texts. What a file is, its content says; its name may lie."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Protocol

from hoshin.kernel.tables.delimited import Delimited, open_delimited
from hoshin.kernel.tables.encoding import NAMES
from hoshin.kernel.tables.grid import Cell, Grid
from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.names import clean_file_name
from hoshin.kernel.tables.notes import Note, NoteKind
from hoshin.kernel.tables.sheet import Overview, overview_of, sheet_rows
from hoshin.kernel.tables.source import Kind, Source
from hoshin.kernel.tables.workbook import SheetPart, Workbook, open_workbook

TEXT_SHEET = "表"
_DELIMITERS = {"\t": "タブ", ";": "セミコロン"}
_MESSAGES = {
    NoteKind.MERGED: "セルが結合されています。結合された範囲のどのセルも、同じ文字として読みます。",
    NoteKind.FORMULA: "数式が使われています。保存されている計算結果を読みます。",
    NoteKind.FORMULA_WITHOUT_VALUE: "計算結果が保存されていない数式があり、空欄として読みます。"
    "Excelで開いて保存し直してください。",
    NoteKind.HIDDEN_ROW: "非表示の行があります。表示されている行と同じように読みます。",
    NoteKind.HIDDEN_COLUMN: "非表示の列があります。表示されている列と同じように読みます。",
    NoteKind.COLOUR: "背景に色の付いたセルがあります。色の意味は読めません。",
}


class _Content(Protocol):
    def texts(self, sheet: str) -> Iterator[tuple[str, ...]]: ...

    def cells(self, sheet: str) -> Iterator[tuple[Cell, ...]]: ...


@dataclass(frozen=True)
class TableFile:
    """A file that has been read once from beginning to end: what can be refused about it has been, but long cells.

    Its rows can be read as often as needed, also two readings at a time, in memory that does not grow with the file.
    """

    name: str
    sheets: tuple[str, ...]  # those that a person sees
    row_counts: Mapping[str, int]
    notes: tuple[Note, ...] = ()
    encoding: str = ""  # Python's name of it; "" for XLSX
    delimiter: str = ""
    content: _Content = field(repr=False, kw_only=True)

    @property
    def encoding_label(self) -> str:
        return NAMES.get(self.encoding, self.encoding)

    @property
    def is_workbook(self) -> bool:
        return not self.encoding

    def rows(self, sheet: str = "") -> Iterator[tuple[str, ...]]:
        """Read a sheet (the first, where none is named). Rows are as long as written: what is missing is empty.

        A row's number from 0 is its number in a spreadsheet less one; lines broken within quotation marks are one row.
        """
        return self.content.texts(sheet or self.sheets[0])

    def cells(self, sheet: str = "") -> Iterator[tuple[Cell, ...]]:
        return self.content.cells(sheet or self.sheets[0])

    def head(self, sheet: str = "", *, count: int = 50) -> list[tuple[str, ...]]:
        return list(islice(self.rows(sheet), count))


def open_table(file: IO[bytes] | Path, name: str, limits: Limits | None = None) -> TableFile:
    """Open a CSV, TSV or XLSX file. The file must stay open and unchanged as long as rows are read.

    :raises NotATable: it is none of these, broken, too big, or dangerous; the message says what to do.
    """
    limits = limits or Limits()
    source = Source(file)
    kind = source.kind()
    most = limits.xlsx_bytes if kind is Kind.ZIP else limits.text_bytes
    if source.size > most:
        raise NotATable(f"ファイルが大きすぎます。{most // 1024 // 1024}MBまでです。")
    name = clean_file_name(name)
    return _open_workbook(source, name, limits) if kind is Kind.ZIP else _open_delimited(source, name, limits)


def read_grids(data: bytes, limits: Limits) -> tuple[Grid, ...]:
    """Read all sheets of a small file into memory.

    :raises NotATable: as `open_table`.
    """
    table = open_table(io.BytesIO(data), "", limits)
    return tuple(Grid(sheet, tuple(table.cells(sheet))) for sheet in table.sheets)


def _open_delimited(source: Source, name: str, limits: Limits) -> TableFile:
    delimited = open_delimited(source, limits)
    count = delimited.count()
    return TableFile(
        name,
        (TEXT_SHEET,),
        {TEXT_SHEET: count},
        tuple(_text_notes(delimited)),
        delimited.encoding,
        delimited.delimiter,
        content=_TextContent(delimited),
    )


def _text_notes(delimited: Delimited) -> Iterator[Note]:
    if not delimited.encoding.startswith("utf-8"):
        yield Note(NoteKind.ENCODING, f"文字コードは{NAMES[delimited.encoding]}です。UTF-8に直して公開します。")
    if delimited.delimiter in _DELIMITERS:
        yield Note(
            NoteKind.DELIMITER, f"{_DELIMITERS[delimited.delimiter]}区切りです。コンマ区切りに直して公開します。"
        )


def _open_workbook(source: Source, name: str, limits: Limits) -> TableFile:
    workbook = open_workbook(source, limits)
    seen = {sheet.name: (sheet, overview_of(workbook, sheet)) for sheet in workbook.sheets if sheet.is_visible}
    notes = (*workbook.notes, *(note for sheet, overview in seen.values() for note in _sheet_notes(sheet, overview)))
    counts = {name: overview.row_count for name, (_, overview) in seen.items()}
    return TableFile(name, tuple(seen), counts, notes, content=_WorkbookContent(workbook, seen))


def _sheet_notes(sheet: SheetPart, overview: Overview) -> Iterator[Note]:
    for kind, message in _MESSAGES.items():
        if overview.counts[kind]:
            yield Note(kind, message, sheet.name, overview.counts[kind], tuple(overview.places[kind]))


@dataclass(frozen=True)
class _TextContent:
    delimited: Delimited

    def texts(self, sheet: str) -> Iterator[tuple[str, ...]]:
        return self.delimited.rows()

    def cells(self, sheet: str) -> Iterator[tuple[Cell, ...]]:
        for row in self.delimited.rows():
            yield tuple(Cell(text) for text in row)


@dataclass(frozen=True)
class _WorkbookContent:
    workbook: Workbook
    sheets: Mapping[str, tuple[SheetPart, Overview]]

    def texts(self, sheet: str) -> Iterator[tuple[str, ...]]:
        part, overview = self.sheets[sheet]
        for row in sheet_rows(self.workbook, part, overview.merged):
            yield tuple(row.texts)

    def cells(self, sheet: str) -> Iterator[tuple[Cell, ...]]:
        part, overview = self.sheets[sheet]
        for row in sheet_rows(self.workbook, part, overview.merged):
            yield tuple(
                Cell(text, column in row.formulas, column in row.filled) for column, text in enumerate(row.texts)
            )
