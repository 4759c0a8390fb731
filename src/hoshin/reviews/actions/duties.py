"""Who answers for what: given, ended, handed over.

A change ends a row and adds another: who answered on a day that has passed stays told. Reports that the section has
not answered yet go along as soon as the day has come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.models import Department, User
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import change
from hoshin.plan.models import ItemIdentity
from hoshin.reviews.actions.following import _let_reports_follow
from hoshin.reviews.models import Duty
from hoshin.reviews.permissions import EDIT_DUTIES
from hoshin.reviews.queries.duties import Answerers, moving, open_duty
from hoshin.reviews.rules.admission import require_reason


class ChangedMeanwhile(Refused):
    """Somebody else has given the duty since the page was opened."""

    def __init__(self) -> None:
        super().__init__("ほかの人が先に担当を変えていました。今の内容を確かめて、もう一度操作してください。")


class BeforeTheLastChange(Refused):
    """Who answered on days that are told already would change."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(
            f"{wareki(day)}に担当が変わっています。その日か、その後の日にしてください。", field="from_date"
        )


class NothingChanges(Refused):
    def __init__(self) -> None:
        super().__init__("今と同じなので、変わるところがありません。")


class MayNotAnswer(Refused):
    """The reports would lie on the desk of somebody who cannot open them for writing."""

    def __init__(self, departments: Sequence[str]) -> None:
        super().__init__(
            f"この職員は、その日に次の課の報告を書く役割を持っていません：{'、'.join(departments)}。"
            "先に職員の役割を加えてください。",
            field="person",
        )


class NotThere(Refused):
    """The department has not begun, or has ended."""

    def __init__(self, department: Department, day: dt.date) -> None:
        super().__init__(f"「{department.name}」は、{wareki(day)}にはない課です。", field="department")


class NothingToHandOver(Refused):
    def __init__(self) -> None:
        super().__init__("この職員の担当は、その日より後にはありません。", field="from_person")


class SamePerson(Refused):
    def __init__(self) -> None:
        super().__init__("引き継ぐ相手が、本人です。", field="to_person")


@action(EDIT_DUTIES, "reviews.duty.given")
def give_duty(
    by: Actor,
    *,
    identity: ItemIdentity,
    instead_of: Duty | None,
    department: Department,
    person: User | None,
    from_date: dt.date,
    reason: str,
    on: dt.date,
) -> Duty:
    """Let a department, and in it a person where one is named, answer for an item from a day on.

    :param instead_of: the duty that holds without an end, as its editor saw it; None where there was none.
    :param on: the business day; reports go along when the duty has begun by then.
    :raises ChangedMeanwhile: :raises BeforeTheLastChange: :raises NothingChanges:
    :raises MayNotAnswer: the person holds no role in that department on the first day.
    :raises NotThere: the department does not exist on the first day. :raises ReasonMissing: :raises HoldsMyNumber:
    """
    _require_told(reason)
    _require_department(department, from_date)
    _require_right(from_date, person, department)
    old = _locked(identity, instead_of)
    _require_after_all(identity, from_date)
    if old is not None and (old.department_id, old.person_id) == (department.pk, person.pk if person else None):
        raise NothingChanges
    if old is None:
        row = Duty.objects.create(
            identity=identity, department=department, person=person, from_date=from_date, reason=reason
        )
    else:
        row = _follow_on(old, start=from_date, department_id=department.pk, person=person, reason=reason)
    _reports_follow([identity.pk], since=from_date, on=on)
    return row


@action(EDIT_DUTIES, "reviews.duty.ended")
def end_duty(by: Actor, *, duty: Duty, version: int, ended_date: dt.date, reason: str, on: dt.date) -> Duty:
    """End a duty: from that day on the department that the edition names answers again.

    :raises BeforeTheLastChange: it had not begun. :raises NothingChanges: it has ended.
    :raises ReasonMissing: :raises HoldsMyNumber:
    :raises EditedMeanwhile: somebody changed it first.
    """
    _require_told(reason)
    if duty.ended_date is not None:
        raise NothingChanges
    if ended_date < duty.from_date:
        raise BeforeTheLastChange(duty.from_date)
    row = change(duty, version=version, ended_date=ended_date, end_reason=reason)
    _reports_follow([duty.identity_id], since=ended_date, on=on)
    return row


@action(EDIT_DUTIES, "reviews.duties.handed_over")
def hand_over(
    by: Actor,
    *,
    from_person: User,
    to_person: User | None,
    from_date: dt.date,
    reason: str,
    on: dt.date,
    seen: str | None = None,
) -> User:
    """Give all duties that somebody has on that day or later to another person, with what is not answered yet.

    The departments stay: who moves leaves the work where it is. Without `to_person` the section as a whole answers.

    :param seen: the mark of what was looked at before; None where nobody looked.
    :raises NothingToHandOver: :raises SamePerson: :raises MayNotAnswer: :raises ReasonMissing: :raises HoldsMyNumber:
    :raises ChangedMeanwhile: it is something else than what was looked at.
    """
    _require_told(reason)
    if from_person == to_person:
        raise SamePerson
    found = moving(from_person=from_person, to_person=to_person, from_date=from_date)
    if seen is not None and seen != found.mark:
        raise ChangedMeanwhile
    if not found.duties:
        raise NothingToHandOver
    if found.without_right:
        raise MayNotAnswer(found.without_right)
    for duty in found.duties:
        start = max(from_date, duty.from_date)
        _follow_on(duty, start=start, department_id=duty.department_id, person=to_person, reason=reason)
    _reports_follow([one.identity_id for one in found.duties], since=from_date, on=on)
    return from_person


def _follow_on(duty: Duty, *, start: dt.date, department_id: int, person: User | None, reason: str) -> Duty:
    """End a duty on a day and let another one go on from there, until when the first would have. Part of an action."""
    until, end_reason = duty.ended_date, duty.end_reason
    change(duty, version=duty.version, ended_date=start, end_reason=reason)
    return Duty.objects.create(
        identity_id=duty.identity_id,
        department_id=department_id,
        person=person,
        from_date=start,
        reason=reason,
        ended_date=until,
        end_reason=end_reason,
    )


def _reports_follow(identities: Sequence[int], *, since: dt.date, on: dt.date) -> None:
    if since <= on:  # else they go along when the day has come
        _let_reports_follow(on=on, identities=identities)


def _locked(identity: ItemIdentity, instead_of: Duty | None) -> Duty | None:
    """Return the duty without an end; two people who give the same item come here one after the other."""
    ItemIdentity.objects.select_for_update().get(pk=identity.pk)
    found = open_duty(identity)
    if found != instead_of:
        raise ChangedMeanwhile
    return found


def _require_after_all(identity: ItemIdentity, from_date: dt.date) -> None:
    for row in Duty.objects.filter(identity=identity).order_by("-from_date"):
        last = row.from_date if row.ended_date is None else row.ended_date
        if last > from_date:
            raise BeforeTheLastChange(last)


def _require_told(reason: str) -> None:
    require_reason(reason)
    require_no_my_number({"reason": reason})


def _require_department(department: Department, day: dt.date) -> None:
    if not (department.valid_from or day) <= day <= (department.valid_to or day):
        raise NotThere(department, day)


def _require_right(day: dt.date, person: User | None, department: Department) -> None:
    if not Answerers(on=day).may(person.pk if person else None, department.pk):
        raise MayNotAnswer([department.name])
