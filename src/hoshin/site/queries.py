"""What the public pages need beside the edition's document.

All of it comes from what has been published, but for the figures of today, which say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from hoshin.indicators.queries import LiveFigure, live_figures
from hoshin.plan.models import EditionStatus
from hoshin.publishing.queries import EditionRef, published_document, published_snapshot
from hoshin.publishing.rules.addresses import item_path
from hoshin.publishing.rules.document import ItemDoc
from hoshin.site.pages.book import Book
from hoshin.site.pages.changes import PreviousItem
from hoshin.site.pages.initiative import PastEntry


def edition_url(ref: EditionRef) -> str:
    return f"/policy/{ref.path}/"


def open_book(ref: EditionRef) -> Book:
    """Return an edition for reading, in one statement at most."""
    return Book(
        doc=published_document(ref),
        label=ref.label,
        base=edition_url(ref),
        policy_name=ref.policy_name,
        department_names=published_snapshot(ref).department_names(),
        revision=ref.revision,
        published_date=ref.published_date,
        newest_url="" if ref.is_latest else f"/policy/{ref.edition_path}/",
    )


def items_of(ref: EditionRef) -> tuple[PreviousItem, ...]:
    """Return what a comparison with the next edition needs."""
    return tuple(PreviousItem(key, number, title, stage) for key, number, title, stage in ref.outline)


def past_of(item_key: str, *, this: EditionRef, refs: Sequence[EditionRef]) -> tuple[PastEntry, ...]:
    """Return an identity's entries in the public editions of its policy, oldest first."""
    shown = [this if ref.edition_path == this.edition_path else ref for ref in refs]
    return tuple(
        PastEntry(
            label=ref.label,
            number=number,
            title=title,
            stage_label=stage,
            url=edition_url(ref) + item_path(number=number, key=key),
            is_this=ref is this,
        )
        for ref in sorted(shown, key=lambda ref: ref.year)
        for key, number, title, stage in ref.outline
        if key == item_key
    )


def live_of(ref: EditionRef, items: Sequence[ItemDoc], *, on: dt.date) -> Mapping[str, LiveFigure]:
    """Return what the ledger says today of the items' indicators, by key: only beside the edition in force."""
    if ref.status != EditionStatus.PUBLISHED.value or ref.names_revision:
        return {}
    return live_figures(ref.policy_key, [one.key for item in items for one in item.indicators], on=on)


def pages_of(ref: EditionRef) -> tuple[str, ...]:
    """Return the addresses of all pages of an edition."""
    base = edition_url(ref)
    items = (item_path(number=number, key=key) for key, number, _title, _stage in ref.outline)
    return (base, f"{base}matrix/", f"{base}glossary/", *(base + path for path in items))
