from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.indicators.rules import Accumulation, IndicatorFacts, Point, Wanted
from hoshin.kernel.fiscal import Period
from hoshin.reviews.rules.standing import Correction, Reading, Standing, line_of, standing_of
from tests.indicators.facts import make_facts, point

ON = dt.date(2020, 10, 1)
ASKED = Period.parse("FY2020")
JUDGING = ("良い", "悪い", "優れ", "劣", "不十分", "順調", "失敗", "成功")


def standing(targets: list[Point], actuals: list[Point], *, on: dt.date = ON, **changes: Any) -> Standing:
    return standing_of(make_facts(targets=targets, actuals=actuals, **changes), on, name="交付枚数", asked=ASKED)


def asked_of(found: Standing) -> list[str]:
    return [question.text for question in found.questions]


GROWING = [point("FY2017", "10枚"), point("FY2018", "20枚"), point("FY2019", "30枚")]


@pytest.mark.parametrize(
    ("targets", "actuals", "reading"),
    [
        ([point("FY2022", "30枚")], GROWING, Reading.REACHED),
        ([point("FY2022", "31枚")], GROWING, Reading.SHORT),
        ([point("FY2022", "31枚")], [], Reading.UNMEASURED),
        ([point("FY2022", "31枚")], [*GROWING, point("2020-09-30", "集計中")], Reading.UNMEASURED),
        ([point("FY2022", "31枚")], [point("FY2019", "増えている")], Reading.OPEN),
        ([], GROWING, Reading.OPEN),
    ],
)
def test_reached_short_and_not_measured_stay_apart(
    targets: list[Point], actuals: list[Point], reading: Reading
) -> None:
    assert standing(targets, actuals).reading is reading


def test_the_line_says_what_is_needed_and_when_it_is_reached() -> None:
    line = line_of(standing([point("FY2022", "60枚")], GROWING))

    assert (line.target, line.actual, line.standing) == ("令和4年度 60枚", "令和元年度 30枚", "未達")
    assert line.needed == "令和4年度末の60枚まで、あと30枚。1年あたり10枚の増が必要です。"
    assert line.reached_in == "令和4年度"
    assert line.forecast == ""


def test_four_points_give_an_outlook_with_its_range_in_the_words_of_the_paper() -> None:
    straight = line_of(standing([point("FY2022", "60枚")], [point("FY2016", "0枚"), *GROWING]))
    bent = line_of(standing([point("FY2022", "60枚")], [point("FY2016", "1枚"), *GROWING]))

    assert straight.forecast == "令和4年度の見通し 60枚（過去2回の予測の誤差は0。方法：最初から最後までの変化）"
    assert bent.forecast == (
        "令和4年度の見通し 59枚（56〜62枚。過去2回の予測の誤差から。方法：最初から最後までの変化）"
    )


def test_a_share_is_not_forecast_beyond_a_hundred_percent() -> None:
    actuals = [point(f"FY{year}", f"{value}%") for year, value in ((2016, 60), (2017, 75), (2018, 90), (2019, 99))]

    found = standing([point("FY2022", "100%")], actuals).forecast

    assert found is not None
    assert found.high == 100


def test_a_total_is_not_forecast_to_fall() -> None:
    actuals = [point(f"FY{year}", f"{value}枚") for year, value in ((2016, 10), (2017, 90), (2018, 91), (2019, 92))]

    found = standing([point("FY2022", "100枚")], actuals, accumulation=Accumulation.CUMULATIVE).forecast

    assert found is not None
    assert found.low >= 92


def test_old_values_broken_definitions_and_corrections_are_told() -> None:
    facts = make_facts(targets=[point("FY2022", "60枚")], actuals=GROWING, breaks=(Period.parse("FY2019"),))
    corrections = (Correction(Period.parse("FY2018"), "集計の誤り"),)

    found = standing_of(facts, ON, name="交付枚数", asked=ASKED, corrections=corrections)

    assert "令和元年度から定義が変わりました。前の値とは比べられません。" in found.remarks
    assert "最新の実績は、令和2年度より前のものです。" in found.remarks
    assert "平成30年度の実績は後から訂正されています：集計の誤り" in found.remarks
    assert "新しい値はいつ分かりますか。" in asked_of(found)
    assert "新しい定義で、前の年の値を数え直せますか。" in asked_of(found)


