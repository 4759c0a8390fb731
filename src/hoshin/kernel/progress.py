"""How far a piece of background work has come, for the page of whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache

Tell = Callable[[int, str], None]
"""Is told how many per cent are done and what is being made."""

SECONDS_KEPT = 3600


def note_progress(key: str, percent: int, step: str) -> None:
    """Say how far the work of that key has come.

    In the cache and not in a row: it is worth nothing afterwards. The cache is in the database, so that nobody sees
    what is said before the transaction ends in which it is said.
    """
    cache.set(key, (percent, step), SECONDS_KEPT)


def progress_of(key: str) -> tuple[int, str]:
    """Return per cent done and what is being made; (0, "") before anything has begun."""
    percent, step = cache.get(key) or (0, "")
    return percent, step
