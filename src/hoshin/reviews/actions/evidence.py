"""What shows that a gate's criteria are met, and who signs that it does."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.reviews.actions.gates import _require_own
from hoshin.reviews.models import Attachment, CaseStudy, Gate, GateCriterion, GateEvidence
from hoshin.reviews.permissions import ANSWER_REPORT, SIGN_CRITERION
from hoshin.reviews.rules.gates import NothingToSign, NotInThisGateState, NotSigned, SignedByNow
from hoshin.reviews.rules.states import GateStatus

OPEN = frozenset({GateStatus.PREPARING, GateStatus.WAITING})
LONGEST_URL = 500


@action(ANSWER_REPORT, "reviews.evidence.added")
def add_evidence(
    by: Actor,
    *,
    criterion: GateCriterion,
    on: dt.date,
    at: dt.datetime | None = None,
    text: str = "",
    url: str = "",
    file: Attachment | None = None,
    case: CaseStudy | None = None,
) -> GateEvidence:
    """Add a file, a case, a link or else a text, each with a text beside it if there is one.

    :param at: when it was added; None for the moment in which it is written.
    :raises NotPermitted: the initiative is another section's.
    :raises NotInThisGateState: the gate waits for its decision or has it.
    :raises Refused: nothing is given, more than one thing at once, or a link that is not one.
    """
    _require_own(by, criterion.gate.item, on=on)
    _locked_gate(criterion, frozenset({GateStatus.PREPARING}), "根拠を加える")
    require_no_my_number({"text": text, "url": url})
    given = [kind for kind, value in (("file", file), ("case", case), ("link", url)) if value]
    if len(given) > 1:
        raise Refused("ファイル、導入事例、リンクは、一つずつ加えてください。", field="text")
    if not given and not text.strip():
        raise Refused("文章、ファイル、リンク、導入事例のどれか一つを入れてください。", field="text")
    if url:
        _require_link(url)
    kind = given[0] if given else GateEvidence.Kind.TEXT.value
    moment = {"added_at": at} if at else {}
    return GateEvidence.objects.create(
        criterion=criterion, kind=kind, text=text, url=url, file=file, case=case, added_by_name=by.name[:80], **moment
    )


@action(ANSWER_REPORT, "reviews.evidence.removed")
def remove_evidence(by: Actor, *, evidence: GateEvidence, on: dt.date) -> GateCriterion:
    """Take a piece of evidence away, as long as nobody has signed for it.

    :raises NotPermitted: :raises NotInThisGateState: :raises SignedByNow:
    """
    _require_own(by, evidence.criterion.gate.item, on=on)
    _locked_gate(evidence.criterion, frozenset({GateStatus.PREPARING}), "根拠を消す")
    criterion = GateCriterion.objects.get(pk=evidence.criterion_id)
    if criterion.signed_at is not None:
        raise SignedByNow(criterion.signed_by_name)
    GateEvidence.objects.filter(pk=evidence.pk).delete()
    return criterion


@action(SIGN_CRITERION, "reviews.criterion.signed")
def sign_criterion(by: Actor, *, criterion: GateCriterion, version: int, at: dt.datetime, on: dt.date) -> GateCriterion:
    """Say under one's own name that the evidence meets the criterion.

    :raises NotPermitted: the initiative is another section's.
    :raises NothingToSign: there is no evidence. :raises SignedByNow: somebody has signed.
    :raises NotInThisGateState: it is decided. :raises EditedMeanwhile:
    """
    row = _signable(by, criterion, version, "確認する", on=on)
    if row.signed_at is not None:
        raise SignedByNow(row.signed_by_name)
    if not row.evidence.exists():
        raise NothingToSign
    return change(row, version=version, signed_by_id=by.user_id, signed_by_name=by.name[:80], signed_at=at)


@action(SIGN_CRITERION, "reviews.criterion.unsigned")
def unsign_criterion(by: Actor, *, criterion: GateCriterion, version: int, on: dt.date) -> GateCriterion:
    """Take a signature back, one's own or that of somebody who signed by mistake.

    :raises NotPermitted: :raises NotSigned: :raises NotInThisGateState: :raises EditedMeanwhile:
    """
    row = _signable(by, criterion, version, "確認を取り消す", on=on)
    if row.signed_at is None:
        raise NotSigned
    return change(row, version=version, signed_by_id=None, signed_by_name="", signed_at=None)


def _signable(by: Actor, criterion: GateCriterion, version: int, done: str, *, on: dt.date) -> GateCriterion:
    _require_own(by, criterion.gate.item, on=on, permission=SIGN_CRITERION)
    _locked_gate(criterion, OPEN, done)
    row = GateCriterion.objects.get(pk=criterion.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    return row


def _locked_gate(criterion: GateCriterion, states: frozenset[GateStatus], done: str) -> Gate:
    gate = Gate.objects.select_for_update().get(pk=criterion.gate_id)
    if GateStatus(gate.status) not in states:
        raise NotInThisGateState(GateStatus(gate.status), done)
    return gate


def _require_link(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Refused("リンク先のアドレスとして読めません。", field="url") from error
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(url) > LONGEST_URL:
        raise Refused("リンク先は、https:// か http:// で始まるアドレスを書いてください。", field="url")
