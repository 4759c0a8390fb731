"""What a reorganisation of departments takes along, to be looked at before it is done."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from hoshin.indicators.rules.admission import require_no_my_number
from hoshin.kernel.departments import Kind, Successor, require_succession
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import Department, DepartmentSuccession, Membership
from hoshin.kernel.refusal import Refused
from hoshin.plan.models import Edition, Item
from hoshin.reviews.models import Duty
from hoshin.reviews.queries.duties import titles_of
from hoshin.reviews.queries.holders import Holder, holders_of, initiatives_of

DAY = dt.timedelta(days=1)


class SucceededAlready(Refused):
    """Two successions of one department would lead to two places."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"すでに引き継ぎが記録されています：{'、'.join(names)}。先にその記録を直してください。")


@dataclass(frozen=True)
class Affected:
    """Who and what belongs to the departments that end.

    `named` are items that no duty but the edition gives to them, with the day on which a duty of another department
    takes over, where that is known.
    """

    memberships: tuple[Membership, ...]
    duties: tuple[Duty, ...]
    named: dict[int, dt.date | None]
    titles: dict[int, str]

    @property
    def identities(self) -> tuple[int, ...]:
        """Return the items of both kinds, in the order of their names."""
        found = {one.identity_id for one in self.duties} | set(self.named)
        return tuple(sorted(found, key=lambda pk: (self.titles.get(pk, ""), pk)))

    @property
    def mark(self) -> str:
        """Tells one state of all this from another, so that what was looked at is what is done."""
        people = [(one.pk, one.valid_from, one.valid_to) for one in self.memberships]
        duties = [(one.pk, one.version) for one in self.duties]
        return hashlib.sha256(repr((people, duties, self.named)).encode()).hexdigest()[:16]


def require_reorganisation(
    *, kind: Kind, day: dt.date, sources: Sequence[Department], successors: Sequence[Successor]
) -> None:
    """
    :raises NoSuchSuccession: :raises NotThereThatDay: as for `record_succession`.
    :raises SucceededAlready: somebody took over from one of them already. :raises HoldsMyNumber:
    """
    for one in successors:
        require_no_my_number({"name": one.name, "parent_name": one.parent_name})
    require_succession(kind=kind, day=day, sources=sources, successors=successors)
    rows = DepartmentSuccession.objects.filter(predecessor__in=sources).select_related("predecessor")
    names = sorted({row.predecessor.name for row in rows})
    if names:
        raise SucceededAlready(names)


def affected_by(departments: Sequence[Department], *, day: dt.date) -> Affected:
    """Return what belongs to the departments on the day on which others take over, or is to belong to them later."""
    ids = {one.pk for one in departments}
    memberships = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), department__in=ids)
    lasting = list(Duty.objects.filter(Q(ended_date=None) | Q(ended_date__gt=day)).select_related("person"))
    duties = [one for one in lasting if one.department_id in ids and one.ended_date != one.from_date]
    named = _named(ids, lasting, day)
    return Affected(
        memberships=tuple(memberships.select_related("user", "role").order_by("user__full_name", "id")),
        duties=tuple(sorted(duties, key=lambda one: one.pk)),
        named=named,
        titles=titles_of([*named, *(one.identity_id for one in duties)]),
    )


def _named(ids: set[int], lasting: Sequence[Duty], day: dt.date) -> dict[int, dt.date | None]:
    items = _items_in_force(day)
    # On the day before, the departments are still there: nobody has followed them yet.
    holders = holders_of(items, on=day - DAY)
    begins: dict[int, dt.date] = {}
    for one in lasting:
        if one.ended_date != one.from_date:
            begins[one.identity_id] = min(one.from_date, begins.get(one.identity_id, one.from_date))
    found: dict[int, dt.date | None] = {}
    for item in items:
        first = begins.get(item.identity_id)
        is_named = _is_of(holders.get(item.pk), ids)
        if is_named and (first is None or first > day):
            found[item.identity_id] = first
    return found


def _is_of(holder: Holder | None, ids: set[int]) -> bool:
    return holder is not None and holder.department_id in ids


def _items_in_force(day: dt.date) -> list[Item]:
    """Return the initiatives of each policy's edition of that year, or of the last one before it, or of the first."""
    year = FiscalYear.containing(day).year
    chosen: dict[int, Edition] = {}
    for edition in Edition.objects.order_by("year"):
        if edition.policy_id not in chosen or edition.year <= year:
            chosen[edition.policy_id] = edition
    return [item for edition in chosen.values() for item in initiatives_of(edition.pk)]
