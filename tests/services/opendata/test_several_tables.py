from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hoshin.services.opendata.exports.desk import desk_of
from hoshin.services.opendata.models import Upload
from hoshin.services.opendata.rules.several_tables import SheetTable, find_tables, findings_of, within
from hoshin.services.opendata.rules.shapes import Level, Report, Treatment
from tests.services.opendata.uploading import make_dataset, publish, send
from tests.world import OUR_HOST, make_city, make_person

PLACES = [["施設名", "住所", "緯度"], ["市役所", "本町1-1", "35.7"], ["図書館", "緑町2-2", "35.8"]]
VISITS = [["年度", "来館者数", "貸出冊数"], ["2024", "1200", "3400"], ["2025", "1300", "3500"]]
Rows = list[list[str]]


def tables_of(rows: Rows) -> tuple[SheetTable, ...]:
    return find_tables(lambda: iter(rows), {"名称", "緯度", "経度"})


def ranges_of(rows: Rows) -> list[tuple[int, int | None]]:
    return [(table.first_row, table.last_row) for table in tables_of(rows)]


def beside(left: Rows, right: Rows) -> Rows:
    count = max(len(left), len(right))
    wide = [*left, *([[""] * 3] * (count - len(left)))]
    return [[*one, "", *other] for one, other in zip(wide, [*right, *([[]] * (count - len(right)))], strict=True)]


def test_a_sheet_with_one_table_has_one():
    assert ranges_of(PLACES) == [(0, 2)]
    assert ranges_of([]) == [(0, None)]
    assert ranges_of([["公共施設一覧"], [], *PLACES, [], ["※ 休館日を除く"]]) == [(2, 4)]


@pytest.mark.parametrize(
    "between", [[[]], [["", "", ""], [], ["", ""]], [[], ["図書館の利用"]], [[], ["表2 利用", "", "単位：人"]]]
)
def test_a_header_after_a_blank_row_begins_another_table(between):
    rows = [*PLACES, *between, *VISITS]

    first, second = tables_of(rows)

    assert (first.first_row, first.last_row, first.names) == (0, 2, ("施設名", "住所", "緯度"))
    start = len(PLACES) + len(between)
    assert (second.first_row, second.last_row, second.names) == (start, start + 2, ("年度", "来館者数", "貸出冊数"))
    assert f"{start + 1}行目" in second.reason


def test_the_same_header_again_begins_another_table_also_where_all_is_text():
    words = [["施設名", "住所"], ["市役所", "本町"], ["図書館", "緑町"]]

    assert ranges_of([*words, [], *words]) == [(0, 2), (4, 6)]


def test_known_names_begin_another_table():
    assert ranges_of([*VISITS, [], ["名称", "経度", "緯度"], ["市役所", "不明", "不明"]]) == [(0, 2), (4, 5)]


@pytest.mark.parametrize(
    "below",
    [
        [["体育館", "南町3-3", "35.9"]],
        [["体育館", "不明", "不明"], ["公民館", "東町4-4", "36.0"]],  # words, in a row like the others? then data
        [["体育館", "", ""]],
        [["合計", "3館", ""]],
    ],
)
def test_rows_after_a_blank_row_stay_in_the_table(below):
    words = [["施設名", "住所", "電話"], ["市役所", "本町", "なし"], ["図書館", "緑町", "なし"]]

    assert len(tables_of([*words, [], *below])) == 1


def test_a_header_without_a_blank_row_before_it_is_left_to_the_person():
    assert len(tables_of([*PLACES, *VISITS])) == 1


def test_tables_beside_each_other_are_told_by_their_names():
    first, second = tables_of(beside(PLACES, PLACES))

    assert (first.first_column, first.last_column, first.last_row) == (0, 2, 2)
    assert (second.first_column, second.last_column, second.last_row) == (4, None, 2)
    assert first.names == second.names == ("施設名", "住所", "緯度")


def test_tables_beside_each_other_are_told_by_their_lengths():
    first, second = tables_of(beside(PLACES, VISITS[:2]))

    assert (first.last_row, second.last_row) == (2, 1)
    assert second.names == ("年度", "来館者数", "貸出冊数")


def test_a_blank_column_alone_parts_nothing():
    assert len(tables_of(beside(PLACES, VISITS))) == 1
    assert len(tables_of(beside(PLACES, [["施設名"], ["あ"], ["い"]]))) == 1


