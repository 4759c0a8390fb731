"""Identifiers of what has no row of its own: made of names, so that they are the same everywhere and always."""

from __future__ import annotations

import uuid
from functools import lru_cache

_SPACE = uuid.UUID("7d3c1c7e-4f0a-5b62-9a2e-1f6e0b8d2c54")


@lru_cache(maxsize=4096)
def organisation_uid(code: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"organisation/{code}")


@lru_cache(maxsize=4096)
def group_uid(key: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"group/{key}")


@lru_cache(maxsize=4096)
def tag_uid(name: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"tag/{name}")
