from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from hoshin.indicators.rules import (
    Accumulation,
    Achievement,
    IndicatorFacts,
    Point,
    Refusal,
    RuleKind,
    Wanted,
    achievement,
    outlook,
)
from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import Absence, Quantity, parse_quantity
from tests.indicators.facts import make_facts, point

ON = dt.date(2021, 6, 1)


def judged(actual: str, target: str, **changes: Any) -> Achievement:
    """One actual of 2020 against one target of the same year."""
    facts = make_facts(actuals=[point("FY2020", actual)], targets=[point("FY2020", target)], **changes)
    return achievement(facts, ON)


@pytest.mark.parametrize(
    ("actual", "target", "refusal"),
    [
        ("工事を完了", "100件", Refusal.ACTUAL_TEXT),
        ("集計中", "100件", Refusal.ACTUAL_COUNTING),
        ("未計測", "100件", Refusal.ACTUAL_UNMEASURED),
        ("", "100件", Refusal.ACTUAL_NOT_STATED),
        ("—", "100件", Refusal.ACTUAL_NOT_APPLICABLE),
        ("約85件", "100件", Refusal.ACTUAL_INEXACT),
        ("85件以上", "100件", Refusal.ACTUAL_INEXACT),
        ("85件", "供用開始", Refusal.TARGET_TEXT),
        ("85件", "未設定", Refusal.TARGET_ABSENT),
        ("85件", "約100件", Refusal.TARGET_APPROXIMATE),
        ("85件", "100%", Refusal.UNIT_DIFFERS),
    ],
)
def test_what_is_no_exact_number_of_one_unit_has_no_rate(actual: str, target: str, refusal: Refusal) -> None:
    found = judged(actual, target)

    assert (found.rate, found.refusal, found.is_reached) == (None, refusal, None)


@pytest.mark.parametrize("absence", list(Absence))
def test_every_absence_has_its_own_refusal(absence: Absence) -> None:
    silent = Point(Period.parse("FY2020"), Quantity(absence=absence))
    facts = make_facts(actuals=[silent], targets=[point("FY2020", "10")])

    refusal = achievement(facts, ON).refusal

    assert refusal is not None
    assert refusal.value == f"actual_{absence.name.lower()}"


def test_without_a_target_or_an_actual_there_is_nothing_to_say() -> None:
    nothing = achievement(make_facts(actuals=[], targets=[]), ON)
    unmeasured = achievement(make_facts(actuals=[], targets=[point("FY2020", "10件")]), ON)

    assert (nothing.refusal, unmeasured.refusal) == (Refusal.NO_TARGET, Refusal.NO_ACTUAL)


def test_a_newer_text_hides_no_older_number_behind_it() -> None:
    facts = make_facts(actuals=[point("FY2019", "80件"), point("FY2020", "集計中")], targets=[point("FY2020", "100件")])

    assert achievement(facts, ON).refusal is Refusal.ACTUAL_COUNTING


@pytest.mark.parametrize(
    ("actual", "target", "wanted", "rate"),
    [
        ("50件", "100件", Wanted.UP, "0.5"),
        ("120件", "100件", Wanted.UP, "1.2"),
        ("0件", "100件", Wanted.UP, "0"),
        ("25人", "20人", Wanted.DOWN, "0.8"),
        ("10人", "20人", Wanted.DOWN, "2"),
        ("99%", "90%", Wanted.KEEP, "1.1"),
    ],
)
def test_the_ratio_looks_in_the_wanted_direction(actual: str, target: str, wanted: Wanted, rate: str) -> None:
    assert judged(actual, target, wanted=wanted).rate == Decimal(rate)


@pytest.mark.parametrize(
    ("actual", "target", "wanted", "refusal", "is_reached"),
    [
        ("3件", "0件", Wanted.DOWN, Refusal.ZERO, False),
        ("0件", "0件", Wanted.DOWN, Refusal.ZERO, True),
        ("0人", "20人", Wanted.DOWN, Refusal.ZERO, True),
        ("△2,400人", "△2,500人", Wanted.UP, Refusal.NEGATIVE, True),
        ("△3,000人", "△2,500人", Wanted.UP, Refusal.NEGATIVE, False),
    ],
)
def test_reached_can_be_told_where_a_ratio_means_nothing(
    actual: str, target: str, wanted: Wanted, refusal: Refusal, is_reached: bool
) -> None:
    found = judged(actual, target, wanted=wanted)

    assert (found.rate, found.refusal, found.is_reached) == (None, refusal, is_reached)


