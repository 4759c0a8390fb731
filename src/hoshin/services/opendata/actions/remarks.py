"""Remarks from outside, and what the city answers."""

from __future__ import annotations

import datetime as dt

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import change
from hoshin.services.opendata.models import Dataset, Remark
from hoshin.services.opendata.permissions import ANSWER_REMARKS, SEND_REMARK


class AnswerIsEmpty(Refused):
    """Somebody is told that they were answered, and reads nothing."""


@action(SEND_REMARK, "opendata.remark.received")
def submit_remark(by: Actor, *, kind: str, text: str, dataset: Dataset | None, on: dt.date) -> Remark:
    """Keep what somebody outside asked for or noticed. Nothing of who they are is kept.

    :param kind: a `Remark.Kind`.
    """
    return Remark.objects.create(kind=kind, text=text, dataset=dataset, received_date=on)


@action(ANSWER_REMARKS, "opendata.remark.answered")
def answer_remark(by: Actor, *, remark: Remark, version: int, answer: str, is_public: bool, on: dt.date) -> Remark:
    """Answer, or change the answer. Remark and answer are shown to everybody if `is_public`.

    :raises AnswerIsEmpty: there is no answer.
    :raises EditedMeanwhile: somebody else answered first.
    """
    if not answer.strip():
        raise AnswerIsEmpty("回答を入力してください。", field="answer")
    return change(
        remark,
        version=version,
        state=Remark.State.ANSWERED,
        answer=answer,
        answered_by=by.name,
        answered_date=on,
        is_public=is_public,
    )


@action(ANSWER_REMARKS, "opendata.remark.closed")
def close_remark(by: Actor, *, remark: Remark, version: int, on: dt.date, reason: str = "") -> Remark:
    """Leave a remark without an answer (spam, a duplicate, nothing to answer). It is not shown to anybody outside.

    :raises EditedMeanwhile: somebody else answered first.
    """
    return change(
        remark,
        version=version,
        state=Remark.State.CLOSED,
        answer="",
        answered_by=by.name,
        answered_date=on,
        is_public=False,
    )
