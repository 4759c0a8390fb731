"""The elements of WordprocessingML that a document is written with. Whatever a person wrote becomes text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element

from hoshin.publishing.exports.safe_text import writable

Element: TypeAlias = _Element
Attributes: TypeAlias = Mapping[str, str | int]

TWIPS_A_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    return round(millimetres * TWIPS_A_MM)


def el(tag: str, attributes: Attributes | None = None, children: Iterable[Element] = ()) -> Element:
    """Make an element; attributes without a prefix are of w, as nearly all are."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name if ":" in name else f"w:{name}"), writable(str(value)))
    made.extend(children)
    return made


def val(tag: str, value: str | int) -> Element:
    return el(tag, {"val": value})


def text_run(text: str, *, style: str = "", bold: bool = False) -> Element:
    """Return a run; a line break and a tab in the text stand as such."""
    run = el("w:r")
    properties = [val("w:rStyle", style)] if style else []
    properties += [el("w:b")] if bold else []
    if properties:
        run.append(el("w:rPr", children=properties))
    for number, line in enumerate(writable(text).split("\n")):
        if number:
            run.append(el("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                run.append(el("w:tab"))
            if piece:
                run.append(_text(piece))
    return run


def _text(piece: str) -> Element:
    made = el("w:t", {"xml:space": "preserve"})
    made.text = piece
    return made


def field(instruction: str, shown: str, *, style: str = "") -> list[Element]:
    """Return a field that a word processor can reckon again, with what it shows until then."""
    return [*field_begin(instruction), text_run(shown, style=style), field_end()]


def field_begin(instruction: str) -> list[Element]:
    code = el("w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    return [
        el("w:r", children=[el("w:fldChar", {"fldCharType": "begin"})]),
        el("w:r", children=[code]),
        el("w:r", children=[el("w:fldChar", {"fldCharType": "separate"})]),
    ]


def field_end() -> Element:
    return el("w:r", children=[el("w:fldChar", {"fldCharType": "end"})])


def paragraph(style: str, content: Iterable[Element] = (), *, more: Iterable[Element] = ()) -> Element:
    """`more` are further properties, in the order that the format asks for."""
    properties = [val("w:pStyle", style), *more]
    return el("w:p", children=[el("w:pPr", children=properties), *content])
