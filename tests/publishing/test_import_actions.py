from __future__ import annotations

import dataclasses
import datetime as dt
import io

import pytest
from openpyxl import Workbook

from hoshin.kernel.actor import Actor, NotPermitted
from hoshin.kernel.clock import now
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.publishing import jobs
from hoshin.publishing.actions.imports import (
    Contested,
    ImportClosed,
    NotLoadable,
    NotTaken,
    WrongColumns,
    WrongText,
    cancel_import,
    choose_columns,
    correct_readings,
    drop_unmatched,
    empty_import,
    load_import,
    upload_table,
)
from hoshin.publishing.exports.template_xlsx import template_xlsx
from hoshin.publishing.models import RememberedColumn, TableImport
from hoshin.publishing.permissions import IMPORT_TABLE
from hoshin.publishing.queries import folder_of
from hoshin.publishing.queries.importing import import_target
from hoshin.publishing.queries.imports import digest_of, get_import, open_imports, work_of
from hoshin.publishing.rules.importing.correcting import Wish, fingerprint_of
from tests.publishing.editions import BY, decide, edition_of_2020, install, publish
from tests.world import City

TABLE = "No\t取組名\t所管課\t取組状況\t覚え書き\n1\t画面を生かす\t情報推進課\t？\tあ\n2\t\t情報推進課\t\tい\n"
ROLES = ["number", "title", "departments", "stage", "ignore"]
STAGE, TITLE = "1:stage", "2:title"


@pytest.fixture
def city(db, tmp_path) -> City:
    return install(tmp_path)


@pytest.fixture
def scope(city):
    with city.scope():
        yield


def upload(text: str | bytes = TABLE, *, year: int = 2021, name: str = "一覧.tsv", by: Actor = BY) -> TableImport:
    data = text.encode() if isinstance(text, str) else text
    return upload_table(by, policy_key="joho", year=year, file_name=name, data=data)


def mapped(roles: list[str] | None = None) -> TableImport:
    row = upload()
    return choose_columns(BY, table_import=row, version=row.version, roles=roles or ROLES)


def wish(row: TableImport, key: str, text: str | None = None, *, is_confirmed: bool = False) -> Wish:
    """What somebody sends whose page shows the import as `row` has it."""
    reading = work_of(row).review.get(key)
    assert reading is not None
    return Wish(key, fingerprint_of(reading), reading.text if text is None else text, is_confirmed)


def settled() -> TableImport:
    row = mapped()
    wishes = [wish(row, STAGE, is_confirmed=True), wish(row, TITLE, "名簿を直す")]
    return correct_readings(BY, table_import=row, wishes=wishes)


def expected(row: TableImport) -> str:
    return digest_of(work_of(row).assembled().edition)


def events() -> list[str]:
    return list(
        AuditEntry.objects.filter(event__startswith="publishing.table_import")
        .order_by("id")
        .values_list("event", flat=True)
    )


def test_a_table_is_taken_read_corrected_and_loaded_and_each_step_is_recorded(scope):
    row = settled()
    assert (row.open_count, [one.pk for one in open_imports()]) == (0, [row.pk])

    done = load_import(BY, table_import=row, version=row.version, expected=expected(row))

    edition = folder_of("joho", (2021,)).editions[0]
    assert [item.title for item in edition.items] == ["画面を生かす", "名簿を直す"]
    assert edition.status == "draft"
    assert (done.state, open_imports()) == (TableImport.State.LOADED, [])
    assert [event.rsplit(".", 1)[-1] for event in events()] == ["uploaded", "mapped", "corrected", "loaded"]


