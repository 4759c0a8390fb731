"""The six indicators of the document of 2020, reckoned by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hoshin.indicators.rules import Accumulation, IndicatorFacts, Refusal, achievement, outlook, pace
from tests.indicators.facts import make_facts, point

ON = dt.date(2020, 10, 1)
MEASURED = "2020-02-29"


def kpi(unit: str, actual: int, first: int, last: int) -> IndicatorFacts:
    return make_facts(
        unit=unit,
        actuals=[point(MEASURED, f"{actual:,}{unit}", MEASURED)],
        targets=[point("FY2020", f"{first:,}{unit}"), point("FY2023", f"{last:,}{unit}")],
    )


CARDS = kpi("枚", 42_678, 97_056, 202_904)
PROCEDURES = kpi("件", 13, 15, 34)
DATASETS = kpi("データセット", 5, 6, 14)
PLACES = kpi("拠点", 4, 5, 20)
MESSAGES = make_facts(
    unit="件",
    accumulation=Accumulation.UNKNOWN,
    actuals=[point(MEASURED, "駅前情報発信拠点プロジェクト事業の実施", MEASURED)],
    targets=[point("FY2020", "100件"), point("FY2021", "250件")],
)
VIEWS = make_facts(
    unit="件",
    accumulation=Accumulation.UNKNOWN,
    actuals=[point(MEASURED, "", MEASURED)],
    targets=[point("FY2020", "1,500件"), point("FY2021", "4,500件")],
)


@pytest.mark.parametrize(
    ("facts", "to_next", "to_final"),
    [
        (CARDS, "0.4397", "0.2103"),
        (PROCEDURES, "0.8667", "0.3824"),
        (DATASETS, "0.8333", "0.3571"),
        (PLACES, "0.8000", "0.2000"),
    ],
)
def test_rates_to_the_next_and_the_final_target(facts: IndicatorFacts, to_next: str, to_final: str) -> None:
    found = outlook(facts, ON)

    rates = [found.next.rate, found.final.rate]
    assert [rate and rate.quantize(Decimal("0.0001")) for rate in rates] == [Decimal(to_next), Decimal(to_final)]
    assert (found.next.is_reached, found.final.is_reached) == (False, False)


@pytest.mark.parametrize(
    ("facts", "readings"),
    [
        (
            CARDS,
            [
                "令和2年度末の97,056枚まで、あと54,378枚。1年あたり50,195枚の増が必要です。",
                "令和5年度末の202,904枚まで、あと160,226枚。1年あたり39,239枚の増が必要です。",
            ],
        ),
        (
            PROCEDURES,
            [
                "令和2年度末の15件まで、あと2件。1年あたり1.8件の増が必要です。",
                "令和5年度末の34件まで、あと21件。1年あたり5.1件の増が必要です。",
            ],
        ),
        (
            DATASETS,
            [
                "令和2年度末の6データセットまで、あと1データセット。1年あたり0.9データセットの増が必要です。",
                "令和5年度末の14データセットまで、あと9データセット。1年あたり2.2データセットの増が必要です。",
            ],
        ),
        (
            PLACES,
            [
                "令和2年度末の5拠点まで、あと1拠点。1年あたり0.9拠点の増が必要です。",
                "令和5年度末の20拠点まで、あと16拠点。1年あたり3.9拠点の増が必要です。",
            ],
        ),
    ],
)
def test_the_pace_reads_as_a_person_would_say_it(facts: IndicatorFacts, readings: list[str]) -> None:
    assert [step.reading for step in pace(facts, ON).steps] == readings


def test_cards_need_their_number_times_four_and_three_quarters_in_49_months() -> None:
    last = pace(CARDS, ON).steps[-1]

    assert (last.remaining, last.months) == (Decimal(160_226), Decimal(49))
    assert last.factor is not None
    assert last.factor.quantize(Decimal("0.01")) == Decimal("4.75")


def test_one_actual_gives_no_pace_so_far_and_no_year_of_arrival() -> None:
    found = outlook(CARDS, ON)

    assert found.pace.so_far is None
    assert found.reached_in is None


def test_an_actual_that_is_a_sentence_has_no_rate() -> None:
    found = achievement(MESSAGES, ON)

    assert (found.rate, found.refusal, found.is_reached) == (None, Refusal.ACTUAL_TEXT, None)


def test_a_blank_actual_is_not_zero() -> None:
    found = outlook(VIEWS, ON)

    assert (found.next.rate, found.next.refusal) == (None, Refusal.ACTUAL_NOT_STATED)
    assert found.bar is None
    assert found.reading == "実績の記載がありません。"


def test_a_number_does_not_help_while_nobody_knows_whether_it_adds_up() -> None:
    counted = make_facts(
        accumulation=Accumulation.UNKNOWN,
        actuals=[point("FY2020", "120件", "2020-09-30")],
        targets=[point("FY2020", "100件"), point("FY2021", "250件")],
    )
    found = outlook(counted, ON)

    assert (found.next.refusal, found.next.is_reached) == (Refusal.UNKNOWN_ACCUMULATION, None)
    assert found.pace.refusal is Refusal.UNKNOWN_ACCUMULATION


def test_the_bar_of_the_cards_has_a_mark_where_the_first_target_stands() -> None:
    bar = outlook(CARDS, ON).bar

    assert bar is not None
    assert bar.filled.quantize(Decimal("0.0001")) == Decimal("0.2103")
    assert [mark.at.quantize(Decimal("0.0001")) for mark in bar.marks] == [Decimal("0.4783")]
