"""Writes the texts of an edition into a document of Word: `hoshin.publishing.exports.pdf.prose` says what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hoshin.publishing.exports.docx.paper import BULLETS, NUMBERS, Paper
from hoshin.publishing.exports.docx.styles import (
    BODY,
    BRAND,
    CELL,
    CODE,
    CODE_BLOCK,
    EMPHASIS,
    LEVELS,
    LINK,
    LIST_ITEM,
    LIST_MORE,
    LIST_STEP,
    NOTE,
    QUOTE,
    REMARK,
    STRONG,
    TABLE,
    TAG,
    TERM,
    THIN,
    TINT,
)
from hoshin.publishing.exports.docx.xml import Element, el, paragraph, text_run, twips, val
from hoshin.publishing.exports.pdf.prose import Block, Note, Run

Data = dict[str, Any]
_SPANS = {"b": STRONG, "i": EMPHASIS}
LOWEST_HEADING = 6
FIRST_ROW, FIRST_COLUMN, NO_BANDS = 0x20, 0x80, 0x600
# A row that would fill a page may break: else its end could fall off the paper.
LONGEST_UNBROKEN = 1200


@dataclass(frozen=True)
class Story:
    """A place to write: the page, a cell of a table, a note. `style` is that of its running text."""

    paper: Paper
    add: Callable[[Element], None]
    style: str = BODY
    width: float = 0.0
    is_in_note: bool = False

    # ---- paragraphs ----

    def line(self, *parts: str | Run | list[Element], style: str = "") -> None:
        """Add a paragraph of texts, runs and elements."""
        self.add(paragraph(style or self.style, self.pieces(*parts)))

    def pieces(self, *parts: str | Run | list[Element]) -> list[Element]:
        return [one for part in parts for one in self._piece(part)]

    def _piece(self, part: str | Run | list[Element]) -> list[Element]:
        if isinstance(part, str):
            return [text_run(part)] if part else []
        return [one for each in part for one in (self.run([each]) if isinstance(each, (str, list)) else [each])]

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block, self.style)

    def remark(self, blocks: Sequence[Block]) -> None:
        """Add the note on a whole chapter or initiative."""
        for place, block in enumerate(blocks):
            if place == 0 and block["t"] == "p":
                self.line("注記：", block["run"], style=REMARK)
            else:
                self._block(block, REMARK)

    def _block(self, block: Block, style: str) -> None:
        kind = block["t"]
        if kind == "h":
            self._heading(block)
        elif kind in {"ul", "ol"}:
            self._list(block, depth=0)
        elif kind == "quote":
            for one in block["blocks"]:
                self._block(one, QUOTE)
        elif kind == "code":
            self.add(paragraph(CODE_BLOCK, [text_run(block["text"])]))
        elif kind == "table":
            self._table(block["rows"])
        elif kind == "hr":
            self.line("―――")
        else:
            self.add(paragraph(style, self.run(block["run"])))

    def _heading(self, block: Block) -> None:
        level = min(int(block["level"]), LOWEST_HEADING)
        if self.style != BODY or self.is_in_note:
            self.add(paragraph(self.style, self.run([["b", block["run"]]])))
        else:
            self.paper.heading(plain(block["run"]), level, content=self.run(block["run"]))

    def _list(self, block: Block, depth: int) -> None:
        kind = BULLETS if block["t"] == "ul" else NUMBERS
        ident = self.paper.list_id(kind, int(block.get("start", 1)))
        level = min(depth, LEVELS - 1)
        for item in block["items"]:
            for place, inner in enumerate(item):
                if inner["t"] in {"ul", "ol"}:
                    self._list(inner, depth + 1)
                elif inner["t"] == "p" and place == 0:
                    marks = el("w:numPr", children=[val("w:ilvl", level), val("w:numId", ident)])
                    self.add(paragraph(self._item_style(LIST_ITEM), self.run(inner["run"]), more=[marks]))
                elif inner["t"] == "p":
                    indent = el("w:ind", {"left": LIST_STEP * (level + 1)})
                    self.add(paragraph(self._item_style(LIST_MORE), self.run(inner["run"]), more=[indent]))
                else:
                    self._block(inner, self.style)

    def _item_style(self, style: str) -> str:
        """A list in a cell or a note has the letters of the cell or note."""
        return style if self.style == BODY else self.style

    def _table(self, rows: Sequence[Sequence[Run]]) -> None:
        if not rows:
            return
        head, *body = ([self._cell_of(run) for run in row] for row in rows)
        self.table([1.0] * max(len(head), 1), head, body)

    @staticmethod
    def _cell_of(run: Run) -> Cell:
        return lambda cell: cell.line(run)

    # ---- runs ----

    def run(self, parts: Run, style: str = "") -> list[Element]:
        return [one for part in parts for one in self._part(part, style)]

    def _part(self, part: str | list[Any], style: str) -> list[Element]:
        if isinstance(part, str):
            return [text_run(part, style=style)]
        kind = part[0]
        if kind in _SPANS:
            return self.run(part[1], _SPANS[kind])
        if kind == "code":
            return [text_run(part[1], style=CODE)]
        if kind == "a":
            ident = self.paper.address_id(part[1], is_in_note=self.is_in_note)
            return [el("w:hyperlink", {"r:id": ident, "history": 1}, self.run(part[2], LINK))]
        if kind == "term":
            return [self.link(f"term-{part[2]}", [text_run(part[1], style=TERM)])]
        return [el("w:r", children=[el("w:br")])]

    def link(self, anchor: str, content: Iterable[Element]) -> Element:
        return el("w:hyperlink", {"anchor": self.paper.bookmark(anchor), "history": 1}, content)

    def links(self, items: Sequence[Data]) -> list[Element]:
        """Return the titles of initiatives, a line each, leading to their pages."""
        runs: list[Element] = []
        for place, item in enumerate(items):
            runs += [el("w:r", children=[el("w:br")])] if place else []
            runs.append(self.link(item["id"], [text_run(titled(item), style=LINK)]))
        return runs or [text_run("—")]

    def note(self, note: Note | None) -> list[Element]:
        """Return the mark of a note. Its text stands at the foot of the page where it is first referred to."""
        if note is None or self.is_in_note:
            return []
        known = self.paper.known_note(note["id"])
        if known or note["body"] is None:
            return known
        mark, foot = self.paper.new_note(note["id"])
        story = Story(self.paper, foot.append, NOTE, is_in_note=True)
        story.blocks(note["body"])
        if len(foot) == 0 or foot[0].tag != el("w:p").tag:
            foot.insert(0, paragraph(NOTE))
        foot[0][1:1] = Paper.note_number()
        return mark

    @staticmethod
    def tag(words: str) -> list[Element]:
        return [text_run(f"［{words}］", style=TAG)]

    # ---- tables ----

    def table(
        self,
        shares: Sequence[float],
        head: Sequence[Cell],
        rows: Iterable[Sequence[Cell]],
        *,
        said: str = "",
        is_small: bool = False,
        has_row_heads: bool = False,
    ) -> None:
        """Add a table whose columns share the width. Its header row is repeated on each page; without one, the first
        cells are the headers of their rows."""
        whole = twips(self.width)
        widths = [round(whole * share / sum(shares)) for share in shares]
        look = FIRST_ROW * bool(head) | FIRST_COLUMN * has_row_heads | NO_BANDS
        properties = [
            val("w:tblStyle", TABLE),
            el("w:tblW", {"w": sum(widths), "type": "dxa"}),
            el("w:tblLayout", {"type": "fixed"}),
            val("w:tblLook", f"{look:04X}"),
            *([val("w:tblCaption", said)] if said else []),
        ]
        table = el("w:tbl", children=[el("w:tblPr", children=properties)])
        table.append(el("w:tblGrid", children=[el("w:gridCol", {"w": width}) for width in widths]))
        suffix = "Small" if is_small else ""
        if head:
            table.append(self._row(head, widths, style=f"CellHead{suffix}", is_head=True))
        for row in rows:
            table.append(self._row(row, widths, style=f"{CELL}{suffix}", has_head=has_row_heads))
        self.add(table)
        # Two tables that touch would become one.
        self.add(paragraph(THIN))

    def _row(
        self, cells: Sequence[Cell], widths: Sequence[int], *, style: str, is_head: bool = False, has_head: bool = False
    ) -> Element:
        made = []
        for place, (cell, width) in enumerate(zip(cells, widths, strict=False)):
            properties = [el("w:tcW", {"w": width, "type": "dxa"})]
            if is_head or (has_head and place == 0):
                fill = BRAND if is_head else TINT
                properties.append(el("w:shd", {"val": "clear", "color": "auto", "fill": fill}))
            made.append(self._cell(cell, properties, style, is_bold=has_head and place == 0))
        length = sum(len(text.text or "") for one in made for text in one.iter(el("w:t").tag))
        kept = [el("w:cantSplit")] if length <= LONGEST_UNBROKEN else []
        kept += [el("w:tblHeader")] if is_head else []
        return el("w:tr", children=[el("w:trPr", children=kept), *made])

    def _cell(self, content: Cell, properties: Iterable[Element], style: str, *, is_bold: bool) -> Element:
        cell = el("w:tc", children=[el("w:tcPr", children=properties)])
        inner = Story(self.paper, cell.append, style, self.width / 2, is_in_note=self.is_in_note)
        if callable(content):
            content(inner)
        else:
            inner.line([["b", [content]]] if is_bold and content else content)
        if cell[-1].tag != el("w:p").tag:
            cell.append(paragraph(style))
        return cell

    def facts(self, pairs: Iterable[tuple[str, Cell]], *, said: str = "") -> None:
        """Add a table of labels and what is said under them."""
        rows = [(label, cell) for label, cell in pairs]
        self.table([1.0, 3.4], (), rows, said=said, has_row_heads=True)


Cell = str | Callable[[Story], None]


def titled(item: Data) -> str:
    return f"{item['number']} {item['title']}".strip()


def plain(run: Run) -> str:
    """Return the words of a run."""
    words = ""
    for part in run:
        if isinstance(part, str):
            words += part
        elif part[0] in {"code", "term"}:
            words += part[1]
        elif part[0] != "br":
            words += plain(part[-1])
    return words
