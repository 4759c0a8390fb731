"""Documents from data that was checked when it was stored: the same instances as by validation, without checking again.

Every public page opens an edition. Validating each of its texts costs more than reading them from the database.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from hoshin.kernel.fiscal import Period
from hoshin.kernel.quantity import Quantity
from hoshin.publishing.rules.document import Doc

D = TypeVar("D", bound=Doc)
Convert = Callable[[Any], Any]


def trusted(model: type[D], data: Mapping[str, Any]) -> D:
    """Return the document of data in the shape of its JSON; what is left out or None gets its default."""
    plan = _plan(model)
    values = dict(plan.defaults)
    given = set()
    for name, value in data.items():
        if value is None and name in plan.optional:
            continue
        convert = plan.converters.get(name)
        values[name] = value if convert is None else convert(value)
        given.add(name)
    document = model.__new__(model)
    # What pydantic's own `model_construct` does, but for its look at aliases and private attributes: we have none.
    object.__setattr__(document, "__dict__", values)
    object.__setattr__(document, "__pydantic_fields_set__", given)
    object.__setattr__(document, "__pydantic_extra__", None)
    object.__setattr__(document, "__pydantic_private__", None)
    return document


class _Plan(typing.NamedTuple):
    defaults: dict[str, Any]
    optional: frozenset[str]
    converters: dict[str, Convert]


@cache
def _plan(model: type[Doc]) -> _Plan:
    fields = model.model_fields
    defaults = {name: field.get_default(call_default_factory=True) for name, field in fields.items()}
    optional = frozenset(name for name, field in fields.items() if not field.is_required())
    converters = {name: convert for name, field in fields.items() if (convert := _converter(field.annotation))}
    return _Plan({name: defaults[name] for name in fields}, optional, converters)


def _converter(kind: Any) -> Convert | None:
    """Return how a JSON value becomes a field's value; None where it is that already."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _converter(inner[0])
    if origin in (types.UnionType, typing.Union):
        return _converter(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return _tuple_of(_converter(inner[0]))
    if isinstance(kind, type) and issubclass(kind, Doc):
        return lambda value: trusted(kind, value)
    if not isinstance(kind, type):
        return None
    known: dict[type, Convert] = {Quantity: Quantity.from_json, Period: _period, dt.date: _day}
    return known.get(kind)


def _tuple_of(convert: Convert | None) -> Convert:
    return tuple if convert is None else lambda values: tuple(map(convert, values))


@lru_cache(maxsize=1024)
def _period(text: str) -> Period:
    """A policy names the same few years again and again."""
    return Period.parse(text)


def _day(value: dt.date | str) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
