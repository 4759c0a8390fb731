from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import connections
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling
from xdist.scheduler.protocol import Scheduling

from hoshin.config.home import Home
from hoshin.config.postgres import attach
from tests.database import make_test_database
from tests.demo_process import DemoProcess, free_port, open_folder

# The machine may be busy; a slow example is not a wrong one.
hypothesis_settings.register_profile("hoshin", deadline=None, print_blob=True)
hypothesis_settings.load_profile("hoshin")

collect_ignore = ["interop"]  # `make interop` runs it in an environment of its own


# Tests of the running product. They share one demo server and work on the same city, so one worker process runs them.
WITH_DEMO = ("tests/browser/", "tests/config/test_demo.py")


class OneDemoServer(LoadScopeScheduling):
    """Gives each test to whichever worker process is free, but all that need the demo server to the same one."""

    def _split_scope(self, nodeid: str) -> str:
        return "demo" if nodeid.startswith(WITH_DEMO) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Take the place of xdist's own grouping by marks, which this version of pytest no longer lets it do."""
    return OneDemoServer(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "demo_server" in getattr(item, "fixturenames", ()) and not item.nodeid.startswith(WITH_DEMO):
            raise pytest.UsageError(f"{item.nodeid}: tests with demo_server stand in {' or '.join(WITH_DEMO)}")


@pytest.fixture(scope="session")
def embedded_postgres() -> Iterator[None]:
    """The embedded server, for as long as this test process lives."""
    lease = attach(Home.from_environment())
    yield
    connections.close_all()
    lease.release()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, embedded_postgres: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database for this test process, used as the product uses it: as the role that row-level security binds."""
    database = f"test_hoshin_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with django_db_blocker.unblock():
        make_test_database(database)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


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
