"""Takes one change back: what it added goes, what it deleted returns, what it altered has its former values."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from hoshin.kernel.history.events import DELETE, INSERT, columns_of, events_of, row_of, tracked_models
from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.refusal import Refused


class NotRevertible(Refused):
    """Later changes stand on this one."""


def revert(token: uuid.UUID) -> int:
    """Take back what the change of that token did and return how many rows that were. Call it inside an action.

    :raises NotRevertible: a row was changed again since, or the former state does not fit what is there now.
    """
    events = [one for event in tracked_models().values() for one in events_of(event).filter(pgh_context_id=token)]
    for one in events:
        if (
            events_of(type(one))
            .filter(pgh_obj_id=one.pgh_obj_id, pgh_id__gt=one.pgh_id)
            .exclude(pgh_context_id=token)
            .exists()
        ):
            raise NotRevertible(
                _("その後に別の変更が加えられているため、元に戻せません。変更の記録を見て、手で直してください。")
            )
    _refuse_losing_more(events)
    try:
        with transaction.atomic():
            for one in reversed(events):
                _revert(one)
            # Foreign keys are checked at commit, which would be too late to say so in words.
            connection.check_constraints()
    except (IntegrityError, ProtectedError, RestrictedError) as error:
        raise NotRevertible(
            _("今ある内容と両立しないため、元に戻せません（同じ番号やキーが使われているか、参照されています）。")
        ) from error
    return len(events)


def _refuse_losing_more(events: list[Any]) -> None:
    """Taking an addition back must not delete what others have hung on it since."""
    added = {(one.pgh_tracked_model, one.pgh_obj_id) for one in events if one.pgh_label == INSERT}
    for model, pk in added:
        row = model.objects.filter(pk=pk).first()
        if row is None:
            continue
        collector = Collector(using="default", origin=row)
        try:
            collector.collect([row])
        except ProtectedError as error:
            if not {(type(one), one.pk) for one in error.protected_objects} <= added:
                raise NotRevertible(_("ほかから参照されているため、元に戻せません。")) from error
        except RestrictedError as error:
            raise NotRevertible(_("ほかから参照されているため、元に戻せません。")) from error
        going = {(type(one), one.pk) for rows in collector.data.values() for one in rows}
        going |= {(rows.model, one.pk) for rows in collector.fast_deletes for one in rows}
        if {(kind, key) for kind, key in going if kind in tracked_models()} - added:
            raise NotRevertible(_("その後にほかの内容が加えられているため、元に戻せません。"))


def _revert(event: Any) -> None:
    rows = event.pgh_tracked_model.objects.filter(pk=event.pgh_obj_id)
    if event.pgh_label == INSERT:
        rows.delete()
    elif event.pgh_label == DELETE:
        row = row_of(event)
        _count_up(row)
        row.save(force_insert=True)
    else:
        former = events_of(type(event)).filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id).last()
        if former is None:
            raise NotRevertible(_("変更前の記録がないため、元に戻せません。"))
        values = {field.attname: getattr(former, field.attname) for field in columns_of(event) if not field.primary_key}
        if "version" in values:
            values["version"] = models.F("version") + 1
        rows.update(**values)


def _count_up(row: TenantModel) -> None:
    """A form opened before the deletion must not find its version again."""
    if isinstance(row, VersionedModel):
        row.version += 1


def rows_deleted_with(row: models.Model) -> list[tuple[str, int]]:
    """Return what else a deletion takes along, by the name of its kind: rows of other rooms included."""
    collector = Collector(using="default", origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return []
    counts: Counter[str] = Counter()
    for model, rows in collector.data.items():
        counts[str(model._meta.verbose_name)] += len(rows)
    for queryset in collector.fast_deletes:
        counts[str(queryset.model._meta.verbose_name)] += queryset.count()
    counts[str(row._meta.verbose_name)] -= 1
    return sorted((noun, count) for noun, count in counts.items() if count > 0)
