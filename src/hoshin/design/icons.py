"""A few line icons, drawn on a field of 24 × 24. They decorate: the words beside them say the same."""

from __future__ import annotations

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "info": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 11v6M12 7v.5",
    "success": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.5l3 3 5.5-6.5",
    "warning": "M12 4L2.5 20h19zM12 10v5M12 17.5v.5",
    "error": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v6M12 16v.5",
    "sample": "M5 3h10l4 4v14H5zM9 9h6M9 13h6M9 17h4",
    "download": "M12 4v11M7 10.5l5 5 5-5M4 20h16",
    "close": "M6 6l12 12M18 6L6 18",
    "person": "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4 20c1-4 4.5-5.5 8-5.5s7 1.5 8 5.5",
    "up": "M6 14l6-6 6 6",
    "down": "M6 10l6 6 6-6",
    "both": "M8 10l4-4 4 4M8 14l4 4 4-4",
}


@cache
def icon_html(name: str) -> SafeString:
    """The icon as SVG, hidden from assistive technology.

    :raises KeyError: no icon has that name
    """
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        mark_safe(f'<path d="{PATHS[name]}"/>'),  # noqa: S308 - our own constants
    )
