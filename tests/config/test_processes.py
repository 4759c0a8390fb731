import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from hoshin.config.processes import Child, stop_all

SECONDS = 60
SOURCE = str(Path(__file__).parents[2] / "src")

SUPERVISOR = """
import os, subprocess, sys
from hoshin.config.processes import PARENT_VARIABLE
obedient = "import signal; from hoshin.config.processes import obey_supervisor as o; o(); print('up', flush=True)"
obedient += "; signal.pause()"
child = subprocess.Popen(
    [sys.executable, "-c", obedient],
    env={**os.environ, PARENT_VARIABLE: str(os.getpid())}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_a_supervised_command_ends_with_its_supervisor() -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR],
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert supervisor.stdout
    child = psutil.Process(int(supervisor.stdout.readline()))

    supervisor.kill()
    _, alive = psutil.wait_procs([child], timeout=SECONDS)
    supervisor.communicate()

    assert alive == []


def test_what_a_child_says_appears_behind_its_name() -> None:
    output = io.StringIO()
    child = Child("web", ["--version"], os.environ, output)

    child.start()
    code = child.process.wait(timeout=SECONDS)
    child.reader.join()
    assert child.process.stdout
    child.process.stdout.close()

    assert code == 0
    assert output.getvalue().startswith("web    | hoshin ")


def test_a_child_that_does_not_listen_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoshin.config.processes.STOP_SECONDS", 0)
    child = Child("deaf", [], os.environ, io.StringIO())
    child.process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)",
        ],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.process.stdout
    child.process.stdout.readline()

    stop_all([child])
    child.process.stdout.close()

    assert child.process.returncode == -signal.SIGKILL
