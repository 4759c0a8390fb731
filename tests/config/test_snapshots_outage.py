"""The whole product as it runs, with its database killed under it."""

from __future__ import annotations

import urllib.error
from collections.abc import Iterator

import psutil
import pytest

from tests.demo_process import DemoProcess, free_port, open_folder

PAGES = (
    "/",
    "/policy/",
    "/policy/2020/",
    "/policy/2020/initiatives/1/",
    "/policy/2020/r1/",
    "/policy/2020/edition.json",
)


@pytest.fixture
def demo() -> Iterator[DemoProcess]:
    with open_folder() as folder:
        demo = DemoProcess(folder / "home", free_port())
        demo.start()
        yield demo
        for process in demo.family():
            process.resume()
        demo.kill()


def is_web(process: psutil.Process) -> bool:
    return any("serve" in one.cmdline() for one in (process, *process.parents()))


@pytest.mark.xdist_group("browser")
def test_published_pages_answer_when_the_database_is_gone(demo):
    for process in demo.family():
        if not is_web(process) and process.name() != "postgres":
            process.suspend()  # nobody starts the database again, and nobody stops the web server
    gone = [process for process in demo.family() if process.name() == "postgres"]
    assert gone
    for process in gone:
        process.kill()
    psutil.wait_procs(gone, timeout=30)

    with pytest.raises(urllib.error.HTTPError) as failing:
        demo.get("/healthz")
    failing.value.close()
    assert failing.value.code >= 500
    for path in PAGES:
        status, text = demo.get(path)
        assert status == 200
        assert "西東京市" in text
    status, text = demo.get("/policy/2020/?stage=rollout")
    assert (status, "西東京市" in text) == (200, True)
