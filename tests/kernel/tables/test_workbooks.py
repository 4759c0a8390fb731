from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from hoshin.kernel.tables import Limits, NotATable, NoteKind, open_table
from tests.kernel.tables.workbooks import claiming, repacked, with_rows, with_sheet, xlsx


def opened(data: bytes, limits: Limits | None = None):
    return open_table(io.BytesIO(data), "表.xlsx", limits)


def only_row(fill):
    return next(opened(xlsx(fill)).rows())


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("文字", "General", "文字"),
        (352128, "General", "352128"),
        (35.860281000000001, "General", "35.860281"),
        (1e21, "General", "1" + "0" * 21),
        (-0.5, "0%", "-50%"),
        (15, '#,##0"件"', "15件"),
        (13229, "000000", "013229"),
        (1, "0000000000", "0000000001"),
        (1234567, "#,##0", "1234567"),
        (True, "General", "TRUE"),
        (dt.date(2026, 4, 1), "yyyy/m/d", "2026-04-01"),
        (dt.date(2026, 4, 1), '[$-411]ggge"年"m"月"d"日"', "2026-04-01"),
        (dt.datetime(2026, 4, 1, 9, 30), "yyyy/m/d h:mm", "2026-04-01T09:30:00"),  # noqa: DTZ001
        (dt.time(9, 0), "h:mm", "09:00"),
        (dt.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        (10**12, "yyyy/m/d", "1000000000000"),
    ],
)  # fmt: skip
def test_a_value_reads_as_a_person_sees_it_and_loses_nothing(value, number_format, text):
    def fill(sheet):
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    assert only_row(fill) == (text,)


@pytest.mark.parametrize(
    ("number", "text"), [(28, "2026-04-01"), (57, "2026-04-01"), (32, "46113"), (14, "2026-04-01")]
)
def test_dates_in_formats_that_only_a_japanese_excel_numbers_are_dates(number, text):
    styles = f'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    value = "46113" if number != 32 else "46113.375"
    data = with_sheet(f'<sheetData><row><c s="1"><v>{value}</v></c></row></sheetData>')

    row = next(opened(repacked(data, {"xl/styles.xml": styles.encode()})).rows())

    assert row == (("2026-04-01T09:00:00",) if number == 32 else (text,))


def test_the_reading_beside_a_name_is_not_part_of_it():
    shared = (
        "<sst><si><t>青木</t><rPh sb='0' eb='2'><t>アオキ</t></rPh></si><si><r><t>太</t></r><r><t>字</t></r></si></sst>"
    )
    data = with_rows(['<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'])

    assert next(opened(repacked(data, {"xl/sharedStrings.xml": shared.encode()})).rows()) == ("青木", "太字")


def test_characters_that_xml_lacks_are_read_unless_no_text_may_hold_them():
    data = with_rows(['<row><c t="str"><v>甲_x000D_乙_x0000__xD800__x005F_x000D_</v></c></row>'])

    assert next(opened(data).rows()) == ("甲\r乙_x0000__xD800__x000D_",)


def test_rows_and_cells_that_a_writer_left_out_keep_their_place():
    data = with_rows(
        [
            '<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row>',
            '<row r="5"><c r="A5" t="inlineStr"><is><t>末</t></is></c></row>',
            '<row r="9"><c r="A9" s="0"/></row>',
        ]
    )

    assert list(opened(data).rows()) == [(), ("", "1", "2"), (), (), ("末",)]


def test_every_cell_of_a_merged_range_reads_as_its_first():
    def fill(sheet):
        for row in (["施設", "料金", None], [None, "大人", "小人"], ["甲", 1, 2], [None, 3, 4]):
            sheet.append(row)
        for merged in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(merged)

    table = opened(xlsx(fill))

    assert list(table.rows()) == [
        ("施設", "料金", "料金"),
        ("施設", "大人", "小人"),
        ("甲", "1", "2"),
        ("甲", "3", "4"),
    ]
    assert [cell.is_merged for cell in next(table.cells())] == [False, False, True]


def test_what_a_machine_cannot_read_is_noted_with_its_place():
    def fill(sheet):
        sheet.append(["名", "数", "計"])
        sheet.append(["甲", 1, "=1+1"])
        sheet.merge_cells("A3:B3")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A2"].fill = PatternFill("solid", fgColor="FF0000")
        sheet["A1"].comment = Comment("担当者のメモ", "担当")

    notes = {note.kind: note for note in opened(xlsx(fill)).notes}

    assert notes[NoteKind.MERGED].places == ((2, 0),)
    assert notes[NoteKind.FORMULA].places == notes[NoteKind.FORMULA_WITHOUT_VALUE].places == ((1, 2),)
    assert notes[NoteKind.HIDDEN_ROW].places == ((1, None),)
    assert notes[NoteKind.HIDDEN_COLUMN].places == ((None, 1),)
    assert notes[NoteKind.COLOUR].places == ((1, 0),)
    assert notes[NoteKind.COMMENT].count == 1


def test_a_formula_counts_as_the_value_that_was_saved_with_it():
    table = opened(with_rows(["<row><c><f>1+1</f><v>2</v></c><c><f>A1</f><v></v></c></row>"]))

    assert [(cell.text, cell.is_formula) for cell in next(table.cells())] == [("2", True), ("", True)]
    assert {note.kind: note.count for note in table.notes}[NoteKind.FORMULA_WITHOUT_VALUE] == 1


