from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.registry import Kind
from hoshin.ledger.rules import chart_days, is_by_year, plain, values_on

D = dt.date


@pytest.mark.parametrize(
    ("stored", "shown"), [("5.0000", "5"), ("2.5000", "2.5"), ("50.0000", "50"), ("0.0000", "0"), ("-10.0000", "-10")]
)
def test_an_amount_is_written_as_one_writes_it(stored: str, shown: str) -> None:
    assert str(plain(Decimal(stored))) == shown


def test_a_stock_carries_on_and_a_flow_begins_anew_with_the_fiscal_year() -> None:
    totals = [(D(2020, 3, 31), Decimal(2)), (D(2020, 4, 1), Decimal(3))]
    days = [D(2020, 3, 30), D(2020, 3, 31), D(2020, 4, 1), D(2021, 4, 1)]

    assert list(values_on(Kind.STOCK, totals, days).values()) == [None, 2, 5, 5]
    assert list(values_on(Kind.FLOW, totals, days).values()) == [None, 2, 3, 0]


@given(st.dates(D(1990, 1, 1), D(2090, 1, 1)), st.dates(D(1990, 1, 1), D(2090, 1, 1)))
def test_a_chart_ends_with_the_day_asked_for_and_has_room(first: dt.date, as_of: dt.date) -> None:
    days = chart_days(first, as_of)

    assert days == tuple(sorted(set(days)))
    assert len(days) <= 26
    assert not days if first > as_of else days[-1] == as_of


def test_a_long_history_is_drawn_by_fiscal_years_and_a_short_one_by_months() -> None:
    assert is_by_year(chart_days(D(2011, 5, 1), D(2020, 10, 1)))
    assert chart_days(D(2020, 8, 15), D(2020, 10, 1)) == (D(2020, 8, 31), D(2020, 9, 30), D(2020, 10, 1))
    assert not is_by_year(chart_days(D(2020, 8, 15), D(2020, 10, 1)))
