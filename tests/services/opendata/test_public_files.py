"""The files of the catalogue as browsers and programs fetch them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.registry import registry
from hoshin.ledger.models import Entry
from hoshin.services.opendata.actions.downloads import record_downloads
from hoshin.services.opendata.jobs import count_downloads
from hoshin.services.opendata.metrics import DOWNLOADS
from hoshin.services.opendata.models import Distribution, DownloadCount
from hoshin.services.opendata.queries.pages import days_to_record
from hoshin.services.opendata.rules.visitors import is_a_download, is_machine
from hoshin.services.opendata.views.files import disposition
from tests.services.opendata.catalogue import content_of, make_dataset, withdraw
from tests.world import City, everything_allowed, make_city

LATEST = "/opendata/t132292d0000000001/latest/132292_table_1.csv"
FIRST = "/opendata/t132292d0000000001/v1/132292_table_1.csv"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def city(db: None) -> Iterator[City]:
    found = make_city()
    with found.scope():
        yield found


@pytest.fixture
def browser(city: City) -> Client:
    return Client(HTTP_HOST=city.host, HTTP_USER_AGENT=FIREFOX)


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_latest_address_moves_on_and_the_permanent_one_stays(browser: Client) -> None:
    make_dataset(releases=2)

    latest, first = browser.get(LATEST), browser.get(FIRST)

    assert body_of(latest) == content_of(2)
    assert body_of(first) == content_of(1)
    assert latest["Content-Type"] == "text/csv; charset=utf-8"
    assert latest["Content-Length"] == str(len(content_of(2)))
    assert latest["ETag"] == f'"{hashlib.sha256(content_of(2)).hexdigest()}"'
    assert latest["Access-Control-Allow-Origin"] == "*"
    assert latest["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert latest["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in latest.headers


def test_the_file_is_saved_under_its_title(browser: Client) -> None:
    make_dataset(title="公衆トイレ一覧", releases=2)

    latest, first = browser.get(LATEST), browser.get(FIRST)
    latest.close()
    first.close()

    assert latest["Content-Disposition"].startswith("attachment; filename=\"132292_table_1.csv\"; filename*=UTF-8''")
    assert unquote(latest["Content-Disposition"]).endswith("公衆トイレ一覧.csv")
    assert unquote(first["Content-Disposition"]).endswith("公衆トイレ一覧_第1版.csv")


@given(title=st.text(max_size=40))
def test_no_title_leaves_the_header_or_the_folder(title: str) -> None:
    header = disposition("132292_x.csv", title)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert not set('/\\:*?"<>|\x00') & set(unquote(header.partition("UTF-8''")[2]))


def test_a_file_that_is_known_is_not_sent_again(browser: Client) -> None:
    make_dataset()
    known = browser.get(LATEST)
    body_of(known)

    by_tag = browser.get(LATEST, HTTP_IF_NONE_MATCH=known["ETag"])
    by_day = browser.get(LATEST, HTTP_IF_MODIFIED_SINCE=known["Last-Modified"])

    assert (by_tag.status_code, by_day.status_code) == (304, 304)
    assert by_tag["ETag"] == known["ETag"]
    assert counted() == (1, 0)


def test_parts_of_a_file_are_sent(browser: Client) -> None:
    make_dataset()
    whole = content_of(1)

    middle = browser.get(LATEST, HTTP_RANGE="bytes=3-9")
    beyond = browser.get(LATEST, HTTP_RANGE="bytes=99999-")
    stale = browser.get(LATEST, HTTP_RANGE="bytes=3-9", HTTP_IF_RANGE='"another"')

    assert (middle.status_code, body_of(middle)) == (206, whole[3:10])
    assert middle["Content-Range"] == f"bytes 3-9/{len(whole)}"
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(whole)}")
    assert (stale.status_code, body_of(stale)) == (200, whole)


def test_the_head_says_what_the_file_would(browser: Client) -> None:
    make_dataset()

    head = browser.head(LATEST)

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(content_of(1)))
    assert counted() == (0, 0)


@pytest.mark.parametrize(
    "address",
    [
        "/opendata/t132292d0000000001/latest/132292_table_1.json",
        "/opendata/t132292d0000000001/v2/132292_table_1.csv",
        "/opendata/t132292d0000000001/v99999999999999999999/132292_table_1.csv",
        "/opendata/t132292d0000000001/v1/..%2f132292_table_1.csv",
        "/opendata/t132292d0000000001/latest/%00",
        "/opendata/t132292d0000000002/latest/132292_table_1.csv",
        "/opendata/t132292d9999999999/latest/132292_table_1.csv",
        "/opendata/t011002d0000000001/latest/132292_table_1.csv",
    ],
)
def test_what_there_is_not_is_not_found(browser: Client, address: str) -> None:
    make_dataset(number=1)
    make_dataset(number=2, releases=0)

    assert browser.get(address).status_code == 404


def test_the_files_of_a_withdrawn_dataset_are_gone_for_good(browser: Client) -> None:
    withdraw(make_dataset(), "市外の施設が含まれていたため。")

    for address in (LATEST, FIRST):
        response = browser.get(address)
        assert response.status_code == 410
        assert "市外の施設が含まれていたため。" in response.content.decode()
    assert counted() == (0, 0)


def test_a_file_that_the_storage_lost_is_not_half_an_answer(browser: Client) -> None:
    make_dataset()
    name = Distribution.objects.get().storage_name
    kept = default_storage.path(name)
    default_storage.delete(name)
    try:
        assert browser.get(LATEST).status_code == 404
    finally:
        Path(kept).write_bytes(content_of(1))  # other tests share what has the same content


def counted() -> tuple[int, int]:
    rows = DownloadCount.objects.values_list("by_people", "by_machines")
    return sum(row[0] for row in rows), sum(row[1] for row in rows)


def test_people_and_programs_are_counted_apart(browser: Client) -> None:
    make_dataset()

    body_of(browser.get(LATEST))
    body_of(browser.get(FIRST))
    body_of(browser.get(LATEST, HTTP_USER_AGENT="ckanapi/4.11"))
    body_of(browser.get(LATEST, HTTP_RANGE="bytes=5-"))
    body_of(browser.get(LATEST, HTTP_SEC_PURPOSE="prefetch"))

    assert counted() == (2, 1)


@pytest.mark.parametrize(
    ("agent", "machine"),
    [
        (FIREFOX, False),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
            False,
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
            False,
        ),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", True),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36", True),
        ("curl/8.5.0", True),
        ("python-requests/2.32", True),
        ("", True),
    ],
)
def test_programs_are_told_by_what_they_say(agent: str, machine: bool) -> None:
    assert is_machine(agent) is machine


def test_only_a_beginning_is_a_download() -> None:
    assert is_a_download(method="GET", status=200, first_byte=0, purpose="")
    assert is_a_download(method="GET", status=206, first_byte=0, purpose="")
    assert not is_a_download(method="GET", status=206, first_byte=1, purpose="")
    assert not is_a_download(method="HEAD", status=200, first_byte=0, purpose="")
    assert not is_a_download(method="GET", status=304, first_byte=0, purpose="")


def test_downloads_of_a_day_go_to_the_ledger_once(city: City) -> None:
    dataset = make_dataset()
    days = [dt.date(2020, 8, 1), dt.date(2020, 8, 2)]
    for day in days:
        for one in ("CSV", "JSON"):
            DownloadCount.add_one(dataset_id=dataset.pk, format=one, day=day, is_machine=False)
        DownloadCount.add_one(dataset_id=dataset.pk, format="CSV", day=day, is_machine=True)

    over = days_to_record(before=days[1])
    for _ in range(2):
        for day, by_people in over.items():
            record_downloads(everything_allowed(), day=day, by_people=by_people)

    assert over == {days[0]: 2}
    assert days_to_record(before=days[1]) == {}
    entries = Entry.objects.filter(metric_key=DOWNLOADS.key)
    assert [(entry.occurred_date, entry.amount) for entry in entries] == [(days[0], 2)]
    count_downloads()  # as the worker does, much later: the other day is over too
    assert entries.all().count() == 2
    assert registry.metric("opendata.downloads") == DOWNLOADS
