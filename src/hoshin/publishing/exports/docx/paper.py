"""A document of Word as it is being written: its parts, pages, headings, notes, lists and bookmarks."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from hoshin.publishing.exports.containers import repacked
from hoshin.publishing.exports.docx.styles import LEVELS, LIST_STEP, NOTE, NOTE_MARK, THIN, write_styles
from hoshin.publishing.exports.docx.xml import (
    Element,
    el,
    field,
    field_begin,
    field_end,
    paragraph,
    text_run,
    twips,
    val,
)
from hoshin.publishing.exports.safe_text import writable

LONGEST_PROPERTY = 255
A4 = (210.0, 297.0)
MARGIN, MARGIN_WIDE = 22.0, 14.0  # millimetres at the sides, upright and across
WIDTH, WIDTH_WIDE = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN_WIDE
LISTED_LEVELS = 2
BULLETS, NUMBERS = 0, 1
_COMPATIBLE = "http://schemas.microsoft.com/office/word"


@dataclass(frozen=True)
class PaperHead:
    """What the file says of itself; `day` dates it."""

    title: str
    subject: str
    author: str
    day: dt.date
    header: str
    footer: str


@dataclass(frozen=True)
class _Listed:
    level: int
    text: str
    bookmark: str


class Paper:
    def __init__(self, head: PaperHead) -> None:
        self._document = docx.Document()
        self._edges = _page_edges(self._document, head)
        self._body = self._document.element.body
        _empty(self._body)
        self._footnotes = el("w:footnotes", children=_separators())
        package = self._document.part.package
        self._notes_part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self._footnotes, package)
        self._document.part.relate_to(self._notes_part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._noted: dict[str, int] = {}
        self._bookmarks: dict[str, str] = {}
        self._listed: list[_Listed] = []
        self._counted: dict[str, int] = {}
        self._contents_at: int | None = None
        self._section_at = 0
        write_styles(self._document)
        self._lists = self._document.part.numbering_part.element
        _begin_lists(self._lists)
        _write_settings(self._document.settings.element)
        self._describe(head)

    # ---- what is put on the page ----

    def add(self, element: Element) -> None:
        self._body.append(element)

    def heading(self, text: str, level: int, *, anchor: str = "", content: Iterable[Element] = ()) -> None:
        """Add a heading; `content` where it is more than plain text, `anchor` is what links point at."""
        names = [f"_Toc{len(self._listed) + 1:08}", *([self.bookmark(anchor)] if anchor else [])]
        runs = list(content) or [text_run(text)]
        for name in names:
            runs = self.marked(name, runs)
        self._listed.append(_Listed(level, text, names[0]))
        self.add(paragraph(f"Heading{level}", runs))

    def contents_here(self) -> None:
        """List the headings here, once all are known; a document that is not asked for it has no list."""
        self._contents_at = len(self._body)

    def end_section(self, *, is_wide: bool = False) -> None:
        """Begin a new page; what was added since the last one stands on pages of this shape."""
        if len(self._body) > self._section_at:
            self.add(paragraph(THIN, more=[self._page(is_wide=is_wide)]))
            self._section_at = len(self._body)

    def caption(self, words: str, label: str = "表") -> None:
        number = self._counted[label] = self._counted.get(label, 0) + 1
        self.add(
            paragraph(
                "Caption", [text_run(label), *field(f"SEQ {label} \\* ARABIC", str(number)), text_run(f"　{words}")]
            )
        )

    # ---- what is pointed at ----

    def bookmark(self, anchor: str) -> str:
        """Return the name of a bookmark: Word allows forty letters, and keys may be longer."""
        return self._bookmarks.setdefault(anchor, f"place_{len(self._bookmarks) + 1}")

    def marked(self, name: str, runs: Iterable[Element]) -> list[Element]:
        number = self._counted["bookmark"] = self._counted.get("bookmark", 0) + 1
        start = el("w:bookmarkStart", {"id": number, "name": name})
        return [start, *runs, el("w:bookmarkEnd", {"id": number})]

    def address_id(self, address: str, *, is_in_note: bool) -> str:
        part: Part = self._notes_part if is_in_note else self._document.part
        return part.relate_to(writable(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def list_id(self, kind: int, start: int = 1) -> int:
        """Begin a list of its own, so that its numbers begin anew."""
        number = self._counted["list"] = self._counted.get("list", 0) + 1
        levels = [
            el("w:lvlOverride", {"ilvl": level}, [val("w:startOverride", start if level == 0 else 1)])
            for level in range(LEVELS if kind == NUMBERS else 0)
        ]
        self._lists.append(el("w:num", {"numId": number}, [val("w:abstractNumId", kind), *levels]))
        return number

    # ---- notes ----

    def known_note(self, ident: str) -> list[Element]:
        """Return the mark of a note that stands already; nothing where there is none."""
        number = self._noted.get(ident)
        if number is None:
            return []
        return field(f"NOTEREF {self.bookmark(ident)} \\f \\h", str(number), style=NOTE_MARK)

    def new_note(self, ident: str) -> tuple[list[Element], Element]:
        """Return the mark of a new note, and where its text goes."""
        number = self._noted[ident] = len(self._noted) + 1
        note = el("w:footnote", {"id": number})
        self._footnotes.append(note)
        properties = el("w:rPr", children=[val("w:rStyle", NOTE_MARK)])
        mark = el("w:r", children=[properties, el("w:footnoteReference", {"id": number})])
        return self.marked(self.bookmark(ident), [mark]), note

    @staticmethod
    def note_number() -> list[Element]:
        """Return the number that begins a note's own text."""
        properties = el("w:rPr", children=[val("w:rStyle", NOTE_MARK)])
        return [el("w:r", children=[properties, el("w:footnoteRef")]), text_run(" ")]

    # ---- the whole ----

    def saved(self) -> bytes:
        """Return the file. The same content gives the same bytes."""
        if self._contents_at is not None:
            self._body[self._contents_at : self._contents_at] = self._contents_list()
        last = self._page(is_wide=False)
        self._body.append(last)
        output = io.BytesIO()
        self._document.save(output)
        return repacked(output.getvalue())

    def _contents_list(self) -> list[Element]:
        shown = [one for one in self._listed if one.level <= LISTED_LEVELS]
        lines = [paragraph(f"TOC{one.level}", [self._contents_line(one)]) for one in shown]
        if lines:
            for place, run in enumerate(field_begin('TOC \\o "1-2" \\h \\z \\u'), start=1):
                lines[0].insert(place, run)
            lines[-1].append(field_end())
        return lines

    @staticmethod
    def _contents_line(one: _Listed) -> Element:
        return el("w:hyperlink", {"anchor": one.bookmark, "history": 1}, [text_run(one.text)])

    def _page(self, *, is_wide: bool) -> Element:
        """Return the properties of a section. Its edges come from the section before; the first one brings them."""
        edges, self._edges = self._edges, []
        width, height = (A4[1], A4[0]) if is_wide else A4
        side = twips(MARGIN_WIDE if is_wide else MARGIN)
        size: dict[str, str | int] = {"w": twips(width), "h": twips(height)}
        if is_wide:
            size["orient"] = "landscape"
        margins = {"top": twips(21), "right": side, "bottom": twips(18), "left": side, "header": 567, "footer": 567}
        return el(
            "w:sectPr",
            children=[
                *edges,
                val("w:type", "nextPage"),
                el("w:pgSz", size),
                el("w:pgMar", {**margins, "gutter": 0}),
                *([el("w:titlePg")] if edges else []),
            ],
        )

    def _describe(self, head: PaperHead) -> None:
        said = self._document.core_properties
        moment = dt.datetime.combine(head.day, dt.time())
        said.title, said.subject, said.author = (
            writable(words)[:LONGEST_PROPERTY] for words in (head.title, head.subject, head.author)
        )
        said.last_modified_by = said.author
        said.created = said.modified = moment
        said.language, said.revision = "ja-JP", 1
        said.comments = said.keywords = said.category = ""


