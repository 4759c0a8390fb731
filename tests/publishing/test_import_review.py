from __future__ import annotations

from pathlib import Path

import pytest

from hoshin.kernel.quantity import Absence
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.importing.assembling import NotSettled, assemble, folder_to_load
from hoshin.publishing.rules.importing.mapping import Context, label_keys, propose
from hoshin.publishing.rules.importing.reading import Correction
from tests.publishing.imported import (
    EXAMPLE,
    HEADER,
    ROOT,
    ROWS,
    TSV,
    columns_of,
    confirmed,
    context,
    item_of,
    made,
    reviewed,
    table_of,
)

REAL = ROOT.parent / "shared" / "policy" / "nishitokyo-2020.txt"


def the(slot: str, row: int, corrections=None, text: str = TSV):
    """The reading of a slot in a row of the table, counted from 1."""
    found = reviewed(text, corrections).rows[row - 1].get(slot)
    assert found is not None
    return found


class TestColumns:
    def test_columns_are_known_by_their_headings(self):
        roles = set(columns_of(TSV))

        assert {"number", "title", "departments", "directions", "indicator", "actual:2020-02-29"} <= roles
        assert {"stage:survey", "stage:feasibility", "stage:rollout"} <= roles
        assert {"reference:national", "reference:technology", "reference:town"} <= roles

    def test_headings_that_a_sentence_has_pushed_aside_are_put_right_and_told(self):
        columns = columns_of(TSV)

        assert [columns[role].number for role in ("target:FY2020", "plan", "target:FY2023")] == [12, 13, 14]
        assert columns["plan"].verdict == "guess"
        assert "1列ずれています" in columns["plan"].message

    def test_headings_that_stand_right_are_left_alone(self):
        text = "No\t取組名\t成果指標\t令和2年度目標\t令和5年度目標\n1\t画面\t数\t1件\t2件\n"

        assert columns_of(text)["target:FY2023"].verdict == "ok"
        assert columns_of(text)["target:FY2023"].number == 4

    def test_what_the_city_chose_before_is_proposed_again(self):
        text = "No\t取組名\t所管課\t覚え書き\n1\t画面\t市民課\tあ\n"
        table = table_of(text)
        remembered = dict(zip(label_keys(table), ["number", "title", "departments", "progress"], strict=True))

        assert [column.role for column in propose(table, context(), remembered)] == list(remembered.values())

    def test_a_column_of_values_without_a_time_is_a_problem(self):
        text = "No\t取組名\t成果指標\t実績\n1\t画面\t数\t1件\n"

        assert propose(table_of(text), context())[3].verdict == "problem"


class TestCells:
    def test_a_stage_is_not_read_from_equal_arrows(self):
        with_indicator, without = the("stage", 1), the("stage", 4)

        assert with_indicator.read.verdict == "guess"
        assert with_indicator.read.value == "rollout"
        assert without.read.verdict == "problem"
        assert "段階を読み取れません" in without.read.message
        assert without.place == "「表」8行目 H・I・J列"

    def test_one_arrow_says_the_stage(self):
        text = "\n".join([*HEADER, ROWS[0].replace("→\t→\t→", "\t→\t")])

        assert the("stage", 1, text=text).read.value == "feasibility"
        assert the("stage", 1, text=text).read.verdict == "ok"

    def test_a_row_whose_cells_have_moved_is_a_problem_in_each_of_them(self):
        assert the("title", 3).text == "デジタルサイネージの活用"
        assert the("summary", 3).text.startswith("まちの魅力")
        assert {the(slot, 3).read.verdict for slot in ("title", "summary", "directions")} == {"problem"}

    def test_a_year_in_the_cell_beats_the_year_over_the_column(self):
        reading = the("target:FY2023", 2)

        assert str(reading.read.value[0]) == "FY2021"
        assert reading.read.verdict == "guess"
        assert "令和3年度" in reading.read.message

    def test_a_blank_a_text_and_a_dash_are_three_things(self):
        blank, text = the("actual:2020-02-29", 3), the("actual:2020-02-29", 2)

        assert blank.read.value[1].absence is Absence.NOT_STATED
        assert text.read.value[1].text == "駅前の画面を試した"
        assert {blank.read.verdict, text.read.verdict} == {"guess"}
        dashed = the("actual:2020-02-29", 1, text=TSV.replace("42,678 枚", "—"))
        assert dashed.read.value[1].absence is Absence.NOT_APPLICABLE

    def test_without_an_indicator_sentences_are_plan_and_progress(self):
        assert the("plan", 4).read.value.startswith("機器を替える")
        assert the("progress", 4).read.value == "- 集まりへの参加\n- 資料の取り寄せ"
        assert the("plan", 4).read.verdict == "guess"

    def test_spaces_of_the_page_and_wide_digits_are_read(self):
        value = the("target:FY2020", 1).read.value[1]

        assert (str(value.amount), value.unit) == ("97056", "枚")
        assert the("title", 1).read.value == "カードを広める"

    def test_a_number_points_to_a_line_only_where_the_line_fits(self):
        assert the("reference:technology", 3).read.value == (("tech-signage", ""),)
        assert the("reference:national", 1).read.value == ((None, "②"),)
        moved = the("reference:town", 5)
        assert moved.read.verdict == "problem"
        assert "「技術動向」の⑥" in moved.read.message

    def test_a_number_beyond_the_list_is_a_problem(self):
        assert the("reference:technology", 3, text=TSV.replace("3\t\t⑤", "3\t\t⑨")).read.verdict == "problem"

    def test_an_unknown_department_is_a_problem_with_the_nearest_name(self):
        reading = the("departments", 1, text=TSV.replace("市民課", "市民係課"))

        assert reading.read.verdict == "problem"
        assert "「市民課」の誤りではありませんか" in reading.read.message

    def test_another_unit_in_the_same_row_is_a_problem(self):
        assert the("target:FY2023", 1, text=TSV.replace("202,904 枚", "202,904 人")).read.verdict == "problem"


