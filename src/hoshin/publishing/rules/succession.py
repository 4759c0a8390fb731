"""Which departments answer for an item on a day, when those it names have been renamed, split or merged since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hoshin.publishing.rules.document import DepartmentDoc, DepartmentOfItem

FIRST, OTHERS = "lead", "joint"


@dataclass(frozen=True)
class Succession:
    """The city's departments with who took over whose duties."""

    departments: Sequence[DepartmentDoc]

    @cached_property
    def _by_key(self) -> Mapping[str, DepartmentDoc]:
        return {one.key: one for one in self.departments}

    @cached_property
    def _heirs(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.departments:
            for origin in one.succeeds:
                found[origin.department].append(one.key)
        return found

    def name_of(self, key: str) -> str:
        found = self._by_key.get(key)
        return found.name if found else key

    def on(self, day: dt.date, key: str) -> tuple[str, ...]:
        """Return who holds a department's duties on a day: itself, its successors, or nobody."""
        return self._on(day, key, frozenset())

    def _on(self, day: dt.date, key: str, seen: frozenset[str]) -> tuple[str, ...]:
        department = self._by_key.get(key)
        if department is None or key in seen:
            return ()
        if department.valid_to is None or department.valid_to >= day:
            return (key,)
        heirs = (self._on(day, heir, seen | {key}) for heir in self._heirs.get(key, ()))
        return tuple(dict.fromkeys(one for found in heirs for one in found))

    def uses_on(self, day: dt.date, uses: Iterable[DepartmentOfItem]) -> tuple[DepartmentOfItem, ...]:
        """Return an item's departments as they are on a day, each named once.

        Where one was split, all its parts stand there as an inference, the first in its role: which of them has the
        item is for people to say. One that ended without a successor stays, as an inference too.
        """
        found: dict[str, DepartmentOfItem] = {}
        for use in uses:
            for one in self._use_on(day, use):
                found.setdefault(one.department, one)
        return tuple(found.values())

    def _use_on(self, day: dt.date, use: DepartmentOfItem) -> list[DepartmentOfItem]:
        keys = self.on(day, use.department)
        if keys == (use.department,):
            return [use]
        if len(keys) == 1:
            return [use.model_copy(update={"department": keys[0]})]
        name = self.name_of(use.department)
        if not keys:
            note = f"「{name}」は廃止され、後の課が登録されていません。"
            return [use.model_copy(update={"certainty": "inferred", "note": note})]
        doubt = {"certainty": "inferred", "note": f"「{name}」の分割によります。"}
        roles = [use.role] + [OTHERS if use.role == FIRST else use.role] * (len(keys) - 1)
        return [
            use.model_copy(update={"department": key, "role": role, **doubt})
            for key, role in zip(keys, roles, strict=True)
        ]
