"""The catalogue's pages, as somebody outside sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoshin.services.opendata.actions.remarks import AnswerIsEmpty, answer_remark, close_remark
from hoshin.services.opendata.models import Dataset, Release, Remark
from tests.services.opendata.catalogue import DAY, make_dataset, make_release, withdraw
from tests.world import City, everything_allowed, make_city, make_neighbour

ATOM = "{http://www.w3.org/2005/Atom}"
NAME = "t132292d0000000001"


@pytest.fixture
def city(db: None) -> Iterator[City]:
    cache.clear()
    found = make_city()
    with found.scope():
        yield found


@pytest.fixture
def visitor(city: City) -> Client:
    return Client(HTTP_HOST=city.host)


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_an_empty_catalogue_says_what_one_can_do(visitor: Client) -> None:
    page = text_of(visitor, "/opendata/")

    assert "公開しているデータセットはまだありません" in page
    assert "/opendata/remarks/new/" in page


def test_the_catalogue_finds_by_words_and_by_facets(visitor: Client) -> None:
    make_dataset(number=1, title="公衆トイレ一覧", tags=["トイレ"], formats=("CSV", "JSON"))
    make_dataset(number=2, title="避難所一覧", category="観光", tags=["防災"], description="避難のための場所")

    assert "2件のデータセット" in text_of(visitor, "/opendata/")
    for query in ("q=トイレ", "q=ﾄｲﾚ", "category=防災・防犯", "tag=トイレ", "format=JSON", f"q={NAME}"):
        page = text_of(visitor, f"/opendata/?{query}")
        assert "1件のデータセット" in page, query
        assert "公衆トイレ一覧" in page, query
        assert "避難所一覧" not in page, query
    assert "条件に合うデータセットはありません" in text_of(visitor, "/opendata/?q=トイレ&category=観光")
    assert "条件に合うデータセットはありません" in text_of(visitor, "/opendata/?q=！？")


def test_facets_tell_how_many_there_are(visitor: Client) -> None:
    make_dataset(number=1, formats=("CSV", "JSON"))
    make_dataset(number=2, formats=("CSV",), category="観光", licence="CC0-1.0")

    page = text_of(visitor, "/opendata/")

    for words in ("CSV（2）", "JSON（1）", "観光（1）", "トイレ（2）", "標準データセットの定義に合う（2）"):
        assert words in page


@pytest.mark.parametrize(
    "query", ["page=0", "page=999999999", "page=x", "sort=none", "standard=maybe", "q=%00", "tag=';--"]
)
def test_a_strange_address_is_no_error(visitor: Client, query: str) -> None:
    make_dataset()

    assert visitor.get(f"/opendata/?{query}").status_code == 200


def test_the_list_is_paged(visitor: Client) -> None:
    for number in range(1, 24):
        make_dataset(number=number)

    first, second = text_of(visitor, "/opendata/?sort=title"), text_of(visitor, "/opendata/?sort=title&page=2")

    titles = [re.findall("公衆トイレ一覧[0-9]+", page) for page in (first, second)]
    assert [len(found) for found in titles] == [20, 3]
    assert len({title for found in titles for title in found}) == 23


@pytest.mark.parametrize("path", ["/opendata/?q=トイレ&format=CSV", f"/opendata/{NAME}/", "/opendata/feed.atom"])
def test_statements_do_not_grow_with_the_catalogue(city: City, visitor: Client, path: str) -> None:
    counts = []
    for upto in (12, 200):
        for number in range(Dataset.objects.count() + 1, upto + 1):
            make_dataset(number=number)
        visitor.get(path)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            visitor.get(path)
        counts.append(len(caught))

    assert counts[0] == counts[1]
    assert counts[1] <= 12  # of which the municipality and its scope are four


def test_a_dataset_tells_all_about_itself(visitor: Client) -> None:
    make_dataset(releases=3, formats=("CSV", "JSON"))

    page = text_of(visitor, f"/opendata/{NAME}/")

    assert "みどり公園トイレ" in page  # the preview
    assert "<svg" in page
    assert "2地点を点で示します" in page
    assert "14個のセル" in page
    assert f"/opendata/{NAME}/latest/132292_table_1.csv" in page
    assert f"/opendata/{NAME}/v1/132292_table_1.json" in page
    assert "SHA-256" in page
    assert "第3版（2020-08-01公開）、CC-BY-4.0" in page
    assert "施設の名称" in page
    assert " style=" not in page


def test_the_page_carries_the_dataset_in_the_words_of_schema_org(visitor: Client) -> None:
    make_dataset(title="</script><script>alert(1)</script>トイレ & 公園")

    page = text_of(visitor, f"/opendata/{NAME}/")

    found = re.findall('<script type="application/ld[+]json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(found[0])
    assert "<script>alert" not in page
    assert data["@type"] == "Dataset"
    assert data["name"] == "</script><script>alert(1)</script>トイレ & 公園"
    assert data["distribution"][0]["contentUrl"].endswith(f"/opendata/{NAME}/latest/132292_table_1.csv")
    assert data["license"].startswith("https://creativecommons.org/licenses/by/4.0/")


def test_many_releases_are_shown_on_request(visitor: Client) -> None:
    dataset = make_dataset(releases=1)
    for number in range(2, 26):
        make_release(dataset, number=number)

    assert "第1版" not in text_of(visitor, f"/opendata/{NAME}/")
    assert "第1版" in text_of(visitor, f"/opendata/{NAME}/?versions=all")


def test_what_is_being_prepared_is_nobodys_business(visitor: Client) -> None:
    make_dataset(releases=0)

    assert visitor.get(f"/opendata/{NAME}/").status_code == 404
    assert "準備" not in text_of(visitor, "/opendata/")


def test_a_withdrawn_dataset_leaves_its_reason(visitor: Client) -> None:
    dataset = make_dataset()
    withdraw(dataset, "市外の施設が含まれていたため。")

    page = text_of(visitor, f"/opendata/{NAME}/", status=410)

    assert "市外の施設が含まれていたため。" in page
    assert "令和2年8月1日" in page
    assert NAME not in text_of(visitor, "/opendata/")


def test_the_neighbours_datasets_are_not_ours(city: City, visitor: Client) -> None:
    neighbour = make_neighbour()
    with neighbour.scope():
        make_dataset(number=7)

    assert visitor.get("/opendata/t011002d0000000007/").status_code == 404
    assert visitor.get("/opendata/t132292d0000000007/").status_code == 404
    assert "公衆トイレ" not in text_of(visitor, "/opendata/")


def test_the_citys_search_leads_to_the_dataset(visitor: Client) -> None:
    dataset = make_dataset(title="公衆トイレ一覧")

    assert f'href="/opendata/{NAME}/"' in text_of(visitor, "/search/?q=トイレ")

    withdraw(dataset)
    assert f'href="/opendata/{NAME}/"' not in text_of(visitor, "/search/?q=トイレ")


def test_the_feed_tells_of_releases_and_withdrawals(visitor: Client) -> None:
    make_dataset(number=1, releases=2)
    withdraw(make_dataset(number=2, title="古い\x0b表"))

    response = visitor.get("/opendata/feed.atom")
    feed = ET.fromstring(response.content)  # noqa: S314  # our own answer

    entries = feed.findall(f"{ATOM}entry")
    idents = [entry.findtext(f"{ATOM}id") for entry in entries]
    titles = [str(entry.findtext(f"{ATOM}title")) for entry in entries]
    assert response["Content-Type"].startswith("application/atom+xml")
    assert len(set(idents)) == len(idents) == 4
    assert any(title.startswith("取下げ：") for title in titles)
    assert "公衆トイレ一覧1（第2版）" in titles
    for required in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{required}") is not None
    assert all(entry.find(f"{ATOM}{name}") is not None for entry in entries for name in ("id", "title", "updated"))
    again = visitor.get("/opendata/feed.atom", HTTP_IF_MODIFIED_SINCE=response["Last-Modified"])
    assert again.status_code == 304


def test_a_remark_is_taken_without_a_trace_of_its_sender(visitor: Client) -> None:
    dataset = make_dataset()

    response = visitor.post(
        f"/opendata/remarks/new/?dataset={NAME}", {"kind": "mistake", "text": "2行目の座標が海の上です。"}
    )

    remark = Remark.objects.get()
    assert response.headers["Location"] == "/opendata/remarks/thanks/"
    assert (remark.dataset, remark.text, remark.is_public) == (dataset, "2行目の座標が海の上です。", False)
    assert "海の上" not in text_of(visitor, "/opendata/remarks/")
    assert "担当の課が内容を確かめます" in text_of(visitor, "/opendata/remarks/thanks/")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "request", "text": ""}, "内容を書いてください。"),
        ({"text": "公開してください"}, "種類を選んでください。"),
        ({"kind": "other", "text": "私の番号は 1234 5678 9018 です"}, "マイナンバー"),
        ({"kind": "request", "text": "あ" * 2001}, "2000"),
    ],
)
def test_a_remark_that_cannot_be_taken_is_explained(visitor: Client, given: dict[str, str], words: str) -> None:
    response = visitor.post("/opendata/remarks/new/", given)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Remark.objects.exists()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(visitor: Client) -> None:
    response = visitor.post(
        "/opendata/remarks/new/", {"kind": "other", "text": "買って", "website": "http://x.example"}
    )

    assert response.status_code == 302
    assert not Remark.objects.exists()


def test_one_browser_sends_only_so_many_a_day(visitor: Client) -> None:
    sent = [visitor.post("/opendata/remarks/new/", {"kind": "other", "text": f"{n}件目"}).status_code for n in range(6)]

    assert sent == [302] * 5 + [429]
    assert Remark.objects.count() == 5


def test_only_what_was_answered_in_public_is_shown(city: City, visitor: Client) -> None:
    dataset = make_dataset()
    shown, hidden, closed = (
        Remark.objects.create(kind="request", text=text, dataset=dataset, received_date=DAY)
        for text in ("時刻表がほしい", "内緒の話", "広告です")
    )
    by = everything_allowed()
    answer_remark(by, remark=shown, version=1, answer="来月公開します。", is_public=True, on=DAY)
    answer_remark(by, remark=hidden, version=1, answer="承知しました。", is_public=False, on=DAY)
    close_remark(by, remark=closed, version=1, on=DAY, reason="広告のため")
    with pytest.raises(AnswerIsEmpty):
        answer_remark(by, remark=shown, version=2, answer=" ", is_public=True, on=DAY)

    for address in ("/opendata/remarks/", f"/opendata/{NAME}/"):
        page = text_of(visitor, address)
        assert "来月公開します。" in page
        assert "内緒の話" not in page
        assert "広告です" not in page


def test_a_release_is_never_changed(city: City) -> None:
    make_dataset()

    with pytest.raises(Exception, match="permission denied"):
        Release.objects.update(note="別の話")


def test_the_columns_are_told_to_machines(visitor: Client) -> None:
    make_dataset(standard="public_toilet")

    schema, csvw = visitor.get(f"/opendata/{NAME}/schema.json"), visitor.get(f"/opendata/{NAME}/csvw.json")

    assert schema["Content-Type"] == csvw["Content-Type"].replace("ld+", "") == "application/json"
    assert schema["Access-Control-Allow-Origin"] == csvw["Access-Control-Allow-Origin"] == "*"
    assert [field["name"] for field in schema.json()["fields"]] == ["名称", "緯度", "経度"]
    data = json.loads(csvw.content)
    assert data["url"] == "latest/132292_table_1.csv"
    assert data["dc:license"]["@id"].startswith("https://creativecommons.org/")
    assert [column["titles"] for column in data["tableSchema"]["columns"]] == ["名称", "緯度", "経度"]


def test_a_table_that_refreshes_itself_claims_no_checks_by_people(visitor: Client) -> None:
    make_dataset(source_key="indicators.values")

    page = text_of(visitor, f"/opendata/{NAME}/")

    assert "自動で作って公開しています" in page
    assert "マイナンバー、個人の電話番号" not in page


def test_search_engines_are_told_of_what_is_public(visitor: Client) -> None:
    make_dataset()
    withdraw(make_dataset(number=2))

    sitemap = text_of(visitor, "/sitemap-services.xml")

    locations = [location.split("</loc>")[0] for location in sitemap.split("<loc>")[1:]]
    assert f"http://ours.example.jp/opendata/{NAME}/" in locations
    assert not any(location.endswith("0002/") for location in locations)
    for location in locations:
        text_of(visitor, location.removeprefix("http://ours.example.jp"))
