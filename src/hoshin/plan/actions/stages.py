"""Where an initiative stands, moved by a decision that was taken outside of the editor."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Certainty
from hoshin.kernel.versioning import change
from hoshin.plan.actions.refusals import NotInThisEdition, _require_editable
from hoshin.plan.models import Item, Stage
from hoshin.plan.permissions import EDIT_PLAN


@action(EDIT_PLAN, "plan.item.staged")
def put_at_stage(by: Actor, *, item: Item, stage: Stage) -> Item:
    """Put an initiative at a stage of its edition, whatever somebody may be writing about it meanwhile.

    :raises NotEditable: the edition is decided or published.
    :raises NotInThisEdition: the stage belongs to another edition.
    """
    _require_editable(item.edition)
    if stage.edition_id != item.edition_id:
        raise NotInThisEdition(_("この年度版の段階から選んでください。"), field="stage_id")
    row = Item.objects.select_for_update().get(pk=item.pk)
    return change(row, version=row.version, stage=stage, stage_certainty=Certainty.STATED)
