"""What the pages of this room have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.indicators.models import Indicator
from hoshin.indicators.permissions import EDIT_INDICATOR, RECORD_ACTUAL
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition, Item

UNDO = "indicators:undo"


def frame(
    request: CityRequest, title: str, edition: Edition, *, item: Item | None = None, indicator: Indicator | None = None
) -> dict[str, Any]:
    """Return heading, breadcrumb and what this person may do here."""
    crumbs = [
        Link(_("ワークスペース"), "/staff/"),
        Link(edition.label, reverse("plan:edition", args=[edition.policy.key, edition.year])),
        Link(_("成果指標"), reverse("indicators:edition", args=[edition.pk])),
    ]
    if item is not None:
        crumbs.append(Link(named(item), item_url(item)))
    if indicator is not None:
        crumbs.append(Link(indicator.name, indicator_url(indicator)))
    if crumbs[-1].label != title:
        crumbs.append(Link(title, ""))
    kicker = indicator.name if indicator and indicator.name != title else named(item) if item else ""
    return {
        "heading": Heading(title, kicker=kicker if kicker != title else "", edition=edition.label),
        "crumbs": crumbs,
        "edition": edition,
        "item": item,
        "indicator": indicator,
        "may_edit": edition.is_editable and request.actor.may(EDIT_INDICATOR),
        "may_record": request.actor.may(RECORD_ACTUAL),
        "may_bind": request.actor.may(EDIT_INDICATOR),
    }


def form_frame(page: Mapping[str, Any], *, button: str, back_url: str, **more: Any) -> dict[str, Any]:
    return {**page, "button": button, "back_url": back_url, **more}


def named(item: Item) -> str:
    return f"{item.number} {item.title}".strip()


def item_url(item: Item) -> str:
    return reverse("indicators:item", args=[item.pk])


def indicator_url(indicator: Indicator) -> str:
    return reverse("indicators:indicator", args=[indicator.pk])