@pytest.mark.parametrize(
    ("actual", "target", "wanted", "is_reached"),
    [
        ("90%", "90%以上", Wanted.UP, True),
        ("90%", "90%超", Wanted.UP, False),
        ("30時間", "30時間以下", Wanted.DOWN, True),
        ("30時間", "30時間未満", Wanted.DOWN, False),
        ("29時間", "30時間以下", Wanted.KEEP, True),
        ("89%", "90%", Wanted.KEEP, False),
    ],
)
def test_the_comparator_of_the_target_decides(actual: str, target: str, wanted: Wanted, is_reached: bool) -> None:
    assert judged(actual, target, wanted=wanted).is_reached is is_reached


@pytest.mark.parametrize(("target", "wanted"), [("20人以下", Wanted.UP), ("20人以上", Wanted.DOWN)])
def test_a_target_against_the_wanted_direction_is_a_mistake_of_the_data(target: str, wanted: Wanted) -> None:
    assert judged("10人", target, wanted=wanted).refusal is Refusal.DIRECTION_CONTRADICTS


def test_the_cap_holds_the_rate_between_zero_and_one() -> None:
    assert judged("120件", "100件", is_capped=True).rate == 1
    behind = progress_facts("10件", "8件", "20件", is_capped=True)
    assert achievement(behind, ON).rate == 0


def progress_facts(first: str, actual: str, target: str, **changes: Any) -> IndicatorFacts:
    return make_facts(
        actuals=[point("FY2018", first), point("FY2020", actual)],
        targets=[point("FY2022", target)],
        **{"rule": RuleKind.PROGRESS, **changes},
    )


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        (progress_facts("10件", "15件", "20件"), "0.5"),
        (progress_facts("10件", "5件", "20件"), "-0.5"),
        (progress_facts("30人", "25人", "20人", wanted=Wanted.DOWN), "0.5"),
        (progress_facts("△3,000人", "△2,500人", "△2,000人"), "0.5"),
        (progress_facts("0件", "5件", "20件"), "0.25"),
    ],
)
def test_progress_counts_from_the_first_actual(facts: IndicatorFacts, rate: str) -> None:
    assert achievement(facts, ON).rate == Decimal(rate)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (progress_facts("20件", "25件", "20件"), Refusal.BASE_IS_TARGET),
        (progress_facts("97%", "95%", "90%"), Refusal.DIRECTION_CONTRADICTS),
        (progress_facts("90%", "91%", "95%", wanted=Wanted.KEEP), Refusal.KEPT),
        (progress_facts("準備中", "5件", "20件"), Refusal.NO_BASE),
        (progress_facts("10件", "15件", "20件", breaks=(Period.parse("FY2019"),)), Refusal.NO_BASE),
        (progress_facts("10件", "15件", "20件", base=point("FY2018", "10人")), Refusal.UNIT_DIFFERS),
    ],
)
def test_progress_needs_a_base_on_the_right_side(facts: IndicatorFacts, refusal: Refusal) -> None:
    assert achievement(facts, ON).refusal is refusal


def test_a_base_that_is_given_comes_before_the_first_actual() -> None:
    facts = progress_facts("10件", "15件", "20件", base=point("FY2015", "0件"))

    found = achievement(facts, ON)

    assert found.rate == Decimal("0.75")
    assert found.base == point("FY2015", "0件")


def test_pro_rated_holds_the_actual_against_the_line_on_its_day() -> None:
    progress = achievement(progress_facts("10件", "15件", "30件", is_prorated=True), ON)
    ratio = achievement(progress_facts("10件", "15件", "30件", is_prorated=True, rule=RuleKind.RATIO), ON)

    assert (progress.expected, progress.rate) == (Decimal(20), Decimal("0.5"))
    assert (ratio.expected, ratio.rate) == (Decimal(20), Decimal("0.75"))
    assert progress.is_reached is False


def test_pro_rated_looks_at_the_last_target() -> None:
    facts = make_facts(
        rule=RuleKind.PROGRESS,
        is_prorated=True,
        actuals=[point("FY2018", "10件"), point("FY2020", "15件")],
        targets=[point("FY2020", "15件"), point("FY2022", "30件")],
    )

    assert achievement(facts, ON).target == point("FY2022", "30件")


@pytest.mark.parametrize(("actual", "is_inside"), [("109人", True), ("110人", True), ("111人", False), ("89人", False)])
def test_a_band_answers_yes_or_no_around_the_base(actual: str, is_inside: bool) -> None:
    facts = make_facts(
        rule=RuleKind.BAND,
        band_percent=10,
        wanted=Wanted.KEEP,
        actuals=[point("FY2018", "100人"), point("FY2020", actual)],
        targets=[point("FY2020", "維持する")],
    )

    found = achievement(facts, ON)

    assert (found.rate, found.refusal, found.is_reached) == (None, Refusal.YES_OR_NO, is_inside)


