from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoshin.config.example import example_folder
from hoshin.kernel.models import Municipality
from hoshin.publishing.rules.document import PolicyFolder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.site_index import STATIC_COPY
from hoshin.site.converters import EditionPath
from tests.site.cities import HOST, install, install_made

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def example() -> PolicyFolder:
    """The example with its real edition alone; the invented one of 2019 is compared elsewhere."""
    folder = read_folder(example_folder())
    return folder.model_copy(update={"editions": folder.editions[-1:]})


@pytest.fixture
def city(example: PolicyFolder) -> Municipality:
    return install(example)


def get(client: Client, path: str, **headers: str) -> HttpResponse:
    return client.get(path, headers={"host": HOST, **headers})  # type: ignore[return-value]  # the test client's own class


def text(client: Client, path: str) -> str:
    return get(client, path).content.decode()


def with_editions(example: PolicyFolder, *changes: dict[str, object]) -> PolicyFolder:
    edition = example.editions[0]
    return example.model_copy(update={"editions": tuple(edition.model_copy(update=change) for change in changes)})


@pytest.mark.parametrize("path", ["/", "/policy/", "/search/", "/about/", "/no/such/", "/policy/2020/initiatives/1/"])
def test_every_page_of_an_example_says_that_it_is_one_and_where_its_clock_stands(
    client: Client, city: Municipality, path: str
) -> None:
    page = text(client, path)

    assert "西東京市の公式サイトではありません" in page
    assert "2020年10月1日（令和2年10月1日）" in page


def test_a_real_city_shows_no_sample_notice(client: Client) -> None:
    install_made()

    assert "見本" not in text(client, "/")


def test_a_city_that_has_published_nothing_says_so(client: Client, example: PolicyFolder) -> None:
    install(with_editions(example, {"status": "draft"}))

    for path in ("/", "/policy/"):
        response = get(client, path)
        assert response.status_code == 200
        assert "公開している年度版はまだありません" in response.content.decode()


@pytest.mark.parametrize("status", ["draft", "in_round", "decided"])
@pytest.mark.parametrize(
    "path", ["", "initiatives/", "initiatives/1/", "matrix/", "glossary/", "edition.json", "initiatives.csv"]
)
def test_what_is_not_published_cannot_be_read(client: Client, example: PolicyFolder, status: str, path: str) -> None:
    install(with_editions(example, {"status": status}))

    assert get(client, f"/policy/2020/{path}").status_code == 404


def test_a_superseded_edition_stays_readable_and_says_so(client: Client, example: PolicyFolder) -> None:
    old = {"status": "superseded"}
    new = {"year": 2021, "year_label": "2021（令和3）年度", "items": example.editions[0].items[1:]}
    install(with_editions(example, old, new))

    assert "旧版" in text(client, "/policy/2020/")
    front = text(client, "/")
    assert "2021（令和3）年度版" in front
    assert "終了" in front
    assert "1 個人番号カードの普及促進" in front
    assert "2020（令和2）年度版" in text(client, "/policy/2021/initiatives/2/")  # its history


def test_the_main_policy_has_one_address_for_each_edition(client: Client, city: Municipality) -> None:
    response = get(client, "/policy/nishitokyo/2020/")

    assert (response.status_code, response.headers["Location"]) == (301, "/policy/2020/")


def test_the_lists_own_address_leads_to_the_list_with_its_filter(client: Client, city: Municipality) -> None:
    response = get(client, "/policy/2020/initiatives/?stage=survey")

    assert response.headers["Location"] == "/policy/2020/?stage=survey#initiatives"


def test_addresses_written_by_hand_are_those_of_the_url_table() -> None:
    edition = EditionPath(2020)

    assert reverse("site:edition", args=[edition]) == "/policy/2020/"
    assert reverse("site:edition", args=[EditionPath(2020, "key")]) == "/policy/key/2020/"
    assert reverse("site:matrix", args=[edition]) == "/policy/2020/matrix/"
    assert reverse("site:glossary", args=[edition]) == "/policy/2020/glossary/"
    assert reverse("site:initiative", args=[edition, "1"]) == "/policy/2020/initiatives/1/"
    document = reverse("publishing:document", kwargs={"year": "2020", "name": "edition.json"})
    assert document == "/policy/2020/edition.json"


def test_an_initiative_shows_its_doubts(client: Client, city: Municipality) -> None:
    page = text(client, "/policy/2020/initiatives/8/")

    assert "推定" in page
    assert "参照先不明" in page
    assert "失われた図「重点取組の整理」" in page


def test_an_unknown_initiative_is_not_found(client: Client, city: Municipality) -> None:
    for slug in ("13", "%00", "..%2f..", "1/2"):
        assert get(client, f"/policy/2020/initiatives/{slug}/").status_code == 404


def test_an_initiative_without_a_number_has_its_key_as_address(client: Client, example: PolicyFolder) -> None:
    items = tuple(item.model_copy(update={"number": ""}) for item in example.editions[0].items)
    install(with_editions(example, {"items": items}))

    assert "個人番号カードの普及促進" in text(client, "/policy/2020/initiatives/mynumber-card/")


def test_edition_json_is_what_its_schema_says(client: Client, city: Municipality) -> None:
    schema = json.loads(text(client, "/schema/edition.json"))
    edition = json.loads(text(client, "/policy/2020/edition.json"))

    jsonschema.Draft202012Validator(schema).validate(edition)
    assert edition["$schema"] == "/schema/edition.json"
    assert len(edition["edition"]["items"]) == 12


