from __future__ import annotations

from hoshin.plan.actions.refusals import NotEditable
from hoshin.plan.models import Edition


def _require_editable(edition: Edition) -> None:
    """
    :raises NotEditable: the edition is decided or published. Looked up afresh, since it may have become so meanwhile.
    """
    current = Edition.objects.select_for_update().get(pk=edition.pk)
    if not current.is_editable:
        raise NotEditable(current)
