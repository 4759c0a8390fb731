"""A department is renamed, split or merged on a day, and people, duties and open reports go along.

What was answered before keeps the department that answered. Who held what on the days before stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.departments import Kind, Successor, record_succession
from hoshin.kernel.models import Department, DepartmentSuccession
from hoshin.kernel.people import move_memberships
from hoshin.kernel.permissions import EDIT_DEPARTMENTS
from hoshin.reviews.actions.duties import ChangedMeanwhile, _follow_on
from hoshin.reviews.actions.following import _let_reports_follow
from hoshin.reviews.models import Duty
from hoshin.reviews.queries.duties import Answerers
from hoshin.reviews.queries.reorganising import Affected, affected_by, require_reorganisation


@dataclass(frozen=True)
class Ways:
    """Of a split: to which of the successors each membership and each item goes, by its place in their list.

    What is not said goes to the first.
    """

    memberships: Mapping[int, int] = field(default_factory=dict)
    items: Mapping[int, int] = field(default_factory=dict)


@action(EDIT_DEPARTMENTS, "reviews.reorganisation.carried_out")
def reorganise(
    by: Actor,
    *,
    department: Department,
    version: int,
    kind: Kind,
    day: dt.date,
    successors: Sequence[Successor],
    others: Sequence[Department] = (),
    ways: Ways | None = None,
    on: dt.date,
    seen: str | None = None,
) -> Department:
    """Let others take over from a department, with all that belongs to it, from a day on.

    :param on: the business day; open reports go along when the day has come.
    :param seen: the mark of what was looked at before; None where nobody looked.
    :raises NoSuchSuccession: :raises NotThereThatDay: :raises EditedMeanwhile: as for `record_succession`.
    :raises SucceededAlready: somebody took over from one of them already. :raises HoldsMyNumber:
    :raises ChangedMeanwhile: it is something else than what was looked at.
    """
    sources = [department, *others]
    require_reorganisation(kind=kind, day=day, sources=sources, successors=successors)
    found = affected_by(sources, day=day)
    if seen is not None and seen != found.mark:
        raise ChangedMeanwhile
    known = set(Department.objects.values_list("pk", flat=True))
    saved = record_succession(
        by, department=department, version=version, kind=kind, day=day, successors=successors, others=others
    )
    takers = _takers(saved, successors, known)
    ways = ways or Ways()
    targets = [(one, takers[ways.memberships.get(one.pk, 0)]) for one in found.memberships]
    move_memberships(by, moves=targets, day=day)
    _move_duties(found, takers, ways, day, reason=_reason(kind, sources, takers))
    if day <= on:
        _let_reports_follow(on=on)
    return saved


def _takers(department: Department, successors: Sequence[Successor], known: set[int]) -> list[Department]:
    """Return the successors' rows in the order in which they were named."""
    links = DepartmentSuccession.objects.filter(predecessor=department).exclude(successor__in=known)
    new = iter([link.successor for link in links.select_related("successor").order_by("successor_id")])
    return [one.department or next(new) for one in successors]


def _move_duties(found: Affected, takers: Sequence[Department], ways: Ways, day: dt.date, *, reason: str) -> None:
    for duty in found.duties:
        target, start = takers[ways.items.get(duty.identity_id, 0)], max(day, duty.from_date)
        # Who went to another part of a split cannot answer here any more.
        stays = duty.person is not None and Answerers(on=start).may(duty.person_id, target.pk)
        person = duty.person if stays else None
        _follow_on(duty, start=start, department_id=target.pk, person=person, reason=reason)
    if len(takers) == 1:
        return  # the succession itself leads from the department that the edition names to this one
    for identity, until in found.named.items():
        target = takers[ways.items.get(identity, 0)]
        Duty.objects.create(identity_id=identity, department=target, from_date=day, ended_date=until, reason=reason)


def _reason(kind: Kind, sources: Sequence[Department], takers: Sequence[Department]) -> str:
    before, after = "、".join(one.name for one in sources), "、".join(one.name for one in takers)
    return f"課の{kind.label}（{before}から{after}へ）"[:300]
