"""The fields of two rows that are the same row, one by one.

Every field that the document declares is walked, so that no change can stay unsaid; only what stands in UNSAID is
told by other means (names of entries, verdicts) or by none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from hoshin.kernel.fiscal import FiscalYear, Period, wareki
from hoshin.kernel.markdown import plain_text
from hoshin.publishing.rules.comparison.found import WITHIN, Change
from hoshin.publishing.rules.comparison.words import Side, joined, period_words, told_apart
from hoshin.publishing.rules.document import (
    ActualDoc,
    AssessmentDoc,
    DecisionDoc,
    DepartmentOfItem,
    DirectionOfItem,
    DriverDoc,
    IndicatorDoc,
    Noted,
    OriginDoc,
    ReferenceDoc,
    RuleDoc,
    ScheduleDoc,
    SourceOfIndicator,
    StageOfItem,
    TargetDoc,
)
from hoshin.publishing.rules.labels import label_of

Place = tuple[str, ...]
Row = BaseModel

# What makes a row the same row, or is told beside its changes.
UNSAID: Mapping[str, frozenset[str]] = {
    "DriverDoc": frozenset({"key"}),
    "DriverFieldDoc": frozenset({"key"}),
    "StageDoc": frozenset({"key"}),
    "DirectionDoc": frozenset({"key"}),
    "SectionDoc": frozenset({"key"}),
    "ItemDoc": frozenset({"key"}),
    "IndicatorDoc": frozenset({"key"}),
    "TargetDoc": frozenset({"period", "series", "certainty", "value", "reason"}),
    "ActualDoc": frozenset({"period", "series", "as_of", "certainty", "value", "reason"}),
    "ScheduleDoc": frozenset({"year", "certainty", "text"}),
    "ScaleMarkDoc": frozenset({"key"}),
    "DecisionKindDoc": frozenset({"key"}),
    "ResultDoc": frozenset({"item"}),
    "EditionDoc": frozenset({"year", "status"}),
}
LAST = frozenset({"certainty", "note"})  # what a document says of itself, behind what it says
USES = (DepartmentOfItem, DirectionOfItem, ReferenceDoc, OriginDoc)
NESTED = (RuleDoc, SourceOfIndicator, AssessmentDoc, DecisionDoc)


@dataclass(frozen=True)
class Rows:
    """How rows below another one are told: by what they are the same, and what a reader calls one."""

    identity: Callable[[Any], tuple[Any, ...]]
    name: Callable[[Any], str]
    order: Callable[[Any], Any] | None = None  # where rows have an order in time, they are told in it


def _figure_name(kind: str, row: TargetDoc | ActualDoc) -> str:
    as_of = row.as_of if isinstance(row, ActualDoc) else None
    when = period_words(row.period)
    if as_of is not None and not row.period.first_day == row.period.last_day == as_of:
        when = f"{when}（{wareki(as_of)}時点）"
    return " ".join(part for part in (kind, when, row.series) if part)


def _period(row: TargetDoc | ActualDoc) -> Period:
    return row.period


BELOW: Mapping[type[BaseModel], Rows] = {
    DriverDoc: Rows(lambda row: (row.key,), lambda row: f"「{row.title}」"),
    IndicatorDoc: Rows(lambda row: (row.key,), lambda row: f"成果指標「{row.name}」"),
    TargetDoc: Rows(lambda row: (row.period, row.series), lambda row: _figure_name("目標", row), _period),
    ActualDoc: Rows(lambda row: (row.period, row.series, row.as_of), lambda row: _figure_name("実績", row), _period),
    ScheduleDoc: Rows(
        lambda row: (row.year,), lambda row: f"予定 {FiscalYear(row.year).label_both}", lambda row: row.year
    ),
}


@dataclass(frozen=True)
class Leaves:
    """Compares rows of two sides."""

    old: Side
    new: Side

    def changes(
        self, old: Row | None, new: Row | None, place: Place = (), *, leave_out: frozenset[str] = frozenset()
    ) -> Iterator[Change]:
        """Yield what differs, in the order of the fields. A row that is not there says nothing."""
        row = new if new is not None else old
        if row is None:
            return
        model = type(row)
        unsaid = UNSAID.get(model.__name__, frozenset()) | leave_out
        for name in sorted(model.model_fields, key=lambda name: name in LAST):
            if name not in unsaid:
                yield from self._field(model, name, old, new, place)

    def _field(
        self, model: type[BaseModel], name: str, old: Row | None, new: Row | None, place: Place
    ) -> Iterator[Change]:
        was, now = _value(model, name, old, new), _value(model, name, new, old)
        if was == now:
            return
        label = (*place, short_label(model, name))
        kind = _kind(was, now)
        if issubclass(kind, USES):
            yield from self._uses(was or (), now or (), label)
        elif kind in BELOW:
            yield from self._rows(BELOW[kind], was or (), now or (), place)
        elif issubclass(kind, StageOfItem):
            yield from self._stage(was, now, label)
        elif issubclass(kind, NESTED):
            yield from self.changes(was, now, label)
        else:
            before, after = told_apart(was, now, lambda value: self._side_words(value, was, model, name))
            yield _change(label, before, after, is_note=name in LAST)

    def _side_words(self, value: Any, was: Any, model: type[BaseModel], name: str) -> str:
        """Keys stand for other words on the two sides."""
        return (self.old if value is was else self.new).words(model, name, value)

    def _stage(self, old: StageOfItem | None, new: StageOfItem | None, label: Place) -> Iterator[Change]:
        before, after = (self.old.use(old) if old else ""), (self.new.use(new) if new else "")
        if _without_note(old) != _without_note(new):
            if before == after:
                before, after = told_apart(old, new, lambda row: self.new.use(row) if row else "")
            yield _change(label, before, after)
        yield from self._note(old.note if old else "", new.note if new else "", label)

    def _uses(self, old: Sequence[Any], new: Sequence[Any], label: Place) -> Iterator[Change]:
        if [_without_note(row) for row in old] != [_without_note(row) for row in new]:
            before, after = self.old.uses(old), self.new.uses(new)
            if before == after:
                before, after = told_apart(tuple(old), tuple(new), self.new.uses)
            yield _change(label, before, after)
        was, now = _notes(old), _notes(new)
        told = told_apart(was, now, _lines) if len(old) == len(new) else (_lines(was), _lines(now))
        yield from self._note(*told, label)

    def _note(self, old: str, new: str, label: Place) -> Iterator[Change]:
        if old != new:
            said = told_apart(old, new, plain_text)
            yield _change((*label[:-1], f"{label[-1]}の注記"), *said, is_note=True)

    def _rows(self, rows: Rows, old: Sequence[Any], new: Sequence[Any], place: Place) -> Iterator[Change]:
        before, after = by_identity(rows.identity, old), by_identity(rows.identity, new)
        both = [(before.get(identity), one) for identity, one in after.items()]
        both += [(one, None) for identity, one in before.items() if identity not in after]
        if rows.order is not None:
            order = rows.order
            both.sort(key=lambda pair: order(pair[1] or pair[0]))
        for was, now in both:
            yield from self._row(was, now, (*place, rows.name(now or was)))
        kept = [identity for identity in before if identity in after]
        if kept != [identity for identity in after if identity in before]:
            names = joined(rows.name(row) for row in before.values()), joined(rows.name(row) for row in after.values())
            yield _change((*place, "並び順"), *names)

    def _row(self, old: Row | None, new: Row | None, place: Place) -> Iterator[Change]:
        found = self._told_row(old, new, place)
        is_figure = isinstance(new if new is not None else old, IndicatorDoc)
        for change in found:
            yield replace(change, is_figure=True) if is_figure else change

    def _told_row(self, old: Row | None, new: Row | None, place: Place) -> Iterator[Change]:
        one = new if new is not None else old
        if isinstance(one, (TargetDoc, ActualDoc, ScheduleDoc)):
            yield from self._figure(old, new, place)
        is_whole = old is None or new is None
        # How a period was printed says nothing more of a figure that has come or gone.
        yield from self.changes(old, new, place, leave_out=frozenset({"period_label"} if is_whole else ()))

    def _figure(self, old: Any, new: Any, place: Place) -> Iterator[Change]:
        """A target, an actual, a line of the schedule: its value with its certainty and, if it has one, its reason."""
        was, now = (getattr(row, "reason", "") for row in (old, new))
        said = _figure_value(old), _figure_value(new)
        if said[0] != said[1]:
            before, after = told_apart(*said, _with_certainty)
            is_value = not isinstance(new if new is not None else old, ScheduleDoc)
            yield replace(_change(place, before, after), reason=plain_text(now), is_value=is_value)
        if was != now and (was or said[0] == said[1]):
            yield _change((*place, "理由"), *told_apart(was, now, plain_text))


def by_identity(identity: Callable[[Any], tuple[Any, ...]], rows: Sequence[Any]) -> dict[tuple[Any, ...], Any]:
    """Rows of one identity are told apart by which of them comes first."""
    found: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        base, count = identity(row), 0
        while (*base, count) in found:
            count += 1
        found[(*base, count)] = row
    return found


def short_label(model: type[BaseModel], name: str) -> str:
    return label_of(model, name).split("（")[0]


def _value(model: type[BaseModel], name: str, row: Row | None, other: Row | None) -> Any:
    """Return the field. What the other row leaves at its default, a row that is not there leaves at it too."""
    if row is not None:
        return getattr(row, name)
    field = model.model_fields[name]
    if field.is_required():
        return None
    default = field.get_default(call_default_factory=True)
    told = getattr(other, name)
    return default if told == default else (() if isinstance(told, tuple) else None)


def _kind(was: Any, now: Any) -> type[Any]:
    for value in (now, was):
        if isinstance(value, tuple) and value:
            return type(value[0])
        if value is not None and not isinstance(value, tuple):
            return type(value)
    return type(None)


def _without_note(row: BaseModel | None) -> BaseModel | None:
    return row.model_copy(update={"note": ""}) if isinstance(row, Noted) else row


def _notes(rows: Sequence[Any]) -> tuple[str, ...]:
    return tuple(getattr(row, "note", "") for row in rows)


def _lines(notes: Sequence[str]) -> str:
    return "\n".join(dict.fromkeys(note for note in notes if note))


def _figure_value(row: Any) -> tuple[Any, str] | None:
    if row is None:
        return None
    return (row.text if isinstance(row, ScheduleDoc) else row.value), row.certainty


def _with_certainty(pair: tuple[Any, str] | None) -> str:
    if pair is None:
        return ""
    value, certainty = pair
    words = plain_text(value) if isinstance(value, str) else value.printed
    return f"{words}（推定）" if certainty == "inferred" else words


def _change(label: Place, old: str, new: str, *, is_note: bool = False) -> Change:
    parts = [part for part in label if part]
    group = parts[0] if len(parts) > 1 else ""
    return Change(WITHIN.join(parts), old, new, is_note=is_note, group=group)
