from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from hoshin.kernel.action import action, record
from hoshin.kernel.actor import Actor, NotPermitted
from hoshin.kernel.history import change_of, event_model, verify_audit_chain
from hoshin.kernel.history.events import events_of
from hoshin.kernel.models import AuditEntry, Department
from hoshin.kernel.permissions import EDIT_DEPARTMENTS
from hoshin.plan.models import Policy, Term
from tests.plan.editions import make_edition, make_term
from tests.world import City, make_city, make_neighbour

CLERK = Actor("山田", frozenset({EDIT_DEPARTMENTS.key}), user_id=7)


@pytest.fixture
def city(db: None) -> Iterator[City]:
    city = make_city()
    with city.scope():
        yield city


@action(EDIT_DEPARTMENTS, "kernel.department.added")
def add(by: Actor, *, name: str, reason: str = "") -> Department:
    if name == "失敗課":
        Department.objects.create(key=name, name=name)
        raise RuntimeError
    return Department.objects.create(key=name, name=name)


def entries() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(event__startswith="kernel.department").order_by("id"))


def test_an_action_leaves_one_entry_that_says_who_what_and_why(city: City) -> None:
    department = add(CLERK, name="一課", reason="新設")

    [entry] = entries()
    told = (entry.actor_id, entry.actor_name, entry.event, entry.subject, entry.reason)
    assert told == (7, "山田", "kernel.department.added", f"kernel.department:{department.pk}", "新設")


def test_without_the_permission_neither_row_nor_entry(city: City) -> None:
    with pytest.raises(NotPermitted):
        add(Actor("来訪者"), name="一課")

    assert not Department.objects.exists()
    assert entries() == []


def test_an_action_that_fails_leaves_nothing(city: City) -> None:
    with pytest.raises(RuntimeError):
        add(CLERK, name="失敗課")

    assert not Department.objects.exists()
    assert entries() == []


def test_changes_of_an_inner_action_belong_to_the_outer_entry(city: City) -> None:
    edition = make_edition()

    @action(EDIT_DEPARTMENTS, "kernel.department.inner")
    def inner(by: Actor) -> Term:
        return make_term(edition)

    @action(EDIT_DEPARTMENTS, "kernel.department.outer")
    def outer(by: Actor) -> Term:
        return inner(by)

    outer(CLERK)

    by_event = {entry.event.rsplit(".", 1)[-1]: entry for entry in entries()}
    assert [row.noun for row in change_of(by_event["outer"].token).rows] == ["用語"]
    assert change_of(by_event["inner"].token).rows == ()


def test_what_is_written_after_an_action_is_not_told_as_part_of_it(city: City) -> None:
    edition = make_edition()
    add(CLERK, name="一課")

    make_term(edition)

    [entry] = entries()
    assert [row.subject for row in change_of(entry.token).rows] == [entry.subject]
    assert events_of(event_model(Term)).get().pgh_context_id is None


def test_the_trail_is_a_chain(city: City) -> None:
    for name in ("一課", "二課", "三課"):
        add(CLERK, name=name)

    report = verify_audit_chain()

    assert report.is_whole
    assert report.count == AuditEntry.objects.count()


def test_an_entry_written_by_hand_breaks_the_chain(city: City) -> None:
    add(CLERK, name="一課")
    forged = AuditEntry(
        event="kernel.department.added",
        actor_name="だれか",
        subject="x:1",
        at=entries()[0].at,
        previous_digest="",
        digest="0",
    )
    forged.save()
    add(CLERK, name="二課")

    report = verify_audit_chain()

    assert report.broken_at == forged


def test_the_command_names_the_city_whose_chain_is_broken(city: City) -> None:
    add(CLERK, name="一課")
    call_command("verify_audit_chain", stdout=StringIO())
    AuditEntry(event="x", actor_name="だれか", subject="x:1", at=entries()[0].at, digest="0").save()

    with pytest.raises(CommandError, match="132292 試験市: 記録"):
        call_command("verify_audit_chain")


@pytest.mark.parametrize(
    "statement", ["UPDATE kernel_auditentry SET actor_name = 'x'", "DELETE FROM kernel_auditentry"]
)
def test_the_database_refuses_to_change_the_trail(city: City, statement: str) -> None:
    add(CLERK, name="一課")

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_events_of_the_history_are_not_changed_either(city: City) -> None:
    make_term(make_edition())

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE plan_termevent SET definition = 'x'")


def test_each_city_has_a_chain_of_its_own(city: City) -> None:
    add(CLERK, name="一課")
    with make_neighbour().scope():
        add(CLERK, name="一課")
        assert verify_audit_chain().is_whole

    add(CLERK, name="二課")

    assert verify_audit_chain().is_whole


def test_refused_input_can_be_recorded_without_a_row(city: City) -> None:
    entry = record(CLERK, event="kernel.input.refused", subject="plan.item:1", reason="個人番号")

    assert (entry.event, verify_audit_chain().is_whole) == ("kernel.input.refused", True)


def test_every_table_of_the_rooms_that_is_edited_keeps_its_history() -> None:
    tracked = {model.pgh_tracked_model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")}
    plain = {
        model._meta.label_lower
        for model in apps.get_app_config("plan").get_models()
        if model not in tracked and not hasattr(model, "pgh_tracked_model")
    }

    # Names and keys that stay the same from edition to edition: added, hardly ever changed.
    assert plain == {Policy._meta.label_lower, "plan.itemidentity"}
