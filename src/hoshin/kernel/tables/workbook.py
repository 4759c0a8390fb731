"""The parts of a workbook that say which sheets there are and how its cells are formatted."""

from __future__ import annotations

import posixpath
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from hoshin.kernel.tables.archive import BROKEN, XmlReader, inspect, opened
from hoshin.kernel.tables.formats import built_in_format
from hoshin.kernel.tables.limits import Limits, NotATable
from hoshin.kernel.tables.notes import Note, NoteKind
from hoshin.kernel.tables.source import Source
from hoshin.kernel.tables.strings import SharedStrings, StringReader

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MOST_STYLES = 100_000
_OBJECTS = re.compile(
    r"xl/(?:media/|charts/chart|embeddings/|activeX/activeX|ctrlProps/|diagrams/data|drawings/drawing)[^/]*$"
)
_COMMENTS = re.compile(r"xl/(?:comments[^/]*|comments/[^/]*|threadedComments/[^/]*)\.xml$")


@dataclass(frozen=True)
class SheetPart:
    name: str
    part: str
    is_visible: bool


@dataclass
class Styles:
    """By the number of a cell's style: its number format, and whether it has a background."""

    formats: list[str] = field(default_factory=list)
    coloured: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Workbook:
    source: Source
    limits: Limits
    sheets: tuple[SheetPart, ...]
    styles: Styles
    strings_part: str  # "": none
    is_1904: bool
    notes: tuple[Note, ...]

    @contextmanager
    def opened(self) -> Iterator[zipfile.ZipFile]:
        with opened(self.source) as archive:
            yield archive

    @contextmanager
    def strings(self, archive: zipfile.ZipFile) -> Iterator[SharedStrings]:
        with tempfile.TemporaryFile() as spilled:
            if not self.strings_part:
                yield SharedStrings(iter(()), spilled)
                return
            with archive.open(self.strings_part) as part:
                strings = SharedStrings(StringReader(self.limits.longest_cell).strings(part), spilled)
            yield strings


def open_workbook(source: Source, limits: Limits) -> Workbook:
    """
    :raises NotATable: it is no workbook, unpacks to too much, has no visible sheet, or carries macros or other files.
    """
    names = inspect(source, limits)
    with opened(source) as archive:
        workbook, relations, styles = _WorkbookReader(), _RelationReader(), _StyleReader()
        with archive.open(_WORKBOOK) as part:
            workbook.parse(part)
        with archive.open(_RELATIONS) as part:
            relations.parse(part)
        styles_part = relations.part_of_kind("styles")
        if styles_part in names:
            with archive.open(styles_part) as part:
                styles.parse(part)
    sheets = tuple(_sheets(workbook, relations, frozenset(names)))
    if not any(sheet.is_visible for sheet in sheets):
        raise NotATable("表示されているシートがありません。")
    if len(sheets) > limits.sheets:
        raise NotATable(f"シートが多すぎます。{limits.sheets}枚までです。")
    strings_part = relations.part_of_kind("sharedStrings")
    notes = tuple(_notes(sheets, names))
    return Workbook(
        source, limits, sheets, styles.styles, strings_part if strings_part in names else "", workbook.is_1904, notes
    )


def _sheets(workbook: _WorkbookReader, relations: _RelationReader, names: frozenset[str]) -> Iterator[SheetPart]:
    for name, relation, state in workbook.sheets:
        kind, part = relations.targets.get(relation, ("", ""))
        if kind != "worksheet":  # a sheet that is all chart
            continue
        if part not in names:
            raise BROKEN
        yield SheetPart(name, part, state == "visible")


def _notes(sheets: tuple[SheetPart, ...], names: tuple[str, ...]) -> Iterator[Note]:
    hidden = [sheet.name for sheet in sheets if not sheet.is_visible]
    if hidden:
        listed = "」「".join(hidden)
        yield Note(NoteKind.HIDDEN_SHEET, f"非表示のシート「{listed}」は読みません。", count=len(hidden))
    objects = sum(1 for name in names if _OBJECTS.match(name))
    if objects:
        yield Note(NoteKind.OBJECT, "図、グラフ、画像などが置かれています。表としては読めません。", count=objects)
    comments = sum(1 for name in names if _COMMENTS.match(name))
    if comments:
        yield Note(NoteKind.COMMENT, "セルにコメントが付いています。表としては読みません。", count=comments)


class _WorkbookReader(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation, attributes.get("state", "visible")))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in {"1", "true"}


class _RelationReader(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            # "worksheets/sheet1.xml" or "/xl/worksheets/sheet1.xml"; what is not in the archive is not found.
            part = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            self.targets[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    def part_of_kind(self, kind: str) -> str:
        return next((part for of_kind, part in self.targets.values() if of_kind == kind), "")


class _StyleReader(XmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.styles = Styles()
        self._custom: dict[str, str] = {}
        self._filled: list[bool] = []
        self._inside = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"cellXfs", "cellStyleXfs", "fills", "dxfs"}:
            self._inside = name
        elif name == "numFmt" and self._inside != "dxfs":
            self._custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "patternFill" and self._inside == "fills":
            self._filled.append(attributes.get("patternType", "none") not in {"none", "gray125"})
        elif name == "gradientFill" and self._inside == "fills":
            self._filled.append(True)
        elif name == "xf" and self._inside == "cellXfs":
            self._add(attributes)

    def end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""

    def _add(self, attributes: dict[str, str]) -> None:
        if len(self.styles.formats) >= _MOST_STYLES:
            raise BROKEN
        number = attributes.get("numFmtId", "0")
        fill = attributes.get("fillId", "0")
        if fill.isdecimal() and int(fill) < len(self._filled) and self._filled[int(fill)]:
            self.styles.coloured.add(len(self.styles.formats))
        known = built_in_format(int(number)) if number.isdecimal() else "General"
        self.styles.formats.append(self._custom.get(number, known))
