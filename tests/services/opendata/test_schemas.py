from __future__ import annotations

import re

import pytest

from hoshin.services.opendata.rules.schemas import columns_of, csvw_metadata, table_schema
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType, Need, Standard
from hoshin.services.opendata.rules.standards import newest, standards

ALL = pytest.mark.parametrize("one", standards(), ids=lambda one: f"{one.key}-{one.version}")
TYPES_OF_TABLE_SCHEMA = {"string", "integer", "number", "date"}


@ALL
def test_every_definition_is_a_table_schema(one: Standard) -> None:
    schema = table_schema(columns_of(one), one)

    assert [field["name"] for field in schema["fields"]] == [field.name for field in one.fields]
    assert {field["type"] for field in schema["fields"]} <= TYPES_OF_TABLE_SCHEMA
    assert schema["missingValues"] == [""]
    assert all("" not in field.get("constraints", {}).get("enum", ()) for field in schema["fields"])


@ALL
def test_every_definition_is_csvw(one: Standard) -> None:
    metadata = csvw_metadata("x.csv", columns_of(one), standard=one)

    columns = metadata["tableSchema"]["columns"]
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [column["titles"] for column in columns] == [field.name for field in one.fields]
    assert len({column["name"] for column in columns}) == len(columns)
    assert all(re.fullmatch("[A-Za-z0-9]+", column["name"]) for column in columns)


def test_a_required_column_may_not_be_blank_unless_blank_is_an_answer() -> None:
    one = newest("evacuation_space")
    fields = {field["name"]: field for field in table_schema(columns_of(one), one)["fields"]}
    columns = {
        column["titles"]: column
        for column in csvw_metadata("x", columns_of(one), standard=one)["tableSchema"]["columns"]
    }

    assert fields["名称"]["constraints"] == {"required": True}
    assert columns["名称"]["required"] is True
    assert fields["災害種別_洪水"]["constraints"] == {"enum": ["1"]}
    assert columns["災害種別_洪水"]["datatype"] == {"base": "string", "format": "1"}
    assert "required" not in columns["災害種別_洪水"]


def test_a_closed_list_of_csvw_is_a_pattern_in_which_signs_stand_for_themselves() -> None:
    one = newest("hospital")
    (column,) = csvw_metadata("x", [ColumnInfo("医療機関の種類")], standard=one)["tableSchema"]["columns"]

    assert re.fullmatch(column["datatype"]["format"], "無床診療所")
    one = newest("fire_hydrant")
    (column,) = csvw_metadata("x", [ColumnInfo("種別")], standard=one)["tableSchema"]["columns"]
    assert [value for value in ("濠・池等", "海", "その他") if re.fullmatch(column["datatype"]["format"], value)] == [
        "濠・池等",
        "その他",
    ]


def test_columns_of_an_own_format_say_their_types() -> None:
    columns = (
        ColumnInfo("緯度", FieldType.LATITUDE),
        ColumnInfo("日付", FieldType.DATE, Need.REQUIRED, "いつか"),
        ColumnInfo("時刻", FieldType.TIME),
    )

    assert table_schema(columns)["fields"] == [
        {"name": "緯度", "type": "number", "constraints": {"minimum": -90, "maximum": 90}},
        {
            "name": "日付",
            "type": "date",
            "format": "default",
            "description": "いつか",
            "constraints": {"required": True},
        },
        {"name": "時刻", "type": "string", "constraints": {"pattern": "[0-9]{2}:[0-9]{2}"}},
    ]


def test_metadata_of_a_file_name_its_title_and_licence() -> None:
    metadata = csvw_metadata(
        "132292_park.csv", [ColumnInfo("名称")], title="公園", licence="https://creativecommons.org/licenses/by/4.0/"
    )

    assert metadata["dc:title"] == "公園"
    assert metadata["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert metadata["url"] == "132292_park.csv"
