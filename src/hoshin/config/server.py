"""`hoshin serve`: the web server."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from hoshin.config.checks import reasons_not_to_serve
from hoshin.config.ports import require_free_port
from hoshin.config.static_files import collect_static_files
from hoshin.config.terminal import complain

TARGET = "hoshin.config.wsgi:application_of_worker"

# Pages wait for the database, not for each other; more threads would only hold more connections.
THREADS = 4


def run(options: argparse.Namespace) -> int:
    require_free_port(options.host, options.port)
    reasons = reasons_not_to_serve()
    for reason in reasons:
        complain(reason)
    if reasons:
        return 1
    collect_static_files(settings.HOME)
    connections.close_all()  # the workers are forks of this process and must not share its connection
    Server(
        TARGET,
        factory=True,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
        log_access=options.access_log,
        log_access_format='%(addr)s "%(method)s %(path)s" %(status)d %(dt_ms).1fms',  # no query: people search in it
    ).serve()
    return 0
