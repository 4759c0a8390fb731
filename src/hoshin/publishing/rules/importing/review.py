"""The whole table read row by row, with what a person has said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hoshin.publishing.rules.importing.mapping import IGNORE, NAMES, Column, Context, Verdict, is_number, period_or_none
from hoshin.publishing.rules.importing.reading import Correction, Corrections, Read, Reading
from hoshin.publishing.rules.importing.table import Table
from hoshin.publishing.rules.importing.texts import folded, is_blank, is_dash, is_sentence, joined, prose
from hoshin.publishing.rules.importing.values import read_value, unit_of
from hoshin.publishing.rules.importing.words import (
    infer_stage,
    read_departments,
    read_directions,
    read_references,
    read_stage,
)

_LIMITS = {"number": 40, "title": 300, "indicator": 300, "unit": 20}
_ORDER = ("number", "title", "summary", "departments", "stage", "directions", "reference", "indicator", "unit")
_LABELS = {"stage": "段階", "summary": "概要", "progress": "これまでの取組", "plan": "この年度の計画"}


@dataclass(frozen=True)
class Row:
    number: int
    readings: tuple[Reading, ...]

    def get(self, slot: str) -> Reading | None:
        return next((reading for reading in self.readings if reading.slot == slot), None)

    def of_kind(self, kind: str) -> list[Reading]:
        return [reading for reading in self.readings if reading.slot.partition(":")[0] == kind]

    @property
    def title(self) -> str:
        reading = self.get("title")
        return joined(reading.text) if reading else ""


@dataclass(frozen=True)
class Review:
    """`unmatched`: the keys of corrections that belong to nothing that was read, so that they change nothing."""

    rows: tuple[Row, ...]
    unmatched: tuple[str, ...] = ()

    @property
    def readings(self) -> list[Reading]:
        return [reading for row in self.rows for reading in row.readings]

    def get(self, key: str) -> Reading | None:
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Reading]:
        return {reading.key: reading for reading in self.readings}

    @property
    def open(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.is_open]

    def count(self, verdict: Verdict) -> int:
        return sum(1 for reading in self.readings if reading.read.verdict == verdict)


def review_of(
    table: Table, columns: Sequence[Column], context: Context, corrections: Corrections | None = None
) -> Review:
    """Read every cell of the table below the columns that are taken over."""
    rows = tuple(_Row(table, columns, context, corrections or {}, number).read() for number in table.row_numbers)
    review = Review(_with_double_numbers(rows))
    unmatched = tuple(key for key in corrections or {} if review.get(key) is None)
    return replace(review, unmatched=unmatched)


@dataclass(frozen=True)
class _Text:
    """A text on its way into a slot; `doubt` says that it did not stand where it should."""

    text: str
    columns: tuple[int, ...]
    doubt: str = ""
    verdict: Verdict = "ok"


class _Row:
    def __init__(
        self, table: Table, columns: Sequence[Column], context: Context, corrections: Corrections, number: int
    ) -> None:
        self.table, self.context, self.corrections, self.number = table, context, corrections, number
        self.labels = {column.role: column.label for column in columns}
        self.arrows = [(column.about, self._cell(column)) for column in columns if column.role.startswith("stage:")]
        self.arrow_columns = tuple(column.number for column in columns if column.role.startswith("stage:"))
        self.texts = {
            column.role: _Text(self._cell(column), (column.number,), *self._doubt(column))
            for column in columns
            if column.role != IGNORE and not column.role.startswith("stage:")
        }
        self.sources = {slot: text.text for slot, text in self.texts.items()}

    def _cell(self, column: Column) -> str:
        return self.table.grid.cell(self.number, column.number).text

    def _doubt(self, column: Column) -> tuple[str, Verdict]:
        cell = self.table.grid.cell(self.number, column.number)
        if cell.is_formula:
            return "数式の、保存されたときの結果です。", "guess"
        if cell.is_merged:
            return "結合されたセルの値を、この行のものと読みました。", "guess"
        shifted = column.verdict == "guess" and column.message
        return (column.message, "guess") if shifted and not is_blank(cell.text) else ("", "ok")

    def read(self) -> Row:
        self._mend_shifted_title()
        if not self._indicator():
            self._mend_merged_plan()
        self._take_corrections()
        slots = sorted(self.texts, key=_position)
        readings = [self._reading(slot, self._read(slot)) for slot in slots]
        if self.arrows:
            readings.insert(min(4, len(readings)), self._stage_from_arrows())
        return Row(self.number, tuple(readings))

    def _mend_shifted_title(self) -> None:
        """A title among the directions and a sentence in place of the title: a cell was lost to the left."""
        directions, title = self.texts.get("directions"), self.texts.get("title")
        if not directions or not title or is_blank(directions.text) or not is_sentence(joined(title.text)):
            return
        if read_directions(directions.text, self.context).verdict == "ok":
            return
        doubt = "セルが1列ずれています。方向の欄に名称が、名称の欄に説明があるものと読みました。"
        self.texts["title"] = _Text(directions.text, directions.columns, doubt, "problem")
        if "summary" not in self.texts or is_blank(self.texts["summary"].text):
            self.texts["summary"] = _Text(title.text, title.columns, doubt, "problem")
        lost = "この行の方向のセルは失われています。空欄のままにするか、書き入れてください。"
        self.texts["directions"] = _Text("", directions.columns, lost, "problem")
        self.sources |= {"title": directions.text, "summary": title.text, "directions": directions.text}

    def _mend_merged_plan(self) -> None:
        """Without an indicator, a sentence among the targets is the plan, and one among the actuals the progress."""
        for slot in [slot for slot in self.texts if slot.startswith(("target:", "actual:"))]:
            text = self.texts[slot]
            if is_blank(text.text) or is_dash(text.text) or is_number(text.text):
                continue
            into = "plan" if slot.startswith("target:") else "progress"
            there = self.texts.get(into)
            if there and not is_blank(there.text) and not is_dash(there.text):
                continue
            doubt = f"成果指標がない取組なので、この文を「{NAMES[into]}」と読みました。"
            self.texts[into] = _Text(text.text, text.columns, doubt, "guess")
            self.sources[into] = text.text
            self.texts[slot] = _Text("", text.columns)

    def _take_corrections(self) -> None:
        for slot, text in self.texts.items():
            said = self._said(slot)
            if said.text is not None:
                self.texts[slot] = replace(text, text=said.text, doubt="", verdict="ok")

    def _said(self, slot: str) -> Correction:
        return self.corrections.get(f"{self.number}:{slot}", Correction())

    def _text(self, slot: str) -> str:
        return self.texts[slot].text if slot in self.texts else ""

    def _indicator(self) -> str:
        said = self._said("indicator").text
        text = self._text("indicator") if said is None else said
        return "" if is_dash(text) else joined(text)

    def _reading(self, slot: str, read: Read) -> Reading:
        text = self.texts[slot]
        if text.doubt:
            worst: Verdict = "problem" if "problem" in (read.verdict, text.verdict) else "guess"
            read = replace(read, verdict=worst, message=text.doubt + read.message)
        return self._made(slot, text.text, self.sources.get(slot, ""), text.columns, read)

    def _made(self, slot: str, text: str, source: str, columns: tuple[int, ...], read: Read) -> Reading:
        said = self._said(slot)
        label = self.labels.get(slot) or _LABELS.get(slot, NAMES[slot.partition(":")[0]])
        place = self.table.grid.place(self.number, columns)
        is_confirmed = said.is_confirmed and not (slot == "title" and is_blank(text))
        return Reading(self.number, slot, label, place, source, text, read, said.text is not None, is_confirmed)

    def _stage_from_arrows(self) -> Reading:
        source = " ".join(text or "（空欄）" for _, text in self.arrows)
        said = self._said("stage").text
        if said is not None:
            read = read_stage(said, self.context) if said else Read()
            return self._made("stage", said, source, self.arrow_columns, read)
        plan = joined(self._text("plan"))
        read = infer_stage(self.arrows, has_indicator=bool(self._indicator()), plan=plan, context=self.context)
        return self._made("stage", read.shown, source, self.arrow_columns, read)

    def _read(self, slot: str) -> Read:
        text = self.texts[slot].text
        kind, _, about = slot.partition(":")
        if kind in ("actual", "target"):
            return self._value(text, kind, about)
        if kind in ("title", "number", "indicator", "unit"):
            return self._line(text, kind)
        if is_blank(text):
            return Read(() if kind in ("departments", "directions", "reference") else "" if kind != "stage" else None)
        if kind == "reference":
            return self._references(text, about)
        if kind in ("plan", "progress", "summary"):
            return _prose(text)
        readers = {"departments": read_departments, "directions": read_directions, "stage": read_stage}
        return readers[kind](text, self.context)

    def _line(self, text: str, kind: str) -> Read:
        line = joined(text)
        if kind == "title" and not line:
            return Read(None, "problem", "取組の名称がありません。")
        if len(line) > _LIMITS[kind]:
            return Read(None, "problem", f"長すぎます。{_LIMITS[kind]}字までです。")
        if kind == "title" and is_sentence(line):
            return Read(line, "problem", "名称ではなく文のようです。セルがずれていないか確かめてください。")
        if kind == "indicator" and is_dash(line):
            return Read("", shown="成果指標なし")
        return Read(line, shown=line)

    def _value(self, text: str, kind: str, about: str) -> Read:
        period = period_or_none(about)
        if period is None:
            return Read(None, "problem", "いつの値か分かりません。")
        if self._indicator():
            return read_value(text, period, kind=kind, unit=self._unit())
        if is_blank(text) or is_dash(text):
            return Read(shown="成果指標なし" if is_dash(text) else "")
        return Read(None, "problem", "成果指標の名称がないため、この値は取り込めません。確認すると取り込みません。")

    def _unit(self) -> str:
        given = joined(self._text("unit"))
        values = [text.text for slot, text in self.texts.items() if slot.startswith(("actual:", "target:"))]
        return given if given and not is_dash(given) else unit_of(values)

    def _references(self, text: str, about: str) -> Read:
        field = next(field for field in self.context.edition.driver_fields if field.key == about)
        empty = [
            slot.partition(":")[2]
            for slot in self.texts
            if slot.startswith("reference:") and is_blank(self._text(slot))
        ]
        title = joined(self._text("title"))
        return read_references(text, field, title=title, context=self.context, empty=empty)


def _prose(text: str) -> Read:
    if is_dash(text):
        return Read("")
    made = prose(text)
    return Read(made, shown=made)


def _position(slot: str) -> int:
    kind = slot.partition(":")[0]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _with_double_numbers(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Flag a number that stands twice: one of the two rows is not what it seems."""
    seen: set[str] = set()
    result = []
    for row in rows:
        reading = row.get("number")
        number = folded(reading.text) if reading else ""
        if reading and number and number in seen:
            doubled = replace(
                reading, read=replace(reading.read, verdict="problem", message="同じ番号の行がほかにもあります。")
            )
            row = Row(row.number, tuple(doubled if one is reading else one for one in row.readings))
        seen.add(number)
        result.append(row)
    return tuple(result)
