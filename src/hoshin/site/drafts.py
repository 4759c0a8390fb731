"""Editions that are not public, opened for reading as the public will read them."""

from __future__ import annotations

from hoshin.kernel.models import Department
from hoshin.plan.models import PUBLIC, Edition
from hoshin.publishing.queries import EditionRef, edition_document
from hoshin.publishing.rules.document import ItemDoc
from hoshin.site.converters import EditionPath
from hoshin.site.pages.book import Book
from hoshin.site.pages.initiative import PastEntry


def preview_url(edition: Edition) -> str:
    return _base(str(edition.year) if edition.policy.is_main else f"{edition.policy.key}/{edition.year}")


def draft_ref(path: EditionPath) -> EditionRef:
    """Return the edition of an address, whatever its status.

    :raises Edition.DoesNotExist: there is none of that year.
    """
    editions = Edition.objects.select_related("policy")
    policy = {"policy__is_main": True} if path.policy_key is None else {"policy__key": path.policy_key}
    edition = editions.get(year=path.year, **policy)
    return EditionRef(
        edition_id=edition.pk,
        policy_key=edition.policy.key,
        policy_name=edition.policy.name,
        policy_is_main=edition.policy.is_main,
        year=edition.year,
        label=edition.label,
        title=edition.title,
        status=edition.status,
        issued_date=edition.issued_date,
    )


def is_public(ref: EditionRef) -> bool:
    return ref.status in PUBLIC


def draft_base(ref: EditionRef) -> str:
    return _base(ref.path)


def open_draft(ref: EditionRef) -> Book:
    """Return the edition as it stands in the editor now. Every link of its pages begins with the preview's address."""
    return Book(
        doc=edition_document(ref.edition_id),
        label=ref.label,
        base=draft_base(ref),
        policy_name=ref.policy_name,
        department_names=dict(Department.objects.values_list("key", "name")),
    )


def entry_of(book: Book, item: ItemDoc) -> PastEntry:
    """Return how the item will stand in its history."""
    stage = book.stages[item.stage.stage].label if item.stage else ""
    return PastEntry(book.label, item.number, item.title, stage, book.item_url(item), is_this=True)


def _base(path: str) -> str:
    return f"/staff/preview/{path}/"