def test_another_table_is_told_with_its_place():
    rows = [*PLACES, [], *VISITS]
    tables = tables_of(rows)

    (left_out,) = findings_of(Treatment(last_row=2), tables)
    (among,) = findings_of(Treatment(), tables)
    (first,) = findings_of(Treatment(first_row=4, last_row=6), tables)

    assert (left_out.rule, left_out.level, left_out.row, left_out.column) == ("L1-02", Level.WARNING, 4, None)
    assert "入れません" in left_out.message
    assert (among.row, first.row) == (4, 0)
    assert "混ざります" in among.message
    assert not list(findings_of(Treatment(), tables[:1]))


def test_a_table_beside_is_among_the_data_unless_its_columns_are_left_out():
    tables = tables_of(beside(PLACES, PLACES))

    (among,) = findings_of(Treatment(last_row=2), tables)
    (left_out,) = findings_of(Treatment(last_row=2, last_column=2), tables)

    assert among.column == left_out.column == 4
    assert "混ざります" in among.message
    assert "入れません" in left_out.message


def test_a_row_keeps_its_places_without_the_columns_of_others():
    assert within(("a", "b", "", "c"), 0, 1) == ("a", "b")
    assert within(("a", "b", "", "c"), 3, None) == ("", "", "", "c")
    assert within(("a",), 3, None) == ("",)


@given(
    st.lists(st.lists(st.sampled_from(["", "名称", "緯度", "1", "2-3", "あ", "計", "※ 注"]), max_size=7), max_size=20)
)
def test_tables_never_share_a_cell(rows):
    tables = tables_of(rows)
    cells = [
        (row, column)
        for table in tables
        for row in range(table.first_row, (table.first_row if table.last_row is None else table.last_row) + 1)
        for column in range(table.first_column, 99 if table.last_column is None else table.last_column + 1)
    ]

    assert len(cells) == len(set(cells))
    assert tables


@pytest.fixture
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_city()


def sheet_of(rows: Rows) -> str:
    return "\n".join(",".join(row) for row in rows)


def test_the_first_table_is_proposed_and_the_other_is_told(city):
    with city.scope():
        upload = send(make_dataset(), sheet_of([*PLACES, [], *VISITS]))

    report, treatment = Report.from_json(upload.report), Treatment.from_json(upload.treatment)
    told = [finding.row for finding in report.findings if finding.rule == "L1-02" and finding.row is not None]
    assert (treatment.first_row, treatment.last_row, report.rows) == (0, 2, 2)
    assert (told, report.warning_count) == ([4], 1)


def test_the_next_file_is_read_where_the_table_of_the_last_one_stands(city):
    with city.scope():
        dataset = make_dataset()
        publish(dataset, sheet_of(VISITS))

        upload = send(dataset, sheet_of([*PLACES, [], *VISITS]))

    assert Treatment.from_json(upload.treatment).first_row == 4


def test_only_the_columns_of_the_chosen_table_are_released(city):
    with city.scope(), desk_of(send(make_dataset(), sheet_of(beside(PLACES, VISITS[:2])))) as desk:
        upload = Upload.objects.get()
        left = Treatment.from_json(upload.treatment)
        right = desk.with_proposal(desk.with_table(left, 1), wished="")
        of_left, of_right = list(desk.release_rows(left)), list(desk.release_rows(right))
        assert [column.name for column in desk.release_columns(right)] == ["年度", "来館者数", "貸出冊数"]

    assert of_left == [("市役所", "本町1-1", "35.7"), ("図書館", "緑町2-2", "35.8")]
    assert of_right == [("2024", "1200", "3400")]


def test_which_table_is_released_is_chosen_with_the_range(client, city):
    client.force_login(make_person(city))
    client.defaults["HTTP_HOST"] = OUR_HOST
    with city.scope():
        upload = send(make_dataset(), sheet_of([*PLACES, [], *VISITS]))
    page = reverse("opendata:staff_range", args=[upload.pk])

    asked = client.get(page).content.decode()
    chosen = {"sheet": "表", "table": "1", "first_row": "1", "header_rows": "1", "last_row": "3"}
    answer = client.post(page, {"version": upload.version, **chosen})

    assert "このシートには、表が2つ以上あるとみられます" in asked
    assert "5～7行目、A～C列（年度、来館者数、貸出冊数）" in asked
    assert answer.status_code == 302
    with city.scope():
        treatment = Treatment.from_json(Upload.objects.get(pk=upload.pk).treatment)
    assert (treatment.first_row, treatment.last_row) == (4, 6)
    assert [column.name for column in treatment.columns] == ["年度", "来館者数", "貸出冊数"]


def test_one_table_asks_nothing(client, city):
    client.force_login(make_person(city))
    client.defaults["HTTP_HOST"] = OUR_HOST
    with city.scope():
        upload = send(make_dataset(), sheet_of(PLACES))

    assert "表が2つ以上" not in client.get(reverse("opendata:staff_range", args=[upload.pk])).content.decode()
