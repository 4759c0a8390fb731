"""Where services meet without knowing one another: small shapes that one module offers and another takes.

A contract names no service. What is offered is declared in `module.py` and found in the registry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

Value = str | int | Decimal | bool | dt.date | None


@dataclass(frozen=True)
class SourceColumn:
    """A column of an offered table. `kind` is one of string, integer, number, boolean, date and url."""

    name: str
    kind: str = "string"
    description: str = ""


@dataclass(frozen=True)
class DatasetSource:
    """A table that a module keeps and offers to the open data catalogue, where it refreshes itself.

    `rows` is called in the municipality's scope and gives the table as it stands on that day, in the order of
    `columns` and always in the same order of rows. None of a value is an empty cell.
    """

    key: str
    title: str
    description: str
    slug: str  # of the file name: 132292_{slug}.csv
    columns: tuple[SourceColumn, ...]
    rows: Callable[[dt.date], Iterable[tuple[Value, ...]]]
    category: str = "行財政"
    tags: tuple[str, ...] = ()
    update_frequency: str = "随時"
    standard: str = ""  # key of a definition of standard datasets that the columns follow
