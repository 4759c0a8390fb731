"""The served product, for real clients. These tests run in an environment of their own, without the product in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("HOSHIN_PYTHON", ROOT / ".venv" / "bin" / "python"))
START_SECONDS = 600  # it builds the whole example city first
STOP_SECONDS = 60


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the served example city, without a slash at its end."""
    if served := os.environ.get("HOSHIN_INTEROP_SITE"):  # one that runs already, while one works on the tests
        yield served
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="hoshin-interop-"))
    folder.chmod(0o755)  # the embedded database runs as a user of its own
    log = (folder / "log").open("w+")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HOSHIN_", "DATABASE_", "SECRET"))}
    process = subprocess.Popen(
        [str(PYTHON), "-m", "tests.interop.served", str(port)],
        cwd=ROOT,
        env={
            **kept,
            "HOSHIN_HOME": str(folder / "home"),
            "HOSHIN_PARENT": str(os.getpid()),  # it ends with us, however we end
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(process, url, folder / "log")
        yield url
    finally:
        process.terminate()
        process.wait(timeout=STOP_SECONDS)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.exit("the product did not start:\n" + log.read_text()[-4000:], returncode=1)
