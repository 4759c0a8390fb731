"""The PDF is tagged, named, findable and whole: what a screen reader and an archive need."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pylopdf_fonts_jp
import pytest

from hoshin.publishing.exports.fonts import font_set
from hoshin.publishing.exports.pdf import press as press_module
from hoshin.publishing.exports.pdf.edition import TEMPLATE, edition_data, pdf_of
from hoshin.publishing.exports.pdf.press import DocumentTooLong, PressFailed, press
from hoshin.publishing.rules.document import EditionDoc
from hoshin.publishing.rules.snapshot import thaw
from tests.publishing.pdf_reading import (
    FIRST,
    SECOND,
    example_pdf,
    objects_of,
    pages_of,
    run,
    snapshot_of,
    strings_of,
)

HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
EMPTY = EditionDoc(year=2020, title="空の方針", levels=("取組",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "edition.pdf"
    path.write_bytes(example_pdf().data)
    return path


def test_it_is_tagged_and_has_title_language_and_date(path: Path) -> None:
    said = run("pdfinfo", "-isodates", path)

    assert "Title:           西東京市 地域情報化方針《重点》 2020（令和2）年度" in said
    assert "Tagged:          yes" in said
    assert "CreationDate:    2020-12-01" in said
    assert b"/Lang(ja-JP)/StructTreeRoot" in objects_of(path.read_bytes())


def test_it_declares_what_it_was_checked_against(path: Path) -> None:
    metadata = run("pdfinfo", "-meta", path)

    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_chapters_and_initiatives_are_bookmarks(path: Path) -> None:
    bookmarks = strings_of(objects_of(path.read_bytes()), "Title")

    assert {"はじめに", "重点取組一覧", "取組と検討分野の対応表", "用語解説", "奥付"} <= set(bookmarks)
    assert "12 新たな技術やサービスの導入" in bookmarks
    assert "なぜ取り組むか" not in bookmarks


def test_every_drawing_is_described(path: Path) -> None:
    structure = run("pdfinfo", "-struct", path)
    described = strings_of(objects_of(path.read_bytes()), "Alt")

    assert "段階：適用検討（3段階の2番目。推定であり、確認されていません）" in described
    charts = {alt for alt in described if alt.startswith("個人番号カードの交付枚数の推移。")}
    assert len(charts) == 1
    assert "令和5年度：目標202,904枚。" in charts.pop()
    assert structure.count("Figure") <= len(described)


def test_headings_come_without_gaps_and_tables_have_head_cells(path: Path) -> None:
    structure = run("pdfinfo", "-struct", path)
    levels = [int(word[1]) for line in structure.splitlines() for word in line.split()[:1] if word in HEADINGS]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert " TH" in structure
    assert b"/Scope/Column" in objects_of(path.read_bytes())


def test_all_fonts_are_embedded(path: Path) -> None:
    fonts = run("pdffonts", path).splitlines()[2:]

    assert fonts
    assert all("NotoSansJP" in line and line.split()[-5:-3] == ["yes", "yes"] for line in fonts)


def test_the_edition_itself_is_inside_byte_for_byte(path: Path, tmp_path: Path) -> None:
    run("pdfdetach", "-save", "1", "-o", tmp_path / "edition.json", path)

    data = (tmp_path / "edition.json").read_bytes()

    assert data == snapshot_of(None, FIRST, SECOND).data
    assert thaw(data).edition.title == "西東京市 地域情報化方針《重点》"
    assert "1: edition.json" in run("pdfdetach", "-list", path)


SCRIPT = """
import hashlib, sys
from hoshin.publishing.exports.pdf.edition import pdf_of
from hoshin.publishing.rules.snapshot import thaw
print(hashlib.sha256(pdf_of(thaw(sys.stdin.buffer.read())).data).hexdigest())
"""


def test_two_fresh_processes_make_the_same_bytes() -> None:
    snapshot = snapshot_of(None, FIRST, SECOND)

    made = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            input=snapshot.data,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": "1", "PYTHONPATH": "src"},
            cwd=Path(__file__).parents[2],
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert made == {hashlib.sha256(example_pdf().data).hexdigest().encode()}


def test_another_revision_is_another_file() -> None:
    assert pdf_of(snapshot_of(EMPTY)).data != pdf_of(snapshot_of(EMPTY, FIRST, SECOND)).data


def test_an_edition_with_nothing_in_it_can_be_set(tmp_path: Path) -> None:
    pages = pages_of(pdf_of(snapshot_of(EMPTY)).data, tmp_path / "empty.pdf")

    assert "空の方針" in pages[0]
    assert "奥付" in pages[-1]


def test_a_font_of_the_citys_choice_is_used_and_named(tmp_path: Path) -> None:
    shutil.copy(pylopdf_fonts_jp.serif_path(), tmp_path)

    pdf = pdf_of(snapshot_of(EMPTY), fonts=font_set(tmp_path)).data

    assert "書体NotoSerifJP、NotoSansJP" in pages_of(pdf, tmp_path / "serif.pdf")[-1]
    assert "NotoSerifJP" in run("pdffonts", tmp_path / "serif.pdf")


def test_a_document_of_too_many_pages_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_module, "MOST_PAGES", 2)

    with pytest.raises(DocumentTooLong, match="2ページ"):
        pdf_of(snapshot_of(EMPTY))


def test_a_document_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_module, "LONGEST_SECONDS", 0.001)

    with pytest.raises(DocumentTooLong, match="秒"):
        pdf_of(snapshot_of(EMPTY))


def test_a_template_that_cannot_be_set_says_why() -> None:
    data = edition_data(snapshot_of(EMPTY), font_set(), ())
    del data["cover"]["title"]

    with pytest.raises(PressFailed, match="title"):
        press(TEMPLATE, data=data, fonts=font_set(), day=dt.date(2020, 10, 1), inputs={"edition": "{}"})
