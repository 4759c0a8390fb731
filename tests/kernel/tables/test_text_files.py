from __future__ import annotations

import csv
import io
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.kernel.tables import Limits, NotATable, NoteKind, delimited, open_table
from hoshin.kernel.tables.source import Source

TABLE = "施設名,住所,電話\r\n市役所,本町一丁目,042-000-0000\r\nあおぞら図書館,さくら町,042-000-0001\r\n"
ROWS = [tuple(line.split(",")) for line in TABLE.splitlines()]


def opened(data: bytes, name: str = "表.csv", limits: Limits | None = None):
    return open_table(io.BytesIO(data), name, limits)


def rows_of(data: bytes):
    return list(opened(data).rows())


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp932", "cp932"),
        ("euc_jp", "euc_jp"),
        ("iso2022_jp", "iso2022_jp_ext"),
    ],
)
def test_text_is_read_in_every_encoding_that_offices_have_used(encoding, found):
    table = opened(TABLE.encode(encoding))

    assert (table.encoding, list(table.rows())) == (found, ROWS)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16"])
def test_a_character_across_two_pieces_of_a_big_file_is_one(encoding):
    text = "a," + "、".join("漢字仮名" for _ in range(9)) + "\n"
    data = ("x," + text * 12_000).encode(encoding)

    table = opened(data)

    assert table.encoding == encoding
    assert sum(1 for _ in table.rows()) == 12_000


@given(st.lists(st.text("あいうえおカキクケコ漢字住所、。", min_size=2, max_size=8), min_size=3, max_size=8))
def test_shift_jis_and_euc_are_never_taken_for_each_other(names):
    text = "".join(f"{name},の\n" for name in names)

    assert opened(text.encode("cp932")).encoding == "cp932"
    assert opened(text.encode("euc_jp")).encoding == "euc_jp"


def test_a_column_of_half_width_kana_stays_shift_jis():
    text = "名称,ｶﾅ\n青木図書館,ｱｵｷﾄｼｮｶﾝ\n緑公園,ﾐﾄﾞﾘｺｳｴﾝ\n"

    assert opened(text.encode("cp932")).encoding == "cp932"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_all_line_ends_part_rows(line_end):
    assert rows_of(TABLE.replace("\r\n", line_end).encode()) == ROWS


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_one_that_most_equal_rows_have(delimiter):
    table = opened(TABLE.replace(",", delimiter).encode())

    assert (table.delimiter, list(table.rows())) == (delimiter, ROWS)


def test_semicolons_within_cells_do_not_part_them():
    text = "名称,曜日\n" + "".join(f"施設{number},月;火;水;木;金;土;日\n" for number in range(5))

    assert opened(text.encode()).delimiter == ","


def test_a_quoted_cell_may_hold_newlines_commas_and_marks():
    data = '名称,説明\n甲,"一行目,\n""二""行目"\n乙,短い\n'

    assert rows_of(data.encode())[1:] == [("甲", '一行目,\n"二"行目'), ("乙", "短い")]


def test_blank_lines_keep_their_number():
    assert rows_of("甲,乙\n\n丙,丁\n".encode()) == [("甲", "乙"), (), ("丙", "丁")]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ('a,b\nc,d\ne,"f\ng,h\n', "3行目から始まる行"),
        ('a,b\nc,"d"x\n', "2行目から始まる行"),
        ('a,b\n"x\ny",z\nc,"d"x\n', "4行目から始まる行"),
    ],
)
def test_a_stray_quotation_mark_is_told_with_its_line(data, line):
    with pytest.raises(NotATable, match=line):
        opened(data.encode())


def test_what_is_odd_about_the_writing_is_noted():
    table = opened(TABLE.replace(",", "\t").encode("cp932"))

    assert [note.kind for note in table.notes] == [NoteKind.ENCODING, NoteKind.DELIMITER]
    assert not opened(TABLE.encode()).notes


def test_the_sheet_can_be_read_again_and_two_readings_do_not_disturb_each_other():
    table = opened(TABLE.encode())

    together = list(zip(table.rows(), table.rows(), strict=True))

    assert together == [(row, row) for row in ROWS]
    assert table.row_counts == {"表": 3}
    assert table.head(count=2) == ROWS[:2]


