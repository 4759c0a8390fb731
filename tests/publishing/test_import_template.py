from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from hoshin.publishing.exports.template_xlsx import CellTooLong, template_xlsx
from hoshin.publishing.rules.document import ItemDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.importing.assembling import NotSettled
from hoshin.publishing.rules.importing.files import read_grids
from hoshin.publishing.rules.importing.mapping import Context
from hoshin.publishing.rules.importing.template_reading import is_template, read_template
from tests.publishing.imported import EXAMPLE, TSV
from tests.publishing.snapshots import converted, needs_libreoffice
from tests.publishing.strategies import folders


def as_draft(folder: PolicyFolder) -> Context:
    edition = folder.editions[-1].model_copy(update={"status": "draft", "issued": None})
    return Context(edition, folder.departments)


@pytest.fixture
def context() -> Context:
    return as_draft(read_folder(EXAMPLE))


def edited(context: Context, *changes: tuple[str, str, object]) -> bytes:
    """The template after somebody has written into cells: sheet, cell, text."""
    book = load_workbook(io.BytesIO(template_xlsx(context)))
    for sheet, cell, text in changes:
        book[sheet][cell] = text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_example_is_the_same_after_a_spreadsheet_program_has_saved_it(context):
    grids = read_grids(edited(context))

    assert is_template(grids)
    assert read_template(grids, context).edition == context.edition


@settings(max_examples=40)
@given(folders())
def test_any_edition_is_the_same_after_the_round_trip(folder):
    context = as_draft(folder)

    assert read_template(read_grids(template_xlsx(context)), context).edition == context.edition


def test_the_same_edition_gives_the_same_bytes(context):
    assert template_xlsx(context) == template_xlsx(context)


def test_what_was_edited_is_read_and_the_rest_stays(context):
    data = edited(
        context,
        ("取組", "C2", "カードを広める"),
        ("取組", "E2", "適用検討"),
        ("値", "F2", "50,000枚"),
        ("取組", "B14", "13"),
        ("取組", "C14", "新しい取組"),
        ("所管課", "A30", "13"),
        ("所管課", "B30", "市民課"),
    )
    result = read_template(read_grids(data), context)
    card = result.edition.items[0]

    assert (card.title, card.stage.stage, card.key) == ("カードを広める", "feasibility", "mynumber-card")
    assert card.note == context.edition.items[0].note
    assert str(card.indicators[0].actuals[0].value) == "50,000枚"
    assert result.added == ("新しい取組",)
    assert result.edition.items[-1].departments[0].department == "resident-affairs"


def test_an_item_whose_row_is_gone_is_left_out_and_named(context):
    rows = {sheet: [] for sheet in ("所管課", "方向", "検討分野", "指標", "値")}
    book = load_workbook(io.BytesIO(template_xlsx(context)))
    book["取組"].delete_rows(2)
    for sheet in rows:
        while book[sheet]["A2"].value == "mynumber-card":
            book[sheet].delete_rows(2)
    buffer = io.BytesIO()
    book.save(buffer)

    assert read_template(read_grids(buffer.getvalue()), context).dropped == ("個人番号カードの普及促進",)


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "said"),
    [
        ("取組", "E2", "準備", "「取組」2行目 E列: 「準備」は選択肢にありません"),
        ("所管課", "B2", "市民係課", "「所管課」2行目 B列"),
        ("所管課", "A2", "99", "「所管課」2行目 A列: 「99」という取組は"),
        ("値", "F2", "97,056人", "「値」2行目 F列: 単位が違います"),
        ("値", "B2", "別の指標", "「値」2行目 B列"),
        ("値", "D2", "そのうち", "「値」2行目"),
        ("取組", "C2", None, "「取組」2行目"),
    ],
)
def test_mistakes_are_told_with_their_place(context, sheet, cell, text, said):
    with pytest.raises(NotSettled) as refused:
        read_template(read_grids(edited(context, (sheet, cell, text))), context)

    assert said in str(refused.value)


def test_formulas_of_hostile_texts_stay_texts(context):
    item = ItemDoc(key="hostile", title='=HYPERLINK("http://example.jp","押す")', summary="+1\n@x _x0041_")
    hostile = Context(context.edition.model_copy(update={"items": (item,)}), context.departments)
    grids = read_grids(template_xlsx(hostile))

    assert not any(cell.is_formula for grid in grids for row in grid.rows for cell in row)
    assert read_template(grids, hostile).edition.items == (item,)


def test_a_text_that_no_cell_holds_is_refused_rather_than_cut(context):
    long = context.edition.items[0].model_copy(update={"summary": "🙂" * 20_000})

    with pytest.raises(CellTooLong):
        template_xlsx(Context(context.edition.model_copy(update={"items": (long,)}), context.departments))


def test_another_table_is_no_template():
    assert not is_template(read_grids(TSV.encode()))


@needs_libreoffice
def test_the_example_is_the_same_after_libreoffice_has_saved_it(context, tmp_path):
    saved = converted(template_xlsx(context), "xlsx", "xlsx", tmp_path).read_bytes()
    grids = read_grids(saved)

    assert saved != template_xlsx(context)
    assert is_template(grids)
    assert read_template(grids, context).edition == context.edition
