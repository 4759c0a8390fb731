"""What the editor reads: editions, trees, lists, and what still waits to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from hoshin.kernel.history import event_model
from hoshin.kernel.history.events import events_of
from hoshin.kernel.models import AuditEntry, Certainty, Department
from hoshin.plan.models import (
    EDITABLE,
    Direction,
    Driver,
    DriverField,
    Edition,
    Item,
    ItemDepartment,
    ItemDirection,
    Policy,
    Reference,
    ScheduleEntry,
    Section,
    Source,
    Stage,
    Term,
)
from hoshin.plan.models.items import RENEWABLE
from hoshin.plan.rules.tree import Node, Tree

Entry = DriverField | Driver | Direction | Stage | Section | Term | Source
EntryModel = (
    type[DriverField] | type[Driver] | type[Direction] | type[Stage] | type[Section] | type[Term] | type[Source]
)

ROWS_OF_EDITION = (Item, Direction, DriverField, Section, Source, Stage, Term)


@dataclass(frozen=True)
class TreeRow:
    item: Item
    depth: int
    is_first: bool
    is_last: bool

    @property
    def departments(self) -> str:
        return "、".join(row.department.name for row in self.item.item_departments.all())


@dataclass(frozen=True)
class Waiting:
    """Something of an edition that somebody has to look at. `kind` says what it is, `name` where."""

    kind: str
    name: str
    item: Item | None = None
    entry: Any = None
    detail: str = ""


def get_edition(policy_key: str, year: int) -> Edition:
    return Edition.objects.select_related("policy").get(policy__key=policy_key, year=year)


def get_item(pk: int) -> Item:
    return Item.objects.select_related("edition__policy", "parent", "repost_of", "identity", "stage").get(pk=pk)


def item_or_none(edition: Edition, text: str) -> Item | None:
    """Return the edition's item of an id as it came from outside; None for an empty one.

    :raises Item.DoesNotExist: the edition has no such item.
    """
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Item.DoesNotExist(text)
    return Item.objects.select_related("edition__policy").get(pk=int(text), edition=edition)


def get_entry(model: EntryModel, pk: int) -> Any:
    owner = "field__edition__policy" if model is Driver else "edition__policy"
    return model.objects.select_related(owner).get(pk=pk)


def get_field(edition: Edition, text: str) -> DriverField:
    """Return the edition's driver field of an id as it came from outside.

    :raises DriverField.DoesNotExist: the edition has no such field.
    """
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise DriverField.DoesNotExist(text)
    return DriverField.objects.select_related("edition__policy").get(pk=int(text), edition=edition)


def edition_of(row: Any) -> Edition:
    """Return the edition that a row of this room belongs to."""
    if isinstance(row, Edition):
        return row
    edition: Edition = row.field.edition if isinstance(row, Driver) else row.edition
    return edition


def policies_with_editions() -> QuerySet[Policy]:
    return Policy.objects.order_by("-is_main", "name").prefetch_related(
        Prefetch("editions", queryset=Edition.objects.select_related("policy").order_by("-year"))
    )


def editable_editions() -> QuerySet[Edition]:
    return Edition.objects.filter(status__in=EDITABLE).select_related("policy").order_by("-year", "policy__name")


def tree_of(edition: Edition) -> Tree:
    rows = Item.objects.filter(edition=edition).values_list("id", "parent_id", "order")
    return Tree(Node(*row) for row in rows)


def tree_rows(edition: Edition) -> list[TreeRow]:
    """Return the edition's items as they stand in the tree, with what the overview shows; three statements."""
    items = {
        item.pk: item
        for item in Item.objects.filter(edition=edition)
        .select_related("stage", "repost_of")
        .prefetch_related(
            Prefetch(
                "item_departments",
                queryset=ItemDepartment.objects.select_related("department").order_by("order", "id"),
            )
        )
    }
    tree = Tree(Node(item.pk, item.parent_id, item.order) for item in items.values())
    rows = []
    for id_, depth in tree.walk():
        siblings = tree.siblings(id_)
        rows.append(TreeRow(items[id_], depth, siblings[0] == id_, siblings[-1] == id_))
    return rows


def possible_parents(item: Item) -> list[TreeRow]:
    """Return the items that may stand above this one: not itself, nothing below it, room for its own levels."""
    tree = tree_of(item.edition)
    height = tree.height(item.pk)
    room = len(item.edition.levels)
    return [
        row
        for row in tree_rows(item.edition)
        if not tree.is_within(row.item.pk, item.pk) and row.depth + 1 + height < room
    ]


def departments_on(day: dt.date, *, also: Sequence[int] = ()) -> list[Department]:
    """Return the departments that exist on a day, and those named besides."""
    exists = (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))
    return list(Department.objects.filter(exists | Q(pk__in=also)).order_by("order", "name"))


def departments_of(item: Item) -> list[ItemDepartment]:
    return list(ItemDepartment.objects.filter(item=item).order_by("order", "id"))


def directions_of(item: Item) -> list[ItemDirection]:
    return list(ItemDirection.objects.filter(item=item).order_by("order", "id"))


def references_of(item: Item) -> list[Reference]:
    return list(Reference.objects.filter(item=item).order_by("order", "id"))


def schedule_of(item: Item) -> list[ScheduleEntry]:
    return list(ScheduleEntry.objects.filter(item=item).order_by("year"))


