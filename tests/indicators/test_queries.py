from __future__ import annotations

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoshin.indicators.queries import facts_of, indicator_data, items_with_indicators
from hoshin.indicators.rules import Refusal, achievement
from hoshin.kernel.quantity import Quantity, parse_quantity
from hoshin.plan.models import Item
from tests.indicators.plans import ON, make_actual, make_edition, make_indicator, make_item, make_target


def test_the_document_is_read_in_one_statement_whatever_its_size(item: Item) -> None:
    for number in range(4):
        indicator = make_indicator(item, name=f"指標{number}")
        make_target(indicator)
        make_actual(indicator)

    with CaptureQueriesContext(
        connection,
    ) as captured:
        rows = indicator_data(item.edition_id)

    assert len(captured) == 1
    assert [row["name"] for row in rows] == [f"指標{number}" for number in range(4)]
    assert {row["item"] for row in rows} == {"cards"}
    json.dumps(rows)  # plain data all through


def test_values_come_back_as_they_were_printed(item: Item) -> None:
    indicator = make_indicator(item, unit="%")
    printed = ["1.50%", "約85%", "△2.5%", "90%以上", "集計中", "供用開始", "0%", "12.3456789012%"]
    values = [parse_quantity(text) for text in printed]
    for year, value in enumerate(printed, start=2021):
        make_target(indicator, f"FY{year}", value)

    (row,) = indicator_data(item.edition_id)

    assert [one["value"] for one in row["targets"]] == [value.to_json() for value in values]
    assert [Quantity.from_json(one["value"]) for one in row["targets"]] == values


def test_a_break_in_the_definition_begins_with_the_edition(item: Item) -> None:
    indicator = make_indicator(item, breaks_series=True)
    targets, actuals = [make_target(indicator)], [make_actual(indicator)]

    (facts,) = facts_of(indicator, targets, actuals)

    assert achievement(facts, ON).refusal is Refusal.BROKEN_SERIES


def test_facts_are_told_apart_by_series(item: Item) -> None:
    indicator = make_indicator(item, series=("小", "中"))
    targets = [make_target(indicator, series="小"), make_target(indicator, series="中")]

    assert [(facts.series, len(facts.targets)) for facts in facts_of(indicator, targets, [])] == [("小", 1), ("中", 1)]


def test_the_list_of_an_edition_costs_the_same_for_more_items(item: Item) -> None:
    make_actual(make_indicator(item))
    with CaptureQueriesContext(connection) as for_one:
        items_with_indicators(item.edition)
    for number in range(5):
        other = make_item(edition=item.edition, key=f"k{number}") if number else item
        make_actual(make_indicator(other, name=f"{number}"))

    with CaptureQueriesContext(connection) as for_many:
        rows = items_with_indicators(item.edition)

    assert len(for_many) == len(for_one)
    assert [len(row.indicators) for row in rows] == [2, 1, 1, 1, 1]


def test_an_edition_of_another_year_has_its_own_indicators(item: Item) -> None:
    make_indicator(item)

    assert indicator_data(make_edition(year=2030).pk) == []
