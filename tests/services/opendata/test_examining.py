from __future__ import annotations

import json
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hoshin.services.opendata.rules.checking import Repeats, Spread, checker
from hoshin.services.opendata.rules.examining import CityFacts, examine, reading, release_columns, treated_rows
from hoshin.services.opendata.rules.examining.columns import compile_columns
from hoshin.services.opendata.rules.examining.screening import _GOOD
from hoshin.services.opendata.rules.mending import RULES
from hoshin.services.opendata.rules.shapes import (
    ColumnChoice,
    Field,
    FieldType,
    Level,
    Need,
    Report,
    Standard,
    Treatment,
)

CITY = CityFacts("132292", "西東京市")
SHELTERS = Standard(
    "shelter",
    "v3",
    "03",
    "避難場所一覧",
    (
        Field("全国地方公共団体コード", FieldType.CODE, Need.RECOMMENDED),
        Field("ID", FieldType.STRING, Need.RECOMMENDED),
        Field("名称", FieldType.STRING, Need.REQUIRED),
        Field("緯度", FieldType.LATITUDE),
        Field("経度", FieldType.LONGITUDE),
        Field("災害種別_洪水", FieldType.FLAG, Need.REQUIRED, values=("1", "")),
        Field("開始日", FieldType.DATE),
        Field("終了日", FieldType.DATE),
        Field("備考", FieldType.STRING),
    ),
)
HEADER = ("コード", "番号", "名称", "緯度", "経度", "洪水", "開始日", "終了日")
ROW = ("132292", "1", "本庁舎", "35.725600", "139.538300", "1", "2020-04-01", "2021-03-31")
SURE = tuple(key for key, rule in RULES.items() if rule.is_sure)


def treatment(**changes) -> Treatment:
    names = [field.name for field in SHELTERS.fields]
    columns = tuple(ColumnChoice(index, header, names[index]) for index, header in enumerate(HEADER))
    return Treatment(**{"standard": "shelter", "columns": columns} | changes)


def row(**changes: str) -> tuple[str, ...]:
    values = dict(zip(("code", "id", "name", "north", "east", "flood", "begin", "end"), ROW, strict=True))
    return tuple((values | changes).values())


def report_on(*rows: tuple[str, ...], **changes) -> Report:
    return examine([HEADER, *rows], treatment(**changes), SHELTERS, city=CITY)


def released(*rows: tuple[str, ...], **changes) -> list[tuple[str, ...]]:
    return list(treated_rows([HEADER, *rows], treatment(**changes), SHELTERS, city=CITY))


def places(report: Report, rule: str) -> list[tuple[int | None, int | None]]:
    return [(finding.row, finding.column) for finding in report.findings if finding.rule == rule]


def test_a_table_as_the_definition_asks_has_nothing_wrong():
    report = report_on(ROW, row(id="2"))

    assert (report.rows, report.error_count, report.warning_count, report.standard_met) == (2, 0, 0, True)
    assert report.may_be_published


def test_nothing_is_mended_that_nobody_accepted():
    dirty = row(name="本庁舎　", begin="令和2年4月1日")

    report = report_on(dirty)

    assert released(dirty) == [(*dirty, "")]
    assert report.mending_counts == {"text.space": 1, "date.wareki": 1}
    assert places(report, "type.date") == [(1, 6)]


def test_accepted_rules_are_taken_and_the_finding_is_gone():
    dirty = row(begin="令和2年4月1日")

    report = report_on(dirty, accepted=("date.wareki",))

    assert report.error_count == 0
    assert report.mending_counts == {"date.wareki": 1}  # still told
    assert released(dirty, accepted=("date.wareki",))[0][6] == "2020-04-01"


def test_a_cell_can_be_refused_while_its_rule_is_accepted():
    rows = [row(begin="R2.4.1"), row(id="2", begin="R2.4.1")]
    choice = {"accepted": ("date.wareki",), "refused": ("date.wareki@2:6",)}

    assert [cells[6] for cells in released(*rows, **choice)] == ["2020-04-01", "R2.4.1"]
    assert places(report_on(*rows, **choice), "type.date") == [(2, 6)]


