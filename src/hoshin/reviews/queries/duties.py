"""Who answers for what: the duties of a day, of one item through time, and of one person."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import Department, Membership, User
from hoshin.plan.models import Edition, Item, ItemIdentity
from hoshin.reviews.models import Duty, Report
from hoshin.reviews.permissions import ANSWER_REPORT
from hoshin.reviews.queries.holders import Holder, holders_of, initiatives_of
from hoshin.reviews.rules.desks import IN_THE_SECTION
from hoshin.reviews.rules.states import RoundStatus


class Answerers:
    """Who may answer reports of which department on a day. One statement."""

    def __init__(self, *, on: dt.date) -> None:
        rows = Membership.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_to=None) | Q(valid_to__gte=on),
            role__permission_keys__contains=[ANSWER_REPORT.key],
            user__is_active=True,
        )
        found = list(rows.select_related("user").order_by("user__full_name", "user__username", "id"))
        self._known = {(row.user_id, row.department_id) for row in found}
        self.people = list({row.user_id: row.user for row in found}.values())

    def may(self, person_id: int | None, department_id: int) -> bool:
        """Whether somebody can answer: a section without a named person always can."""
        return person_id is None or bool(self._known & {(person_id, department_id), (person_id, None)})


@dataclass(frozen=True)
class DutyLine:
    """One initiative and who answers for it. Without a duty it is the department that the edition names."""

    item: Item
    department: Department | None
    person: User | None
    duty: Duty | None
    may_answer: bool


@dataclass(frozen=True)
class Moving:
    """What one person would hand over: duties, and the reports of open rounds that the section still holds."""

    duties: tuple[Duty, ...]
    titles: dict[int, str]
    reports: tuple[Report, ...]
    without_right: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Tells one state of all this from another, so that what was looked at is what is done."""
        text = repr([(one.pk, one.version) for one in self.duties])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def duties_on(day: dt.date, *, edition: Edition) -> tuple[DutyLine, ...]:
    """Return every initiative of the edition with who answers for it on that day, in eight statements."""
    return _lines(initiatives_of(edition.pk), day)


def duty_of(identity: ItemIdentity, day: dt.date) -> DutyLine | None:
    """Return one item with who answers for it on that day; None where no edition has it."""
    item = item_on(identity, day)
    return _lines([item], day)[0] if item else None


def _lines(items: Sequence[Item], day: dt.date) -> tuple[DutyLine, ...]:
    holders = holders_of(items, on=day)
    departments = Department.objects.in_bulk({one.department_id for one in holders.values()})
    duties = {row.identity_id: row for row in running_duties(on=day)}
    answerers = Answerers(on=day)
    lines = []
    for item in items:
        holder, duty = holders.get(item.pk), duties.get(item.identity_id)
        lines.append(
            DutyLine(
                item=item,
                department=departments[holder.department_id] if holder else None,
                person=duty.person if duty else None,
                duty=duty,
                may_answer=holder is None or answerers.may(holder.person_id, holder.department_id),
            )
        )
    return tuple(lines)


def running_duties(*, on: dt.date) -> list[Duty]:
    """Return the duties that hold on that day."""
    rows = Duty.objects.filter(Q(ended_date=None) | Q(ended_date__gt=on), from_date__lte=on)
    return list(rows.select_related("department", "person").order_by("id"))


def duties_from(*, on: dt.date, **which: object) -> list[Duty]:
    """Return the duties that hold on that day or begin later, of whom or what is asked for."""
    rows = Duty.objects.filter(Q(ended_date=None) | Q(ended_date__gt=on), **which)
    return list(rows.select_related("department", "person").order_by("from_date", "id"))


def duty_history(identity: ItemIdentity) -> list[Duty]:
    """Return all duties of an item, the newest first."""
    rows = Duty.objects.filter(identity=identity).select_related("department", "person")
    return list(rows.order_by("-from_date", "-id"))


def open_duty(identity: ItemIdentity) -> Duty | None:
    return Duty.objects.filter(identity=identity, ended_date=None).select_related("department", "person").first()


def holder_of(identity: ItemIdentity, day: dt.date) -> Holder | None:
    """Return who answers for an item on a day; None where no edition names anybody.

    What counts is the edition of that fiscal year, or the last one before it: a draft of next year's edition says
    nothing about this year.
    """
    item = item_on(identity, day)
    return holders_of([item], on=day).get(item.pk) if item else None


def item_on(identity: ItemIdentity, day: dt.date) -> Item | None:
    """Return the item as the edition in force on that day prints it, or the first edition that has it."""
    rows = Item.objects.filter(identity=identity, repost_of=None).select_related("edition__policy", "identity")
    found = list(rows.order_by("edition__year"))
    before = [row for row in found if row.edition.year <= FiscalYear.containing(day).year]
    return before[-1] if before else next(iter(found), None)


def get_identity(pk: int) -> ItemIdentity:
    return ItemIdentity.objects.select_related("policy").get(pk=pk)


def people_with_duties() -> list[User]:
    """Return everybody who is named in a duty that has not ended."""
    held = Duty.objects.filter(ended_date=None).exclude(person=None).values("person_id")
    return list(User.objects.filter(pk__in=held).order_by("full_name", "username"))


def moving(*, from_person: User, to_person: User | None, from_date: dt.date) -> Moving:
    """Return what a hand-over on that day would move, and the departments in which the other one has no right."""
    duties = duties_from(on=from_date, person=from_person)
    answerers = Answerers(on=from_date)
    lacking = {
        one.department.name
        for one in duties
        if not answerers.may(to_person.pk if to_person else None, one.department_id)
    }
    reports = Report.objects.filter(
        round__status=RoundStatus.OPEN.value,
        status__in=[status.value for status in IN_THE_SECTION],
        item__identity__in=[one.identity_id for one in duties],
    )
    return Moving(
        duties=tuple(duties),
        titles=titles_of([one.identity_id for one in duties]),
        reports=tuple(reports.select_related("item", "round").order_by("round_id", "item__order")),
        without_right=tuple(sorted(lacking)),
    )


def titles_of(identity_ids: Sequence[int]) -> dict[int, str]:
    """Return what the newest edition calls each item."""
    rows = Item.objects.filter(identity__in=identity_ids, repost_of=None).order_by("edition__year")
    return {row.identity_id: f"{row.number} {row.title}".strip() for row in rows}
