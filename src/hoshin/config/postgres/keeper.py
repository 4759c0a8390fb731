"""
The process that owns the embedded server: starts it, waits until nobody uses it any more, stops it.

Every process of ours that uses the server holds a shared lock on one file (see lease.py). The kernel drops such a lock
however the process ends, SIGKILL included, so the keeper, which waits for the exclusive lock, always learns the truth.

Run as `python -m hoshin.config.postgres.keeper HOME`: prints "ready", or one line that says what is wrong.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

import psycopg

from hoshin.config.postgres.account import NoAccount
from hoshin.config.postgres.lease import READY, answers
from hoshin.config.postgres.place import PostgresNotUsable, find_place
from hoshin.config.postgres.roles import ensure_roles
from hoshin.config.postgres.server import Server

POLL_SECONDS = 0.05


class Stopped(BaseException):
    """The system asks the keeper to end."""


def main(arguments: list[str]) -> int:
    if os.fork():
        return 0  # the keeper outlives whoever called it, so it must not stay that process's child
    home = Path(arguments[0])
    postgres = home / "postgres"
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    if not _take_office(postgres):
        _say(READY)
        return 0
    return _keep(home, postgres)


def _keep(home: Path, postgres: Path) -> int:
    started: list[Server] = []
    try:
        try:
            server = Server(find_place(home, postgres), durable=os.environ.get("HOSHIN_POSTGRES_DURABLE") != "0")
            started.append(server)
            server.start()
            ensure_roles(server.place.sockets)
        except (PostgresNotUsable, NoAccount, OSError, psycopg.Error) as error:
            _say(" ".join(str(error).split()))
            return 1
        _say(READY)
        _let_go_of_the_terminal()
        users = os.open(postgres / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users, fcntl.LOCK_EX)  # returns when the last user has gone; who comes now waits until we end
    except Stopped:
        return 0
    finally:
        for server in started:
            server.stop()
    return 0


def _take_office(postgres: Path) -> bool:
    """Return True if this process is the keeper from now on, False once another keeper's server can be used."""
    # Plain descriptors, here and for the users' lock: the end of the process closes them and nothing before it does.
    office = os.open(postgres / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o600)
    while True:
        try:
            fcntl.flock(office, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if answers(postgres):
                return False
            time.sleep(POLL_SECONDS)
        else:
            return True


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _let_go_of_the_terminal() -> None:
    """Whoever started us waits for the end of our output; and a closed terminal must not end us."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