class TestLoading:
    def test_nothing_is_loaded_while_a_problem_is_open(self):
        with pytest.raises(NotSettled):
            assemble(reviewed(TSV), context())

    def test_what_a_person_writes_is_read_instead(self):
        key = the("stage", 4).key
        reading = the("stage", 4, {key: Correction("調査研究")})

        assert (reading.read.value, reading.is_open, reading.is_corrected) == ("survey", False, True)
        assert the("stage", 4, {key: Correction("何か")}).is_open

    def test_a_confirmed_guess_is_stated_and_another_stays_inferred(self):
        key = the("stage", 1).key

        assert item_of(made(TSV).edition, "1").stage.certainty == "inferred"
        assert item_of(made(TSV, {key: Correction(is_confirmed=True)}).edition, "1").stage.certainty == "stated"

    def test_a_new_table_becomes_items_with_their_indicators(self):
        edition = made(TSV).edition
        card = item_of(edition, "1")

        assert [item.key for item in edition.items] == [f"item-0{number}" for number in range(1, 6)]
        assert (edition.status, card.departments[0].department) == ("draft", "resident-affairs")
        assert [int(target.value.amount) for target in card.indicators[0].targets] == [97056, 202904]
        assert item_of(edition, "4").indicators == ()

    def test_a_confirmed_new_department_is_added(self):
        result = made(TSV.replace("市民課", "市民係課"))

        assert result.departments[-1].name == "市民係課"
        assert item_of(result.edition, "1").departments[0].department == result.departments[-1].key

    def test_known_items_keep_their_identity_and_what_the_table_does_not_say(self):
        folder = read_folder(EXAMPLE)
        known = Context(folder.editions[-1], folder.departments)
        result = made(
            "No\t取組名\t所管課\n1\t個人番号カードの普及促進\t総務法規課\n2\t新しい取組\t市民課\n", known=known
        )
        card = result.edition.items[0]

        assert (card.key, card.departments[0].department) == ("mynumber-card", "general-affairs")
        assert card.indicators == folder.editions[-1].items[0].indicators
        assert (result.changed, result.added, len(result.kept)) == (("個人番号カードの普及促進",), ("新しい取組",), 11)

    def test_what_makes_no_edition_is_told_and_not_loaded(self):
        folder = read_folder(EXAMPLE)
        double = TSV.replace("100 件", "100 件 (令和3年度)")

        with pytest.raises(NotSettled):
            folder_to_load(made(double), folder)


@pytest.mark.skipif(not REAL.exists(), reason="the printed table is not part of the product")
class TestThePrintedTable:
    def test_everything_odd_in_it_is_flagged(self):
        review = reviewed(REAL.read_bytes())
        flagged = {(index, reading.slot.partition(":")[0]): reading.read.message
                   for index, row in enumerate(review.rows, start=1)
                   for reading in row.readings if reading.read.verdict != "ok"}  # fmt: skip

        assert len(review.rows) == 12
        assert all((row, "stage") in flagged for row in range(1, 13))
        assert "1列ずれて" in flagged[6, "title"]
        assert "令和3年度" in flagged[5, "target"]
        assert "1列ずれて" in flagged[1, "plan"]
        assert "記載なし" in flagged[6, "actual"]
        assert "文章" in flagged[5, "actual"]
        assert "「技術動向」の⑥" in flagged[11, "reference"]

    def test_confirmed_it_is_the_example_city(self):
        folder = read_folder(EXAMPLE)
        known = Context(folder.editions[-1], folder.departments)
        data = Path(REAL).read_bytes()
        result = assemble(reviewed(data, confirmed(reviewed(data, known=known)), known), known)

        assert (result.added, len(result.changed), result.kept) == ((), 12, ())
        for item, expected in zip(result.edition.items, folder.editions[-1].items, strict=True):
            assert [(str(t.period), t.value) for i in item.indicators for t in i.targets] == [
                (str(t.period), t.value) for i in expected.indicators for t in i.targets
            ]
            assert item.number == "12" or item.references == expected.references
        folder_to_load(result, folder)
