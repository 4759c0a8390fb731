"""How the things of an edition stand in an address. Printed numbers are text and may hold any character."""

from __future__ import annotations

from urllib.parse import quote


def slug_of(*, number: str, key: str) -> str:
    """Return an item's number, where browsers and servers leave that as it is in a path; else its key."""
    return key if any(segment in {"", ".", ".."} for segment in number.split("/")) else number


def item_path(*, number: str, key: str) -> str:
    """Return where an item's page stands below the address of its edition."""
    return f"initiatives/{quote(slug_of(number=number, key=key), safe='')}/"
