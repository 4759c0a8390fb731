from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from hoshin.site.pages.book import Book
from hoshin.site.pages.listing import Listing, listing
from hoshin.site.pages.notes import Notes
from tests.site.books import make_book, make_item


@pytest.fixture
def book() -> Book:
    return make_book(
        [
            make_item(
                "wifi",
                number="1",
                stage={"stage": "rollout"},
                departments=[{"department": "it"}],
                directions=[{"direction": "safety"}],
                references=[{"field": "technology", "driver": "wifi"}],
            ),
            make_item(
                "rpa",
                number="2",
                stage={"stage": "survey", "certainty": "inferred"},
                departments=[{"department": "tax"}],
                references=[{"field": "technology", "driver": "rpa"}, {"field": "town", "printed": "⑥"}],
            ),
            make_item("other", number="3"),
        ]
    )


def listed(book: Book, **asked: str) -> Listing:
    return listing(book, asked, Notes("n", "一覧"))


def titles(book: Book, **asked: str) -> list[str]:
    return [row.title for row in listed(book, **asked).rows]


def test_without_a_wish_all_initiatives_stand_in_the_documents_order(book: Book) -> None:
    assert titles(book) == ["1 wifiの取組", "2 rpaの取組", "3 otherの取組"]


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("stage", "rollout", ["1 wifiの取組"]),
        ("direction", "safety", ["1 wifiの取組"]),
        ("department", "tax", ["2 rpaの取組"]),
        ("driver", "technology.rpa", ["2 rpaの取組"]),
        ("stage", "feasibility", []),
        ("driver", "town.hub", []),
    ],
)
def test_each_filter_keeps_what_matches(book: Book, name: str, value: str, found: list[str]) -> None:
    assert titles(book, **{name: value}) == found


def test_filters_add_up(book: Book) -> None:
    assert titles(book, stage="rollout", department="it") == ["1 wifiの取組"]
    assert titles(book, stage="rollout", department="tax") == []


def test_an_unresolved_reference_is_no_driver(book: Book) -> None:
    assert titles(book, driver="town.None") == ["1 wifiの取組", "2 rpaの取組", "3 otherの取組"]


def test_what_the_edition_does_not_know_is_ignored(book: Book) -> None:
    page = listed(book, stage="<script>", sort="'; drop", department="nobody")

    assert len(page.rows) == 3
    assert page.filter.active == ()


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("", "1"),
        ("-number", "3"),
        ("title", "3"),
        ("-title", "1"),
        ("stage", "1"),
        ("department", "1"),
        ("-stage", "3"),
    ],
)
def test_each_order_begins_where_it_should(book: Book, sort: str, first: str) -> None:
    assert titles(book, sort=sort)[0].startswith(first)


def test_an_initiative_whose_stage_is_unknown_comes_last(book: Book) -> None:
    assert titles(book, sort="stage")[-1] == "3 otherの取組"


def test_active_filters_can_be_removed_one_by_one_and_keep_the_order(book: Book) -> None:
    page = listed(book, stage="rollout", department="it", sort="title")

    left = [parse_qs(urlsplit(active.remove_url).query) for active in page.filter.active]

    assert left == [{"department": ["it"], "sort": ["title"]}, {"stage": ["rollout"], "sort": ["title"]}]
    assert [active.label for active in page.filter.active] == ["段階：導入実行", "所管課：情報推進課"]


def test_sort_links_keep_the_filter_and_turn_the_order_around(book: Book) -> None:
    stage = next(column for column in listed(book, stage="rollout", sort="stage").columns if column.label == "段階")

    assert stage.sorted_as == "ascending"
    assert parse_qs(urlsplit(stage.sort_url).query) == {"stage": ["rollout"], "sort": ["-stage"]}


def test_an_empty_result_says_what_to_do(book: Book) -> None:
    page = listed(book, stage="feasibility")

    assert page.rows == ()
    assert page.empty.url == "/policy/2020/#initiatives"
    assert page.filter.result == "3件中0件"


def test_doubts_are_marked_and_explained(book: Book) -> None:
    notes = Notes("n", "一覧")
    row = next(row for row in listing(book, {}, notes).rows if row.title == "2 rpaの取組")

    assert "推定" in row.stage
    assert 'href="#n-n1"' in row.stage
    label, unresolved = row.references[1]
    assert label == "まちづくり"
    assert "⑥" in unresolved
    assert "不明" in unresolved
    assert "driver-" not in unresolved
    assert "推定しています" in notes.html


def test_one_note_that_many_rows_share_is_printed_once() -> None:
    notes = Notes("n", "一覧")
    first, second, third = notes.mark("同じ注"), notes.mark("別の注"), notes.mark("同じ注")

    assert "注1" in first
    assert "注2" in second
    assert "注1" in third
    assert notes.html.count("同じ注") == 1
    assert first != third  # two places, two ids
