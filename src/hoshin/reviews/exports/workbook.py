"""The workbook of a round: one sheet for each report, to be filled in away from the site and read back."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.kernel.tables import letters_of
from hoshin.reviews.exports.workbook_sheet import Pen, Pens
from hoshin.reviews.models import Round
from hoshin.reviews.queries.workbook import OfflineReport
from hoshin.reviews.rules.asking import COSTS, NEXT_PLAN, PROGRESS, SHORTFALLS, AskedQuestion, AskedSeries
from hoshin.reviews.rules.parts import Part, cell_text, indicator_words, parts_of, value_key
from hoshin.reviews.rules.telling import COST_LABELS
from hoshin.reviews.rules.workbook import HELP_MARK, KEY, LABEL, NO, YES, Mark

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31  # of a sheet
SPARE_SHORTFALLS, SPARE_COSTS = 4, 6
_CHOICES = "選択肢"
_HELP = "説明"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NO_TIME = dt.datetime(1980, 1, 1)  # noqa: DTZ001  # the library would write the present moment
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LINES = (
    "取組ごとに1枚のシートがあります。黄色い欄に書いて保存し、照会の画面の「書いた表を読み込む」から送ってください。",
    "送るだけでは何も変わりません。変わるところを画面で確かめてから、保存します。",
    "表を受け取った後に画面で書き換えられた項目は、両方を見比べて選べます。",
    "行を足したり消したり、シートを写したりしないでください。書かない欄とシートは、そのままで構いません。",
    "数式は読みません。値か文章で書いてください。",
    "根拠のファイルは、画面で付けてください。課長への提出も、画面で行います。",
    "個人番号（マイナンバー）は書かないでください。",
)


def round_workbook(row: Round, reports: Sequence[OfflineReport], *, code: str) -> bytes:
    """Write the workbook. The same reports give the same sheets.

    :param code: of the municipality, so that another one's workbook is known when it comes back.
    """
    output = io.BytesIO()
    book = Workbook(output, dict(_OPTIONS))
    book.set_properties({"created": _NO_TIME, "title": cell_text(row.title)})
    pens = Pens(book)
    _write_help(book, pens, row, reports)
    names = _sheet_names(reports)
    lists = _Lists()
    for one, name in zip(reports, names, strict=True):
        _SheetWriter(book.add_worksheet(name), pens, one, lists).write(Mark(code, row.pk, one.report.pk))
    lists.write(book)
    book.close()
    return output.getvalue()


def _write_help(book: Workbook, pens: Pens, row: Round, reports: Sequence[OfflineReport]) -> None:
    sheet = book.add_worksheet(_HELP)
    sheet.set_column(KEY, KEY, None, None, {"hidden": True})
    sheet.set_column(LABEL, LABEL, 100)
    sheet.write_string(0, KEY, HELP_MARK)
    sheet.write_string(0, LABEL, cell_text(row.title), pens.title)
    facts = (f"たずねる時期：{row.period.label_wareki}", f"回答の期限：{wareki(row.due_on)}", f"取組：{len(reports)}件")
    lines = [*facts, "", *_LINES, *(["", "依頼文", cell_text(row.guidance)] if row.guidance else [])]
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, LABEL, line, pens.plain)
    sheet.protect("", {"format_rows": True, "format_columns": True})
    _for_paper(sheet)


class _Lists:
    """Words to choose from that are too many for a rule of a cell: they stand in a sheet of their own."""

    def __init__(self) -> None:
        self.columns: list[list[str]] = []

    def source(self, words: Iterable[str]) -> str:
        column = [cell_text(word) for word in words]
        if column not in self.columns:
            self.columns.append(column)
        letters = letters_of(self.columns.index(column))
        return f"='{_CHOICES}'!${letters}$1:${letters}${len(column)}"

    def write(self, book: Workbook) -> None:
        sheet = book.add_worksheet(_CHOICES)
        sheet.hide()
        for place, column in enumerate(self.columns):
            sheet.write_column(0, place, column)


class _SheetWriter:
    def __init__(self, sheet: Worksheet, pens: Pens, one: OfflineReport, lists: _Lists) -> None:
        self.one, self.asked, self.lists = one, one.asked, lists
        self.pen = Pen(sheet, pens, is_open=one.is_answerable)
        self.parts = {part.key: part for part in parts_of(one.content, one.asked)}

    def write(self, mark: Mark) -> None:
        self._head(mark)
        self._texts()
        self._values()
        self._shortfalls()
        if self.asked.asks_costs:
            self._costs()
        self.pen.finish()
        _for_paper(self.pen.sheet)

    def _head(self, mark: Mark) -> None:
        report, pen = self.one.report, self.pen
        pen.begin(str(mark), f"{report.item.number} {report.item.title}".strip())
        person = f" {report.person.get_full_name()}" if report.person else ""
        pen.note(f"所管課：{report.department.name}{person}　状態：{self.one.status.label}")
        if not self.one.is_answerable:
            pen.note(f"{self.one.standing}なので、今は書けません。")

    def _texts(self) -> None:
        before, pen = self.one.before, self.pen
        pen.header("項目", f"前の記載（{before.source}）", "今回の記入")
        pen.text(self.parts[PROGRESS], before.progress)
        pen.text(self.parts[NEXT_PLAN], before.next_plan)
        for question in self.asked.questions:
            self._question(question)

    def _question(self, question: AskedQuestion) -> None:
        part = self.parts[question.field]
        told = f"{question.text}（必須）" if question.is_required else question.text
        rule: dict[str, Any] | None = None
        if question.kind == "yes_no":
            rule = {"validate": "list", "source": [YES, NO], "error_message": "一覧から選んでください。"}
        elif question.kind == "number":
            rule = _hint("数", "整数で書きます。0は「0」と書きます。")
        self.pen.text(Part(part.key, told, part.rows, part.words), question.hint, rule=rule, is_short=rule is not None)

    def _values(self) -> None:
        self.pen.gap()
        self.pen.header("成果指標", "目標と最後の実績", "この時期の値", "時点", "注記")
        rules = (
            _hint("値", "「42,678枚」「集計中」など。0は「0」と書きます。"),
            _hint("時点", "「令和2年9月30日」「2020-09-30」など。"),
            None,
        )
        for series in self.asked.series:
            if series.measured_by:
                self.pen.closed(series.label, _known(series), "自動で計測しています。記入はいりません。")
            else:
                self.pen.value(self.parts[value_key(series)], _known(series), rules)
        if not self.asked.series:
            self.pen.note("この取組に成果指標はありません。")

    def _shortfalls(self) -> None:
        headings = ("目標に届かないときの理由", "事実", "原因", "対応", "誰が", "いつまでに")
        about = {"validate": "list", "source": self.lists.source(indicator_words(self.asked).values())}
        day = _hint("いつまでに", "「令和3年3月31日」「2021-03-31」など。")
        rules = (about, None, None, None, None, day)
        self.pen.gap()
        self.pen.rows(self.parts[SHORTFALLS], headings, rules, spare=SPARE_SHORTFALLS)

    def _costs(self) -> None:
        year = self.one.report.round.edition.year
        years = [FiscalYear(one).label_wareki for one in range(year - 2, year + 3)]
        rules = (
            {"validate": "list", "source": years, "error_type": "warning"},
            {"validate": "list", "source": list(COST_LABELS.values())},
            _hint("金額", "千円単位の整数で書きます。"),
            None,
        )
        self.pen.gap()
        headings = ("予算・決算の年度", "区分", "金額（千円）", "内容")
        self.pen.rows(self.parts[COSTS], headings, rules, spare=SPARE_COSTS)


def _known(one: AskedSeries) -> str:
    """Return the target and the last actual of a series, in words."""
    lines = [
        f"目標：{target.quantity}（{target.period.label_wareki}）"
        for target in (one.due_target, one.next_target)
        if target is not None
    ]
    last = f"{one.last.quantity}（{one.last.period.label_wareki}）" if one.last else "まだありません"
    return "\n".join([*(lines or ["目標：—"]), f"最後の実績：{last}"])


def _hint(title: str, message: str) -> dict[str, Any]:
    return {"validate": "any", "input_title": title, "input_message": message}


def _for_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _sheet_names(reports: Sequence[OfflineReport]) -> list[str]:
    """Return names that a spreadsheet takes, each another one."""
    names: list[str] = []
    taken = {_HELP, _CHOICES}
    for one in reports:
        item = one.report.item
        whole = _NOT_IN_NAMES.sub(" ", cell_text(f"{item.number} {item.title}")).strip() or str(one.report.pk)
        name = _cut(whole, LONGEST_NAME)
        if name.casefold() in taken:
            end = f" {one.report.pk}"
            name = f"{_cut(whole, LONGEST_NAME - len(end))}{end}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, longest: int) -> str:
    """A spreadsheet counts in UTF-16; half of a character is left out."""
    return text.encode("utf-16-le")[: longest * 2].decode("utf-16-le", errors="ignore").strip()
