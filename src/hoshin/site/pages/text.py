"""Texts of an edition as HTML: Markdown, with glossary terms marked on their first use in each section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hoshin.design.terms import term_html
from hoshin.kernel import markdown
from hoshin.plan.rules.marking import Entry, Marker
from hoshin.plan.rules.marking import Section as MarkedSection
from hoshin.publishing.rules.document import TermDoc
from hoshin.site.pages.book import Book

# One line without anything that Markdown might take for a mark: most notes and definitions. Parsing them would cost a
# third of the page.
_PLAIN = re.compile(r"(?![\s0-9+=-])[^\x00-\x1f*_`\[\]<>&\\#|~!]+(?<!\s)")


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
            return format_html("<p>{}</p>", self.line(source))
        html = markdown.render(source, base_heading=base_heading, text_hook=self.line)
        return mark_safe(html)  # noqa: S308 - `render` writes only its own tags and escapes the rest

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


@lru_cache(maxsize=2048)
def plain(source: str) -> str:
    """Return Markdown as plain text. Definitions are asked for again and again."""
    return source if not source or _PLAIN.fullmatch(source) else markdown.plain_text(source)


def formatted(source: str, *, base_heading: int = 4) -> SafeString:
    """Return Markdown as HTML without marking terms: notes, definitions."""
    if not source or _PLAIN.fullmatch(source):
        return format_html("<p>{}</p>", source) if source else SafeString("")
    return mark_safe(markdown.render(source, base_heading=base_heading))  # noqa: S308 - as above
