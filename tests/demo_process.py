"""`hoshin demo` as a real process."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

START_SECONDS = 180
STOP_SECONDS = 60
READY = "Ctrl-C"  # the last line of its introduction


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that other users may pass through, as a checkout in /srv would be; pytest's own are closed."""
    path = Path(tempfile.mkdtemp(prefix="hoshin-test-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        while path.exists():
            with contextlib.suppress(FileNotFoundError):  # a database that still shuts down clears up too
                shutil.rmtree(path)


@dataclass
class DemoProcess:
    home: Path
    port: int
    lines: list[str] = field(default_factory=list)
    _reader: threading.Thread = field(init=False, repr=False)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and return when it has printed its address; fail with its output if it ends instead."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hoshin.config.cli", "demo", "--port", str(self.port)],
            env=self._environment(),
            cwd="/",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        has_said = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(has_said,), daemon=True)
        self._reader.start()
        has_said.wait(START_SECONDS)
        if not any(READY in line for line in self.lines):
            raise AssertionError("the demo did not start:\n" + "".join(self.lines))

    def _read(self, has_said: threading.Event) -> None:
        """Read on to the end: a process whose output nobody takes stands still once the pipe is full."""
        for line in self.process.stdout or ():
            self.lines.append(line)
            if READY in line:
                has_said.set()
        has_said.set()  # all that it will ever say

    def _environment(self) -> dict[str, str]:
        source = Path(__file__).parents[1] / "src"
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("HOSHIN_", "DATABASE_", "SECRET"))
        }
        return {**kept, "HOSHIN_HOME": str(self.home), "HOSHIN_POSTGRES_DURABLE": "0", "PYTHONPATH": str(source)}

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"{self.base_url}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    def family(self) -> list[psutil.Process]:
        """Every process that works on this state folder: by its arguments, its environment or its ancestors."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.status() != psutil.STATUS_ZOMBIE and self._works_here(process):
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    def _works_here(self, process: psutil.Process) -> bool:
        if process.environ().get("HOSHIN_HOME") == str(self.home):
            return True
        return any(str(self.home) in argument for argument in process.cmdline())

    def interrupt(self) -> int:
        """What Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        return self.wait()

    def kill(self) -> None:
        self.process.kill()
        self.wait()

    def wait(self) -> int:
        code = self.process.wait(timeout=STOP_SECONDS)
        self._reader.join(STOP_SECONDS)
        if self.process.stdout:
            self.process.stdout.close()
        return code

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.wait()
