"""要更新: texts that came from the edition before, and that somebody has to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import change
from hoshin.plan.actions.refusals import _require_editable
from hoshin.plan.models import Edition, Item, ScheduleEntry
from hoshin.plan.permissions import EDIT_PLAN, LOAD_POLICY


@action(LOAD_POLICY, "plan.texts.marked")
def mark_texts(by: Actor, *, edition: Edition, texts: Mapping[str, Sequence[str]]) -> Edition:
    """Mark texts of a fresh draft as older than it.

    :param texts: names out of `models.items.RENEWABLE`, by the item's key.
    """
    items = list(Item.objects.filter(edition=edition, identity__key__in=texts).select_related("identity"))
    for item in items:
        item.needs_update = list(texts[item.identity.key])
    Item.objects.bulk_update(items, ["needs_update"])
    return edition


@action(EDIT_PLAN, "plan.item.confirmed")
def confirm_texts(by: Actor, *, item: Item, version: int) -> Item:
    """Say that an item's marked texts are right as they stand.

    :raises NotEditable: the edition is decided or published.
    :raises EditedMeanwhile: somebody saved first.
    """
    _require_editable(item.edition)
    return change(item, version=version, needs_update=[])


def _still_outdated(item: Item, values: Mapping[str, Any], schedule: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the marks that a change leaves: of the texts that it does not touch."""
    now = {**{name: getattr(item, name) for name in ("summary", "progress", "plan")}, **values}
    untouched = {name for name in ("summary", "progress", "plan") if now[name] == getattr(item, name)}
    if "schedule" in item.needs_update:
        years = ScheduleEntry.objects.filter(item=item).values_list("year", "text")
        if sorted(years) == sorted((row["year"], row["text"]) for row in schedule):
            untouched.add("schedule")
    return [name for name in item.needs_update if name in untouched]
