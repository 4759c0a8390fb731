"""The whole product as a newcomer starts it, and every way in which it may end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.demo_process import DemoProcess, free_port, open_folder

SECONDS = 60


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with open_folder() as path:
        yield path


def test_the_demo_answers_and_its_pages_say_that_they_are_a_sample(demo_server: DemoProcess) -> None:
    status, body = demo_server.get("/healthz")
    page_status, page = demo_server.get("/")

    assert (status, page_status) == (200, 200)
    assert '"status": "ok"' in body
    assert "見本" in page


def test_a_second_demo_on_the_same_port_says_so_in_one_line(demo_server: DemoProcess, folder: Path) -> None:
    second = DemoProcess(folder / "second", demo_server.port)

    with pytest.raises(AssertionError, match=f"ポート {demo_server.port} は使用中"):
        second.start()

    second.wait()
    assert second.family() == []


def test_a_demo_starts_again_after_a_kill_and_ends_without_leaving_a_process(folder: Path) -> None:
    demo = DemoProcess(folder / "home", free_port())
    demo.start()
    killed = demo.family()

    demo.kill()
    _, left_by_kill = psutil.wait_procs(killed, timeout=SECONDS)
    demo.start()
    status, _ = demo.get("/healthz")
    code = demo.interrupt()

    assert len(killed) >= 5
    assert left_by_kill == []
    assert status == 200
    assert code == 0
    assert demo.family() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_the_web_server_s_workers_end_with_it(folder: Path) -> None:
    demo = DemoProcess(folder / "home", free_port())
    demo.start()
    everything = demo.family()
    server = next(process for process in psutil.Process(demo.process.pid).children() if "serve" in process.cmdline())

    server.kill()
    code = demo.wait()
    _, left = psutil.wait_procs(everything, timeout=SECONDS)

    assert code == 1
    assert left == []


def test_no_command_depends_on_the_folder_it_is_called_from(demo_server: DemoProcess) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hoshin.config.cli", "manage", "check", "--database", "default"],
        env={**os.environ, "HOSHIN_HOME": str(demo_server.home), "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
