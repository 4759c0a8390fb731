from __future__ import annotations

from typing import Any

import pytest

from hoshin.kernel.history import NotRevertible, change_of, history_of
from hoshin.kernel.models import AuditEntry
from hoshin.plan.actions.editions import undo_change
from hoshin.plan.actions.entries import add_entry, change_entry, move_entry, remove_entry
from hoshin.plan.actions.items import add_item, change_item, place_item, remove_item, renumber_items
from hoshin.plan.actions.refusals import NotEditable
from hoshin.plan.models import Edition, Item, ItemDepartment, Term
from hoshin.plan.queries.editing import changes_of_edition, tree_rows
from tests.plan.editions import (
    NO_PARTS,
    OFFICER,
    department_row,
    item_values,
    make_department,
    make_item,
    make_term,
)
from tests.world import City, make_neighbour


def undo_last() -> None:
    entry = AuditEntry.objects.order_by("-id")[0]
    undo_change(OFFICER, token=entry.token)


def test_a_change_is_taken_back_with_its_departments(edition: Edition) -> None:
    item, first, second = make_item(edition, "防災"), make_department("一課"), make_department("二課")
    before = change_item(
        OFFICER,
        item=item,
        version=1,
        values=item_values(item),
        **{**NO_PARTS, "departments": [department_row(first), department_row(second, role="joint")]},
    )
    change_item(
        OFFICER,
        item=before,
        version=2,
        values=item_values(item, title="減災"),
        **{**NO_PARTS, "departments": [department_row(second)]},
    )

    undo_last()

    rows = ItemDepartment.objects.filter(item=item).order_by("order")
    assert Item.objects.get().title == "防災"
    assert [(row.department.name, row.role) for row in rows] == [("一課", "lead"), ("二課", "joint")]


def test_an_undone_change_counts_the_version_up_so_that_open_forms_notice(edition: Edition) -> None:
    term = make_term(edition)
    change_entry(OFFICER, entry=term, version=1, values={"definition": "変えた"})

    undo_last()

    assert (Term.objects.get().definition, Term.objects.get().version) == ("自動化の技術。", 3)


def test_what_was_deleted_returns_with_its_id(edition: Edition) -> None:
    item = make_item(edition, "防災", number="1")
    ItemDepartment.objects.create(item=item, department=make_department())
    remove_item(OFFICER, item=item)

    undo_last()

    assert Item.objects.get(pk=item.pk).number == "1"
    assert ItemDepartment.objects.filter(item_id=item.pk).count() == 1


def test_what_was_added_goes_again(edition: Edition) -> None:
    add_item(OFFICER, edition=edition, title="窓口")

    undo_last()

    assert not Item.objects.exists()


def test_what_others_have_hung_on_an_addition_is_not_lost(edition: Edition) -> None:
    parent = add_item(OFFICER, edition=edition, title="上")
    token = AuditEntry.objects.order_by("-id")[0].token
    add_item(OFFICER, edition=edition, title="下", parent=parent)

    with pytest.raises(NotRevertible):
        undo_change(OFFICER, token=token)

    assert Item.objects.count() == 2


def test_a_change_below_a_later_one_is_not_taken_back(edition: Edition) -> None:
    term = make_term(edition)
    change_entry(OFFICER, entry=term, version=1, values={"definition": "一度目"})
    token = AuditEntry.objects.order_by("-id")[0].token
    change_entry(OFFICER, entry=term, version=2, values={"definition": "二度目"})

    with pytest.raises(NotRevertible):
        undo_change(OFFICER, token=token)

    assert Term.objects.get().definition == "二度目"


def test_a_deleted_word_does_not_return_beside_a_new_one(edition: Edition) -> None:
    term = make_term(edition)
    remove_entry(OFFICER, entry=term)
    token = AuditEntry.objects.order_by("-id")[0].token
    add_entry(OFFICER, model=Term, owner=edition, values={"term": "RPA", "definition": "別の説明"})

    with pytest.raises(NotRevertible):
        undo_change(OFFICER, token=token)

    assert Term.objects.count() == 1


def test_an_undo_can_be_undone(edition: Edition) -> None:
    term = make_term(edition)
    change_entry(OFFICER, entry=term, version=1, values={"definition": "変えた"})
    undo_last()

    undo_last()

    assert Term.objects.get().definition == "変えた"


def test_moves_and_numbers_are_taken_back(edition: Edition) -> None:
    first, second = make_item(edition, "一", number="2"), make_item(edition, "二", number="1")
    inner = make_item(edition, "内", parent=first)

    def state() -> list[Any]:
        return [(row.item.title, row.item.number, row.depth) for row in tree_rows(edition)]

    before = state()
    for do in (
        lambda: renumber_items(OFFICER, edition=edition),
        lambda: place_item(OFFICER, item=inner, parent=second),
        lambda: place_item(OFFICER, item=inner, parent=None, after=first),
    ):
        do()
        assert state() != before
        undo_last()
        assert state() == before


def test_an_order_of_terms_is_taken_back(edition: Edition) -> None:
    make_term(edition, "A")
    move_entry(OFFICER, entry=make_term(edition, "B"), steps=-1)

    undo_last()

    assert [row.term for row in Term.objects.order_by("order")] == ["A", "B"]


def test_a_fixed_edition_is_not_taken_back(edition: Edition) -> None:
    term = make_term(edition)
    change_entry(OFFICER, entry=term, version=1, values={"definition": "変えた"})
    Edition.objects.filter(pk=edition.pk).update(status="published")

    with pytest.raises(NotEditable):
        undo_last()


def test_the_change_of_another_city_is_not_found(edition: Edition, city: City) -> None:
    change_entry(OFFICER, entry=make_term(edition), version=1, values={"definition": "変えた"})
    token = AuditEntry.objects.order_by("-id")[0].token

    with make_neighbour().scope(), pytest.raises(AuditEntry.DoesNotExist):
        undo_change(OFFICER, token=token)

    assert Term.objects.get().definition == "変えた"


def test_the_history_tells_who_and_each_value_before_and_after(edition: Edition) -> None:
    item, department = make_item(edition, "防災"), make_department("危機管理課")
    change_item(
        OFFICER,
        item=item,
        version=1,
        values=item_values(item, title="防災と減災"),
        **{**NO_PARTS, "departments": [department_row(department)]},
    )

    [change] = history_of(Item, item.pk)

    told = {row.noun: {field.label: (field.before, field.after) for field in row.fields} for row in change.rows}
    assert change.entry.actor_name == "山田"
    assert told["節"] == {"名称": ("防災", "防災と減災")}
    assert told["所管課"]["所管課"] == ("", "危機管理課")
    assert told["所管課"]["役割"] == ("", "主管")


def test_the_history_of_a_deleted_item_is_still_there_with_its_departments(edition: Edition) -> None:
    item = make_item(edition, "防災")
    ItemDepartment.objects.create(item=item, department=make_department("危機管理課"))
    remove_item(OFFICER, item=item)

    [change] = history_of(Item, item.pk)

    assert sorted((row.noun, row.kind) for row in change.rows) == [("所管課", "delete"), ("節", "delete")]


def test_the_changes_of_an_edition_hold_what_was_deleted_from_it(edition: Edition) -> None:
    remove_entry(OFFICER, entry=make_term(edition))

    [entry] = changes_of_edition(edition)

    assert [(row.noun, row.name, row.kind) for row in change_of(entry.token).rows] == [("用語", "RPA", "delete")]
