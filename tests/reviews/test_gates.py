from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition, EditionStatus, Item, Stage
from hoshin.reviews.actions import gates
from hoshin.reviews.actions.cases import add_case, remove_case
from hoshin.reviews.actions.evidence import add_evidence, remove_evidence, sign_criterion, unsign_criterion
from hoshin.reviews.models import CaseStudy, Gate, GateCriterion, GateEvidence
from hoshin.reviews.queries.gates import GateDesk, gates_on_desk
from hoshin.reviews.rules.admission import ReasonMissing
from hoshin.reviews.rules.gates import (
    TO_CARRY_OUT,
    TO_EXAMINE,
    CaseInUse,
    LeadsNowhere,
    NoException,
    NoStageYet,
    NothingToSign,
    NotInThisGateState,
    NotSignedYet,
    SignedByNow,
    StageOnTheWay,
    UnderWayAlready,
    criteria_between,
)
from hoshin.reviews.rules.states import GATE_MOVES, GateStatus, GateVerb
from tests.reviews.asked import AT, COORDINATOR, head_of, member_of
from tests.reviews.cycle import ON, make_department, make_edition, make_item

WAY = [
    StageOnTheWay("survey", "none"),
    StageOnTheWay("feasibility", "none"),
    StageOnTheWay("rollout", "indicator_with_target"),
]
DECIDED: dict[str, Any] = {"decider": "推進本部", "decided_on": ON}


def stage(edition: Edition, key: str) -> Stage:
    return Stage.objects.get(edition=edition, key=key)


def opened(item: Item, to: str = "rollout", **changes: Any) -> Gate:
    return gates.open_gate(COORDINATOR, item=item, to_stage=stage(item.edition, to) if to else None, on=ON, **changes)


def fresh(gate: Gate) -> Gate:
    return Gate.objects.select_related("item__identity", "edition", "from_stage", "to_stage").get(pk=gate.pk)


def submitted(gate: Gate) -> Gate:
    return gates.submit_gate(COORDINATOR, gate=gate, version=fresh(gate).version, on=ON)


def sign_all(gate: Gate) -> None:
    for criterion in gate.criteria.all():
        add_evidence(COORDINATOR, criterion=criterion, on=ON, text="調べた結果")
        sign_criterion(COORDINATOR, criterion=criterion, version=criterion.version, at=AT, on=ON)


@pytest.mark.parametrize(
    ("start", "to", "asked"),
    [
        ("survey", "feasibility", TO_EXAMINE),
        ("feasibility", "rollout", TO_CARRY_OUT),
        ("survey", "rollout", TO_EXAMINE + TO_CARRY_OUT),
        ("rollout", "survey", ()),
        ("feasibility", None, ()),
    ],
)
def test_a_way_asks_for_what_each_stage_on_it_asks(start: str, to: str | None, asked: tuple[object, ...]) -> None:
    assert criteria_between(WAY, start, to) == asked


@pytest.mark.parametrize(("start", "to"), [("survey", "survey"), ("survey", "moon"), ("moon", "survey")])
def test_a_way_to_nowhere_is_none(start: str, to: str) -> None:
    with pytest.raises(LeadsNowhere):
        criteria_between(WAY, start, to)


def test_a_gate_has_the_criteria_of_its_way(edition: Edition) -> None:
    gate = opened(make_item(edition))

    labels = list(gate.criteria.order_by("order").values_list("label", flat=True))
    assert labels == [one.label for one in TO_CARRY_OUT]
    assert (gate.status, gate.from_stage.key) == ("preparing", "feasibility")


def test_an_initiative_without_a_stage_has_no_way(edition: Edition) -> None:
    with pytest.raises(NoStageYet):
        opened(make_item(edition, stage=""))


def test_one_way_at_a_time(edition: Edition) -> None:
    item = make_item(edition)
    opened(item)

    with pytest.raises(UnderWayAlready):
        opened(item, "survey", reason="戻す")


@pytest.mark.parametrize("to", ["survey", ""])
def test_the_way_back_and_out_asks_for_a_reason_alone(edition: Edition, to: str) -> None:
    item = make_item(edition)
    with pytest.raises(ReasonMissing):
        opened(item, to)

    gate = submitted(opened(item, to, reason="国の制度が変わった"))
    passed = gates.pass_gate(COORDINATOR, gate=gate, version=gate.version, **DECIDED)

    assert (passed.status, passed.reason, passed.is_exception) == ("passed", "国の制度が変わった", False)


def test_only_its_section_opens_and_signs(edition: Edition) -> None:
    item = make_item(edition, department=make_department("shimin", "市民課"))
    ours, others = make_department("shimin"), make_department("kikaku", "企画課")
    to = stage(edition, "rollout")
    with pytest.raises(NotPermitted):
        gates.open_gate(member_of(others), item=item, to_stage=to, on=ON)

    gate = gates.open_gate(member_of(ours), item=item, to_stage=to, on=ON)
    criterion = gate.criteria.order_by("order")[0]
    add_evidence(member_of(ours), criterion=criterion, on=ON, text="調べた")

    with pytest.raises(NotPermitted):
        add_evidence(member_of(others), criterion=criterion, on=ON, text="横から")
    for by in (member_of(ours), head_of(others)):
        with pytest.raises(NotPermitted):
            sign_criterion(by, criterion=criterion, version=1, at=AT, on=ON)
    signed = sign_criterion(head_of(ours), criterion=criterion, version=1, at=AT, on=ON)
    assert (signed.signed_by_name, signed.signed_at) == ("課長 次郎", AT)


