"""An edition opened for reading: its document with every key looked up once, and the addresses of its pages."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hoshin.design.charts import StageTrack
from hoshin.design.components import DepartmentEntry
from hoshin.plan.rules.numbering import circled
from hoshin.publishing.rules.addresses import item_path, slug_of
from hoshin.publishing.rules.document import (
    DirectionDoc,
    DriverDoc,
    DriverFieldDoc,
    EditionDoc,
    ItemDoc,
    ReferenceDoc,
    StageDoc,
)

ROLES = {"lead": "主管", "joint": "連携", "related": "関係"}


@dataclass(frozen=True)
class DriverPlace:
    """A driver with the place that gives it its printed number."""

    field: DriverFieldDoc
    driver: DriverDoc
    number: int

    @property
    def mark(self) -> str:
        """The printed number; empty where the list is printed without any."""
        return circled(self.number) if self.field.numbered else ""

    @property
    def anchor(self) -> str:
        return f"driver-{self.field.key}-{self.driver.key}"


@dataclass(frozen=True)
class Unresolved:
    """A reference of an item whose printed text points at no driver."""

    item: ItemDoc
    field: DriverFieldDoc
    reference: ReferenceDoc


@dataclass(frozen=True)
class Book:
    """`base` is the address of the edition's own page, with a slash at its end."""

    doc: EditionDoc
    label: str
    base: str
    policy_name: str
    department_names: Mapping[str, str]
    revision: int = 1
    published_date: dt.date | None = None
    newest_url: str = ""  # of the revision that has replaced this one

    @cached_property
    def items(self) -> tuple[ItemDoc, ...]:
        """Every item once, in the order of the document; what is shown again elsewhere (再掲) is left out."""
        return tuple(item for item in self.doc.items if item.repost_of is None)

    @cached_property
    def initiatives(self) -> tuple[ItemDoc, ...]:
        return tuple(item for item in self.items if item.initiative)

    @cached_property
    def items_by_key(self) -> Mapping[str, ItemDoc]:
        return {item.key: item for item in self.items}

    @cached_property
    def stages(self) -> Mapping[str, StageDoc]:
        return {stage.key: stage for stage in self.doc.stages}

    @cached_property
    def directions(self) -> Mapping[str, DirectionDoc]:
        return {direction.key: direction for direction in self.doc.directions}

    @cached_property
    def fields(self) -> Mapping[str, DriverFieldDoc]:
        return {field.key: field for field in self.doc.driver_fields}

    @cached_property
    def drivers(self) -> Mapping[tuple[str, str], DriverPlace]:
        return {
            (field.key, driver.key): DriverPlace(field, driver, number)
            for field in self.doc.driver_fields
            for number, driver in enumerate(field.drivers, start=1)
        }

    @cached_property
    def served(self) -> Mapping[tuple[str, str], tuple[ItemDoc, ...]]:
        """Which items refer to a driver, by field and driver key."""
        found: defaultdict[tuple[str, str], list[ItemDoc]] = defaultdict(list)
        for item in self.items:
            for reference in item.references:
                if reference.driver is not None:
                    found[reference.field, reference.driver].append(item)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def unresolved(self) -> tuple[Unresolved, ...]:
        return tuple(
            Unresolved(item, self.fields[reference.field], reference)
            for item in self.items
            for reference in item.references
            if reference.driver is None
        )

    @cached_property
    def stage_labels(self) -> tuple[str, ...]:
        return tuple(stage.label for stage in self.doc.stages)

    @cached_property
    def _stage_places(self) -> Mapping[str, int]:
        return {stage.key: place for place, stage in enumerate(self.doc.stages)}

    def stage_place(self, item: ItemDoc) -> int | None:
        return None if item.stage is None else self._stage_places[item.stage.stage]

    def track(self, item: ItemDoc) -> StageTrack:
        inferred = item.stage is not None and item.stage.certainty == "inferred"
        return StageTrack(self.stage_labels, self.stage_place(item), inferred=inferred)

    def track_of_stage(self, key: str) -> StageTrack:
        return StageTrack(self.stage_labels, self._stage_places[key])

    def departments_of(self, item: ItemDoc) -> tuple[DepartmentEntry, ...]:
        """The part of a department is said only where there are several."""
        is_alone = len(item.departments) == 1
        return tuple(
            DepartmentEntry(self.department_name(one.department), role="" if is_alone else ROLES[one.role])
            for one in item.departments
        )

    def department_name(self, key: str) -> str:
        return self.department_names.get(key, key)

    def ancestors(self, item: ItemDoc) -> tuple[ItemDoc, ...]:
        """What stands above the item in the tree, top first."""
        found: list[ItemDoc] = []
        while item.parent is not None:
            item = self.items_by_key[item.parent]
            found.insert(0, item)
        return tuple(found)

    def children(self, item: ItemDoc) -> tuple[ItemDoc, ...]:
        return tuple(one for one in self.items if one.parent == item.key)

    def level(self, item: ItemDoc) -> str:
        """What the edition calls an item of this depth: 重点取組."""
        depth = len(self.ancestors(item))
        return self.doc.levels[min(depth, len(self.doc.levels) - 1)]

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


def titled(item: ItemDoc) -> str:
    """1 個人番号カードの普及促進."""
    return f"{item.number} {item.title}" if item.number else item.title


def walk(items: tuple[ItemDoc, ...]) -> Iterator[tuple[ItemDoc | None, ItemDoc, ItemDoc | None]]:
    """Yield each item between its neighbours."""
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        after = items[place + 1] if place + 1 < len(items) else None
        yield before, item, after
