"""Reads changes as a person tells them: who, when, what, and each value before and after."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from hoshin.kernel.history.difference import Piece, difference
from hoshin.kernel.history.events import DELETE, INSERT, event_model, events_of, tracked_models
from hoshin.kernel.history.telling import Names, told_fields, value_in_words
from hoshin.kernel.models import AuditEntry, TenantModel, VersionedModel


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return difference(self.before, self.after)


@dataclass(frozen=True)
class RowChange:
    """What happened to one row. `kind` is insert, update or delete."""

    noun: str
    name: str
    kind: str
    subject: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Change:
    """One thing that somebody did, with all rows it touched among those asked about."""

    entry: AuditEntry
    rows: tuple[RowChange, ...]

    @property
    def token(self) -> uuid.UUID:
        return self.entry.token


@dataclass(frozen=True)
class _Step:
    """An event and the one before it of the same row."""

    before: Any
    after: Any


def history_of(model: type[TenantModel], pk: int) -> list[Change]:
    """Return all changes of a row and of the rows that are parts of it, newest first. It may be deleted by now.

    Parts are rows that go with it and have no version of their own: they are edited in its form.
    """
    own = _steps(event_model(model), {"pgh_obj_id": pk})
    tokens = {step.after.pgh_context_id for step in own}
    parts = [
        step
        for part, event in tracked_models().items()
        if not issubclass(part, VersionedModel)
        for field in part._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is model and _goes_with(field)
        for step in _steps(event, {field.attname: pk})
    ]
    return _told(own + [step for step in parts if step.after.pgh_context_id in tokens])


def _goes_with(field: models.ForeignKey[Any, Any]) -> bool:
    return field.remote_field.on_delete is models.CASCADE


def change_of(token: uuid.UUID) -> Change:
    """Return one change with every row it touched.

    :raises AuditEntry.DoesNotExist: no such entry in this municipality.
    """
    entry = AuditEntry.objects.get(token=token)
    found = _told(_steps_of({token}))
    return found[0] if found else Change(entry, ())


def changes_among(entries: Iterable[AuditEntry]) -> list[Change]:
    """Return what these entries changed, in their order; an entry that changed no tracked row is left out."""
    listed = list(entries)
    by_token = {change.token: change for change in _told(_steps_of({entry.token for entry in listed}))}
    return [by_token[entry.token] for entry in listed if entry.token in by_token]


def last_change(row: models.Model) -> AuditEntry | None:
    """Return who last changed a row; None when that was before the audit trail began or outside an action.

    None, too, for a row whose former states are not kept.
    """
    if type(row) not in tracked_models():
        return None
    event = events_of(event_model(type(row))).filter(pgh_obj_id=row.pk).last()
    return AuditEntry.objects.filter(token=event.pgh_context_id).first() if event else None


def name_at(model: type[TenantModel], pk: int) -> str:
    """Return what a row is called, or was when it was deleted.

    :raises ObjectDoesNotExist: this municipality never had such a row.
    """
    event = events_of(event_model(model)).filter(pgh_obj_id=pk).last()
    if event is None:
        raise ObjectDoesNotExist(f"{model._meta.label_lower}:{pk}")
    return Names([event]).of(event)


def _steps(event: Any, which: dict[str, Any]) -> list[_Step]:
    """Return the events of one table with their forerunners, oldest first."""
    steps: list[_Step] = []
    last: dict[int, Any] = {}
    for one in events_of(event).filter(**which):
        steps.append(_Step(last.get(one.pgh_obj_id), one))
        last[one.pgh_obj_id] = one
    return steps


def _steps_of(tokens: Collection[uuid.UUID]) -> list[_Step]:
    """Return what happened inside these changes; a statement or two for each table that has events."""
    steps: list[_Step] = []
    for event in tracked_models().values():
        touched = {one.pgh_obj_id for one in events_of(event).filter(pgh_context_id__in=tokens)}
        if touched:
            told = _steps(event, {"pgh_obj_id__in": touched})
            steps += [step for step in told if step.after.pgh_context_id in tokens]
    return steps


def _told(steps: list[_Step]) -> list[Change]:
    by_token: dict[uuid.UUID, list[_Step]] = defaultdict(list)
    for step in steps:
        by_token[step.after.pgh_context_id].append(step)
    names = Names([event for step in steps for event in (step.before, step.after) if event is not None])
    entries = AuditEntry.objects.filter(token__in=by_token).order_by("-id")
    return [Change(entry, tuple(_rows(by_token[entry.token], names))) for entry in entries]


def _rows(steps: list[_Step], names: Names) -> Iterable[RowChange]:
    for step in steps:
        event = step.after
        fields = tuple(_fields(step, names))
        # A change of the version alone says that parts of the row changed: they are told by themselves.
        if fields or event.pgh_label in {INSERT, DELETE}:
            model = event.pgh_tracked_model
            yield RowChange(
                noun=str(model._meta.verbose_name),
                name=names.of(event),
                kind=event.pgh_label,
                subject=f"{model._meta.label_lower}:{event.pgh_obj_id}",
                fields=fields,
            )


def _fields(step: _Step, names: Names) -> Iterable[FieldChange]:
    is_deleted = step.after.pgh_label == DELETE
    before, after = (step.after, None) if is_deleted else (step.before, step.after)
    for field in told_fields(step.after):
        old = value_in_words(field, before, names)
        new = value_in_words(field, after, names)
        if old != new:
            yield FieldChange(str(field.verbose_name), old, new)
