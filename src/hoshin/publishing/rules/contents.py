"""An edition with every key looked up once: what refers to what, in the order of the document.

What is printed and what is shown on the screen are written from here. Addresses belong to the screen alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from hoshin.design.charts import StageTrack
from hoshin.plan.rules.numbering import circled
from hoshin.publishing.rules.document import (
    DepartmentOfItem,
    DirectionDoc,
    DriverDoc,
    DriverFieldDoc,
    EditionDoc,
    ItemDoc,
    ReferenceDoc,
    StageDoc,
)

ROLES = {"lead": "主管", "joint": "連携", "related": "関係"}
INFERRED = "原文に明記がなく、ほかの記述から推定しています。"


@dataclass(frozen=True)
class DriverPlace:
    """A driver with the place that gives it its printed number."""

    field: DriverFieldDoc
    driver: DriverDoc
    number: int

    @property
    def mark(self) -> str:
        """① …; empty in a list that is printed without numbers."""
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
class Contents:
    doc: EditionDoc
    department_names: Mapping[str, str]

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
    def stage_labels(self) -> tuple[str, ...]:
        return tuple(stage.label for stage in self.doc.stages)

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
    def _stage_places(self) -> Mapping[str, int]:
        return {stage.key: place for place, stage in enumerate(self.doc.stages)}

    def stage_place(self, item: ItemDoc) -> int | None:
        return None if item.stage is None else self._stage_places[item.stage.stage]

    def track(self, item: ItemDoc) -> StageTrack:
        inferred = item.stage is not None and item.stage.certainty == "inferred"
        return StageTrack(self.stage_labels, self.stage_place(item), inferred=inferred)

    def track_of_stage(self, key: str) -> StageTrack:
        return StageTrack(self.stage_labels, self._stage_places[key])

    def department_name(self, key: str) -> str:
        return self.department_names.get(key, key)

    def role(self, item: ItemDoc, use: DepartmentOfItem) -> str:
        """The part of a department is said only where there are several."""
        return "" if len(item.departments) == 1 else ROLES[use.role]

    def ancestors(self, item: ItemDoc) -> tuple[ItemDoc, ...]:
        """What stands above the item in the tree, top first."""
        found: list[ItemDoc] = []
        while item.parent is not None:
            item = self.items_by_key[item.parent]
            found.insert(0, item)
        return tuple(found)

    @cached_property
    def _children(self) -> Mapping[str, tuple[ItemDoc, ...]]:
        found: defaultdict[str, list[ItemDoc]] = defaultdict(list)
        for item in self.items:
            if item.parent is not None:
                found[item.parent].append(item)
        return {key: tuple(items) for key, items in found.items()}

    def children(self, item: ItemDoc) -> tuple[ItemDoc, ...]:
        return self._children.get(item.key, ())

    def level(self, item: ItemDoc) -> str:
        """What the edition calls an item of this depth: 重点取組."""
        depth = len(self.ancestors(item))
        return self.doc.levels[min(depth, len(self.doc.levels) - 1)]


def titled(item: ItemDoc) -> str:
    """1 個人番号カードの普及促進."""
    return f"{item.number} {item.title}" if item.number else item.title
