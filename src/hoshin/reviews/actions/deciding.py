"""What the headquarters decides on an initiative. A correction is another decision in the place of the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.plan.models import Edition, Item
from hoshin.reviews.models import Decision, DecisionKind, Meeting, Round
from hoshin.reviews.permissions import DECIDE
from hoshin.reviews.rules.admission import require_reason
from hoshin.reviews.rules.decisions import (
    CorrectedAlready,
    DecidedAlready,
    HeirDoesNotStay,
    IsAnHeir,
    NeedsAnHeir,
    NotAnInitiative,
    NotInThisMeetingState,
    OfAnotherEdition,
)
from hoshin.reviews.rules.states import MeetingStatus

LEAVES = frozenset({DecisionKind.Effect.MERGE.value, DecisionKind.Effect.END.value})


@action(DECIDE, "reviews.decision.recorded")
def record_decision(
    by: Actor,
    *,
    edition: Edition,
    item: Item,
    kind: DecisionKind,
    reason: str,
    decider: str,
    decided_on: dt.date,
    meeting: Meeting | None = None,
    round: Round | None = None,
    merge_into: Item | None = None,
) -> Decision:
    """Record the first decision on an initiative of the edition.

    :param merge_into: asked for where the word merges; left aside where it does not.
    :raises DecidedAlready: there is one: it can be corrected.
    :raises OfAnotherEdition: :raises NotAnInitiative:
    :raises NeedsAnHeir: :raises HeirDoesNotStay: :raises IsAnHeir: the mergers would not hold together.
    :raises NotInThisMeetingState: the meeting was not held yet, or its minutes are settled.
    """
    values = _checked(edition, item, kind, merge_into, meeting, round, reason=reason, decider=decider)
    if Decision.objects.filter(edition=edition, item=item).exists():
        raise DecidedAlready(item.title)
    with _refusing_twins(DecidedAlready(item.title)):
        return Decision.objects.create(decided_on=decided_on, recorded_by_name=by.name[:80], **values)


@action(DECIDE, "reviews.decision.corrected")
def correct_decision(
    by: Actor,
    *,
    decision: Decision,
    kind: DecisionKind,
    reason: str,
    decider: str,
    decided_on: dt.date,
    meeting: Meeting | None = None,
    merge_into: Item | None = None,
) -> Decision:
    """Put another decision in the place of one that nothing has replaced yet. Both stay on record.

    :param reason: why it is decided so now.
    :raises CorrectedAlready: somebody replaced it before.
    :raises Refused: as for `record_decision`.
    """
    values = _checked(
        decision.edition, decision.item, kind, merge_into, meeting, decision.round, reason=reason, decider=decider
    )
    with _refusing_twins(CorrectedAlready()):
        return Decision.objects.create(
            decided_on=decided_on, recorded_by_name=by.name[:80], supersedes=decision, **values
        )


def _checked(
    edition: Edition,
    item: Item,
    kind: DecisionKind,
    merge_into: Item | None,
    meeting: Meeting | None,
    round_: Round | None,
    *,
    reason: str,
    decider: str,
) -> dict[str, object]:
    """Return the columns of a decision that may stand beside the edition's others."""
    require_no_my_number({"reason": reason, "decider": decider})
    require_reason(reason)
    if not decider.strip():
        raise Refused("決定した者を書いてください。", field="decider")
    Edition.objects.select_for_update().get(pk=edition.pk)  # mergers decided at once could lead in a circle
    _require_own(edition, item, kind, meeting, round_)
    if meeting is not None:
        _require_held(meeting)
    heir = merge_into if kind.effect == DecisionKind.Effect.MERGE else None
    _require_heir(edition, item, kind, heir)
    return {
        "edition": edition,
        "item": item,
        "kind": kind,
        "reason": reason,
        "decider": decider,
        "meeting": meeting,
        "round": round_ or (meeting.round if meeting else None),
        "merge_into": heir,
    }


def _require_held(meeting: Meeting) -> None:
    """
    :raises NotInThisMeetingState: looked up afresh, since its minutes may have been settled meanwhile.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.status != MeetingStatus.HELD:
        raise NotInThisMeetingState(row.get_status_display(), "決定を記録する")


def _require_own(
    edition: Edition, item: Item, kind: DecisionKind, meeting: Meeting | None, round_: Round | None
) -> None:
    if not item.is_initiative or item.repost_of_id is not None:
        raise NotAnInitiative
    for field, row in (("item", item), ("kind", kind), ("meeting", meeting), ("round", round_)):
        if row is not None and row.edition_id != edition.pk:
            raise OfAnotherEdition(field)


def _require_heir(edition: Edition, item: Item, kind: DecisionKind, heir: Item | None) -> None:
    standing = Decision.objects.filter(edition=edition, successor=None).exclude(item=item)
    if kind.effect in LEAVES and (merged := standing.filter(merge_into=item).select_related("item").first()):
        raise IsAnHeir(merged.item.title)
    if kind.effect != DecisionKind.Effect.MERGE:
        return
    if heir is None or heir.pk == item.pk:
        raise NeedsAnHeir
    if heir.edition_id != edition.pk or not heir.is_initiative or heir.repost_of_id is not None:
        raise OfAnotherEdition("merge_into")
    if standing.filter(item=heir, kind__effect__in=LEAVES).exists():
        raise HeirDoesNotStay(heir.title)


@contextmanager
def _refusing_twins(refusal: Refused) -> Iterator[None]:
    """Only the database knows which of two people was first."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise refusal from error
