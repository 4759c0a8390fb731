"""SQL and CPU of the catalogue's API and pages with 10,000 datasets.

Prints a table and writes bench_catalogue.json. CPU is this process's own time (the database's is not in it): the median
of many calls through the whole middleware, and of three such rounds the best, because others on the machine only add.

Run: python -m tools.bench_catalogue
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

DATASETS = 10_000
FILES = ("CSV", "JSON", "GeoJSON", "XLSX")
BATCH = 1_000
REQUESTS = 15
ROUNDS = 3
MOST_SQL = 10
MOST_CPU = 20.0
HOST = "bench.example.jp"

SEARCH = "/api/3/action/package_search"
# The calls that the figures hold for; the others are told.
HELD = {
    "package_search, 10 rows": f"{SEARCH}?q=避難所",
    "package_search, 10 rows, facets": f'{SEARCH}?facet.field=["tags","groups","res_format"]',
    "package_search, a harvester's page": f"{SEARCH}?rows=100&start=5000&sort=id+asc&fq=organization:t132292",
    "the catalogue's page": "/opendata/",
    "the catalogue's page, words": "/opendata/?q=避難所",
}
TOLD = {
    "package_search, 1,000 rows": f"{SEARCH}?rows=1000",
    "package_search, changed since": f"{SEARCH}?rows=100&sort=id+asc&fq=metadata_modified:[2026-10-01T00:00:00Z TO *]",
    "package_show": "/api/3/action/package_show?id=t132292d0000005000",
    "package_list": "/api/3/action/package_list",
    "resource_search": "/api/3/action/resource_search?query=name:避難所",
    "catalog.ttl, 100 datasets": "/catalog.ttl?page=50",
    "catalog.jsonld, 100 datasets": "/catalog.jsonld?page=50",
}


@dataclass(frozen=True)
class Measured:
    name: str
    sql: int
    cpu_ms: float
    wall_ms: float
    bytes: int

    @property
    def verdict(self) -> str:
        if self.name not in HELD:
            return ""
        return "ok" if self.sql <= MOST_SQL and self.cpu_ms <= MOST_CPU else "OVER"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="hoshin-bench-") as home:
        Path(home).chmod(0o755)  # the embedded server runs as a user of its own
        os.environ |= {
            "HOSHIN_HOME": home,
            "HOSHIN_MODE": "demo",
            "HOSHIN_POSTGRES_DURABLE": "0",
            "DJANGO_SETTINGS_MODULE": "hoshin.config.settings",
        }
        with _product() as client:
            calls = {**HELD, **TOLD}
            rounds = [[_measure(client, name, address) for name, address in calls.items()] for _ in range(ROUNDS)]
    results = [min(same, key=lambda one: one.cpu_ms) for same in zip(*rounds, strict=True)]
    return _report(results)


@contextmanager
def _product() -> Iterator[Any]:
    # Importing Django's world is only possible once the environment above names the state folder.
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from hoshin.config.database import connect_as  # noqa: PLC0415
    from hoshin.config.migration import migrate  # noqa: PLC0415
    from hoshin.config.postgres import attach  # noqa: PLC0415

    lease = attach(settings.HOME)
    try:
        connect_as(settings.HOME, "owner")
        migrate(verbosity=0)
        connect_as(settings.HOME, "app")
        call_command("collectstatic", interactive=False, verbosity=0)
        _fill()
        yield Client()
    finally:
        connections.close_all()
        lease.release()


def _fill() -> None:
    from hoshin.kernel.models import Municipality  # noqa: PLC0415
    from hoshin.kernel.scope import municipality_scope  # noqa: PLC0415

    city = Municipality.objects.create(code="132292", name="西東京市", prefecture="東京都", hosts=[HOST])
    with municipality_scope(city.pk):
        for first in range(1, DATASETS + 1, BATCH):
            _add(range(first, first + BATCH))


def _add(numbers: range) -> None:
    """As publishing leaves them, without its way: the rows of all tables, in bulk."""
    import datetime as dt  # noqa: PLC0415

    from hoshin.kernel.text import search_vector  # noqa: PLC0415
    from hoshin.services.opendata.exports.ckan_text import package_text  # noqa: PLC0415
    from hoshin.services.opendata.models import Dataset, Distribution, Listing, Release  # noqa: PLC0415
    from hoshin.services.opendata.queries.harvest import packages_of  # noqa: PLC0415
    from hoshin.services.opendata.rules.naming import CATEGORIES, dataset_name  # noqa: PLC0415

    day = dt.date(2026, 10, 1)
    datasets = Dataset.objects.bulk_create(
        Dataset(
            number=number,
            slug=f"table_{number}",
            title=f"{('避難所', '公衆トイレ', 'AED', '人口')[number % 4]}一覧 その{number}",
            description="市の施設の場所と、使える日と時間です。" * 5,
            category=CATEGORIES[number % len(CATEGORIES)].name,
            tags=["施設", ("防災", "福祉", "子育て")[number % 3]],
            update_frequency="年1回",
            state=Dataset.State.ACTIVE,
        )
        for number in numbers
    )
    releases = Release.objects.bulk_create(
        Release(dataset=one, number=1, published_date=day, row_count=3, content_sha256="0" * 64) for one in datasets
    )
    Distribution.objects.bulk_create(
        Distribution(
            release=release,
            uid=uuid.uuid5(release.dataset.uid, kind),
            format=kind,
            file_name=f"132292_{release.dataset.slug}.{kind.lower()}",
            media_type="text/csv; charset=utf-8",
            size=12_345,
            sha256="0" * 64,
            storage_name="none",
        )
        for release in releases
        for kind in FILES
    )
    listings = [
        Listing(
            dataset=one,
            uid=one.uid,
            name=dataset_name("132292", one.number),
            title=one.title,
            state=one.state,
            category=one.category,
            tags=one.tags,
            formats=list(FILES),
            licence=one.licence,
            first_date=day,
            released_date=day,
            modified_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
            tokens=search_vector(f"{one.title}\n{one.description}"),
        )
        for one in datasets
    ]
    Listing.objects.bulk_create(listings)
    added = Listing.objects.filter(dataset__in=datasets).select_related("dataset__department")
    packages = packages_of(list(added))
    for package in packages:
        package.listing.package = package_text(package, "132292")
    Listing.objects.bulk_update([package.listing for package in packages], ["package"])


def _measure(client: Any, name: str, address: str) -> Measured:
    from django.db import connection  # noqa: PLC0415

    statements: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    def get() -> Any:
        response = client.get(address, headers={"host": HOST})
        if response.status_code != 200:
            raise SystemExit(f"{address}: {response.status_code}")
        return response

    with connection.execute_wrapper(count):
        size = len(get().content)
    used, waited = [], []
    for _ in range(REQUESTS):
        cpu, wall = time.process_time(), time.perf_counter()
        get()
        used.append((time.process_time() - cpu) * 1000)
        waited.append((time.perf_counter() - wall) * 1000)
    return Measured(name, len(statements), statistics.median(used), statistics.median(waited), size)


def _report(results: list[Measured]) -> int:
    print(f"{DATASETS:,} datasets, {DATASETS * len(FILES):,} files; Python {platform.python_version()}")
    print(f"{'call':40} {'SQL':>4} {'CPU ms':>8} {'wall ms':>8} {'KiB':>7}")
    for one in results:
        print(f"{one.name:40} {one.sql:4} {one.cpu_ms:8.1f} {one.wall_ms:8.1f} {one.bytes / 1024:7.0f} {one.verdict}")
    Path("bench_catalogue.json").write_text(json.dumps([asdict(one) for one in results], indent=1), encoding="utf-8")
    return 1 if any(one.verdict == "OVER" for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
