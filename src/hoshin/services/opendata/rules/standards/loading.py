"""Definitions read from the package: one file per dataset and version, one for what columns mean in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.shapes import Field, FieldType, Need, Standard

VERSIONS = ("v3", "v1")  # the newest first
_DATA = Path(__file__).parent / "data"


class NoSuchStandard(LookupError):
    """There is no definition of that key (in that version)."""


def standards() -> tuple[Standard, ...]:
    """Return every definition that is known, the newest version of each dataset first, in a fixed order."""
    return tuple(standard(key, version) for key in _keys() for version in VERSIONS if _path(key, version).exists())


@cache
def standard(key: str, version: str) -> Standard:
    """:raises NoSuchStandard:"""
    if version not in VERSIONS or key not in _keys() or not (path := _path(key, version)).exists():
        raise NoSuchStandard(f"{key[:60]} {version[:10]}")
    data = _read(path)
    # What is another column's name here (定員 beside 収容定員) means that column.
    taken = frozenset(normalise(name) for name in data["columns"])
    return Standard(
        key=key,
        version=version,
        number=data.get("number", ""),
        title=data["title"],
        fields=tuple(_field(name, data, taken) for name in data["columns"]),
        confidence=data["confidence"],
    )


def newest(key: str) -> Standard:
    """Return the definition in which a dataset is published.

    :raises NoSuchStandard:
    """
    return standard(key, next((version for version in VERSIONS if _path(key, version).exists()), ""))


@cache
def _keys() -> tuple[str, ...]:
    return tuple(sorted({path.stem for version in VERSIONS for path in (_DATA / version).glob("*.yaml")}))


def _path(key: str, version: str) -> Path:
    # Keys come from requests too: only one of ours becomes a path.
    return _DATA / version / f"{key if key in _keys() else 'none'}.yaml"


def _read(path: Path) -> Any:
    # The parser in C: the definitions are read in tens of milliseconds instead of seconds.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@cache
def _columns() -> Mapping[str, Mapping[str, Any]]:
    columns: Mapping[str, Mapping[str, Any]] = _read(_DATA / "columns.yaml")
    return columns


def _field(name: str, data: Mapping[str, Any], taken: frozenset[str]) -> Field:
    column = _columns()[name]
    aliases = (*data.get("aliases", {}).get(name, ()), *column.get("aliases", ()))
    return Field(
        name=name,
        type=FieldType(column.get("type", "string")),
        need=Need(data["columns"][name]),
        description=column.get("description", ""),
        values=tuple(data.get("values", {}).get(name, ())),
        aliases=tuple(alias for alias in dict.fromkeys(aliases) if normalise(alias) not in taken),
    )
