"""Roll over: what the next edition begins with, from an edition and what its year's cycle decided.

Items and indicators keep their identity. Nothing is lost by accident: an item leaves only because it was decided to end
or to be merged into one that stays; what is merged brings its indicators along.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hoshin.kernel.fiscal import FiscalYear
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, IndicatorDoc, ItemDoc, OriginDoc, StageOfItem
from hoshin.publishing.rules.succession import Succession
from hoshin.reviews.rules.results import CarryOver

REVISE, MERGE, END = "revise", "merge", "end"
STOP = ""  # the stage that a gate leads to where the initiative stops
TEXTS = ("summary", "progress", "plan", "schedule")


class Fate(enum.StrEnum):
    CARRIED = "carried"
    MERGED = "merged"
    ENDED = "ended"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return _FATES[self]


_FATES = {
    Fate.CARRIED: "引き継ぐ",
    Fate.MERGED: "統合する",
    Fate.ENDED: "載せない",
    Fate.STOPPED: "中止のため載せない",
}


@dataclass(frozen=True)
class RolledItem:
    """What becomes of one item. `old` is how it stands; `new` is None where it is not carried over."""

    old: ItemDoc
    fate: Fate
    carry: CarryOver
    new: ItemDoc | None = None
    heir: ItemDoc | None = None  # what it is merged into
    stale: tuple[str, ...] = ()  # names of the texts that are older than the new edition
    effects: tuple[str, ...] = ()  # in words, what happens beside


@dataclass(frozen=True)
class Rolled:
    document: EditionDoc
    items: tuple[RolledItem, ...]

    @property
    def stale(self) -> Mapping[str, tuple[str, ...]]:
        """The texts to be looked at, by the item's key."""
        return {one.old.key: one.stale for one in self.items if one.stale}


def rolled(
    edition: EditionDoc, year: FiscalYear, *, carry: Mapping[str, CarryOver], departments: Sequence[DepartmentDoc] = ()
) -> Rolled:
    """Return the next edition, and what becomes of each item of the old one."""
    rolling = _Rolling(edition, year, carry, Succession(departments))
    items = tuple(rolling.items())
    document = edition.model_copy(
        update={
            "year": year.year,
            "year_label": "",
            "status": "draft",
            "issued": None,
            "data_as_of": None,
            "results": (),
            "items": tuple(one.new for one in items if one.new is not None),
        }
    )
    return Rolled(document, items)