def test_without_evidence_nothing_is_signed_and_signed_evidence_stays(edition: Edition) -> None:
    criterion = opened(make_item(edition)).criteria.order_by("order")[0]
    with pytest.raises(NothingToSign):
        sign_criterion(COORDINATOR, criterion=criterion, version=1, at=AT, on=ON)

    evidence = add_evidence(COORDINATOR, criterion=criterion, on=ON, url="https://example.jp/report", text="報告書")
    signed = sign_criterion(COORDINATOR, criterion=criterion, version=1, at=AT, on=ON)
    with pytest.raises(SignedByNow):
        remove_evidence(COORDINATOR, evidence=evidence, on=ON)

    unsigned = unsign_criterion(COORDINATOR, criterion=criterion, version=signed.version, on=ON)
    assert (unsigned.signed_by_name, unsigned.signed_at) == ("", None)
    remove_evidence(COORDINATOR, evidence=evidence, on=ON)
    assert not GateEvidence.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.jp", "https://", "http://[", "/staff/"])
def test_a_link_leads_to_a_page_of_the_web(edition: Edition, url: str) -> None:
    criterion = opened(make_item(edition)).criteria.order_by("order")[0]

    with pytest.raises(Refused) as refused:
        add_evidence(COORDINATOR, criterion=criterion, on=ON, url=url)

    assert refused.value.field == "url"


def test_evidence_is_one_thing(edition: Edition) -> None:
    criterion = opened(make_item(edition)).criteria.order_by("order")[0]
    case = add_case(COORDINATOR, values={"organisation": "隣市", "title": "窓口の予約"})

    with pytest.raises(Refused):
        add_evidence(COORDINATOR, criterion=criterion, on=ON)
    with pytest.raises(Refused):
        add_evidence(COORDINATOR, criterion=criterion, on=ON, url="https://example.jp/", case=case)

    assert add_evidence(COORDINATOR, criterion=criterion, on=ON, case=case).kind == "case"


def test_a_case_that_is_evidence_stays_in_the_library(edition: Edition) -> None:
    criterion = opened(make_item(edition)).criteria.order_by("order")[0]
    case = add_case(COORDINATOR, values={"organisation": "隣市", "title": "窓口の予約"})
    evidence = add_evidence(COORDINATOR, criterion=criterion, on=ON, case=case)
    with pytest.raises(CaseInUse):
        remove_case(COORDINATOR, case=case)

    remove_evidence(COORDINATOR, evidence=evidence, on=ON)
    remove_case(COORDINATOR, case=case)

    assert not CaseStudy.objects.exists()


def test_nothing_is_added_while_it_waits_for_its_decision(edition: Edition) -> None:
    gate = submitted(opened(make_item(edition)))

    with pytest.raises(NotInThisGateState):
        add_evidence(COORDINATOR, criterion=gate.criteria.order_by("order")[0], on=ON, text="あとから")


def test_an_unsigned_gate_passes_only_as_a_recorded_exception(edition: Edition) -> None:
    gate = submitted(opened(make_item(edition)))
    with pytest.raises(NotSignedYet):
        gates.pass_gate(COORDINATOR, gate=gate, version=gate.version, **DECIDED)
    with pytest.raises(ReasonMissing):
        gates.pass_gate(COORDINATOR, gate=gate, version=gate.version, is_exception=True, **DECIDED)

    passed = gates.pass_gate(
        COORDINATOR, gate=gate, version=gate.version, is_exception=True, reason="国の期限がある", **DECIDED
    )

    assert (passed.status, passed.is_exception, passed.reason) == ("passed", True, "国の期限がある")


def test_where_all_is_signed_there_is_no_exception(edition: Edition) -> None:
    gate = opened(make_item(edition))
    sign_all(gate)
    gate = submitted(gate)

    with pytest.raises(NoException):
        gates.pass_gate(COORDINATOR, gate=gate, version=gate.version, is_exception=True, reason="念のため", **DECIDED)


def test_a_passed_gate_moves_the_drafts_of_later_years_and_leaves_its_own_edition(edition: Edition) -> None:
    item = make_item(edition)
    later = make_item(make_edition(year=2021, status=EditionStatus.DRAFT.value))
    settled = make_item(make_edition(year=2022, status=EditionStatus.DECIDED.value))
    gate = opened(item)
    sign_all(gate)
    gate = submitted(gate)

    member = member_of(None, "member", "本部員")
    gates.pass_gate(member, gate=gate, version=gate.version, **DECIDED)

    stages = [Item.objects.select_related("stage").get(pk=one.pk).stage for one in (item, later, settled)]
    assert [one.key if one else "" for one in stages] == ["feasibility", "rollout", "feasibility"]


