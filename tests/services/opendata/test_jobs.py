from __future__ import annotations

import datetime as dt
import socket

import pytest
from django.core.files.storage import default_storage
from django.db.models import F

from hoshin.kernel.models import AuditEntry
from hoshin.ledger.models import Entry
from hoshin.services.opendata.actions.uploads import cancel_upload
from hoshin.services.opendata.exports.links import problem_of_page
from hoshin.services.opendata.jobs import check_links, count_downloads, purge_uploads, refresh_own_tables
from hoshin.services.opendata.models import Distribution, DownloadCount, LinkCheck, Upload
from tests.services.opendata.uploading import OFFICER, ON, make_dataset, publish, send
from tests.world import make_city


@pytest.fixture(autouse=True)
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    city = make_city()
    with city.scope():
        yield city


def test_a_file_that_is_gone_or_changed_is_told_and_forgotten_when_it_is_back() -> None:
    publish(make_dataset())
    csv, json = (Distribution.objects.get(format=one) for one in ("CSV", "JSON"))
    with default_storage.open(csv.storage_name) as file:
        held = file.read()
    default_storage.delete(json.storage_name)
    with default_storage.open(csv.storage_name, "wb") as file:
        file.write(b"x")

    for _night in range(2):
        check_links()

    problems = dict(LinkCheck.objects.exclude(problem="").values_list("target", "problem"))
    assert problems == {
        csv.file_name: "ファイルの内容が公開したときと違います。",
        json.file_name: "ファイルがありません。",
    }
    with default_storage.open(csv.storage_name, "wb") as file:
        file.write(held)
    check_links()
    assert [row.target for row in LinkCheck.objects.exclude(problem="")] == [json.file_name]
    assert AuditEntry.objects.filter(event="opendata.links.checked").count() == 3


def test_no_other_host_is_asked_unless_the_operator_wants_it(monkeypatch) -> None:
    publish(make_dataset(landing_page="https://www.example.jp/"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_named: pytest.fail("asked"))

    check_links()

    assert not LinkCheck.objects.filter(target__startswith="http").exists()


@pytest.mark.parametrize("inside", ["169.254.169.254", "10.0.0.1", "::1", "64:ff9b::a00:1", "224.0.0.1"])
def test_an_address_inside_is_never_asked(monkeypatch, inside: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_named: [(0, 0, 0, "", (inside, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *_arguments, **_named: pytest.fail("asked"))

    assert problem_of_page("http://metadata.example.jp/") == "公開されていないアドレスです。"


@pytest.mark.parametrize(
    ("answer", "problem"), [(b"200 OK", ""), (b"405 Method Not Allowed", ""), (b"404 Not Found", "応答が 404 です。")]
)
def test_a_page_is_asked_for_with_all_of_its_address(monkeypatch, answer: bytes, problem: str) -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 " + answer + b"\r\n\r\n")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_named: [(0, 0, 0, "", ("203.0.114.1", 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *_arguments, **_named: ours)

    assert problem_of_page("http://www.example.jp/施設?ページ=3") == problem

    assert theirs.recv(200).startswith(b"HEAD /%E6%96%BD%E8%A8%AD?%E3%83%9A%E3%83%BC%E3%82%B8=3 HTTP/1.1")
    theirs.close()


def test_an_address_that_is_none_is_told_and_stops_nothing() -> None:
    assert problem_of_page("http://www.example.jp:99999/").startswith("応答がありません")
    assert problem_of_page("http://[::1/").startswith("応答がありません")


def test_the_file_of_an_upload_goes_a_month_after_its_end() -> None:
    upload = send(make_dataset())
    cancelled = cancel_upload(OFFICER, upload=upload, version=upload.version)
    purge_uploads()
    assert Upload.objects.get().storage_name == upload.storage_name

    Upload.objects.filter(pk=cancelled.pk).update(changed_at=F("changed_at") - dt.timedelta(days=31))
    for _night in range(2):
        purge_uploads()

    assert Upload.objects.get().storage_name == ""
    assert not default_storage.exists(upload.storage_name)


def test_a_night_without_news_writes_nothing() -> None:
    publish(make_dataset())
    refresh_own_tables()
    before = AuditEntry.objects.count()

    refresh_own_tables()

    assert AuditEntry.objects.count() == before
    assert AuditEntry.objects.filter(event="opendata.source.refreshed").count() == 1  # オープンデータ一覧


def test_downloads_of_a_day_are_booked_once() -> None:
    dataset = make_dataset()
    publish(dataset)
    for is_machine in (False, False, True):
        DownloadCount.add_one(dataset_id=dataset.pk, format="CSV", day=ON, is_machine=is_machine)

    for _night in range(2):
        count_downloads()

    assert Entry.objects.get(metric_key="opendata.downloads").amount == 2
