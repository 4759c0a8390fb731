"""A sheet of a workbook, read row by row: first looked over for what is odd and too much, then read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries

from hoshin.kernel.tables.archive import BROKEN, XmlReader
from hoshin.kernel.tables.formats import number_text
from hoshin.kernel.tables.grid import place
from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.notes import NoteKind
from hoshin.kernel.tables.strings import SharedStrings, unescaped
from hoshin.kernel.tables.workbook import SheetPart, Workbook

_MOST_MERGED = 100_000
_MOST_PLACES = 100
_DIGITS = "0123456789"
_TRUE = {"1", "true"}
Place = tuple[int | None, int | None]


@dataclass(frozen=True)
class Merged:
    """A merged range; all four are within it, from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Overview:
    """What a sheet holds besides its texts."""

    row_count: int = 0
    cell_count: int = 0
    merged: list[Merged] = field(default_factory=list)
    counts: Counter[NoteKind] = field(default_factory=Counter)
    places: dict[NoteKind, list[Place]] = field(default_factory=dict)

    def add(self, kind: NoteKind, row: int | None, column: int | None) -> None:
        self.counts[kind] += 1
        places = self.places.setdefault(kind, [])
        if len(places) < _MOST_PLACES:
            places.append((row, column))


@dataclass
class SheetRow:
    texts: list[str]
    formulas: set[int] = field(default_factory=set)
    filled: set[int] = field(default_factory=set)  # the columns whose text stands in another cell of a merged range


class _Places(XmlReader):
    """Keeps account of the row and column that the parser is in; writers may leave their numbers out."""

    def __init__(self) -> None:
        super().__init__()
        self.row = -1
        self.column = -1
        self._columns: dict[str, int] = {}

    def enter_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        row = int(written) - 1 if written.isascii() and written.isdigit() else self.row + 1
        if row <= self.row:
            raise BROKEN
        self.row = row
        self.column = -1

    def enter_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip(_DIGITS)
        self.column = self._number(letters) if letters else self.column + 1

    def _number(self, letters: str) -> int:
        number = self._columns.get(letters)
        if number is None:
            if len(letters) > 3 or not (letters.isascii() and letters.isalpha()):
                raise BROKEN
            number = 0
            for letter in letters.upper():
                number = number * 26 + ord(letter) - ord("A") + 1
            number = self._columns[letters] = number - 1
        return number


