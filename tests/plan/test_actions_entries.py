from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.actions.editions import change_edition
from hoshin.plan.actions.entries import add_entry, change_entry, move_entry, remove_entry
from hoshin.plan.actions.refusals import InUse, NotATree, NotEditable, NotInThisEdition, Taken
from hoshin.plan.models import Direction, Driver, DriverField, Edition, ItemDirection, Reference, Section, Term
from tests.plan.editions import (
    OFFICER,
    VIEWER,
    make_direction,
    make_driver,
    make_edition,
    make_field,
    make_item,
    make_section,
    make_source,
    make_stage,
    make_term,
)

TERM = {"term": "AI", "reading": "えーあい", "definition": "人工知能。", "aliases": ["人工知能"]}


def test_a_new_entry_stands_last_with_a_key_of_its_own(edition: Edition) -> None:
    field = make_field(edition)
    make_driver(field)

    driver = add_entry(OFFICER, model=Driver, owner=field, values={"title": "RPA"})

    assert [row.title for row in Driver.objects.filter(field=field).order_by("order")] == ["AI", "RPA"]
    assert driver.key == "driver-2"  # type: ignore[union-attr]


def test_a_term_is_explained_once(edition: Edition) -> None:
    make_term(edition, "AI")

    with pytest.raises(Taken) as refused:
        add_entry(OFFICER, model=Term, owner=edition, values=TERM)

    assert refused.value.field == "term"


def test_without_the_permission_nothing_happens(edition: Edition) -> None:
    with pytest.raises(NotPermitted):
        add_entry(VIEWER, model=Term, owner=edition, values=TERM)

    assert not Term.objects.exists()
    assert not AuditEntry.objects.filter(event="plan.entry.added").exists()


def test_the_second_to_save_is_told(edition: Edition) -> None:
    term = make_term(edition)
    change_entry(OFFICER, entry=term, version=1, values={"definition": "先"})

    with pytest.raises(EditedMeanwhile):
        change_entry(OFFICER, entry=term, version=1, values={"definition": "後"})

    assert Term.objects.get().definition == "先"


@pytest.mark.parametrize("what", ["add", "change", "move", "remove"])
def test_nothing_is_done_to_a_published_edition(edition: Edition, what: str) -> None:
    term = make_term(edition)
    Edition.objects.filter(pk=edition.pk).update(status="published")
    do: dict[str, Callable[[], Any]] = {
        "add": lambda: add_entry(OFFICER, model=Term, owner=edition, values=TERM),
        "change": lambda: change_entry(OFFICER, entry=term, version=1, values={"definition": "変えた"}),
        "move": lambda: move_entry(OFFICER, entry=term, steps=1),
        "remove": lambda: remove_entry(OFFICER, entry=term),
    }

    with pytest.raises(NotEditable):
        do[what]()

    assert [(row.term, row.definition) for row in Term.objects.all()] == [("RPA", "自動化の技術。")]


def test_moving_drivers_moves_their_printed_numbers(edition: Edition) -> None:
    field = make_field(edition)
    for title in ("一", "二", "三"):
        last = make_driver(field, title)

    move_entry(OFFICER, entry=last, steps=-2)

    assert [row.title for row in Driver.objects.order_by("order")] == ["三", "一", "二"]


def test_moving_leaves_the_version_so_that_open_forms_stay_good(edition: Edition) -> None:
    make_term(edition, "A")
    term = make_term(edition, "B")

    move_entry(OFFICER, entry=term, steps=-1)

    assert Term.objects.get(pk=term.pk).version == 1


def test_what_is_referred_to_is_not_deleted_and_the_error_names_who_refers(edition: Edition) -> None:
    item, field, direction = make_item(edition, "防災", number="1"), make_field(edition), make_direction(edition)
    driver, stage = make_driver(field), make_stage(edition)
    type(item).objects.filter(pk=item.pk).update(stage=stage)
    Reference.objects.create(item=item, field=field, driver=driver)
    ItemDirection.objects.create(item=item, direction=direction)
    make_section(edition, "技術", kind="driver_field", field=field)

    cases: list[tuple[Any, list[str]]] = [
        (driver, ["重点取組「1 防災」"]),
        (direction, ["重点取組「1 防災」"]),
        (stage, ["重点取組「1 防災」"]),
        (field, ["項目「AI」", "章「技術」", "重点取組「1 防災」"]),
    ]
    for entry, users in cases:
        with pytest.raises(InUse) as refused:
            remove_entry(OFFICER, entry=entry)
        assert refused.value.users == users


def test_what_nobody_refers_to_is_deleted(edition: Edition) -> None:
    for entry in (make_term(edition), make_section(edition), make_source(edition), make_direction(edition)):
        remove_entry(OFFICER, entry=entry)

    assert not Direction.objects.exists()
    assert AuditEntry.objects.filter(event="plan.entry.removed").count() == 4


def test_a_chapter_shows_fields_of_its_own_edition_only(edition: Edition) -> None:
    section, stranger = make_section(edition), make_field(make_edition(year=2022))

    with pytest.raises(NotInThisEdition):
        change_entry(OFFICER, entry=section, version=1, values={"kind": "driver_field", "field_id": stranger.pk})

    assert Section.objects.get().kind == "text"
    assert DriverField.objects.count() == 1


def change(edition: Edition, **changes: Any) -> Edition:
    names = ("title", "year_label", "issued_date", "data_as_of_date", "summary", "note", "levels")
    values = {**{name: getattr(edition, name) for name in names}, **changes}
    return change_edition(OFFICER, edition=edition, version=edition.version, **values)


def test_an_edition_gets_other_words_and_levels(edition: Edition) -> None:
    saved = change(edition, title="新しい題名", levels=["目標", "施策", "事業"])

    assert (saved.title, saved.levels, saved.version) == ("新しい題名", ["目標", "施策", "事業"], 2)


def test_levels_are_not_fewer_than_the_tree_is_deep(edition: Edition) -> None:
    make_item(edition, "内", parent=make_item(edition, "上"))

    with pytest.raises(NotATree) as refused:
        change(edition, levels=["取組"])

    assert refused.value.field == "levels"