@dataclass(frozen=True)
class _Rolling:
    edition: EditionDoc
    year: FiscalYear
    carry: Mapping[str, CarryOver]
    succession: Succession

    def items(self) -> Iterator[RolledItem]:
        for item in self.edition.items:
            if item.repost_of is None:
                yield self._own(item)
            elif self._stays(item.repost_of):
                parent = {"parent": self._parent_of(item)}
                yield RolledItem(item, Fate.CARRIED, CarryOver(item.key), new=item.model_copy(update=parent))

    def _own(self, item: ItemDoc) -> RolledItem:
        carry, fate = self._carry_of(item.key), self._fates[item.key]
        if fate is not Fate.CARRIED:
            return RolledItem(item, fate, carry, heir=self._items.get(self._heirs.get(item.key, "")))
        new = self._carried(item, carry)
        return RolledItem(
            item, fate, carry, new=new, stale=self._stale(item, new, carry), effects=tuple(self._effects(item, carry))
        )

    # ---- who stays ----

    @cached_property
    def _items(self) -> Mapping[str, ItemDoc]:
        return {item.key: item for item in self.edition.items if item.repost_of is None}

    def _carry_of(self, key: str) -> CarryOver:
        return self.carry.get(key) or CarryOver(key)

    @cached_property
    def _heirs(self) -> Mapping[str, str]:
        """Into what each merged item goes at last. One whose way leads nowhere, or round, is not in it: it stays."""
        found = {}
        for key in self._items:
            if self._carry_of(key).effect == MERGE and (heir := self._heir_of(key)):
                found[key] = heir
        return found

    def _heir_of(self, key: str) -> str:
        seen = {key}
        while self._carry_of(key).effect == MERGE:
            key = self._carry_of(key).merge_into_key
            if key in seen or key not in self._items:
                return ""
            seen.add(key)
        return "" if self._leaves(key) else key

    def _leaves(self, key: str) -> bool:
        return self._carry_of(key).effect == END or self._carry_of(key).stage_to_key == STOP

    @cached_property
    def _fates(self) -> Mapping[str, Fate]:
        return {key: self._fate_of(key) for key in self._items}

    def _fate_of(self, key: str) -> Fate:
        carry = self._carry_of(key)
        if carry.effect == END:
            return Fate.ENDED
        if key in self._heirs:
            return Fate.MERGED
        return Fate.STOPPED if carry.stage_to_key == STOP else Fate.CARRIED

    def _stays(self, key: str) -> bool:
        """Say whether an item is carried over; a repost is where its original is."""
        return self._fates.get(self._originals.get(key, key)) is Fate.CARRIED

    @cached_property
    def _originals(self) -> Mapping[str, str]:
        return {item.key: item.repost_of for item in self.edition.items if item.repost_of is not None}

    @cached_property
    def _sources(self) -> Mapping[str, list[ItemDoc]]:
        found: defaultdict[str, list[ItemDoc]] = defaultdict(list)
        for key, heir in self._heirs.items():
            if self._fates[key] is Fate.MERGED:
                found[heir].append(self._items[key])
        return found

    # ---- what the carried ones say ----

    def _carried(self, item: ItemDoc, carry: CarryOver) -> ItemDoc:
        sources = self._sources.get(item.key, [])
        indicators = [one for source in (item, *sources) for one in source.indicators]
        update: dict[str, Any] = {
            "origins": tuple(OriginDoc(item=source.key, kind="merged") for source in sources),
            "parent": self._parent_of(item),
            "departments": self.succession.uses_on(self.year.first_day, item.departments),
            "progress": carry.progress or item.progress,
            "plan": carry.next_plan or item.plan,
            "indicators": tuple(_for_year(one, self.year) for one in indicators),
        }
        if carry.stage_to_key:
            update["stage"] = StageOfItem(stage=carry.stage_to_key)
        return item.model_copy(update=update)

    def _parent_of(self, item: ItemDoc) -> str | None:
        """Return what the item hangs on: its parent, what that was merged into, or the next one above that stays."""
        key, seen = item.parent, {item.key}
        while key is not None and key not in seen:
            seen.add(key)
            above = self._above(key)
            if self._stays(key):
                return key
            heir = self._heirs.get(key, "")
            if heir and item.key not in {heir, *self._above(heir)} and len(self._above(heir)) == len(above):
                return heir
            key = above[0] if above else None
        return None

    def _above(self, key: str) -> list[str]:
        """Return the keys over an item, the nearest first."""
        found: list[str] = []
        parent = self._parents.get(key)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._parents.get(parent)
        return found

    @cached_property
    def _parents(self) -> Mapping[str, str | None]:
        return {item.key: item.parent for item in self.edition.items}

    # ---- what people have to look at ----

    def _stale(self, old: ItemDoc, new: ItemDoc, carry: CarryOver) -> tuple[str, ...]:
        years = [entry.year for entry in new.schedule]
        is_revised = carry.effect == REVISE or old.key in self._sources or carry.effect == MERGE
        stale = {
            "summary": is_revised,
            "progress": bool(new.progress) and not carry.progress,
            "plan": bool(new.plan) and not carry.next_plan,
            "schedule": bool(years) and max(years) < self.year.year,
        }
        return tuple(name for name in TEXTS if stale[name])

    def _effects(self, item: ItemDoc, carry: CarryOver) -> Iterator[str]:
        if carry.stage_to_key:
            labels = {stage.key: stage.label for stage in self.edition.stages}
            yield f"段階を「{labels.get(carry.stage_to_key, carry.stage_to_key)}」にする"
        for source in self._sources.get(item.key, []):
            yield f"「{source.title}」と、その成果指標を引き受ける"
        if carry.effect == MERGE:
            yield "統合先が次の年度版に載らないため、統合せずに引き継ぐ"
        if carry.progress:
            yield "受理された報告を「これまでの取組・検討状況」にする"
        if carry.next_plan:
            yield "報告の「次の年度の計画」を、この年度の計画にする"
        yield from self._renamed(item)

    def _renamed(self, item: ItemDoc) -> Iterator[str]:
        for use in item.departments:
            keys = self.succession.on(self.year.first_day, use.department)
            if keys and keys != (use.department,):
                names = "、".join(self.succession.name_of(key) for key in keys)
                yield f"所管課を「{self.succession.name_of(use.department)}」から「{names}」にする"


def _for_year(indicator: IndicatorDoc, year: FiscalYear) -> IndicatorDoc:
    """Targets that lie before the year are left to the edition that set them, and so is a break of the series."""
    ahead = tuple(target for target in indicator.targets if target.period.last_day >= year.first_day)
    return indicator.model_copy(update={"targets": ahead, "breaks_series": False})
