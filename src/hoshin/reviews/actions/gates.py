"""An initiative on its way from one stage to another: opened, submitted, decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import IntegrityError, transaction

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor, NotPermitted
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Permission
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.plan.actions.stages import put_at_stage
from hoshin.plan.models import EDITABLE, Item, Stage
from hoshin.plan.permissions import EDIT_PLAN
from hoshin.reviews.models import Gate, GateCriterion
from hoshin.reviews.permissions import ANSWER_REPORT, DECIDE
from hoshin.reviews.queries.gates import own_items, stages_on_the_way
from hoshin.reviews.rules.admission import require_reason
from hoshin.reviews.rules.decisions import OfAnotherEdition
from hoshin.reviews.rules.gates import (
    NoException,
    NoStageYet,
    NotInThisGateState,
    NotSignedYet,
    UnderWayAlready,
    criteria_between,
)
from hoshin.reviews.rules.states import GATE_MOVES, GateStatus, GateVerb


@action(ANSWER_REPORT, "reviews.gate.opened")
def open_gate(by: Actor, *, item: Item, to_stage: Stage | None, on: dt.date, reason: str = "") -> Gate:
    """Begin to collect what the way to another stage asks for.

    :param to_stage: None where the initiative is to stop.
    :param reason: asked for where nothing else is: on the way back, and to stop.
    :raises NotPermitted: the initiative is another section's.
    :raises NoStageYet: :raises LeadsNowhere: :raises OfAnotherEdition: :raises UnderWayAlready: :raises ReasonMissing:
    """
    _require_own(by, item, on=on)
    require_no_my_number({"reason": reason})
    if item.stage is None:
        raise NoStageYet
    if to_stage is not None and to_stage.edition_id != item.edition_id:
        raise OfAnotherEdition("to_stage")
    stages = stages_on_the_way(item.edition)
    criteria = criteria_between(stages, item.stage.key, to_stage.key if to_stage else None)
    if not criteria:
        require_reason(reason)
    try:
        with transaction.atomic():
            gate = Gate.objects.create(
                edition=item.edition,
                item=item,
                from_stage=item.stage,
                to_stage=to_stage,
                reason=reason,
                opened_by_name=by.name[:80],
                opened_on=on,
            )
    except IntegrityError as error:
        raise UnderWayAlready from error
    GateCriterion.objects.bulk_create(
        GateCriterion(gate=gate, key=one.key, label=one.label, hint=one.hint, order=order)
        for order, one in enumerate(criteria)
    )
    return gate


@action(ANSWER_REPORT, "reviews.gate.submitted")
def submit_gate(by: Actor, *, gate: Gate, version: int, on: dt.date) -> Gate:
    """Ask for a decision. What is not signed by then can be signed until it is decided.

    :raises NotPermitted: :raises EditedMeanwhile: :raises NotInThisGateState:
    """
    _require_own(by, gate.item, on=on)
    return _move(gate, version, GateVerb.SUBMIT)


@action(ANSWER_REPORT, "reviews.gate.withdrawn")
def withdraw_gate(by: Actor, *, gate: Gate, version: int, on: dt.date, reason: str = "") -> Gate:
    """Give it up before it is decided.

    :raises NotPermitted: :raises EditedMeanwhile: :raises NotInThisGateState:
    """
    _require_own(by, gate.item, on=on)
    return _move(gate, version, GateVerb.WITHDRAW, reason=reason)


@action(DECIDE, "reviews.gate.returned")
def return_gate(by: Actor, *, gate: Gate, version: int, reason: str) -> Gate:
    """Give it back to be prepared further.

    :raises ReasonMissing: :raises EditedMeanwhile: :raises NotInThisGateState:
    """
    require_reason(reason)
    return _move(gate, version, GateVerb.RETURN, reason=reason)


@action(DECIDE, "reviews.gate.refused")
def refuse_gate(by: Actor, *, gate: Gate, version: int, reason: str, decider: str, decided_on: dt.date) -> Gate:
    """Decide that the initiative stays where it stands.

    :raises ReasonMissing: :raises EditedMeanwhile: :raises NotInThisGateState:
    """
    require_reason(reason)
    _require_decider(decider)
    return _move(gate, version, GateVerb.REFUSE, reason=reason, decider=decider, decided_on=decided_on)


@action(DECIDE, "reviews.gate.passed")
def pass_gate(
    by: Actor,
    *,
    gate: Gate,
    version: int,
    decider: str,
    decided_on: dt.date,
    reason: str = "",
    is_exception: bool = False,
) -> Gate:
    """Decide that the initiative moves. Drafts of later editions show it at once, others when they begin.

    The gate's own edition keeps the stage that it stated: it tells of the move as a result of its year.

    :raises NotSignedYet: a criterion is not signed, and it is not said to be an exception.
    :raises NoException: it is said to be one, and nothing is missing.
    :raises ReasonMissing: of an exception.
    :raises EditedMeanwhile: :raises NotInThisGateState:
    """
    _require_decider(decider)
    row = _locked(gate, version, GateVerb.PASS)
    unsigned = list(row.criteria.filter(signed_at=None).order_by("order", "id").values_list("label", flat=True))
    if unsigned and not is_exception:
        raise NotSignedYet(unsigned)
    if is_exception:
        if not unsigned:
            raise NoException
        require_reason(reason)
    values = {"decider": decider, "decided_on": decided_on, "is_exception": is_exception}
    saved = _move(row, version, GateVerb.PASS, reason=reason, **values)
    _take_effect(by, saved)
    return saved


def _require_own(by: Actor, item: Item, *, on: dt.date, permission: Permission = ANSWER_REPORT) -> None:
    """
    :raises NotPermitted: the actor neither runs rounds nor holds it in a section that the initiative belongs to.
    """
    if item.pk not in own_items(by, [item], permission=permission, on=on):
        raise NotPermitted(permission.label)


def _require_decider(decider: str) -> None:
    require_no_my_number({"decider": decider})
    if not decider.strip():
        raise Refused("決定した者を書いてください。", field="decider")


def _locked(gate: Gate, version: int, verb: GateVerb) -> Gate:
    row = Gate.objects.select_for_update().get(pk=gate.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    status = GateStatus(row.status)
    if (status, verb) not in GATE_MOVES:
        raise NotInThisGateState(status, verb.label)
    return row


def _move(gate: Gate, version: int, verb: GateVerb, *, reason: str = "", **values: object) -> Gate:
    """Take the step. A new reason stands in the place of the one before; the history keeps both."""
    require_no_my_number({"reason": reason})
    row = _locked(gate, version, verb)
    told = {"reason": reason} if reason.strip() else {}
    return change(row, version=version, status=GATE_MOVES[GateStatus(row.status), verb].value, **told, **values)


def _take_effect(by: Actor, gate: Gate) -> None:
    """A stop is left to those who edit a later draft: taking the item out of it would take its text with it."""
    if gate.to_stage is None:
        return
    # The headquarters moves it: whoever records that need not be allowed to edit plans.
    editor = replace(by, permission_keys=by.permission_keys | {EDIT_PLAN.key})
    drafts = Item.objects.filter(
        identity=gate.item.identity_id,
        edition__policy=gate.edition.policy_id,
        edition__year__gt=gate.edition.year,
        edition__status__in=EDITABLE,
    )
    for item in drafts.select_related("edition"):
        stage = Stage.objects.filter(edition=item.edition, key=gate.to_stage.key).first()
        if stage is not None and item.stage_id != stage.pk:
            put_at_stage(editor, item=item, stage=stage)