def test_hidden_sheets_are_named_and_not_read():
    book = Workbook()
    book.active.title = "公開"
    book.active.append(["甲", "乙"])
    book.create_sheet("下書き").sheet_state = "veryHidden"
    buffer = io.BytesIO()
    book.save(buffer)

    table = opened(buffer.getvalue())

    assert table.sheets == ("公開",)
    assert "下書き" in next(note.message for note in table.notes if note.kind is NoteKind.HIDDEN_SHEET)


def test_days_of_the_1904_calendar_are_counted_from_there():
    data = with_sheet('<sheetData><row><c s="1"><v>44651</v></c></row></sheetData>')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml").replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    styles = b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'

    table = opened(repacked(data, {"xl/workbook.xml": book, "xl/styles.xml": styles}))

    assert list(table.rows()) == [("2026-04-01",)]


SHEET = "xl/worksheets/sheet1.xml"
ROW = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
MUCH = b"<worksheet>" + b" " * (40 * 1024 * 1024) + b"</worksheet>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (repacked(xlsx(), {SHEET: MUCH}), "中身が大きすぎます"),  # far more than its size lets expect
        (claiming(xlsx(), SHEET, 2 * 1024**3), "中身が大きすぎます"),
        (claiming(xlsx(), SHEET, 10), "読めません"),
        (repacked(xlsx(), {SHEET: b"<a/>"}, zipfile.ZIP_BZIP2), "読めません"),
        (repacked(xlsx(), {f"xl/media/{number}.png": b"" for number in range(501)}), "中身が大きすぎます"),
        (repacked(xlsx(), {"xl/embeddings/book.xlsx": xlsx()}), "埋め込まれています"),
        (repacked(xlsx(), {"inner.zip": b"PK"}), "埋め込まれています"),
        (repacked(xlsx(), {"xl/vbaProject.bin": b"x"}), "マクロ"),
        (repacked(xlsx(), {"xl/macrosheets/sheet1.xml": b"x"}), "マクロ"),
        (repacked(xlsx(), {SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "安全に読めない"),
        (repacked(xlsx(), {"xl/workbook.xml": b"<!DOCTYPE a><a/>"}), "安全に読めない"),
        (repacked(xlsx(), {SHEET: b"<worksheet><sheetData>"}), "読めません"),
        (with_sheet('<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>'), "読めません"),
        (with_sheet('<sheetData><row r="2"/><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'), "読めません"),
        (with_sheet('<sheetData><row r="1000001"><c r="A1000001"><v>1</v></c></row></sheetData>'), "1,000,000行"),
        (with_sheet('<sheetData><row><c r="ALM1"><v>1</v></c></row></sheetData>'), "1,000列"),
        (with_sheet(ROW + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "大きすぎます"),
        (with_sheet(ROW + '<mergeCells><mergeCell ref="1A"/></mergeCells>'), "読めません"),
        (with_rows([f'<row><c t="str"><v>{"長" * 100_001}</v></c></row>']), "A列: 文字が多すぎます"),
        (with_rows([f'<row r="{"9" * 5_000}"/>']), "読めません"),
        (with_sheet('<cols><col min="x" max="2" hidden="1"/></cols>'), "読めません"),
        (b"PK\x03\x04" + b"x" * 100, "読めません"),
        (repacked(b"PK\x05\x06" + b"\0" * 18, {"word/document.xml": b"x"}), "Wordの文書"),
        (repacked(b"PK\x05\x06" + b"\0" * 18, {"a.csv": b"x,y"}), "Excelのファイルではありません"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_hostile_or_broken_is_refused_with_the_reason(data, said):
    with pytest.raises(NotATable, match=said):
        list(opened(data).rows())


def test_parts_that_lie_over_each_other_are_refused():
    """The directory lists one part a hundred times: nobody claims a big size, and unpacking all is big."""
    data = repacked(xlsx(), {"xl/media/a.png": bytes(range(256)) * 40})
    end = data.rfind(b"PK\x05\x06")
    start = data.find(b"PK\x01\x02")
    entries = data[start:end]
    part = data[data.rfind(b"PK\x01\x02") : end]
    count = entries.count(b"PK\x01\x02") + 100
    size = len(entries) + 100 * len(part)
    tail = data[end : end + 8] + count.to_bytes(2, "little") * 2 + size.to_bytes(4, "little") + data[end + 16 :]

    with pytest.raises(NotATable, match="読めません"):
        opened(data[:end] + part * 100 + tail)


@given(st.binary(max_size=200), st.integers(0, 20_000))
def test_a_damaged_workbook_is_rows_or_refused(noise, place):
    data = xlsx(lambda sheet: sheet.append(["甲", 1]))
    place %= len(data)
    damaged = data[:place] + noise + data[place + len(noise) :]
    try:
        for row in opened(damaged).rows():
            assert all(isinstance(text, str) for text in row)
    except NotATable:
        return


@given(st.text(max_size=300))
def test_any_xml_in_a_sheet_is_rows_or_refused(noise):
    pieces = ("<row>", "</row>", '<c t="s">', "<c>", "</c>", "<v>", "</v>", "<f>", "</f>", "1", "<t>", "</t>", "<is>")
    xml = "".join(pieces[ord(sign) % len(pieces)] for sign in noise)
    try:
        list(opened(with_sheet(f"<sheetData>{xml}</sheetData>")).rows())
    except NotATable:
        return