def test_a_stale_page_decides_nothing(edition: Edition) -> None:
    gate = opened(make_item(edition))
    submitted(gate)

    with pytest.raises(EditedMeanwhile):
        gates.withdraw_gate(COORDINATOR, gate=gate, version=gate.version, on=ON)


STEPS = st.lists(st.sampled_from([*GateVerb, "sign", "unsign", "evidence", "exception"]), max_size=14)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=["evidence", "sign", GateVerb.SUBMIT, GateVerb.PASS], start="feasibility", to="rollout")
@example(steps=["evidence", "sign", GateVerb.SUBMIT, "unsign", GateVerb.PASS], start="feasibility", to="rollout")
@given(steps=STEPS, start=st.sampled_from(["survey", "feasibility"]), to=st.sampled_from(["rollout", "survey", ""]))
def test_no_sequence_leaves_the_table_or_passes_without_signatures_or_exception(
    edition: Edition, steps: list[Any], start: str, to: str
) -> None:
    with transaction.atomic():
        item = make_item(edition, stage=start)
        try:
            gate = opened(item, to, reason="見直し")
        except LeadsNowhere:
            assert start == to
            transaction.set_rollback(True)
            return
        for step in steps:
            before = fresh(gate)
            with suppress(Refused):
                take(before, step)
            after = fresh(gate)
            check(before, after, step)
        transaction.set_rollback(True)


def check(before: Gate, after: Gate, step: Any) -> None:
    verb = GateVerb.PASS if step == "exception" else step
    if after.status != before.status:
        assert GATE_MOVES[GateStatus(before.status), verb] == after.status
    if after.status == GateStatus.PASSED:
        is_signed = not after.criteria.filter(signed_at=None).exists()
        assert is_signed is not after.is_exception
        assert after.reason or not after.is_exception
        assert after.decider
    for criterion in after.criteria.exclude(signed_at=None):
        assert criterion.signed_by_name
        assert criterion.evidence.exists()


def take(gate: Gate, step: Any) -> None:
    criterion = next(iter(gate.criteria.order_by("signed_at", "order")), None)
    does: dict[Any, Any] = {
        GateVerb.SUBMIT: lambda: gates.submit_gate(COORDINATOR, gate=gate, version=gate.version, on=ON),
        GateVerb.WITHDRAW: lambda: gates.withdraw_gate(COORDINATOR, gate=gate, version=gate.version, on=ON),
        GateVerb.RETURN: lambda: gates.return_gate(COORDINATOR, gate=gate, version=gate.version, reason="足りない"),
        GateVerb.REFUSE: lambda: gates.refuse_gate(
            COORDINATOR, gate=gate, version=gate.version, reason="時期が早い", **DECIDED
        ),
        GateVerb.PASS: lambda: gates.pass_gate(COORDINATOR, gate=gate, version=gate.version, **DECIDED),
        "exception": lambda: gates.pass_gate(
            COORDINATOR, gate=gate, version=gate.version, is_exception=True, reason="急ぐ", **DECIDED
        ),
        "evidence": lambda: [add_evidence(COORDINATOR, criterion=one, on=ON, text="根拠") for one in _all(gate)],
        "sign": lambda: [
            sign_criterion(COORDINATOR, criterion=one, version=one.version, at=AT, on=ON) for one in _all(gate)
        ],
        "unsign": lambda: (
            criterion and unsign_criterion(COORDINATOR, criterion=criterion, version=criterion.version, on=ON)
        ),
    }
    does[step]()


def _all(gate: Gate) -> list[GateCriterion]:
    return list(GateCriterion.objects.select_related("gate__item").filter(gate=gate))


def test_a_gate_may_be_decided_years_later(edition: Edition) -> None:
    gate = submitted(opened(make_item(edition), "survey", reason="戻す"))

    passed = gates.pass_gate(
        COORDINATOR, gate=gate, version=gate.version, decider="推進本部", decided_on=dt.date(2024, 4, 1)
    )

    assert passed.decided_on == dt.date(2024, 4, 1)


def test_each_desk_has_the_gates_that_wait_for_that_person(
    edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ours, others = make_department("shimin", "市民課"), make_department("kikaku", "企画課")
    gate = opened(make_item(edition, department=ours))
    waiting = submitted(opened(make_item(edition, "maps", department=ours)))

    before = gates_on_desk(head_of(ours))
    add_evidence(COORDINATOR, criterion=gate.criteria.order_by("order")[0], on=ON, text="調べた")
    with django_assert_num_queries(2):
        after = gates_on_desk(head_of(ours))

    assert (before.to_prepare, before.to_sign) == ((gate,), ())
    assert (after.to_prepare, after.to_sign, after.to_decide) == ((gate,), (gate,), ())
    assert gates_on_desk(head_of(others)) == GateDesk((), (), ())
    assert gates_on_desk(member_of(None, "member")).to_decide == (waiting,)
