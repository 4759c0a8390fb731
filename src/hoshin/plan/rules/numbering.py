"""How the place of a driver in its list is printed: ①, ②, … The number is derived, never stored."""

from __future__ import annotations

_CIRCLES = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def circled(number: int) -> str:
    """Return ① to ㊿, and (51) where Unicode has no circle left."""
    for first, last, start in _CIRCLES:
        if first <= number <= last:
            return chr(start + number - first)
    return f"({number})"
