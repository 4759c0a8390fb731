"""HTML written in Python, for what a page has hundreds of.

As Django's `format_html`, but without its look for lazy texts at every value: that look costs three times as much as
the escaping itself. A lazy text is still written right: it is turned into a `str` first.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeData, SafeString


def escaped(value: object) -> str:
    """Return the value as HTML; what is marked as safe stays as it is."""
    if isinstance(value, SafeData):
        return str(value)
    return escape(value if isinstance(value, str) else str(value))


def markup(template: str, /, *values: object, **named: object) -> SafeString:
    """Return the template, which must be a constant, filled with escaped values."""
    return SafeString(template.format(*map(escaped, values), **{name: escaped(one) for name, one in named.items()}))


def markup_lines(template: str, lines: Iterable[Iterable[object]], /) -> SafeString:
    """Return the template, which must be a constant, filled once for each line."""
    return SafeString("".join([template.format(*map(escaped, values)) for values in lines]))
