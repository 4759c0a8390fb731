"""Titles, paths and links that the editor's pages share."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.plan.models import Driver, Edition, Item
from hoshin.plan.queries.editing import edition_of
from hoshin.plan.views.lists import BY_MODEL, LISTS


def edition_url(edition: Edition, name: str = "edition", *more: Any) -> str:
    return reverse(f"plan:{name}", args=[edition.policy.key, edition.year, *more])


def list_url(entry: Any) -> str:
    slug = "drivers" if isinstance(entry, Driver) else BY_MODEL[type(entry)].slug
    return edition_url(edition_of(entry), "entries", slug)


def history_url(row: Any) -> str:
    return reverse("kernel:history", args=[row._meta.label_lower, row.pk])


def tabs(edition: Edition, current: str) -> tuple[Link, ...]:
    """Link the pages of one edition's editor."""
    return (
        Link(_("概要と体系"), edition_url(edition), is_current=current == "edition"),
        *(
            Link(str(one.tab), edition_url(edition, "entries", one.slug), is_current=current == one.slug)
            for one in LISTS
        ),
        Link(_("設定"), edition_url(edition, "edition_edit"), is_current=current == "edition_edit"),
        Link(_("履歴"), edition_url(edition, "edition_changes"), is_current=current == "changes"),
    )


def frame(
    edition: Edition, title: str, *, current: str = "", path: tuple[Link, ...] = (), lead: str = ""
) -> dict[str, Any]:
    """Return what every page of an edition's editor is given."""
    crumbs = [
        Link(_("ワークスペース"), "/staff/"),
        Link(f"{edition.policy.name} {edition.label}", edition_url(edition)),
    ]
    return {
        "edition": edition,
        "heading": Heading(title, kicker=edition.policy.name, edition=edition.label, lead=lead),
        "crumbs": (*crumbs, *path, Link(title, "")),
        "tabs": tabs(edition, current),
        "is_editable": edition.is_editable,
    }


def item_frame(item: Item, title: str, *, lead: str = "") -> dict[str, Any]:
    return {**frame(item.edition, title, lead=lead), "item": item, "history_url": history_url(item)}