@pytest.mark.parametrize("do", [choose_columns, correct_readings, drop_unmatched, load_import, cancel_import])
def test_nobody_without_the_permission_touches_an_import(scope, do):
    row = upload()
    nobody = Actor("だれか", frozenset(BY.permission_keys - {IMPORT_TABLE.key}))

    with pytest.raises(NotPermitted):
        do(nobody, table_import=row)
    with pytest.raises(NotPermitted):
        upload(by=nobody)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.png", "表が見つかりません"),
        (b"", "a.csv", "表が見つかりません"),
        ("あ\tい\n1\t2\n".encode(), "a.tsv", "取組の表が見つかりません"),
        (TABLE.replace("覚え", "1234 5678 9018").encode(), "a.tsv", "個人番号"),
        (TABLE.encode(), "名簿123456789018.tsv", "ファイルの名前に個人番号"),
        (TABLE.encode(), "a\u202etsv", "制御文字"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_the_field_and_nothing_is_kept(scope, data, name, message):
    with pytest.raises(NotTaken, match=message) as refused:
        upload(data, name=name)

    assert refused.value.field == "file"
    assert "9018" not in str(refused.value)
    assert not TableImport.objects.exists()


def test_only_the_sheet_with_the_table_is_kept(scope):
    book = Workbook()
    book.active.title = "名簿"
    book.active.append(["だれか", "なにか"])
    sheet = book.create_sheet("一覧")
    for line in TABLE.splitlines():
        sheet.append(line.split("\t"))
    data = io.BytesIO()
    book.save(data)

    row = upload(data.getvalue(), name="一覧.xlsx")

    assert [grid["name"] for grid in row.grids] == ["一覧"]
    assert row.started_by_name == BY.name


def test_nothing_goes_into_an_edition_that_is_decided(scope):
    decide(edition_of_2020())

    with pytest.raises(NotTaken, match="「決定」のため") as refused:
        upload(year=2020)

    assert refused.value.field == "into"


def test_an_edition_that_is_published_meanwhile_is_not_loaded_into(scope):
    row = upload(year=2020)
    row = choose_columns(BY, table_import=row, version=row.version, roles=ROLES)
    wishes = [wish(row, STAGE, is_confirmed=True), wish(row, TITLE, "名簿を直す")]
    row = correct_readings(BY, table_import=row, wishes=wishes)
    shown = expected(row)
    publish(decide(edition_of_2020()))

    with pytest.raises(NotLoadable):
        load_import(BY, table_import=row, version=row.version, expected=shown)

    assert get_import(row.pk).is_open


def test_a_table_with_open_problems_is_not_loaded(scope):
    row = mapped()

    with pytest.raises(NotLoadable, match="確認の済んでいない問題が2件"):
        load_import(BY, table_import=row, version=row.version, expected="")
    assert row.open_count == 2


def test_only_what_was_shown_is_loaded(scope):
    row = settled()

    with pytest.raises(NotLoadable, match="画面を開いた後に"):
        load_import(BY, table_import=row, version=row.version, expected="0" * 64)


@pytest.mark.parametrize(
    "roles", [["title", "title", "ignore", "ignore", "ignore"], ["ignore"] * 5, ["title"], ["?"] * 5]
)
def test_columns_that_no_table_can_be_read_by_are_refused(scope, roles):
    row = upload()

    with pytest.raises(WrongColumns):
        choose_columns(BY, table_import=row, version=row.version, roles=roles)


def test_columns_are_remembered_for_the_next_table_with_the_same_headings(scope):
    mapped([*ROLES[:4], "progress"])

    columns = {column.label: column for column in work_of(upload()).columns}

    assert (columns["覚え書き"].role, columns["覚え書き"].message) == ("progress", "前回の選択です。")
    assert RememberedColumn.objects.count() == 5


def test_what_was_said_of_a_column_goes_when_the_column_becomes_another(scope):
    row = mapped([*ROLES[:4], "progress"])
    row = correct_readings(
        BY, table_import=row, wishes=[wish(row, "1:progress", "直した"), wish(row, TITLE, "名簿を直す")]
    )

    row = choose_columns(BY, table_import=row, version=row.version, roles=[*ROLES[:4], "plan"])

    assert list(row.corrections) == [TITLE]


def test_two_people_at_one_import_lose_nothing(scope):
    row = mapped()
    first, second = wish(row, STAGE, is_confirmed=True), wish(row, TITLE, "名簿を直す")

    correct_readings(BY, table_import=row, wishes=[first, wish(row, TITLE)])
    correct_readings(BY, table_import=row, wishes=[wish(row, STAGE), second])

    assert set(get_import(row.pk).corrections) == {STAGE, TITLE}


def test_two_answers_to_one_question_are_told_to_the_second(scope):
    row = mapped()
    correct_readings(BY, table_import=row, wishes=[wish(row, TITLE, "はじめの人")])

    with pytest.raises(Contested) as contested:
        correct_readings(BY, table_import=row, wishes=[wish(row, TITLE, "あとの人")])

    assert contested.value.keys == (TITLE,)
    assert get_import(row.pk).corrections[TITLE]["text"] == "はじめの人"


def test_columns_and_loading_notice_that_somebody_was_first(scope):
    row = settled()

    with pytest.raises(EditedMeanwhile):
        choose_columns(BY, table_import=row, version=1, roles=ROLES)
    with pytest.raises(EditedMeanwhile):
        load_import(BY, table_import=row, version=1, expected=expected(row))


@pytest.mark.parametrize("text", ["1234-5678-9018", "あ\u202eい", "あ" * 20_001])
def test_a_correction_that_may_not_be_stored_is_refused(scope, text):
    row = mapped()

    with pytest.raises(WrongText) as wrong:
        correct_readings(BY, table_import=row, wishes=[wish(row, TITLE, text)])

    assert wrong.value.key == TITLE
    assert "9018" not in str(wrong.value)
    assert get_import(row.pk).corrections == {}


def test_a_correction_without_its_reading_keeps_the_table_back_until_it_is_dropped(scope):
    row = settled()
    gone = dataclasses.replace(wish(row, TITLE, "どこにもない"), key="9:title")
    row = correct_readings(BY, table_import=row, wishes=[gone])

    with pytest.raises(NotLoadable, match="当たらない訂正"):
        load_import(BY, table_import=row, version=row.version, expected="")
    row = drop_unmatched(BY, table_import=row)

    assert set(row.corrections) == {STAGE, TITLE}


def test_a_filled_template_is_known_and_loads_the_same_edition(scope):
    before = folder_of("joho", (2020,)).editions[0]
    row = upload(template_xlsx(import_target("joho", 2020).context), year=2020, name="ひな形.xlsx")
    assert row.is_template

    load_import(BY, table_import=row, version=row.version, expected=expected(row))

    assert folder_of("joho", (2020,)).editions[0] == before


def test_what_has_ended_is_ended(scope):
    row = cancel_import(BY, table_import=mapped())

    for do in (cancel_import, drop_unmatched):
        with pytest.raises(ImportClosed):
            do(BY, table_import=row)


def test_the_job_throws_away_what_files_say_and_keeps_that_they_were_there(scope):
    left, ended, fresh, ended_lately = upload(), upload(), upload(), upload()
    cancel_import(BY, table_import=ended)
    cancel_import(BY, table_import=ended_lately)
    _touched(left, days=31)
    _touched(ended, days=8)
    _touched(ended_lately, days=6)
    _touched(fresh, days=29)

    jobs.empty_imports()
    jobs.empty_imports()

    assert {row.pk: (row.grids is None, row.state) for row in TableImport.objects.all()} == {
        left.pk: (True, "cancelled"),
        ended.pk: (True, "cancelled"),
        fresh.pk: (False, "open"),
        ended_lately.pk: (False, "cancelled"),
    }
    assert events().count("publishing.table_import.emptied") == 2


def _touched(row: TableImport, *, days: int) -> None:
    TableImport.objects.filter(pk=row.pk).update(changed_at=now() - dt.timedelta(days=days))


def test_emptying_needs_the_permission(scope):
    with pytest.raises(NotPermitted):
        empty_import(Actor("だれか"), table_import=upload())
