from __future__ import annotations

import pytest

from hoshin.kernel.models import Certainty
from hoshin.plan.actions.items import add_item
from hoshin.plan.actions.refusals import NotEditable, NotInThisEdition
from hoshin.plan.actions.stages import put_at_stage
from hoshin.plan.models import Edition, EditionStatus, Item
from tests.plan.editions import make_edition, make_stage
from tests.world import everything_allowed


def test_a_decision_puts_an_initiative_at_a_stage_and_open_forms_notice(edition: Edition) -> None:
    item = add_item(everything_allowed(), edition=edition, title="カード")

    moved = put_at_stage(everything_allowed(), item=item, stage=make_stage(edition, "rollout"))

    assert moved.stage is not None
    assert (moved.stage.key, moved.stage_certainty) == ("rollout", Certainty.STATED)
    assert moved.version == item.version + 1


def test_a_stage_of_another_edition_is_none_of_its_own(edition: Edition) -> None:
    item = add_item(everything_allowed(), edition=edition, title="カード")
    other = make_stage(make_edition(year=edition.year + 1))

    with pytest.raises(NotInThisEdition):
        put_at_stage(everything_allowed(), item=item, stage=other)


def test_a_published_edition_keeps_its_stages(edition: Edition) -> None:
    item, stage = add_item(everything_allowed(), edition=edition, title="カード"), make_stage(edition, "rollout")
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED)

    with pytest.raises(NotEditable):
        put_at_stage(everything_allowed(), item=item, stage=stage)

    assert Item.objects.get(pk=item.pk).stage is None
