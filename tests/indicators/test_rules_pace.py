from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from hoshin.indicators.rules import Accumulation, IndicatorFacts, Refusal, Wanted, pace, reached_when
from hoshin.indicators.rules.months import months_between
from hoshin.kernel.fiscal import FiscalYear, Period
from tests.indicators.facts import make_facts, point

ON = dt.date(2020, 10, 1)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2020-02-29", "2021-03-31", Fraction(13)),
        ("2020-02-29", "2024-03-31", Fraction(49)),
        ("2019-02-28", "2020-02-29", Fraction(12)),
        ("2020-03-31", "2020-04-01", Fraction(1, 30)),
        ("2020-04-15", "2020-04-15", Fraction(0)),
    ],
)
def test_months_are_whole_from_end_to_end(first: str, last: str, months: Fraction) -> None:
    assert months_between(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == months


def one_way(actual: str, target: str, **changes: Any) -> IndicatorFacts:
    return make_facts(actuals=[point("FY2019", actual)], targets=[point("FY2021", target)], **changes)


@pytest.mark.parametrize(
    ("facts", "reading"),
    [
        (one_way("10件", "20件"), "令和3年度末の20件まで、あと10件。1年あたり5件の増が必要です。"),
        (one_way("20件", "20件"), "令和3年度末の20件に達しています。"),
        (
            one_way("24人", "20人以下", wanted=Wanted.DOWN),
            "令和3年度末の20人以下まで、あと4人。1年あたり2人の減が必要です。",
        ),
        (
            one_way("△3,000人", "△2,500人"),
            "令和3年度末の△2,500人まで、あと500人。1年あたり250人の増が必要です。",
        ),
        (
            one_way("55.0%", "57.5%"),
            "令和3年度末の57.5%まで、あと2.5ポイント。1年あたり1.25ポイントの増が必要です。",
        ),
        (
            one_way("10件", "20件", accumulation=Accumulation.FLOW),
            "令和3年度の20件まで、あと10件。1年あたり5件の増が必要です。",
        ),
        (one_way("90%", "90%超"), "令和3年度末の90%超まで、あとわずかです。"),
    ],
)
def test_the_way_to_a_target_in_words(facts: IndicatorFacts, reading: str) -> None:
    assert [step.reading for step in pace(facts, ON).steps] == [reading]


def test_less_than_a_year_is_told_by_the_month() -> None:
    facts = make_facts(actuals=[point("2020-09-30", "10件", "2020-09-30")], targets=[point("FY2020", "40件")])

    assert pace(facts, ON).steps[0].reading == "令和2年度末の40件まで、あと30件。1か月あたり5件の増が必要です。"


def test_what_is_reached_needs_nothing_more() -> None:
    step = pace(one_way("25件", "20件"), ON).steps[0]

    assert (step.is_reached, step.remaining, step.per_year) == (True, Decimal(0), Decimal(0))


def test_only_targets_still_ahead_have_a_pace() -> None:
    facts = make_facts(
        actuals=[point("2019-02-28", "10件", "2019-02-28")], targets=[point("FY2019", "12件"), point("FY2021", "20件")]
    )

    assert [step.target.quantity.amount for step in pace(facts, ON).steps] == [20]
    assert pace(facts, dt.date(2022, 4, 1)).refusal is Refusal.NO_TARGET_AHEAD


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (make_facts(actuals=[point("FY2019", "1件")], targets=[]), Refusal.NO_TARGET),
        (make_facts(actuals=[], targets=[point("FY2021", "1件")]), Refusal.NO_ACTUAL),
        (one_way("準備中", "20件"), Refusal.ACTUAL_TEXT),
        (one_way("10件", "供用開始"), Refusal.TARGET_TEXT),
        (one_way("10件", "20件", wanted=Wanted.KEEP), Refusal.KEPT),
        (one_way("10件", "20件", accumulation=Accumulation.UNKNOWN), Refusal.UNKNOWN_ACCUMULATION),
        (
            make_facts(
                accumulation=Accumulation.FLOW,
                actuals=[point("FY2020", "10件", "2020-09-30")],
                targets=[point("FY2020", "20件")],
            ),
            Refusal.YEAR_IN_PROGRESS,
        ),
    ],
)
def test_no_pace_without_two_numbers_that_mean_the_same(facts: IndicatorFacts, refusal: Refusal) -> None:
    found = pace(facts, ON)

    assert (found.steps, found.refusal) == ((), refusal)


def moving(*values: str, target: str = "100件", **changes: Any) -> IndicatorFacts:
    """Actuals of 2017, 2018 …, a target of 2025."""
    actuals = [point(f"FY{2017 + index}", value) for index, value in enumerate(values)]
    return make_facts(actuals=actuals, targets=[point("FY2025", target)], **changes)


def test_the_pace_so_far_runs_from_the_first_to_the_newest_number() -> None:
    facts = moving("10件", "集計中", "30件")

    assert pace(facts, ON).so_far == Decimal(10)
    assert reached_when(facts, ON) == FiscalYear(2026)


@pytest.mark.parametrize(
    "facts",
    [
        moving("30件"),
        moving("30件", "20件"),
        moving("30件", "30件"),
        moving("30件", "100件"),
        moving("1件", "1.001件", target="1000000件"),
        moving("10件", "20件", "集計中"),
        moving("10件", "30件", breaks=(Period.parse("FY2018"),)),
    ],
)
def test_no_year_of_arrival_without_a_line_that_leads_there(facts: IndicatorFacts) -> None:
    assert reached_when(facts, ON) is None


def test_arrival_on_the_last_day_of_march_is_in_the_old_fiscal_year() -> None:
    assert reached_when(moving("10件", "20件", target="60件"), ON) == FiscalYear(2022)
