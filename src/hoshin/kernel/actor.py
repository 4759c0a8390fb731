"""Who acts: a signed-in person or a named job. Every action takes one as `by`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from hoshin.kernel.models import Membership, User
from hoshin.kernel.registry import Permission, registry


class NotPermitted(Exception):
    """The actor lacks the permission of what was asked."""


@dataclass(frozen=True)
class Actor:
    """A person's name and rights in the municipality in scope on a day."""

    name: str
    permission_keys: frozenset[str] = frozenset()
    user_id: int | None = None
    department_ids: frozenset[int] = frozenset()

    def may(self, permission: Permission) -> bool:
        return permission.key in self.permission_keys

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
    return Actor(name, frozenset(permission.key for permission in registry.permissions()))


def actor_of(user: User, *, on: dt.date) -> Actor:
    """Return what a signed-in person may do in the municipality in scope on that day."""
    memberships = [m for m in Membership.objects.filter(user=user).select_related("role") if _holds(m, on)]
    return Actor(
        name=user.get_full_name(),
        permission_keys=frozenset(key for m in memberships for key in m.role.permission_keys),
        user_id=user.pk,
        department_ids=frozenset(m.department_id for m in memberships if m.department_id is not None),
    )


def _holds(membership: Membership, on: dt.date) -> bool:
    return (membership.valid_from or on) <= on <= (membership.valid_to or on)
