"""The event tables that pghistory keeps beside the tables of the rooms. Nothing here knows a room."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from hoshin.kernel.models import TenantModel
from hoshin.kernel.scope import current_municipality_id

INSERT, UPDATE, DELETE = "insert", "update", "delete"
# Told by other columns (id, municipality) or by the form itself (version).
UNTOLD = frozenset({"id", "municipality", "version"})


@cache
def tracked_models() -> dict[type[TenantModel], Any]:
    """Return every model whose changes are kept, with the model of its events."""
    found: dict[type[TenantModel], Any] = {}
    for model in apps.get_models():
        tracked: Any = getattr(model, "pgh_tracked_model", None)
        if tracked is not None and issubclass(tracked, TenantModel):
            found[tracked] = model
    return found


def tracked_model(label: str) -> type[TenantModel]:
    """Return the tracked model of a label such as `plan.item`.

    :raises ObjectDoesNotExist: no model of that label keeps its changes.
    """
    for model in tracked_models():
        if model._meta.label_lower == label:
            return model
    raise ObjectDoesNotExist(label)


def event_model(model: type[models.Model]) -> Any:
    return tracked_models()[model]  # type: ignore[index]  # a model without events is a KeyError, as it should be


def events_of(event: Any) -> models.QuerySet[Any]:
    """Return the municipality's events in one table, oldest first. pghistory's managers know no scope."""
    rows: models.QuerySet[Any] = event.objects.filter(municipality_id=current_municipality_id()).order_by("pgh_id")
    return rows


def row_of(event: Any) -> TenantModel:
    """Return the row as the event holds it; not saved."""
    model: type[TenantModel] = event.pgh_tracked_model
    return model(**{field.attname: getattr(event, field.attname) for field in columns_of(event)})


def columns_of(event: Any) -> list[models.Field[Any, Any]]:
    """Return the fields of the tracked model that its events hold."""
    held = {field.name for field in event._meta.concrete_fields}
    return [field for field in event.pgh_tracked_model._meta.concrete_fields if field.name in held]
