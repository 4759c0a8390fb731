"""代理: who does whose work for a time. A deputy acts under their own name, in the principal's roles.

What is lent is everything but `actor.NEVER_LENT`; whose deputy a step was done as, the record of that step tells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Deputy, Membership, User
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.permissions import MANAGE_PEOPLE
from hoshin.kernel.refusal import Refused

DAY = dt.timedelta(days=1)


class NoSuchDeputy(Refused):
    """Oneself, somebody who does not work here, or a time that ends before it begins."""


class DeputyAlready(Refused):
    """This person stands in for that one on some of these days already."""


class HasEnded(Refused):
    """A time that lies in the past stays told."""


# Reads


def deputies_of(user: User) -> list[Deputy]:
    """Return who stands, stood or will stand in for a person, and for whom that person does; the latest first."""
    rows = Deputy.objects.filter(Q(principal=user) | Q(deputy=user)).select_related("principal", "deputy")
    return list(rows.order_by("-valid_from", "-id"))


def get_deputy(pk: int) -> Deputy:
    return Deputy.objects.select_related("principal", "deputy").get(pk=pk)


def people_to_stand_in(*, on: dt.date) -> list[User]:
    """Return everybody who has a role here on that day or later."""
    here = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on)).values("user_id")
    return list(User.objects.filter(pk__in=here, is_active=True).order_by("full_name", "username"))


# Writes


@action(MANAGE_PEOPLE, "kernel.deputy.added")
def add_deputy(
    by: Actor, *, principal: User, deputy: User, valid_from: dt.date, valid_to: dt.date, reason: str
) -> Deputy:
    """Let somebody do another person's work from one day to another, both included.

    :raises NoSuchDeputy: :raises DeputyAlready:
    """
    if principal == deputy:
        raise NoSuchDeputy(_("本人を代理にすることはできません。"), field="deputy")
    if valid_to < valid_from:
        raise NoSuchDeputy(_("「いつから」より前の日です。"), field="valid_to")
    if not reason.strip() or find_my_numbers(reason):
        raise NoSuchDeputy(_("理由を書いてください。マイナンバーは書けません。"), field="reason")
    _require_here([principal, deputy])
    same = Deputy.objects.filter(principal=principal, deputy=deputy, valid_from__lte=valid_to, valid_to__gte=valid_from)
    if same.exists():
        raise DeputyAlready(_("この職員は、その期間にすでに代理になっています。"), field="deputy")
    return Deputy.objects.create(
        principal=principal, deputy=deputy, valid_from=valid_from, valid_to=valid_to, reason=reason
    )


@action(MANAGE_PEOPLE, "kernel.deputy.ended")
def end_deputy(by: Actor, *, deputy: Deputy, on: dt.date, reason: str = "") -> Deputy:
    """Let it end with the day before; what has not begun is taken out, and its history tells that it was planned.

    :raises HasEnded:
    """
    row = Deputy.objects.select_for_update().get(pk=deputy.pk)
    if row.valid_to < on:
        raise HasEnded(_("この代理は、もう終わっています。"))
    if row.valid_from >= on:
        Deputy.objects.filter(pk=row.pk).delete()
    else:
        row.valid_to = on - DAY
        row.save(update_fields=["valid_to"])
    return row


def _require_here(users: Sequence[User]) -> None:
    here = set(Membership.objects.filter(user__in=users).values_list("user_id", flat=True))
    if {user.pk for user in users} - here:
        raise NoSuchDeputy(_("この団体の職員ではありません。"), field="deputy")
