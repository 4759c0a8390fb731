"""The figures of the example edition, as every document words and draws them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hoshin.publishing.rules.canonical import edition_of
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.document import IndicatorDoc
from hoshin.publishing.rules.figures import (
    chart_of,
    courses,
    lines_of,
    nature_of,
    source_label,
    standing_of,
    target_label,
)
from tests.publishing.pdf_reading import example_folder

DAY = dt.date(2020, 10, 1)
CONTENTS = Contents(edition_of(example_folder(), 2020), {})


def indicator(number: str) -> IndicatorDoc:
    return next(item.indicators[0] for item in CONTENTS.items if item.number == number)


def test_a_number_is_held_against_the_target_that_is_due_next() -> None:
    standing = standing_of(courses(indicator("1"), DAY)[0])

    assert standing.bullet.actual.printed == "42,678枚"
    assert standing.bullet.as_of == "令和2年2月29日時点"
    assert standing.bullet.target is not None
    assert (standing.bullet.target.printed, standing.bullet.due) == ("97,056枚", "令和2年度")
    assert standing.rate == "達成率44.0%"
    assert standing.notes == (
        "最終目標 202,904枚（令和5年度）",
        "令和5年度末の202,904枚まで、あと160,226枚。1年あたり39,239枚の増が必要です。",
    )


def test_a_text_gives_no_rate_and_no_bar() -> None:
    standing = standing_of(courses(indicator("5"), DAY)[0])

    assert standing.rate == "達成率なし：実績が文章です。"
    assert not standing.bullet.is_drawable


def test_the_chart_has_every_year_between_and_the_way_to_the_targets() -> None:
    chart = chart_of(courses(indicator("1"), DAY)[0])

    assert chart is not None
    assert [year.label for year in chart.years] == [f"令和{year}年度" for year in ("元", 2, 3, 4, 5)]
    assert [year.pace for year in chart.years][:2] == [Decimal(42678), Decimal(97056)]
    assert chart.years[2].actual is None
    assert chart.years[4].target is not None


def test_the_years_of_a_chart_are_named_in_short_too() -> None:
    chart = chart_of(courses(indicator("1"), DAY)[0])

    assert chart is not None
    assert [year.short for year in chart.years] == ["R1", "R2", "R3", "R4", "R5"]


def test_no_chart_is_drawn_where_nothing_is_a_number() -> None:
    bare = IndicatorDoc.model_validate(
        {"key": "k", "name": "有無", "actuals": [{"period": "FY2019", "value": "実施"}], "targets": []}
    )

    assert chart_of(courses(bare, DAY)[0]) is None


def test_an_absence_stands_in_the_chart_as_what_it_is() -> None:
    counting = IndicatorDoc.model_validate(
        {
            "key": "k",
            "name": "交付枚数",
            "unit": "枚",
            "targets": [],
            "actuals": [{"period": "FY2019", "value": "42,678枚"}, {"period": "FY2020", "value": "集計中"}],
        }
    )
    chart = chart_of(courses(counting, DAY)[0])

    assert chart is not None
    year = chart.years[1]
    assert year.actual is not None
    assert (year.actual.value, year.actual.printed) == (None, "集計中")


def test_series_are_courses_of_their_own() -> None:
    doubled = IndicatorDoc.model_validate(
        {
            "key": "k",
            "name": "整備率",
            "unit": "%",
            "series": ["小学校", "中学校"],
            "actuals": [{"period": "FY2019", "value": "10%", "series": "小学校"}],
            "targets": [{"period": "FY2020", "value": "20%", "series": "中学校"}],
        }
    )

    first, second = courses(doubled, DAY)

    assert (first.name, len(first.actuals), len(first.targets)) == ("整備率（小学校）", 1, 0)
    assert (second.name, len(second.actuals), len(second.targets)) == ("整備率（中学校）", 0, 1)


def test_lines_stand_in_the_order_of_their_periods_and_tell_actual_from_target() -> None:
    lines = lines_of(courses(indicator("4"), DAY)[0])

    assert [(line.kind, line.when, line.value) for line in lines] == [
        ("実績", "2020（令和2）年2月29日時点", "4拠点"),
        ("目標", "2020（令和2）年度", "5拠点"),
        ("目標", "2023（令和5）年度", "20拠点"),
    ]


def test_words_for_what_kind_of_number_it_is() -> None:
    assert ("値の性質", "その時点での数（ストック）") in nature_of(indicator("1"))
    assert source_label(indicator("1").source) == "所管課の報告"
    assert target_label(indicator("1").targets[0]) == "97,056枚（令和2年度）"


def test_an_unnumbered_list_of_drivers_has_no_marks() -> None:
    marks = {place.field.key: place.mark for place in CONTENTS.drivers.values() if place.number == 1}

    assert marks["technology"] == "①"
    assert marks["national"] == ""


def test_what_points_at_no_driver_is_counted() -> None:
    assert len(CONTENTS.unresolved) == 13
    assert all(one.reference.printed for one in CONTENTS.unresolved)
