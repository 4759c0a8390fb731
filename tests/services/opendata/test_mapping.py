from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.examining import examine, release_columns, treated_rows
from hoshin.services.opendata.rules.mapping import (
    check_choice,
    columns_for,
    columns_of_own,
    propose,
)
from hoshin.services.opendata.rules.shapes import ColumnChoice, FieldType, Standard, Treatment
from hoshin.services.opendata.rules.standards import newest, standard, standards, to_v3

ALL = pytest.mark.parametrize("one", standards(), ids=lambda one: f"{one.key}-{one.version}")
AED_OF_SAITAMA = ["施設名等", "設置場所", "区", "所在地", "緯度", "経度"]


def headers(one: Standard) -> list[str]:
    return [field.name for field in one.fields]


@ALL
def test_the_headers_of_a_definition_are_recognised_as_its_own(one: Standard) -> None:
    found = propose(headers(one), [], standards(), hint=f"132292_{one.key}.csv")

    assert (found.standard, found.recognised) == (newest(one.key), one)
    assert found.alternatives == () or found.alternatives[0].score < found.score


@ALL
def test_the_headers_of_a_published_definition_map_to_themselves(one: Standard) -> None:
    if one != newest(one.key):
        return

    columns = columns_for(one, headers(one), [], standards())

    assert [column.name for column in columns] == headers(one)
    assert not any(column.is_guess for column in columns)
    assert check_choice(columns, one) == ()


@ALL
def test_an_older_table_gets_the_newer_names(one: Standard) -> None:
    conversion = to_v3(one)
    if conversion is None:
        return

    columns = {column.header: column.name for column in columns_for(conversion.after, headers(one), [], standards())}

    assert {here: columns[here] for here in conversion.renames} == dict(conversion.renames)


def test_headers_are_recognised_however_they_are_spelt() -> None:
    spelt = [
        "都道府県コ―ド又は\n市区町村コ―ド",  # U+2015 for ー, as a city published it
        "ＮＯ",
        "名　称",
        "名称_ｶﾅ",
        "所在地_連結標記",
        "建物名等（方書）",
        "緯度 ",
        "経度",
        "設置箇所",
        "小児対応機器設備の有無",
    ]

    found = propose(spelt, [], standards())

    assert found.standard == newest("aed")
    assert [column.name for column in found.columns] == [
        "全国地方公共団体コード",
        "ID",
        "名称",
        "名称_カナ",
        "所在地_連結表記",
        "建物名等(方書)",
        "緯度",
        "経度",
        "設置位置",
        "小児対応設備の有無",
    ]
    assert [column.header for column in found.columns if column.is_guess] == [
        "所在地_連結標記",
        "設置箇所",
        "小児対応機器設備の有無",
    ]
    assert all(column.reason for column in found.columns)


def test_a_prefix_that_all_columns_have_is_looked_through() -> None:
    prefixed = [f"ごみの分別方法_{name}" for name in headers(standard("garbage_separation", "v3"))]

    found = propose(prefixed, [], standards())

    assert found.standard == newest("garbage_separation")
    assert [column.name for column in found.columns] == headers(newest("garbage_separation"))
    assert "「ごみの分別方法_」" in found.columns[3].reason


def test_the_name_of_the_file_decides_what_headers_leave_open() -> None:
    assert propose(AED_OF_SAITAMA, [], standards()).standard is None
    assert propose(AED_OF_SAITAMA, [], standards(), hint="【さいたま市】AED設置場所一覧.csv").standard == newest("aed")


def test_columns_that_all_kinds_of_places_have_make_no_standard() -> None:
    common = ["NO", "都道府県名", "市区町村名", "名称", "名称_カナ", "住所", "方書", "緯度", "経度", "電話番号", "備考"]

    found = propose(common, [], standards())

    assert found.standard is None
    assert [column.name for column in found.columns] == common


def test_columns_that_the_standard_does_not_know_are_kept() -> None:
    found = propose([*headers(newest("tourism")), "休業日", ""], [["x"] * 31 + [""]], standards())

    assert [(column.name, column.type) for column in found.columns[-2:]] == [
        ("休業日", FieldType.STRING),
        ("", FieldType.STRING),
    ]
    assert "定義にない列" in found.columns[-2].reason


def test_of_two_columns_that_mean_the_same_the_surer_one_has_the_name() -> None:
    columns = columns_for(newest("fire_hydrant"), ["住所", "所在地_連結表記", "種別"], [], standards())

    assert [column.name for column in columns] == ["住所", "所在地_連結表記", "種別"]


def test_columns_of_an_own_format_have_names_of_their_own() -> None:
    columns = columns_of_own(["ID", "ID2", "ID", "", "面積\n（㎡）"], [["1", "2", "3", "4", "5"]])

    assert [column.name for column in columns] == ["ID", "ID2", "ID_3", "列4", "面積 （㎡）"]
    assert check_choice(columns, None) == ()


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("緯度", ["34.866918", "34.87"], FieldType.LATITUDE),
        ("経度", ["138.32", ""], FieldType.LONGITUDE),
        ("市区町村コード", ["132292", "132021"], FieldType.CODE),
        ("電話番号", ["042-464-1311", "（042）464-1311"], FieldType.PHONE),
        ("供用開始年", ["1961", "1970"], FieldType.INTEGER),
        ("面積（㎡）", ["32,500 ", "１２０"], FieldType.INTEGER),
        ("面積", ["32.5", "120"], FieldType.NUMBER),
        ("整理番号", ["12", "13"], FieldType.STRING),
        ("ID", ["12", "13"], FieldType.STRING),
        ("No.", ["1", "2"], FieldType.STRING),
        ("NOx濃度", ["12", "13"], FieldType.INTEGER),
        ("記号", ["0012", "0013"], FieldType.STRING),
        ("濃度", ["0.5", "12"], FieldType.NUMBER),
        ("開館日", ["2026-04-01", "令和8年5月1日"], FieldType.DATE),
        ("指定年月日", ["20200401"], FieldType.DATE),
        ("数", ["20200401"], FieldType.INTEGER),
        ("開始", ["9:00", "10:30"], FieldType.TIME),
        ("リンク", ["https://www.example.jp/"], FieldType.URL),
        ("人数", ["12", "不明"], FieldType.STRING),
        ("料金", ["550円", "300円"], FieldType.STRING),
        ("備考", ["", " "], FieldType.STRING),
    ],
)
def test_the_cells_say_what_kind_of_column_it_is(header: str, cells: list[str], expected: FieldType) -> None:
    (column,) = columns_of_own([header], [[cell] for cell in cells])

    assert column.type is expected