def entries_of(model: Any, edition: Edition) -> list[Any]:
    """Return a list of the edition in its order; of drivers, those of all fields."""
    if model is Driver:
        return list(
            Driver.objects.filter(field__edition=edition)
            .select_related("field")
            .annotate(used=Count("references"))
            .order_by("field__order", "field_id", "order", "id")
        )
    if model is DriverField:
        drivers = Driver.objects.annotate(used=Count("references")).order_by("order", "id")
        return list(
            DriverField.objects.filter(edition=edition)
            .prefetch_related(Prefetch("drivers", queryset=drivers))
            .order_by("order", "id")
        )
    return list(model.objects.filter(edition=edition).order_by("order", "id"))


def siblings_of(entry: Any) -> QuerySet[Any]:
    """Return the list that an entry stands in, in its order."""
    owner = {"field": entry.field_id} if isinstance(entry, Driver) else {"edition": entry.edition_id}
    rows: QuerySet[Any] = type(entry)._default_manager.filter(**owner).order_by("order", "id")
    return rows


def users_of(entry: Any) -> list[str]:
    """Return, in words, what refers to an entry and would lose it; empty when it may be deleted."""
    if isinstance(entry, Driver):
        return _items_with(references__driver=entry)
    if isinstance(entry, Direction):
        return _items_with(item_directions__direction=entry)
    if isinstance(entry, Stage):
        return _items_with(stage=entry)
    if isinstance(entry, DriverField):
        drivers = [f"項目「{driver.title}」" for driver in Driver.objects.filter(field=entry).order_by("order", "id")]
        sections = [f"章「{section.title}」" for section in Section.objects.filter(field=entry).order_by("order", "id")]
        return drivers + sections + _items_with(references__field=entry)
    return []


def _items_with(**which: Any) -> list[str]:
    items = Item.objects.filter(**which).distinct().order_by("order", "id")
    return [f"重点取組「{item.number} {item.title}」".replace("「 ", "「") for item in items]


def waiting_of(edition: Edition) -> list[Waiting]:
    """Return what still waits in an edition, in six statements."""
    items = Item.objects.filter(edition=edition).order_by("order", "id")
    initiatives = items.filter(is_initiative=True, repost_of=None)
    found = [
        Waiting("stage_inferred", _named(item), item=item) for item in items.filter(stage_certainty=Certainty.INFERRED)
    ]
    found += [
        Waiting("department_missing", _named(item), item=item) for item in initiatives.filter(item_departments=None)
    ]
    found += [Waiting("stage_missing", _named(item), item=item) for item in initiatives.filter(stage=None)]
    found += [
        Waiting("reference_unresolved", _named(row.item), item=row.item, detail=f"{row.field.label} {row.printed}")
        for row in Reference.objects.filter(item__edition=edition, driver=None)
        .select_related("item", "field")
        .order_by("item__order", "order")
    ]
    found += [
        Waiting("part_inferred", _named(row.item), item=row.item, detail=row.department.name)
        for row in ItemDepartment.objects.filter(item__edition=edition, certainty=Certainty.INFERRED)
        .select_related("item", "department")
        .order_by("item__order", "order")
    ]
    names = dict(RENEWABLE)
    found += [
        Waiting("text_outdated", _named(item), item=item, detail="、".join(names[one] for one in item.needs_update))
        for item in items.exclude(needs_update=[])
    ]
    return found


def _named(item: Item) -> str:
    return f"{item.number} {item.title}".strip()


def changes_of_edition(edition: Edition, *, before: int | None = None, limit: int = 30) -> list[AuditEntry]:
    """Return the latest entries that touched the edition or anything in it, newest first; deleted rows included."""
    tokens: set[Any] = set()
    sources: list[tuple[Any, Q]] = [(model, Q(edition_id=edition.pk)) for model in ROWS_OF_EDITION]
    sources.append((Edition, Q(pgh_obj_id=edition.pk)))
    fields = events_of(event_model(DriverField)).filter(edition_id=edition.pk).values("pgh_obj_id")
    sources.append((Driver, Q(field_id__in=fields)))
    for model, which in sources:
        latest = events_of(event_model(model)).filter(which).order_by("-pgh_id")
        # Newest first and cut: a table that had a thousand changes in one go still gives its last ones.
        tokens.update(latest.values_list("pgh_context_id", flat=True)[: limit * 20])
    entries = AuditEntry.objects.filter(token__in=tokens).order_by("-id")
    if before is not None:
        entries = entries.filter(pk__lt=before)
    return list(entries[:limit])


def editions_of_change(token: Any) -> set[int]:
    """Return the ids of the editions whose rows a change touched, also of rows that are gone."""
    found: set[int] = set()
    for model in ROWS_OF_EDITION:
        found.update(events_of(event_model(model)).filter(pgh_context_id=token).values_list("edition_id", flat=True))
    found.update(events_of(event_model(Edition)).filter(pgh_context_id=token).values_list("pgh_obj_id", flat=True))
    fields = events_of(event_model(Driver)).filter(pgh_context_id=token).values("field_id")
    found.update(events_of(event_model(DriverField)).filter(pgh_obj_id__in=fields).values_list("edition_id", flat=True))
    return found


def editions_by_id(ids: set[int]) -> list[Edition]:
    return list(Edition.objects.filter(pk__in=ids).annotate(policy_key=F("policy__key")))
