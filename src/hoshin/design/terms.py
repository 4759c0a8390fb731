"""A glossary term in running text, explained in place."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.markup import markup


def term_html(words: str, *, ident: str, name: str, definition: str, reading: str = "", url: str = "") -> SafeString:
    """The words as a button that opens the definition. Works without a script: the browser itself opens the popover.

    `words` is the text as it stands in the sentence, `name` the glossary's spelling, `ident` unique on the page.
    All of it is phrasing content, so that it may stand inside a paragraph. The asterisk comes from the style sheet.
    """
    spoken = markup('<span class="term__reading">{}</span>', reading) if reading else ""
    more = markup('<a class="term__more" href="{}">{}</a>', url, _("用語解説で読む")) if url else ""
    return markup(
        '<button class="term" type="button" popovertarget="{ident}">{words}</button>'
        '<span class="term__body" id="{ident}" popover role="note" aria-label="{label}">'
        '<span class="term__name">{name}{spoken}</span>{definition}{more}</span>',
        ident=ident,
        words=words,
        label=_("用語解説"),
        name=name,
        spoken=spoken,
        definition=definition,
        more=more,
    )