def _separators() -> list[Element]:
    kinds = ((-1, "separator"), (0, "continuationSeparator"))
    return [
        el("w:footnote", {"type": kind, "id": ident}, [paragraph(NOTE, [el("w:r", children=[el(f"w:{kind}")])])])
        for ident, kind in kinds
    ]


def _page_edges(document: Document, head: PaperHead) -> list[Element]:
    """Write header and footer, and return the references to them. The first page has none: it is the cover."""
    section = document.sections[0]
    header = [paragraph("Header", [text_run(head.header)])]
    pages = [*field("PAGE", "1"), text_run(" / "), *field("NUMPAGES", "1")]
    footer = [paragraph("Footer", pages)]
    footer += [paragraph("Footer", [text_run(head.footer)])] if head.footer else []
    for edge, lines in ((section.header, header), (section.footer, footer)):
        edge.is_linked_to_previous = False
        root = edge.part.element
        _empty(root)
        root.extend(lines)
    return [child for child in document.element.body.sectPr if child.tag.endswith("Reference")]


def _empty(element: Element) -> None:
    for child in list(element):
        element.remove(child)


def _begin_lists(root: Element) -> None:
    _empty(root)
    for kind, form, marks in ((BULLETS, "bullet", "・–"), (NUMBERS, "decimal", "")):
        levels = [
            el(
                "w:lvl",
                {"ilvl": level},
                [
                    val("w:start", 1),
                    val("w:numFmt", form),
                    val("w:lvlText", marks[min(level, 1)] if marks else f"%{level + 1}."),
                    val("w:lvlJc", "left"),
                    el("w:pPr", children=[el("w:ind", {"left": LIST_STEP * (level + 1), "hanging": LIST_STEP - 60})]),
                ],
            )
            for level in range(LEVELS)
        ]
        root.append(el("w:abstractNum", {"abstractNumId": kind}, [val("w:multiLevelType", "multilevel"), *levels]))


def _write_settings(root: Element) -> None:
    _empty(root)
    mode: dict[str, str | int] = {"name": "compatibilityMode", "uri": _COMPATIBLE, "val": 15}
    root.extend(
        [
            el("w:zoom", {"percent": 100}),
            val("w:defaultTabStop", 840),
            val("w:characterSpacingControl", "compressPunctuation"),
            # Word adds the page numbers to the contents list when the file is opened: only it knows its pages.
            val("w:updateFields", "true"),
            el("w:footnotePr", children=[el("w:footnote", {"id": -1}), el("w:footnote", {"id": 0})]),
            el("w:compat", children=[el("w:compatSetting", mode)]),
            el("w:themeFontLang", {"val": "en-US", "eastAsia": "ja-JP"}),
        ]
    )
