from __future__ import annotations

import datetime as dt

import pytest

from hoshin.indicators.rules import Accumulation, IndicatorFacts, Point, RuleKind, Wanted
from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import parse_quantity
from hoshin.reviews.rules.asking import Asked, AskedQuestion, AskedSeries, missing_of
from hoshin.reviews.rules.content import ReportContent, StatedShortfall, StatedValue

YEAR = Period.parse("FY2019")
WRITTEN = ReportContent(progress="進めた。")


def point(period: str, value: str, as_of: dt.date | None = None) -> Point:
    return Point(Period.parse(period), parse_quantity(value), as_of)


def series(*actuals: Point, targets: tuple[Point, ...] = (), measured_by: str = "", wanted: str = "up") -> AskedSeries:
    facts = IndicatorFacts(
        accumulation=Accumulation.STOCK,
        wanted=Wanted(wanted),
        rule=RuleKind.RATIO,
        targets=targets,
        actuals=actuals,
        unit="枚",
    )
    return AskedSeries(1, "cards", "交付枚数", 0, YEAR, facts, measured_by)


def fields(content: ReportContent, asked: Asked) -> list[str]:
    return [one.field for one in missing_of(content, asked)]


def test_nothing_is_asked_twice() -> None:
    for actual in (point("FY2019", "5枚"), point("2020-03-31", "5枚"), point("FY2019", "5枚", dt.date(2019, 11, 1))):
        assert fields(WRITTEN, Asked(YEAR, series=(series(actual),))) == []


@pytest.mark.parametrize("actual", [point("FY2018", "5枚"), point("2019-09-30", "5枚"), point("FY2019", "集計中")])
def test_an_older_value_or_none_at_all_is_asked_for(actual: Point) -> None:
    assert fields(WRITTEN, Asked(YEAR, series=(series(actual),))) == ["value-cards-0"]


def test_what_the_ledger_measures_is_not_asked() -> None:
    assert fields(WRITTEN, Asked(YEAR, series=(series(measured_by="opendata.datasets"),))) == []


def test_the_last_and_the_stated_actual_are_told_apart() -> None:
    old, new, later = point("FY2018", "3枚"), point("FY2019", "5枚"), point("2020-09-30", "6枚")

    one = series(old, new, later)

    assert (one.stated, one.last) == (new, later)


def test_a_target_counts_when_its_time_has_come() -> None:
    due, ahead = point("FY2019", "10枚"), point("FY2023", "20枚")

    one = series(targets=(ahead, due))

    assert (one.due_target, one.next_target) == (due, ahead)
    assert not series(targets=(ahead,)).is_short(StatedValue("cards", parse_quantity("1枚")))


@pytest.mark.parametrize(
    ("value", "wanted", "is_short"),
    [
        ("9枚", "up", True),
        ("10枚", "up", False),
        ("11枚", "down", True),
        ("10枚", "down", False),
        ("集計中", "up", False),
    ],
)
def test_short_is_what_misses_its_target_in_the_wanted_direction(value: str, wanted: str, *, is_short: bool) -> None:
    one = series(targets=(point("FY2019", "10枚"),), wanted=wanted)

    assert one.is_short(StatedValue("cards", parse_quantity(value))) is is_short


def test_a_measured_value_that_is_short_asks_for_reasons_too() -> None:
    one = series(point("FY2019", "9枚"), targets=(point("FY2019", "10枚"),), measured_by="opendata.datasets")
    explained = ReportContent(progress="進めた。", shortfalls=(StatedShortfall("1枚足りない"),))

    assert fields(WRITTEN, Asked(YEAR, series=(one,))) == ["shortfalls"]
    assert fields(explained, Asked(YEAR, series=(one,))) == []


def test_optional_questions_and_gates_do_not_block() -> None:
    asked = Asked(YEAR, (AskedQuestion(1, "課題は"), AskedQuestion(2, "数は", is_required=True)), gates=("事例",))

    found = missing_of(WRITTEN, asked)

    assert [(one.field, one.is_blocking) for one in found] == [("answer-2", True), ("", False)]
    assert missing_of(ReportContent(progress="進", answers={2: "3"}), asked)[0].is_blocking is False


def test_the_plan_is_asked_at_the_end_of_the_year_only() -> None:
    assert fields(WRITTEN, Asked(YEAR, asks_plan=True)) == ["next_plan"]
    assert fields(ReportContent(), Asked(YEAR)) == ["progress"]