def test_the_tables_have_their_columns_and_a_byte_order_mark(client: Client, city: Municipality) -> None:
    initiatives = get(client, "/policy/2020/initiatives.csv").content.decode("utf-8")
    indicators = get(client, "/policy/2020/indicators.csv").content.decode("utf-8-sig")

    assert initiatives.startswith("\ufeffedition,no,title,departments,stage,directions,drivers\r\n")
    assert len(list(csv.reader(io.StringIO(initiatives)))) == 13
    rows = list(csv.DictReader(io.StringIO(indicators)))
    assert len(rows) == 18
    assert {row["kind"] for row in rows} == {"actual", "target"}


@pytest.mark.parametrize(
    ("path", "kind", "shown"),
    [
        ("/policy/2020/edition.json", "application/json", "inline"),
        ("/policy/2020/initiatives.csv", "text/csv; charset=utf-8", "attachment"),
        ("/policy/2020/indicators.csv", "text/csv; charset=utf-8", "attachment"),
        ("/schema/edition.json", "application/schema+json", "inline"),
    ],
)
def test_data_is_open_to_all_and_asked_again_cheaply(
    client: Client, city: Municipality, path: str, kind: str, shown: str
) -> None:
    response = get(client, path)
    again = get(client, path, **{"if-none-match": response.headers["ETag"]})

    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"].startswith(f"{shown}; filename=")
    assert (again.status_code, again.content) == (304, b"")
    for answer in (response, again):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["ETag"] == response.headers["ETag"]


def test_pages_are_not_open_to_other_origins(client: Client, city: Municipality) -> None:
    assert "Access-Control-Allow-Origin" not in get(client, "/policy/2020/").headers


@pytest.mark.parametrize("query", ["公衆無線LAN", "公衆無線ＬＡＮ", "wi-fi", "無線", "実", "線 駅"])
def test_the_search_finds_japanese_however_it_is_written(client: Client, city: Municipality, query: str) -> None:
    assert "見つかりませんでした" not in text(client, f"/search/?q={query}")


def test_the_search_groups_marks_and_leads_on(client: Client, city: Municipality) -> None:
    page = text(client, "/search/?q=公衆無線ＬＡＮ")

    assert '<a class="hits__title" href="/policy/2020/initiatives/4/"><mark>公衆無線LAN</mark>環境の充実</a>' in page
    assert 'href="/policy/2020/matrix/#driver-technology-tech-public-wifi"' in page
    assert "用語解説" in page


def test_the_search_finds_by_department(client: Client, city: Municipality) -> None:
    assert "統計データの活用に向けた調査・研究" in text(client, "/search/?q=総務法規課")


@pytest.mark.parametrize(
    "query", ["q=", "q=！？", "q=%00", "q=zzzz", "q=導入&page=99999999999999", "q=導入&kind=x", "q=" + "あ" * 5000]
)
def test_the_search_answers_whatever_it_is_asked(client: Client, city: Municipality, query: str) -> None:
    for kind in ("", "&kind=plan.item&page=-1", "&kind=plan.item&page=²"):
        assert get(client, f"/search/?{query}{kind}").status_code == 200


def test_a_draft_is_not_found(client: Client, example: PolicyFolder) -> None:
    install(with_editions(example, {"status": "draft"}))

    assert "見つかりませんでした" in text(client, "/search/?q=個人番号カード")


def test_a_question_is_never_markup(client: Client, city: Municipality) -> None:
    assert "<script>alert" not in text(client, "/search/?q=<script>alert(1)</script>")


def test_the_sitemap_names_every_page_and_an_example_wants_no_robots(client: Client, city: Municipality) -> None:
    sitemap = text(client, "/sitemap.xml")

    assert sitemap.startswith("<?xml")
    assert f"http://{HOST}/policy/2020/initiatives/12/" in sitemap
    for location in sitemap.split("<loc>")[1:]:
        assert get(client, location.split("</loc>")[0].removeprefix(f"http://{HOST}")).status_code == 200
    assert "Disallow: /\n" in text(client, "/robots.txt")


def test_a_real_city_wants_to_be_found(client: Client) -> None:
    install_made()

    robots = text(client, "/robots.txt")
    assert "Disallow: /\n" not in robots
    assert f"Sitemap: http://{HOST}/sitemap.xml\nSitemap: http://{HOST}/sitemap-services.xml\n" in robots
    copied = client.get("/robots.txt", headers={"host": HOST}, **{STATIC_COPY: True}).content.decode()
    assert "sitemap-services" not in copied


def test_errors_are_the_citys_own_pages(client: Client, city: Municipality) -> None:
    page = get(client, "/no/such/page/")

    assert page.status_code == 404
    assert "ページが見つかりません" in page.content.decode()
    assert "西東京市" in page.content.decode()


def test_a_broken_page_asks_the_database_nothing(
    client: Client, city: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("something broke")

    monkeypatch.setattr("hoshin.site.views.policy.edition_refs", broken)
    client.raise_request_exception = False

    with CaptureQueriesContext(connection) as queries:
        response = get(client, "/")

    assert response.status_code == 500
    assert "ページを表示できませんでした" in response.content.decode()
    assert "something broke" not in response.content.decode()
    assert not any("FROM" in query["sql"] and "municipality" not in query["sql"] for query in queries)


def test_a_form_without_its_token_is_told_so(city: Municipality) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/account/login/", {"login": "x", "password": "y"}, headers={"host": HOST})

    assert response.status_code == 403
    assert "送信を受け付けられませんでした" in response.content.decode()


def test_the_pattern_page_is_not_for_the_public(client: Client, city: Municipality) -> None:
    assert get(client, "/patterns/").status_code == 403


def test_public_pages_set_no_cookie(client: Client, city: Municipality) -> None:
    for path in ("/", "/policy/2020/", "/search/?q=税"):
        assert not get(client, path).cookies
