"""From a reviewed table to the edition that is loaded as a draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from hoshin.publishing.rules.check import Parts, check_parts
from hoshin.publishing.rules.document import (
    ActualDoc,
    DepartmentDoc,
    DepartmentOfItem,
    DirectionOfItem,
    EditionDoc,
    IndicatorDoc,
    ItemDoc,
    Noted,
    PolicyFolder,
    ReferenceDoc,
    StageOfItem,
    TargetDoc,
)
from hoshin.publishing.rules.importing.mapping import Context
from hoshin.publishing.rules.importing.reading import Reading
from hoshin.publishing.rules.importing.review import Review, Row
from hoshin.publishing.rules.importing.texts import alike, folded
from hoshin.publishing.rules.importing.values import unit_of
from hoshin.publishing.rules.messages import explain
from hoshin.publishing.rules.problem import masked, printed_path

D = TypeVar("D", bound=Noted)
M = TypeVar("M", ActualDoc, TargetDoc)


class NotSettled(ValueError):
    """Readings are open, or what was read makes no edition."""


@dataclass(frozen=True)
class Assembled:
    """What is loaded, and the titles of its items: those that the table does not have are `kept` or `dropped`."""

    edition: EditionDoc
    departments: tuple[DepartmentDoc, ...]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def assemble(review: Review, context: Context) -> Assembled:
    """Put what was read into the edition: rows that it knows by number or title are changed, others added.

    :raises NotSettled: a person has still to look at something.
    """
    if review.unmatched:
        codes = "、".join(review.unmatched)
        raise NotSettled(f"いまの読み取りのどれにも当たらない訂正・確認が{len(review.unmatched)}件あります: {codes}")
    if review.open:
        raise NotSettled(f"確認の済んでいない問題が{len(review.open)}件あります。")
    return _Assembling(context).assembled(review)


def folder_to_load(assembled: Assembled, folder: PolicyFolder) -> PolicyFolder:
    """Return the policy with the one edition that was made, checked as a folder is.

    :raises NotSettled: with what the check found, a line each.
    """
    findings = check_parts(Parts(folder.municipality, folder.policy, assembled.departments, (assembled.edition,)))
    if findings:
        said = (f"{printed_path(one.path[2:])}: {one.message.replace('{other}', '')}" for one in findings)
        raise NotSettled("\n".join(masked(line) for line in said))
    return folder.model_copy(update={"departments": assembled.departments, "editions": (assembled.edition,)})


def _validated(edition: EditionDoc) -> EditionDoc:
    try:
        return EditionDoc.model_validate(edition.model_dump())
    except ValidationError as error:
        lines = (
            f"{printed_path(detail['loc'])}: {explain(detail, EditionDoc)[0]}"
            for detail in error.errors(include_url=False)
        )
        raise NotSettled("\n".join(masked(line) for line in lines)) from None


class _Assembling:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.departments = list(context.departments)
        self.unmatched = {item.key: item for item in context.edition.items}
        self.made: set[str] = set()
        self.added: list[str] = []
        self.changed: list[str] = []

    def assembled(self, review: Review) -> Assembled:
        items = [self._item(row) for row in review.rows]
        kept = [] if self.context.is_new else list(self.unmatched.values())
        edition = self.context.edition.model_copy(update={"status": "draft", "issued": None, "items": (*items, *kept)})
        return Assembled(
            _validated(edition),
            tuple(self.departments),
            tuple(self.added),
            tuple(self.changed),
            tuple(item.title for item in kept),
        )

    def _item(self, row: Row) -> ItemDoc:
        title = _value(row, "title") or row.title
        number = _value(row, "number") or ""
        old = self._known(title, number)
        if old:
            del self.unmatched[old.key]
            self.changed.append(title)
        else:
            self.added.append(title)
        base = old or ItemDoc(key=self._new_key(number), title=title)
        update = {"title": title, **self._fields(row, base)}
        return base.model_copy(update=update)

    def _known(self, title: str, number: str) -> ItemDoc | None:
        """By title first: numbers move from edition to edition, so that a number alone says nothing."""
        own = [item for item in self.unmatched.values() if item.repost_of is None]
        for item in own:
            if folded(item.title).replace(" ", "") == folded(title).replace(" ", ""):
                return item
        return next((item for item in own if number and item.number == number and alike(item.title, title)), None)

    def _new_key(self, number: str) -> str:
        used = {item.key for item in self.context.edition.items} | self.made
        stem = f"item-{int(number):02d}" if re.fullmatch("[0-9]{1,3}", number) else "item-new"
        key = _free(stem, used)
        self.made.add(key)
        return key

    def _fields(self, row: Row, base: ItemDoc) -> dict[str, object]:
        """Return what the table has columns for; the rest of the item stays as it is."""
        makers: dict[str, Callable[[Reading], object]] = {
            "number": lambda one: one.read.value or "",
            "summary": lambda one: one.read.value or "",
            "plan": lambda one: one.read.value or "",
            "progress": lambda one: one.read.value or "",
            "stage": lambda one: _stage(one, base),
            "departments": lambda one: as_known(self._departments(one), base.departments, "department"),
            "directions": lambda one: as_known(_directions(one), base.directions, "direction"),
        }
        fields = {name: make(one) for name, make in makers.items() if (one := row.get(name))}
        references = row.of_kind("reference")
        if references:
            read = {one.slot.partition(":")[2] for one in references}
            stay = (one for one in base.references if one.field not in read)
            made = [reference for one in references for reference in _references(one)]
            fields["references"] = (*stay, *as_known(made, base.references, "field", "driver", "printed"))
        if row.get("indicator"):
            fields["indicators"] = _indicators(row, base, is_new=self.context.is_new)
        elif self.context.is_new:
            fields["indicators"] = ()
        return fields

    def _departments(self, reading: Reading) -> tuple[DepartmentOfItem, ...]:
        keys = [self._department(key) for key in reading.read.value or ()]
        role = "lead" if len(keys) == 1 else "joint"
        return tuple(DepartmentOfItem(department=key, role=role, **reading.remarks) for key in keys)

    def _department(self, key: str) -> str:
        name = key.removeprefix("new:")
        if name == key:
            return key
        known = next((one for one in self.departments if one.name == name), None)
        if known is None:
            known = DepartmentDoc(key=_free("department", {one.key for one in self.departments}), name=name)
            self.departments.append(known)
        return known.key


def as_known(made: Sequence[D], old: Sequence[D], *names: str) -> tuple[D, ...]:
    """Keep what the edition says already, with its notes, where the table says the same."""

    def said(one: D) -> tuple[object, ...]:
        return tuple(getattr(one, name) for name in names)

    known = {said(one): one for one in old}
    return tuple(known.get(said(one), one) for one in made)


def _stage(reading: Reading, base: ItemDoc) -> StageOfItem | None:
    if not reading.read.value:
        return None
    made = StageOfItem(stage=reading.read.value, **reading.remarks)
    return base.stage if base.stage and base.stage.stage == made.stage else made


def _directions(reading: Reading) -> list[DirectionOfItem]:
    return [DirectionOfItem(direction=key, **reading.remarks) for key in reading.read.value or ()]


def _references(reading: Reading) -> list[ReferenceDoc]:
    field = reading.slot.partition(":")[2]
    return [
        ReferenceDoc(field=field, driver=driver, printed="" if driver else printed, **reading.remarks)
        for driver, printed in reading.read.value or ()
    ]


def _indicators(row: Row, base: ItemDoc, *, is_new: bool) -> tuple[IndicatorDoc, ...]:
    """Return the item's indicators with the one that the row names; a dash means that there is none."""
    name = _value(row, "indicator") or ""
    if not name:
        return ()
    old = next((one for one in base.indicators if folded(one.name) == folded(name)), None)
    given = _value(row, "unit") or ""
    values = [*row.of_kind("actual"), *row.of_kind("target")]
    unit = given or unit_of([one.text for one in values])
    actuals = [_actual(one) for one in row.of_kind("actual") if one.read.value]
    targets = [
        TargetDoc(period=one.read.value[0], value=one.read.value[1], **one.remarks)
        for one in row.of_kind("target")
        if one.read.value
    ]
    key = old.key if old else _free(f"{base.key[:50]}-kpi", {one.key for one in base.indicators})
    made = (old or IndicatorDoc(key=key, name=name)).model_dump() | {
        "name": name,
        "unit": unit,
        "actuals": _merged(actuals, old.actuals if old else ()),
        "targets": _merged(targets, old.targets if old else ()),
    }
    new = IndicatorDoc.model_validate(made)
    others = () if is_new else tuple(one for one in base.indicators if one is not old)
    return (*others, new)


def _actual(reading: Reading) -> ActualDoc:
    period, quantity = reading.read.value
    as_of = period.last_day if period.first_day == period.last_day else None
    return ActualDoc(period=period, value=quantity, as_of=as_of, **reading.remarks)


def _merged(read: list[M], old: Sequence[M]) -> list[M]:
    """Keep the old values of other times and series; where both tell of the same, the table counts."""
    times = {(str(one.period), one.series) for one in read}
    result = [one for one in old if (str(one.period), one.series) not in times]
    result.extend(as_known(read, tuple(old), "period", "value", "series"))
    return result


def _value(row: Row, slot: str) -> str | None:
    reading = row.get(slot)
    return reading.read.value if reading else None


def _free(stem: str, used: set[str]) -> str:
    if stem not in used:
        return stem
    return next(key for number in range(2, len(used) + 3) if (key := f"{stem}-{number}") not in used)
