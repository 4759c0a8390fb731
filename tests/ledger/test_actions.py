from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.registry import Kind, Metric
from hoshin.ledger.actions import (
    OFFICIAL,
    AlreadyOpened,
    AlreadyVoided,
    FutureEntry,
    NewEntry,
    NotAnAmount,
    NumberOfAPerson,
    ReasonMissing,
    UnknownMetric,
    ValueMoved,
    open_balance,
    reconcile,
    record_entries,
    void_entry,
)
from hoshin.ledger.jobs import measure_all, unproven
from hoshin.ledger.models import DailyTotal, Entry, Measurement
from hoshin.ledger.queries import corrections, value_of
from tests.ledger.metrics import BY, PLACES, TODAY, VISITS, count
from tests.world import NOBODY, City

YESTERDAY = TODAY - dt.timedelta(days=1)
MY_NUMBER = "123456789018"


def opened(amount: int = 5, on: dt.date = dt.date(2020, 3, 31), **changes: Any) -> Entry:
    values = {"reason": "台帳の前から", "evidence": {}, "today": TODAY, **changes}
    return open_balance(BY, metric=PLACES, on=on, amount=Decimal(amount), **values)


def reconciled(official: int, as_of: dt.date = YESTERDAY, **changes: Any) -> Entry:
    values = {"reason": "公式の集計", "evidence": {}, "today": TODAY, **changes}
    return reconcile(BY, metric=PLACES, as_of=as_of, official=Decimal(official), **values)


@pytest.mark.usefixtures("scope")
class TestEntries:
    def test_a_metric_that_no_module_declares_is_refused(self) -> None:
        with pytest.raises(UnknownMetric):
            count(Metric("nobody.counts", "x", "件", Kind.STOCK), "a")

    @pytest.mark.parametrize("changes", [{"title": f"本人 {MY_NUMBER}"}, {"evidence": {"資料": f"{MY_NUMBER}.pdf"}}])
    def test_the_number_of_a_person_is_refused_and_not_repeated(self, changes: dict[str, Any]) -> None:
        with pytest.raises(NumberOfAPerson) as refused:
            count(PLACES, "a", **changes)
        assert MY_NUMBER not in refused.value.message

    def test_the_past_keeps_the_name_a_thing_had(self) -> None:
        count(PLACES, "a", title="旧館")

        assert count(PLACES, "a", title="新館").title == "旧館"
        assert value_of(PLACES, as_of=TODAY) == 1

    def test_many_are_recorded_a_thousand_a_statement_and_once(self, django_assert_num_queries: Any) -> None:
        many = [NewEntry(f"p{n}", f"p{n}", f"拠点{n}", YESTERDAY) for n in range(2_500)]

        with django_assert_num_queries(3):
            record_entries(BY, metric=PLACES, entries=many)
        assert record_entries(BY, metric=PLACES, entries=many) == 2_500
        assert value_of(PLACES, as_of=TODAY) == 2_500


