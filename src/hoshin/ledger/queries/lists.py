"""What makes up a value: what was counted, and what was not, with the rule that left it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db.models import F, QuerySet, Sum

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.registry import Kind, Metric
from hoshin.ledger.models import Entry
from hoshin.ledger.rules import plain

PAGE_SIZE = 50

T = TypeVar("T")
NOT_ALONE = (Entry.Kind.LEFT_OUT, Entry.Kind.REMOVED)


@dataclass(frozen=True)
class Line:
    """One thing as a figure's page lists it. `why` is the rule or reason by which it is not counted."""

    subject: str
    title: str
    date: dt.date
    amount: Decimal
    kind: str
    why: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind_label(self) -> str:
        return Entry.Kind(self.kind).label


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A page of a list that nobody counted: the number of all would cost a look at each."""

    rows: tuple[T, ...]
    number: int
    has_next: bool


def counted(metric: Metric, *, as_of: dt.date, page: int = 1) -> Slice[Line]:
    """Return what the value consists of: all pages' amounts add up to it.

    For a stock things whose entries do not cancel out, by the names of the things; for a flow the entries of the fiscal
    year, newest first.
    """
    if metric.kind is Kind.FLOW:
        entries = _in_year(metric, as_of).exclude(kind=Entry.Kind.LEFT_OUT)
        return sliced(entries.order_by("-occurred_date", "-id"), page, _line)
    return _things(_valid(metric, as_of).exclude(amount=0), page, is_counted=True)


def not_counted(metric: Metric, *, as_of: dt.date, page: int = 1) -> Slice[Line]:
    """Return what was looked at and does not count, and why; for a stock also what counted and is gone."""
    if metric.kind is Kind.FLOW:
        entries = _in_year(metric, as_of).filter(kind=Entry.Kind.LEFT_OUT)
        return sliced(entries.order_by("-occurred_date", "-id"), page, _line)
    candidates = _valid(metric, as_of).filter(kind__in=NOT_ALONE)
    mine = _valid(metric, as_of).filter(subject__in=candidates.values("subject"))
    return _things(mine, page, is_counted=False)


def _valid(metric: Metric, as_of: dt.date) -> QuerySet[Entry]:
    return Entry.objects.filter(metric_key=metric.key, occurred_date__lte=as_of, void=None)


def _in_year(metric: Metric, as_of: dt.date) -> QuerySet[Entry]:
    return _valid(metric, as_of).filter(occurred_date__gte=FiscalYear.containing(as_of).first_day)


def _things(entries: QuerySet[Entry], page: int, *, is_counted: bool) -> Slice[Line]:
    """Two statements: the things of the page, and the last entry of each, which tells what it is."""
    sums = entries.values("subject").annotate(total=Sum("amount")).order_by("subject")
    found = sliced(sums.exclude(total=0) if is_counted else sums.filter(total=0), page, _as_it_is)
    totals: dict[str, Decimal] = {row["subject"]: row["total"] for row in found.rows}
    newest = (
        entries.filter(subject__in=list(totals))
        .order_by("subject", F("occurred_date").desc(), F("id").desc())
        .distinct("subject")
    )
    lines = {entry.subject: _line(entry, totals[entry.subject]) for entry in newest}
    return Slice(tuple(lines[subject] for subject in totals), found.number, found.has_next)


def _as_it_is(row: Any) -> Any:
    return row


def _line(entry: Entry, amount: Decimal | None = None) -> Line:
    return Line(
        subject=entry.subject,
        title=entry.title,
        date=entry.occurred_date,
        amount=plain(entry.amount if amount is None else amount),
        kind=entry.kind,
        why=entry.rule or entry.reason,
        evidence=entry.evidence,
    )


def sliced(rows: Any, page: int, shape: Any) -> Slice[Any]:
    start = (page - 1) * PAGE_SIZE
    found: Sequence[Any] = list(rows[start : start + PAGE_SIZE + 1])
    return Slice(tuple(shape(row) for row in found[:PAGE_SIZE]), page, len(found) > PAGE_SIZE)
