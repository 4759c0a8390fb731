"""The workbook in which people answer away from the site: how its sheets are laid out, and what stands in them.

The first column is hidden and says what a row is: the part of the report with the digest of what it said when it was
given out, another row of the same part, or furniture. So rows may be moved, and what nobody touched is known.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from hoshin.kernel.fiscal import CalendarError, FiscalYear, parse_date
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.quantity import QuantityError, parse_quantity
from hoshin.kernel.tables import Grid
from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.reviews.rules.asking import COSTS, PROGRESS, SHORTFALLS, Asked, AskedQuestion, AskedSeries
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue
from hoshin.reviews.rules.numbers import whole_number
from hoshin.reviews.rules.parts import Cells, cell_text, digest, entered, indicator_words, parts_of, value_key, value_of
from hoshin.reviews.rules.telling import COST_LABELS

T = TypeVar("T")

KEY, LABEL, BEFORE, FIRST = 0, 1, 2, 3
TEXT_COLUMNS, VALUE_COLUMNS = (FIRST,), (FIRST, FIRST + 1, FIRST + 2)
SHORTFALL_COLUMNS, COST_COLUMNS = (1, 2, 3, 4, 5, 6), (1, 2, 3, 4)
FURNITURE, ANOTHER, NOT_OFFERED = "-", "+", "-"
YES, NO = "はい", "いいえ"
LONGEST_CELL = 32_767  # of Excel, counted in UTF-16
_MARK = "hoshin-report"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet is about, as its first cell says."""

    code: str  # of the municipality
    round_id: int
    report_id: int

    def __str__(self) -> str:
        return f"{_MARK}:{self.code}:{self.round_id}:{self.report_id}"

    @classmethod
    def parse(cls, text: str) -> Mark | None:
        match text.split(":"):
            case [word, code, round_id, report_id] if word == _MARK and _is_id(round_id) and _is_id(report_id):
                return cls(code, int(round_id), int(report_id))
        return None


HELP_MARK = "hoshin-help"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that is not taken, and where. It never repeats what can be a My Number."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    grid: Grid
    mark: Mark

    @property
    def place(self) -> str:
        return _place(self.grid, 0, LABEL)


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody changed in a sheet: `bases` has the digest, and `places` the place, of each part in `mine`."""

    mine: ReportContent
    bases: Mapping[str, str]
    places: Mapping[str, str]
    problems: tuple[Problem, ...]


class Unreadable(Exception):
    """A cell cannot be taken."""

    def __init__(self, row: int, column: int, message: str) -> None:
        super().__init__(message)
        self.row, self.column, self.message = row, column, message


def part_mark(key: str, rows: Cells) -> str:
    return f"{digest(rows) if fits(rows) else NOT_OFFERED}|{key}"


def fits(rows: Cells) -> bool:
    """Say whether a spreadsheet can hold the cells; a part that it cannot hold is written on the site only."""
    return all(len(cell.encode("utf-16-le")) // 2 <= LONGEST_CELL for row in rows for cell in row)


def columns_of(key: str) -> tuple[int, ...]:
    if key.startswith("value:"):
        return VALUE_COLUMNS
    return {SHORTFALLS: SHORTFALL_COLUMNS, COSTS: COST_COLUMNS}.get(key, TEXT_COLUMNS)


def sheets_of(
    grids: Sequence[Grid], *, code: str, round_id: int, report_ids: frozenset[int]
) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """Return the sheets of the round's reports, each report once; and what is wrong with the others."""
    found, problems = [], []
    # The name goes to the page, where no such number may stand.
    grids = [replace(grid, name="（番号の名前のシート）") if find_my_numbers(grid.name) else grid for grid in grids]
    marks = [Mark.parse(grid.cell(0, KEY).text) for grid in grids]
    counts = Counter(marks)
    for grid, mark in zip(grids, marks, strict=True):
        if grid.cell(0, KEY).text == HELP_MARK:
            continue
        if mark is None:
            message = "この照会で配ったシートではないので、読みません。"
        elif (mark.code, mark.round_id) != (code, round_id) or mark.report_id not in report_ids:
            message = "別の団体か別の照会のシートなので、読みません。"
        elif counts[mark] > 1:
            message = "同じ報告のシートが2枚以上あるので、読みません。1枚だけ残してください。"
        else:
            found.append(Sheet(grid, mark))
            continue
        problems.append(Problem(_place(grid, 0, KEY), message))
    return tuple(found), tuple(problems)


