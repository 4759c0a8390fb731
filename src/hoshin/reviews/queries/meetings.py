"""Meetings of the headquarters, and all that their papers say."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db.models import Prefetch, QuerySet

from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import current_municipality_id
from hoshin.plan.models import Edition, Item, ItemDepartment
from hoshin.reviews.models import AgendaItem, CostLine, Gate, GateCriterion, Meeting
from hoshin.reviews.queries.results import results_of
from hoshin.reviews.queries.standing import indicator_lines
from hoshin.reviews.rules.results import AgendaLine, ItemPaper, ItemResult, MeetingPapers
from hoshin.reviews.rules.states import GateStatus, ReportStatus, RoundStatus


def meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("edition__policy", "round").order_by("-held_on", "-id")


def get_meeting(pk: int) -> Meeting:
    return Meeting.objects.select_related("edition__policy", "round").get(pk=pk)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in its order, in two statements."""
    departments = Prefetch(
        "item__item_departments", queryset=ItemDepartment.objects.select_related("department").order_by("order", "id")
    )
    rows = AgendaItem.objects.filter(meeting=meeting).select_related("item__identity", "item__stage", "item__edition")
    return list(rows.prefetch_related(departments).order_by("order", "id"))


def gates_by_item(edition: Edition) -> dict[int, Gate]:
    """Return by the item's id the gate that waits, is prepared or was decided last, in two statements."""
    gates = Gate.objects.filter(edition=edition).exclude(status=GateStatus.WITHDRAWN.value)
    criteria = Prefetch("criteria", queryset=GateCriterion.objects.order_by("order", "id"))
    rows = gates.select_related("from_stage", "to_stage").prefetch_related(criteria).order_by("id")
    return {row.item_id: row for row in rows}


def papers_of(meeting_id: int, on: dt.date) -> MeetingPapers:
    """Return all that agenda, papers and minutes of the meeting say on that day, in thirteen statements.

    :raises Meeting.DoesNotExist: no such meeting here.
    """
    meeting = get_meeting(meeting_id)
    agenda = agenda_of(meeting)
    results = results_of(meeting.edition_id)
    lines = indicator_lines(meeting.edition, on, asked=asked_period(meeting))
    gates, costs = gates_by_item(meeting.edition), _costs(meeting.edition)

    def paper(item: Item) -> ItemPaper:
        key = item.identity.key
        return ItemPaper(
            number=item.number,
            title=item.title,
            departments=departments_text(item),
            stage=item.stage.label if item.stage else "",
            report=results.get(key, ItemResult(key)),
            indicators=lines.get(key, ()),
            costs=tuple(costs[item.pk]),
            gate=gate_lines(gates[item.pk]) if item.pk in gates else (),
        )

    return MeetingPapers(
        municipality=Municipality.objects.get(pk=current_municipality_id()).name,
        title=meeting.title,
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair,
        attendees=meeting.attendees,
        status=meeting.get_status_display(),
        agenda=tuple(
            AgendaLine(number, row.title, row.note, row.discussion, paper(row.item) if row.item else None)
            for number, row in enumerate(agenda, start=1)
        ),
        minutes=meeting.minutes,
    )


def asked_period(meeting: Meeting) -> Period:
    """Return the period of the meeting's round, or else the edition's year."""
    if meeting.round is not None:
        return meeting.round.period
    return Period.fiscal_year(FiscalYear(meeting.edition.year))


def departments_text(item: Item) -> str:
    """Return the prefetched departments as one line."""
    return "、".join(row.department.name for row in item.item_departments.all())


def gate_lines(gate: Gate) -> tuple[str, ...]:
    """Return the gate's way and standing, then its criteria with who signed each."""
    to = gate.to_stage.label if gate.to_stage else "取組をやめる"
    head = f"{gate.from_stage.label} → {to}：{gate.get_status_display()}"
    if gate.is_exception:
        head += f"（要件を満たさない例外。理由：{gate.reason}）"
    return (head, *(_criterion_line(row) for row in gate.criteria.all()))


def _criterion_line(row: GateCriterion) -> str:
    return f"{row.label}：{row.signed_by_name}が確認" if row.signed_at else f"{row.label}：未確認"


def _costs(edition: Edition) -> defaultdict[int, list[str]]:
    """Return by the item's id the cost lines of the newest round's accepted report that has any."""
    rows = (
        CostLine.objects.filter(report__round__edition=edition, report__status=ReportStatus.ACCEPTED.value)
        .exclude(report__round__status=RoundStatus.CANCELLED.value)
        .select_related("report")
        .order_by("-report__round__period_end", "-report__round_id", "year", "order", "id")
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    newest: dict[int, int] = {}
    for row in rows:
        if newest.setdefault(row.report.item_id, row.report_id) == row.report_id:
            found[row.report.item_id].append(_cost_line(row))
    return found


def _cost_line(row: CostLine) -> str:
    text = f"（{row.text}）" if row.text else ""
    return f"{FiscalYear(row.year).label_wareki} {row.get_kind_display()} {row.amount:,}千円{text}"
