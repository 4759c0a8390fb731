"""`hoshin worker`: runs jobs from the queue, and the periodic ones."""

from __future__ import annotations

import argparse

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def run(options: argparse.Namespace) -> int:
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError(connector)
    # A worker listens for new jobs all the time, which a connection of Django's cannot do.
    with app.replace_connector(connector.get_worker_connector()):
        app.run_worker(
            queues=options.queues or None,
            concurrency=options.concurrency,
            delete_jobs="successful",  # what failed stays to be looked at
        )
    return 0
