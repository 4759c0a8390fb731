from __future__ import annotations

from hoshin.publishing.rules.document import DepartmentDoc
from hoshin.publishing.rules.search_documents import LONGEST_BODY, search_documents
from hoshin.site.pages.found import KINDS, address_of
from tests.site.books import make_book, make_item

INDICATOR = {"key": "cards", "name": "交付枚数", "unit": "枚"}
BOOK = make_book(
    [
        make_item(
            "card", number="1 / 2", summary="**広報**する", departments=[{"department": "it"}], indicators=[INDICATOR]
        )
    ],
    sections=[{"key": "preface", "title": "はじめに", "body": "長い文。\n\n" * 3000}],
    glossary=[{"term": "RPA", "reading": "あーるぴーえー", "definition": "自動化"}],
    sources=[{"group": "国", "title": "基本法"}],
)


def test_every_kind_of_thing_can_be_found_and_has_a_page() -> None:
    documents = search_documents(BOOK.doc, policy_key="main")

    of_services = {"opendata.dataset"}
    assert {document.kind for document in documents} == set(KINDS) - of_services
    for document in documents:
        assert address_of(document.kind, document.address, main_policy="main").startswith("/policy/2020/")
        assert address_of(document.kind, document.address, main_policy="").startswith("/policy/main/2020/")


def test_keys_are_unique_inside_their_kind() -> None:
    documents = search_documents(BOOK.doc, policy_key="main")

    assert len({(document.kind, document.key) for document in documents}) == len(documents)


def test_long_sections_are_cut_between_paragraphs() -> None:
    pieces = [one.body for one in search_documents(BOOK.doc, policy_key="main") if one.kind == "plan.section"]

    assert len(pieces) > 1
    assert all(len(piece) <= LONGEST_BODY for piece in pieces)
    assert "".join(pieces).count("長い文。") == 3000


def test_markdown_is_indexed_as_words_and_departments_by_name() -> None:
    departments = [DepartmentDoc(key="it", name="情報推進課")]
    item = next(
        one for one in search_documents(BOOK.doc, policy_key="main", departments=departments) if one.kind == "plan.item"
    )

    assert "広報する" in item.body
    assert "情報推進課" in item.body
    assert item.address["path"] == "initiatives/1%20%2F%202/"