def test_an_old_break_is_told_and_no_longer_asked_about() -> None:
    facts = make_facts(
        targets=[point("FY2022", "60枚")],
        actuals=[point("FY2015", "9枚"), *GROWING],
        breaks=(Period.parse("FY2010"), Period.parse("FY2017")),
    )

    found = standing_of(facts, ON, name="交付枚数", asked=Period.parse("FY2019"))

    assert found.remarks == ("平成29年度から定義が変わりました。前の値とは比べられません。",)
    assert found.questions == ()


def test_a_total_that_falls_and_a_jump_are_told_and_asked_about() -> None:
    falling = standing(
        [point("FY2022", "60枚")], [*GROWING, point("2020-09-30", "25枚")], accumulation=Accumulation.CUMULATIVE
    )
    jumping = standing(
        [point("FY2022", "900枚")],
        [point("FY2015", "1枚"), point("FY2016", "5枚"), *GROWING, point("2020-09-30", "300枚")],
    )

    assert "累計なのに、令和2年9月30日の値が前より減っています。" in falling.remarks
    assert "令和2年9月30日の変化が、それまでの5倍を超えています。" in jumping.remarks
    for found in (falling, jumping):
        assert "数え方や元の資料に変わりはありませんか。" in asked_of(found)


@pytest.mark.parametrize(
    ("targets", "actuals", "question"),
    [
        ([], GROWING, "目標をどのように置きますか。"),
        ([point("FY2022", "増やす")], GROWING, "達したかどうかを、何で確かめますか。"),
        ([point("FY2022", "60枚")], [], "いつ、どのように計測しますか。"),
        ([point("FY2019", "60枚")], GROWING, "届かなかった事実と原因は何で、これからどうしますか。"),
        ([point("FY2022", "25枚")], GROWING, "目標を見直しますか。"),
        ([point("FY2021", "90枚")], GROWING, "何を変えれば間に合いますか。"),
        (
            [point("FY2022", "60枚")],
            [point("FY2018", "40枚"), point("FY2019", "30枚")],
            "何を変えれば目標に向かいますか。",
        ),
    ],
)
def test_each_question_comes_with_its_reason(targets: list[Point], actuals: list[Point], question: str) -> None:
    found = {one.text: one.reason for one in standing(targets, actuals).questions}

    assert found[question]


def test_where_all_goes_its_way_nothing_is_asked() -> None:
    found = standing([point("FY2022", "60枚")], [*GROWING, point("2020-09-30", "35枚")])

    assert (found.remarks, found.questions) == ((), ())


def test_what_is_to_be_kept_is_not_asked_to_aim_higher() -> None:
    found = standing([point("FY2022", "30枚")], [*GROWING, point("2020-09-30", "30枚")], wanted=Wanted.KEEP)

    assert "目標を見直しますか。" not in asked_of(found)


def test_why_nothing_is_reckoned_is_said_once() -> None:
    line = line_of(standing([point("FY2022", "60枚")], [point("2020-09-30", "増えている")]))

    assert [line.needed, *line.remarks].count("実績が文章です。") == 1


@pytest.mark.parametrize(
    ("actual", "told"),
    [
        (point("FY2020", "35枚", "2020-09-30"), "令和2年度 35枚（令和2年9月30日時点）"),
        (point("2020-09-30", "35枚", "2020-09-30"), "令和2年9月30日 35枚"),
        (point("FY2019", "35枚"), "令和元年度 35枚"),
    ],
)
def test_the_day_of_a_figure_is_told_once(actual: Point, told: str) -> None:
    assert line_of(standing([point("FY2022", "60枚")], [actual])).actual == told


AMOUNTS = st.integers(0, 500)
FACTS = st.builds(
    lambda values, target, year, accumulation, wanted: make_facts(
        targets=[point(f"FY{year}", f"{target}枚")],
        actuals=[point(f"FY{2019 - place}", f"{value}枚") for place, value in enumerate(values)],
        accumulation=accumulation,
        wanted=wanted,
    ),
    st.lists(AMOUNTS, max_size=8),
    AMOUNTS,
    st.integers(2016, 2026),
    st.sampled_from([*Accumulation]),
    st.sampled_from([*Wanted]),
)


@given(FACTS)
def test_every_series_has_a_line_that_judges_nothing(facts: IndicatorFacts) -> None:
    line = line_of(standing_of(facts, ON, name="交付枚数", asked=ASKED))

    said = "".join((line.standing, line.needed, line.reached_in, line.forecast, *line.remarks, *line.questions))
    assert line.standing in {reading.value for reading in Reading}
    assert not [word for word in JUDGING if word in said]
    assert bool(line.forecast) <= (len(facts.actuals) >= 4)
