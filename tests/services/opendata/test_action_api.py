"""CKAN's Action API as its clients call it."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoshin.services.opendata.exports.ckan_text import listing_text
from hoshin.services.opendata.models import Dataset, Listing
from tests.services.opendata.catalogue import make_dataset, make_release, withdraw
from tests.world import City, make_city, make_neighbour

NAME = "t132292d0000000001"
SITE = "http://ours.example.jp"
# As Tokyo's catalogue answers; the values stand for their types.
PACKAGE_KEYS = {
    "author": None,
    "author_email": None,
    "creator_user_id": None,
    "extras": list,
    "groups": list,
    "id": str,
    "isopen": bool,
    "license_id": str,
    "license_title": str,
    "license_url": str,
    "maintainer": None,
    "maintainer_email": None,
    "metadata_created": str,
    "metadata_modified": str,
    "name": str,
    "notes": str,
    "num_resources": int,
    "num_tags": int,
    "organization": dict,
    "owner_org": str,
    "private": bool,
    "relationships_as_object": list,
    "relationships_as_subject": list,
    "resources": list,
    "state": str,
    "tags": list,
    "title": str,
    "type": str,
    "url": str,
    "version": str,
}
RESOURCE_KEYS = {
    "cache_last_updated": None,
    "cache_url": None,
    "created": str,
    "datastore_active": bool,
    "description": str,
    "format": str,
    "hash": str,
    "id": str,
    "last_modified": str,
    "metadata_modified": str,
    "mimetype": str,
    "mimetype_inner": None,
    "name": str,
    "package_id": str,
    "position": int,
    "resource_type": None,
    "size": int,
    "state": str,
    "url": str,
    "url_type": None,
}


@pytest.fixture
def city(db: None) -> Iterator[City]:
    found = make_city()
    with found.scope():
        yield found


@pytest.fixture
def caller(city: City) -> Client:
    return Client(HTTP_HOST=city.host, enforce_csrf_checks=True)


def call(caller: Client, action: str, status: int = 200, **parameters: Any) -> Any:
    response = caller.get(f"/api/3/action/{action}", parameters)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/json;charset=utf-8"
    answer = response.json()
    assert answer["success"] is (status == 200)
    return answer["result"] if status == 200 else answer["error"]


def names(caller: Client, **parameters: Any) -> list[str]:
    return [one["name"][-2:] for one in call(caller, "package_search", **parameters)["results"]]


def modified(dataset: Dataset, moment: str) -> None:
    """As an action leaves it that changes a dataset at that moment."""
    Dataset.objects.filter(pk=dataset.pk).update(modified_at=dt.datetime.fromisoformat(moment))
    Listing.objects.renew(Dataset.objects.get(pk=dataset.pk), told=listing_text)


def test_a_dataset_has_the_keys_and_types_of_tokyos_catalogue(caller: Client) -> None:
    make_dataset(formats=("CSV", "GeoJSON"))

    package = call(caller, "package_show", id=NAME)

    assert {key: value if value is None else type(value) for key, value in package.items()} == PACKAGE_KEYS
    csv = package["resources"][0]
    assert {key: value if value is None else type(value) for key, value in csv.items()} == RESOURCE_KEYS
    assert package["organization"]["name"] == "t132292"
    assert package["extras"][0] == {"key": "更新頻度", "value": "年1回"}
    assert [tag["name"] for tag in package["tags"]] == ["自治体標準オープンデータセット", "トイレ", "施設"]
    assert csv["url"] == f"{SITE}/opendata/{NAME}/latest/132292_table_1.csv"
    assert csv["mimetype"] == "text/csv"
    assert package["license_id"] == "CC-BY-4.0"


def test_the_address_of_a_resource_answers_with_as_many_bytes_as_it_says(caller: Client) -> None:
    make_dataset()
    resource = call(caller, "package_show", id=NAME)["resources"][0]

    response = caller.get(resource["url"].removeprefix(SITE))

    assert len(b"".join(response.streaming_content)) == resource["size"]  # type: ignore[attr-defined]


def test_a_dataset_is_found_by_its_name_and_by_its_id(caller: Client) -> None:
    dataset = make_dataset()

    by_name = call(caller, "package_show", id=NAME)

    assert call(caller, "package_show", id=str(dataset.uid)) == by_name
    assert call(caller, "package_show", name_or_id=NAME) == by_name


def test_times_are_of_utc_with_microseconds(caller: Client) -> None:
    modified(make_dataset(), "2026-10-01T09:00:00+09:00")

    assert call(caller, "package_show", id=NAME)["metadata_modified"] == "2026-10-01T00:00:00.000000"


def test_both_forms_of_the_path_and_both_methods_answer_alike(caller: Client) -> None:
    make_dataset()
    body = {"id": NAME, "include_users": False, "include_password_hash": False}  # as ckanapi asks
    answers = [
        caller.get("/api/3/action/package_show", {"id": NAME}),
        caller.get("/api/action/package_show", {"id": NAME}),
        caller.post("/api/action/package_show", json.dumps(body), content_type="application/json"),
        caller.post("/api/3/action/package_show", {"id": NAME}),
    ]

    assert {response.status_code for response in answers} == {200}
    assert len({response.content for response in answers}) == 1
    assert answers[0].json()["help"] == f"{SITE}/api/3/action/help_show?name=package_show"
    assert answers[0].headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status", "kind", "words"),
    [
        ("package_show?id=nothing", 404, "Not Found Error", "Not found"),
        ("package_show", 409, "Validation Error", "Missing value"),
        ("package_search?rows=ten", 409, "Validation Error", "Invalid integer"),
        ("package_search?start=-1", 409, "Validation Error", "Must be a natural number"),
        ("package_search?fq=title:(a", 409, "Search Error", "SOLR returned an error running query"),
        ("package_search?fq=metadata_modified:[yesterday+TO+*]", 409, "Search Error", "Invalid Date"),
        ("package_search?sort=name+up", 400, "Search Query Error", "Search Query is invalid"),
        ("package_search?facet.field=[1]", 409, "Validation Error", "Not a list"),
        ("organization_show?id=t999999", 404, "Not Found Error", "Not found"),
        ("group_show?id=none", 404, "Not Found Error", "Not found"),
        ("resource_show?id=none", 404, "Not Found Error", "Not found"),
        ("resource_search", 409, "Validation Error", "Missing value"),
        ("resource_search?query=owner:a", 409, "Validation Error", "not recognised"),
        ("datastore_search?resource_id=none", 404, "Not Found Error", "Not found"),
        ("help_show?name=none", 404, "Not Found Error", "not found"),
    ],
)
def test_mistakes_are_told_in_ckans_words(caller: Client, path: str, status: int, kind: str, words: str) -> None:
    response = caller.get(f"/api/3/action/{path}")

    assert response.status_code == status
    error = response.json()["error"]
    assert error["__type"] == kind
    assert words in json.dumps(error)


def test_an_unknown_action_is_a_bad_request(caller: Client) -> None:
    response = caller.get("/api/3/action/datastore_search_sql", {"sql": "SELECT 1"})

    assert (response.status_code, response.json()) == (400, "Bad request: Action name not known: datastore_search_sql")


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b"[" * 90_000, b"1"])
def test_a_body_that_is_no_object_is_a_bad_request(caller: Client, body: bytes) -> None:
    response = caller.post("/api/3/action/package_list", body, content_type="application/json")

    assert response.status_code == 400
    assert "JSON Error" in response.json()


def test_jsonp_is_not_offered(caller: Client) -> None:
    response = caller.get("/api/3/action/status_show", {"callback": "alert"})

    assert response.headers["Content-Type"] == "application/json;charset=utf-8"
    assert not response.content.startswith(b"alert")


def test_filters_find_what_they_say(caller: Client) -> None:
    modified(
        make_dataset(number=1, formats=("CSV", "GeoJSON"), landing_page="https://example.jp/a"), "2026-01-01T00:00Z"
    )
    modified(make_dataset(number=2, title="避難所一覧", category="観光", licence="CC0-1.0"), "2026-05-01T00:00Z")
    modified(make_dataset(number=3, tags=["防災"], update_frequency="毎月", description="訪問者"), "2026-09-01T00:00Z")
    uid = str(Dataset.objects.get(number=2).uid)
    found = {
        "": "010203",
        "organization:t132292": "010203",
        "organization:t132292 metadata_modified:[2026-05-01T00:00:00Z TO *]": "0203",
        "metadata_modified:{2026-05-01T00:00:00Z TO *]": "03",
        "metadata_modified:[* TO 2026-05-01T00:00:00.000Z]": "0102",
        "-organization:t132292": "",
        "-organization:t131032": "010203",
        "groups:c023": "02",
        "-groups:c023": "0103",
        "groups:c02*": "02",
        "res_format:GeoJSON": "01",
        "res_format:(geojson OR XLSX)": "01",
        "-res_format:Geo*": "0203",
        "tags:防災": "03",
        "tags:施*": "0102",
        "tags:設*": "",
        "tags:自治体標準オープンデータセット": "010203",
        "title:避難": "02",
        'title_string:"避難所一覧"': "02",
        "title_string:公衆*": "0103",
        "license_id:CC0-1.0": "02",
        f"id:{uid}": "02",
        "id:none": "",
        f"name:{NAME}": "01",
        "name:t132292d*": "010203",
        "notes:訪問": "03",
        "extras_更新頻度:毎月": "03",
        "url:*": "01",
        "capacity:public +state:active private:false": "010203",
        "private:true": "",
        "避難所": "02",
        "text:避難所 OR tags:防災": "0203",
        "harvest_source_id:a": "",
        "-harvest_source_id:*": "010203",
    }
    asked = {query: "".join(names(caller, fq=query, sort="name asc")) for query in found}

    assert asked == found


def test_words_are_searched_as_on_the_citys_pages_and_fields_as_filters(caller: Client) -> None:
    make_dataset(number=1)
    make_dataset(number=2, title="避難所一覧", description="災害のとき", tags=[])

    assert names(caller, q="ﾄｲﾚ") == ["01"]
    assert names(caller, q="title:避難*") == ["02"]
    assert names(caller, q="*:*", sort="name desc") == ["02", "01"]
    assert names(caller, q="！？") == []


def test_facets_count_all_that_match_and_not_only_the_page(caller: Client) -> None:
    make_dataset(number=1, formats=("CSV", "JSON"))
    make_dataset(number=2, category="観光")
    fields = '["groups", "res_format", "organization", "license_id", "tags", "author"]'

    result = call(caller, "package_search", rows=0, **{"facet.field": fields})

    assert result["count"] == 2
    assert result["results"] == []
    assert result["facets"]["groups"] == {"c023": 1, "bousai": 1}
    assert result["facets"]["res_format"] == {"CSV": 2, "JSON": 1}
    assert result["facets"]["organization"] == {"t132292": 2}
    assert result["facets"]["author"] == {}
    assert {"count": 1, "display_name": "観光", "name": "c023"} in result["search_facets"]["groups"]["items"]


def test_pages_follow_one_another_without_gap_or_double_until_an_empty_one(caller: Client) -> None:
    for number in range(1, 8):
        make_dataset(number=number)
    for sort in ("id asc", "metadata_modified desc", "score desc, metadata_modified desc"):
        pages = [names(caller, rows=3, start=start, sort=sort) for start in (0, 3, 6, 9)]

        assert [len(page) for page in pages] == [3, 3, 1, 0]
        assert len({name for page in pages for name in page}) == 7


def test_a_withdrawn_dataset_leaves_a_tombstone_to_those_who_ask_for_it(caller: Client) -> None:
    make_dataset(number=1)
    gone = make_dataset(number=2)
    withdraw(gone)

    tombstone = call(caller, "package_show", id=str(gone.uid))

    assert (tombstone["state"], tombstone["resources"]) == ("deleted", [])
    assert {"key": "取下げの理由", "value": "市外の施設が含まれていたため。"} in tombstone["extras"]
    assert call(caller, "package_list") == [NAME]
    assert names(caller) == ["01"]
    assert names(caller, fq="+state:deleted") == ["02"]
    assert sorted(names(caller, include_deleted="true")) == ["01", "02"]
    assert call(caller, "resource_search", query="format:CSV")["count"] == 1
    assert call(caller, "organization_show", id="t132292")["package_count"] == 1


def test_what_is_being_prepared_is_nowhere(caller: Client) -> None:
    hidden = make_dataset(releases=0)

    assert call(caller, "package_list") == []
    assert names(caller, include_deleted="true", fq="state:*") == []
    assert call(caller, "package_show", 404, id=str(hidden.uid))["__type"] == "Not Found Error"


def test_the_neighbours_datasets_do_not_exist(caller: Client, city: City) -> None:
    neighbour = make_neighbour()
    with neighbour.scope():
        theirs = make_dataset()
        file = str(theirs.releases.get().distributions.get().uid)

    assert call(caller, "package_list") == []
    call(caller, "package_show", 404, id=str(theirs.uid))
    call(caller, "package_show", 404, id="t011002d0000000001")
    call(caller, "resource_show", 404, id=file)
    call(caller, "datastore_search", 404, resource_id=file)


def test_the_list_of_names_is_cut_by_offset_and_limit(caller: Client) -> None:
    for number in range(1, 5):
        make_dataset(number=number)

    assert [name[-1] for name in call(caller, "package_list", offset=1, limit=2)] == ["2", "3"]


def test_the_city_is_the_organisation_and_categories_in_use_are_the_groups(caller: Client) -> None:
    make_dataset(category="観光")

    assert call(caller, "organization_list") == ["t132292"]
    assert call(caller, "organization_list", all_fields="true")[0]["package_count"] == 1
    shown = call(caller, "organization_show", id="t132292", include_datasets="true")
    assert [one["name"] for one in shown["packages"]] == [NAME]
    assert call(caller, "organization_show", id=shown["id"])["title"] == "試験市"
    assert call(caller, "group_list") == ["c023"]
    group = call(caller, "group_show", id="c023")
    assert (group["title"], group["package_count"]) == ("観光", 1)
    package = call(caller, "package_show", id=NAME)
    assert package["owner_org"] == package["organization"]["id"] == shown["id"]
    assert package["groups"][0]["id"] == group["id"]


def test_tags_and_licences_are_listed(caller: Client) -> None:
    make_dataset()

    assert call(caller, "tag_list", query="トイ") == ["トイレ"]
    assert call(caller, "tag_list", all_fields=1)[0].keys() == {"display_name", "id", "name", "vocabulary_id"}
    assert [one["id"] for one in call(caller, "license_list")] == ["CC-BY-4.0", "CC0-1.0", "PDL-1.0"]


def test_a_resource_keeps_its_id_from_release_to_release(caller: Client) -> None:
    dataset = make_dataset(formats=("CSV", "JSON"))
    uid = call(caller, "package_show", id=NAME)["resources"][0]["id"]

    make_release(dataset, number=2)
    Listing.objects.renew(dataset, told=listing_text)

    assert call(caller, "resource_show", id=uid)["id"] == uid
    call(caller, "resource_show", 404, id=str(uuid.uuid5(dataset.uid, "JSON")))  # no more in the latest release


def test_resources_are_searched_by_what_they_say(caller: Client) -> None:
    make_dataset(number=1, formats=("CSV", "JSON"))
    make_dataset(number=2, title="避難所一覧", releases=2)
    hashed = call(caller, "package_show", id=NAME)["resources"][0]["hash"]

    def found(*query: str) -> list[str]:
        return [one["name"] for one in call(caller, "resource_search", query=list(query))["results"]]

    assert found("name:避難所") == ["避難所一覧（CSV）"]
    assert found("format:csv", "name:トイレ") == ["公衆トイレ一覧1（CSV）"]
    assert found("url:/latest/132292_table_2.csv") == ["避難所一覧（CSV）"]
    assert found(f"hash:{hashed[:8]}") == ["公衆トイレ一覧1（CSV）", "公衆トイレ一覧1（JSON）"]
    assert call(caller, "resource_search", query="format:CSV", limit=1, offset=1)["count"] == 2


def test_the_rows_of_a_csv_are_filtered_searched_and_cut(caller: Client) -> None:
    make_dataset(formats=("CSV", "JSON"))
    csv, other = (one["id"] for one in call(caller, "package_show", id=NAME)["resources"])

    everything = call(caller, "datastore_search", resource_id=csv)
    filtered = call(caller, "datastore_search", resource_id=csv, filters='{"名称": "駅前トイレ"}')
    searched = call(caller, "datastore_search", resource_id=csv, q="公園")
    cut = call(caller, "datastore_search", resource_id=csv, limit=1, offset=1)

    assert [field["id"] for field in everything["fields"]] == ["_id", "名称", "緯度", "経度"]
    assert everything["total"] == 3
    assert filtered["records"] == [{"_id": 2, "名称": "駅前トイレ", "緯度": "35.727011", "経度": "139.543377"}]
    assert [one["名称"] for one in searched["records"]] == ["みどり公園トイレ"]
    assert (cut["total"], [one["_id"] for one in cut["records"]]) == (3, [2])
    call(caller, "datastore_search", 409, resource_id=csv, filters='{"電話": "1"}')
    call(caller, "datastore_search", 409, resource_id=csv, filters="[")
    call(caller, "datastore_search", 404, resource_id=other)


def test_the_api_tells_of_itself(caller: Client) -> None:
    assert call(caller, "status_show")["site_url"] == SITE
    assert call(caller, "site_read") is True
    assert "データセット" in call(caller, "help_show", name="package_search")
    assert caller.get("/api/3").json() == {"version": 3}


def test_nothing_in_an_answer_is_taken_for_html(caller: Client) -> None:
    make_dataset(title="<script>alert(1)</script>")

    response = caller.get("/api/3/action/package_search")

    assert b"<" not in response.content
    assert response.json()["result"]["results"][0]["title"] == "<script>alert(1)</script>"


def test_a_page_takes_as_many_statements_however_many_datasets_it_has(caller: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            call(caller, "package_search", rows=100, **{"facet.field": '["tags", "groups"]'})
        return len([one for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    make_dataset(number=1)
    few = statements()
    for number in range(2, 9):
        make_dataset(number=number)

    assert statements() == few <= 10
