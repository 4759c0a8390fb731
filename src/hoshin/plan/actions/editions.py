"""The edition itself: its titles, days and the names of its levels."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.history import NotRevertible, revert
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.versioning import change
from hoshin.plan.actions.refusals import NotATree, _require_editable
from hoshin.plan.models import Edition
from hoshin.plan.permissions import EDIT_PLAN
from hoshin.plan.queries.editing import editions_of_change, tree_of

# What the editor did; whole editions put in by a load are replaced by another load, not taken back row by row.
UNDOABLE = ("plan.edition.changed", "plan.item.", "plan.items.", "plan.entry.", "plan.change.undone")


@action(EDIT_PLAN, "plan.edition.changed")
def change_edition(
    by: Actor,
    *,
    edition: Edition,
    version: int,
    title: str,
    year_label: str,
    issued_date: dt.date | None,
    data_as_of_date: dt.date | None,
    summary: str,
    note: str,
    levels: list[str],
) -> Edition:
    """Change what the edition says of itself.

    :raises NotEditable: it is decided or published.
    :raises NotATree: the tree is deeper than the new levels.
    :raises EditedMeanwhile: somebody saved first.
    """
    _require_editable(edition)
    depth = max((depth for _id, depth in tree_of(edition).walk()), default=0)
    if depth >= len(levels):
        raise NotATree(
            _("体系には%(depth)s段あります。段の名前を減らせません。") % {"depth": depth + 1}, field="levels"
        )
    return change(
        edition,
        version=version,
        title=title,
        year_label=year_label,
        issued_date=issued_date,
        data_as_of_date=data_as_of_date,
        summary=summary,
        note=note,
        levels=levels,
    )


@action(EDIT_PLAN, "plan.change.undone")
def undo_change(by: Actor, *, token: UUID) -> Edition:
    """Give everything that one change of this room touched its former values, and return the edition.

    :raises AuditEntry.DoesNotExist: this municipality has no such change.
    :raises NotRevertible: it is no change of the editor, or later changes stand on it.
    :raises NotEditable: the edition is decided or published.
    """
    entry = AuditEntry.objects.get(token=token)
    editions = list(Edition.objects.filter(pk__in=editions_of_change(token)).order_by("pk"))
    if not entry.event.startswith(UNDOABLE) or not editions:
        raise NotRevertible(_("この変更は、この画面からは元に戻せません。"))
    for edition in editions:
        _require_editable(edition)
    revert(token)
    return editions[0]
