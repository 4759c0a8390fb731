"""Small drafts to edit, made row by row: what each test needs and nothing more."""

from __future__ import annotations

from typing import Any

from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Department
from hoshin.plan.models import (
    Direction,
    Driver,
    DriverField,
    Edition,
    Item,
    ItemDepartment,
    ItemIdentity,
    Policy,
    Section,
    Source,
    Stage,
    Term,
)
from hoshin.plan.permissions import EDIT_PLAN, VIEW_DRAFT

OFFICER = Actor("山田", frozenset({EDIT_PLAN.key, VIEW_DRAFT.key}), user_id=None)
VIEWER = Actor("閲覧者", frozenset({VIEW_DRAFT.key}))


def make_edition(*, year: int = 2021, status: str = "draft", levels: tuple[str, ...] = ("施策", "取組")) -> Edition:
    policy, _ = Policy.objects.get_or_create(key="joho", defaults={"name": "情報化方針", "is_main": True})
    return Edition.objects.create(policy=policy, year=year, title="情報化方針", status=status, levels=list(levels))


def make_item(edition: Edition, title: str, **values: Any) -> Item:
    place = Item.objects.filter(edition=edition).count()
    identity = ItemIdentity.objects.create(policy=edition.policy, key=f"{edition.year}-{place}")
    return Item.objects.create(edition=edition, identity=identity, title=title, order=place, **values)


def make_stage(edition: Edition, key: str = "survey", label: str = "調査研究", **values: Any) -> Stage:
    return Stage.objects.create(edition=edition, key=key, label=label, **values)


def make_direction(edition: Edition, label: str = "みんなでつくる") -> Direction:
    return Direction.objects.create(edition=edition, key=f"d{Direction.objects.count()}", label=label)


def make_field(edition: Edition, label: str = "技術動向") -> DriverField:
    return DriverField.objects.create(edition=edition, key=f"f{DriverField.objects.count()}", label=label)


def make_driver(field: DriverField, title: str = "AI") -> Driver:
    place = Driver.objects.filter(field=field).count()
    return Driver.objects.create(field=field, key=f"k{place}", title=title, order=place)


def make_term(edition: Edition, term: str = "RPA", **values: Any) -> Term:
    place = Term.objects.filter(edition=edition).count()
    return Term.objects.create(edition=edition, term=term, order=place, **{"definition": "自動化の技術。", **values})


def make_section(edition: Edition, title: str = "はじめに", **values: Any) -> Section:
    return Section.objects.create(edition=edition, key=f"s{Section.objects.count()}", title=title, **values)


def make_source(edition: Edition, title: str = "基本法") -> Source:
    return Source.objects.create(edition=edition, group="国", title=title)


def make_department(name: str = "情報推進課", **values: Any) -> Department:
    return Department.objects.create(key=f"d{Department.objects.count()}", name=name, **values)


def give_department(item: Item, department: Department, **values: Any) -> ItemDepartment:
    return ItemDepartment.objects.create(item=item, department=department, **values)


def item_values(item: Item, **changes: Any) -> dict[str, Any]:
    """What the form of an unchanged item hands to the action, with changes."""
    names: tuple[str, ...] = (
        "number",
        "title",
        "is_initiative",
        "summary",
        "stage_id",
        "stage_certainty",
        "stage_note",
    )
    names += ("progress", "plan", "certainty", "note")
    return {**{name: getattr(item, name) for name in names}, **changes}


NO_PARTS: dict[str, list[Any]] = {"departments": [], "directions": [], "references": [], "schedule": []}


def department_row(department: Department, **values: Any) -> dict[str, Any]:
    return {"department_id": department.pk, "role": "lead", "certainty": "stated", "note": "", **values}


def reference_row(field: DriverField, driver: Driver | None = None, printed: str = "", **values: Any) -> dict[str, Any]:
    row = {"field_id": field.pk, "driver_id": driver.pk if driver else None, "printed": printed}
    return {**row, "certainty": "stated", "note": "", **values}