def test_a_band_without_base_lies_around_the_target() -> None:
    assert judged("95人", "100人", rule=RuleKind.BAND, band_percent=10).is_reached is True


def test_an_indicator_may_want_no_rate_and_still_be_reached() -> None:
    found = judged("100件", "100件", rule=RuleKind.NONE)

    assert (found.refusal, found.is_reached) == (Refusal.NO_RULE, True)


def against(actual: Point, target: Point, accumulation: Accumulation, **changes: Any) -> Achievement:
    facts = make_facts(actuals=[actual], targets=[target], accumulation=accumulation, **changes)
    return achievement(facts, ON)


@pytest.mark.parametrize("accumulation", [Accumulation.CUMULATIVE, Accumulation.FLOW])
def test_one_year_is_not_held_against_the_sum_of_five(accumulation: Accumulation) -> None:
    found = against(point("FY2020", "10団体"), point("FY2019..FY2023", "50団体"), accumulation)

    assert found.refusal is Refusal.SINGLE_YEAR_AGAINST_SUM


def test_sums_that_begin_together_may_be_compared() -> None:
    total = point("FY2019..FY2020", "20団体")

    together = against(total, point("FY2019..FY2023", "50団体"), Accumulation.CUMULATIVE)
    apart = against(total, point("FY2018..FY2023", "50団体"), Accumulation.CUMULATIVE)

    assert together.rate == Decimal("0.4")
    assert apart.refusal is Refusal.SUMS_BEGIN_APART


def test_a_calendar_year_is_not_a_fiscal_year() -> None:
    found = against(point("CY2020", "90件"), point("FY2020", "100件"), Accumulation.FLOW)

    assert found.refusal is Refusal.YEARS_DIFFER


def test_a_changed_definition_parts_what_came_before_it() -> None:
    found = against(
        point("FY2019", "90件"), point("FY2020", "100件"), Accumulation.STOCK, breaks=(Period.parse("FY2020"),)
    )

    assert (found.refusal, found.is_reached) == (Refusal.BROKEN_SERIES, None)


@pytest.mark.parametrize(
    ("actual", "target", "wanted", "is_reached"),
    [
        ("60件", "100件", Wanted.UP, None),
        ("120件", "100件", Wanted.UP, True),
        ("15件", "20件", Wanted.DOWN, None),
        ("25件", "20件", Wanted.DOWN, False),
    ],
)
def test_a_year_in_progress_leaves_open_what_it_has_not_settled(
    actual: str, target: str, wanted: Wanted, is_reached: bool | None
) -> None:
    so_far = point("FY2021", actual, "2021-05-31")

    found = against(so_far, point("FY2021", target), Accumulation.FLOW, wanted=wanted)

    assert found.is_reached is is_reached


def test_a_year_in_progress_is_not_held_against_another_year() -> None:
    so_far = point("FY2021", "60件", "2021-05-31")

    found = against(so_far, point("FY2023", "100件"), Accumulation.FLOW)

    assert found.refusal is Refusal.YEAR_IN_PROGRESS


def test_what_is_not_known_yet_on_the_day_does_not_count() -> None:
    facts = make_facts(
        actuals=[point("2020-02-29", "10件", "2020-02-29"), point("2021-02-28", "90件", "2021-02-28")],
        targets=[point("FY2020", "100件")],
    )

    assert achievement(facts, dt.date(2020, 10, 1)).rate == Decimal("0.1")
    assert achievement(facts, dt.date(2021, 2, 28)).rate == Decimal("0.9")


def test_the_bar_shows_the_plain_way_and_never_an_unknown() -> None:
    beyond = outlook(make_facts(actuals=[point("FY2020", "12件")], targets=[point("FY2020", "10件")]), ON).bar
    behind = outlook(progress_facts("10件", "8件", "20件"), ON).bar
    unknown = outlook(make_facts(actuals=[point("FY2020", "集計中")], targets=[point("FY2020", "10件")]), ON).bar

    assert beyond is not None
    assert (beyond.filled, beyond.is_beyond) == (Decimal(1), True)
    assert behind is not None
    assert (behind.filled, behind.is_beyond) == (Decimal(0), False)
    assert unknown is None


def test_a_limit_to_stay_below_puts_no_marks_on_the_bar() -> None:
    facts = make_facts(
        wanted=Wanted.DOWN,
        actuals=[point("FY2019", "40人")],
        targets=[point("FY2020", "30人"), point("FY2022", "20人")],
    )

    bar = outlook(facts, ON).bar

    assert bar is not None
    assert (bar.filled, bar.marks) == (Decimal("0.5"), ())


def test_a_percentage_may_be_printed_either_way() -> None:
    assert judged("55％", "70%").refusal is None
    assert parse_quantity("55％").unit
