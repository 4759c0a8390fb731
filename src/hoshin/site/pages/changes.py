"""What changed among the items since the edition before: by identity, whatever they are called or numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoshin.publishing.rules.document import ItemDoc
from hoshin.site.pages.book import Book, titled


@dataclass(frozen=True)
class PreviousItem:
    key: str
    number: str
    title: str
    stage_label: str


@dataclass(frozen=True)
class Change:
    kind: str
    text: str
    url: str = ""


def changes_since(book: Book, previous: Sequence[PreviousItem]) -> tuple[Change, ...]:
    """Return new, changed and ended items, in the order of this edition, then of the one before."""
    before = {item.key: item for item in previous}
    changes: list[Change] = []
    for item in book.items:
        origins = [before[one.item] for one in item.origins if one.item in before]
        old = before.get(item.key)
        if old is not None:
            changes += _differences(book, item, old)
        elif origins:
            names = "、".join(_named(one) for one in origins)
            changes.append(
                Change(_("再編"), _("「%(name)s」から") % {"name": names} + titled(item), book.item_url(item))
            )
        else:
            changes.append(Change(_("新規"), titled(item), book.item_url(item)))
    kept = {item.key for item in book.items} | {one.item for item in book.items for one in item.origins}
    changes += [Change(_("終了"), _named(item)) for item in previous if item.key not in kept]
    return tuple(changes)


def _differences(book: Book, item: ItemDoc, old: PreviousItem) -> list[Change]:
    place = book.stage_place(item)
    stage = "" if place is None else book.stage_labels[place]
    pairs = (
        (_("段階"), old.stage_label or _("記載なし"), stage or _("記載なし")),
        (_("番号"), old.number, item.number),
        (_("名称"), old.title, item.title),
    )
    return [
        Change(
            kind,
            _("%(item)s：%(old)s → %(new)s") % {"item": titled(item), "old": was, "new": now},
            book.item_url(item),
        )
        for kind, was, now in pairs
        if was != now
    ]


def _named(item: PreviousItem) -> str:
    return f"{item.number} {item.title}" if item.number else item.title
