"""Parts of a file (RFC 9110, section 14): a single range of bytes. What asks for several gets the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes\s*=\s*(\d{0,15})-(\d{0,15})", re.ASCII)


class NotSatisfiable(ValueError):
    """The range begins behind the end."""


@dataclass(frozen=True)
class Span:
    first: int
    last: int
    is_part: bool = False

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def span_of(header: str, size: int, *, if_range: str = "", tag: str = "") -> Span:
    """Return which bytes to send.

    :param if_range: what the asker has of the file; if that is not `tag`, its parts would not fit together.
    :raises NotSatisfiable: none of the bytes asked for exist.
    """
    whole = Span(0, size - 1)
    match = _RANGE.fullmatch(header.strip())
    if match is None or (if_range and if_range != tag):
        return whole
    first, last = match[1], match[2]
    if not first:
        return _last_bytes(int(last), size) if last else whole
    if last and int(last) < int(first):
        return whole
    if int(first) >= size:
        raise NotSatisfiable
    return Span(int(first), min(int(last or size), size - 1), is_part=True)


def _last_bytes(count: int, size: int) -> Span:
    if count == 0 or size == 0:
        raise NotSatisfiable
    return Span(max(0, size - count), size - 1, is_part=True)
