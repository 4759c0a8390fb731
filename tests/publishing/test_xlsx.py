"""The workbook of an edition: every fact of the example with its initiative, and no text that is more than text."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from hoshin.publishing.exports.safe_text import CUT, LONGEST_CELL, cell_text, writable
from hoshin.publishing.exports.xlsx.edition import xlsx_of
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
from tests.publishing.test_example import TABLE, Row

SHEETS = ["重点取組一覧", "成果指標", "対応表", "用語", "この文書について"]


def opened(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def lines(cell: Any) -> list[str]:
    return str(cell).split("\n") if cell else []


@pytest.fixture(scope="module")
def book() -> Workbook:
    return opened(xlsx_of(example()))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_each_initiative_has_a_row_with_its_own_facts(book: Workbook, row: Row):
    (found,) = [one for one in rows_of(book, "重点取組一覧") if one["番号"] == row.number]

    assert found["重点取組"] == row.title
    assert tuple(line.partition("（")[0] for line in lines(found["所管課"])) == row.departments
    assert found["段階"] == {"rollout": "導入実行", "feasibility": "適用検討", "survey": "調査研究"}[row.stage[0]]
    assert found["段階の確かさ"] == {"stated": "明記", "inferred": "推定"}[row.stage[1]]
    assert (found["成果指標（KPI）"] or "") == row.kpi
    assert (found["現状"] or "") == row.actual
    assert (found["目標"] or "") == "、".join(f"{value}（{year}）" for _period, value, year, _certainty in row.targets)


@pytest.mark.parametrize("row", [row for row in TABLE if row.kpi], ids=lambda row: row.number)
def test_each_figure_stands_in_the_time_series_with_its_initiative(book: Workbook, row: Row):
    found = [one for one in rows_of(book, "成果指標") if one["番号"] == row.number]
    figures = [(one["実績・目標"], one["時期の記号"], one["表記"], one["確かさ"]) for one in found]
    targets = [
        ("目標", period, value, {"stated": "明記", "inferred": "推定"}[certainty])
        for period, value, _year, certainty in row.targets
    ]

    assert figures == [("実績", "2020-02-29", row.actual, "明記"), *targets]
    assert {one["取組"] for one in found} == {row.title}


def test_numbers_are_numbers_and_absences_are_words(book: Workbook):
    values = {(one["番号"], one["時期の記号"]): (one["値"], one["単位"]) for one in rows_of(book, "成果指標")}

    assert values["1", "2020-02-29"] == (42678, "枚")
    assert values["1", "FY2023"] == (202904, "枚")
    assert values["5", "2020-02-29"][0] == "駅前情報発信拠点プロジェクト事業の実施"
    assert values["6", "2020-02-29"][0] == "記載なし"


def test_the_matrix_marks_what_resolves_and_lists_what_does_not(book: Workbook):
    sheet = book["対応表"]
    head = [str(cell.value) for cell in sheet[1]]
    marked = {
        (row[2].value, head[place])
        for row in sheet.iter_rows(min_row=2)
        for place, cell in enumerate(row)
        if cell.value == "●"
    }

    assert ("オープンデータの促進", "3 オープンデータの促進") in marked
    assert len(marked) == 7  # every printed number of 技術動向
    left_over = [row for row in sheet.iter_rows(values_only=True) if row[0] == "国・都の情報政策" and row[1] == "②"]
    assert [row[2] for row in left_over] == ["1 個人番号カードの普及促進"]


def test_the_sheets_are_ready_for_screen_and_paper(book: Workbook):
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.auto_filter.ref
    assert {"重点取組の表", "成果指標の表", "対応の表", "用語の表", "文書の情報"} <= set(book.defined_names)


def test_the_file_says_which_edition_and_that_it_is_an_example(book: Workbook):
    facts = {one["項目"]: one["内容"] for one in rows_of(book, "この文書について")}

    assert "公式サイトではありません" in facts["見本"]
    assert facts["識別記号（SHA-256）"] == example().sha256
    assert facts["第1版の公表"] == "令和2年10月1日　初版"
    assert book.properties.title.startswith("西東京市")
    assert str(book.properties.created) == str(book.properties.modified) == "2020-10-01 00:00:00"


def test_a_correction_is_told_with_its_reason():
    facts = {one["項目"]: one["内容"] for one in rows_of(opened(xlsx_of(example(FIRST, SECOND))), "この文書について")}

    assert facts["第2版の公表"] == "令和2年12月1日　数値を訂正しました。"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_text_stays_text(text: str):
    book = opened(xlsx_of(saying(text)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert [cell.value for cell in book["重点取組一覧"]["B"]][1:] == [text] * 12
    assert [cell.value for cell in book["用語"]["A"]][1:4] == [text] * 3


def test_the_longest_text_arrives_whole():
    sheet = opened(xlsx_of(saying_once(LONG)))["重点取組一覧"]

    assert [cell.value for cell in sheet["B"]][1] == LONG


def test_a_text_that_looks_like_a_formula_stays_one_when_its_cell_is_edited():
    book = opened(xlsx_of(saying("=1+1")))

    assert book["重点取組一覧"]["B2"].quotePrefix


def test_what_a_cell_cannot_hold_is_cut_and_says_so():
    cut = cell_text("𠮷" * LONGEST_CELL)

    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert cut.endswith(CUT)
    assert set(cut.removesuffix(CUT)) == {"𠮷"}
    assert cell_text("あ" * LONGEST_CELL) == "あ" * LONGEST_CELL


def test_a_number_with_more_digits_than_a_spreadsheet_holds_stands_whole_as_text():
    snapshot = example()
    item = snapshot.edition.items[0]
    (indicator,) = item.indicators
    target = type(indicator.targets[0]).model_validate({"period": "FY2020", "value": "123,456,789,012,345,678枚"})
    indicator = indicator.model_copy(update={"targets": (target,)})
    edition = snapshot.edition.model_copy(update={"items": (item.model_copy(update={"indicators": (indicator,)}),)})
    document = snapshot.document.model_copy(update={"edition": edition})

    rows = rows_of(opened(xlsx_of(type(snapshot)(snapshot.data, document))), "成果指標")

    assert [row["値"] for row in rows] == [42678, "123456789012345678"]


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_whatever_is_written_can_be_written_to_xml(text: str):
    safe = writable(text)

    safe.encode("utf-8")
    assert len(safe) == len(text.replace("\r\n", "\n"))
    assert all(one in {"\t", "\n"} or one >= " " for one in safe)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=20))
def test_no_text_breaks_the_workbook(text: str):
    sheet = opened(xlsx_of(saying(text)))["重点取組一覧"]

    assert sheet["B2"].data_type in {"s", "n"}  # n: nothing but white space is read back as an empty cell
    assert sheet.max_row == 13


def test_the_same_snapshot_gives_the_same_bytes_in_fresh_processes():
    code = (
        "import hashlib, sys\n"
        "from hoshin.publishing.exports.docx.edition import docx_of\n"
        "from hoshin.publishing.exports.ical import ical_of\n"
        "from hoshin.publishing.exports.jsonld import jsonld_of\n"
        "from hoshin.publishing.exports.xlsx.edition import xlsx_of\n"
        "from hoshin.publishing.rules.snapshot import thaw\n"
        "snapshot = thaw(sys.stdin.buffer.read())\n"
        "for made in (docx_of, ical_of, jsonld_of, xlsx_of):\n"
        "    print(hashlib.sha256(made(snapshot)).hexdigest())\n"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=example().data,
            env={"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed, "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "UTC"))
    }

    assert len(hashes) == 1
    assert hashlib.sha256(xlsx_of(example())).hexdigest().encode() in hashes.pop()


@needs_libreoffice
def test_libreoffice_opens_the_workbook(tmp_path: Path):
    made = converted(xlsx_of(example()), "xlsx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True).stdout

    assert "個人番号カードの普及促進" in text
    assert "42,678" in text
    assert "この文書について" in text
