from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.services.opendata.rules.naming import (
    CATEGORIES,
    LARGEST_NUMBER,
    category_named,
    category_of_key,
    dataset_name,
    file_name,
    is_slug,
    number_of,
)
from hoshin.services.opendata.rules.standards import standard


def test_a_dataset_is_named_as_in_the_catalogue_of_tokyo() -> None:
    assert dataset_name("132292", 1) == "t132292d0000000001"


@given(st.integers(1, LARGEST_NUMBER))
def test_the_number_is_read_back_from_the_name(number: int) -> None:
    assert number_of(dataset_name("132292", number), "132292") == number


@pytest.mark.parametrize(
    "name", ["t131032d0000000001", "t132292d1", "t132292d00000000011", "t132292d000000000１", " t132292d0000000001", ""]
)
def test_another_name_has_no_number(name: str) -> None:
    assert number_of(name, "132292") is None


def test_files_are_named_as_the_standard_asks() -> None:
    assert file_name("132292", "public_toilet", ".csv") == "132292_public_toilet.csv"
    assert file_name("132292", "public_toilet", "GeoJSON") == "132292_public_toilet.geojson"


@pytest.mark.parametrize("text", ["../x", "トイレ", "", "-x", "A", "a.b", "a" * 61, "a\n"])
def test_a_slug_cannot_leave_its_place(text: str) -> None:
    assert not is_slug(text)


def test_categories_are_apart_and_fit_the_list_of_open_data() -> None:
    column = standard("open_data_list", "v1").field("分類")

    assert column is not None
    assert {category.list_value for category in CATEGORIES} <= set(column.values)
    assert len({category.key for category in CATEGORIES}) == len({category.name for category in CATEGORIES}) == 16
    assert category_named("観光").key == "c023"
    assert category_named("行財政").key == "c029"
    assert category_named("昔の分類").name == "その他"
    assert category_of_key("c023") == category_named("観光")
