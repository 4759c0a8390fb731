"""Starts and stops one embedded server process. Called by the keeper alone, so never twice at once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from hoshin.config.postgres.account import switch_to
from hoshin.config.postgres.place import SOCKET_NAME, Place, PostgresNotUsable, own_folder

START_SECONDS = 60
STOP_SECONDS = 30
POLL_SECONDS = 0.02

SETTINGS = {
    "listen_addresses": "",  # the socket is the only way in
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "jit": "off",  # short statements: compiling them costs more than it saves
    # Rows hold what people wrote, so neither the values of a failing statement nor the statement itself go to the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "%a.log",  # seven files, one a weekday, each overwritten after a week
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}

# For throw-away clusters in tests: losing them in a power cut does not matter, speed does.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass
class Server:
    place: Place
    durable: bool = True
    process: psutil.Process | subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster if there is none; take over a server that still runs on it, or start one."""
        if not self.place.data.exists():
            self._initialise()
        survivor = self._survivor()
        if survivor and self._listens_where_we_look():
            self.process = survivor
        else:
            if survivor:
                self.process = survivor
                self.stop()
            self._remove_false_locks()
            self._launch()
        self._wait_until_ready()

    def stop(self) -> None:
        """Disconnect everyone and stop cleanly; after a long wait, at once (the next start then recovers)."""
        process = self.process
        if process is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            try:
                process.send_signal(how)
                process.wait(timeout=STOP_SECONDS)
            except (psutil.NoSuchProcess, ProcessLookupError):
                pass
            except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
                continue
            break
        self.process = None

    def _initialise(self) -> None:
        # Made aside and renamed, so that a start killed in the middle leaves nothing that looks like a cluster.
        draft = self.place.data.with_name("data.new")
        if draft.exists():
            shutil.rmtree(draft)
        own_folder(draft, self.place.account)
        command = [
            str(self.place.programs / "initdb"),
            "--username=postgres",
            "--auth=trust",  # the folder of the socket is closed to everyone else
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",  # the same order on every machine
            "--locale=C",
            "--no-instructions",
            *([] if self.durable else ["--no-sync"]),
            f"--pgdata={draft}",
        ]
        done = subprocess.run(  # noqa: S603  # our own program and folder
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            env=_environment(),
            **switch_to(self.place.account),
        )
        if done.returncode:
            raise PostgresNotUsable(
                f"データベースを作成できませんでした（{self.place.data}）: {done.stderr.strip()[-2000:]}"
                f" / initdb failed in {self.place.data}."
            )
        draft.rename(self.place.data)

    def _launch(self) -> None:
        settings = {**SETTINGS, **({} if self.durable else FORGETFUL)}
        settings["unix_socket_directories"] = '"' + str(self.place.sockets).replace('"', '""') + '"'
        command = [str(self.place.programs / "postgres"), "-D", str(self.place.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (self.place.locks / "server.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603  # our own program and folder
                command,
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for the program, which then stops us in order
                **switch_to(self.place.account),
            )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._says_ready():
            ended = isinstance(self.process, subprocess.Popen) and self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                log = (self.place.locks / "server.log").read_text(encoding="utf-8", errors="replace")
                raise PostgresNotUsable(
                    f"データベースを起動できませんでした（{self.place.data}）: {log.strip()[-2000:]}"
                    f" / PostgreSQL did not start in {self.place.data}."
                )
            time.sleep(POLL_SECONDS)

    def _says_ready(self) -> bool:
        """The eighth line of postmaster.pid is the server's own word on its state."""
        lines = self._pid_lines()
        pid = self.process.pid if self.process else None
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _pid_lines(self) -> list[str]:
        try:
            return (self.place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _listens_where_we_look(self) -> bool:
        lines = self._pid_lines()
        return len(lines) >= 5 and Path(lines[4]) == self.place.sockets

    def _survivor(self) -> psutil.Process | None:
        """Return the server of an earlier run whose keeper was killed."""
        lines = self._pid_lines()
        return _our_server(int(lines[0]), self.place.data) if lines else None

    def _remove_false_locks(self) -> None:
        """
        Remove lock files whose process number now belongs to some other program.

        PostgreSQL refuses to start then. It happens after a kill in a container, where numbers are small and come
        again. A lock whose process is gone stays: PostgreSQL deals with it, and looks first for surviving children.
        """
        for lock in (self.place.data / "postmaster.pid", self.place.sockets / f"{SOCKET_NAME}.lock"):
            try:
                pid = abs(int(lock.read_text(encoding="utf-8").splitlines()[0]))
            except (FileNotFoundError, ValueError, IndexError):
                continue
            if psutil.pid_exists(pid) and not _our_server(pid, self.place.data):
                lock.unlink()


def _our_server(pid: int, data: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        ours = str(data) in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    return process if ours else None


def _environment() -> dict[str, str]:
    """PG* variables of the person's shell would point the server elsewhere."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
