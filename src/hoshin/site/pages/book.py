"""An edition opened for reading: its document with every key looked up once, and the addresses of its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.design.components import DepartmentEntry
from hoshin.publishing.rules.addresses import item_path, slug_of
from hoshin.publishing.rules.contents import Contents, DriverPlace, Unresolved, titled
from hoshin.publishing.rules.document import ItemDoc

__all__ = ["Book", "DriverPlace", "Unresolved", "term_anchor", "titled", "walk"]


@dataclass(frozen=True)
class Book(Contents):
    """`base` is the address of the edition's own page, with a slash at its end."""

    label: str
    base: str
    policy_name: str
    revision: int = 1
    published_date: dt.date | None = None
    newest_url: str = ""  # of the revision that has replaced this one

    def departments_of(self, item: ItemDoc) -> tuple[DepartmentEntry, ...]:
        return tuple(
            DepartmentEntry(self.department_name(one.department), role=self.role(item, one)) for one in item.departments
        )

    def item_url(self, item: ItemDoc) -> str:
        return self.base + item_path(number=item.number, key=item.key)

    def find(self, slug: str) -> ItemDoc | None:
        """Return the item of an address: by its number, else by its key."""
        by_slug = (item for item in self.items if slug_of(number=item.number, key=item.key) == slug)
        return next(by_slug, self.items_by_key.get(slug))

    @property
    def matrix_url(self) -> str:
        return f"{self.base}matrix/"

    @property
    def glossary_url(self) -> str:
        return f"{self.base}glossary/"

    def driver_url(self, place: DriverPlace) -> str:
        return f"{self.matrix_url}#{place.anchor}"

    def direction_url(self, key: str) -> str:
        return f"{self.base}?direction={key}#initiatives"

    def term_url(self, number: int) -> str:
        return f"{self.glossary_url}#{term_anchor(number)}"


def term_anchor(number: int) -> str:
    return f"term-{number}"


def walk(items: tuple[ItemDoc, ...]) -> Iterator[tuple[ItemDoc | None, ItemDoc, ItemDoc | None]]:
    """Yield each item between its neighbours."""
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        after = items[place + 1] if place + 1 < len(items) else None
        yield before, item, after
