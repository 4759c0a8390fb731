"""What a year's cycle made of an edition's items: read by the published edition and by the next one's beginning."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from hoshin.reviews.models import Assessment, Decision, Gate, Report, Round, Shortfall
from hoshin.reviews.rules.results import CarryOver, ItemResult, Resolution, Verdict
from hoshin.reviews.rules.states import GateStatus, ReportStatus, RoundStatus

Answered = TypeVar("Answered", Report, Assessment)


def results_of(edition_id: int) -> dict[str, ItemResult]:
    """Return by the item's key what accepted reports, assessments, decisions and passed gates say, in five statements.

    Report and assessment are of the same round: the newest one in which the item has either. Items about which nothing
    was said are not in it.
    """
    shortfalls = Prefetch("shortfalls", queryset=Shortfall.objects.select_related("indicator").order_by("order", "id"))
    reports = {row.item_id: row for row in _newest(_reports(edition_id).prefetch_related(shortfalls))}
    marks = {row.item_id: row for row in _newest(_assessments(edition_id))}
    decisions = {row.item_id: row for row in standing_decisions(edition_id)}
    gates = passed_gates(edition_id)
    told: list[Report | Assessment | Decision | Gate] = [
        *reports.values(),
        *marks.values(),
        *decisions.values(),
        *gates.values(),
    ]
    keys = {row.item_id: row.item.identity.key for row in told}
    return {
        key: _result(key, reports.get(pk), marks.get(pk), decisions.get(pk), gates.get(pk)) for pk, key in keys.items()
    }


def carry_overs_of(edition_id: int) -> dict[str, CarryOver]:
    """Return by the item's key what the next edition does with it, in three statements.

    Items that are not in it are carried over as they are.
    """
    found: dict[str, CarryOver] = {}
    for decision in standing_decisions(edition_id):
        key = decision.item.identity.key
        merged = decision.merge_into.identity.key if decision.merge_into else ""
        found[key] = CarryOver(key, effect=decision.kind.effect, reason=decision.reason, merge_into_key=merged)
    for gate in passed_gates(edition_id).values():
        key = gate.item.identity.key
        stage = gate.to_stage.key if gate.to_stage else ""
        found[key] = replace(found.get(key, CarryOver(key)), stage_to_key=stage)
    for report in _newest(_reports(edition_id)):
        key = report.item.identity.key
        found[key] = replace(found.get(key, CarryOver(key)), progress=report.progress, next_plan=report.next_plan)
    return found


def standing_decisions(edition_id: int) -> QuerySet[Decision]:
    """Return the edition's decisions that no newer one supersedes, one an item, in one statement."""
    return (
        Decision.objects.filter(edition_id=edition_id, successor=None)
        .select_related("item__identity", "kind", "merge_into__identity", "meeting")
        .order_by("item__order", "item_id")
    )


def passed_gates(edition_id: int) -> dict[int, Gate]:
    """Return by the item's id the gate that was passed last, in one statement."""
    gates = Gate.objects.filter(edition_id=edition_id, status=GateStatus.PASSED.value)
    rows = gates.select_related("item__identity", "from_stage", "to_stage").order_by("decided_on", "id")
    return {row.item_id: row for row in rows}


def _reports(edition_id: int) -> QuerySet[Report]:
    return (
        Report.objects.filter(round__edition_id=edition_id, status=ReportStatus.ACCEPTED.value)
        .exclude(round__status=RoundStatus.CANCELLED.value)
        .select_related("round", "item__identity")
    )


def _assessments(edition_id: int) -> QuerySet[Assessment]:
    return (
        Assessment.objects.filter(round__edition_id=edition_id)
        .exclude(round__status=RoundStatus.CANCELLED.value)
        .select_related("round", "item__identity", "mark")
    )


def _newest(rows: Iterable[Answered]) -> Collection[Answered]:
    """Keep of each item what was said in the newest round."""
    found: dict[int, Answered] = {}
    for row in sorted(rows, key=lambda row: _age(row.round)):
        found[row.item_id] = row
    return found.values()


def _age(one: Round) -> tuple[object, ...]:
    return one.period_end, one.opens_on, one.pk


def _result(
    key: str, report: Report | None, mark: Assessment | None, decision: Decision | None, gate: Gate | None
) -> ItemResult:
    if report and mark and report.round_id != mark.round_id:
        # A mark given to one round's answer says nothing about another's.
        report, mark = (report, None) if _age(report.round) > _age(mark.round) else (None, mark)
    asked = report.round if report else mark.round if mark else None
    return ItemResult(
        item_key=key,
        round_title=asked.title if asked else "",
        progress=report.progress if report else "",
        next_plan=report.next_plan if report else "",
        shortfalls=tuple(shortfall_text(row) for row in report.shortfalls.all()) if report else (),
        verdict=Verdict(mark.mark.label, mark.mark.meaning, mark.comment, mark.assessed_on) if mark else None,
        resolution=_resolution(decision) if decision else None,
        stage_from=gate.from_stage.label if gate else "",
        stage_to=gate.to_stage.label if gate and gate.to_stage else "",
    )


def shortfall_text(row: Shortfall) -> str:
    """Return fact, cause, response, by whom and until when as one text."""
    day = row.until_date
    until = f"{day.year}年{day.month}月{day.day}日まで" if day else ""
    who = "、".join(part for part in (row.by_whom, until) if part)
    response = row.response.rstrip("。")
    if who:
        response = f"{response}（{who}）" if response else who
    parts = [
        (row.indicator.name if row.indicator else "", row.fact),
        ("原因", row.cause),
        ("対応", response),
    ]
    return "".join(
        f"{label}：{text.rstrip('。')}。" if label else f"{text.rstrip('。')}。" for label, text in parts if text
    )


def _resolution(decision: Decision) -> Resolution:
    return Resolution(decision.kind.label, decision.reason, decision.decider, decision.decided_on)
