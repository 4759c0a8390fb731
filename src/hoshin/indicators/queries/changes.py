from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hoshin.indicators.models import Indicator, Target
from hoshin.kernel.fiscal import Period
from hoshin.kernel.history import Change, FieldChange, RowChange, changes_among, event_model, row_of
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
    told = [replace(change, rows=_told(change.rows, subjects)) for change in found]
    return [change for change in told if change.rows]


def _told(rows: Iterable[RowChange], subjects: Collection[str]) -> tuple[RowChange, ...]:
    """Return these rows without the columns that follow from others."""
    own = (
        replace(row, fields=tuple(_readable(field) for field in row.fields if field.label not in DERIVED))
        for row in rows
        if row.subject in subjects
    )
    return tuple(row for row in own if row.fields)


def _readable(field: FieldChange) -> FieldChange:
    """Tell periods and numbers as people write them, not as they are stored."""
    in_words = IN_WORDS.get(field.label)
    if in_words is None:
        return field
    before, after = (in_words(stored) if stored else "" for stored in (field.before, field.after))
    return replace(field, before=before, after=after)


def _label(column: str) -> str:
    return str(getattr(Target._meta.get_field(column), "verbose_name", column))


DERIVED = frozenset(_label(column) for column in ("period_start", "period_end", "decimals", "order"))
IN_WORDS: dict[str, Callable[[str], str]] = {
    _label("period_code"): lambda stored: Period.parse(stored).label_wareki,
    _label("amount"): lambda stored: f"{Decimal(stored).normalize():,f}",
}
