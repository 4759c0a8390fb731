"""Big read-only queries whose SQL is written once per process.

Django writes the SQL of a queryset anew each time. For an edition with all its nested lists that takes ten times as
long as PostgreSQL needs to answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

import django_scopes
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from hoshin.kernel.scope import current_municipality_id

# What the SQL is written with in place of the municipality and the key. No row has them: a place that were overlooked
# finds nothing.
_MUNICIPALITY = -2_000_000_011
_KEYS = {int: -2_000_000_033, str: "\x1fkey\x1f"}

K = TypeVar("K", bound=int | str)

Row = dict[str, Any]


@dataclass(frozen=True)
class _Plan:
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str, ...]


class CompiledQuery(Generic[K]):
    """A `.values()` queryset that depends on one key, run in the scope of the municipality as any other.

    :param build: makes the queryset for a key; called once, so nothing else in it may vary.
    :param kind: what the key is, a number or a text.
    """

    def __init__(self, build: Callable[[K], QuerySet[Any, Any]], kind: type[K]) -> None:
        self._build = build
        self._kind = kind

    def rows(self, key: K) -> list[Row]:
        """Return the rows for a key in the municipality in scope, in one statement."""
        plan = self._plan
        given: dict[Any, Any] = {_MUNICIPALITY: current_municipality_id(), _KEYS[self._kind]: key}
        parameters = [given.get(one, one) if type(one) in _KEYS else one for one in plan.parameters]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            found = cursor.fetchall()
        return [dict(zip(plan.names, row, strict=True)) for row in plan.compiler.results_iter(results=[found])]

    @cached_property
    def _plan(self) -> _Plan:
        with django_scopes.scope(municipality=_MUNICIPALITY):
            query = self._build(cast("K", _KEYS[self._kind])).query
            compiler = query.get_compiler(connection=connection)
            sql, parameters = compiler.as_sql()
        names = (*query.extra_select, *query.values_select, *query.annotation_select)
        return _Plan(compiler, sql, tuple(parameters), names)
