"""Titles and paths of the pages that assess, decide, move stages and hold meetings."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Fact, Heading, Link
from hoshin.plan.models import Edition, Item

FORM = "reviews/plain_form.html"
SURE = "reviews/sure.html"
STEPS = {"up": -1, "down": 1}


def of_edition(name: str, edition: Edition, *more: Any) -> str:
    """Return the address of a page of this room about an edition."""
    return reverse(f"reviews:{name}", args=[edition.policy.key, edition.year, *more])


def page(
    title: str, *path: Link, edition: Edition | None = None, lead: str = "", facts: tuple[Fact, ...] = ()
) -> dict[str, Any]:
    """Return heading and breadcrumb."""
    kicker, label = (edition.policy.name, edition.label) if edition else ("", "")
    return {
        "edition": edition,
        "heading": Heading(title, kicker=kicker, edition=label, lead=lead, facts=facts),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), *path, Link(title, "")),
    }


def edition_link(edition: Edition) -> Link:
    return Link(
        f"{edition.policy.name} {edition.label}", reverse("plan:edition", args=[edition.policy.key, edition.year])
    )


def named(item: Item) -> str:
    return f"{item.number} {item.title}".strip()


def chosen(rows: dict[int, Any], pk: int | None) -> Any:
    """Return the row that was chosen in a form.

    :raises Http404: it went away while the form was open.
    """
    if pk is None:
        return None
    if pk not in rows:
        raise Http404(str(pk))
    return rows[pk]
