"""The entries themselves, and what was corrected among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max

from hoshin.kernel.registry import Metric
from hoshin.ledger.models import Entry, EvidenceFile, Void
from hoshin.ledger.queries.lists import Slice, sliced
from hoshin.ledger.rules import plain

BY_HAND = (Entry.Kind.OPENING, Entry.Kind.RECONCILED)
MOST_CORRECTIONS = 200
CHUNK = 2_000


@dataclass(frozen=True)
class Correction:
    """Something that a person did to a figure: an opening balance, an official figure's difference, a void."""

    at: dt.datetime
    label: str
    date: dt.date
    amount: Decimal  # by which the value changed
    title: str
    reason: str
    by: str
    evidence: Mapping[str, str]


def corrections(metric: Metric) -> tuple[Correction, ...]:
    """Return the newest corrections, newest first, in two statements."""
    booked = Entry.objects.filter(metric_key=metric.key, kind__in=BY_HAND).order_by("-id")
    voids = Void.objects.filter(entry__metric_key=metric.key).select_related("entry").order_by("-id")
    found = [_of_entry(entry) for entry in booked[:MOST_CORRECTIONS]]
    found += [_of_void(void) for void in voids[:MOST_CORRECTIONS]]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:MOST_CORRECTIONS])


def _of_entry(entry: Entry) -> Correction:
    return Correction(
        at=entry.recorded_at,
        label=Entry.Kind(entry.kind).label,
        date=entry.occurred_date,
        amount=plain(entry.amount),
        title=entry.title,
        reason=entry.reason,
        by=entry.recorded_by,
        evidence=entry.evidence,
    )


def _of_void(void: Void) -> Correction:
    entry = void.entry
    return Correction(
        at=void.voided_at,
        label="取消し",
        date=entry.occurred_date,
        amount=plain(-entry.amount),
        title=entry.title,
        reason=void.reason,
        by=void.voided_by,
        evidence={},
    )


def get_entry(pk: int) -> Entry:
    return Entry.objects.select_related("void").get(pk=pk)


def get_evidence_file(entry_pk: int) -> EvidenceFile:
    return EvidenceFile.objects.get(entry=entry_pk)


def entries_of(metric: Metric, *, kind: str = "", words: str = "", page: int = 1) -> Slice[Entry]:
    """Return entries, newest first, voided ones among them; of one kind, or with these words in their title or key."""
    rows = Entry.objects.filter(metric_key=metric.key).select_related("void", "file").order_by("-id")
    if kind == "voided":
        rows = rows.filter(void__isnull=False)
    elif kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(title__icontains=words) | rows.filter(natural_key__icontains=words)
    return sliced(rows, page, lambda entry: entry)


def last_entry_id(metric: Metric) -> int:
    """Return where a listing of all entries ends, though more may be added while it runs; 0: there are none."""
    return Entry.objects.filter(metric_key=metric.key).aggregate(last=Max("id"))["last"] or 0


def entries_after(metric: Metric, *, pk: int, last: int) -> Iterator[Entry]:
    """Return the next entries in the order in which they were recorded, a chunk of them at a time."""
    rows = Entry.objects.filter(metric_key=metric.key, pk__gt=pk, pk__lte=last)
    return iter(rows.select_related("void").order_by("pk")[:CHUNK])


def openings_of(metric: Metric) -> list[Entry]:
    """Return every opening balance ever booked, voided ones too, newest first."""
    rows = Entry.objects.filter(metric_key=metric.key, kind=Entry.Kind.OPENING)
    return list(rows.select_related("void").order_by("-id"))


def reconciliations_of(metric: Metric, *, as_of: dt.date) -> list[Entry]:
    """Return what was booked for official figures of that day, voided ones too, newest first."""
    rows = Entry.objects.filter(metric_key=metric.key, kind=Entry.Kind.RECONCILED, occurred_date=as_of)
    return list(rows.select_related("void").order_by("-id"))
