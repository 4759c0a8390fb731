"""The lists of an edition (drivers, directions, stages, sections, terms, sources): alike in how they are edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.versioning import change
from hoshin.plan.actions.refusals import InUse, NotInThisEdition, _refusing_duplicates, _require_editable
from hoshin.plan.models import Driver, DriverField, Edition
from hoshin.plan.permissions import EDIT_PLAN
from hoshin.plan.queries.editing import Entry, EntryModel, edition_of, siblings_of, users_of
from hoshin.plan.rules.tree import moved

Values = Mapping[str, Any]


@action(EDIT_PLAN, "plan.entry.added")
def add_entry(by: Actor, *, model: EntryModel, owner: Edition | DriverField, values: Values) -> Entry:
    """Add an entry at the end of its list. `owner` is the edition, or the field of a driver.

    Without a key one is made from the place in the list; it stays the same from edition to edition, so people who
    compare editions choose it themselves.

    :raises NotEditable: the edition is decided or published.
    :raises Taken: key or word are in the list already.
    :raises NotInThisEdition: a field of another edition.
    """
    edition = edition_of(owner) if isinstance(owner, DriverField) else owner
    _require_editable(edition)
    _require_own_field(values, edition)
    entry = model(**{"field" if model is Driver else "edition": owner}, **values)
    siblings = siblings_of(entry)
    last = siblings.aggregate(last=Max("order"))["last"]
    entry.order = 0 if last is None else last + 1
    if hasattr(entry, "key") and not entry.key:
        entry.key = _free_key(model.__name__.lower(), set(siblings.values_list("key", flat=True)))
    with _refusing_duplicates():
        entry.save()
    return entry


@action(EDIT_PLAN, "plan.entry.changed")
def change_entry(by: Actor, *, entry: Entry, version: int, values: Values) -> Entry:
    """Change an entry of a list.

    :raises NotEditable: the edition is decided or published.
    :raises EditedMeanwhile: somebody saved first.
    :raises Taken: its word is in the list already.
    :raises NotInThisEdition: a field of another edition.
    """
    edition = edition_of(entry)
    _require_editable(edition)
    _require_own_field(values, edition)
    with _refusing_duplicates():
        return change(entry, version=version, **values)


@action(EDIT_PLAN, "plan.entry.moved")
def move_entry(by: Actor, *, entry: Entry, steps: int) -> Entry:
    """Move an entry up (negative) or down its list, as far as the list reaches. Printed numbers follow.

    :raises NotEditable: the edition is decided or published.
    """
    _require_editable(edition_of(entry))
    rows = {row.pk: row for row in siblings_of(entry)}
    for order, pk in enumerate(moved(list(rows), entry.pk, steps)):
        if rows[pk].order != order:
            type(entry)._default_manager.filter(pk=pk).update(order=order)
    return entry


@action(EDIT_PLAN, "plan.entry.removed")
def remove_entry(by: Actor, *, entry: Entry) -> Entry:
    """Delete an entry.

    :raises NotEditable: the edition is decided or published.
    :raises InUse: something refers to it; the error names what.
    """
    _require_editable(edition_of(entry))
    if users := users_of(entry):
        raise InUse(users)
    # The queryset leaves the row's id in our hands, which the audit entry names.
    type(entry)._default_manager.filter(pk=entry.pk).delete()
    return entry


def _require_own_field(values: Values, edition: Edition) -> None:
    field_id = values.get("field_id")
    if field_id is None:
        return
    if not DriverField.objects.filter(pk=field_id, edition=edition).exists():
        raise NotInThisEdition(_("この年度版の検討分野から選んでください。"), field="field_id")


def _free_key(stem: str, taken: set[str]) -> str:
    number = len(taken) + 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
