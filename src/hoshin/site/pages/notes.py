"""Footnotes of a section: what was inferred, what could not be resolved, what the source leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.design.markup import markup, markup_lines
from hoshin.publishing.rules.document import Noted
from hoshin.site.pages.text import formatted

INFERRED = lazy("原文に明記がなく、ほかの記述から推定しています。")


@dataclass
class Notes:
    """Collects the footnotes of one section; `name` is unique on the page.

    A note that several places share is printed once: a note about how a table was read would fill the page otherwise.
    """

    name: str
    label: str
    _numbers: dict[str, int] = field(default_factory=dict)
    _first: dict[str, str] = field(default_factory=dict)
    _places: count[int] = field(default_factory=lambda: count(1))

    def mark(self, text: str) -> SafeString:
        """Return the reference to a note; nothing where there is nothing to say."""
        if not text:
            return SafeString("")
        number = self._numbers.setdefault(text, len(self._numbers) + 1)
        ident = f"{self._name}-r{next(self._places)}"
        self._first.setdefault(text, ident)
        mark = f'<a class="note-mark" id="{ident}" href="#{self._name}-n{number}">{self._word}{number}</a>'
        return mark_safe(mark)  # noqa: S308 - numbers, and words that are escaped below

    @cached_property
    def _name(self) -> str:
        return escape(self.name)

    @cached_property
    def _inferred(self) -> str:
        return str(INFERRED)

    @cached_property
    def _word(self) -> str:
        return escape(_("注"))

    def of(self, noted: Noted) -> SafeString:
        """Return the reference for what a document says about its own certainty."""
        return self.mark(noted.note or (self._inferred if noted.certainty == "inferred" else ""))

    def __bool__(self) -> bool:
        return bool(self._numbers)

    @property
    def html(self) -> SafeString:
        """The list of the footnotes. Written here, not in a template: there are dozens, and templates are slow."""
        if not self._numbers:
            return SafeString("")
        lines = markup_lines(
            '<li id="{}-n{}"><a href="#{}" aria-label="{}">{}{}</a><div class="notes__text">{}</div></li>',
            (
                (self.name, number, self._first[text], back % {"number": number}, word, number, formatted(text))
                for word, back in [(_("注"), _("注%(number)sの本文に戻る"))]
                for text, number in self._numbers.items()
            ),
        )
        label = _("「%(label)s」の注") % {"label": self.label}
        return markup(
            '<div class="notes" role="group" aria-label="{}"><ol class="notes__list">{}</ol></div>', label, lines
        )
