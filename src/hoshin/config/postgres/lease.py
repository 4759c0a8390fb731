"""How a process says that it uses the embedded server, and that it has done with it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from hoshin.config.home import Home
from hoshin.config.postgres.place import PostgresNotUsable, socket_folder
from hoshin.config.postgres.roles import APP, DATABASE
from hoshin.config.processes import with_our_package

READY = "ready"
RELEASE_SECONDS = 60
POLL_SECONDS = 0.02


@dataclass
class Lease:
    """While it is held, the server runs. It ends with the process at the latest, however the process ends."""

    folder: Path
    lock: IO[bytes]

    def release(self) -> None:
        """Give the server back. If nobody else uses it, return only after it has stopped."""
        self.lock.close()
        deadline = time.monotonic() + RELEASE_SECONDS
        while time.monotonic() < deadline:
            if _is_free(self.folder / "keeper.lock", fcntl.LOCK_EX):
                return  # no keeper, no server
            alone = _is_free(self.folder / "users.lock", fcntl.LOCK_EX)
            if not alone and _is_free(self.folder / "users.lock", fcntl.LOCK_SH):
                return  # someone else uses it
            time.sleep(POLL_SECONDS)


def attach(home: Home) -> Lease:
    """Have the embedded server running and return the lease on it. Several processes may do so at the same moment."""
    home.prepare()
    folder = home.postgres
    try:
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
        lock = (folder / "users.lock").open("ab")
    except PermissionError as error:
        raise PostgresNotUsable(
            f"{folder} は別の利用者のものです。その利用者で実行するか、別の HOSHIN_HOME を指定してください。"
            f" / {folder} belongs to another user: run as that user or choose another HOSHIN_HOME."
        ) from error
    # A server that is stopping in this moment holds the lock exclusively: then we wait, and start it again.
    fcntl.flock(lock, fcntl.LOCK_SH)
    try:
        # A keeper in office stays there as long as we hold the lock.
        if _is_free(folder / "keeper.lock", fcntl.LOCK_SH) or not answers(folder):
            _call_keeper(home.path)
    except BaseException:
        lock.close()
        raise
    return Lease(folder, lock)


def answers(folder: Path) -> bool:
    """The application role and its database are made last, so whoever may enter as it finds everything ready."""
    try:
        psycopg.connect(host=str(socket_folder(folder)), user=APP, dbname=DATABASE, connect_timeout=5).close()
    except psycopg.Error:
        return False
    return True


def _call_keeper(home: Path) -> None:
    keeper = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-m", "hoshin.config.postgres.keeper", str(home)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=with_our_package(os.environ),
        cwd="/",
        text=True,
    )
    output = keeper.stdout
    if output is None:
        raise PostgresNotUsable
    with output:
        said = output.read().strip()
    keeper.wait()
    if said != READY:
        raise PostgresNotUsable(said or "データベースの管理プロセスが停止しました。 / The database keeper ended.")


def _is_free(path: Path, kind: int) -> bool:
    try:
        with path.open("ab") as file:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True
    return True