def test_what_a_person_entered_is_checked_and_mended_like_what_the_file_says():
    choice = {"entered": {"1:6": "令和2年4月1日"}, "accepted": ("date.wareki",)}

    assert released(row(begin="4月頃"), **choice)[0][6] == "2020-04-01"
    assert report_on(row(begin="2020-04-01"), entered={"1:6": "いつか"}).error_count == 1


def test_swapped_coordinates_change_places_together_or_not_at_all():
    swapped = row(north="139.538300", east="35.725600")
    rule = ("coordinates.swapped",)

    assert released(swapped, accepted=rule)[0][3:5] == ("35.725600", "139.538300")
    assert report_on(swapped, accepted=rule).error_count == 0
    assert released(swapped, accepted=rule, refused=("coordinates.swapped@1:4",))[0][3:5] == swapped[3:5]
    assert report_on(swapped).error_count == 1


def test_required_cells_may_not_be_blank_and_flags_may():
    report = report_on(row(name="", flood=""))

    assert places(report, "required") == [(1, 2)]
    assert report.error_count == 1
    assert report.standard_met is False


def test_a_required_column_that_the_file_lacks_is_an_error():
    report = report_on(ROW, columns=treatment().columns[:5])

    assert report.finding_counts["header.missing.required"] == 1
    assert not report.may_be_published


def test_rows_that_are_ragged_empty_or_there_twice_are_told():
    report = report_on(ROW, ("",) * 8, ROW[:6], (*row(id="3"), "余り"), row(id="1", name="別"))

    assert places(report, "row.empty") == [(2, None)]
    assert places(report, "row.short") == [(3, None)]
    assert places(report, "row.long") == [(4, 8)]
    assert places(report, "id.twice") == [(3, 1), (5, 1)]
    assert report.rows == 4


def test_empty_rows_and_what_stands_below_the_table_are_not_released():
    rows = [ROW, ("",) * 8, ("※ 注記", *("",) * 7)]

    assert len(released(*rows, last_row=2)) == 1


def test_an_end_before_its_beginning_is_told():
    assert places(report_on(row(end="2019-01-01")), "date.order") == [(1, 7)]


def test_a_point_far_from_all_others_is_told_and_an_island_is_not():
    rows = [row(id=str(number)) for number in range(60)]

    assert places(report_on(*rows, row(id="x", north="43.062100")), "coordinates.far") == [(61, 3)]
    island = [row(id=f"i{number}", north="33.112300", east="139.801000") for number in range(20)]
    assert places(report_on(*rows, *island), "coordinates.far") == []


def test_a_neighbours_code_is_a_warning():
    report = report_on(row(code="131032"))

    assert places(report, "code.city") == [(1, 0)]
    assert report.error_count == 0


def test_no_my_number_comes_into_a_report_by_any_way():
    number = "１２３４５６７８９０１８"
    report = report_on(row(id=number), row(id=number, name=f"{number}　", north=number), entered={"1:6": number})

    told = json.dumps(report.to_json(), ensure_ascii=False)
    assert number not in told
    assert "123456789018" not in told
    assert report.finding_counts["personal.my_number"] == 5


def test_numbers_that_a_spreadsheet_cut_cannot_be_restored():
    assert places(report_on(row(id="1.31E+11")), "value.exponent") == [(1, 1)]


def test_only_the_first_findings_of_a_rule_are_kept_and_all_are_counted():
    report = report_on(*(row(id=str(number), begin="4月頃") for number in range(5_000)))

    assert report.finding_counts["type.date"] == report.error_count == 5_000
    assert places(report, "type.date") == [(number, 6) for number in range(1, 201)]


