from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection

from hoshin.config.checks import reasons_not_to_serve
from hoshin.config.database import connect_as

pytestmark = pytest.mark.django_db


def test_the_application_role_may_serve() -> None:
    assert reasons_not_to_serve() == []


@pytest.fixture
def connected_as(transactional_db: None) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    yield
    connect_as(settings.HOME, "app")
    connection.settings_dict["NAME"] = name


def become(user: str) -> None:
    connection.close()
    connection.settings_dict["USER"] = user


@pytest.mark.usefixtures("connected_as")
def test_the_owner_of_the_tables_may_not_serve() -> None:
    become("hoshin_owner")

    reasons = reasons_not_to_serve()

    assert any("BYPASSRLS" in reason for reason in reasons)
    assert any("所有者" in reason for reason in reasons)


@pytest.mark.usefixtures("connected_as")
def test_a_superuser_may_not_serve() -> None:
    become("postgres")

    assert any("スーパーユーザー" in reason for reason in reasons_not_to_serve())


@pytest.mark.usefixtures("connected_as")
def test_a_tenant_table_without_row_level_security_is_named() -> None:
    become("hoshin_owner")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (id bigint, municipality_id bigint)")
    become("hoshin_app")

    reasons = reasons_not_to_serve()

    become("hoshin_owner")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE forgotten")
    assert len(reasons) == 1
    assert "forgotten" in reasons[0]


def test_the_system_check_covers_the_database() -> None:
    assert run_checks(tags=["database"], databases=["default"]) == []
