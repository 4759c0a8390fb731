"""`make screenshots`: the pictures of the README, taken from the demo, on a desk and on a phone."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "screenshots"
WIDTHS = (1200, 375)
TALLEST = 2400  # a picture of a whole edition would be a strip
PAGES = {
    "front": "/",
    "edition": "/policy/2020/",
    "list": "/policy/2020/#initiatives",
    "initiative": "/policy/2020/initiatives/1/",
    "matrix": "/policy/2020/matrix/",
    "glossary": "/policy/2020/glossary/",
    "search": "/search/?q=公衆無線LAN",
    "catalogue": "/opendata/",
    "figure": "/figures/opendata.datasets/",
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with _demo() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        for width in WIDTHS:
            _take(browser, base, width)
        browser.close()
    print(TARGET)
    return 0


def _take(browser: Browser, base: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="ja-JP")
    page = context.new_page()
    for name, path in PAGES.items():
        page.goto(f"{base}{path}")
        height = page.evaluate("document.documentElement.scrollHeight")
        start = page.evaluate("document.querySelector(location.hash || 'body').getBoundingClientRect().top + scrollY")
        clip = {"x": 0, "y": start, "width": width, "height": min(TALLEST, height - start)}
        page.screenshot(path=TARGET / f"{name}-{width}.png", full_page=True, clip=clip)  # type: ignore[arg-type]  # a plain dict will do
    context.close()


@contextmanager
def _demo() -> Iterator[str]:
    """A demo of its own, with an empty state folder, so that the pictures are the same for everybody."""
    home = tempfile.mkdtemp(prefix="hoshin-screenshots-")
    Path(home).chmod(0o755)  # the embedded server runs as a user of its own
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, "HOSHIN_HOME": f"{home}/var", "PYTHONPATH": str(ROOT / "src")}
    demo = subprocess.Popen(
        [sys.executable, "-m", "hoshin.config.cli", "demo", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        if not any("Ctrl-C" in line for line in demo.stdout or ()):
            raise SystemExit("the demo did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise SystemExit("Chromium がありません。 / Chromium is missing.")


if __name__ == "__main__":
    sys.exit(main())
