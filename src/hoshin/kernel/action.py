"""`@action`: the frame of every write: permission, transaction, audit entry."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Concatenate, ParamSpec, TypeVar

import pghistory
from django.db import connection, models, transaction

from hoshin.kernel.actor import Actor
from hoshin.kernel.clock import now
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.registry import Permission
from hoshin.kernel.scope import current_municipality_id

P = ParamSpec("P")
R = TypeVar("R", bound=models.Model)
Write = Callable[Concatenate[Actor, P], R]

_is_inside_action = ContextVar("is_inside_action", default=False)

AUDIT_LOCK = 0x484F5348  # the first key of the advisory lock that puts a municipality's audit entries in one line


def action(permission: Permission, event: str) -> Callable[[Write[P, R]], Write[P, R]]:
    """Frame a write: the actor must hold `permission`; all of it happens or nothing; one audit entry is left.

    A keyword argument `reason`, where the action has one, is kept in the entry. Changes of records carry the entry's
    token as the id of their pghistory context; those of an action called by another one belong to the outer entry.

    :raises NotPermitted: by the returned function, before anything is done.
    """

    def decorate(function: Write[P, R]) -> Write[P, R]:
        @functools.wraps(function)
        def run(by: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            by.require(permission)
            with transaction.atomic(), _one_change() as token:
                subject = function(by, *args, **kwargs)
                reason = str(kwargs.get("reason") or "")[:500]
                record(by, event=event, subject=subject_of(subject), reason=reason, token=token)
            return subject

        run.permission = permission  # type: ignore[attr-defined]  # read by the tests that walk every action
        return run

    return decorate


@contextmanager
def _one_change() -> Iterator[uuid.UUID]:
    """Give the changes made inside one pghistory context, and yield the token of the entry that tells of them."""
    with pghistory.context() as context:
        if _is_inside_action.get():
            yield uuid.uuid4()
            return
        reset = _is_inside_action.set(True)
        try:
            yield context.id
        finally:
            _is_inside_action.reset(reset)
    with connection.cursor() as cursor:
        # pghistory leaves the context set until the transaction ends: what somebody writes outside of an action later
        # in it would be told as part of this one. (When the action failed, its savepoint has undone the setting.)
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


def subject_of(row: models.Model) -> str:
    """Return how the audit trail names a row: `plan.item:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def record(by: Actor, *, event: str, subject: str, reason: str = "", token: uuid.UUID | None = None) -> AuditEntry:
    """Add an entry to the municipality's audit chain; also for what changes no row (sign-in, refused input, export)."""
    municipality_id = current_municipality_id()
    with connection.cursor() as cursor:
        # Two entries with the same predecessor would fork the chain.
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [AUDIT_LOCK, municipality_id % 2**31])
    last = AuditEntry.objects.order_by("-id").first()
    entry = AuditEntry(
        token=token or uuid.uuid4(),
        event=event,
        actor_id=by.user_id,
        actor_name=by.name,
        subject=subject,
        reason=reason,
        at=now(),
        previous_digest=last.digest if last else "",
    )
    entry.digest = entry.reckon_digest()
    entry.save()
    return entry
