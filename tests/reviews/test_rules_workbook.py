from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from hoshin.kernel.quantity import parse_quantity
from hoshin.kernel.tables import Cell, Grid
from hoshin.reviews.rules.asking import COSTS, NEXT_PLAN, PROGRESS, SHORTFALLS, Asked
from hoshin.reviews.rules.content import ReportContent, StatedValue
from hoshin.reviews.rules.parts import WHOLE, differences, indicator_words, taking
from hoshin.reviews.rules.workbook import HELP_MARK, LABEL, Mark, Reading, Sheet, read_sheet, sheets_of
from tests.reviews.offline import (
    ASKED,
    CARDS,
    CONTENT,
    CONTENTS,
    MARK,
    MEN,
    row_of,
    sheet,
    with_cell,
)

EMPTY = ReportContent()
MY_NUMBER = "1234 5678 9018"
VALUE = "value:cards:"


def read(one: Sheet, current: ReportContent = CONTENT, asked: Asked = ASKED) -> Reading:
    return read_sheet(one, asked, current)


def merged(found: Reading, current: ReportContent, keys: set[str] | None = None) -> ReportContent:
    return taking(current, found.mine, found.bases if keys is None else keys, ASKED)


@given(CONTENTS, CONTENTS)
def test_what_was_written_is_read_and_nothing_else_changes(before: ReportContent, after: ReportContent) -> None:
    found = read(sheet(before, after), before)

    assert found.problems == ()
    assert merged(found, before) == after
    assert not any(one.is_conflict for one in differences(found.mine, before, found.bases, ASKED))


@given(CONTENTS, CONTENTS)
def test_a_sheet_that_nobody_filled_in_changes_nothing_whatever_happened_meanwhile(
    before: ReportContent, now: ReportContent
) -> None:
    found = read(sheet(before), now)

    assert (found.bases, found.problems) == ({}, ())
    assert merged(found, now) == now


@given(CONTENTS, CONTENTS, CONTENTS)
def test_of_two_changes_both_are_shown_and_the_one_that_is_not_chosen_is_left_as_it_is(
    before: ReportContent, mine: ReportContent, theirs: ReportContent
) -> None:
    found = read(sheet(before, mine), theirs)
    shown = differences(found.mine, theirs, found.bases, ASKED)

    assert merged(found, theirs, set()) == theirs
    assert found.mine.progress == (mine.progress if PROGRESS in found.bases else "")
    both = before.progress not in {mine.progress, theirs.progress} and mine.progress != theirs.progress
    assert [one.is_conflict for one in shown if one.key == PROGRESS] == (
        [both] if mine.progress not in {before.progress, theirs.progress} else []
    )


def test_evidence_stays_with_the_value_that_somebody_corrects() -> None:
    found = read(with_cell(sheet(CONTENT), row_of(sheet(CONTENT), VALUE), 3, "46,000枚"))

    value = merged(found, CONTENT).values[0]

    assert (str(value.value), value.evidence_id) == ("46,000枚", 5)
    assert found.bases.keys() == {VALUE}


def test_a_value_whose_note_alone_changes_stays_all_that_it_is() -> None:
    printed = replace(parse_quantity("12枚"), label="12枚（延べ）")
    given_out = replace(EMPTY, values=(StatedValue("cards", printed),))
    one = sheet(given_out)

    found = read(with_cell(one, row_of(one, VALUE), 5, "訂正"), given_out)

    assert found.mine.values == (StatedValue("cards", printed, note="訂正"),)


def test_an_emptied_cell_empties_what_was_there_and_shows_it() -> None:
    one = with_cell(sheet(CONTENT), row_of(sheet(CONTENT), NEXT_PLAN), 3, " ")
    found = read(one)

    assert merged(found, CONTENT) == replace(CONTENT, next_plan="")
    assert [(one.mine, one.theirs) for one in differences(found.mine, CONTENT, found.bases, ASKED)] == [
        ("", "予約制にする。")
    ]


