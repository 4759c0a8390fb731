from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel import markdown
from hoshin.publishing.rules.addresses import item_path, slug_of
from hoshin.site.pages.changes import PreviousItem, changes_since
from hoshin.site.pages.edition import edition_page
from hoshin.site.pages.front import front_page
from hoshin.site.pages.glossary import glossary_page
from hoshin.site.pages.initiative import initiative_page
from hoshin.site.pages.matrix import MOST_COLUMNS, matrix_page
from hoshin.site.pages.text import Writer, formatted, plain
from tests.site.books import make_book, make_item

ON = dt.date(2020, 10, 1)


def test_an_item_is_found_by_its_number_and_without_one_by_its_key() -> None:
    book = make_book([make_item("card", number="３－（２）－ア－②"), make_item("plain")])

    for item in book.items:
        assert book.find(slug_of(number=item.number, key=item.key)) is item
    assert book.find("card") is book.items[0]
    assert book.find("nothing") is None


@pytest.mark.parametrize("number", ["", ".", "..", "../x", "a//b", "/", "1/"])
def test_a_number_that_a_browser_would_rewrite_gives_way_to_the_key(number: str) -> None:
    assert slug_of(number=number, key="card") == "card"


@pytest.mark.parametrize("number", ["1", "1-2-11", "01 1/1", "?x#y", "%2e", "①"])
def test_any_other_number_stands_in_the_address(number: str) -> None:
    path = item_path(number=number, key="card")

    assert path.startswith("initiatives/")
    assert not set(path.removeprefix("initiatives/")[:-1]) & set("/?# ")


def test_a_repost_is_shown_once_and_counted_once() -> None:
    book = make_book([make_item("card", number="1"), make_item("again", repost_of="card")])

    assert [item.key for item in book.initiatives] == ["card"]


def test_a_deep_tree_names_its_levels() -> None:
    items = [make_item("a", initiative=False), make_item("b", initiative=False, parent="a"), make_item("c", parent="b")]
    book = make_book(items, levels=["目標", "施策", "事業"])

    assert [book.level(item) for item in book.items] == ["目標", "施策", "事業"]
    assert [one.key for one in book.ancestors(book.items[2])] == ["a", "b"]


def test_terms_are_marked_once_a_section_outside_headings_links_and_code() -> None:
    book = make_book(glossary=[{"term": "RPA", "definition": "自動化"}])
    section = Writer(book).section("s")

    html = section.prose("# RPA\n\n[RPA](https://example.jp) `RPA` RPAとRPA")

    assert html.count('class="term"') == 1
    assert '<button class="term" type="button" popovertarget="s-t1">RPA</button>' in html
    assert "自動化" in html


def test_a_text_that_is_asked_for_again_is_marked_anew() -> None:
    writer = Writer(make_book(glossary=[{"term": "RPA", "definition": "自動化"}]))
    source = "**RPA**と`\0`と\0RPA\n\n- RPA"

    first, second = writer.section("a").prose(source), writer.section("b").prose(source)

    assert first.replace('"a-t1"', '"b-t1"') == second
    assert first.count("popovertarget") == 1
    assert "\0" not in first


def test_hostile_text_is_escaped_wherever_it_stands() -> None:
    nasty = '<script>alert(1)</script>"&'
    book = make_book(
        [
            make_item(
                "card",
                number=nasty[:40],
                summary="<b>x</b>",
                note="<i>n</i>",
                stage={"stage": "rollout", "note": "<u>"},
            )
        ],
        glossary=[{"term": "<b>", "definition": "<script>"}],
        sections=[
            {"key": "a", "title": "<h1>", "body": "<img src=x>\n\n<b>"},
            {"key": "l", "title": "一覧", "kind": "items"},
        ],
    )
    pages = [
        render_to_string("site/edition.html", {"page": edition_page(book, {})}),
        render_to_string("site/matrix.html", {"page": matrix_page(book)}),
        render_to_string("site/glossary.html", {"page": glossary_page(book)}),
        render_to_string("site/initiative.html", {"page": initiative_page(book, book.items[0], on=ON, past=[])}),
        render_to_string("site/front.html", {"page": front_page(book, on=ON, previous=None, previous_label="")}),
    ]

    for page in pages:
        body = page[page.index("<main") :]
        assert "<script" not in body
        assert "<img" not in body
        assert "<u>" not in body


@given(st.text(max_size=40))
def test_the_short_way_writes_what_the_long_way_would(text: str) -> None:
    if "\0" in text or not text.strip():
        return

    assert formatted(text).strip().replace("&#x27;", "'") == markdown.render(text, base_heading=4).strip()
    assert plain(text) == markdown.plain_text(text)


def test_terms_are_sorted_as_japanese_readers_look_them_up() -> None:
    readings = ["でーた", "てーま", "てえぶる", "あいしー", "んご", "がく", "かく", "", "きゃっしゅ", "きやく"]
    terms = [{"term": f"語{place}", "reading": reading, "definition": "x"} for place, reading in enumerate(readings)]

    groups = glossary_page(make_book(glossary=terms)).groups

    order = [term.reading for group in groups for term in group.terms]
    assert order == ["あいしー", "かく", "がく", "きやく", "きゃっしゅ", "でーた", "てえぶる", "てーま", "んご", ""]
    assert [group.label for group in groups] == ["あ行", "か行", "た行", "わ行", "英数・その他"]


def test_the_matrix_names_what_is_left_over_on_both_sides() -> None:
    item = make_item(
        "rpa",
        number="1",
        references=[{"field": "technology", "driver": "rpa"}, {"field": "town", "printed": "⑥", "note": "一覧にない"}],
    )
    page = matrix_page(make_book([item, make_item("none", number="2")]))

    assert [[line.title for line in field.unserved] for field in page.fields] == [["公衆無線LANの整備"], ["拠点の整備"]]
    assert [line.printed for line in page.fields[1].unresolved] == ["⑥"]
    assert "一覧にない" in page.unresolved_notes.html
    assert "2 noneの取組" in page.without_reference
    assert page.fields[0].lines[0].cells.count("matrix__mark") == 1


def test_too_many_initiatives_for_columns_are_named_in_the_rows() -> None:
    items = [
        make_item(f"i{place}", number=str(place), references=[{"field": "technology", "driver": "rpa"}])
        for place in range(MOST_COLUMNS + 1)
    ]
    page = matrix_page(make_book(items))

    assert page.columns == ()
    assert page.fields[0].lines[0].items.count("<li>") == MOST_COLUMNS + 1


def test_changes_are_told_by_identity() -> None:
    book = make_book(
        [
            make_item("kept", number="2", stage={"stage": "rollout"}),
            make_item("new", number="3"),
            make_item("part", number="4", origins=[{"item": "whole", "kind": "split"}]),
            make_item("same", number="5"),
        ]
    )
    previous = [
        PreviousItem("kept", "1", "keptの取組", "適用検討"),
        PreviousItem("whole", "9", "元の取組", ""),
        PreviousItem("gone", "8", "終わった取組", ""),
        PreviousItem("same", "5", "sameの取組", ""),
    ]

    changes = [(change.kind, change.text) for change in changes_since(book, previous)]

    assert changes == [
        ("段階", "2 keptの取組：適用検討 → 導入実行"),
        ("番号", "2 keptの取組：1 → 2"),
        ("新規", "3 newの取組"),
        ("再編", "「9 元の取組」から4 partの取組"),
        ("終了", "8 終わった取組"),
    ]
