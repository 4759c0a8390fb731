from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.tables import open_table
from hoshin.services.opendata.rules.header import find_end, find_header, header_names

PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "published"

DATA = [
    ["市役所", "本町1-1", "35.7", "139.4"],
    ["図書館", "緑町2-2", "35.8", "139.5"],
    ["体育館", "南町3-3", "35.9", "139.6"],
]
HEADER = ["施設名", "住所", "緯度", "経度"]


def names_of(*header: list[str]) -> tuple[str, ...]:
    rows = [*header, *DATA]
    found = find_header(rows)
    assert (found.first_row, found.header_rows) == (0, len(header))
    return header_names(rows[: found.header_rows])


def test_a_header_in_the_first_row_is_found():
    found = find_header([HEADER, *DATA])

    assert (found.first_row, found.header_rows, found.titles) == (0, 1, ())


@pytest.mark.parametrize(
    ("above", "titles"),
    [
        ([["公共施設一覧", "", "", ""], ["", "", "", "令和8年4月1日現在"]], ("公共施設一覧", "令和8年4月1日現在")),
        ([["公共施設一覧"] * 4, []], ("公共施設一覧",)),  # a merged title
        ([["# どこかの市の表"]], ("# どこかの市の表",)),
        ([["公共施設一覧", "", "", "令和8年4月1日現在"]], ("公共施設一覧 令和8年4月1日現在",)),
        ([[], [""], ["　", ""]], ()),
    ],
)
def test_titles_comments_and_blank_rows_above_are_told_apart(above, titles):
    found = find_header([*above, HEADER, *DATA])

    assert (found.first_row, found.header_rows, found.titles) == (len(above), 1, titles)


def test_the_row_with_the_known_names_is_the_header_whatever_stands_above():
    group = ["基本情報", "場所", "座標の値", "測地系"]

    found = find_header([group, ["名称", "所在地_連結表記", "緯 度", "経度"], *DATA], {"名称", "緯度", "経度"})

    assert found.first_row + found.header_rows == 2
    assert "2行目に、標準の項目名が3個" in found.reason


@pytest.mark.parametrize(
    "header",
    [
        (["施設名", "住所", "位置", ""], ["", "", "緯度", "経度"]),
        (["施設名", "住所", "位置", "位置"], ["施設名", "住所", "緯度", "経度"]),  # merged, as a workbook is read
    ],
)
def test_lines_of_a_header_are_joined_from_top_to_bottom(header):
    assert names_of(*header) == ("施設名", "住所", "位置_緯度", "位置_経度")


def test_a_line_of_units_belongs_to_the_header():
    assert names_of(HEADER, ["", "", "（度）", "（度）"]) == ("施設名", "住所", "緯度_（度）", "経度_（度）")


def test_years_are_names_of_columns():
    rows = [["地区", "2024", "令和7年度", "R8"], ["東", "1", "2", "3"], ["西", "4", "5", "6"]]

    assert find_header(rows).header_rows == 1


def test_a_file_that_begins_with_data_has_no_header():
    found = find_header(DATA)

    assert (found.first_row, found.header_rows) == (0, 0)
    assert header_names([], width=4) == ("列1", "列2", "列3", "列4")


def test_names_are_never_empty_or_equal_and_carry_no_layout():
    header = [["名称", " 名称 ", "", "三次\n救急", "自　然", "Opening Hours", "名称_2"]]

    assert header_names(header) == ("名称", "名称_2", "列3", "三次救急", "自然", "Opening Hours", "名称_2_2")


@pytest.mark.parametrize(
    "below",
    [
        [["※ 開館時間は変わることがあります。"]],
        [[], ["出典：施設課", "", "", ""]],
        [["バージョン表記：3.0", "", "", ""]],
        [["", "注1 休館日を除く", "", ""]],
        [[], ["この表は施設課が作ったものです"]],
        [["この表についてのお問い合わせは、施設管理課までお願いします。"] * 4],
        [["", "", "", ""], []],
    ],
)
def test_what_stands_below_the_table_is_not_data(below):
    end = find_end([HEADER, *DATA, *below], 1)

    assert end.last_row == 3
    assert [one.row for one in end.left_out] == [4 + number for number, row in enumerate(below) if any(row)]


def test_a_total_at_the_end_is_left_out_and_one_in_the_middle_is_told():
    rows = [HEADER, DATA[0], ["小　計", "", "1", "1"], *DATA[1:], ["合計", "3施設", "4", "5"]]

    end = find_end(rows, 1)

    assert (end.last_row, end.total_rows) == (4, (2,))
    assert [(one.row, one.is_total) for one in end.left_out] == [(5, True)]


@pytest.mark.parametrize(
    "row", [["※印の店", "本町4-4", "35.1", "139.1"], ["", "名だけの施設", "", ""], ["合同庁舎", "", "", ""]]
)
def test_a_row_that_may_be_data_stays(row):
    assert find_end([HEADER, *DATA, row], 1).last_row == 4


def test_headings_between_the_rows_are_told():
    rows = [HEADER, ["＜北地区＞", "", "", ""], *DATA, ["＜南地区＞"], *DATA]

    assert find_end(rows, 1).section_rows == (1, 5)


def test_a_table_of_totals_alone_is_a_table():
    assert find_end([["区分", "数"], ["合計", "3"]], 1).last_row == 1


def test_a_header_alone_has_no_data():
    assert find_end([HEADER, [], ["※ 準備中"]], 1).last_row is None


cells = st.lists(st.text("名数0１-※注（）合計 \n", max_size=6), max_size=5)


@given(st.lists(cells, max_size=9))
def test_any_rows_have_a_header_and_an_end_within_them(rows):
    found = find_header(rows)
    names = header_names(rows[found.first_row : found.first_row + found.header_rows], width=3)
    end = find_end(rows, found.first_row + found.header_rows)

    assert 0 <= found.first_row <= found.first_row + found.header_rows <= max(len(rows), 0)
    assert len(set(names)) == len(names) >= 3
    assert all(names)
    assert end.last_row is None or found.first_row + found.header_rows <= end.last_row < len(rows)


# Where a person sees the header begin, of how many rows it is, which row is the last with data: counted from 0.
# Every other file has its header in row 0 and data to its end.
EXPECTED = {
    "kyotenbyoinlist20220101.csv": (2, 1, 87),
    "ma030000.csv": (6, 3, 79),
    "yanai_tourism_sjis.csv": (1, 1, 19),
    "国立博物館展示催事.csv": (2, 1, 7),
    "onsen.csv": (0, 1, 7),
}


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not at hand")
def test_published_files_are_read_as_a_person_reads_them():
    for path in chain(PUBLISHED.rglob("*.csv"), PUBLISHED.rglob("*.txt"), PUBLISHED.rglob("*.xlsx")):
        table = open_table(path, path.name)
        sheet = table.sheets[0]
        found = find_header(table.head(sheet))
        end = find_end(table.rows(sheet), found.first_row + found.header_rows)
        expected = EXPECTED.get(path.name, (0, 1, table.row_counts[sheet] - 1))

        assert (found.first_row, found.header_rows, end.last_row) == expected, path.name


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not at hand")
def test_a_statistical_table_with_three_lines_of_header_gets_names_that_say_what_they_are():
    table = open_table(PUBLISHED / "tablelinker_samples" / "ma030000.csv", "ma030000.csv")

    names = header_names(table.head()[6:9])

    assert names[0] == "列1"
    assert names[4:8] == ("（再掲）_乳児死亡数", "（再掲）_新生児_死亡数", "自然_増減数", "死産数_総数")