@pytest.mark.parametrize(
    ("key", "below", "column", "text", "place", "message"),
    [
        (VALUE, 0, 3, "45,000人", "D列", "単位"),
        (VALUE, 0, 3, "#REF!", "D列", "値になりません"),
        (VALUE, 0, 3, "", "D列", "値も入れてください"),
        (VALUE, 0, 4, "そのうち", "E列", "読めません"),
        ("answer-12", 0, 3, "たぶん", "D列", "「はい」か「いいえ」"),
        ("answer-13", 0, 3, "多数", "D列", "整数"),
        (SHORTFALLS, 1, 1, "ほかの指標", "B列", "一覧から"),
        (SHORTFALLS, 1, 2, "", "C列", "事実"),
        (SHORTFALLS, 1, 6, "来月", "G列", "日付"),
        (COSTS, 1, 1, "来年", "B列", "年度"),
        (COSTS, 1, 2, "見込", "C列", "区分"),
        (COSTS, 1, 3, "たくさん", "D列", "整数"),
        (PROGRESS, 0, 3, "左\u202e右", "D列", "使えません"),
        (PROGRESS, 0, 3, MY_NUMBER, "D列", "個人番号"),
        (SHORTFALLS, 2, 5, MY_NUMBER, "F列", "個人番号"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_the_rest_is_read(
    key: str, below: int, column: int, text: str, place: str, message: str
) -> None:
    one = sheet(CONTENT, replace(CONTENT, next_plan="別の計画"))
    row = row_of(one, key) + below

    found = read(with_cell(one, row, column, text))

    assert [(problem.place, message in problem.text) for problem in found.problems] == [
        (f"「1 取組」{row + 1}行目 {place}", True)
    ]
    assert MY_NUMBER not in found.problems[0].text
    assert found.bases.keys() == {NEXT_PLAN}


@pytest.mark.parametrize(
    ("cell", "word"), [(Cell("5枚", is_formula=True), "数式"), (Cell("5枚", is_merged=True), "結合")]
)
def test_formulas_and_merged_cells_are_refused_with_their_place(cell: Cell, word: str) -> None:
    one = sheet(CONTENT)
    row = row_of(one, VALUE)

    found = read(with_cell(one, row, 3, cell))

    assert [(problem.place, word in problem.text) for problem in found.problems] == [
        (f"「1 取組」{row + 1}行目 D列", True)
    ]
    assert not found.bases


def test_rows_may_be_moved() -> None:
    one = sheet(CONTENT, replace(CONTENT, progress="進んだ。"))
    rows = one.grid.rows
    moved = replace(one, grid=replace(one.grid, rows=(rows[0], *rows[3:6], rows[2], *rows[6:])))

    found = read(moved)

    assert merged(found, CONTENT).progress == "進んだ。"
    assert found.problems == ()


def test_a_changed_structure_is_told_and_nothing_is_guessed() -> None:
    one = sheet(CONTENT)
    row, rows = row_of(one, PROGRESS), one.grid.rows
    stray = tuple(Cell("" if column == 0 else "欄外の文章") for column in range(5))
    unknown = tuple(Cell({0: "0123|answer-99", 3: "昔の質問への答え"}.get(column, "")) for column in range(5))
    second = tuple(Cell({0: "+", 3: "見出しの外の行"}.get(column, "")) for column in range(5))
    formula = (Cell("0123|progress", is_formula=True),)

    def found(*changed: tuple[Cell, ...]) -> Reading:
        return read(replace(one, grid=replace(one.grid, rows=changed)))

    for changed, message in (
        ((*rows[:row], *rows[row + 1 :]), "「取組・検討状況」の欄がありません"),
        ((*rows, rows[row]), "2つある"),
        ((*rows, stray), "配ったときの表にない行"),
        ((*rows[: row + 1], second, *rows[row + 1 :]), "配ったときの表にない行"),
        ((*rows, unknown), "たずねていない項目"),
        ((*rows, formula), "数式"),
    ):
        reading = found(*changed)
        assert [message in problem.text for problem in reading.problems] == [True]
        assert not reading.bases


def test_a_part_that_is_new_since_the_sheet_was_given_out_is_named() -> None:
    one = sheet(CONTENT, asked=replace(ASKED, series=(CARDS,)))

    assert read(one).problems[0].text.startswith(f"「{MEN.label}」の欄がありません")


def test_what_does_not_fit_into_a_cell_is_written_on_the_site_only() -> None:
    long = replace(CONTENT, progress="𠮷" * 16_400)  # each counts as two
    one = with_cell(sheet(long), row_of(sheet(long), PROGRESS), 3, "短い文")

    assert read(one, long) == Reading(EMPTY, {}, {}, ())


def test_indicators_of_one_name_are_told_apart() -> None:
    twin = replace(MEN, key="more", name="交付枚数")

    assert list(indicator_words(replace(ASKED, series=(CARDS, twin))).values()) == [
        WHOLE,
        "交付枚数［cards］",
        "交付枚数［more］",
    ]


def grid(first: str, name: str = "シート") -> Grid:
    return Grid(name, ((Cell(first), Cell("題")),))


def test_foreign_and_doubled_sheets_are_refused_by_name() -> None:
    ours = grid(str(MARK), "1 取組")
    foreign = grid("売上", "売上表")
    other_city = grid(str(replace(MARK, code="131016")), "他市")
    other_round = grid(str(replace(MARK, round_id=4)), "前回")
    unknown = grid(str(replace(MARK, report_id=99)), "消えた報告")
    twice = [grid(str(replace(MARK, report_id=8)), "写し1"), grid(str(replace(MARK, report_id=8)), "写し2")]

    found, problems = sheets_of(
        [grid(HELP_MARK, "説明"), ours, foreign, other_city, other_round, unknown, *twice],
        code="132292",
        round_id=3,
        report_ids=frozenset({7, 8}),
    )

    assert found == (Sheet(ours, MARK),)
    assert [problem.place for problem in problems] == [
        f"「{name}」1行目 A列" for name in ("売上表", "他市", "前回", "消えた報告", "写し1", "写し2")
    ]


@pytest.mark.parametrize(
    "text", ["", "hoshin-report", "hoshin-report:132292:x:7", "hoshin-report:132292:3:٣", "a:b:1:2"]
)
def test_a_mark_that_is_none_is_not_read(text: str) -> None:
    assert Mark.parse(text) is None
    assert Mark.parse(str(MARK)) == MARK


def test_dates_are_read_in_every_way_of_writing() -> None:
    one = sheet(CONTENT)
    found = read(with_cell(one, row_of(one, VALUE), 4, "令和2年4月1日"))

    assert found.mine.values[0].as_of_date == dt.date(2020, 4, 1)
    assert LABEL == 1
