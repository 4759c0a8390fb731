"""Child processes that end with us, whatever ends us."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import hoshin

PARENT_VARIABLE = "HOSHIN_PARENT"
PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15


def die_with_parent(parent: int, number: signal.Signals) -> None:
    """Ask the kernel to send us a signal when our parent is gone. Elsewhere than on Linux nothing does that."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:  # it went before we asked
            os.kill(os.getpid(), number)


def obey_supervisor() -> None:
    """Called at the start of each command: one that `hoshin demo` started ends with it."""
    parent = os.environ.pop(PARENT_VARIABLE, "")
    if parent:
        die_with_parent(int(parent), signal.SIGTERM)


def with_our_package(environment: Mapping[str, str]) -> dict[str, str]:
    """A program run from the source tree finds its package by a path that a new interpreter does not know."""
    root = str(Path(hoshin.__file__).parents[1])
    if root == sysconfig.get_path("purelib"):
        return dict(environment)
    return {**environment, "PYTHONPATH": os.pathsep.join(filter(None, [root, environment.get("PYTHONPATH")]))}


@dataclass
class Child:
    """One of our commands as a process of its own; its output appears line by line behind its name."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    output: IO[str] = field(default_factory=lambda: sys.stdout)

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", "hoshin.config.cli", *self.arguments],
            env={**with_our_package(self.environment), PARENT_VARIABLE: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone; we tell the children, in order
            text=True,
            errors="replace",
        )
        self.reader = threading.Thread(target=self._copy_output, daemon=True)
        self.reader.start()

    def _copy_output(self) -> None:
        for line in self.process.stdout or ():
            self.output.write(f"{self.name:<6} | {line}")
            self.output.flush()

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # all of the group have gone
            os.killpg(self.process.pid, number)


def stop_all(children: Sequence[Child]) -> None:
    """End the children and all they started: politely, and after a while by force."""
    for child in children:
        # The command itself alone: it ends its own helpers in its own order.
        if not child.has_ended():
            child.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        child.signal_group(signal.SIGKILL)
        child.process.wait()
