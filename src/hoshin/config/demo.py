"""`hoshin demo`: the whole product on one's own machine, with an example city."""

from __future__ import annotations

import argparse
import os
import signal
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from types import FrameType

from django.conf import settings
from django.db import connections

from hoshin.config.database import ROLE_VARIABLE, connect_as
from hoshin.config.example import load_example
from hoshin.config.migration import is_migrated, migrate
from hoshin.config.ports import require_free_port
from hoshin.config.processes import Child, stop_all
from hoshin.config.static_files import collect_static_files
from hoshin.config.terminal import complain, say
from hoshin.site.demo_people import PASSWORD, PEOPLE

START_SECONDS = 120
POLL_SECONDS = 0.1
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104  # what a person may have asked for, to print an address that works


def run(options: argparse.Namespace) -> int:
    require_free_port(options.host, options.port)
    prepare_demo()
    stop = _stop_on_signals()  # only now: until here Ctrl-C simply interrupts, and the next start goes on from there
    url = f"http://{'127.0.0.1' if options.host in EVERYWHERE else options.host}:{options.port}/"
    environment = {**os.environ, ROLE_VARIABLE: "app", "HOSHIN_SITE_URL": url}
    children = [
        Child("web", ["serve", "--workers", "1", "--host", options.host, "--port", str(options.port)], environment),
        Child("worker", ["worker"], environment),
    ]
    try:
        for child in children:
            child.start()
        if _becomes_healthy(url, children, stop):
            _introduce(url)
        return _watch(children, stop)
    finally:
        say("停止しています… / Stopping…")
        stop_all(children)


def prepare_demo() -> None:
    """Bring database and static files up to date and load the example, as far as that is not done yet."""
    if not is_migrated():
        say("データベースを準備しています… / Preparing the database…")
        migrate(verbosity=0)
    connect_as(settings.HOME, "app")  # from here on as the product works: under row-level security
    collect_static_files(settings.HOME)  # before the example: its published pages take along what they look like
    load_example()
    connections.close_all()


def _becomes_healthy(url: str, children: Sequence[Child], stop: threading.Event) -> bool:
    for _ in range(int(START_SECONDS / POLL_SECONDS)):
        if stop.wait(POLL_SECONDS) or any(child.has_ended() for child in children):
            return False
        try:
            with urllib.request.urlopen(f"{url}healthz", timeout=5) as answer:  # noqa: S310  # our own http address
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            continue
    complain("起動に時間がかかっています。上の表示を確認してください。 / The start takes long: see the lines above.")
    return False


def _introduce(url: str) -> None:
    say()
    say(f"  公開サイト / public site   {url}")
    say(f"  職員向け / staff           {url}staff/")
    say()
    say(f"  職員としてのサインイン（パスワードはどれも {PASSWORD}） / sign in as staff, password {PASSWORD}")
    for person in PEOPLE:
        say(f"    {person.username:<8} {person.about}")
    say()
    say("  終了するには Ctrl-C を押してください。 / Press Ctrl-C to stop.")
    say()


def _watch(children: Sequence[Child], stop: threading.Event) -> int:
    """Wait until somebody wants us to stop, or until one of the children is gone: half a product helps nobody."""
    while not stop.wait(POLL_SECONDS):
        for child in children:
            if child.has_ended():
                complain(f"{child.name} が終了しました。 / {child.name} has ended.")
                return 1
    return 0


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    return stop
