"""新旧対照表 as an Excel workbook: one table to filter, with the changed words marked inside the cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hoshin.publishing.exports.safe_text import writable
from hoshin.publishing.exports.xlsx.book import height_of
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle, Kind, Segment, Segments
from hoshin.publishing.rules.comparison.layout import MARKS, UNCHANGED, Layout, Left, facts_of, verdicts_of

SHEET = "新旧対照表"
FONT = "游ゴシック"
WIDTHS = (14, 30, 12, 34, 52, 52, 24)
LONGEST_CELL = 32_000  # of the 32,767 characters that a cell can hold

Row = tuple[str | Segments, ...]


@dataclass(frozen=True)
class _Formats:
    head: Format
    text: Format
    plain: Format
    added: Format
    removed: Format
    title: Format


def comparison_xlsx(comparison: Comparison, title: ComparisonTitle, *, left: Left = Left.OLD) -> bytes:
    """Write the comparison. The same arguments give the same bytes; no cell is a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = dt.datetime.combine(title.day, dt.time())
    book.set_properties({"title": title.whole, "author": title.city, "company": title.city, "created": made})
    formats = _formats(book)
    layout = Layout(title, left)
    _table(book.add_worksheet(SHEET), comparison, layout, formats)
    _about(book.add_worksheet("この表について"), comparison, title, formats)
    book.close()
    return file.getvalue()


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    font = {"font_name": FONT, "font_size": 10}
    cell = {**font, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#767676"}
    return _Formats(
        head=book.add_format({**cell, "bold": True, "bg_color": "#E8F1FE"}),
        text=book.add_format(cell),
        plain=book.add_format(font),
        added=book.add_format({**font, "font_color": "#00118F", "bold": True, "underline": 1}),
        removed=book.add_format({**font, "font_color": "#AC3E00", "font_strikeout": True}),
        title=book.add_format({**font, "bold": True, "font_size": 14}),
    )


def _table(sheet: Worksheet, comparison: Comparison, layout: Layout, formats: _Formats) -> None:
    heads = ("区分", "名称", "異同", "項目", *layout.heads, "理由")
    for place, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, formats.head)
    rows = list(_rows(comparison, layout))
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, place, writable(value), formats.text)
            else:
                _write_marked(sheet, number, place, value, formats)
        sheet.set_row(number, height_of(zip(map(_text_of, row), WIDTHS, strict=True)))
    if not rows:
        sheet.write_string(1, 0, UNCHANGED, formats.plain)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P / &N")


def _rows(comparison: Comparison, layout: Layout) -> Iterator[Row]:
    """A text longer than a cell goes on in the next row."""
    for chapter in comparison.chapters:
        for entry in chapter.entries:
            first = (chapter.label, entry.name, verdicts_of(entry))
            if entry.origin:
                yield (*first, "前の版とのつながり", (), (), entry.origin[: LONGEST_CELL // 2])
            for cells in layout.rows(entry):
                lefts, rights = _cut(cells.left), _cut(cells.right)
                for part in range(max(len(lefts), len(rights))):
                    label = cells.label if part == 0 else f"{cells.label}（続き）"
                    left = lefts[part] if part < len(lefts) else ()
                    right = rights[part] if part < len(rights) else ()
                    yield (*first, label, left, right, cells.reason[: LONGEST_CELL // 2] if part == 0 else "")
            if not entry.changes and not entry.stands_alone and not entry.origin:
                yield (*first, "", (), (), "")


def _text_of(value: str | Segments) -> str:
    return value if isinstance(value, str) else "".join(segment.text for segment in value)


def _cut(segments: Segments) -> list[Segments]:
    """Return the segments in portions that a cell can hold, counted as Excel does, in UTF-16."""
    portions: list[list[Segment]] = [[]]
    room = LONGEST_CELL
    for segment in segments:
        text = segment.text
        while text:
            head = text[: room // 2] if len(text) * 2 > room else text
            if not head:
                portions.append([])
                room = LONGEST_CELL
                continue
            portions[-1].append(Segment(segment.kind, head))
            room -= 2 * len(head)
            text = text[len(head) :]
    return [tuple(portion) for portion in portions]


def _write_marked(sheet: Worksheet, row: int, place: int, segments: Segments, formats: _Formats) -> None:
    if not segments:
        sheet.write_blank(row, place, None, formats.text)
        return
    marks = {Kind.EQUAL: formats.plain, Kind.ADDED: formats.added, Kind.REMOVED: formats.removed}
    if len(segments) == 1 and segments[0].kind is Kind.EQUAL:
        sheet.write_string(row, place, writable(segments[0].text), formats.text)
        return
    parts: list[Format | str] = []
    for segment in segments:
        parts += [marks[segment.kind], writable(segment.text)]
    if len(segments) == 1:
        # A rich text has two parts at least: an empty one is not allowed, a space of no width draws nothing.
        parts += [formats.plain, "\u200b"]
    sheet.write_rich_string(row, place, *parts, formats.text)


def _about(sheet: Worksheet, comparison: Comparison, title: ComparisonTitle, formats: _Formats) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, f"{title.city} {title.title}", formats.title)
    for number, (label, words) in enumerate([*facts_of(title, comparison), ("印", MARKS)], start=2):
        sheet.write_string(number, 0, label, formats.head)
        sheet.write_string(number, 1, words, formats.text)
        sheet.set_row(number, height_of([(words, 100)]))
