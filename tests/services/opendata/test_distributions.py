from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django_scopes
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from hoshin.services.opendata.exports import xlsx
from hoshin.services.opendata.exports.csv import csv_lines, write_csv
from hoshin.services.opendata.exports.distributions import WRITERS, formats_for, make_distributions, name_of_file
from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.exports.geojson import write_geojson
from hoshin.services.opendata.exports.json import write_json
from hoshin.services.opendata.exports.literals import CannotBeWritten, number_literal
from hoshin.services.opendata.exports.xlsx import write_xlsx
from hoshin.services.opendata.models import Format
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType

COLUMNS = (
    ColumnInfo("全国地方公共団体コード", FieldType.CODE),
    ColumnInfo("名称"),
    ColumnInfo("緯度", FieldType.LATITUDE),
    ColumnInfo("経度", FieldType.LONGITUDE),
    ColumnInfo("定員", FieldType.INTEGER),
)
ROWS = (
    ("011002", '北「公園", 1', "43.0600", "141.354", "10"),
    ("011002", "=SUM(A1:A9)", "", "", "不明"),
    ("011002", "二行の\n名前", "42.9", "141.5", ""),
)
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
# What a table may hold: any text without controls, line breaks, figures, and nothing.
TABLES = st.lists(
    st.tuples(
        CELLS,
        st.one_of(CELLS, st.just("a\nb"), st.just("@x"), st.just("'")),
        st.decimals(-90, 90, places=6).map(str) | st.just(""),
        st.decimals(-180, 180, places=6).map(str) | st.just(""),
        st.integers(-(10**18), 10**18).map(str) | CELLS,
    ),
    max_size=8,
)


def written(write: Any, rows: Any = ROWS, columns: Any = COLUMNS) -> bytes:
    file = io.BytesIO()
    assert write(file, columns, iter(rows)) == len(rows)
    return file.getvalue()


def rows_of_xlsx(data: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))


def test_csv_is_what_spreadsheets_and_parsers_expect() -> None:
    data = written(write_csv)

    assert data.startswith(codecs.BOM_UTF8)
    assert data.count(b"\r\n") == len(ROWS) + 1
    assert '011002,"北「公園"", 1",43.0600,141.354,10\r\n'.encode() in data


@given(TABLES)
def test_csv_gives_back_what_was_written(rows: list[tuple[str, ...]]) -> None:
    text = written(write_csv, rows).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        [column.name for column in COLUMNS],
        *(list(row) for row in rows),
    ]


@given(st.lists(st.lists(st.text('a漢,"\r\n\x85 ', max_size=4), min_size=1, max_size=3), max_size=6))
def test_csv_is_written_to_the_letter_as_a_writer_of_csv_writes_it(rows: list[list[str]]) -> None:
    expected = io.StringIO(newline="")
    csv.writer(expected, lineterminator="\r\n").writerows(rows)

    assert csv_lines(rows) == expected.getvalue().encode()


def test_what_looks_like_a_formula_stays_in_csv_as_it_is() -> None:
    assert b"011002,=SUM(A1:A9),,," in written(write_csv)


def test_json_has_numbers_where_the_column_says_so_and_null_for_a_blank() -> None:
    first, second, third = json.loads(written(write_json))

    assert first == {
        "全国地方公共団体コード": "011002",
        "名称": '北「公園", 1',
        "緯度": 43.06,
        "経度": 141.354,
        "定員": 10,
    }
    assert (second["緯度"], second["定員"], third["定員"]) == (None, "不明", None)


@given(TABLES)
def test_json_gives_back_what_was_written(rows: list[tuple[str, ...]]) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    read = json.loads(written(write_json, rows), parse_float=str, parse_int=str, parse_constant=refuse)

    assert [tuple(value or "" for value in row.values()) for row in read] == rows


def test_figures_keep_their_digits() -> None:
    assert b'"\xe7\xb7\xaf\xe5\xba\xa6": 43.0600,' in written(write_json)


@pytest.mark.parametrize(
    "text", ["", "007", "1e5", "NaN", "Infinity", "１", "1.", ".5", "--1", "+1", "1234567890123456", " 1"]
)
def test_what_programs_would_read_differently_is_no_number(text: str) -> None:
    assert number_literal(text) is None


