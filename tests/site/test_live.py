"""The figure of today beside the edition as it was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoshin.indicators.actions import bind_metric
from hoshin.indicators.models import Indicator
from hoshin.kernel.models import Municipality
from hoshin.kernel.registry import Kind, Metric, Module, registry
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.exports.public_site import public_site
from hoshin.publishing.queries import edition_refs, published_document
from tests.indicators.counted import count
from tests.site.cities import HOST, install_made
from tests.world import everything_allowed

INITIATIVE = "/policy/2020/initiatives/1/"
BOX = "いまの値（自動計測）"
FROM = dt.date(2020, 4, 1)


@pytest.fixture
def city(db: None) -> Municipality:
    municipality = install_made()
    municipality.is_example, municipality.example_clock = True, dt.date(2020, 10, 1)
    municipality.example_notice = "試験のための団体です。"
    municipality.save()
    return municipality


@pytest.fixture
def indicator(city: Municipality) -> Indicator:
    with municipality_scope(city.pk):
        item = next(item for item in published_document(edition_refs()[0]).items if item.number == "1")
        found = Indicator.objects.get(identity__key=item.indicators[0].key)
        Indicator.objects.filter(pk=found.pk).update(accumulation="stock")
        return Indicator.objects.get(pk=found.pk)


@pytest.fixture
def metric(indicator: Indicator, monkeypatch: pytest.MonkeyPatch) -> Metric:
    metric = Metric("counted.things", "数えたもの", indicator.unit, Kind.STOCK)
    module = Module(key="counted", label="数えるもの", metrics=(metric,))
    monkeypatch.setattr(registry, "_modules", {**registry._modules, module.key: module})
    return metric


@pytest.fixture
def bound(city: Municipality, indicator: Indicator, metric: Metric) -> Iterator[Indicator]:
    with municipality_scope(city.pk):
        bind_metric(
            everything_allowed(),
            indicator=indicator,
            metric_key=metric.key,
            from_date=FROM,
            reason="台帳で数え始めたため",
            is_confirmed=True,
        )
        yield indicator


def page(client: Client, path: str = INITIATIVE) -> str:
    return client.get(path, headers={"host": HOST}).content.decode()


def test_what_is_not_measured_has_no_box(client: Client, city: Municipality) -> None:
    assert BOX not in page(client)


def test_the_box_says_what_is_counted_today_and_leads_to_its_provenance(
    client: Client, bound: Indicator, metric: Metric
) -> None:
    count(metric, "2020-07-01", key="one", amount=6)

    html = page(client)

    assert BOX in html
    assert f"6{metric.unit}" in html
    assert "令和2年10月1日時点" in html
    assert f'href="/figures/{metric.key}/"' in html
    assert "公表した年度版の文書には含まれません" in html


def test_what_nobody_counted_is_no_zero(client: Client, bound: Indicator) -> None:
    assert "まだ何も数えられていません（0ではありません）" in page(client)


def test_the_chart_and_its_table_show_where_reported_values_end(
    client: Client, bound: Indicator, metric: Metric
) -> None:
    count(metric, "2020-07-01", key="one", amount=6)

    html = page(client)
    rows = re.findall(r'<th scope="row">([^<]*)</th>\s*<td[^>]*>([^<]*)</td>', html)

    assert "ここから計測値" in html
    assert any("（報告値）" in cell for _, cell in rows)
    assert ("令和2年度（ここから計測値）", f"6{metric.unit}（計測値）") in rows


def test_documents_and_revisions_stay_without_it(client: Client, bound: Indicator, metric: Metric) -> None:
    count(metric, "2020-07-01", key="one", amount=6)

    assert BOX not in page(client, "/policy/2020/r1/initiatives/1/")
    assert metric.key not in page(client, "/policy/2020/edition.json")


def test_the_front_page_says_it_beside_the_indicator(client: Client, bound: Indicator, metric: Metric) -> None:
    count(metric, "2020-07-01", key="one", amount=6)

    assert f"いまの値 6{metric.unit}（令和2年10月1日時点、自動計測）" in page(client, "/")


def test_the_box_costs_few_statements(client: Client, bound: Indicator, metric: Metric) -> None:
    count(metric, "2020-07-01", key="one", amount=6)
    page(client)

    with CaptureQueriesContext(connection) as queries:
        page(client)

    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    asked = [q["sql"] for q in queries if not q["sql"].startswith(control) and "hoshin.municipality" not in q["sql"]]
    assert len(asked) <= 9


def files_of(city: Municipality, root: Path, *, is_static_copy: bool = False) -> dict[str, str]:
    found = public_site(city, root=root, progress=lambda *_: None, is_static_copy=is_static_copy)
    return {file.path: file.data.decode() for file in found if file.path.endswith("/")}


def test_the_file_that_stays_for_good_shows_what_was_published_and_the_newest_page_the_box(
    city: Municipality, bound: Indicator, metric: Metric, tmp_path: Path
) -> None:
    count(metric, "2020-07-01", key="one", amount=6)

    files = files_of(city, tmp_path)

    assert BOX in files[INITIATIVE]
    permanent = {path: text for path, text in files.items() if path.startswith("/policy/2020/r1/")}
    assert "/policy/2020/r1/initiatives/1/" in permanent
    assert not [path for path, text in permanent.items() if BOX in text or metric.key in text]
    assert BOX not in files_of(city, tmp_path, is_static_copy=True)[INITIATIVE]
