"""Who answers for the initiatives of an edition on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from hoshin.kernel.models import Department, DepartmentSuccession
from hoshin.plan.models import Item, ItemDepartment
from hoshin.reviews.models import Duty, Report
from hoshin.reviews.rules.desks import IN_THE_SECTION
from hoshin.reviews.rules.states import RoundStatus

ROLES = (ItemDepartment.Role.LEAD, ItemDepartment.Role.JOINT, ItemDepartment.Role.RELATED)
MOST_SUCCESSIONS = 20  # far more than any department went through; a circle ends here


@dataclass(frozen=True)
class Holder:
    department_id: int
    person_id: int | None = None


def initiatives_of(edition_id: int) -> list[Item]:
    """Return the initiatives that are counted in the edition, in their order."""
    rows = Item.objects.filter(edition=edition_id, is_initiative=True, repost_of=None)
    return list(rows.select_related("identity").order_by("order", "id"))


def holders_of(items: Sequence[Item], *, on: dt.date) -> Mapping[int, Holder]:
    """Return who answers for each item on a day, by the item's id: its duty, or else the department that the edition
    names first, or whoever succeeded it. Items of no department are left out. Four statements.
    """
    duties = Duty.objects.filter(
        Q(ended_date=None) | Q(ended_date__gt=on), identity__in={item.identity_id for item in items}, from_date__lte=on
    )
    named = _named(items)
    successors = _Successors(on)
    by_identity = {duty.identity_id: Holder(successors.of(duty.department_id), duty.person_id) for duty in duties}
    found = {}
    for item in items:
        if item.identity_id in by_identity:
            found[item.pk] = by_identity[item.identity_id]
        elif item.pk in named:
            found[item.pk] = Holder(successors.of(named[item.pk]))
    return found


def reports_astray(*, on: dt.date, identities: Collection[int] | None = None) -> list[tuple[Report, Holder]]:
    """Return the reports that a section still holds though somebody else answers for the item by now, with who does.

    :param identities: only the reports on these items; None for all.
    """
    rows = Report.objects.filter(
        round__status=RoundStatus.OPEN.value,
        round__opens_on__lte=on,  # one that was opened before its day asks those who answer on its day
        status__in=[status.value for status in IN_THE_SECTION],
    )
    if identities is not None:
        rows = rows.filter(item__identity__in=identities)
    reports = list(rows.select_related("item").order_by("id"))
    holders = holders_of([one.item for one in reports], on=on)
    found = [(one, holders[one.item_id]) for one in reports if one.item_id in holders]
    return [(one, holder) for one, holder in found if holder != Holder(one.department_id, one.person_id)]


def _named(items: Sequence[Item]) -> dict[int, int]:
    rows = ItemDepartment.objects.filter(item__in=[item.pk for item in items]).order_by("order", "id")
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        rank = ROLES.index(ItemDepartment.Role(row.role))
        if row.item_id not in found or rank < found[row.item_id][0]:
            found[row.item_id] = rank, row.department_id
    return {item_id: department_id for item_id, (_rank, department_id) in found.items()}


class _Successors:
    """Leads from a department that has ended to the one that took over; of a split, to the first part."""

    def __init__(self, on: dt.date) -> None:
        self.ended = set(Department.objects.filter(valid_to__lt=on).values_list("pk", flat=True))
        rows = DepartmentSuccession.objects.order_by("-successor__order", "-successor_id")
        self.next = dict(rows.values_list("predecessor_id", "successor_id"))

    def of(self, department_id: int) -> int:
        for _number in range(MOST_SUCCESSIONS):
            if department_id not in self.ended or department_id not in self.next:
                break
            department_id = self.next[department_id]
        return department_id
