"""The template that cities fill in: an edition as a workbook with choices, to be edited and imported again."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hoshin.publishing.exports.containers import repacked
from hoshin.publishing.exports.safe_text import cell_text
from hoshin.publishing.rules.importing.choices import ABSENCES, COMPARATORS, KINDS, ROLES, STATUSES
from hoshin.publishing.rules.importing.mapping import Context
from hoshin.publishing.rules.importing.template import (
    DEPARTMENTS,
    DIRECTIONS,
    HEADERS,
    INDICATORS,
    ITEMS,
    REFERENCES,
    VALUES,
    Words,
    sheets_of,
)

_INSTRUCTIONS = "説明"
_CHOICES = "選択肢"
_ROOM = 500  # rows with choices below the header, at the least
_WIDE = {"名称", "概要", "これまでの取組", "この年度の計画", "項目", "値", "文章"}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LINES = (
    "この表は、年度版の取組を表計算ソフトで書き、読み込むためのひな形です。",
    "シートの名前と、1行目の見出しは変えないでください。",
    f"「{ITEMS}」は取組ごとに1行です。新しい取組では「取組のキー」を空けておきます（読み込むときに付きます）。",
    f"「{DEPARTMENTS}」「{DIRECTIONS}」「{REFERENCES}」は、取組と結び付くものごとに1行です。"
    "「取組」の欄には、取組のキー、番号、名称のどれかを書きます。",
    f"「{INDICATORS}」は成果指標ごとに1行、「{VALUES}」は実績と目標の値ごとに1行です。",
    "「値」には「97,056枚」「90%以上」「集計中」「—」のように書きます。右の列（数値など）は、"
    "印刷の形では書ききれない値にだけ使います。",
    "「時期」には「令和2年度」「2020年度」「2020年2月29日時点」のように書きます。",
    "一覧のどれにも当たらない番号は、「印字：②」のように書くと、印字のまま残ります。",
    "この表が取組の全体になります。行を消した取組は、読み込んだ年度版から除かれます。",
    "個人番号（マイナンバー）は書かないでください。読み込めません。",
)


class CellTooLong(ValueError):
    """A text that no cell of a spreadsheet holds whole; without it, what is read back would be less."""


_NO_TIME = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # the library would write the present moment


def template_xlsx(context: Context) -> bytes:
    """Write the template with what the edition says. The same edition gives the same bytes.

    :raises CellTooLong: it would not read back whole.
    """
    output = io.BytesIO()
    workbook = Workbook(output, dict(_OPTIONS))
    workbook.set_properties({"created": _NO_TIME})
    header = workbook.add_format({"bold": True, "bg_color": "#1A5C4C", "font_color": "#FFFFFF", "text_wrap": True})
    text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    _write_instructions(workbook, context, header)
    rows = sheets_of(context)
    sheets = {name: _write_sheet(workbook, name, rows[name], header, text) for name in HEADERS}
    _write_choices(workbook, sheets, {name: len(rows[name]) for name in HEADERS}, context)
    workbook.close()
    return repacked(output.getvalue())


def _write_instructions(workbook: Workbook, context: Context, header: Format) -> None:
    sheet = workbook.add_worksheet(_INSTRUCTIONS)
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, cell_text(f"{context.edition.title}（{context.edition.year}年度版）"), header)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, line in enumerate(_LINES, start=1):
        sheet.write_string(number, 0, line, wrapped)


def _write_sheet(workbook: Workbook, name: str, rows: list[tuple[str, ...]], header: Format, text: Format) -> Worksheet:
    sheet = workbook.add_worksheet(name)
    for place, title in enumerate(HEADERS[name]):
        sheet.set_column(place, place, 40 if title in _WIDE else 16, text)
        sheet.write_string(0, place, title, header)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if cell_text(cell) != cell:
                raise CellTooLong(f"「{name}」{number + 1}行目: 表計算ソフトのセルに入らない文章があります。")
            if cell:
                sheet.write_string(number, place, cell, text)
    sheet.freeze_panes(1, 0)
    return sheet


def _write_choices(workbook: Workbook, sheets: dict[str, Worksheet], counts: dict[str, int], context: Context) -> None:
    """Put the words into a sheet of their own: a list inside a rule may have 255 characters at most."""
    words = Words.of(context)
    drivers = [word for one in words.drivers.values() for word in one.words.values()]
    lists: list[tuple[str, str, list[str]]] = [
        (ITEMS, "段階", list(words.stages.words.values())),
        (DEPARTMENTS, "所管課", list(words.departments.words.values())),
        (DEPARTMENTS, "役割", list(ROLES.values())),
        (DIRECTIONS, "方向", list(words.directions.words.values())),
        (REFERENCES, "分野", list(words.fields.words.values())),
        (REFERENCES, "項目", drivers),
        (VALUES, "実績・目標", list(KINDS.values())),
        (VALUES, "以上・以下など", list(COMPARATORS.values())),
        (VALUES, "確定・速報・見込", list(STATUSES.values())),
        (VALUES, "値のない理由", list(ABSENCES.values())),
    ]
    hidden = workbook.add_worksheet(_CHOICES)
    hidden.hide()
    for place, (sheet, title, choices) in enumerate(lists):
        hidden.write_string(0, place, title)
        for number, word in enumerate(choices, start=1):
            hidden.write_string(number, place, cell_text(word))
        if choices:
            column = HEADERS[sheet].index(title)
            letter = chr(ord("A") + place)
            rule = {
                "validate": "list",
                "source": f"='{_CHOICES}'!${letter}$2:${letter}${len(choices) + 1}",
                # A number that points to no line is written as 印字：②, which is no choice.
                "error_type": "warning" if title == "項目" else "stop",
                "error_title": "選択肢にありません",
                "error_message": "一覧から選んでください。",
            }
            sheets[sheet].data_validation(1, column, counts[sheet] + _ROOM, column, rule)
