from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from hoshin.config.database import connect_as
from hoshin.config.home import Home
from hoshin.config.migration import migrate
from hoshin.config.postgres import attach, socket_folder
from hoshin.config.postgres.roles import APP, OWNER
from tests.demo_process import DemoProcess, free_port, open_folder

# The machine may be busy; a slow example is not a wrong one.
hypothesis_settings.register_profile("hoshin", deadline=None, print_blob=True)
hypothesis_settings.load_profile("hoshin")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What shares the demo server runs in one worker process, so that there is one server."""
    for item in items:
        if "demo_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def embedded_postgres() -> Iterator[None]:
    """The embedded server, for as long as this test process lives."""
    lease = attach(Home.from_environment())
    yield
    connections.close_all()
    lease.release()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    embedded_postgres: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """
    Make a database and migrate it as the product does, as the owner; then test as the application role, which
    row-level security binds. With --reuse-db an earlier run's database is brought up to date instead.
    """
    database = f"test_hoshin_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    keep = request.config.getvalue("reuse_db") and not request.config.getvalue("create_db")
    connection = connections["default"]
    with django_db_blocker.unblock():
        connect_as(settings.HOME, "owner")
        _make_database(database, keep=keep)
        connection.settings_dict["NAME"] = database
        migrate(verbosity=0)
        with connection.cursor() as cursor:
            # Tests that commit are cleaned up after with TRUNCATE, by the role they run as.
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {APP}")
        connect_as(settings.HOME, "app")
        connection.settings_dict["NAME"] = database
    yield
    with django_db_blocker.unblock():
        connection.close()


def _make_database(name: str, *, keep: bool) -> None:
    with psycopg.connect(
        host=str(socket_folder(settings.HOME.postgres)), user=OWNER, dbname="postgres", autocommit=True
    ) as maintenance:
        if not keep:
            maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        known = maintenance.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def demo_server() -> Iterator[DemoProcess]:
    """The product as `hoshin demo` starts it, with the example city, for tests that need a browser or real HTTP."""
    with open_folder() as folder:
        demo = DemoProcess(home=folder / "home", port=free_port())
        try:
            demo.start()
            yield demo
        finally:
            demo.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser. `make test` looks for it before anything else and says so in one line."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.exit("Chromium がありません。 / Chromium is missing: install it to run the browser tests.", returncode=1)