def test_a_path_is_read_like_an_open_file(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes(TABLE.encode("cp932"))

    assert list(open_table(path, path.name).rows()) == ROWS


def test_a_character_that_fits_no_encoding_is_told_with_its_line():
    data = "甲,乙\n丙,丁\n".encode("cp932") * 3 + b"a,\x81\n\xff\xff"

    with pytest.raises(NotATable, match=r"[78]行目付近"):
        opened(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "表が見つかりません"),
        ("見出しだけの文\n二行目\n".encode(), "表が見つかりません"),
        (b"a,b\n\x00,c\n", "文字のファイルではありません"),
        ("a,b\n\x00,c\n".encode("utf-16"), "文字のファイルではありません"),
        (b"<html><body>a,b\n", "HTML・SVG・XML"),
        (b'\xef\xbb\xbf \n<svg xmlns="a,b">\n', "HTML・SVG・XML"),
        (b'<?xml version="1.0"?>', "HTML・SVG・XML"),
        (b'[{"a": 1, "b": 2}]', "JSON"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "古い形式"),
        (b"\x1f\x8b\x08", "圧縮された"),
        (b"Rar!\x1a\x07", "圧縮された"),
        (",".join("x" * 10_000).encode(), "1,000列まで"),
        (b"a,b\n" * 11, "10行"),
        (b"a,b\n" + b"c," + b"d" * 101 + b"\n", "2行目 B列: 文字が多すぎます"),
        (b"a,b\n" * 3 + b"x" * 4_300_000, "4行目が長すぎます"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(data, said):
    limits = Limits(rows=10, longest_cell=100) if b"a,b\n" in data else Limits()
    with pytest.raises(NotATable, match=said):
        opened(data, limits=limits)


def test_a_file_that_is_too_big_is_not_read():
    with pytest.raises(NotATable, match="1MBまで"):
        opened(b"a,b\n" * 300_000, limits=Limits(text_bytes=1024 * 1024))


@example(b'a,b\n"')
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_refused(data):
    try:
        table = opened(data)
    except NotATable:
        return
    assert sum(1 for _ in table.rows()) == table.row_counts["表"]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_what_a_spreadsheet_writes_is_read_back(rows):
    width = max(len(row) for row in rows)
    table = [tuple(["見出し"] * width)] * 6 + [tuple(row + [""] * (width - len(row))) for row in rows]
    text = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in table)

    assert rows_of(text.encode()) == table


def read_by_one_reader(text: str, limits: Limits) -> list[tuple[str, ...]] | int:
    """The rows, or the number of the first row that is refused: what reading in pieces has to come to."""
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            is_longer = any(len(cell) > limits.longest_cell for cell in row)
            if is_longer or len(row) > limits.columns or len(rows) == limits.rows:
                return len(rows)
            rows.append(tuple(row))
    except csv.Error:
        return len(rows)
    return rows


def read_in_pieces(text: str, limits: Limits) -> list[tuple[str, ...]] | int:
    file = delimited.Delimited(Source(io.BytesIO(text.encode())), limits, "utf-8", ",")
    rows: list[tuple[str, ...]] = []
    try:
        rows.extend(file.rows())
    except NotATable:
        assert_refused_alike(file)
        return len(rows)
    assert file.count() == len(rows)
    return rows


def assert_refused_alike(file: delimited.Delimited) -> None:
    said = []
    for read in (file.count, lambda: list(file.rows())):
        with pytest.raises(NotATable) as refusal:
            read()
        said.append(str(refusal.value))
    assert said[0] == said[1]


CELL = st.text('ab漢,;"\r\n', max_size=5)
QUOTED = CELL.map(lambda cell: '"' + cell.replace('"', '""') + '"')
LINES = st.lists(
    st.tuples(
        st.lists(st.text("ab漢; ", max_size=7) | QUOTED, max_size=4).map(",".join), st.sampled_from(["\n", "\r\n"])
    )
).map(lambda lines: "".join(line + end for line, end in lines))


@example(text='a\n"b', piece=1)
@example(text='a,"b\n"\r\nc', piece=4)
@example(text="a\r\nb", piece=2)
@given(text=LINES | st.text('ab漢,"\r\n', max_size=30), piece=st.integers(1, 40))
def test_rows_are_the_same_however_long_the_pieces_are_in_which_a_file_is_read(text, piece):
    limits = Limits(rows=8, columns=3, longest_cell=6)

    with mock.patch.object(delimited, "_PIECE", piece):
        found = read_in_pieces(text, limits)

    assert found == read_by_one_reader(text, limits)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n"x\ny",z\nc,"d"x\n', "4行目から始まる行"),
        ('a,b\n"x\ny",z\nc,"d\n', "4行目から始まる行"),
        ("a,b\n" * 9, "8行"),
        ("a,b\nc,d\n1,2,3,4\n", "3列まで"),
        ('a,b\n"x\ny",z\nc,dddddddd\n', "3行目 B列: 文字が多すぎます"),
    ],
)
@pytest.mark.parametrize("piece", [1, 5, 1000])
def test_a_refusal_names_the_same_place_however_long_the_pieces_are(text, said, piece):
    limits = Limits(rows=8, columns=3, longest_cell=6)
    file = delimited.Delimited(Source(io.BytesIO(text.encode())), limits, "utf-8", ",")

    with mock.patch.object(delimited, "_PIECE", piece), pytest.raises(NotATable, match=said):
        file.count()


def test_a_line_that_never_ends_is_refused_also_where_its_cells_are_short():
    line = ",".join(['"x"'] * 900 + ['"' + "y" * 5_000 + '"'] * 900)

    with pytest.raises(NotATable, match="2行目が長すぎます"):
        opened(f"a,b\n{line}".encode(), limits=Limits(columns=5_000))