class _OverviewReader(_Places):
    def __init__(self, limits: Limits, coloured: set[int]) -> None:
        super().__init__()
        self.overview = Overview()
        self._limits = limits
        self._coloured = {str(style) for style in coloured}
        self._merged_cells = 0
        self._formula: Place | None = None  # a formula whose value has not been met yet

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name in {"v", "is"}:
            self._content(name)
        elif name == "row":
            self.enter_row(attributes)
            if attributes.get("hidden") in _TRUE:
                self.overview.add(NoteKind.HIDDEN_ROW, self.row, None)
        elif name == "f":
            self._formula = (self.row, self.column)
            self.overview.add(NoteKind.FORMULA, self.row, self.column)
        elif name == "col":
            self._hidden_columns(attributes)
        elif name == "mergeCell":
            self._merged(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name == "c" and self._formula:
            self.overview.add(NoteKind.FORMULA_WITHOUT_VALUE, *self._formula)
            self._formula = None
        elif name in {"v", "is"}:
            self.parser.CharacterDataHandler = None

    def _cell(self, attributes: dict[str, str]) -> None:
        self.enter_cell(attributes)
        if attributes.get("s") in self._coloured:
            self.overview.add(NoteKind.COLOUR, self.row, self.column)

    def _content(self, name: str) -> None:
        self.overview.row_count = self.row + 1
        self.overview.cell_count += 1
        if (
            self.row >= self._limits.rows
            or self.column >= self._limits.columns
            or self.overview.cell_count > self._limits.cells
        ):
            raise self._limits.too_big()
        if self._formula:  # a value may be there and empty
            self.parser.CharacterDataHandler = self._value_of_formula

    def _value_of_formula(self, text: str) -> None:
        self._formula = None  # a handler that unset itself here would be called again

    def _hidden_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            for column in range(first - 1, min(last, self._limits.columns)):
                self.overview.add(NoteKind.HIDDEN_COLUMN, None, column)

    def _merged(self, reference: str) -> None:
        try:
            first_column, first_row, last_column, last_row = range_boundaries(reference)
            merged = Merged(first_row - 1, first_column - 1, last_row - 1, last_column - 1)
        except (ValueError, TypeError):
            raise BROKEN from None
        self._merged_cells += (last_column - first_column + 1) * (last_row - first_row + 1)
        self.overview.merged.append(merged)
        self.overview.add(NoteKind.MERGED, merged.first_row, merged.first_column)
        if self._merged_cells > self._limits.cells or len(self.overview.merged) > _MOST_MERGED:
            raise self._limits.too_big()


class _RowReader(_Places):
    def __init__(self, workbook: Workbook, sheet: SheetPart, strings: SharedStrings) -> None:
        super().__init__()
        self.done: list[tuple[int, SheetRow]] = []
        self._workbook = workbook
        self._sheet = sheet
        self._strings = strings
        self._current = SheetRow([])
        self._written: list[str] | None = None  # None: the cell has no content
        self._length = 0
        self._type = ""
        self._style = ""
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.enter_cell(attributes)
            self._written = None
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
        elif name == "v" or (name == "t" and not self._phonetic):
            self._written = self._written or []
            self._length = 0
            self.parser.CharacterDataHandler = self._text
        elif name == "f":
            self._current.formulas.add(self.column)
        elif name == "row":
            self.enter_row(attributes)
            self._current = SheetRow([])
        elif name == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        if name == "c":
            if self._written is not None:
                self._put(self._value("".join(self._written)))
        elif name in {"v", "t"}:
            self.parser.CharacterDataHandler = None
        elif name == "row":
            if self._current.texts:
                self.done.append((self.row, self._current))
        elif name == "rPh":
            self._phonetic -= 1

    def _text(self, text: str) -> None:
        if self._written is not None and self._length <= self._workbook.limits.longest_cell:
            self._written.append(text)
            self._length += len(text)

    def _put(self, text: str) -> None:
        if len(text) > self._workbook.limits.longest_cell:
            where = place(self._sheet.name, self.row, [self.column])
            raise NotATable(
                f"{where}: 文字が多すぎます。一つのセルは{self._workbook.limits.longest_cell:,}字までです。"
            )
        texts = self._current.texts
        if self.column < len(texts):
            raise BROKEN
        texts.extend([""] * (self.column - len(texts)))
        texts.append(text)

    def _value(self, written: str) -> str:
        if self._type == "s":
            return self._strings[int(written)] if written.strip().isdecimal() else ""
        if self._type in {"n", ""}:
            return number_text(written, self._format(), is_1904=self._workbook.is_1904) if written else ""
        if self._type == "b":
            return "TRUE" if written == "1" else "FALSE"
        if self._type == "d":
            return written.removesuffix("Z").removesuffix("T00:00:00")
        return unescaped(written)

    def _format(self) -> str:
        formats = self._workbook.styles.formats
        number = int(self._style) if self._style.isdecimal() else 0
        return formats[number] if number < len(formats) else "General"


class _Filling:
    """Gives every cell of a merged range the text of its first cell, as a person sees it."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._waiting = sorted(merged, key=lambda one: (one.first_row, one.first_column), reverse=True)
        self._active: list[tuple[Merged, str, bool]] = []

    def fill(self, number: int, row: SheetRow) -> SheetRow:
        while self._waiting and self._waiting[-1].first_row <= number:
            one = self._waiting.pop()
            text = row.texts[one.first_column] if one.first_column < len(row.texts) else ""
            self._active.append((one, text, one.first_column in row.formulas))
        if self._active:
            self._active = [active for active in self._active if active[0].last_row >= number]
            for one, text, is_formula in self._active:
                self._fill(number, row, one, text, is_formula=is_formula)
        return row

    def _fill(self, number: int, row: SheetRow, one: Merged, text: str, *, is_formula: bool) -> None:
        if not text:
            return
        row.texts.extend([""] * (one.last_column + 1 - len(row.texts)))
        for column in range(one.first_column, one.last_column + 1):
            if (number, column) != (one.first_row, one.first_column):
                row.texts[column] = text
                row.filled.add(column)
                if is_formula:
                    row.formulas.add(column)


def overview_of(workbook: Workbook, sheet: SheetPart) -> Overview:
    """
    :raises NotATable: the sheet is broken or too big.
    """
    reader = _OverviewReader(workbook.limits, workbook.styles.coloured)
    with workbook.opened() as archive, archive.open(sheet.part) as part:
        reader.parse(part)
    return reader.overview


def sheet_rows(workbook: Workbook, sheet: SheetPart, merged: Sequence[Merged]) -> Iterator[SheetRow]:
    """Read the rows down to the last with content, empty ones between them too.

    :raises NotATable: the sheet is broken, or has a cell that is too long.
    """
    filling = _Filling(merged)
    following = 0
    with workbook.opened() as archive, workbook.strings(archive) as strings, archive.open(sheet.part) as part:
        reader = _RowReader(workbook, sheet, strings)
        for _ in reader.pieces(part):
            for number, row in reader.done:
                while following < number:
                    yield filling.fill(following, SheetRow([]))
                    following += 1
                yield filling.fill(number, row)
                following = number + 1
            reader.done.clear()