def read_sheet(sheet: Sheet, asked: Asked, current: ReportContent) -> Reading:
    """Read what somebody changed, part by part. What cannot be read is told with its place, and left out."""
    reader = _Reader(sheet.grid, asked, current)
    reader.read()
    return Reading(reader.mine, reader.bases, reader.places, tuple(reader.problems))


@dataclass(slots=True)
class _Block:
    """The rows of a part, from 0."""

    base: str
    row: int
    rows: list[int] = field(default_factory=list)


class _Reader:
    def __init__(self, grid: Grid, asked: Asked, current: ReportContent) -> None:
        self.grid, self.asked, self.current = grid, asked, current
        self.mine = ReportContent()
        self.bases: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.series = {value_key(one): one for one in entered(asked)}
        self.questions = {one.field: one for one in asked.questions}

    def read(self) -> None:
        blocks = self._blocks()
        for part in parts_of(self.current, self.asked):
            block = blocks.pop(part.key, None)
            if block is None:
                self._tell(0, LABEL, f"「{part.label}」の欄がありません。この項目は読みません。")
            elif block.base != NOT_OFFERED:
                self._read_part(part.key, block)
        for key, block in blocks.items():
            if self._has_text(block.row, columns_of(key)):
                self._tell(block.row, LABEL, "この報告ではたずねていない項目なので、読みません。")

    def _blocks(self) -> dict[str, _Block]:
        """Return the rows of each part. Whatever else has been written or moved into the sheet is told."""
        found: dict[str, _Block] = {}
        many: _Block | None = None  # the part whose rows are being read, if it has many
        for number in range(1, len(self.grid.rows)):
            mark = self.grid.cell(number, KEY)
            base, sign, key = mark.text.partition("|")
            if mark.text == ANOTHER and many is not None and not mark.is_formula:
                many.rows.append(number)
                continue
            many = None
            if mark.is_formula:
                self._tell(number, KEY, "数式は読みません。配ったときの表を使ってください。")
            elif sign and key in found:
                self._tell(number, LABEL, "同じ項目の行が2つあるので、この行は読みません。")
            elif sign and key in {SHORTFALLS, COSTS}:
                many = found[key] = _Block(base, number)
            elif sign:
                found[key] = _Block(base, number, [number])
            elif mark.text != FURNITURE and self._has_text(number, range(LABEL, self.grid.width)):
                self._tell(number, LABEL, "配ったときの表にない行なので、読みません。書ける欄に書いてください。")
        return found

    def _read_part(self, key: str, block: _Block) -> None:
        try:
            rows = {number: self._texts(number, columns_of(key)) for number in block.rows}
            filled = {number: texts for number, texts in rows.items() if any(texts)}
            if digest(tuple(filled.values())) == block.base:
                return
            self.mine = self._taken(key, filled)
        except Unreadable as error:
            self._tell(error.row, error.column, error.message)
            return
        self.bases[key] = block.base
        self.places[key] = _place(self.grid, block.row, columns_of(key)[0])

    def _taken(self, key: str, rows: Mapping[int, tuple[str, ...]]) -> ReportContent:
        if key in self.series:
            found = tuple(self._value(self.series[key], number, texts) for number, texts in rows.items())
            return replace(self.mine, values=(*self.mine.values, *found))
        if key == SHORTFALLS:
            return replace(self.mine, shortfalls=tuple(self._shortfall(*row) for row in rows.items()))
        if key == COSTS:
            return replace(self.mine, costs=tuple(self._cost(*row) for row in rows.items()))
        text = "".join(_parsed(_clean, number, FIRST, texts[0]) for number, texts in rows.items())
        if key in self.questions:
            question = self.questions[key]
            answer = "".join(self._answer(question, number, text) for number in rows)
            return replace(self.mine, answers={**self.mine.answers, question.pk: answer})
        return replace(self.mine, progress=text) if key == PROGRESS else replace(self.mine, next_plan=text)

    def _answer(self, question: AskedQuestion, row: int, text: str) -> str:
        if question.kind == "yes_no" and text not in {YES, NO}:
            raise Unreadable(row, FIRST, f"「{YES}」か「{NO}」を選んでください。")
        return f"{_parsed(whole_number, row, FIRST, text):,}" if question.kind == "number" else text

    def _value(self, one: AskedSeries, row: int, texts: tuple[str, ...]) -> StatedValue:
        value, day, note = texts
        if not value:
            raise Unreadable(row, FIRST, "時点や注記だけでは読めません。値も入れてください。")
        kept = value_of(self.current, one)
        if kept is not None and value == cell_text(str(kept.value)):
            quantity = kept.value  # as it is printed it may hold more than its print says
        else:
            unit = one.facts.unit or None
            quantity = _parsed(lambda text: parse_quantity(text, unit).without_label(), row, FIRST, value)
        return StatedValue(
            one.key,
            quantity,
            series=one.facts.series,
            as_of_date=self._day(row, FIRST + 1, day),
            note=self._line(row, FIRST + 2, note),
        )

    def _shortfall(self, row: int, texts: tuple[str, ...]) -> StatedShortfall:
        about, fact, cause, response, by_whom, until = texts
        keys = {cell_text(word): key for key, word in indicator_words(self.asked).items()}
        if about and about not in keys:
            raise Unreadable(row, 1, "成果指標は、一覧から選んでください。")
        if not fact:
            raise Unreadable(row, 2, "理由の行には、事実を書いてください。")
        return StatedShortfall(
            _parsed(_clean, row, 2, fact),
            keys.get(about, ""),
            cause=_parsed(_clean, row, 3, cause),
            response=_parsed(_clean, row, 4, response),
            by_whom=self._line(row, 5, by_whom),
            until_date=self._day(row, 6, until),
        )

    def _cost(self, row: int, texts: tuple[str, ...]) -> StatedCost:
        year, kind, amount, text = texts
        kinds = {label: key for key, label in COST_LABELS.items()}
        if kind not in kinds:
            raise Unreadable(row, 2, f"区分は、{'・'.join(kinds)}のどれかにしてください。")
        return StatedCost(
            kinds[kind],
            _parsed(FiscalYear.parse, row, 1, year).year,
            _parsed(whole_number, row, 3, amount),
            self._line(row, 4, text),
        )

    def _day(self, row: int, column: int, text: str) -> dt.date | None:
        return _parsed(parse_date, row, column, text) if text else None

    def _line(self, row: int, column: int, text: str) -> str:
        return " ".join(_parsed(_clean, row, column, text).split("\n"))

    def _texts(self, row: int, columns: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._cell(row, column) for column in columns)

    def _cell(self, row: int, column: int) -> str:
        cell = self.grid.cell(row, column)
        if cell.is_formula:
            raise Unreadable(row, column, "数式は読みません。値か文章で書いてください。")
        if cell.is_merged:
            raise Unreadable(row, column, "結合したセルは読みません。結合を解いてください。")
        if find_my_numbers(cell.text):
            raise Unreadable(
                row,
                column,
                "個人番号（マイナンバー）と思われる12桁の番号があるので、読みません。番号を消してください。",
            )
        return cell_text(cell.text)

    def _has_text(self, row: int, columns: Sequence[int]) -> bool:
        return any(self.grid.cell(row, column).text.strip() for column in columns)

    def _tell(self, row: int, column: int, message: str) -> None:
        self.problems.append(Problem(_place(self.grid, row, column), message))


def _parsed(parse: Callable[[str], T], row: int, column: int, text: str) -> T:
    try:
        return parse(text)
    except (CalendarError, QuantityError, UnsafeText) as error:
        raise Unreadable(row, column, str(error)) from error


def _clean(text: str) -> str:
    return clean_text(text).strip()


def _place(grid: Grid, row: int, column: int) -> str:
    return grid.place(row, [column])


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
