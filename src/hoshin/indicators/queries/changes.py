from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hoshin.indicators.models import Indicator, Target
from hoshin.kernel.history import Change, changes_among, event_model, row_of
from hoshin.kernel.history.events import events_of
from hoshin.kernel.models import AuditEntry


def indicator_of_change(token: UUID) -> Indicator | None:
    """Return the indicator that a change was about, as it is now or, when it is gone, as it last was."""
    own = events_of(event_model(Indicator)).filter(pgh_context_id=token).last()
    if own is not None:
        return _indicator(own.pgh_obj_id)
    target = events_of(event_model(Target)).filter(pgh_context_id=token).last()
    return None if target is None else _indicator(target.indicator_id)


def _indicator(pk: int) -> Indicator | None:
    now = Indicator.objects.select_related("edition", "item").filter(pk=pk).first()
    if now is not None:
        return now
    event = events_of(event_model(Indicator)).filter(pgh_obj_id=pk).last()
    row = None if event is None else row_of(event)
    return row if isinstance(row, Indicator) else None


def changes_of(indicator: Indicator) -> list[Change]:
    """Return what people did to the indicator and to its targets, also to those that are gone, newest first.

    Of a change that did more (a load, a deleted item) only these rows are told.
    """
    own = events_of(event_model(Indicator)).filter(pgh_obj_id=indicator.pk)
    targets = events_of(event_model(Target)).filter(indicator_id=indicator.pk)
    tokens = {token for rows in (own, targets) for token in rows.values_list("pgh_context_id", flat=True)}
    subjects = {f"{Indicator._meta.label_lower}:{indicator.pk}"}
    subjects |= {f"{Target._meta.label_lower}:{pk}" for pk in targets.values_list("pgh_obj_id", flat=True)}
    found = changes_among(AuditEntry.objects.filter(token__in=tokens).order_by("-id"))
    return [replace(change, rows=tuple(row for row in change.rows if row.subject in subjects)) for change in found]
