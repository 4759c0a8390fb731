"""The life of a round: planned, opened, closed, opened again, given up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import Period
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import change
from hoshin.plan.models import Edition
from hoshin.reviews.models import Question, Report, Round
from hoshin.reviews.permissions import RUN_ROUND
from hoshin.reviews.queries.holders import holders_of, initiatives_of
from hoshin.reviews.queries.rounds import questions_of
from hoshin.reviews.rules.admission import NotInThisRoundState, require_reason
from hoshin.reviews.rules.asking import QuestionText
from hoshin.reviews.rules.states import ROUND_MOVES, ReportStatus, RoundStatus, RoundVerb


class DueBeforeItOpens(Refused):
    def __init__(self) -> None:
        super().__init__("回答の期限が、照会の日より前です。", field="due_on")


class AskedAlready(Refused):
    """The sections are answering by now: what they were asked stays."""

    def __init__(self) -> None:
        super().__init__(
            "照会を始めた後は、時期・質問・費用の有無は変えられません。別の照会で追加してたずねてください。"
        )


class NothingToAsk(Refused):
    def __init__(self) -> None:
        super().__init__("この年度版には、たずねる取組がありません。")


class NobodyToAsk(Refused):
    """Some initiatives belong to no department: they would be left out in silence."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"所管課の決まっていない取組があります：{'、'.join(names)}。先に所管課か担当を決めてください。"
        )


