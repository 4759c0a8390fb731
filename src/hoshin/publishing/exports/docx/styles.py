"""The styles of a document: those of Word by their built-in names, so that its contents list and its navigation work.

A Japanese Word shows them as 見出し 1, 本文, 図表番号.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docx.document import Document

from hoshin.publishing.exports.docx.xml import Element, el, val

FONT = "BIZ UDPゴシック"
BRAND, INK, SOFT, RULE, TINT = "00118F", "1A1A1A", "4D4D4D", "B3B3B3", "F4F7FD"
BODY, CELL, TABLE, NOTE, REMARK, THIN = "BodyText", "Cell", "TableHouse", "FootnoteText", "Remark", "Thin"
NOTE_MARK, LINK, STRONG, EMPHASIS, TERM, CODE, TAG = (
    "FootnoteReference",
    "Hyperlink",
    "Strong",
    "Emphasis",
    "Term",
    "CodeInline",
    "Tag",
)
LIST_ITEM, LIST_MORE, QUOTE, CODE_BLOCK = "ListParagraph", "ListContinue", "Quote", "CodeBlock"
LIST_STEP = 425  # twips
LEVELS = 9


@dataclass(frozen=True)
class Look:
    """A paragraph style; sizes in half points, spaces in twips."""

    ident: str
    name: str
    size: int = 21
    is_bold: bool = False
    colour: str = INK
    before: int = 0
    after: int = 90
    line: int = 275
    based_on: str = "Normal"
    following: str = ""
    is_kept: bool = False
    outline: int | None = None
    indent: int = 0
    align: str = ""
    is_ruled: bool = False
    is_listed: bool = False


_PARAGRAPHS = (
    Look("BodyText", "Body Text"),
    Look("Title", "Title", size=56, is_bold=True, colour=BRAND, before=60, after=120, line=240, align="left"),
    Look("Subtitle", "Subtitle", size=32, colour=SOFT, after=60, line=240),
    *(
        Look(
            f"Heading{level}",
            f"heading {level}",
            size=size,
            is_bold=True,
            colour=BRAND if level < 3 else INK,
            before=before,
            after=80,
            line=260,
            following=BODY,
            is_kept=True,
            outline=level - 1,
            is_ruled=level == 1,
        )
        for level, size, before in ((1, 32, 360), (2, 26, 280), (3, 22, 200), (4, 21, 160), (5, 21, 140), (6, 21, 140))
    ),
    Look("TOCHeading", "TOC Heading", size=32, is_bold=True, colour=BRAND, is_kept=True),
    Look("TOC1", "toc 1", is_bold=True, before=100, after=30, line=260, is_listed=True),
    Look("TOC2", "toc 2", after=10, line=240, indent=320, is_listed=True),
    Look("Caption", "caption", size=18, is_bold=True, before=160, after=60, line=240, is_kept=True),
    Look("Cell", "表の本文", size=18, after=10, line=230),
    Look("CellSmall", "表の本文（小）", size=15, after=10, line=210),
    Look("CellHead", "表の見出し", size=17, is_bold=True, colour="FFFFFF", after=20, line=240, is_kept=True),
    Look("CellHeadSmall", "表の見出し（小）", size=14, is_bold=True, colour="FFFFFF", after=10, line=200, is_kept=True),
    Look("Remark", "注記", size=18, colour=SOFT, after=60, line=245),
    Look("ListParagraph", "List Paragraph", after=60),
    Look("ListContinue", "List Continue", after=60, indent=LIST_STEP),
    Look("Quote", "Quote", colour=SOFT, indent=LIST_STEP),
    Look("CodeBlock", "コード", size=18, line=240),
    Look("FootnoteText", "footnote text", size=16, after=10, line=200),
    Look("Header", "header", size=16, colour=SOFT, after=0, line=240),
    Look("Footer", "footer", size=16, colour=SOFT, after=0, line=240, align="center"),
    Look("Thin", "区切り", size=2, after=100, line=20),
)


def write_styles(document: Document) -> None:
    """Put our styles in the place of all that the library brings along."""
    root = document.styles.element
    for child in list(root):
        root.remove(child)
    root.append(_defaults())
    root.append(_normal())
    root.extend(_paragraph_style(look) for look in _PARAGRAPHS)
    root.extend(_character_styles())
    root.extend(_table_styles())


def _fonts() -> Element:
    # No theme attributes: they would win over the names.
    return el("w:rFonts", {"ascii": FONT, "hAnsi": FONT, "eastAsia": FONT, "cs": FONT})


def _defaults() -> Element:
    language = el("w:lang", {"val": "en-US", "eastAsia": "ja-JP", "bidi": "ar-SA"})
    run = [_fonts(), val("w:color", INK), val("w:sz", 21), val("w:szCs", 21), language]
    run_default = el("w:rPrDefault", children=[el("w:rPr", children=run)])
    return el("w:docDefaults", children=[run_default, el("w:pPrDefault")])


def _normal() -> Element:
    name = [val("w:name", "Normal"), el("w:qFormat")]
    return el("w:style", {"type": "paragraph", "default": 1, "styleId": "Normal"}, name)


def _paragraph_style(look: Look) -> Element:
    parts = [val("w:name", look.name), val("w:basedOn", look.based_on)]
    parts += [val("w:next", look.following)] if look.following else []
    parts += [el("w:qFormat"), el("w:pPr", children=_paragraph_properties(look))]
    run = [el("w:b")] if look.is_bold else []
    run += [val("w:color", look.colour), val("w:sz", look.size), val("w:szCs", look.size)]
    return el("w:style", {"type": "paragraph", "styleId": look.ident}, [*parts, el("w:rPr", children=run)])


def _paragraph_properties(look: Look) -> Iterable[Element]:
    if look.is_kept:
        yield el("w:keepNext")
        yield el("w:keepLines")
    if look.is_ruled:
        edge: dict[str, str | int] = {"val": "single", "sz": 10, "space": 4, "color": BRAND}
        yield el("w:pBdr", children=[el("w:bottom", edge)])
    if look.is_listed:
        # For the page numbers that a word processor adds.
        yield el("w:tabs", children=[el("w:tab", {"val": "right", "leader": "dot", "pos": 9400})])
    yield el("w:spacing", {"before": look.before, "after": look.after, "line": look.line, "lineRule": "auto"})
    if look.indent:
        yield el("w:ind", {"left": look.indent})
    if look.align:
        yield val("w:jc", look.align)
    if look.outline is not None:
        yield val("w:outlineLvl", look.outline)


def _character_styles() -> Iterable[Element]:
    raised = val("w:vertAlign", "superscript")
    looks: dict[str, tuple[str, list[Element]]] = {
        NOTE_MARK: ("footnote reference", [raised]),
        LINK: ("Hyperlink", [val("w:color", BRAND), val("w:u", "single")]),
        STRONG: ("Strong", [el("w:b")]),
        # Slanted letters are no emphasis in Japanese.
        EMPHASIS: ("Emphasis", [val("w:u", "single")]),
        TERM: ("用語", [val("w:u", "dotted")]),
        CODE: ("コード（文中）", [el("w:shd", {"val": "clear", "color": "auto", "fill": "F2F2F2"})]),
        TAG: ("札", [val("w:color", "AC3E00"), val("w:sz", 16)]),
    }
    for ident, (name, properties) in looks.items():
        parts = [val("w:name", name), el("w:qFormat"), el("w:rPr", children=properties)]
        yield el("w:style", {"type": "character", "styleId": ident}, parts)


def _table_styles() -> Iterable[Element]:
    margins = el(
        "w:tblCellMar",
        children=[el(f"w:{side}", {"w": width, "type": "dxa"}) for side, width in _CELL_MARGINS.items()],
    )
    plain = [val("w:name", "Normal Table"), el("w:tblPr", children=[margins])]
    yield el("w:style", {"type": "table", "default": 1, "styleId": "TableNormal"}, plain)
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": RULE}
    borders = el("w:tblBorders", children=[el(f"w:{edge}", line) for edge in edges])
    house = [
        val("w:name", "表"),
        val("w:basedOn", "TableNormal"),
        el("w:qFormat"),
        el("w:tblPr", children=[borders]),
    ]
    yield el("w:style", {"type": "table", "styleId": TABLE}, house)


_CELL_MARGINS = {"top": 50, "left": 90, "bottom": 40, "right": 90}
