"""Where an edition stands in its life. What a step asks for is decided by the room that takes it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import change
from hoshin.plan.models import Edition, EditionStatus
from hoshin.plan.permissions import PUBLISH_EDITION
from hoshin.plan.rules.life import may_move


class NoSuchStep(Refused):
    """No way leads from where the edition stands to what was asked."""


@action(PUBLISH_EDITION, "plan.edition.moved")
def move_edition(by: Actor, *, edition: Edition, status: EditionStatus) -> Edition:
    """Take an edition to another step of its life.

    :raises NoSuchStep: the edition, looked up afresh, stands where no way leads to `status`.
    """
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    if not may_move(row.status, status.value):
        raise NoSuchStep(
            _("%(edition)s版は「%(old)s」のため、「%(new)s」にできません。")
            % {"edition": row.label, "old": row.get_status_display(), "new": status.label}
        )
    return change(row, version=row.version, status=status.value)