def test_the_release_has_every_column_of_the_standard_in_its_order():
    shuffled = (ColumnChoice(1, "名", "名称"), ColumnChoice(0, "広さ", "広さ"))

    columns = release_columns(Treatment(columns=shuffled), SHELTERS)

    assert [column.name for column in columns] == [*(field.name for field in SHELTERS.fields), "広さ"]
    rows = [("広さ", "名"), ("12", "本庁舎")]
    assert list(treated_rows(rows, Treatment(columns=shuffled), SHELTERS)) == [
        ("", "", "本庁舎", "", "", "", "", "", "", "12")
    ]


def test_a_report_and_a_release_can_be_made_in_one_pass():
    rows: list[tuple[str, ...]] = []
    dirty = [row(begin="R2.4.1"), row(id="2", flood="○")]

    examine([HEADER, *dirty], treatment(accepted=SURE), SHELTERS, city=CITY, take=rows.extend)

    assert rows == released(*dirty, accepted=SURE)


def test_two_columns_of_one_name_are_written_together():
    columns = (ColumnChoice(0, "都道府県名", "地方公共団体名"), ColumnChoice(1, "市区町村名", "地方公共団体名"))
    rows = [("都道府県名", "市区町村名"), ("東京都", "西東京市")]

    assert list(treated_rows(rows, Treatment(columns=columns))) == [("東京都西東京市",)]


def test_columns_that_are_left_out_are_neither_checked_nor_released():
    columns = (ColumnChoice(0, "名称", "名称"), ColumnChoice(1, "氏名", ""))
    rows = [("名称", "氏名"), ("本庁舎", "123456789018")]

    assert examine(rows, Treatment(columns=columns)).error_count == 0
    assert list(treated_rows(rows, Treatment(columns=columns))) == [("本庁舎",)]


def test_questions_that_only_a_person_can_answer_are_said_to_be_such():
    questions = [finding for finding in report_on(ROW).findings if finding.needs_person]

    assert {"L1-02", "L3-08"} <= {finding.rule for finding in questions}
    assert all(finding.level is Level.ADVICE for finding in questions)


def test_spellings_side_by_side_are_told():
    columns = (ColumnChoice(0, "駐車場", "駐車場"),)
    rows = [("駐車場",), ("有",), ("あり",), ("無",)]

    assert places(examine(rows, Treatment(columns=columns)), "L2-04") == [(0, 0)]


DIRTY = st.sampled_from(
    [*ROW, "", " ", "令和2年4月1日", "○", "×", "13229", "４２", "35度43分32秒", "090-1234-5678", "㈱", "0"]
)


@given(st.lists(st.lists(DIRTY, min_size=6, max_size=9).map(tuple), max_size=12))
def test_the_same_file_has_the_same_report_and_a_report_survives_json(rows):
    first, second = (report_on(*rows, accepted=SURE) for _ in range(2))

    assert first == second
    assert Report.from_json(json.loads(json.dumps(first.to_json()))) == first


@given(st.lists(st.lists(DIRTY, min_size=8, max_size=8).map(tuple), max_size=12))
def test_a_release_has_nothing_sure_left_to_mend(rows):
    once = released(*rows, accepted=SURE)
    names = [column.name for column in release_columns(treatment(), SHELTERS)]
    again = Treatment(columns=tuple(ColumnChoice(index, name, name) for index, name in enumerate(names)))

    report = examine([tuple(names), *once], again, SHELTERS, city=CITY)

    assert [mending for mending in report.mendings if mending.is_sure] == []


@given(st.data())
def test_what_the_screen_passes_the_rules_have_nothing_to_say_of(data):
    field_type = data.draw(st.sampled_from(sorted(_GOOD, key=lambda one: one.value)))
    values = data.draw(st.lists(st.from_regex(_GOOD[field_type], fullmatch=True), min_size=60, max_size=80))
    (column,) = compile_columns([ColumnChoice(0, "x", "x", field_type)], None, accepted=frozenset(), city_code="")

    doubtful = set(column.screen.doubtful(values))

    for value in set(values) - doubtful:
        assert column.judge(value) is None


