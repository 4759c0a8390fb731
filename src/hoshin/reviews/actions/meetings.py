"""Meetings of the headquarters: planned, held, settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.plan.models import Edition, Item
from hoshin.reviews.actions.deciding import _require_held, record_decision
from hoshin.reviews.actions.gates import pass_gate, refuse_gate, return_gate
from hoshin.reviews.models import AgendaItem, DecisionKind, Gate, Meeting, Round
from hoshin.reviews.permissions import DECIDE
from hoshin.reviews.queries.agenda import items_to_discuss
from hoshin.reviews.rules.admission import require_reason
from hoshin.reviews.rules.decisions import NoMinutes, NotInThisMeetingState, NotYetHeld, OfAnotherEdition
from hoshin.reviews.rules.states import MEETING_MOVES, GateVerb, MeetingStatus, MeetingVerb


@dataclass(frozen=True)
class DecisionEntry:
    """A line of the meeting's page: what was decided on an initiative."""

    item: Item
    kind: DecisionKind
    reason: str
    merge_into: Item | None = None


@dataclass(frozen=True)
class GateEntry:
    """A line of the meeting's page: what was decided on a gate. `verb` is PASS, REFUSE or RETURN."""

    gate: Gate
    version: int
    verb: GateVerb
    reason: str = ""
    is_exception: bool = False


@action(DECIDE, "reviews.meeting.planned")
def plan_meeting(
    by: Actor,
    *,
    edition: Edition,
    title: str,
    held_on: dt.date,
    place: str = "",
    chair: str = "",
    attendees: str = "",
    round: Round | None = None,
) -> Meeting:
    """Plan a meeting with an agenda of what there is to discuss.

    :raises OfAnotherEdition: the round is.
    """
    values = {"title": title, "place": place, "chair": chair, "attendees": attendees}
    require_no_my_number(values)
    if round is not None and round.edition_id != edition.pk:
        raise OfAnotherEdition("round")
    meeting = Meeting.objects.create(edition=edition, round=round, held_on=held_on, **values)
    _fill_agenda(meeting)
    return meeting


@action(DECIDE, "reviews.meeting.changed")
def change_meeting(by: Actor, *, meeting: Meeting, version: int, values: dict[str, Any]) -> Meeting:
    """Change what is known of the meeting, its minutes included, until they are settled.

    :raises NotInThisMeetingState: :raises EditedMeanwhile:
    """
    require_no_my_number({name: text for name, text in values.items() if isinstance(text, str)})
    _require_open(meeting, "変える")
    return change(meeting, version=version, **values)


@action(DECIDE, "reviews.agenda.filled")
def fill_agenda(by: Actor, *, meeting: Meeting) -> Meeting:
    """Add what has come up since: initiatives with a report in the round and gates that wait. What is there stays.

    :raises NotInThisMeetingState: the minutes are settled.
    """
    _require_open(meeting, "議題を加える")
    _fill_agenda(meeting)
    return meeting


@action(DECIDE, "reviews.agenda_item.added")
def add_agenda_item(by: Actor, *, meeting: Meeting, title: str, note: str = "") -> AgendaItem:
    """Add something that is not about one initiative, at the end.

    :raises NotInThisMeetingState: the minutes are settled.
    """
    require_no_my_number({"title": title, "note": note})
    _require_open(meeting, "議題を加える")
    return AgendaItem.objects.create(meeting=meeting, order=_next_order(meeting), title=title, note=note)


@action(DECIDE, "reviews.agenda_item.changed")
def change_agenda_item(by: Actor, *, row: AgendaItem, version: int, values: dict[str, Any]) -> AgendaItem:
    """
    :raises NotInThisMeetingState: the minutes are settled. :raises EditedMeanwhile:
    """
    require_no_my_number({name: text for name, text in values.items() if isinstance(text, str)})
    _require_open(row.meeting, "議題を変える")
    return change(row, version=version, **values)


@action(DECIDE, "reviews.agenda_item.moved")
def move_agenda_item(by: Actor, *, row: AgendaItem, steps: int) -> AgendaItem:
    """Move it up (negative) or down.

    :raises NotInThisMeetingState: the minutes are settled.
    """
    _require_open(row.meeting, "議題を並べ替える")
    rows = list(AgendaItem.objects.filter(meeting=row.meeting).order_by("order", "id"))
    place = next(index for index, one in enumerate(rows) if one.pk == row.pk)
    rows.insert(min(max(place + steps, 0), len(rows) - 1), rows.pop(place))
    for order, one in enumerate(rows):
        if one.order != order:
            AgendaItem.objects.filter(pk=one.pk).update(order=order)
    return AgendaItem.objects.get(pk=row.pk)


