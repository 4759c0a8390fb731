"""Identifiers of what has no row of its own: made of names, so that they are the same everywhere and always."""

from __future__ import annotations

import uuid

_SPACE = uuid.UUID("7d3c1c7e-4f0a-5b62-9a2e-1f6e0b8d2c54")


def organisation_uid(code: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"organisation/{code}")


def group_uid(key: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"group/{key}")


def tag_uid(name: str) -> uuid.UUID:
    return uuid.uuid5(_SPACE, f"tag/{name}")
