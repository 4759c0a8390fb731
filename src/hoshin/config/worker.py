"""`hoshin worker`: runs jobs from the queue, and the periodic ones."""

from __future__ import annotations

import argparse

from procrastinate.contrib.django import app


def run(options: argparse.Namespace) -> int:
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(
            queues=options.queues or None,
            concurrency=options.concurrency,
            delete_jobs="successful",  # what failed stays to be looked at
        )
    return 0
