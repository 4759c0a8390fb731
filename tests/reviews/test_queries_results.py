from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from hoshin.indicators.actions import Definition, define_indicator, record_actual, set_target
from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import parse_quantity
from hoshin.plan.models import Edition, Item, Stage
from hoshin.reviews.models import (
    AgendaItem,
    Assessment,
    CostLine,
    Decision,
    DecisionKind,
    Gate,
    Meeting,
    Round,
    ScaleMark,
    Shortfall,
)
from hoshin.reviews.queries.meetings import papers_of
from hoshin.reviews.queries.results import carry_overs_of, results_of
from hoshin.reviews.rules.results import CarryOver
from hoshin.reviews.rules.states import ReportStatus, RoundStatus
from tests.reviews.cycle import ON, make_edition, make_item, make_report, make_round
from tests.world import City, everything_allowed

STATEMENTS_OF_RESULTS = 5
STATEMENTS_OF_CARRY_OVERS = 3
MOST_STATEMENTS_OF_PAPERS = 13


def mark(round_: Round, item: Item, label: str = "A") -> Assessment:
    scale, _ = ScaleMark.objects.get_or_create(
        edition=round_.edition, key=label.lower(), defaults={"label": label, "meaning": "順調"}
    )
    return Assessment.objects.create(
        round=round_, item=item, mark=scale, comment="計画のとおり", assessed_by_name="委員", assessed_on=ON
    )


def decide(item: Item, effect: str = "carry", **changes: Any) -> Decision:
    kind, _ = DecisionKind.objects.get_or_create(
        edition=item.edition, key=effect, defaults={"label": effect, "effect": effect}
    )
    values = {"reason": "審議の結果", "decider": "推進本部", "decided_on": ON, "recorded_by_name": "担当", **changes}
    return Decision.objects.create(edition=item.edition, item=item, kind=kind, **values)


def pass_gate(item: Item, to: str, **changes: Any) -> Gate:
    assert item.stage is not None
    return Gate.objects.create(
        edition=item.edition,
        item=item,
        from_stage=item.stage,
        to_stage=Stage.objects.get(edition=item.edition, key=to) if to else None,
        **{"status": "passed", "opened_by_name": "担当", "opened_on": ON, "decider": "推進本部", "decided_on": ON}
        | changes,
    )


def test_nothing_said_is_no_result(edition: Edition) -> None:
    make_item(edition)

    assert results_of(edition.pk) == {}
    assert carry_overs_of(edition.pk) == {}


def test_an_accepted_report_a_mark_a_decision_and_a_gate_make_one_result(edition: Edition) -> None:
    item, asked = make_item(edition), make_round(edition)
    report = make_report(asked, item, progress="試行した", next_plan="広げる")
    Shortfall.objects.create(
        report=report,
        fact="届かなかった",
        cause="窓口の休止",
        response="再開する",
        by_whom="市民課",
        until_date=dt.date(2021, 3, 31),
    )
    mark(asked, item)
    decide(item, "revise")
    pass_gate(item, "rollout")

    result = results_of(edition.pk)["cards"]

    assert (result.round_title, result.progress, result.next_plan) == ("年度末照会", "試行した", "広げる")
    assert result.shortfalls == ("届かなかった。原因：窓口の休止。対応：再開する（市民課、2021年3月31日まで）。",)
    assert result.verdict is not None
    assert (result.verdict.mark, result.verdict.meaning) == ("A", "順調")
    assert result.resolution is not None
    assert (result.resolution.decision, result.resolution.decider) == ("revise", "推進本部")
    assert (result.stage_from, result.stage_to) == ("適用検討", "導入実行")


@pytest.mark.parametrize("status", [one for one in ReportStatus if one is not ReportStatus.ACCEPTED])
def test_a_report_that_is_not_accepted_says_nothing(edition: Edition, status: ReportStatus) -> None:
    make_report(make_round(edition), make_item(edition), status=status.value, progress="まだ")

    assert results_of(edition.pk) == {}


def test_a_cancelled_round_says_nothing(edition: Edition) -> None:
    item, asked = make_item(edition), make_round(edition, status=RoundStatus.CANCELLED.value)
    make_report(asked, item, progress="取りやめた照会の答え")
    mark(asked, item)

    assert results_of(edition.pk) == {}


def test_the_newest_round_speaks_and_its_answer_is_not_joined_to_an_older_mark(edition: Edition) -> None:
    item = make_item(edition)
    half = make_round(edition, period="2020-04-01..2020-09-30", title="上期照会")
    make_report(half, item, progress="半年の状況")
    mark(half, item)
    make_report(make_round(edition), item, progress="一年の状況")

    result = results_of(edition.pk)["cards"]

    assert (result.progress, result.verdict) == ("一年の状況", None)


def test_a_corrected_decision_speaks_in_the_place_of_the_first(edition: Edition) -> None:
    item = make_item(edition)
    decide(item, "end", supersedes=decide(item, "carry"), reason="読み違い")

    resolution = results_of(edition.pk)["cards"].resolution

    assert resolution is not None
    assert (resolution.decision, resolution.reason) == ("end", "読み違い")
    assert carry_overs_of(edition.pk)["cards"].effect == "end"


