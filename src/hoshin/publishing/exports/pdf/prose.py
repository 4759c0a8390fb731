"""Texts of an edition as data for a template: Markdown as a tree, glossary terms marked, notes as footnotes.

A run of text is a list of strings and of lists that begin with their kind: ["b", run], ["i", run], ["code", text],
["a", address, run], ["term", words, key], ["br"]. A text is a list of blocks; the template knows their kinds by `t`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from hoshin.kernel import markdown
from hoshin.plan.rules.marking import Entry, Marker
from hoshin.plan.rules.marking import Section as MarkedSection
from hoshin.publishing.rules.contents import INFERRED
from hoshin.publishing.rules.document import Noted, TermDoc

Run = list[Any]
Block = dict[str, Any]
Note = dict[str, Any]

_EXTERNAL = ("http://", "https://")
_UNSEEN = {"Cc", "Cf", "Mn", "Zs", "Zl", "Zp"}
_SPANS = {"strong": "b", "em": "i"}


class Writer:
    """Writes the texts of one document."""

    def __init__(self, glossary: Sequence[TermDoc]) -> None:
        self._marker = Marker(
            Entry(str(number), (term.term, *term.aliases)) for number, term in enumerate(glossary, start=1)
        )
        self._sections = 0

    def section(self) -> SectionWriter:
        """Begin a stretch in which each term is marked once and each note is printed once."""
        self._sections += 1
        return SectionWriter(self._marker.section(), f"note-{self._sections}")


class SectionWriter:
    def __init__(self, marked: MarkedSection, name: str) -> None:
        self._marked = marked
        self._name = name
        self._numbers: dict[str, int] = {}
        self.notes: list[Note] = []  # in the order of their numbers

    def prose(self, source: str, *, base_heading: int = 0) -> list[Block]:
        """Return Markdown with terms marked. Only where `base_heading` gives their level are headings headings.

        Elsewhere, as in a cell or a note, they are bold lines: a document may not skip a level of headings.
        """
        if not source:
            return []
        blocks = self._blocks(SyntaxTreeNode(markdown.parse(source, base_heading=base_heading or 1)))
        return _without_gaps(blocks, base_heading) if base_heading else _without_headings(blocks)

    def line(self, text: str) -> Run:
        """Return plain text with terms marked."""
        run: Run = []
        end = 0
        for mark in self._marked.marks(text):
            run += [*_some(text[end : mark.start]), ["term", text[mark.start : mark.end], mark.key]]
            end = mark.end
        return run + _some(text[end:])

    def note(self, noted: Noted) -> Note | None:
        """Return the mark of a note on what a document says about its own certainty; None where it says nothing.

        Only the first of several places that share a note has its text.
        """
        said = noted.note or (INFERRED if noted.certainty == "inferred" else "")
        if not said:
            return None
        if said in self._numbers:
            return {**self.notes[self._numbers[said] - 1], "body": None}
        number = self._numbers[said] = len(self.notes) + 1
        # What Markdown reads as nothing, such as the address of a link alone, is printed as it was written.
        body = formatted(said) or [{"t": "p", "run": [said]}]
        self.notes.append({"id": f"{self._name}-{number}", "number": str(number), "body": body})
        return self.notes[-1]

    def _blocks(self, node: SyntaxTreeNode) -> list[Block]:
        return [self._block(child) for child in node.children]

    def _block(self, node: SyntaxTreeNode) -> Block:
        if node.type == "heading":
            return {"t": "h", "level": int(node.tag[1:]), "run": self._run(node, is_marked=False)}
        if node.type in {"bullet_list", "ordered_list"}:
            items = [self._blocks(item) for item in node.children]
            return {
                "t": "ul" if node.type == "bullet_list" else "ol",
                "start": node.attrGet("start") or 1,
                "items": items,
            }
        if node.type == "blockquote":
            return {"t": "quote", "blocks": self._blocks(node)}
        if node.type in {"fence", "code_block"}:
            return {"t": "code", "text": node.content.rstrip("\n")}
        if node.type == "table":
            return {"t": "table", "rows": [self._row(row) for part in node.children for row in part.children]}
        return {"t": "hr"} if node.type == "hr" else {"t": "p", "run": self._run(node)}

    def _row(self, row: SyntaxTreeNode) -> list[Run]:
        return [self._run(cell) for cell in row.children]

    def _run(self, node: SyntaxTreeNode, *, is_marked: bool = True) -> Run:
        return [part for child in node.children for part in self._inline(child, is_marked=is_marked)]

    def _inline(self, node: SyntaxTreeNode, *, is_marked: bool) -> Run:
        if node.type == "text":
            return self.line(node.content) if is_marked else _some(node.content)
        if node.type in _SPANS:
            return [[_SPANS[node.type], self._run(node, is_marked=is_marked)]]
        if node.type == "link":
            return self._link(node)
        if node.type == "code_inline":
            return [["code", node.content]]
        if node.type in {"softbreak", "hardbreak"}:
            return [" "] if node.type == "softbreak" else [["br"]]
        return self._run(node, is_marked=is_marked)

    def _link(self, node: SyntaxTreeNode) -> Run:
        """A way to another page of the site leads nowhere on paper: its words stay."""
        run = self._run(node, is_marked=False)
        address = str(node.attrGet("href") or "")
        is_whole = address.lower().startswith(_EXTERNAL) and markdown.is_allowed_link(address)
        return [["a", address, run]] if is_whole else run


@lru_cache(maxsize=1024)
def formatted(source: str, *, base_heading: int = 0) -> list[Block]:
    """Return Markdown without marking terms: notes, definitions. The same note is asked for again and again."""
    return SectionWriter(Marker(()).section(), "").prose(source, base_heading=base_heading)


def _without_gaps(blocks: list[Block], base: int) -> list[Block]:
    """The first heading stands at the base, and each at most one level below the one before.

    Headings inside a list or a quotation are none of the document's.
    """
    before = base - 1
    leveled = []
    for block in blocks:
        if block["t"] == "h" and _can_be_seen(block["run"]):
            before = min(block["level"], before + 1)
            leveled.append({**block, "level": before})
        else:
            leveled += _without_headings([block])
    return leveled


def _without_headings(blocks: list[Block]) -> list[Block]:
    return [_plainer(block) for block in blocks]


def _plainer(block: Block) -> Block:
    if block["t"] == "h":
        return {"t": "p", "run": [["b", block["run"]]]}
    if block["t"] in {"ul", "ol"}:
        return {**block, "items": [_without_headings(item) for item in block["items"]]}
    if block["t"] == "quote":
        return {**block, "blocks": _without_headings(block["blocks"])}
    return block


def _can_be_seen(run: Run) -> bool:
    """A heading of nothing but spaces and joiners would be one without a name."""
    return any(unicodedata.category(character) not in _UNSEEN for character in _words(run))


def _words(run: Run) -> str:
    said = []
    for part in run:
        if isinstance(part, str):
            said.append(part)
        elif part[0] in {"term", "code"}:
            said.append(part[1])
        elif part[0] != "br":
            said.append(_words(part[-1]))
    return "".join(said)


def _some(text: str) -> Run:
    return [text] if text else []