def test_two_columns_cannot_become_one() -> None:
    columns = [ColumnChoice(0, "A", "名称"), ColumnChoice(1, "B", "名　称")]

    assert [finding.rule for finding in check_choice(columns, None)] == ["mapping.twice", "mapping.twice"]


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ([ColumnChoice(0, "A", "")], "mapping.none"),
        ([ColumnChoice(0, "A", "a\nb")], "mapping.name"),
        ([ColumnChoice(0, "A", "a" * 101)], "mapping.name"),
        ([ColumnChoice(0, "A", "緯度", FieldType.STRING)], "mapping.type"),
        ([ColumnChoice(0, "A", "名称"), ColumnChoice(0, "A", "備考")], "mapping.place"),
    ],
)
def test_a_choice_that_makes_no_table_is_refused(columns: list[ColumnChoice], rule: str) -> None:
    assert {finding.rule for finding in check_choice(columns, newest("aed"))} == {rule}


@given(st.lists(st.one_of(st.sampled_from(AED_OF_SAITAMA), st.text(max_size=12)), max_size=12), st.text(max_size=20))
def test_whatever_the_headers_are_a_proposal_can_be_taken(names: list[str], hint: str) -> None:
    found = propose(names, [["1"] * len(names)], standards(), hint=hint)

    assert [column.index for column in found.columns] == list(range(len(names)))
    kept = [normalise(column.name) or column.name for column in found.columns if column.name]
    assert len(set(kept)) == len(kept)
    refused = {finding.rule for finding in check_choice(found.columns, found.standard)}
    assert refused <= ({"mapping.none"} if not kept else set())


PUBLISHED = {
    "222127_aed.csv": ("aed", "v1"),
    "222127_evacuation_space.csv": ("evacuation_space", "v1"),
    "222127_preschool.csv": ("preschool", "v1"),
    "222127_public_wireless_lan.csv": ("public_wireless_lan", "v1"),
    "222127_tourism.csv": ("tourism", "v1"),
    "222127_library.csv": ("public_facility", "v1"),
    "222127_fire_hydrant.csv": ("fire_hydrant", "v3"),
    "222127_public_toilet.csv": ("public_toilet", "v3"),
    "222127_hinannjo.csv": None,
    "222127_kyuugosho.csv": None,
    "222127_park_info.csv": None,
}
HEADERS_OF_CITIES = Path(__file__).parent / "headers_of_cities.csv"


def published_headers() -> dict[str, list[str]]:
    lines = HEADERS_OF_CITIES.read_text(encoding="utf-8").splitlines()
    return {name: rest.split(",") for name, rest in (line.split("\t") for line in lines)}


@pytest.mark.parametrize(("name", "expected"), PUBLISHED.items())
def test_the_headers_of_a_published_file_are_recognised(name: str, expected: tuple[str, str] | None) -> None:
    for hint in ("", name):
        found = propose(published_headers()[name], [], standards(), hint=hint)

        assert (found.recognised and (found.recognised.key, found.recognised.version)) == expected


def test_prefecture_and_city_of_an_older_table_are_written_together() -> None:
    names = published_headers()["222127_aed.csv"]

    found = propose(names, [], standards())

    shared = [(column.header, column.name) for column in found.columns if column.name == "地方公共団体名"]
    assert shared == [("都道府県名", "地方公共団体名"), ("市区町村名", "地方公共団体名")]
    assert check_choice(found.columns, found.standard) == ()


def test_they_are_kept_apart_where_they_stand_the_other_way_round() -> None:
    columns = columns_for(newest("fire_hydrant"), ["市区町村名", "都道府県名", "種別", "口径"], [], standards())

    assert [column.name for column in columns] == ["市区町村名", "都道府県名", "種別", "口径"]


def test_a_release_of_an_older_table_has_both_in_one_cell() -> None:
    standard_of_release = newest("fire_hydrant")
    columns = columns_for(standard_of_release, ["都道府県名", "市区町村名", "種別"], [], standards())
    treatment = Treatment(columns=columns, standard="fire_hydrant")
    rows = [("都道府県名", "市区町村名", "種別"), ("静岡県", "焼津市", "消火栓"), ("", "焼津市", "プール")]

    names = [column.name for column in release_columns(treatment, standard_of_release)]
    first, second = treated_rows(rows, treatment, standard_of_release)

    assert dict(zip(names, first, strict=True))["地方公共団体名"] == "静岡県焼津市"
    assert dict(zip(names, second, strict=True))["地方公共団体名"] == "焼津市"
    assert examine(rows, treatment, standard_of_release).finding_counts.get("header.twice") is None
