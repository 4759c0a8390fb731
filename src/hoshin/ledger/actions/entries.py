"""What services write: one thing that happened, or many of them. Part of the calling service's own action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hoshin.kernel.actor import Actor
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Metric, registry
from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.ledger.models import Entry

CHUNK = 1_000
LONGEST_NAME = 80
LONGEST_TITLE = 300


class UnknownMetric(Refused):
    """No module declares the metric."""


class FutureEntry(Refused):
    """Counted on a day that has not come."""


class NumberOfAPerson(Refused):
    """What looks like a My Number stands in the text."""


class NotText(Refused):
    """The text holds characters that are refused."""


@dataclass(frozen=True)
class NewEntry:
    """One entry of many. `rule` says why a thing is left out; such an entry has the amount 0."""

    subject: str
    natural_key: str
    title: str
    occurred_date: dt.date
    amount: Decimal = Decimal(1)
    kind: Entry.Kind = Entry.Kind.COUNTED
    rule: str = ""
    reason: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)


def record_entry(
    by: Actor,
    *,
    metric: Metric,
    subject: str,
    natural_key: str,
    title: str,
    occurred_date: dt.date,
    amount: Decimal = Decimal(1),
    kind: Entry.Kind = Entry.Kind.COUNTED,
    rule: str = "",
    reason: str = "",
    evidence: Mapping[str, str] | None = None,
) -> Entry:
    """Count something once; the same natural key counts nothing more and returns the entry that is there.

    A part of the calling service's action: that one asks the permission and leaves the audit entry. `rule` says why a
    thing is left out (`Entry.Kind.LEFT_OUT`, amount 0). What is gone is taken off (`REMOVED`, a negative amount).

    :raises Refused: an undeclared metric, a My Number in the text.
    :raises IntegrityError: by the database, for a day that lies in the municipality's future.
    """
    require_declared(metric)
    new = NewEntry(subject, natural_key, title, occurred_date, amount, kind, rule, reason, evidence or {})
    row = _row(by, metric, new)
    names = ("kind", "subject", "title", "occurred_date", "amount", "rule", "reason", "evidence", "recorded_by")
    entry, _ = Entry.objects.get_or_create(
        metric_key=metric.key, natural_key=natural_key, defaults={name: getattr(row, name) for name in names}
    )
    return entry


def record_entries(by: Actor, *, metric: Metric, entries: Iterable[NewEntry]) -> int:
    """Count many things, a thousand a statement, and return how many were given; those that are there count nothing.

    For imports and backfills, inside the calling service's action.

    :raises Refused: as `record_entry`; nothing of it is written then, as the caller's transaction ends.
    """
    require_declared(metric)
    number = 0
    chunk: list[Entry] = []
    for new in entries:
        chunk.append(_row(by, metric, new))
        number += 1
        if len(chunk) == CHUNK:
            Entry.objects.bulk_create(chunk, ignore_conflicts=True)
            chunk = []
    if chunk:
        Entry.objects.bulk_create(chunk, ignore_conflicts=True)
    return number


def require_declared(metric: Metric) -> None:
    try:
        registry.metric(metric.key)
    except KeyError as error:
        raise UnknownMetric(f"「{metric.key}」という計測項目はありません。") from error


def admitted(text: str, *, field: str | None = None) -> str:
    """Return the text as it may be kept.

    :raises NumberOfAPerson: it holds what looks like a My Number; the message does not repeat it.
    :raises NotText: it holds a character that is refused.
    """
    try:
        cleaned = clean_text(text)
    except UnsafeText as error:
        raise NotText(str(error), field=field) from error
    if find_my_numbers(cleaned):
        message = "マイナンバー（個人番号）と思われる12桁の番号が含まれています。番号を消してから記帳してください。"
        raise NumberOfAPerson(message, field=field)
    return cleaned


def _row(by: Actor, metric: Metric, new: NewEntry) -> Entry:
    return Entry(
        metric_key=metric.key,
        natural_key=admitted(new.natural_key),
        kind=new.kind,
        subject=admitted(new.subject),
        title=admitted(new.title, field="title")[:LONGEST_TITLE],
        occurred_date=new.occurred_date,
        amount=new.amount,
        rule=admitted(new.rule),
        reason=admitted(new.reason, field="reason"),
        evidence={admitted(label): admitted(text, field="evidence") for label, text in new.evidence.items()},
        recorded_by=by.name[:LONGEST_NAME],
    )
