"""The document for Word: every fact of the example on the page of its initiative, with a structure Word can use."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.publishing.exports.docx.edition import docx_of
from tests.publishing.snapshots import (
    FIRST,
    HOSTILE,
    LONG,
    SECOND,
    converted,
    example,
    needs_libreoffice,
    saying,
    saying_once,
)
from tests.publishing.test_example import CHAPTERS, TABLE, Row


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def words_of(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def style_of(element: ET.Element) -> str:
    found = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def headings(document: Document, level: int) -> list[str]:
    return [words_of(one) for one in document.element.body if style_of(one) == f"Heading{level}"]


def page_of(document: Document, heading: str) -> str:
    """All words from a heading of the second level to the next of its level or above."""
    found: list[str] = []
    for element in document.element.body:
        if style_of(element) in {"Heading1", "Heading2"}:
            if found:
                break
            if words_of(element) == heading:
                found.append(heading)
        elif found:
            found.append(words_of(element))
    return "\n".join(found)


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(docx_of(example()))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_each_initiative_has_a_page_with_its_own_facts(document: Document, row: Row):
    page = page_of(document, f"{row.number} {row.title}")

    assert all(department in page for department in row.departments)
    assert f"【{ {'rollout': '導入実行', 'feasibility': '適用検討', 'survey': '調査研究'}[row.stage[0]] }】" in page
    assert ("（推定）" in page) == (row.stage[1] == "inferred")
    assert row.kpi in page
    assert row.actual in page
    assert all(value in page for _period, value, _year, _certainty in row.targets)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_the_list_has_a_row_for_each_initiative(document: Document, row: Row):
    (table,) = [one for one in document.tables if one.rows[0].cells[0].text == "重点取組" and len(one.rows) == 13]
    (found,) = [one for one in table.rows if one.cells[0].text == f"{row.number} {row.title}"]
    cells = [cell.text for cell in found.cells]

    assert cells[2] == "、".join(row.departments)
    assert cells[3].replace("・", "") == (row.directions or "—")
    if row.kpi:
        said = "".join([row.actual, *(f" → {value}（{year}）" for _period, value, year, _certainty in row.targets)])
        assert cells[7] == f"{row.kpi}\n{said}"


def test_the_chapters_stand_in_the_order_of_the_document(document: Document):
    assert [one for one in headings(document, 1) if one in CHAPTERS] == list(CHAPTERS)
    assert headings(document, 1)[0] == "この年度版の概要"
    assert headings(document, 1)[-1] == "奥付"


def test_every_heading_is_in_the_list_of_contents_and_its_link_leads_there(document: Document):
    root = document.element
    listed = [one for one in root.body if style_of(one) in {"TOC1", "TOC2"}]
    places = {one.get(qn("w:name")) for one in root.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in root.iter(qn("w:hyperlink"))} - {None}

    assert sorted(words_of(one) for one in listed) == sorted(headings(document, 1) + headings(document, 2))
    assert links <= places
    assert len(places) == len(list(root.iter(qn("w:bookmarkStart"))))
    assert "TOC" in "".join(one.text or "" for one in listed[0].iter(qn("w:instrText")))
    assert document.settings.element.find(qn("w:updateFields")) is not None


def test_header_rows_repeat_and_rows_stay_whole(document: Document):
    for table in document.tables:
        first, *rest = [row._tr.trPr for row in table.rows]
        has_head = table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:val")) in {"0620", "06A0"}
        assert (first.find(qn("w:tblHeader")) is not None) == has_head
        assert all(one.find(qn("w:cantSplit")) is not None for one in (first, *rest))


def test_the_text_is_japanese_in_a_japanese_font(document: Document):
    fonts = list(document.styles.element.iter(qn("w:rFonts")))
    (language,) = document.styles.element.iter(qn("w:lang"))

    assert language.get(qn("w:eastAsia")) == "ja-JP"
    assert {one.get(qn("w:eastAsia")) for one in fonts} == {"BIZ UDPゴシック"}
    assert not any("Theme" in name for one in fonts for name in one.attrib)
    assert {"Heading 1", "Heading 2", "Heading 3", "Body Text", "Caption", "表"} <= {
        one.name for one in document.styles
    }


def test_the_list_lies_across_and_the_rest_stands_upright(document: Document):
    wide = [section.page_width > section.page_height for section in document.sections]

    assert wide.count(True) == 1
    assert not wide[0]


def test_notes_are_footnotes_each_written_once(document: Document):
    data = docx_of(example())
    notes = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/footnotes.xml"))  # noqa: S314 - our own file
    numbers = [one.get(qn("w:id")) for one in document.element.iter(qn("w:footnoteReference"))]
    texts = {one.get(qn("w:id")): words_of(one) for one in notes}

    assert len(numbers) == len(set(numbers)) > 10
    assert set(numbers) <= set(texts)
    assert all(texts[number].strip() for number in numbers)


def test_the_file_says_which_edition_it_is(document: Document):
    said = document.core_properties

    assert said.title.startswith("西東京市")
    assert (said.language, said.author) == ("ja-JP", "西東京市")
    assert str(said.created)[:10] == str(said.modified)[:10] == "2020-10-01"
    assert example().sha256 in words_of(document.element.body)
    assert "公式サイトではありません" in words_of(document.sections[0].footer._element)


def test_a_correction_is_told_with_its_reason():
    assert "数値を訂正しました。" in words_of(opened(docx_of(example(FIRST, SECOND))).element.body)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_text_stays_text(text: str):
    document = opened(docx_of(saying(text)))

    assert headings(document, 2).count(f"{text} {text}") == 12
    addresses = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert addresses == []


def test_the_longest_text_arrives_whole_and_its_row_may_break():
    document = opened(docx_of(saying_once(LONG)))
    rows = [row for table in document.tables for row in table.rows if LONG in words_of(row._tr)]

    assert headings(document, 2).count(f"{LONG} {LONG}") == 1
    assert rows
    assert not any(row._tr.trPr.findall(qn("w:cantSplit")) for row in rows)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=20))
def test_no_text_breaks_the_document(text: str):
    document = opened(docx_of(saying(text)))

    assert len(headings(document, 2)) >= 12


def test_every_kind_of_markdown_arrives():
    source = (
        "本文 **強調** [市](https://www.city.example.jp/)\n\n"
        "1. 一\n   - 子\n2. 二\n\n> 引用\n\n`x=1`\n\n| 見出 |\n|--|\n| 値 |\n\n---"
    )
    document = opened(docx_of(saying(source)))
    words = words_of(document.element.body)

    assert all(one in words for one in ("強調", "子", "引用", "x=1", "見出", "値"))
    assert {one.target_ref for one in document.part.rels.values() if one.is_external} == {
        "https://www.city.example.jp/"
    }


def test_the_same_snapshot_gives_the_same_bytes():
    assert docx_of(example()) == docx_of(example(FIRST))


@needs_libreoffice
def test_libreoffice_opens_the_document(tmp_path: Path):
    made = converted(docx_of(example()), "docx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True).stdout

    assert "重点取組一覧" in text
    assert all(value in text.replace(" ", "") for row in TABLE for _period, value, _year, _certainty in row.targets)
