"""新旧対照表 as a Word document: real headings, tables whose heads repeat, marks as character styles."""

from __future__ import annotations

import datetime as dt
import io

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell

from hoshin.publishing.exports.containers import repacked
from hoshin.publishing.exports.safe_text import writable
from hoshin.publishing.rules.comparison import Comparison, ComparisonTitle, Kind, Segments
from hoshin.publishing.rules.comparison.layout import (
    ABSENT,
    MARKS,
    UNCHANGED,
    Block,
    Cells,
    Layout,
    Left,
    facts_of,
)

FONT = "游ゴシック"
ADDED, REMOVED = "追加した語句", "削った語句"
COLUMNS = (Mm(46), Mm(108), Mm(108))


def comparison_docx(comparison: Comparison, title: ComparisonTitle, *, left: Left = Left.OLD) -> bytes:
    """Write the comparison. The same arguments give the same bytes."""
    document = docx.Document()
    _set_up(document, title)
    document.add_heading(f"{title.city} {title.title}", level=0)
    _facts(document, facts_of(title, comparison))
    document.add_paragraph(MARKS if comparison else UNCHANGED)
    layout = Layout(title, left)
    for chapter in comparison.chapters:
        document.add_heading(writable(chapter.label), level=1)
        for block in layout.blocks(chapter):
            if block.name:
                document.add_heading(writable(block.name), level=2)
            if block.origin:
                document.add_paragraph(writable(block.origin))
            if block.parts:
                _table(document, block, layout)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _set_up(document: Document, title: ComparisonTitle) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin = section.bottom_margin = Mm(18)
    if title.notices:
        section.footer.paragraphs[0].text = title.notices
    made = dt.datetime.combine(title.day, dt.time())
    properties = document.core_properties
    properties.title, properties.author, properties.language = title.whole, title.city, "ja-JP"
    properties.created = properties.modified = made
    properties.last_modified_by, properties.comments, properties.revision = title.city, "", 1
    for name, size in (("Normal", 10), ("Title", 20), ("Heading 1", 15), ("Heading 2", 12)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - of the library's own template
        _give_font(style, size)
    for name, colour in ((ADDED, RGBColor(0x00, 0x11, 0x8F)), (REMOVED, RGBColor(0xAC, 0x3E, 0x00))):
        mark = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        mark.font.color.rgb = colour
        mark.font.bold = mark.font.underline = True if name == ADDED else None
        mark.font.strike = True if name == REMOVED else None


def _give_font(style: ParagraphStyle | CharacterStyle, size: int) -> None:
    """Word takes the font of Japanese characters from eastAsia alone; the template's theme would choose another."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), FONT)
    languages = OxmlElement("w:lang")
    languages.set(qn("w:val"), "ja-JP")
    languages.set(qn("w:eastAsia"), "ja-JP")
    style.element.get_or_add_rPr().append(languages)


def _facts(document: Document, facts: list[tuple[str, str]]) -> None:
    for label, words in facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}：").bold = True
        paragraph.add_run(writable(words))


def _table(document: Document, block: Block, layout: Layout) -> None:
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width  # Word reads the cells, others the grid
    for cell, words in zip(table.rows[0].cells, ("項目", *layout.heads), strict=True):
        cell.paragraphs[0].add_run(writable(words)).bold = True
    _repeat_head(table)
    for part in block.parts:
        if part.name:
            _part_head(table, part.name)
        for cells in part.rows:
            _row(table, cells)


def _part_head(table: Table, name: str) -> None:
    """Name what the next lines have in common, and keep it on their page."""
    row = table.add_row()  # type: ignore[no-untyped-call]  # the library leaves it unannotated
    cell = row.cells[0].merge(row.cells[2])
    cell.paragraphs[0].add_run(writable(name)).bold = True
    cell.paragraphs[0].paragraph_format.keep_with_next = True


def _row(table: Table, cells: Cells) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # as above
    for cell, width in zip(row.cells, COLUMNS, strict=True):
        cell.width = width
    label, left, right = row.cells
    label.paragraphs[0].add_run(writable(f"{cells.label}\n理由：{cells.reason}" if cells.reason else cells.label))
    _marked(left, cells.left)
    _marked(right, cells.right)


def _marked(cell: _Cell, segments: Segments) -> None:
    paragraph = cell.paragraphs[0]
    if not segments:
        paragraph.add_run(ABSENT)
    styles = {Kind.EQUAL: None, Kind.ADDED: ADDED, Kind.REMOVED: REMOVED}
    for segment in segments:
        paragraph.add_run(writable(segment.text), style=styles[segment.kind])


def _repeat_head(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    properties.append(head)
