from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from hoshin.kernel.tables import Grid, NotATable
from hoshin.publishing.rules.importing.files import MOST_BYTES, read_grids
from tests.publishing.imported import TSV, table_of


def xlsx(fill=lambda sheet: None) -> bytes:
    book = Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the archive with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_text_is_read_in_the_encodings_of_offices(encoding):
    text = TSV.replace("—", "-") if encoding == "cp932" else TSV

    assert table_of(text.encode(encoding)).labels == table_of(TSV).labels


def test_a_table_is_found_below_other_lines_and_ends_before_them():
    table = table_of(TSV)

    assert (table.first_header, table.first_row, table.last_row) == (2, 4, 9)


def test_commas_and_quotes_are_read_as_spreadsheets_write_them():
    data = 'No,取組名,所管課\r\n1,"駅前,の\n画面",市民課\r\n'

    assert [cell.text for cell in read_grids(data.encode())[0].rows[1]] == ["1", "駅前,の\n画面", "市民課"]


def test_merged_cells_formulas_and_formats_of_a_workbook_are_seen():
    def fill(sheet):
        sheet.append(["No", "取組名", "目標", None])
        sheet.merge_cells("C1:D1")
        sheet.append([1, "画面", "=1+1", 0.5])
        sheet["D2"].number_format = "0%"
        sheet.append([2, "窓口", 15, None])
        sheet["C3"].number_format = '#,##0"件"'

    grid = read_grids(xlsx(fill))[0]

    assert (grid.cell(0, 3).text, grid.cell(0, 3).is_merged) == ("目標", True)
    assert grid.cell(1, 2).is_formula
    assert grid.cell(1, 3).text == "50%"
    assert grid.cell(2, 2).text == "15件"


def bomb() -> bytes:
    return repacked(xlsx(), {"xl/media/bomb.xml": b" " * (31 * 1024 * 1024)})


def with_sheet(more: bytes) -> bytes:
    data = xlsx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    return repacked(data, {"xl/worksheets/sheet1.xml": sheet.replace(b"</worksheet>", more + b"</worksheet>")})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "大きすぎます"),
        (bomb(), "中身が大きすぎます"),
        (b"PK\x03\x04" + b"x" * 100, "読めません"),
        (b"\xd0\xcf\x11\xe0rest", "古い形式"),
        (b"%PDF-1.7", "PDF"),
        (b"a\tb\x00c", "文字のファイルではありません"),
        (b"\x81\xff\xfe\x81", "文字コードが分かりません"),
        (b"only one column\nof text\n", "表が見つかりません"),
        (repacked(xlsx(), {"xl/vbaProject.bin": b"x"}), "マクロ"),
        (repacked(xlsx(), {"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "安全に読めない"),
        (with_sheet(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "大きすぎます"),
        (xlsx(lambda sheet: sheet.cell(1, 10_000, "x")), "列まで"),
        (xlsx(lambda sheet: sheet.cell(6_000, 1, "x")), "行"),
        (("\t".join("x" * 10_000) + "\n").encode(), "列まで"),
        ("No\t取組名\n1\t1234 5678 9018\n".encode(), "個人番号"),
        ("No\t取組名\n1\t\u202e名前\n".encode(), "制御文字"),
        (("No\t取組名\n1\t" + "長" * 20_001 + "\n").encode(), "20,000字まで"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_taken_are_refused_with_the_reason(data, said):
    with pytest.raises(NotATable, match=said):
        read_grids(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_grid_or_refused(data):
    try:
        grids = read_grids(data)
    except NotATable:
        return
    assert [Grid.from_json(grid.to_json()) for grid in grids] == list(grids)


def test_a_file_without_such_a_table_says_what_a_table_needs():
    with pytest.raises(NotATable, match="見出しの行"):
        table_of("名前\t住所\n甲\t乙\n丙\t丁\n")
