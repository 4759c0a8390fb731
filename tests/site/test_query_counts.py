from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.cities import HOST, install, install_made
from tools.made_policy import made_folder

pytestmark = pytest.mark.django_db

SMALL = "small.example.jp"
LARGE = "large.example.jp"
MOST = 9  # beside the one that opens the city's scope
MOST_MORE = 2
PAGES = [
    "/",
    "/policy/",
    "/policy/2020/",
    "/policy/2020/?stage=rollout&sort=-title",
    "/policy/2020/initiatives/1/",
    "/policy/2020/matrix/",
    "/policy/2020/glossary/",
    "/policy/2020/edition.json",
    "/policy/2020/initiatives.csv",
    "/policy/2020/indicators.csv",
    "/schema/edition.json",
    "/search/?q=公衆無線LAN",
    "/search/?q=導入&kind=plan.item&page=2",
    "/about/",
    "/accessibility/",
    "/sitemap.xml",
    "/sitemap-services.xml",
    "/robots.txt",
    "/no/such/page/",
]


def statements(client: Client, host: str, path: str) -> int:
    client.get(path, headers={"host": host})  # what is read once per process is not the page's
    with CaptureQueriesContext(connection) as queries:
        client.get(path, headers={"host": host})
    return sum(_asks(query["sql"]) for query in queries)


def _asks(sql: str) -> bool:
    """Transactions and scopes are opened and closed; inside the test's own transaction that takes more statements."""
    is_control = sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK"))
    return not (is_control or "hoshin.municipality" in sql)


def test_no_public_page_asks_more_than_ten_times_and_no_more_for_two_hundred_initiatives(client: Client) -> None:
    install(made_folder(initiatives=12, code="011002", name="小さい市"), host=SMALL)
    install(made_folder(initiatives=200, code="132292", name="大きい市"), host=LARGE)

    at_twelve = {path: statements(client, SMALL, path) for path in PAGES}
    at_two_hundred = {path: statements(client, LARGE, path) for path in PAGES}

    assert {path: count for path, count in at_twelve.items() if count > MOST} == {}
    assert {
        path: (at_twelve[path], count) for path, count in at_two_hundred.items() if count > at_twelve[path] + MOST_MORE
    } == {}


def test_a_page_that_is_not_there_asks_only_whose_it_is(client: Client) -> None:
    install_made(initiatives=12)

    assert statements(client, HOST, "/no/such/page/") == 1
