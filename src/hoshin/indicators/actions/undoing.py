from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from hoshin.indicators.actions.refusals import _require_editable
from hoshin.indicators.models import Indicator
from hoshin.indicators.permissions import EDIT_INDICATOR
from hoshin.indicators.queries.changes import indicator_of_change
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.history import NotRevertible, revert
from hoshin.kernel.models import AuditEntry

# Actuals are not among them: they are corrected, never taken back.
UNDOABLE = ("indicators.indicator.", "indicators.target.", "indicators.change.undone")


@action(EDIT_INDICATOR, "indicators.change.undone")
def undo_change(by: Actor, *, token: UUID) -> Indicator:
    """Give what one change of an indicator or its targets touched its former values.

    :raises AuditEntry.DoesNotExist: this municipality has no such change.
    :raises NotRevertible: it is no change of these, or later changes stand on it.
    :raises NotEditable: the edition is decided or published.
    """
    entry = AuditEntry.objects.get(token=token)
    indicator = indicator_of_change(token)
    if indicator is None or not entry.event.startswith(UNDOABLE):
        raise NotRevertible(_("この変更は、この画面からは元に戻せません。"))
    _require_editable(indicator.edition)
    revert(token)
    return indicator
