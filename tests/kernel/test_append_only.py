"""What is only added to stays as it was, whatever the application's role sends: by rights, not by triggers alone."""

from __future__ import annotations

import pgtrigger
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from hoshin.kernel.append_only import changeable_tables

CHANGES = ("UPDATE", "DELETE")


def is_append_only(trigger: pgtrigger.Trigger) -> bool:
    operations = str(trigger.operation)
    return (
        isinstance(trigger, pgtrigger.Protect)
        and trigger.condition is None
        and all(change in operations for change in CHANGES)
    )


TABLES = {
    model._meta.db_table: model._meta.pk.column
    for model in apps.get_models(include_auto_created=True)
    if any(is_append_only(trigger) for trigger in getattr(model._meta, "triggers", ()))
}


def refused(sql: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_the_walk_meets_records_and_their_histories() -> None:
    assert {
        "indicators_actual",
        "kernel_auditentry",
        "kernel_roleevent",
        "ledger_entry",
        "ledger_evidencefile",
        "ledger_measurement",
        "ledger_void",
        "opendata_distribution",
        "opendata_release",
        "plan_itemevent",
        "publishing_publication",
        "publishing_publishedfile",
    } <= set(TABLES)


@pytest.mark.django_db
@pytest.mark.parametrize(("table", "key"), sorted(TABLES.items()))
def test_the_applications_role_can_add_but_neither_change_nor_take_out(table: str, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE NOT tgisinternal")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [cursor.fetchone()[0]])
        cursor.execute("SELECT has_table_privilege(%s, 'INSERT')", [table])
        assert cursor.fetchone() == (True,)

    refused(f'UPDATE "{table}" SET "{key}" = "{key}"')  # noqa: S608  # names from our own models
    refused(f'DELETE FROM "{table}"')  # noqa: S608


@pytest.mark.django_db
def test_no_table_with_the_trigger_was_forgotten() -> None:
    assert changeable_tables() == []
