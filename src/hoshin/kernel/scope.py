"""Which municipality the current request or job works for. No scope, no rows.

Two locks: django-scopes filters every manager in Python, PostgreSQL's row-level security filters every statement. Both
are set here and nowhere else. The setting is local to the transaction, because connections are shared: work of a
municipality therefore always runs inside one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import django_scopes
from django.db import connection, transaction

SETTING = "hoshin.municipality"  # named again in the row-level security policies of the migrations


class NoMunicipality(django_scopes.ScopeError):  # type: ignore[misc]  # django_scopes ships no types
    """Raised when tenant data is read or written outside `municipality_scope`."""


@contextmanager
def municipality_scope(municipality_id: int) -> Iterator[None]:
    """Open a transaction in which exactly this municipality's rows exist."""
    nested = connection.in_atomic_block
    with transaction.atomic(), django_scopes.scope(municipality=municipality_id):
        previous = _set(municipality_id, read_back=nested)
        yield
        if nested and not connection.needs_rollback:
            # A savepoint does not undo the setting when it is released, only when it is rolled back.
            _write(previous)


def current_municipality_id() -> int:
    """Return the municipality in scope.

    :raises NoMunicipality: outside `municipality_scope`.
    """
    municipality_id = django_scopes.get_scope().get("municipality")
    if municipality_id is None:
        raise NoMunicipality("no municipality in scope")
    return int(municipality_id)


def _set(municipality_id: int, *, read_back: bool) -> str:
    previous = ""
    if read_back:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s, true)", [SETTING])
            previous = cursor.fetchone()[0] or ""
    _write(str(municipality_id))
    return previous


def _write(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
