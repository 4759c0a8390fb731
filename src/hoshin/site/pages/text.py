"""Texts of an edition as HTML: Markdown, with glossary terms marked on their first use in each section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from hoshin.design.markup import markup
from hoshin.design.terms import term_html
from hoshin.kernel import markdown
from hoshin.plan.rules.marking import Entry, Marker
from hoshin.plan.rules.marking import Section as MarkedSection
from hoshin.publishing.rules.document import TermDoc
from hoshin.site.pages.book import Book

# One line without anything that Markdown might take for a mark: most notes and definitions. Parsing them would cost a
# third of the page.
_PLAIN = re.compile(r"(?![\s0-9+=-])[^\x00-\x1f*_`\[\]<>&\\#|~!]+(?<!\s)")

_GAP = "\0"  # no Markdown has it: the parser replaces it


class Writer:
    """Writes the texts of one page."""

    def __init__(self, book: Book) -> None:
        self._terms = {str(number): term for number, term in enumerate(book.doc.glossary, start=1)}
        self._book = book
        self._marker = Marker(Entry(key, (term.term, *term.aliases)) for key, term in self._terms.items())

    def section(self, name: str) -> SectionWriter:
        """Begin a section; `name` is unique on the page."""
        return SectionWriter(self, name, self._marker.section())

    def term(self, key: str) -> tuple[TermDoc, str]:
        return self._terms[key], self._book.term_url(int(key))


@dataclass
class SectionWriter:
    writer: Writer
    name: str
    marked: MarkedSection

    def prose(self, source: str, *, base_heading: int = 3) -> SafeString:
        """Return Markdown as HTML, terms marked outside headings, links and code."""
        if not source:
            return SafeString("")
        if _PLAIN.fullmatch(source):
            return markup("<p>{}</p>", self.line(source))
        pieces, texts = _parsed(source, base_heading)
        parts = [pieces[0]]
        for text, piece in zip(texts, pieces[1:], strict=True):
            parts += [self.line(text), piece]
        return mark_safe("".join(parts))  # noqa: S308 - `render` writes only its own tags and escapes the rest

    def line(self, text: str) -> SafeString:
        """Return plain text as HTML with terms marked."""
        parts: list[str] = []
        end = 0
        for mark in self.marked.marks(text):
            parts += [escape(text[end : mark.start]), self._term(text[mark.start : mark.end], mark.key)]
            end = mark.end
        parts.append(escape(text[end:]))
        return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above

    def _term(self, words: str, key: str) -> str:
        term, url = self.writer.term(key)
        return term_html(
            words,
            ident=f"{self.name}-t{key}",
            name=term.term,
            reading=term.reading,
            definition=plain(term.definition),
            url=url,
        )


@lru_cache(maxsize=1024)
def _parsed(source: str, base_heading: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return Markdown as HTML in pieces, and the texts that stand between them. A text is parsed once per process."""
    texts: list[str] = []

    def take_out(text: str) -> str:
        texts.append(text)
        return _GAP

    html = markdown.render(source, base_heading=base_heading, text_hook=take_out)
    return tuple(html.split(_GAP)), tuple(texts)


@lru_cache(maxsize=2048)
def plain(source: str) -> str:
    """Return Markdown as plain text. Definitions are asked for again and again."""
    return source if not source or _PLAIN.fullmatch(source) else markdown.plain_text(source)


@lru_cache(maxsize=2048)
def formatted(source: str, *, base_heading: int = 4) -> SafeString:
    """Return Markdown as HTML without marking terms: notes, definitions."""
    if not source or _PLAIN.fullmatch(source):
        return markup("<p>{}</p>", source) if source else SafeString("")
    return mark_safe(markdown.render(source, base_heading=base_heading))  # noqa: S308 - as above
