"""The ledger against the simplest account of itself: a list of entries, added up each time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Kind, Metric
from hoshin.ledger.actions import measure, open_balance, reconcile, void_entry
from hoshin.ledger.models import DailyTotal, Entry, Measurement, Void
from hoshin.ledger.queries import counted, not_counted, reading_of, series_of, value_as_known, value_of
from tests.ledger.metrics import BY, PLACES, TODAY, VISITS, count, leave_out, remove

FIRST = dt.date(2019, 1, 1)
days = st.dates(FIRST, TODAY)
amounts = st.decimals(Decimal("-9999"), Decimal("9999"), places=2)
positive = st.decimals(Decimal("0.01"), Decimal("999"), places=2)
names = st.sampled_from(["a", "b", "c", "d", "e"])
metrics = st.sampled_from([PLACES, VISITS])


@dataclass
class Account:
    """What must hold, by adding up."""

    metric: Metric
    entries: dict[int, tuple[dt.date, Decimal, str]] = field(default_factory=dict)

    def keep(self, entry: Entry) -> None:
        self.entries.setdefault(entry.pk, (entry.occurred_date, entry.amount, entry.kind))

    def value(self, day: dt.date) -> Decimal | None:
        counting = [(on, amount) for on, amount, kind in self.entries.values() if kind != "left_out" and on <= day]
        if not counting:
            return None
        start = FiscalYear.containing(day).first_day if self.metric.kind is Kind.FLOW else dt.date.min
        return sum((amount for on, amount in counting if on >= start), Decimal(0))


@dataclass(frozen=True)
class Step:
    what: str
    name: str
    day: dt.date
    amount: Decimal
    size: Decimal

    def take(self, account: Account, voided: set[int]) -> None:
        metric = account.metric
        if self.what == "count":
            self._keep(account, voided, count(metric, self.name, self.day, amount=self.size))
        elif self.what == "remove":
            self._keep(account, voided, remove(metric, self.name, self.day))
        elif self.what == "leave_out":
            self._keep(account, voided, leave_out(metric, f"{self.name}-out", self.day))
        elif self.what == "open":
            arguments = {"on": self.day, "amount": self.amount, "reason": "前から", "evidence": {}, "today": TODAY}
            try:
                self._keep(account, voided, open_balance(BY, metric=metric, **arguments))
            except Refused:
                assert any(kind == "opening" for _, _, kind in account.entries.values())
        elif self.what == "reconcile":
            arguments = {"as_of": self.day, "official": self.amount, "reason": "公式", "evidence": {}, "today": TODAY}
            self._keep(account, voided, reconcile(BY, metric=metric, **arguments))
            assert value_of(metric, as_of=self.day) == self.amount
        elif account.entries:
            pk = sorted(account.entries)[int(self.size) % len(account.entries)]
            void_entry(BY, entry=Entry.objects.get(pk=pk), reason="誤り")
            del account.entries[pk]
            voided.add(pk)

    def _keep(self, account: Account, voided: set[int], entry: Entry) -> None:
        if entry.pk not in voided:  # its key was used up by an entry that is voided: nothing is counted
            account.keep(entry)


kinds = st.sampled_from(["count", "count", "count", "remove", "leave_out", "open", "reconcile", "void"])
steps = st.lists(st.builds(Step, kinds, names, days, amounts, positive), max_size=12)
database = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


pytestmark = pytest.mark.usefixtures("scope")


def moment() -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: dt.datetime = cursor.fetchone()[0]
        return found


class Undone:
    """Each example begins with the same empty ledger."""

    def __enter__(self) -> None:
        self.point = transaction.savepoint()

    def __exit__(self, *_: object) -> None:
        transaction.savepoint_rollback(self.point)


@database
@given(metrics, steps, st.lists(days, min_size=1, max_size=4))
def test_the_value_of_any_day_is_the_sum_of_the_valid_entries(
    metric: Metric, taken: list[Step], asked: list[dt.date]
) -> None:
    with Undone():
        account, voided = Account(metric), set[int]()
        for step in taken:
            step.take(account, voided)

        series = series_of(metric, asked)
        for day in asked:
            reading = reading_of(metric, as_of=day)
            assert reading.value == reading.value_of_entries == series[day] == account.value(day)


@database
@given(metrics, steps, days)
def test_what_is_listed_as_counted_adds_up_to_the_value(metric: Metric, taken: list[Step], day: dt.date) -> None:
    with Undone():
        account, voided = Account(metric), set[int]()
        for step in taken:
            step.take(account, voided)

        value = value_of(metric, as_of=day)
        lines = counted(metric, as_of=day).rows
        assert sum((line.amount for line in lines), Decimal(0)) == (value or 0)
        assert all(line.why for line in not_counted(metric, as_of=day).rows)
        if metric.kind is Kind.STOCK:
            left = {line.subject for line in not_counted(metric, as_of=day).rows}
            assert left.isdisjoint({line.subject for line in lines})


@database
@given(metrics, steps)
def test_the_daily_totals_are_those_of_the_valid_entries(metric: Metric, taken: list[Step]) -> None:
    with Undone():
        account, voided = Account(metric), set[int]()
        for step in taken:
            step.take(account, voided)

        expected: dict[dt.date, tuple[Decimal, int]] = {}
        for day, amount, kind in account.entries.values():
            if kind != "left_out":
                total, number = expected.get(day, (Decimal(0), 0))
                expected[day] = (total + amount, number + 1)
        rows = DailyTotal.objects.exclude(entries=0).values_list("day", "amount", "entries")
        assert {day: (amount, number) for day, amount, number in rows} == expected
        assert all(row.amount == 0 for row in DailyTotal.objects.filter(entries=0))


@database
@given(metrics, steps, days)
def test_what_was_known_at_a_moment_stays_what_was_known(metric: Metric, taken: list[Step], day: dt.date) -> None:
    with Undone():
        account, voided = Account(metric), set[int]()
        known: list[tuple[dt.datetime, Decimal | None]] = [(moment(), None)]
        for step in taken:
            step.take(account, voided)
            known.append((moment(), account.value(day)))

        for at, value in known:
            assert value_as_known(metric, as_of=day, known_at=at) == value


@database
@given(metrics, names, days, amounts, positive)
def test_doing_anything_twice_has_one_effect(
    metric: Metric, name: str, day: dt.date, amount: Decimal, size: Decimal
) -> None:
    with Undone():
        account, voided = Account(metric), set[int]()
        for what in ("count", "open", "remove", "leave_out", "reconcile"):
            step = Step(what, name, day, amount, size)
            step.take(account, voided)
            measure(BY, metric=metric, day=day)
            before = _rows(), value_of(metric, as_of=TODAY)
            step.take(account, voided)
            measure(BY, metric=metric, day=day)
            assert (_rows(), value_of(metric, as_of=TODAY)) == before


def _rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Entry, Void, DailyTotal, Measurement))
