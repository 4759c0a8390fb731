"""Serves the example city with many datasets, for clients that are not ours. Runs in the product's own environment.

Run: python -m tests.interop.served PORT    with HOSHIN_HOME set to an empty folder
"""

from __future__ import annotations

import os
import sys

MANY = 230
FIRST_NUMBER = 1001
WITHDRAWN = FIRST_NUMBER + 7


def main(port: str) -> None:
    os.environ |= {
        "HOSHIN_MODE": "demo",
        "HOSHIN_POSTGRES_DURABLE": "0",
        "DJANGO_SETTINGS_MODULE": "hoshin.config.settings",
    }
    parent = os.environ.get("HOSHIN_PARENT", "")
    # The clients' tests import the numbers above, where the product cannot be imported.
    from hoshin.config.processes import PARENT_VARIABLE, obey_supervisor  # noqa: PLC0415

    obey_supervisor()
    # Django's world can only be imported once the environment above stands.
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from hoshin.config.database import ROLE_VARIABLE, connect_as  # noqa: PLC0415
    from hoshin.config.demo import prepare_demo  # noqa: PLC0415
    from hoshin.config.postgres import attach  # noqa: PLC0415

    lease = attach(settings.HOME)
    connect_as(settings.HOME, "owner")
    prepare_demo()
    connect_as(settings.HOME, "app")
    add_datasets()
    connections.close_all()
    command = [sys.executable, "-m", "hoshin.config.cli", "serve", "--workers", "1", "--port", port]
    os.environ |= {ROLE_VARIABLE: "app", PARENT_VARIABLE: parent}
    lease.release()
    os.execv(sys.executable, command)  # noqa: S606  # our own command


def add_datasets() -> None:
    from hoshin.kernel.models import Municipality  # noqa: PLC0415
    from hoshin.kernel.scope import municipality_scope  # noqa: PLC0415
    from tests.services.opendata.catalogue import make_dataset, withdraw  # noqa: PLC0415

    with municipality_scope(Municipality.objects.get(code="132292").pk):
        for number in range(FIRST_NUMBER, FIRST_NUMBER + MANY):
            dataset = make_dataset(number=number, formats=("CSV", "JSON"), category=("観光", "行財政")[number % 2])
            if number == WITHDRAWN:
                withdraw(dataset)


if __name__ == "__main__":
    main(sys.argv[1])
