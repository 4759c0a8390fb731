"""A report on its way from hand to hand. Each step keeps the whole content; only an open round lets reports move."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.registry import Permission
from hoshin.kernel.versioning import EditedMeanwhile, change
from hoshin.reviews.actions.recording import _record_values
from hoshin.reviews.actions.storing import _put_parts
from hoshin.reviews.models import Report, ReportStep, Round
from hoshin.reviews.permissions import ANSWER_REPORT, APPROVE_REPORT, RUN_ROUND
from hoshin.reviews.queries.asking import asked_of
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.rules.admission import (
    NotInThisState,
    RoundIsNotOpen,
    StillMissing,
    require_content,
    require_days,
    require_remark,
)
from hoshin.reviews.rules.asking import missing_of
from hoshin.reviews.rules.content import ReportContent
from hoshin.reviews.rules.rights import REPORT_RIGHTS
from hoshin.reviews.rules.states import NEEDS_REMARK, REPORT_MOVES, ReportStatus, ReportVerb, RoundStatus

PERMISSIONS = {one.key: one for one in (ANSWER_REPORT, APPROVE_REPORT, RUN_ROUND)}


@action(ANSWER_REPORT, "reviews.report.saved")
def save_report(by: Actor, *, report: Report, version: int, content: ReportContent, at: dt.datetime) -> Report:
    """Put the content in place of what the report says. Content that is there already changes nothing.

    :raises EditedMeanwhile: somebody else saved or handed it on since; nothing is written.
    :raises Refused: for what `rules.admission.require_content` does not admit, with the name of its input.
    :raises NotInThisState: it is on somebody else's desk. :raises RoundIsNotOpen:
    """
    row = _prepared(by, report, version, ReportVerb.SAVE)
    content = replace(content, answers={pk: text for pk, text in content.answers.items() if text})
    require_content(content, asked_of(row))
    if row.status != ReportStatus.WAITING and content_of(row) == content:
        return row
    _put_parts(row, content)
    texts = {"progress": content.progress, "next_plan": content.next_plan}
    return _move(by, row, ReportVerb.SAVE, at=at, saved_by_name=by.name[:80], saved_at=at, **texts)


@action(ANSWER_REPORT, "reviews.report.submitted")
def submit_report(by: Actor, *, report: Report, version: int, on: dt.date, at: dt.datetime) -> Report:
    """Hand it to the head of the section.

    :param on: the business day, after which nothing can have been counted.
    :raises StillMissing: with all that is asked and not there.
    :raises AsOfMissing: :raises AsOfNotPlausible: for a value's day.
    :raises EditedMeanwhile: :raises NotInThisState: :raises RoundIsNotOpen:
    """
    row = _prepared(by, report, version, ReportVerb.SUBMIT)
    asked, content = asked_of(row), content_of(row)
    require_content(content, asked)  # since it was saved, an indicator may have come to be measured
    require_days(content, asked, on=on)
    missing = [one for one in missing_of(content, asked) if one.is_blocking]
    if missing:
        raise StillMissing(missing)
    return _move(by, row, ReportVerb.SUBMIT, at=at)


@action(ANSWER_REPORT, "reviews.report.taken_back")
def take_back_report(by: Actor, *, report: Report, version: int, at: dt.datetime) -> Report:
    """Take it from the head's desk, to go on writing.

    :raises EditedMeanwhile: :raises NotInThisState: :raises RoundIsNotOpen:
    """
    return _move(by, _prepared(by, report, version, ReportVerb.TAKE_BACK), ReportVerb.TAKE_BACK, at=at)


@action(APPROVE_REPORT, "reviews.report.returned")
def return_report(by: Actor, *, report: Report, version: int, at: dt.datetime, remark: str) -> Report:
    """Give it back to whoever writes it.

    :raises RemarkMissing: :raises EditedMeanwhile: :raises NotInThisState: :raises RoundIsNotOpen:
    """
    return _move(by, _prepared(by, report, version, ReportVerb.RETURN, remark), ReportVerb.RETURN, at=at, remark=remark)


@action(APPROVE_REPORT, "reviews.report.approved")
def approve_report(by: Actor, *, report: Report, version: int, at: dt.datetime, remark: str = "") -> Report:
    """Answer for it as the section and hand it to the coordinator.

    :raises EditedMeanwhile: :raises NotInThisState: :raises RoundIsNotOpen:
    """
    row = _prepared(by, report, version, ReportVerb.APPROVE, remark)
    return _move(by, row, ReportVerb.APPROVE, at=at, remark=remark)


@action(RUN_ROUND, "reviews.report.queried")
def query_report(by: Actor, *, report: Report, version: int, at: dt.datetime, remark: str) -> Report:
    """Ask the section again, also after acceptance. Actuals that were recorded stay until a new value corrects them.

    :raises RemarkMissing: :raises EditedMeanwhile: :raises NotInThisState: :raises RoundIsNotOpen:
    """
    return _move(by, _prepared(by, report, version, ReportVerb.QUERY, remark), ReportVerb.QUERY, at=at, remark=remark)


@action(RUN_ROUND, "reviews.report.accepted")
def accept_report(by: Actor, *, report: Report, version: int, on: dt.date, at: dt.datetime) -> Report:
    """Take it as the section's answer: each stated value becomes an actual, or corrects the one of its day.

    :raises Refused: a value cannot be recorded, with the indicator's name.
    :raises EditedMeanwhile: :raises NotInThisState: :raises RoundIsNotOpen:
    """
    row = _prepared(by, report, version, ReportVerb.ACCEPT)
    _record_values(by, row, on=on)
    return _move(by, row, ReportVerb.ACCEPT, at=at)


def _prepared(by: Actor, report: Report, version: int, verb: ReportVerb, remark: str = "") -> Report:
    """Return the row, locked, when the actor may do that to it now."""
    _acting_for(by, report, verb)
    round_row = Round.objects.select_for_update().get(pk=report.round_id)
    row = Report.objects.select_for_update(of=("self",)).select_related("round", "item").get(pk=report.pk)
    if row.version != version:
        raise EditedMeanwhile(row)
    if round_row.status != RoundStatus.OPEN:
        raise RoundIsNotOpen(RoundStatus(round_row.status))
    status = ReportStatus(row.status)
    if (status, verb) not in REPORT_MOVES:
        raise NotInThisState(status, verb)
    if verb in NEEDS_REMARK:
        require_remark(verb, remark)
    require_no_my_number({"remark": remark})
    return row


def _acting_for(by: Actor, report: Report, verb: ReportVerb) -> str:
    """Return whose deputy does it, "" of one's own right.

    :raises NotPermitted: the actor may not, or not in that department.
    """
    right = REPORT_RIGHTS[verb]
    permission: Permission = PERMISSIONS[right.permission_key]
    if right.in_own_department:
        return by.require_in(permission, report.department_id).acting_for
    by.require(permission)
    held = [grant.acting_for for grant in by.grants if permission.key in grant.permission_keys]
    return min(held, default="")


def _move(by: Actor, row: Report, verb: ReportVerb, *, at: dt.datetime, remark: str = "", **values: object) -> Report:
    """Take the step and keep what the report said at that moment."""
    old = ReportStatus(row.status)
    new = REPORT_MOVES[old, verb]
    since = row.since if new is old else at
    saved = change(row, version=row.version, status=new.value, since=since, **values)
    ReportStep.objects.create(
        report=saved,
        verb=verb.value,
        old_status=old.value,
        new_status=new.value,
        remark=remark,
        content=content_of(saved).to_json(),
        by_id=by.user_id,
        by_name=by.name[:80],
        acting_for=_acting_for(by, row, verb)[:80],
        at=at,
    )
    return saved