def test_the_next_edition_is_told_effect_merger_stage_and_texts(edition: Edition) -> None:
    kept, merged, stopped = (make_item(edition, key) for key in ("cards", "maps", "kiosks"))
    make_report(make_round(edition), kept, progress="進んだ", next_plan="続ける")
    decide(merged, "merge", merge_into=kept)
    pass_gate(kept, "rollout")
    pass_gate(stopped, "")

    found = carry_overs_of(edition.pk)

    assert found == {
        "cards": CarryOver("cards", stage_to_key="rollout", progress="進んだ", next_plan="続ける"),
        "maps": CarryOver("maps", effect="merge", reason="審議の結果", merge_into_key="cards"),
        "kiosks": CarryOver("kiosks", stage_to_key=""),
    }


@pytest.mark.parametrize("status", ["preparing", "waiting", "refused", "withdrawn"])
def test_a_gate_that_is_not_passed_moves_nothing(edition: Edition, status: str) -> None:
    pass_gate(make_item(edition), "rollout", status=status)

    assert results_of(edition.pk) == {}
    assert carry_overs_of(edition.pk) == {}


def test_another_editions_cycle_stays_out(edition: Edition) -> None:
    other = make_edition(year=2019)
    item = make_item(other)
    make_report(make_round(other, period="FY2019"), item, progress="前の年")
    decide(item)

    assert results_of(edition.pk) == {}


@pytest.mark.parametrize("items", [1, 9])
def test_results_cost_the_same_however_many_items_there_are(
    edition: Edition, items: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = make_round(edition)
    for number in range(items):
        item = make_item(edition, f"item-{number}")
        Shortfall.objects.create(report=make_report(asked, item), fact="届かなかった")
        mark(asked, item)
        decide(item, "end")
        pass_gate(item, "rollout")

    with django_assert_num_queries(STATEMENTS_OF_RESULTS):
        assert len(results_of(edition.pk)) == items
    with django_assert_num_queries(STATEMENTS_OF_CARRY_OVERS):
        assert len(carry_overs_of(edition.pk)) == items


def meeting_with(edition: Edition, *items: Item, round_: Round | None = None) -> Meeting:
    meeting = Meeting.objects.create(edition=edition, round=round_, title="推進本部会議", held_on=ON)
    for order, item in enumerate(items):
        AgendaItem.objects.create(meeting=meeting, order=order, title=item.title, item=item)
    AgendaItem.objects.create(meeting=meeting, order=len(items), title="その他")
    return meeting


def test_papers_hold_report_figures_costs_and_gate_of_each_item(inside: City, edition: Edition) -> None:
    item, asked = make_item(edition), make_round(edition)
    report = make_report(asked, item, progress="試行した")
    CostLine.objects.create(report=report, kind="budget", year=2020, amount=1200, text="端末")
    pass_gate(item, "rollout", status="waiting").criteria.create(key="cost", label="費用")
    Edition.objects.filter(pk=edition.pk).update(status="draft")
    indicator = define_indicator(
        everything_allowed(), item=item, definition=Definition(name="交付枚数", unit="枚", accumulation="stock")
    )
    set_target(
        everything_allowed(), indicator=indicator, period=Period.parse("FY2022"), value=parse_quantity("60,000枚")
    )
    record_actual(
        everything_allowed(),
        indicator=indicator,
        period=Period.parse("FY2019"),
        value=parse_quantity("42,678枚"),
        on=ON,
    )

    papers = papers_of(meeting_with(edition, item, round_=asked).pk, ON)

    first, last = papers.agenda
    assert (papers.municipality, papers.status, last.title, last.paper) == ("試験市", "予定", "その他", None)
    assert first.paper is not None
    assert (first.paper.departments, first.paper.stage, first.paper.report.progress) == (
        "情報推進課",
        "適用検討",
        "試行した",
    )
    assert first.paper.costs == ("令和2年度 予算 1,200千円（端末）",)
    assert first.paper.gate == ("適用検討 → 導入実行：決定待ち", "費用：未確認")
    assert [line.standing for line in first.paper.indicators] == ["未達"]
    assert "最新の実績は、令和2年度より前のものです。" in first.paper.indicators[0].remarks


@pytest.mark.parametrize("items", [2, 9])
def test_papers_cost_the_same_however_many_items_there_are(
    edition: Edition, items: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked = make_round(edition)
    found = [make_item(edition, f"item-{number}") for number in range(items)]
    for item in found:
        CostLine.objects.create(report=make_report(asked, item), kind="budget", year=2020, amount=1)
        pass_gate(item, "rollout").criteria.create(key="cost", label="費用")
    meeting = meeting_with(edition, *found, round_=asked)

    with django_assert_max_num_queries(MOST_STATEMENTS_OF_PAPERS):
        assert len(papers_of(meeting.pk, ON).agenda) == items + 1
