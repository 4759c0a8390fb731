"""What the public pages need beside the edition's document."""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.kernel.models import Department
from hoshin.plan.models import Item
from hoshin.publishing.queries import EditionRef, edition_document
from hoshin.publishing.rules.addresses import item_path
from hoshin.publishing.rules.document import DepartmentDoc
from hoshin.site.pages.book import Book
from hoshin.site.pages.changes import PreviousItem
from hoshin.site.pages.initiative import PastEntry


def edition_url(ref: EditionRef) -> str:
    return f"/policy/{ref.path}/"


def open_book(ref: EditionRef) -> Book:
    """Return an edition for reading, in four statements."""
    return Book(
        doc=edition_document(ref.edition_id),
        label=ref.label,
        base=edition_url(ref),
        policy_name=ref.policy_name,
        department_names=dict(Department.objects.values_list("key", "name")),
    )


def department_docs() -> list[DepartmentDoc]:
    """Return keys and names of all departments, in one statement."""
    rows = Department.objects.order_by("order", "id").values_list("key", "name")
    return [DepartmentDoc(key=key, name=name) for key, name in rows]


def items_of(edition_id: int) -> tuple[PreviousItem, ...]:
    """Return what a comparison with the next edition needs, in one statement."""
    rows = (
        Item.objects.filter(edition_id=edition_id, repost_of=None)
        .order_by("order", "id")
        .values_list("identity__key", "number", "title", "stage__label")
    )
    return tuple(PreviousItem(key, number, title, stage or "") for key, number, title, stage in rows)


def past_of(item_key: str, *, this: EditionRef, refs: Sequence[EditionRef]) -> tuple[PastEntry, ...]:
    """Return an identity's entries in the public editions of its policy, oldest first, in one statement."""
    by_id = {ref.edition_id: ref for ref in refs}
    rows = (
        Item.objects.filter(edition_id__in=by_id, identity__key=item_key, repost_of=None)
        .order_by("edition__year")
        .values_list("edition_id", "number", "title", "stage__label")
    )
    return tuple(
        PastEntry(
            label=by_id[edition_id].label,
            number=number,
            title=title,
            stage_label=stage or "",
            url=edition_url(by_id[edition_id]) + item_path(number=number, key=item_key),
            is_this=edition_id == this.edition_id,
        )
        for edition_id, number, title, stage in rows
    )


def paths_of(edition_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return where the items of several editions stand below the address of each, in one statement."""
    found: dict[int, list[str]] = {edition_id: [] for edition_id in edition_ids}
    rows = Item.objects.filter(edition_id__in=edition_ids, repost_of=None).order_by("order", "id")
    for edition_id, number, key in rows.values_list("edition_id", "number", "identity__key"):
        found[edition_id].append(item_path(number=number, key=key))
    return found
