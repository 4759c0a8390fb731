"""Who acts: a signed-in person or a named job. Every action takes one as `by`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from hoshin.kernel.models import Deputy, Membership, User
from hoshin.kernel.permissions import MANAGE_PEOPLE
from hoshin.kernel.registry import Permission, registry

NEVER_LENT = frozenset({MANAGE_PEOPLE.key})
"""Whoever gives roles could give them to themselves, and so keep for good what was lent for a week."""


class NotPermitted(Exception):
    """The actor lacks the permission of what was asked."""


@dataclass(frozen=True)
class Grant:
    """Permissions held in one department, or in the whole municipality where the role names none.

    `acting_for` is the name of the person whose deputy holds them, "" of what is one's own.
    """

    permission_keys: frozenset[str]
    department_id: int | None
    acting_for: str = ""


@dataclass(frozen=True)
class Actor:
    """A person's name and rights in the municipality in scope on a day."""

    name: str
    permission_keys: frozenset[str] = frozenset()
    user_id: int | None = None
    department_ids: frozenset[int] = frozenset()
    grants: tuple[Grant, ...] = ()

    def may(self, permission: Permission) -> bool:
        return permission.key in self.permission_keys

    def grant_in(self, permission: Permission, department_id: int) -> Grant | None:
        """Return by what the actor holds the permission in that department; one's own right goes before a deputy's."""
        fitting = [
            grant
            for grant in self.grants
            if permission.key in grant.permission_keys and grant.department_id in {None, department_id}
        ]
        return min(fitting, key=lambda grant: bool(grant.acting_for), default=None)

    def may_in(self, permission: Permission, department_id: int) -> bool:
        """Whether the actor holds the permission in that department."""
        return self.grant_in(permission, department_id) is not None

    def require_in(self, permission: Permission, department_id: int) -> Grant:
        """
        :raises NotPermitted: the actor does not hold the permission in that department.
        """
        grant = self.grant_in(permission, department_id)
        if grant is None:
            raise NotPermitted(permission.label)
        return grant

    def require(self, permission: Permission) -> None:
        """
        :raises NotPermitted: the actor does not hold the permission.
        """
        if not self.may(permission):
            raise NotPermitted(permission.label)

    @cached_property
    def is_staff(self) -> bool:
        return bool(self.permission_keys)


VISITOR = Actor("来訪者")


def system_actor(name: str) -> Actor:
    """Return the actor of a command or a job: it holds every declared permission."""
    keys = frozenset(permission.key for permission in registry.permissions())
    return Actor(name, keys, grants=(Grant(keys, None),))


def actor_of(user: User, *, on: dt.date) -> Actor:
    """Return what a signed-in person may do in the municipality in scope on that day, also as somebody's deputy.

    One SQL statement.
    """
    principals = Deputy.objects.filter(deputy=user, valid_from__lte=on, valid_to__gte=on).values("principal_id")
    rows = Membership.objects.filter(Q(user=user) | Q(user__in=principals)).select_related("role", "user")
    grants = [_grant(row, user) for row in rows if _holds(row, on)]
    return Actor(
        name=user.get_full_name(),
        permission_keys=frozenset(key for grant in grants for key in grant.permission_keys),
        user_id=user.pk,
        department_ids=frozenset(grant.department_id for grant in grants if grant.department_id is not None),
        grants=tuple(grants),
    )


def _grant(membership: Membership, user: User) -> Grant:
    keys = frozenset(membership.role.permission_keys)
    if membership.user_id == user.pk:
        return Grant(keys, membership.department_id)
    return Grant(keys - NEVER_LENT, membership.department_id, membership.user.get_full_name())


def _holds(membership: Membership, on: dt.date) -> bool:
    return (membership.valid_from or on) <= on <= (membership.valid_to or on)
