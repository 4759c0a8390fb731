from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings

from hoshin.publishing.rules.document import EditionDoc, ItemDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.tables import INDICATORS_HEADER, INITIATIVES_HEADER, indicators_csv, initiatives_csv
from tests.publishing.folders import GOOD, write
from tests.publishing.strategies import folders

CARD = "2020/items/02-card.yaml"


def rows_of(table: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def edition_with(title: str) -> EditionDoc:
    return EditionDoc(year=2020, title="x", levels=("取組",), items=(ItemDoc(key="a", number="1", title=title),))


def test_initiatives_have_names_in_place_of_keys(tmp_path):
    folder = read_folder(write(tmp_path, GOOD))

    header, card, survey = rows_of(initiatives_csv(folder.editions[0], folder.departments))

    assert ",".join(header) == "edition,no,title,departments,stage,directions,drivers"
    assert card == [
        "2020",
        "1-1",
        "個人番号カードの普及促進",
        "市民課|情報推進課",
        "導入実行",
        "みんなでつくるまちづくり",
        "国・都の情報政策：カードの普及|技術動向：⑥（参照先不明）",
    ]
    assert survey[2:] == ["新たな技術の調査・研究", "", "調査研究", "", ""]


def test_indicators_have_a_row_for_each_actual_and_target(tmp_path):
    header, *rows = rows_of(indicators_csv(read_folder(write(tmp_path, GOOD)).editions[0]))

    assert ",".join(header) == "edition,no,initiative,indicator,series,unit,kind,period,amount,text,as_of,status"
    assert [row[4:] for row in rows] == [
        ["窓口", "枚", "actual", "2020-02-29", "42678", "", "2020-02-29", "confirmed"],
        ["", "枚", "target", "FY2020", "97056", "", "", ""],
        ["", "枚", "target", "FY2023", "202904", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("value", "amount", "text"),
    [
        ("集計中", "", "集計中"),
        ("—", "", "対象外"),
        ("", "", "記載なし"),
        ("全部署での運用", "", "全部署での運用"),
        ("90枚以上", "90", "90枚以上"),
        ("0枚", "0", ""),
        ("△2,700枚", "-2700", ""),
        ("1.50枚", "1.50", ""),
    ],
)
def test_a_value_is_a_number_or_words_and_an_absence_never_zero(tmp_path, value, amount, text):
    files = GOOD | {CARD: GOOD[CARD].replace("value: 42,678枚", f"value: {value}")}

    actual = rows_of(indicators_csv(read_folder(write(tmp_path, files)).editions[0]))[1]

    assert actual[8:10] == [amount, text]


def test_the_bytes_are_what_spreadsheets_need():
    table = initiatives_csv(edition_with('改行\t"引用"'), ())

    assert table.startswith(b"\xef\xbb\xbfedition,")
    assert table.endswith(b"\r\n")
    assert '"改行\t""引用"""'.encode() in table


@pytest.mark.parametrize("title", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\ta", "＝1+1", "－A1"])
def test_a_cell_that_looks_like_a_formula_is_made_harmless(title):
    assert rows_of(initiatives_csv(edition_with(title), ()))[1][2] == f"'{title}"


@pytest.mark.parametrize("title", ["-5", "-1.5", "a=b", "1-1"])
def test_a_number_stays_a_number(title):
    assert rows_of(initiatives_csv(edition_with(title), ()))[1][2] == title


def test_the_joining_sign_inside_a_name_becomes_another_one(tmp_path):
    files = GOOD | {"departments.yaml": GOOD["departments.yaml"].replace("市民課", "市民|課")}
    folder = read_folder(write(tmp_path, files))

    assert rows_of(initiatives_csv(folder.editions[0], folder.departments))[1][3] == "市民｜課|情報推進課"


def test_a_repost_is_counted_once(tmp_path):
    repost = "key: card-again\nnumber: 1-1\ntitle: 個人番号カードの普及促進\nparent: goal\nrepost_of: card\n"
    folder = read_folder(write(tmp_path, GOOD | {"2020/items/04-again.yaml": repost}))

    titles = [row[2] for row in rows_of(initiatives_csv(folder.editions[0], folder.departments))]

    assert titles.count("個人番号カードの普及促進") == 1


@given(folder=folders())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_table_reads_back_with_all_its_columns(folder: PolicyFolder):
    for edition in folder.editions:
        indicators = rows_of(indicators_csv(edition))
        initiatives = rows_of(initiatives_csv(edition, folder.departments))

        assert {len(row) for row in indicators} == {len(INDICATORS_HEADER)}
        assert {len(row) for row in initiatives} == {len(INITIATIVES_HEADER)}
        assert len(initiatives) == 1 + sum(item.initiative for item in edition.items)