@action(DECIDE, "reviews.agenda_item.removed")
def remove_agenda_item(by: Actor, *, row: AgendaItem) -> Meeting:
    """
    :raises NotInThisMeetingState: the minutes are settled.
    """
    _require_open(row.meeting, "議題を消す")
    AgendaItem.objects.filter(pk=row.pk).delete()
    return row.meeting


@action(DECIDE, "reviews.meeting.held")
def hold_meeting(by: Actor, *, meeting: Meeting, version: int, on: dt.date) -> Meeting:
    """Say that it took place; from then on decisions can be recorded in it.

    :raises NotYetHeld: its day is still to come. :raises NotInThisMeetingState: :raises EditedMeanwhile:
    """
    if meeting.held_on > on:
        raise NotYetHeld
    return _move(meeting, version, MeetingVerb.HOLD)


@action(DECIDE, "reviews.meeting.closed")
def close_meeting(by: Actor, *, meeting: Meeting, version: int) -> Meeting:
    """Settle the minutes; nothing of the meeting changes after that.

    :raises NoMinutes: :raises NotInThisMeetingState: :raises EditedMeanwhile:
    """
    if not meeting.minutes.strip():
        raise NoMinutes
    return _move(meeting, version, MeetingVerb.CLOSE)


@action(DECIDE, "reviews.meeting.reopened")
def reopen_meeting(by: Actor, *, meeting: Meeting, version: int, reason: str) -> Meeting:
    """Open settled minutes again.

    :raises ReasonMissing: :raises NotInThisMeetingState: :raises EditedMeanwhile:
    """
    require_reason(reason)
    require_no_my_number({"reason": reason})
    return _move(meeting, version, MeetingVerb.REOPEN)


@action(DECIDE, "reviews.meeting.decided")
def decide_in_meeting(
    by: Actor, *, meeting: Meeting, decider: str, decisions: Sequence[DecisionEntry], gates: Sequence[GateEntry]
) -> Meeting:
    """Record all that was decided in a meeting, on its day, or nothing of it.

    :raises Refused: as for each decision and gate, with its title before the sentence.
    """
    _require_held(meeting)
    for entry in decisions:
        with _titled(entry.item.title):
            record_decision(
                by,
                edition=meeting.edition,
                item=entry.item,
                kind=entry.kind,
                reason=entry.reason,
                decider=decider,
                decided_on=meeting.held_on,
                meeting=meeting,
                merge_into=entry.merge_into,
            )
    for gate in gates:
        with _titled(gate.gate.item.title):
            _decide_gate(by, meeting, decider, gate)
    return meeting


def _decide_gate(by: Actor, meeting: Meeting, decider: str, entry: GateEntry) -> None:
    if entry.gate.edition_id != meeting.edition_id:
        raise OfAnotherEdition("gate")
    if entry.verb is GateVerb.RETURN:
        return_gate(by, gate=entry.gate, version=entry.version, reason=entry.reason)
        return
    told: dict[str, Any] = {"reason": entry.reason, "decider": decider, "decided_on": meeting.held_on}
    if entry.verb is GateVerb.PASS:
        pass_gate(by, gate=entry.gate, version=entry.version, is_exception=entry.is_exception, **told)
    elif entry.verb is GateVerb.REFUSE:
        refuse_gate(by, gate=entry.gate, version=entry.version, **told)


@contextmanager
def _titled(title: str) -> Iterator[None]:
    """Say of which line of the page a refusal speaks."""
    try:
        yield
    except Refused as error:
        raise Refused(f"「{title}」：{error.message}", field=error.field) from error


def _fill_agenda(meeting: Meeting) -> None:
    known = set(AgendaItem.objects.filter(meeting=meeting).values_list("item_id", flat=True))
    start = _next_order(meeting)
    fresh = [entry for entry in items_to_discuss(meeting) if entry.item.pk not in known]
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, order=start + place, title=entry.title[:300], item=entry.item, note=entry.note)
        for place, entry in enumerate(fresh)
    )


def _next_order(meeting: Meeting) -> int:
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def _require_open(meeting: Meeting, done: str) -> None:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.status == MeetingStatus.CLOSED:
        raise NotInThisMeetingState(row.get_status_display(), done)


def _move(meeting: Meeting, version: int, verb: MeetingVerb) -> Meeting:
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    status = MeetingStatus(row.status)
    if (status, verb) not in MEETING_MOVES:
        raise NotInThisMeetingState(status.label, verb.label)
    return change(row, version=version, status=MEETING_MOVES[status, verb].value)
