"""Footnotes of a section: what was inferred, what could not be resolved, what the source leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.publishing.rules.document import Noted
from hoshin.site.pages.text import formatted

INFERRED = lazy("原文に明記がなく、ほかの記述から推定しています。")


@dataclass(frozen=True)
class Footnote:
    ident: str
    number: int
    back: str  # the id of the first place that refers to it
    text: SafeString


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
        ident = f"{self.name}-r{next(self._places)}"
        self._first.setdefault(text, ident)
        return format_html(
            '<a class="note-mark" id="{}" href="#{}-n{}">{}{}</a>', ident, self.name, number, _("注"), number
        )

    def of(self, noted: Noted) -> SafeString:
        """Return the reference for what a document says about its own certainty."""
        return self.mark(noted.note or (str(INFERRED) if noted.certainty == "inferred" else ""))

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        return tuple(
            Footnote(f"{self.name}-n{number}", number, self._first[text], formatted(text))
            for text, number in self._numbers.items()
        )
