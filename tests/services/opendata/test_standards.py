from __future__ import annotations

from pathlib import Path

import pytest

from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.shapes import FieldType, Need, Standard
from hoshin.services.opendata.rules.standards import NoSuchStandard, newest, standard, standards, to_v3

ALL = pytest.mark.parametrize("one", standards(), ids=lambda one: f"{one.key}-{one.version}")


def test_every_dataset_of_both_books_that_is_known_has_a_definition() -> None:
    versions = {version: [one.key for one in standards() if one.version == version] for version in ("v1", "v3")}

    assert len(versions["v1"]) == 16
    assert versions["v3"] == [
        "aed",
        "evacuation_space",
        "fire_hydrant",
        "food_business_all",
        "garbage_separation",
        "population",
        "preschool",
        "public_toilet",
        "public_wireless_lan",
    ]


@ALL
def test_a_definition_can_tell_its_columns_apart_however_they_are_spelt(one: Standard) -> None:
    spellings = [normalise(field.name) for field in one.fields]
    aliases = [alias for field in one.fields for alias in {normalise(alias) for alias in field.aliases}]

    assert len(set(spellings + aliases)) == len(spellings + aliases)


@ALL
def test_a_definition_says_what_its_columns_mean_and_how_sure_it_is(one: Standard) -> None:
    assert one.title
    assert one.confidence
    assert [field.name for field in one.fields if not field.description] == []


@ALL
def test_flags_are_written_in_one_of_two_ways(one: Standard) -> None:
    flags = {field.values for field in one.fields if field.type is FieldType.FLAG}

    assert flags <= {("1", ""), ("有", "無")}


def test_columns_stand_in_the_order_of_the_book() -> None:
    assert [field.name for field in standard("fire_hydrant", "v3").fields] == [
        "全国地方公共団体コード",
        "ID",
        "地方公共団体名",
        "種別",
        "所在地_全国地方公共団体コード",
        "町字ID",
        "所在地_連結表記",
        "所在地_都道府県",
        "所在地_市区町村",
        "所在地_町字",
        "所在地_番地以下",
        "建物名等(方書)",
        "緯度",
        "経度",
        "口径",
        "備考",
    ]


def test_nothing_is_required_where_the_source_does_not_say() -> None:
    assert {field.need for field in standard("tourism", "v1").fields} == {Need.REQUIRED, Need.OPTIONAL}
    assert {field.need for field in standard("aed", "v3").fields} == {Need.UNKNOWN}


def test_the_newest_definition_is_published() -> None:
    assert newest("public_toilet").version == "v3"
    assert newest("tourism").version == "v1"


@pytest.mark.parametrize(
    ("key", "version"), [("nothing", "v3"), ("tourism", "v3"), ("aed", "v2"), ("../columns", "v3"), ("", "")]
)
def test_another_key_is_no_definition(key: str, version: str) -> None:
    with pytest.raises(NoSuchStandard):
        standard(key, version)


def test_an_unknown_key_has_no_newest() -> None:
    with pytest.raises(NoSuchStandard):
        newest("../columns")


def test_the_older_definition_becomes_the_newer_one_without_guessing() -> None:
    conversion = to_v3(standard("public_toilet", "v1"))

    assert conversion is not None
    assert conversion.target("住所") == "所在地_連結表記"
    assert conversion.target("多機能トイレ数") == "バリアフリートイレ数"
    assert conversion.target("名称_英語") == "名称_英語"
    assert conversion.target("都道府県名") == conversion.target("市区町村名") == "地方公共団体名"
    assert conversion.lost == ()
    assert "所在地_町字" in conversion.added


@ALL
def test_a_conversion_has_a_place_for_every_column_and_fills_none_twice(one: Standard) -> None:
    conversion = to_v3(one)
    if conversion is None:
        return

    targets = list(conversion.renames.values())
    assert len(set(targets)) == len(targets)
    assert {*conversion.renames, *conversion.lost, *(s for join in conversion.joins for s in join.sources)} == {
        field.name for field in one.fields
    }
    assert all(conversion.after.field(target) for target in targets)


@ALL
def test_the_documentation_tells_of_every_definition_as_it_is(one: Standard) -> None:
    page = (Path(__file__).parents[3] / "docs" / "opendata-standards.md").read_text(encoding="utf-8")

    assert f"| {one.key} | {one.version} | {one.number or '–'} | {one.title} | {len(one.fields)} |" in page
    assert one.confidence in page
