"""Without a municipality nothing is read, and nobody writes into another one's rows: in every table, under the
application role, by the database alone."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction

from hoshin.kernel.models import AuditEntry, Department, Role
from hoshin.kernel.scope import SETTING, NoMunicipality
from tests.world import City, make_city, make_neighbour, make_person

TABLES = sorted(
    {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.column == "municipality_id" for field in model._meta.concrete_fields)
    }
)


def test_the_walk_meets_rooms_and_event_tables() -> None:
    assert {"kernel_role", "kernel_auditentry", "plan_item", "plan_itemevent", "indicators_actual"} <= set(TABLES)


@pytest.fixture
def two_cities(db: None) -> tuple[City, City]:
    cities = make_city(), make_neighbour()
    for city in cities:
        make_person(city)
        with city.scope():
            Department.objects.create(key="joho", name="情報推進課")
    return cities


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # a name from our own models
        return int(cursor.fetchone()[0])


@pytest.fixture
def no_municipality(two_cities: tuple[City, City]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, '', true)", [SETTING])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("no_municipality")
def test_without_a_municipality_no_row_of_any_table_is_read(table: str) -> None:
    assert count(table) == 0


@pytest.mark.usefixtures("two_cities")
@pytest.mark.parametrize("table", TABLES)
def test_every_tenant_table_has_a_forced_policy_that_the_role_cannot_lift(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
        assert cursor.fetchone() == (True, True)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')


def test_raw_sql_reads_the_own_city_only(two_cities: tuple[City, City]) -> None:
    ours, theirs = two_cities

    with ours.scope():
        mine = count("kernel_department")
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT municipality_id FROM kernel_role")
            seen = cursor.fetchall()

    assert mine == 1
    assert seen == [(ours.municipality.pk,)]
    assert ours.municipality.pk != theirs.municipality.pk


def test_a_row_for_another_city_is_refused_by_the_database(two_cities: tuple[City, City]) -> None:
    ours, theirs = two_cities
    sql = "INSERT INTO kernel_role (municipality_id, key, label, permission_keys) VALUES (%s, 'x', 'x', '{}')"

    with (
        ours.scope(),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [theirs.municipality.pk])


def test_a_row_does_not_move_to_another_city(two_cities: tuple[City, City]) -> None:
    ours, theirs = two_cities

    with ours.scope(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Role.objects.update(municipality=theirs.municipality)


def test_updates_and_deletions_pass_over_the_other_city(two_cities: tuple[City, City]) -> None:
    ours, theirs = two_cities
    with ours.scope(), connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_department SET name = 'のっとり'")
        cursor.execute("DELETE FROM kernel_department")

    with theirs.scope():
        assert Department.objects.get().name == "情報推進課"


def test_the_first_lock_says_so_before_the_database_does(two_cities: tuple[City, City]) -> None:
    ours, theirs = two_cities

    with ours.scope(), pytest.raises(NoMunicipality):
        Department.objects.create(municipality=theirs.municipality, key="x", name="x")
    with pytest.raises(NoMunicipality):
        list(AuditEntry.objects.all())


def test_a_unique_key_of_one_city_tells_another_nothing(two_cities: tuple[City, City]) -> None:
    """A unique key without the municipality would answer "taken" for a row that cannot be seen."""
    for model in apps.get_models():
        if not any(field.column == "municipality_id" for field in model._meta.concrete_fields):
            continue
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and not _points_inside(model, constraint):
                assert "municipality" in constraint.fields, constraint.name


def _points_inside(model: type[models.Model], constraint: models.UniqueConstraint) -> bool:
    """A key over one foreign key alone: whoever knows the id sees the row it points to."""
    return len(constraint.fields) == 1 and model._meta.get_field(constraint.fields[0]).is_relation
