"""要更新: a text that came from the edition before is marked until somebody renews it or says that it is right."""

from __future__ import annotations

import pytest

from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.actions.items import change_item
from hoshin.plan.actions.refusals import NotEditable
from hoshin.plan.actions.renewal import confirm_texts, mark_texts
from hoshin.plan.models import Edition, Item, ScheduleEntry
from hoshin.plan.queries.editing import waiting_of
from tests.plan.editions import NO_PARTS, OFFICER, item_values, make_item
from tests.world import everything_allowed

MARKS = ["summary", "plan", "schedule"]


@pytest.fixture
def marked(edition: Edition) -> Item:
    item = make_item(edition, "窓口", summary="概要", plan="去年の計画")
    ScheduleEntry.objects.create(item=item, year=2020, text="着手")
    mark_texts(everything_allowed(), edition=edition, texts={item.identity.key: MARKS})
    return fresh(item)


def fresh(item: Item) -> Item:
    return Item.objects.select_related("edition__policy", "identity").get(pk=item.pk)


def change(item: Item, schedule: list[dict[str, object]], **values: object) -> Item:
    parts = {**NO_PARTS, "schedule": schedule}
    return change_item(OFFICER, item=item, version=item.version, values=item_values(item, **values), **parts)  # type: ignore[arg-type]


SAME = [{"year": 2020, "text": "着手", "certainty": "stated", "note": ""}]


def test_a_renewed_text_loses_its_mark_and_the_others_keep_theirs(marked: Item) -> None:
    assert change(marked, SAME, plan="今年の計画").needs_update == ["summary", "schedule"]


def test_a_renewed_schedule_loses_its_mark(marked: Item) -> None:
    new = [{**SAME[0], "year": 2021}]

    assert change(marked, new).needs_update == ["summary", "plan"]


def test_all_that_is_marked_waits_in_one_line(marked: Item) -> None:
    (waiting,) = [one for one in waiting_of(marked.edition) if one.kind == "text_outdated"]

    assert waiting.detail == "概要、この年度の計画、年度別の予定"


def test_somebody_says_that_the_texts_are_right_as_they_are(marked: Item) -> None:
    confirmed = confirm_texts(OFFICER, item=marked, version=marked.version)

    assert confirmed.needs_update == []
    assert (confirmed.summary, confirmed.plan) == ("概要", "去年の計画")


def test_what_somebody_else_has_changed_meanwhile_is_not_confirmed(marked: Item) -> None:
    with pytest.raises(EditedMeanwhile):
        confirm_texts(OFFICER, item=marked, version=marked.version + 1)


def test_a_published_edition_is_not_touched(marked: Item) -> None:
    Edition.objects.filter(pk=marked.edition_id).update(status="published")

    with pytest.raises(NotEditable):
        confirm_texts(OFFICER, item=fresh(marked), version=marked.version)
