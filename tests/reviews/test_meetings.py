from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.indicators.rules.admission import HoldsMyNumber
from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition
from hoshin.reviews.actions import meetings
from hoshin.reviews.actions.deciding import record_decision
from hoshin.reviews.actions.gates import open_gate, submit_gate
from hoshin.reviews.actions.meetings import DecisionEntry, GateEntry
from hoshin.reviews.actions.vocabulary import put_default_vocabulary
from hoshin.reviews.models import AgendaItem, Decision, DecisionKind, Gate, Meeting
from hoshin.reviews.rules.admission import ReasonMissing
from hoshin.reviews.rules.decisions import NoMinutes, NotInThisMeetingState, NotYetHeld, OfAnotherEdition
from hoshin.reviews.rules.states import MEETING_MOVES, GateVerb, MeetingStatus, MeetingVerb
from tests.reviews.asked import COORDINATOR, member_of
from tests.reviews.cycle import ON, make_edition, make_item, make_report, make_round


def planned(edition: Edition, **changes: object) -> Meeting:
    values: dict[str, object] = {"title": "推進本部会議", "held_on": ON, **changes}
    return meetings.plan_meeting(COORDINATOR, edition=edition, **values)  # type: ignore[arg-type]  # as each test says


def held(edition: Edition) -> Meeting:
    return meetings.hold_meeting(COORDINATOR, meeting=planned(edition), version=1, on=ON)


def titles(meeting: Meeting) -> list[str]:
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("order", "id").values_list("title", flat=True))


def kind(edition: Edition, key: str = "continue") -> DecisionKind:
    put_default_vocabulary(COORDINATOR, edition=edition)
    return DecisionKind.objects.get(edition=edition, key=key)


def test_the_agenda_holds_what_was_asked_and_what_waits(edition: Edition) -> None:
    asked, waiting, _quiet = (make_item(edition, key) for key in ("cards", "maps", "kiosks"))
    round_row = make_round(edition)
    make_report(round_row, asked)
    gate = open_gate(COORDINATOR, item=waiting, to_stage=edition.stages.get(key="rollout"), on=ON)
    submit_gate(COORDINATOR, gate=gate, version=1, on=ON)

    meeting = planned(edition, round=round_row)

    assert titles(meeting) == ["取組 cards", "取組 maps"]
    notes = list(AgendaItem.objects.filter(meeting=meeting).order_by("order").values_list("note", flat=True))
    assert notes == ["", "段階の移行：適用検討 → 導入実行"]


def test_without_a_round_every_initiative_is_on_the_agenda_once(edition: Edition) -> None:
    make_item(edition)
    meeting = planned(edition)
    make_item(edition, "maps")

    meetings.fill_agenda(COORDINATOR, meeting=meeting)
    meetings.fill_agenda(COORDINATOR, meeting=meeting)

    assert titles(meeting) == ["取組 cards", "取組 maps"]


def test_agenda_items_are_added_moved_changed_and_taken_out(edition: Edition) -> None:
    make_item(edition)
    meeting = planned(edition)
    other = meetings.add_agenda_item(COORDINATOR, meeting=meeting, title="その他")

    meetings.move_agenda_item(COORDINATOR, row=other, steps=-1)
    meetings.change_agenda_item(COORDINATOR, row=other, version=1, values={"title": "報告"})
    assert titles(meeting) == ["報告", "取組 cards"]

    meetings.remove_agenda_item(COORDINATOR, row=other)
    assert titles(meeting) == ["取組 cards"]


def test_a_round_of_another_edition_is_no_basis(edition: Edition) -> None:
    with pytest.raises(OfAnotherEdition):
        planned(edition, round=make_round(make_edition(year=2021), period="FY2021"))


def test_a_meeting_is_not_held_before_its_day(edition: Edition) -> None:
    meeting = planned(edition, held_on=ON + dt.timedelta(days=1))

    with pytest.raises(NotYetHeld):
        meetings.hold_meeting(COORDINATOR, meeting=meeting, version=1, on=ON)


def test_nobody_elses_number_gets_into_minutes(edition: Edition) -> None:
    with pytest.raises(HoldsMyNumber):
        meetings.change_meeting(
            COORDINATOR, meeting=planned(edition), version=1, values={"minutes": "番号は1234 5678 9018です"}
        )


def test_only_who_decides_plans_a_meeting(edition: Edition) -> None:
    with pytest.raises(NotPermitted):
        meetings.plan_meeting(member_of(None, "reporter"), edition=edition, title="会議", held_on=ON)


