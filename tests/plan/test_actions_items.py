from __future__ import annotations

import datetime as dt

import pytest

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.actions.items import (
    add_item,
    change_item,
    move_item,
    place_item,
    remove_item,
    renumber_items,
    repost_item,
)
from hoshin.plan.actions.refusals import InUse, NotATree, NotAtWork, NotEditable, NotInThisEdition, Taken
from hoshin.plan.models import Edition, Item, ItemDepartment, Reference
from hoshin.plan.queries.editing import tree_rows
from tests.plan.editions import (
    NO_PARTS,
    OFFICER,
    VIEWER,
    department_row,
    give_department,
    item_values,
    make_department,
    make_driver,
    make_edition,
    make_field,
    make_item,
    make_stage,
    reference_row,
)


def titles(edition: Edition) -> list[tuple[str, int]]:
    return [(row.item.title, row.depth) for row in tree_rows(edition)]


def change(item: Item, **changes: object) -> Item:
    parts = {name: changes.pop(name, rows) for name, rows in NO_PARTS.items()}
    return change_item(OFFICER, item=item, version=item.version, values=item_values(item, **changes), **parts)  # type: ignore[arg-type]


def test_a_new_item_stands_last_and_leaves_one_audit_entry(edition: Edition) -> None:
    make_item(edition, "防災")

    add_item(OFFICER, edition=edition, title="窓口", number="2")

    assert titles(edition) == [("防災", 0), ("窓口", 0)]
    assert [(one.event, one.actor_name) for one in AuditEntry.objects.filter(event="plan.item.added")] == [
        ("plan.item.added", "山田")
    ]


def test_without_the_permission_nothing_happens(edition: Edition) -> None:
    with pytest.raises(NotPermitted):
        add_item(VIEWER, edition=edition, title="窓口")

    assert titles(edition) == []


@pytest.mark.parametrize("status", ["decided", "published", "superseded"])
def test_a_fixed_edition_is_not_edited(edition: Edition, status: str) -> None:
    item = make_item(edition, "防災")
    Edition.objects.filter(pk=edition.pk).update(status=status)

    # The row in hand still says draft: the database decides.
    with pytest.raises(NotEditable):
        change(item, title="変えた")

    assert Item.objects.get(pk=item.pk).title == "防災"


def test_the_second_to_save_is_told_and_overwrites_nothing(edition: Edition) -> None:
    item = make_item(edition, "防災")
    change(item, title="先の人")

    with pytest.raises(EditedMeanwhile) as told:
        change(item, title="後の人")

    assert (told.value.current.version, Item.objects.get(pk=item.pk).title) == (2, "先の人")


def test_a_number_is_given_once_in_an_edition(edition: Edition) -> None:
    make_item(edition, "防災", number="1")

    with pytest.raises(Taken) as refused:
        add_item(OFFICER, edition=edition, title="窓口", number="1")

    assert refused.value.field == "number"


def test_the_same_number_may_stand_in_another_edition(edition: Edition) -> None:
    make_item(edition, "防災", number="1")

    item = add_item(OFFICER, edition=make_edition(year=2022), title="防災", number="1")

    assert item.number == "1"


def test_items_move_among_their_siblings(edition: Edition) -> None:
    make_item(edition, "一")
    middle = make_item(edition, "二")
    make_item(edition, "三")

    move_item(OFFICER, item=middle, steps=-1)
    assert [title for title, _ in titles(edition)] == ["二", "一", "三"]

    move_item(OFFICER, item=middle, steps=9)
    assert [title for title, _ in titles(edition)] == ["一", "三", "二"]


def test_an_item_takes_its_place_behind_another(edition: Edition) -> None:
    first = make_item(edition, "一")
    make_item(edition, "二")
    inner = make_item(edition, "内", parent=first)

    place_item(OFFICER, item=inner, parent=None, after=first)

    assert titles(edition) == [("一", 0), ("内", 0), ("二", 0)]


def test_an_item_is_not_hung_below_itself(edition: Edition) -> None:
    top = make_item(edition, "上")
    below = make_item(edition, "下", parent=top)

    with pytest.raises(NotATree):
        place_item(OFFICER, item=top, parent=below)


def test_the_tree_is_no_deeper_than_the_levels(edition: Edition) -> None:
    top = make_item(edition, "上")
    below = make_item(edition, "下", parent=top)
    other = make_item(edition, "隣")

    with pytest.raises(NotATree):
        add_item(OFFICER, edition=edition, title="深い", parent=below)
    with pytest.raises(NotATree):
        place_item(OFFICER, item=top, parent=other)


