"""What the database itself holds: under the application's role, with SQL of one's own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from hoshin.config.postgres.roles import APP
from hoshin.ledger.actions import measure, void_entry
from hoshin.ledger.models import DailyTotal, Entry, Void
from hoshin.ledger.queries import value_of
from tests.ledger.metrics import BY, PLACES, TODAY, count, leave_out
from tests.world import City

pytestmark = pytest.mark.usefixtures("scope")


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values: object, match: str = "permission denied") -> None:
    with pytest.raises(DatabaseError, match=match):
        run(sql, *values)


def test_what_was_recorded_cannot_be_changed_or_taken_out() -> None:
    entry = count(PLACES, "p1")
    void_entry(BY, entry=entry, reason="誤り")
    measure(BY, metric=PLACES, day=TODAY)

    for table in ("ledger_entry", "ledger_void", "ledger_measurement"):
        refused(f"UPDATE {table} SET municipality_id = municipality_id")  # noqa: S608  # names of our own
        refused(f"DELETE FROM {table}")  # noqa: S608


def test_no_setting_of_a_session_opens_the_ledger() -> None:
    """Triggers can be told to stand aside; rights cannot."""
    count(PLACES, "p1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE NOT tgisinternal")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [cursor.fetchone()[0]])

    refused("DELETE FROM ledger_entry")
    refused("UPDATE ledger_dailytotal SET amount = 99")


def test_daily_totals_are_not_written_by_hand() -> None:
    count(PLACES, "p1")

    refused("UPDATE ledger_dailytotal SET amount = 99")
    refused("DELETE FROM ledger_dailytotal")
    refused(
        "INSERT INTO ledger_dailytotal (municipality_id, metric_key, day, amount, entries)"
        " SELECT municipality_id, metric_key, '2019-01-01', 1, 1 FROM ledger_entry"
    )


def test_a_trigger_of_ones_own_does_not_reach_the_daily_totals() -> None:
    count(PLACES, "p1")
    run("CREATE TEMPORARY TABLE door (x int)")
    run(
        "CREATE FUNCTION pg_temp.enter() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN UPDATE public.ledger_dailytotal SET amount = 99; RETURN NULL; END $$"
    )
    run("CREATE TRIGGER enter AFTER INSERT ON door FOR EACH ROW EXECUTE FUNCTION pg_temp.enter()")

    refused("INSERT INTO door VALUES (1)")


def test_a_temporary_table_of_the_same_name_does_not_catch_the_totals() -> None:
    run("CREATE TEMPORARY TABLE ledger_dailytotal (LIKE public.ledger_dailytotal INCLUDING ALL)")
    count(PLACES, "p1")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_temp.ledger_dailytotal")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM public.ledger_dailytotal")
        assert cursor.fetchone() == (1,)


def test_the_applications_role_is_never_given_the_right_to_empty_a_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(defaclacl)::text FROM pg_default_acl WHERE defaclobjtype = 'r'")
        rights = {acl.split("=")[0]: acl.split("=")[1].split("/")[0] for (acl,) in cursor.fetchall()}

    assert sorted(rights[APP]) == ["a", "d", "r", "w"]  # insert, delete, select, update; TRUNCATE would be D


def test_one_statement_of_many_rows_makes_one_total_a_day() -> None:
    days = [dt.date(2020, 9, day) for day in (1, 1, 2)]
    Entry.objects.bulk_create(
        Entry(metric_key=PLACES.key, natural_key=str(n), subject=str(n), title="x", occurred_date=day, amount=1)
        for n, day in enumerate(days)
    )

    totals = DailyTotal.objects.order_by("day").values_list("day", "amount", "entries")
    assert list(totals) == [(days[0], 2, 2), (days[2], 1, 1)]


def test_a_void_takes_its_entry_off_the_day() -> None:
    entry = count(PLACES, "p1")
    count(PLACES, "p2")
    void_entry(BY, entry=entry, reason="誤り")

    assert DailyTotal.objects.values_list("amount", "entries").get() == (1, 1)


def test_what_is_left_out_makes_no_total() -> None:
    void_entry(BY, entry=leave_out(PLACES, "p1"), reason="誤り")

    assert not DailyTotal.objects.exists()


def test_an_entry_of_a_day_to_come_is_refused_by_the_clock_of_the_city() -> None:
    with pytest.raises(IntegrityError, match="future"), transaction.atomic():
        count(PLACES, "p1", TODAY + dt.timedelta(days=1))


@pytest.mark.parametrize("moment", ["2020-01-01 00:00+09", "2999-01-01 00:00+09"])
def test_an_entry_says_when_it_was_recorded_and_no_other_moment(moment: str) -> None:
    with pytest.raises(IntegrityError, match="present moment"), transaction.atomic():
        Entry.objects.create(
            metric_key=PLACES.key,
            natural_key="p1",
            subject="p1",
            title="x",
            occurred_date=TODAY,
            amount=1,
            recorded_at=dt.datetime.fromisoformat(moment),
        )


def test_a_void_says_when_it_was_made() -> None:
    with pytest.raises(IntegrityError, match="present moment"), transaction.atomic():
        Void.objects.create(
            entry=count(PLACES, "p1"),
            reason="誤り",
            voided_by="x",
            voided_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        )


def test_the_neighbours_entry_cannot_be_voided_from_here(scope: City, neighbour: City) -> None:
    with neighbour.scope():
        theirs = count(PLACES, "p1")

    with pytest.raises(IntegrityError, match="not there"), transaction.atomic():
        Void.objects.create(entry_id=theirs.pk, reason="x", voided_by="x")
    with neighbour.scope():
        assert value_of(PLACES, as_of=TODAY) == 1
    assert value_of(PLACES, as_of=TODAY) is None


@pytest.mark.parametrize(
    ("kind", "amount"), [("counted", 0), ("counted", -1), ("removed", 1), ("left_out", 1), ("opening", 5)]
)
def test_kind_and_amount_and_reason_fit_one_another(kind: str, amount: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        count(PLACES, "p1", kind=Entry.Kind(kind), amount=Decimal(amount))
