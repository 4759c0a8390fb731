"""The tables that publishing offers to an open data catalogue."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hoshin.kernel.registry import registry
from hoshin.plan.models import Item
from hoshin.publishing.actions.publishing import open_correction
from hoshin.publishing.queries.sources import INDICATORS, INITIATIVES
from tests.publishing.editions import BY, ON, decide, edition_of_2020, install, publish
from tests.world import City


@pytest.fixture
def city(db, tmp_path) -> City:
    return install(tmp_path)


def test_both_tables_are_declared_for_whoever_keeps_a_catalogue() -> None:
    assert {INITIATIVES, INDICATORS} <= set(registry.datasets())


def test_nothing_is_offered_before_anything_is_published(city: City) -> None:
    with city.scope():
        assert list(INITIATIVES.rows(ON)) == []
        assert list(INDICATORS.rows(ON)) == []


def test_rows_have_the_types_of_their_columns_and_nothing_for_what_is_unknown(city: City) -> None:
    with city.scope():
        publish(decide(edition_of_2020()))
        initiatives, indicators = list(INITIATIVES.rows(ON)), list(INDICATORS.rows(ON))

    assert initiatives[0][:4] == (2020, "1-1", "個人番号カードの普及促進", "市民課|情報推進課")
    first = dict(zip((column.name for column in INDICATORS.columns), indicators[0], strict=True))
    assert (first["edition"], first["amount"], first["as_of"]) == (2020, Decimal(42678), dt.date(2020, 2, 29))
    assert first["text"] is None
    assert all(len(row) == len(INITIATIVES.columns) for row in initiatives)


def test_what_is_being_edited_is_not_offered(city: City) -> None:
    with city.scope():
        publish(decide(edition_of_2020()))
        before = list(INITIATIVES.rows(ON))
        open_correction(BY, edition=edition_of_2020())
        Item.objects.update(title="まだ公表していない題")

        assert list(INITIATIVES.rows(ON)) == before