@given(TABLES)
def test_geojson_has_points_in_longitude_and_latitude_and_a_box_around_them(rows: list[tuple[str, ...]]) -> None:
    data = json.loads(written(write_geojson, rows))

    points = [one["geometry"]["coordinates"] for one in data["features"] if one["geometry"]]
    assert points == [[float(row[3]), float(row[2])] for row in rows if row[2] and row[3]]
    assert [one["properties"] for one in data["features"]] == json.loads(written(write_json, rows))
    if points:
        east, north = zip(*points, strict=True)
        assert data["bbox"] == [min(east), min(north), max(east), max(north)]
    else:
        assert "bbox" not in data


def test_a_place_that_is_not_on_earth_is_no_place() -> None:
    (feature,) = json.loads(written(write_geojson, [("", "", "141.3", "43.0", "")]))["features"]

    assert feature["geometry"] is None


def test_a_table_without_coordinates_is_no_geojson() -> None:
    with pytest.raises(CannotBeWritten, match="緯度"):
        write_geojson(io.BytesIO(), COLUMNS[:2], [])


def test_xlsx_keeps_zeros_in_front_and_has_no_formulas() -> None:
    header, first, second, third = rows_of_xlsx(written(write_xlsx))

    assert header == tuple(column.name for column in COLUMNS)
    assert first == ("011002", '北「公園", 1', 43.06, 141.354, 10)
    assert second == ("011002", "=SUM(A1:A9)", None, None, "不明")
    book = openpyxl.load_workbook(io.BytesIO(written(write_xlsx)))
    assert book.active["B3"].data_type == "s"
    assert book.active.freeze_panes == "A2"
    assert third[1] == "二行の\n名前"


def test_a_file_of_the_same_table_is_the_same_on_another_day() -> None:
    before = {one: written(writer.write) for one, writer in WRITERS.items()}
    assert {one: written(writer.write) for one, writer in WRITERS.items()} == before
    created = openpyxl.load_workbook(io.BytesIO(before[Format.XLSX])).properties.created
    assert created == dt.datetime(2000, 1, 1)  # noqa: DTZ001  # as openpyxl tells it


def test_rows_are_taken_one_at_a_time() -> None:
    class Sink(io.BytesIO):
        largest = 0

        def write(self, data: Any, /) -> int:
            self.largest = max(self.largest, len(data))
            return super().write(data)

    for write in (write_csv, write_json, write_geojson):
        sink = Sink()
        write(sink, COLUMNS, (ROWS[0] for _ in range(2000)))
        assert sink.largest < 20_000


@pytest.fixture
def place_for_files(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = str(tmp_path)
    with django_scopes.scope(municipality=7):
        yield


@pytest.mark.usefixtures("place_for_files")
def test_a_release_has_a_file_in_each_format_that_fits() -> None:
    done = make_distributions(COLUMNS, lambda: ROWS)

    assert [(one.format, name_of_file("011002", "park", one.format), one.row_count) for one in done.made] == [
        (Format.CSV, "011002_park.csv", 3),
        (Format.JSON, "011002_park.json", 3),
        (Format.GEOJSON, "011002_park.geojson", 3),
        (Format.XLSX, "011002_park.xlsx", 3),
    ]
    with open_stored(done.made[0].stored.storage_name) as file:
        assert file.read() == written(write_csv)
    assert done.left_out == ()


@pytest.mark.usefixtures("place_for_files")
def test_a_format_that_cannot_hold_the_table_is_left_out_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)

    done = make_distributions(COLUMNS[:2], lambda: [row[:2] for row in ROWS])

    assert [one.format for one in done.made] == [Format.CSV, Format.JSON]
    (left_out,) = done.left_out
    assert left_out.format == Format.XLSX
    assert "行が2を超える" in left_out.reason


def test_a_cell_that_is_too_long_is_not_cut_off() -> None:
    with pytest.raises(CannotBeWritten, match="2行目"):
        write_xlsx(io.BytesIO(), COLUMNS[:1], [("あ" * 32_768,)])


def test_geojson_is_for_tables_with_coordinates() -> None:
    assert Format.GEOJSON in formats_for(COLUMNS)
    assert Format.GEOJSON not in formats_for(COLUMNS[:3])