# Of such pieces everything is made that a rule looks for in text.
NUMBERS = [*"0134-ー()/、・, ", "090", "1234", "5678", "12345678", "03-"]
WORDS = ["同", "上", "じ", "く", "座", "普通", "々", "https://", "a.jp", "@", "gmail.com", "本庁舎", "1.31E+11"]
SIGNS = ["㈱", "ｶﾅ", "カナ", "#", "?", "\u3000", "\x1e", "\ud800"]
PIECES = st.lists(st.sampled_from([*NUMBERS, *WORDS, *SIGNS]), max_size=6).map("".join)


@pytest.mark.parametrize("field_type", list(FieldType))
@given(values=st.lists(PIECES, min_size=1, max_size=10))
@example(values=["同上"])
@example(values=["1-234、03-"])
@example(values=["0901234(5678"])
@example(values=["090)12345678"])
@example(values=["0901234ー-5678"])
def test_the_screen_stops_what_is_not_right(field_type, values):
    (column,) = compile_columns([ColumnChoice(0, "x", "x", field_type)], None, accepted=frozenset(), city_code="")
    values = values * 60

    assert {value for value in values if column.judge(value)} <= set(column.screen.doubtful(values))


@given(
    odd=st.lists(st.tuples(st.integers(0, 119), st.integers(0, 8), DIRTY | PIECES), max_size=30),
    accepted=st.sampled_from([(), SURE, tuple(RULES)]),
    refused=st.lists(st.sampled_from(["text.space@3:2", "flag.form@7:5", "coordinates.swapped@9:3"])),
)
def test_rows_that_are_looked_at_together_are_told_of_as_if_each_were_looked_at_alone(odd, accepted, refused):
    rows = [list(row(id=f"No{number}", name=f"避難所{number}")) for number in range(120)]
    for number, column, value in odd:
        rows[number][column:] = [value, *rows[number][column + 1 :]]
    table = [HEADER, *map(tuple, rows)]
    treated = treatment(accepted=accepted, refused=tuple(refused), entered={"5:2": "令和　", "6:5": "×"})

    found = []
    for at_once in (1, 50, 250):
        release: list[tuple[str, ...]] = []
        with mock.patch.object(reading, "_ROWS", at_once):
            found.append((examine(table, treated, SHELTERS, city=CITY, take=release.extend), release))

    assert found[0] == found[1] == found[2]
    in_the_order_of_the_file = replace(SHELTERS, fields=SHELTERS.fields[:8])
    assert list(treated_rows(table, treated, in_the_order_of_the_file, city=CITY)) == [cells[:8] for cells in release]


DEGREES = st.sampled_from(["35.7256", "35.8001", "26.2", "46", "46.01", "", "nan", "inf", "-inf", "x"])


@given(st.lists(st.tuples(DEGREES, st.sampled_from(["139.5383", "139.61", "154", "121.9", "", "nan"])), max_size=14))
@pytest.mark.parametrize("box", [None, (35.6, 139.4, 35.9, 139.6)])
def test_points_are_counted_alike_together_and_one_by_one(box, points):
    together, alone = Spread(box), Spread(box)
    points = [("35.7256", "139.5383")] * 7 + points

    together.add(range(7), *zip(*points[:7], strict=True))
    if points[7:]:
        together.add(range(7, len(points)), *zip(*points[7:], strict=True))
    for number, (north, east) in enumerate(points):
        alone._point(number, north, east) if north and east else alone.add([number], [north], [east])

    assert (list(together.far_rows()), together) == (list(alone.far_rows()), alone)


@given(st.lists(st.sampled_from("あいうえお") | st.just("")))
def test_repeats_are_those_that_stood_in_an_earlier_row(values):
    repeats = Repeats()
    repeats.add(range(len(values)), values)

    expected = [
        (number, value, values.index(value))
        for number, value in enumerate(values)
        if value and value in values[:number]
    ]
    assert [tuple(repeat) for repeat in repeats.found()] == expected


def test_own_formats_are_checked_by_the_types_that_were_chosen():
    check = checker(Field("電話", FieldType.PHONE))

    assert [complaint.rule for complaint in check("054-625-7320（代）")] == ["type.phone"]
    assert check("054-625-7320") == ()