@pytest.mark.parametrize("status", [MeetingStatus.PLANNED, MeetingStatus.CLOSED])
def test_decisions_are_recorded_only_in_a_meeting_that_was_held(edition: Edition, status: MeetingStatus) -> None:
    item, meeting = make_item(edition), planned(edition)
    Meeting.objects.filter(pk=meeting.pk).update(status=status.value)
    meeting.refresh_from_db()

    with pytest.raises(NotInThisMeetingState):
        record_decision(
            COORDINATOR,
            edition=edition,
            item=item,
            kind=kind(edition),
            reason="審議",
            decider="推進本部",
            decided_on=ON,
            meeting=meeting,
        )


def test_what_one_page_decides_is_all_or_nothing(edition: Edition) -> None:
    one, two = make_item(edition), make_item(edition, "maps")
    gate = open_gate(COORDINATOR, item=two, to_stage=edition.stages.get(key="rollout"), on=ON)
    gate = submit_gate(COORDINATOR, gate=gate, version=1, on=ON)
    meeting, decision = held(edition), DecisionEntry(one, kind(edition), "続ける")

    with pytest.raises(Refused, match="取組 maps") as refused:
        meetings.decide_in_meeting(
            COORDINATOR,
            meeting=meeting,
            decider="推進本部",
            decisions=[decision],
            gates=[GateEntry(gate, gate.version, GateVerb.PASS)],
        )
    assert refused.value.field == "is_exception"
    assert not Decision.objects.exists()

    meetings.decide_in_meeting(
        COORDINATOR,
        meeting=meeting,
        decider="推進本部",
        decisions=[decision],
        gates=[GateEntry(gate, gate.version, GateVerb.REFUSE, reason="時期が早い")],
    )
    assert Decision.objects.get().decided_on == meeting.held_on
    assert Gate.objects.get().status == "refused"


def test_a_gate_of_another_edition_is_not_decided_here(edition: Edition) -> None:
    other = make_edition(year=2021)
    gate = open_gate(COORDINATOR, item=make_item(other), to_stage=other.stages.get(key="rollout"), on=ON)
    gate = submit_gate(COORDINATOR, gate=gate, version=1, on=ON)

    with pytest.raises(Refused):
        meetings.decide_in_meeting(
            COORDINATOR,
            meeting=held(edition),
            decider="推進本部",
            decisions=[],
            gates=[GateEntry(gate, gate.version, GateVerb.RETURN, reason="足りない")],
        )

    assert Gate.objects.get().status == "waiting"


STEPS = st.lists(st.tuples(st.sampled_from([*MeetingVerb, "minutes", "agenda"]), st.booleans()), max_size=10)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_sequence_leaves_the_table_or_changes_settled_minutes(
    edition: Edition, steps: list[tuple[object, bool]]
) -> None:
    with transaction.atomic():
        meeting = planned(edition)
        for step, is_stale in steps:
            before = Meeting.objects.get(pk=meeting.pk)
            agenda = titles(meeting)
            with suppress(Refused, EditedMeanwhile):
                take(before, step, before.version - is_stale)
            after = Meeting.objects.get(pk=meeting.pk)
            if after.status != before.status:
                assert MEETING_MOVES[MeetingStatus(before.status), MeetingVerb(str(step))] == after.status
                assert not is_stale
            if before.status == MeetingStatus.CLOSED:
                assert (after.minutes, titles(meeting)) == (before.minutes, agenda)
            assert after.minutes or after.status != MeetingStatus.CLOSED
        transaction.set_rollback(True)


def take(meeting: Meeting, step: object, version: int) -> None:
    if step == "minutes":
        meetings.change_meeting(
            COORDINATOR, meeting=meeting, version=version, values={"minutes": f"{meeting.minutes}決定した。"}
        )
    elif step == "agenda":
        meetings.add_agenda_item(COORDINATOR, meeting=meeting, title="その他")
    elif step is MeetingVerb.HOLD:
        meetings.hold_meeting(COORDINATOR, meeting=meeting, version=version, on=ON)
    elif step is MeetingVerb.CLOSE:
        meetings.close_meeting(COORDINATOR, meeting=meeting, version=version)
    else:
        meetings.reopen_meeting(COORDINATOR, meeting=meeting, version=version, reason="追記する")


def test_minutes_are_there_before_they_are_settled_and_opened_again_with_a_reason(edition: Edition) -> None:
    meeting = held(edition)
    with pytest.raises(NoMinutes):
        meetings.close_meeting(COORDINATOR, meeting=meeting, version=meeting.version)
    meeting = meetings.change_meeting(
        COORDINATOR, meeting=meeting, version=meeting.version, values={"minutes": "決定した。"}
    )
    closed = meetings.close_meeting(COORDINATOR, meeting=meeting, version=meeting.version)

    with pytest.raises(ReasonMissing):
        meetings.reopen_meeting(COORDINATOR, meeting=closed, version=closed.version, reason=" ")
