from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.kernel.models import SearchSynonym
from hoshin.kernel.search import SearchResult, index_documents, search_each_kind, search_one_kind
from hoshin.kernel.searchable import SearchText
from tests.world import City, make_city, make_neighbour

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    city = make_city()
    with city.scope():
        yield city


def titles(result: SearchResult) -> list[str]:
    return [found.title for found in result.found]


def find(query: str) -> list[str]:
    return titles(search_each_kind(query, most_of_a_kind=10))


def put(*texts: tuple[str, str]) -> None:
    index_documents("s", [SearchText("plan.item", str(place), *text) for place, text in enumerate(texts)])


@pytest.mark.parametrize(
    "query", ["公衆無線LAN", "公衆無線ＬＡＮ", "公衆無線 lan", "無線", "線", "充実", "実", "wi-fi", "ワイファイ"]
)
def test_every_way_to_write_it_finds_it(city: City, query: str) -> None:
    put(("公衆無線ＬＡＮ環境の充実", "駅前に設置します"))

    assert find(query) == ["公衆無線ＬＡＮ環境の充実"]


def test_one_character_finds_the_end_of_a_word(city: City) -> None:
    put(("住民税の申告", ""), ("固定資産", "市の税"))

    assert sorted(find("税")) == ["住民税の申告", "固定資産"]


def test_a_phrase_does_not_run_from_the_title_into_the_body(city: City) -> None:
    put(("公衆無線LAN", "設置の予定"))

    assert find("公衆無線LAN設置") == []
    assert find("公衆無線LAN 設置") == ["公衆無線LAN"]


def test_what_stands_in_the_title_comes_first(city: City) -> None:
    put(("その他", "統計データの活用"), ("統計データの活用", "その他"))

    assert find("統計") == ["統計データの活用", "その他"]


@pytest.mark.parametrize("query", ["", "  ", "！？", "' | 'x", "\\", "a:*b", "<->", "!税"])
def test_signs_in_a_query_are_harmless(city: City, query: str) -> None:
    put(("税", ""))

    search_each_kind(query, most_of_a_kind=3)


def test_a_query_of_signs_alone_says_that_it_cannot_be_searched(city: City) -> None:
    assert not search_each_kind("！？", most_of_a_kind=3).is_searchable


def test_the_citys_own_synonyms_widen_the_search(city: City) -> None:
    put(("ごみの分別", ""))
    assert find("廃棄物") == []

    SearchSynonym.objects.create(words="ごみ、廃棄物")

    assert find("廃棄物") == ["ごみの分別"]


def test_indexing_again_replaces_its_scope_and_nothing_else(city: City) -> None:
    index_documents("edition:1", [SearchText("plan.item", "1", "古い題名")])
    index_documents("edition:2", [SearchText("plan.item", "1", "隣の題名")])

    index_documents("edition:1", [SearchText("plan.item", "1", "新しい題名")])

    assert sorted(find("題名")) == ["新しい題名", "隣の題名"]


def test_one_kind_can_be_replaced_alone(city: City) -> None:
    index_documents(
        "edition:1", [SearchText("plan.item", "1", "取組の題名"), SearchText("plan.term", "1", "用語の題名")]
    )

    index_documents("edition:1", [], kind="plan.term")

    assert find("題名") == ["取組の題名"]


def test_each_kind_gives_its_best_and_its_count(city: City) -> None:
    index_documents("e", [SearchText("plan.item", str(number), f"題名{number}") for number in range(7)])
    index_documents("f", [SearchText("plan.term", "1", "題名")])

    found = search_each_kind("題名", most_of_a_kind=3).found

    assert [one.kind for one in found].count("plan.item") == 3
    assert {one.kind: one.count_of_kind for one in found} == {"plan.item": 7, "plan.term": 1}


def test_one_kind_is_read_page_by_page(city: City) -> None:
    index_documents("e", [SearchText("plan.item", str(number), f"題名{number}") for number in range(5)])

    pages = [titles(search_one_kind("題名", kind="plan.item", limit=2, offset=offset)) for offset in (0, 2, 4, 6)]

    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({title for page in pages for title in page}) == 5


def test_what_is_not_public_is_not_found(city: City) -> None:
    index_documents("e", [SearchText("plan.item", "1", "下書き", is_public=False)])

    assert find("下書き") == []


def test_another_citys_documents_are_not_found(city: City) -> None:
    put(("秘密の取組", ""))

    with make_neighbour().scope():
        assert find("秘密") == []


def test_a_search_costs_two_statements(city: City) -> None:
    put(("題名", ""))

    with CaptureQueriesContext(connection) as queries:
        find("題名")

    assert len(queries) == 2