def test_a_parent_of_another_edition_is_refused(edition: Edition) -> None:
    stranger = make_item(make_edition(year=2022), "よそ")

    with pytest.raises(NotInThisEdition):
        add_item(OFFICER, edition=edition, title="窓口", parent=stranger)


def test_numbers_are_given_by_place_even_where_they_change_hands(edition: Edition) -> None:
    first = make_item(edition, "一", number="2")
    make_item(edition, "二", number="1")
    make_item(edition, "内", parent=first, number="9")

    renumber_items(OFFICER, edition=edition)

    assert [(row.item.title, row.item.number) for row in tree_rows(edition)] == [
        ("一", "1"),
        ("内", "1-1"),
        ("二", "2"),
    ]


def test_a_repost_stands_elsewhere_and_is_not_reposted_again(edition: Edition) -> None:
    first, second = make_item(edition, "一"), make_item(edition, "二")

    repost = repost_item(OFFICER, item=first, parent=second)

    assert (repost.repost_of, repost.is_initiative) == (first, False)
    with pytest.raises(NotATree):
        repost_item(OFFICER, item=repost, parent=None)


def test_an_item_with_others_below_it_is_not_deleted(edition: Edition) -> None:
    top = make_item(edition, "上")
    make_item(edition, "下", parent=top)

    with pytest.raises(InUse) as refused:
        remove_item(OFFICER, item=top)

    assert refused.value.users == ["下"]


def test_departments_keep_the_order_given(edition: Edition) -> None:
    item = make_item(edition, "防災")
    first, second = make_department("一課"), make_department("二課")
    give_department(item, first)

    change(item, departments=[department_row(second, role="joint"), department_row(first)])

    rows = ItemDepartment.objects.filter(item=item).order_by("order")
    assert [(row.department.name, row.role) for row in rows] == [("二課", "joint"), ("一課", "lead")]


def test_a_department_that_has_ended_stays_but_is_not_chosen_anew(edition: Edition) -> None:
    ended = make_department("旧課", valid_to=dt.date(2021, 3, 31))
    with_it, without = make_item(edition, "一"), make_item(edition, "二")
    give_department(with_it, ended)

    change(with_it, departments=[department_row(ended)])
    with pytest.raises(NotAtWork):
        change(without, departments=[department_row(ended)])

    assert ItemDepartment.objects.filter(item=with_it).count() == 1


def test_a_department_that_ends_within_the_year_can_be_chosen(edition: Edition) -> None:
    item = make_item(edition, "一")

    change(item, departments=[department_row(make_department("課", valid_to=dt.date(2021, 4, 1)))])

    assert ItemDepartment.objects.filter(item=item).count() == 1


def test_an_unresolved_reference_is_resolved_to_a_driver(edition: Edition) -> None:
    item, field = make_item(edition, "一"), make_field(edition)
    driver = make_driver(field)
    saved = change(item, references=[reference_row(field, printed="②")])

    change(saved, references=[reference_row(field, driver, printed="②")])

    assert [(row.driver, row.printed) for row in Reference.objects.filter(item=item)] == [(driver, "②")]


@pytest.mark.parametrize("case", ["field", "driver", "nothing"])
def test_references_stay_inside_the_edition(edition: Edition, case: str) -> None:
    item, field = make_item(edition, "一"), make_field(edition)
    stranger = make_field(make_edition(year=2022), "よその分野")
    rows = {
        "field": reference_row(stranger, printed="①"),
        "driver": reference_row(field, make_driver(stranger)),
        "nothing": reference_row(field),
    }

    with pytest.raises(NotInThisEdition):
        change(item, references=[rows[case]])


def test_a_stage_of_another_edition_is_refused(edition: Edition) -> None:
    item, stage = make_item(edition, "一"), make_stage(make_edition(year=2022))

    with pytest.raises(NotInThisEdition):
        change(item, stage_id=stage.pk)


def test_only_an_initiative_has_a_stage(edition: Edition) -> None:
    item, stage = make_item(edition, "一"), make_stage(edition)

    with pytest.raises(NotInThisEdition):
        change(item, stage_id=stage.pk, is_initiative=False)


def test_the_same_department_twice_is_refused_and_nothing_is_kept(edition: Edition) -> None:
    item, department = make_item(edition, "一"), make_department()

    with pytest.raises(Taken):
        change(item, title="変えた", departments=[department_row(department), department_row(department)])

    assert Item.objects.get(pk=item.pk).title == "一"