@pytest.mark.usefixtures("scope")
class TestAdjustments:
    def test_only_who_may_adjusts(self) -> None:
        with pytest.raises(NotPermitted):
            open_balance(NOBODY, metric=PLACES, on=TODAY, amount=Decimal(1), reason="x", evidence={}, today=TODAY)

    def test_a_metric_is_opened_once(self) -> None:
        first = opened(5)

        assert opened(5) == first
        with pytest.raises(AlreadyOpened):
            opened(6)
        void_entry(BY, entry=first, reason="数え直した")
        opened(6)
        assert value_of(PLACES, as_of=TODAY) == 6

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"reason": " "}, ReasonMissing),
            ({"reason": MY_NUMBER}, NumberOfAPerson),
            ({"on": TODAY + dt.timedelta(days=1)}, FutureEntry),
            ({"evidence": {"資料": MY_NUMBER}}, NumberOfAPerson),
        ],
    )
    def test_what_cannot_be_booked_is_refused(self, changes: dict[str, Any], refusal: type[Exception]) -> None:
        with pytest.raises(refusal):
            opened(**changes)

    @pytest.mark.parametrize("amount", ["NaN", "Infinity", "1.00001", "1E+15", "1E+400"])
    def test_an_amount_that_cannot_be_kept_exactly_is_refused(self, amount: str) -> None:
        with pytest.raises(NotAnAmount):
            open_balance(BY, metric=PLACES, on=TODAY, amount=Decimal(amount), reason="x", evidence={}, today=TODAY)

    def test_a_reconciliation_books_the_difference_and_keeps_both_figures(self) -> None:
        count(PLACES, "a", YESTERDAY)

        entry = reconciled(4, evidence={"資料": "集計表.xlsx"})

        assert entry.amount == 3
        assert entry.evidence == {OFFICIAL: "4", "突き合わせる前の台帳の数": "1", "資料": "集計表.xlsx"}
        assert value_of(PLACES, as_of=TODAY) == 4

    def test_an_agreement_is_worth_an_entry_of_zero(self) -> None:
        opened(5)

        assert reconciled(5).amount == 0
        assert [one.title for one in corrections(PLACES)] == ["公式の数との一致を確認", "期首の残高"]

    def test_an_official_zero_makes_the_unknown_known(self) -> None:
        assert value_of(PLACES, as_of=TODAY) is None
        reconciled(0)
        assert value_of(PLACES, as_of=TODAY) == 0

    def test_a_late_entry_is_reconciled_anew(self) -> None:
        reconciled(4)
        count(PLACES, "a", YESTERDAY)

        assert reconciled(4).amount == -1
        assert reconciled(4).amount == -1
        assert Entry.objects.count() == 3

    def test_a_difference_other_than_the_one_shown_is_not_booked(self) -> None:
        with pytest.raises(ValueMoved):
            reconciled(4, shown=Decimal(3))

    def test_an_entry_is_voided_once(self) -> None:
        entry = count(PLACES, "a")
        void = void_entry(BY, entry=entry, reason="誤り")

        assert void_entry(BY, entry=entry, reason="誤り") == void
        with pytest.raises(AlreadyVoided):
            void_entry(BY, entry=entry, reason="別の理由")
        with pytest.raises(ReasonMissing):
            void_entry(BY, entry=count(PLACES, "b"), reason="　")


def test_the_night_measures_the_day_that_has_ended_and_twice_changes_nothing(scope: City) -> None:
    count(PLACES, "a", YESTERDAY)
    count(PLACES, "b", TODAY)

    measure_all()
    audited = AuditEntry.objects.count()
    measure_all()

    row = Measurement.objects.get(metric_key=PLACES.key)
    assert (row.day, row.value, row.value_of_entries, row.entries) == (YESTERDAY, 1, 1, 1)
    assert Measurement.objects.get(metric_key=VISITS.key).value is None
    assert AuditEntry.objects.count() == audited


def test_a_late_entry_is_measured_beside_what_was_measured_before(scope: City) -> None:
    measure_all()
    count(PLACES, "a", YESTERDAY)
    measure_all()

    rows = Measurement.objects.filter(metric_key=PLACES.key).order_by("id")
    assert [row.value for row in rows] == [None, 1]


def test_the_health_check_tells_of_a_value_that_is_not_proven_until_it_is(city: City, client: Client) -> None:
    with city.scope():
        measure_all()
        Measurement.objects.create(metric_key=PLACES.key, day=YESTERDAY, value=9, value_of_entries=1, entries=1)

    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "not the sum" in answer.json()["checks"]["ledger.proof"]

    with city.scope():
        measure_all()
    assert unproven() is None


def test_two_cities_count_apart(scope: City, neighbour: City) -> None:
    count(PLACES, "a")
    with neighbour.scope():
        count(PLACES, "a")
        count(PLACES, "b")
        assert value_of(PLACES, as_of=TODAY) == 2

    assert value_of(PLACES, as_of=TODAY) == 1
    assert DailyTotal.objects.count() == 1
