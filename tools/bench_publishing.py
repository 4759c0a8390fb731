"""Time and CPU of publishing by format, at 12 and at 200 initiatives; of a published page against a dynamic one; and of
our PDF against WeasyPrint's.

Prints tables and writes bench_publishing.json. CPU is that of this process and of those it starts (the PDF is set in
one of its own); the database's is not in it. What is held against DESIGN's figures is the CPU: a busy machine makes
everything slow, but not more work.

Run: python -m tools.bench_publishing
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from wsgiref.util import setup_testing_defaults

from tools.bench_pdf import Pdf, compared, whole_page

SIZES = {12: ("small.example.jp", "132292"), 200: ("large.example.jp", "011002")}
MOST_SECONDS = {12: 3.0, 200: 15.0}
LEAST_TIMES_CHEAPER = 15
REQUESTS = 40
PAGES = ("/", "/policy/2020/", "/policy/2020/initiatives/1/", "/policy/2020/matrix/")


@dataclass(frozen=True)
class Step:
    initiatives: int
    name: str
    seconds: float
    cpu_seconds: float
    bytes: int = 0


@dataclass(frozen=True)
class Page:
    initiatives: int
    path: str
    dynamic_ms: float
    file_ms: float

    @property
    def times(self) -> float:
        return self.dynamic_ms / self.file_ms


class Clock:
    """Measures one step: wall time, and CPU of this process with its children's."""

    def __enter__(self) -> Clock:
        self.began, self.cpu_began = time.monotonic(), _cpu()
        return self

    def __exit__(self, *_error: object) -> None:
        self.seconds, self.cpu_seconds = time.monotonic() - self.began, _cpu() - self.cpu_began


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hoshin-bench-") as home:
        Path(home).chmod(0o755)  # the embedded server runs as a user of its own
        os.environ |= {
            "HOSHIN_HOME": home,
            "HOSHIN_MODE": "demo",
            "HOSHIN_POSTGRES_DURABLE": "0",
            "DJANGO_SETTINGS_MODULE": "hoshin.config.settings",
        }
        with _product() as cities:
            steps = [step for size in SIZES for step in _publish(cities[size], size)]
            pages = [_page(path, size) for size in SIZES for path in PAGES]
            pdfs = [pdf for size in SIZES for pdf in _pdfs(cities[size], size, folder=Path(home))]
    return _report(steps, pages, pdfs)


@contextmanager
def _product() -> Iterator[dict[int, Any]]:
    """The whole product in this process, with one city of each size, its edition loaded as a published one."""
    # Importing Django's world is only possible once the environment above names the state folder.
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from hoshin.config.database import connect_as  # noqa: PLC0415
    from hoshin.config.migration import migrate  # noqa: PLC0415
    from hoshin.config.postgres import attach  # noqa: PLC0415
    from hoshin.kernel.actor import system_actor  # noqa: PLC0415
    from hoshin.publishing.actions import install_folder  # noqa: PLC0415
    from tools.made_policy import made_folder  # noqa: PLC0415

    lease = attach(settings.HOME)
    try:
        connect_as(settings.HOME, "owner")
        migrate(verbosity=0)
        connect_as(settings.HOME, "app")
        call_command("collectstatic", interactive=False, verbosity=0)
        cities = {}
        for size, (host, code) in SIZES.items():
            folder = made_folder(initiatives=size, code=code, name=f"取組{size}件の市")
            city = install_folder(system_actor("bench"), folder=folder)
            city.hosts = [host]
            city.save()
            cities[size] = city
        yield cities
    finally:
        connections.close_all()
        lease.release()


def _publish(city: Any, size: int) -> Iterator[Step]:
    """Make every document from the snapshot, then all pages and documents as the files that are made live."""
    from hoshin.kernel.actor import system_actor  # noqa: PLC0415
    from hoshin.kernel.scope import municipality_scope  # noqa: PLC0415
    from hoshin.publishing.actions import refresh_site  # noqa: PLC0415
    from hoshin.publishing.exports.formats import keep, made  # noqa: PLC0415
    from hoshin.publishing.exports.release import published_root  # noqa: PLC0415
    from hoshin.publishing.queries.publications import frozen, get_publishable  # noqa: PLC0415
    from hoshin.publishing.rules.formats import FORMATS  # noqa: PLC0415

    with municipality_scope(city.pk):
        edition = get_publishable(policy_key=_policy_key(), year=2020)
        with Clock() as clock:
            snapshot = frozen(edition, on=_first_day(edition))
        yield Step(size, "snapshot", clock.seconds, clock.cpu_seconds, len(snapshot.data))
    for kind in FORMATS:
        with Clock() as clock:
            document = made(snapshot, kind)
        keep(published_root(), snapshot, document)
        yield Step(size, f"{kind.kind} {kind.key}", clock.seconds, clock.cpu_seconds, len(document.data))
    by = system_actor("bench")
    refresh_site(by, municipality=city, root=published_root(), tell=lambda _percent, _step: None)
    with Clock() as clock:  # again, now that the documents are there: pages alone
        refresh_site(by, municipality=city, root=published_root(), tell=lambda _percent, _step: None)
    yield Step(size, "pages, written and live", clock.seconds, clock.cpu_seconds)


