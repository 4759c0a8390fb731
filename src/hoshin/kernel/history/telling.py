"""Names and values of rows in words, also of rows that are gone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from hoshin.kernel.history.events import UNTOLD, columns_of, events_of, tracked_models
from hoshin.kernel.models import TenantModel

# By which of its columns a row is known, in this order.
NAMES = ("title", "label", "name", "term", "full_name", "username", "printed", "key", "year")
NAME_LENGTH = 60


def name_of(row: Any) -> str:
    """Return what people call a row, taken from its own columns; empty for a row that only joins two others."""
    number = getattr(row, "number", "")
    for column in NAMES:
        value = getattr(row, column, "")
        if value and not isinstance(value, models.Model):
            text = f"{number} {value}" if number else str(value)
            return text if len(text) <= NAME_LENGTH else f"{text[:NAME_LENGTH]}…"
    return ""


class Names:
    """The names of all rows that some events point at, read with one or two statements a model."""

    def __init__(self, events: Iterable[Any]) -> None:
        wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        for event in events:
            for field in columns_of(event):
                value = getattr(event, field.attname)
                if field.related_model and field.name not in UNTOLD and value is not None:
                    wanted[field.related_model].add(value)
        self._known = {model: _names(model, ids) for model, ids in wanted.items()}

    def of(self, event: Any) -> str:
        """Return the name of the row an event is about; a row that only joins others is called by what it leads to."""
        if own := name_of(event):
            return own
        relations = [
            (field.related_model, getattr(event, field.attname))
            for field in columns_of(event)
            if field.related_model and field.name not in UNTOLD
        ]
        return self.at(*relations[-1]) if relations else ""

    def at(self, model: type[models.Model], pk: int | None) -> str:
        if pk is None:
            return ""
        return self._known.get(model, {}).get(pk, "") or _("（削除された行）")


def _names(model: type[models.Model], ids: set[int]) -> dict[int, str]:
    found = {row.pk: name_of(row) for row in model._default_manager.filter(pk__in=ids)}
    event = tracked_models().get(model) if issubclass(model, TenantModel) else None
    if event and (gone := ids - set(found)):
        found |= {one.pgh_obj_id: name_of(one) for one in events_of(event).filter(pgh_obj_id__in=gone)}
    return found


def told_fields(event: Any) -> list[Any]:
    return [field for field in columns_of(event) if field.name not in UNTOLD]


def value_in_words(field: Any, event: Any, names: Names) -> str:
    if event is None:
        return ""
    value = getattr(event, field.attname)
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.at(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    return str(value)