class NotAllAccepted(Refused):
    """Reports are still on somebody's desk; they can be left so, with a reason."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"受理していない報告が{count}件あります。このまま終えるときは、理由を書いてください。", field="reason"
        )


@action(RUN_ROUND, "reviews.round.planned")
def plan_round(
    by: Actor,
    *,
    edition: Edition,
    kind: str,
    title: str,
    period: Period,
    opens_on: dt.date,
    due_on: dt.date,
    guidance: str = "",
    questions: Sequence[QuestionText] = (),
    asks_costs: bool = False,
    remind_days_before: Sequence[int] = (5, 1),
    remind_every_days: int = 3,
    escalate_days: int = 5,
) -> Round:
    """Prepare a round; nobody is asked yet.

    :param period: of what the figures are asked; a half year has a period of its own, so that the year is asked anew.
    :raises DueBeforeItOpens: :raises HoldsMyNumber:
    """
    _require_terms(title, guidance, opens_on, due_on, questions)
    row = Round(
        edition=edition,
        kind=kind,
        title=title,
        guidance=guidance,
        opens_on=opens_on,
        due_on=due_on,
        asks_costs=asks_costs,
        remind_days_before=list(remind_days_before),
        remind_every_days=remind_every_days,
        escalate_days=escalate_days,
    )
    row.period = period
    row.save()
    _put_questions(row, questions)
    return row


@action(RUN_ROUND, "reviews.round.changed")
def change_round(
    by: Actor,
    *,
    round: Round,
    version: int,
    kind: str,
    title: str,
    period: Period,
    opens_on: dt.date,
    due_on: dt.date,
    guidance: str,
    questions: Sequence[QuestionText],
    asks_costs: bool,
    remind_days_before: Sequence[int],
    remind_every_days: int,
    escalate_days: int,
) -> Round:
    """Change what is not asked yet; of an open round only title, texts, days and reminders.

    :raises AskedAlready: an open round's period, questions or costs would change.
    :raises NotInThisRoundState: it is closed or given up.
    :raises EditedMeanwhile: somebody saved first.
    """
    _require_terms(title, guidance, opens_on, due_on, questions)
    row = _locked(round)
    asked: dict[str, Any] = {"kind": kind, "opens_on": opens_on, "asks_costs": asks_costs}
    if row.status == RoundStatus.OPEN:
        same = {name: getattr(row, name) for name in asked} == asked and row.period == period
        if not same or questions_of(row) != tuple(questions):
            raise AskedAlready
    elif row.status != RoundStatus.PREPARING:
        raise Refused(f"この照会は「{RoundStatus(row.status).label}」なので変えられません。")
    saved = change(
        row,
        version=version,
        title=title,
        guidance=guidance,
        due_on=due_on,
        remind_days_before=list(remind_days_before),
        remind_every_days=remind_every_days,
        escalate_days=escalate_days,
        period_code=str(period),
        period_start=period.first_day,
        period_end=period.last_day,
        **asked,
    )
    if questions_of(saved) != tuple(questions):
        Question.objects.filter(round=saved).delete()
        _put_questions(saved, questions)
    return saved


@action(RUN_ROUND, "reviews.round.opened")
def open_round(by: Actor, *, round: Round, at: dt.datetime) -> Round:
    """Ask: make one report for each initiative, for whoever answers for it on the day of the round.

    :raises NobodyToAsk: initiatives without any department. :raises NothingToAsk: no initiative at all.
    :raises NotInThisRoundState: it is not being prepared.
    """
    row = _locked(round)
    status = _after(row, RoundVerb.OPEN)
    items = initiatives_of(row.edition_id)
    if not items:
        raise NothingToAsk
    holders = holders_of(items, on=row.opens_on)
    without = [f"{item.number} {item.title}".strip() for item in items if item.pk not in holders]
    if without:
        raise NobodyToAsk(without)
    Report.objects.bulk_create(
        Report(
            round=row,
            item=item,
            department_id=holders[item.pk].department_id,
            person_id=holders[item.pk].person_id,
            status=ReportStatus.WAITING.value,
            since=at,
        )
        for item in items
    )
    return change(row, version=row.version, status=status.value, opened_at=at, opened_by_name=by.name[:80])


@action(RUN_ROUND, "reviews.round.closed")
def close_round(by: Actor, *, round: Round, at: dt.datetime, reason: str = "") -> Round:
    """End it. Reports that were not accepted stay as they are and are in nobody's results.

    :raises NotAllAccepted: some were not, and no reason is given.
    """
    row = _locked(round)
    status = _after(row, RoundVerb.CLOSE)
    require_no_my_number({"reason": reason})
    count = Report.objects.filter(round=row).exclude(status=ReportStatus.ACCEPTED.value).count()
    if count and not reason.strip():
        raise NotAllAccepted(count)
    return change(row, version=row.version, status=status.value, closed_at=at)


@action(RUN_ROUND, "reviews.round.reopened")
def reopen_round(by: Actor, *, round: Round, at: dt.datetime, reason: str) -> Round:
    """Go on with a closed round.

    :raises ReasonMissing:
    """
    return _end(round, RoundVerb.REOPEN, reason, closed_at=None)


@action(RUN_ROUND, "reviews.round.cancelled")
def cancel_round(by: Actor, *, round: Round, at: dt.datetime, reason: str) -> Round:
    """Give it up; what was written so far stays readable.

    :raises ReasonMissing:
    """
    return _end(round, RoundVerb.CANCEL, reason, closed_at=at)


def _end(round: Round, verb: RoundVerb, reason: str, *, closed_at: dt.datetime | None) -> Round:
    row = _locked(round)
    status = _after(row, verb)
    require_reason(reason)
    require_no_my_number({"reason": reason})
    return change(row, version=row.version, status=status.value, closed_at=closed_at)


def _locked(round: Round) -> Round:
    # A report that is being handed on at the same moment waits here, or this waits for it.
    return Round.objects.select_for_update().get(pk=round.pk)


def _after(row: Round, verb: RoundVerb) -> RoundStatus:
    status = RoundStatus(row.status)
    if (status, verb) not in ROUND_MOVES:
        raise NotInThisRoundState(status, verb)
    return ROUND_MOVES[status, verb]


def _require_terms(
    title: str, guidance: str, opens_on: dt.date, due_on: dt.date, questions: Sequence[QuestionText]
) -> None:
    texts = "\n".join(f"{one.text}\n{one.hint}" for one in questions)
    require_no_my_number({"title": title, "guidance": guidance, "questions": texts})
    if due_on < opens_on:
        raise DueBeforeItOpens


def _put_questions(row: Round, questions: Sequence[QuestionText]) -> None:
    Question.objects.bulk_create(
        Question(round=row, order=order, text=one.text, hint=one.hint, kind=one.kind, is_required=one.is_required)
        for order, one in enumerate(questions)
    )
