"""Put a whole edition into the database, from a document that has been checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Department
from hoshin.plan.models import (
    Direction,
    Driver,
    DriverField,
    Edition,
    EditionStatus,
    Item,
    ItemDepartment,
    ItemDirection,
    ItemIdentity,
    ItemOrigin,
    Policy,
    Reference,
    ScheduleEntry,
    Section,
    Source,
    Stage,
    Term,
)
from hoshin.plan.permissions import LOAD_POLICY

Document = Mapping[str, Any]


class EditionIsFixed(Exception):
    """The edition is not replaced by a load: it stands decided or published, or records of other rooms hang on it."""

    def __init__(self, edition: Edition, message: str = "") -> None:
        status = EditionStatus(edition.status).label
        super().__init__(message or f"{edition.year}年度版は「{status}」のため、読み込みで置き換えることはできません。")


@action(LOAD_POLICY, "plan.policy.put")
def put_policy(by: Actor, *, key: str, name: str, description: str) -> Policy:
    """Add the policy or bring its name up to date. The first policy of a municipality is its main one."""
    others = Policy.objects.exclude(key=key).filter(is_main=True).exists()
    policy, is_new = Policy.objects.get_or_create(
        key=key, defaults={"name": name, "description": description, "is_main": not others}
    )
    if not is_new and (policy.name, policy.description) != (name, description):
        policy.name, policy.description = name, description
        policy.save()
    return policy


@action(LOAD_POLICY, "plan.edition.put")
def put_edition(by: Actor, *, policy: Policy, document: Document) -> Edition:
    """Add an edition, or replace the draft of that year, with all rows of this room.

    :raises EditionIsFixed: that year's edition is no draft any more, or something was recorded of it, such as a round.
    """
    old = Edition.objects.filter(policy=policy, year=document["year"]).first()
    if old:
        if not old.is_editable:
            raise EditionIsFixed(old)
        _clear(old)
    edition = Edition.objects.create(
        policy=policy,
        **{name: document[name] for name in ("year", "title", "year_label", "status", "summary", "note")},
        issued_date=document["issued"],
        data_as_of_date=document["data_as_of"],
        levels=list(document["levels"]),
    )
    _Filling(edition, document).fill()
    return edition


def _clear(edition: Edition) -> None:
    """Delete a draft with all it holds, in the order that protected references allow."""
    try:
        with transaction.atomic():
            Item.objects.filter(edition=edition).delete()
            Section.objects.filter(edition=edition).delete()
            edition.delete()
    except ProtectedError as error:
        rows = sorted({str(row._meta.verbose_name) for row in error.protected_objects})
        message = f"{edition.year}年度版には記録（{'、'.join(rows)}）があるため、読み込みで置き換えることはできません。"
        raise EditionIsFixed(edition, message) from error


@dataclass
class _Filling:
    """The rows of one edition being made; keys become rows as they appear."""

    edition: Edition
    document: Document
    stages: dict[str, Stage] = field(default_factory=dict)
    directions: dict[str, Direction] = field(default_factory=dict)
    fields: dict[str, DriverField] = field(default_factory=dict)
    drivers: dict[tuple[str, str], Driver] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)

    def fill(self) -> None:
        self._lists()
        self._drivers()
        self._texts()
        self._items()
        self._details()

    def _lists(self) -> None:
        for order, row in enumerate(self.document["stages"]):
            self.stages[row["key"]] = Stage(edition=self.edition, order=order, **row)
        for order, row in enumerate(self.document["directions"]):
            self.directions[row["key"]] = Direction(edition=self.edition, order=order, **row)
        Stage.objects.bulk_create(self.stages.values())
        Direction.objects.bulk_create(self.directions.values())

    def _drivers(self) -> None:
        for order, row in enumerate(self.document["driver_fields"]):
            own = {name: row[name] for name in ("key", "label", "description", "certainty", "note")}
            self.fields[row["key"]] = DriverField(edition=self.edition, order=order, is_numbered=row["numbered"], **own)
        DriverField.objects.bulk_create(self.fields.values())
        for row in self.document["driver_fields"]:
            for order, driver in enumerate(row["drivers"]):
                self.drivers[row["key"], driver["key"]] = Driver(field=self.fields[row["key"]], order=order, **driver)
        Driver.objects.bulk_create(self.drivers.values())

    def _texts(self) -> None:
        Section.objects.bulk_create(
            Section(edition=self.edition, order=order, **{**row, "field": self.fields.get(row["field"] or "")})
            for order, row in enumerate(self.document["sections"])
        )
        Term.objects.bulk_create(
            Term(edition=self.edition, order=order, **{**row, "aliases": list(row["aliases"])})
            for order, row in enumerate(self.document["glossary"])
        )
        Source.objects.bulk_create(
            Source(edition=self.edition, order=order, **row) for order, row in enumerate(self.document["sources"])
        )

    def _items(self) -> None:
        rows: Sequence[Document] = self.document["items"]
        origins = {origin["item"] for row in rows for origin in row["origins"]}
        self.identities = _identities(self.edition.policy, {row["key"] for row in rows} | origins)
        for order, row in enumerate(rows):
            self.items[row["key"]] = self._item(order, row)
        # A repost repeats the number of what it shows again, which only a row known as a repost may do.
        Item.objects.bulk_create(self.items[row["key"]] for row in rows if not row["repost_of"])
        reposts = [row for row in rows if row["repost_of"]]
        for row in reposts:
            self.items[row["key"]].repost_of = self.items[row["repost_of"]]
        Item.objects.bulk_create(self.items[row["key"]] for row in reposts)
        for row in rows:
            self.items[row["key"]].parent = self.items.get(row["parent"] or "")
        Item.objects.bulk_update([item for item in self.items.values() if item.parent], ["parent"])

    def _item(self, order: int, row: Document) -> Item:
        stage = row["stage"] or {"stage": "", "certainty": "stated", "note": ""}
        return Item(
            edition=self.edition,
            identity=self.identities[row["key"]],
            order=order,
            is_initiative=row["initiative"],
            stage=self.stages.get(stage["stage"]),
            stage_certainty=stage["certainty"],
            stage_note=stage["note"],
            **{name: row[name] for name in ("number", "title", "summary", "progress", "plan", "certainty", "note")},
        )

    def _details(self) -> None:
        departments = {department.key: department for department in Department.objects.all()}
        origins: list[ItemOrigin] = []
        owners: list[ItemDepartment] = []
        directions: list[ItemDirection] = []
        references: list[Reference] = []
        schedule: list[ScheduleEntry] = []
        for row in self.document["items"]:
            item = self.items[row["key"]]
            for order, one in enumerate(row["origins"]):
                origins.append(
                    ItemOrigin(item=item, order=order, identity=self.identities[one["item"]], kind=one["kind"])
                )
            for order, one in enumerate(row["departments"]):
                department = departments[one["department"]]
                owners.append(ItemDepartment(item=item, order=order, **{**one, "department": department}))
            for order, one in enumerate(row["directions"]):
                direction = self.directions[one["direction"]]
                directions.append(ItemDirection(item=item, order=order, **{**one, "direction": direction}))
            for order, one in enumerate(row["references"]):
                references.append(self._reference(item, order, one))
            schedule.extend(ScheduleEntry(item=item, **one) for one in row["schedule"])
        ItemOrigin.objects.bulk_create(origins)
        ItemDepartment.objects.bulk_create(owners)
        ItemDirection.objects.bulk_create(directions)
        Reference.objects.bulk_create(references)
        ScheduleEntry.objects.bulk_create(schedule)

    def _reference(self, item: Item, order: int, row: Document) -> Reference:
        driver = self.drivers[row["field"], row["driver"]] if row["driver"] else None
        return Reference(item=item, order=order, **{**row, "field": self.fields[row["field"]], "driver": driver})


def _identities(policy: Policy, keys: set[str]) -> dict[str, ItemIdentity]:
    """Return the policy's identities of these keys, adding those that are new."""
    ItemIdentity.objects.bulk_create(
        [ItemIdentity(policy=policy, key=key) for key in sorted(keys)],
        ignore_conflicts=True,
    )
    return {identity.key: identity for identity in ItemIdentity.objects.filter(policy=policy, key__in=keys)}