def _policy_key() -> str:
    from hoshin.plan.models import Policy  # noqa: PLC0415

    return str(Policy.objects.get(is_main=True).key)


def _first_day(edition: Any) -> Any:
    return edition.issued_date or edition.fiscal_year.first_day


def _page(path: str, size: int) -> Page:
    """Ask the server's own application for a page: the product behind the layer, and the layer."""
    from hoshin.config.wsgi import application, product  # noqa: PLC0415

    return Page(
        size,
        path,
        dynamic_ms=_median_ms(product, path, size),
        file_ms=_median_ms(application, path, size),
    )


def _pdfs(city: Any, size: int, *, folder: Path) -> list[Pdf]:
    from django.conf import settings  # noqa: PLC0415

    from hoshin.kernel.scope import municipality_scope  # noqa: PLC0415
    from hoshin.publishing.exports.site_files import Pages  # noqa: PLC0415
    from hoshin.publishing.queries.publications import get_edition_ref, published_snapshot  # noqa: PLC0415
    from hoshin.site.queries import pages_of  # noqa: PLC0415

    with municipality_scope(city.pk):
        ref = get_edition_ref(policy_key=None, year=2020)
        pages = Pages(city, is_static_copy=True)
        # The whole-document page has the glossary already.
        paths = (path for path in pages_of(ref) if not path.endswith("/glossary/"))
        page = whole_page(
            (pages.get(unquote(path)).content.decode() for path in paths), static_files=Path(settings.STATIC_ROOT)
        )
        return compared(folder, initiatives=size, snapshot=published_snapshot(ref).data, page=page)


def _median_ms(application: Any, path: str, size: int) -> float:
    times = []
    for _ in range(REQUESTS):
        environ: dict[str, Any] = {}
        setup_testing_defaults(environ)
        environ |= {"PATH_INFO": path, "HTTP_HOST": SIZES[size][0], "QUERY_STRING": "", "HTTP_ACCEPT_ENCODING": "gzip"}
        said: list[str] = []
        began = time.process_time()
        body = application(environ, lambda status, *_rest, said=said: said.append(status))
        b"".join(body)
        times.append((time.process_time() - began) * 1000)
        getattr(body, "close", lambda: None)()
        if said != ["200 OK"]:
            raise SystemExit(f"{path}: {said}")
    return statistics.median(times)


def _cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _report(steps: list[Step], pages: list[Page], pdfs: list[Pdf]) -> int:
    is_good = True
    for size, most in MOST_SECONDS.items():
        own = [step for step in steps if step.initiatives == size]
        print(f"\n{size} initiatives{'':<18}{'seconds':>9}{'CPU':>9}{'bytes':>12}")
        for step in own:
            print(f"  {step.name:<30}{step.seconds:>9.2f}{step.cpu_seconds:>9.2f}{step.bytes or '':>12}")
        cpu = sum(step.cpu_seconds for step in own)
        is_good &= cpu <= most
        print(f"  {'all':<30}{sum(s.seconds for s in own):>9.2f}{cpu:>9.2f}  at most {most:.0f} s")
    print(f"\n{'page':<36}{'dynamic ms':>12}{'file ms':>10}{'times':>8}")
    for page in pages:
        is_good &= page.times >= LEAST_TIMES_CHEAPER
        print(f"{page.path:<30}{page.initiatives:>5} {page.dynamic_ms:>12.2f}{page.file_ms:>10.3f}{page.times:>8.0f}")
    _report_pdfs(pdfs)
    found = {"python": platform.python_version(), "steps": [asdict(one) for one in steps]}
    found["pdf"] = [asdict(pdf) for pdf in pdfs if not pdf.failure]
    found["pages"] = [{**asdict(page), "times": round(page.times, 1)} for page in pages]
    Path("bench_publishing.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0 if is_good else 1


def _report_pdfs(pdfs: list[Pdf]) -> None:
    """Show what it takes to make the PDF; what could not be made is said in a line, and fails nothing."""
    print(f"\n{'PDF':<30}{'':>5} {'CPU s':>12}{'peak MB':>10}{'bytes':>12}{'pages':>8}")
    for pdf in pdfs:
        used = f"{pdf.cpu_seconds:>12.2f}{pdf.peak_mb:>10}{pdf.bytes:>12}{pdf.pages:>8}"
        print(f"{pdf.maker:<30}{pdf.initiatives:>5} {pdf.failure or used}")


if __name__ == "__main__":
    sys.exit(main())
