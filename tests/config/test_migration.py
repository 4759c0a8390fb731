import pytest
from django.db import ProgrammingError, connection

from hoshin.config.migration import is_migrated

pytestmark = pytest.mark.django_db


def test_the_test_database_is_up_to_date() -> None:
    assert is_migrated()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM django_migrations",
        "CREATE TABLE mine (id bigint)",
        "ALTER TABLE kernel_municipality ADD COLUMN mine text",
        "ALTER TABLE kernel_role DISABLE ROW LEVEL SECURITY",
        "DROP POLICY municipality ON kernel_role",
    ],
)
def test_the_application_role_cannot_change_what_binds_it(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_cache_that_holds_the_sign_in_limits_can_be_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('hoshin_cache', 'INSERT, UPDATE, DELETE')")
        assert cursor.fetchone() == (True,)
