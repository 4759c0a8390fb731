"""新旧対照表 as PDF, Word and Excel: the same bytes each time, every text as text, marks that need no colour."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from hoshin.publishing.exports.comparison.docx import ADDED, REMOVED, comparison_docx
from hoshin.publishing.exports.comparison.formats import KINDS, kept_or_made
from hoshin.publishing.exports.comparison.pdf import comparison_pdf
from hoshin.publishing.exports.comparison.xlsx import LONGEST_CELL, comparison_xlsx
from hoshin.publishing.rules.comparison import (
    Change,
    Chapter,
    Comparison,
    ComparisonTitle,
    Entry,
    Verdict,
    compare_snapshots,
    title_of,
)
from hoshin.publishing.rules.comparison.layout import Left
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.snapshot import RevisionDoc, freeze

FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"
HOSTILE = (
    "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "#panic(\"x\")", "*太字* _斜体_ `code` $x$ <label> @ref", "\\u{0}",
    "<script>alert(1)</script>",
    "&amp; ]]>", "שלום 123", "👩‍👩‍👧‍👦🚃", "葛\U000e0100城", "\ud83d\x0b\x00", "一行目\n二行目", "_x0041_", "　　",
)  # fmt: skip


@cache
def example() -> tuple[Comparison, ComparisonTitle]:
    folder = read_folder(FOLDER)
    old, new = (
        freeze(folder, one, (RevisionDoc(number=1, published_date=dt.date(one.year, 4, 1)),)) for one in folder.editions
    )
    return compare_snapshots(old, new), title_of(old, new)


def hostile() -> Comparison:
    changes = [Change(text, text, f"{text}改") for text in HOSTILE]
    changes += [Change("新しい値", "", text) for text in HOSTILE]
    changes.append(Change("長い文", "あ、" * 10_000, "い。" * 10_000))
    entries = [Entry(text, text, f"{text}改", (Verdict.CHANGED,), tuple(changes), origin=text) for text in HOSTILE[:2]]
    return Comparison((Chapter("items", HOSTILE[4], tuple(entries)), Chapter("glossary", "用語", tuple(entries))))


def text_of_pdf(data: bytes, tmp_path: Path) -> str:
    file = tmp_path / "comparison.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return re.sub(r"[\s\u200b\u2060]", "", done.stdout.decode())


def texts_of_docx(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("render", [comparison_docx, comparison_xlsx])
@pytest.mark.parametrize("left", Left)
def test_the_same_comparison_gives_the_same_bytes(render, left: Left):
    assert render(*example(), left=left) == render(*example(), left=left)


def test_the_pdf_is_tagged_titled_and_the_same_from_every_process(tmp_path: Path):
    data = comparison_pdf(*example())

    assert data == comparison_pdf(*example())
    (tmp_path / "c.pdf").write_bytes(data)
    info = subprocess.run(["pdfinfo", str(tmp_path / "c.pdf")], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged:\s+yes", info)
    assert "新旧対照表" in info
    assert b"/Lang (ja" in data or b"ja-JP" in data
    text = text_of_pdf(data, tmp_path)
    for words in ("街頭情報端末の運用［廃止］", "180,000枚", "202,904枚（推定）", "理由：記載なし", "架空の2019年度版"):
        assert words in text


def test_word_has_headings_repeated_heads_and_marks_of_its_own():
    document = docx.Document(io.BytesIO(comparison_docx(*example())))

    styles = {paragraph.style.name for paragraph in document.paragraphs}
    marks = {
        run.style.name: run
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    }
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert marks[ADDED].style.font.underline
    assert marks[REMOVED].style.font.strike
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia"))


def test_a_workbook_has_one_row_a_change_with_its_marks():
    comparison, title = example()
    sheet = load_workbook(io.BytesIO(comparison_xlsx(comparison, title)), rich_text=True).worksheets[0]

    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    labels = [row[3] for row in rows]
    assert [cell.value for cell in sheet[1]] == [
        "区分",
        "名称",
        "異同",
        "項目",
        "旧　2019（令和元）年度版",
        "新　2020（令和2）年度版",
        "理由",
    ]
    assert all(change.label in labels for change in comparison.changes)
    (renamed,) = [row for row in rows if row[1] == "4 公衆無線LAN環境の充実" and row[3] == "題名"]
    assert isinstance(renamed[5], CellRichText)
    assert str(renamed[5]) == "公衆無線LAN環境の充実"
    assert sheet.freeze_panes == "C2"


def test_hostile_text_arrives_as_text_in_a_workbook():
    data = comparison_xlsx(hostile(), example()[1])
    book = load_workbook(io.BytesIO(data))

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    values = {str(cell.value).rstrip("\u200b") for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    assert {f"{text}改" for text in HOSTILE if text.isprintable()} <= values
    assert max(len(value.encode("utf-16-le")) // 2 for value in values) <= LONGEST_CELL
    assert sum(value.count("い。") for value in values) >= 10_000
    assert not [name for name in ZipFile(io.BytesIO(data)).namelist() if "externalLink" in name]


def test_hostile_text_arrives_as_text_in_word():
    text = texts_of_docx(comparison_docx(hostile(), example()[1]))

    assert all(f"{words}改" in text for words in HOSTILE if words.isprintable())
    assert "い。" * 10_000 in text


def test_hostile_text_arrives_as_text_in_the_pdf(tmp_path: Path):
    text = text_of_pdf(comparison_pdf(hostile(), example()[1]), tmp_path)

    for words in ("=1+1改", "*太字*_斜体_`code`$x$<label>@ref改", '#panic("x")改', "<script>alert(1)</script>改", "〓"):
        assert words in text


def test_the_new_side_can_stand_left():
    rows = load_workbook(io.BytesIO(comparison_xlsx(*example(), left=Left.NEW))).worksheets[0]

    assert [rows["E1"].value[0], rows["F1"].value[0]] == ["新", "旧"]


@pytest.mark.parametrize("render", [comparison_docx, comparison_xlsx, comparison_pdf])
def test_nothing_different_is_said_in_every_format(render, tmp_path: Path):
    data = render(Comparison(), example()[1])

    if render is comparison_pdf:
        said = text_of_pdf(data, tmp_path)
    elif render is comparison_docx:
        said = texts_of_docx(data)
    else:
        said = str(load_workbook(io.BytesIO(data)).worksheets[0]["A2"].value)
    assert "違いはありません" in said


def test_a_document_is_made_once_for_the_pair_it_compares(tmp_path: Path):
    comparison, title = example()
    kind = KINDS["comparison.xlsx"]
    first = kept_or_made(tmp_path, "132292", kind, comparison, title, left=Left.OLD)

    again = kept_or_made(tmp_path, "132292", kind, Comparison(), title, left=Left.OLD)
    other = kept_or_made(tmp_path, "132292", kind, Comparison(), replace(title, old_sha256="0" * 64), left=Left.OLD)

    assert again == first
    assert other != first


def test_a_row_of_the_workbook_is_as_high_as_its_text():
    comparison, title = example()
    sheet = load_workbook(io.BytesIO(comparison_xlsx(comparison, title))).worksheets[0]

    height = {row[0].row: sheet.row_dimensions[row[0].row].height for row in sheet["A2:G60"]}
    longest = {row[0].row: max(len(str(cell.value or "")) for cell in row) for row in sheet["A2:G60"]}
    shortest_row, longest_row = min(longest, key=longest.__getitem__), max(longest, key=longest.__getitem__)
    assert height[longest_row] > 3 * height[shortest_row]
