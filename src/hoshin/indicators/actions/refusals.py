from __future__ import annotations

from hoshin.kernel.refusal import Refused
from hoshin.plan.actions.refusals import NotEditable
from hoshin.plan.models import Edition


class IndicatorInUse(Refused):
    """Something was recorded of an indicator that was to be taken out."""


def _require_editable(edition: Edition) -> None:
    """
    :raises NotEditable: the edition is decided or published. Looked up afresh, since it may have become so meanwhile.
    """
    current = Edition.objects.select_for_update().get(pk=edition.pk)
    if not current.is_editable:
        raise NotEditable(current)
