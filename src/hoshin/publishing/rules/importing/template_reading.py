"""Reads a filled template back into the edition it was made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from hoshin.kernel.quantity import Quantity, parse_quantity
from hoshin.kernel.tables import Grid
from hoshin.publishing.rules.document import (
    ActualDoc,
    DepartmentOfItem,
    DirectionOfItem,
    Doc,
    EditionDoc,
    IndicatorDoc,
    ItemDoc,
    ReferenceDoc,
    StageOfItem,
    TargetDoc,
)
from hoshin.publishing.rules.importing.assembling import Assembled, NotSettled, as_known
from hoshin.publishing.rules.importing.choices import ABSENCES, COMPARATORS, KINDS, ROLES, STATUSES, Choices
from hoshin.publishing.rules.importing.mapping import Context
from hoshin.publishing.rules.importing.template import (
    DEPARTMENTS,
    DIRECTIONS,
    HEADERS,
    INDICATORS,
    ITEMS,
    PRINTED,
    REFERENCES,
    VALUES,
    Words,
    own_items,
)
from hoshin.publishing.rules.importing.texts import folded
from hoshin.publishing.rules.messages import explain
from hoshin.publishing.rules.problem import masked

D = TypeVar("D", bound=Doc)

MARKS: dict[str, Choices] = {
    "role": Choices.of(ROLES),
    "kind": Choices.of(KINDS),
    "comparator": Choices.of(COMPARATORS),
    "status": Choices.of(STATUSES),
    "absence": Choices.of(ABSENCES),
}


def is_template(grids: Sequence[Grid]) -> bool:
    """Say whether a workbook has the sheets of the template, with their headers."""
    found = {grid.name: grid for grid in grids}
    return all(
        name in found and tuple(found[name].cell(0, place).text for place in range(len(header))) == header
        for name, header in HEADERS.items()
    )


def read_template(grids: Sequence[Grid], context: Context) -> Assembled:
    """Read what was edited. The template is the whole list: an item without a row is left out.

    :raises NotSettled: with every mistake on a line of its own: sheet, row, column, what is wrong.
    """
    reading = _Reading({grid.name: grid for grid in grids}, context, Words.of(context))
    return reading.read()


@dataclass(frozen=True)
class _Row:
    grid: Grid
    number: int

    def __getitem__(self, title: str) -> str:
        return self.grid.cell(self.number, HEADERS[self.grid.name].index(title)).text

    def place(self, title: str) -> str:
        return self.grid.place(self.number, [HEADERS[self.grid.name].index(title)])


@dataclass
class _Reading:
    grids: Mapping[str, Grid]
    context: Context
    words: Words
    problems: list[str] = field(default_factory=list)
    rows: defaultdict[tuple[str, str], list[_Row]] = field(default_factory=lambda: defaultdict(list))

    def read(self) -> Assembled:
        known = {item.key: item for item in own_items(self.context.edition)}
        rows = self._rows(ITEMS)
        keys = self._item_keys(rows)
        names = _names(rows, keys)
        for sheet in (DEPARTMENTS, DIRECTIONS, REFERENCES, INDICATORS, VALUES):
            self._sort(sheet, names)
        items = [self._item(row, key, known.get(key)) for row, key in zip(rows, keys, strict=True)]
        if self.problems:
            raise NotSettled("\n".join(masked(line) for line in self.problems))
        edition = self.context.edition.model_copy(
            update={"status": "draft", "issued": None, "items": _in_place([one for one in items if one], self.context)}
        )
        return Assembled(
            EditionDoc.model_validate(edition.model_dump()),
            self.context.departments,
            added=tuple(row["名称"] for row, key in zip(rows, keys, strict=True) if key not in known),
            changed=tuple(row["名称"] for row, key in zip(rows, keys, strict=True) if key in known),
            dropped=tuple(item.title for item in known.values() if item.key not in keys),
        )

    def _rows(self, sheet: str) -> list[_Row]:
        grid = self.grids[sheet]
        width = len(HEADERS[sheet])
        return [
            _Row(grid, number)
            for number in range(1, len(grid.rows))
            if any(grid.cell(number, column).text for column in range(width))
        ]

    def _item_keys(self, rows: list[_Row]) -> list[str]:
        used = {row["取組のキー"] for row in rows} | {item.key for item in self.context.edition.items}
        keys = []
        for row in rows:
            key = row["取組のキー"] or next(
                key for number in range(1, len(rows) + len(used) + 2) if (key := f"item-{number:02d}") not in used
            )
            used.add(key)
            keys.append(key)
        return keys

    def _sort(self, sheet: str, names: Mapping[str, str]) -> None:
        """Give the rows of a sheet to the items that they name: by key, by number or by title."""
        for row in self._rows(sheet):
            key = names.get(row["取組"]) or names.get(folded(row["取組"]))
            if key is None:
                self._say(row, "取組", f"「{row['取組']}」という取組は「{ITEMS}」のシートにありません。")
            else:
                self.rows[sheet, key].append(row)

    def _item(self, row: _Row, key: str, old: ItemDoc | None) -> ItemDoc | None:
        fields: dict[str, Any] = {
            "key": key,
            "number": row["番号"],
            "title": row["名称"],
            "summary": row["概要"],
            "progress": row["これまでの取組"],
            "plan": row["この年度の計画"],
            "stage": self._stage(row, old),
            "departments": self._departments(key, old),
            "directions": self._directions(key, old),
            "references": self._references(key, old),
            "indicators": self._indicators(key, old),
        }
        return self._checked(row, ItemDoc, (old.model_dump() if old else {}) | fields)

    def _stage(self, row: _Row, old: ItemDoc | None) -> StageOfItem | None:
        key = self._choice(row, "段階", self.words.stages)
        if key is None:
            return None
        return old.stage if old and old.stage and old.stage.stage == key else StageOfItem(stage=key)

    def _departments(self, item: str, old: ItemDoc | None) -> tuple[DepartmentOfItem, ...]:
        made = []
        for row in self.rows[DEPARTMENTS, item]:
            department = self._choice(row, "所管課", self.words.departments, required=True)
            role = self._choice(row, "役割", MARKS["role"]) or "lead"
            if department:
                made.append(DepartmentOfItem.model_validate({"department": department, "role": role}))
        return as_known(made, old.departments if old else (), "department", "role")

    def _directions(self, item: str, old: ItemDoc | None) -> tuple[DirectionOfItem, ...]:
        found = [self._choice(row, "方向", self.words.directions, required=True) for row in self.rows[DIRECTIONS, item]]
        made = [DirectionOfItem(direction=key) for key in found if key]
        return as_known(made, old.directions if old else (), "direction")

    def _references(self, item: str, old: ItemDoc | None) -> tuple[ReferenceDoc, ...]:
        made = []
        for row in self.rows[REFERENCES, item]:
            key = self._choice(row, "分野", self.words.fields, required=True)
            if key is None:
                continue
            driver, printed = None, row["項目"].removeprefix(PRINTED)
            if printed == row["項目"]:
                driver = self._choice(row, "項目", self.words.drivers[key], required=True)
                printed = next(
                    (
                        one.printed
                        for one in (old.references if old else ())
                        if (one.field, one.driver) == (key, driver)
                    ),
                    "",
                )
            given = {"field": key, "driver": driver, "printed": printed}
            reference = self._checked(row, ReferenceDoc, given)
            if reference:
                made.append(reference)
        return as_known(made, old.references if old else (), "field", "driver", "printed")

    def _indicators(self, item: str, old: ItemDoc | None) -> tuple[IndicatorDoc, ...]:
        rows = self.rows[INDICATORS, item]
        known = {one.key: one for one in (old.indicators if old else ())}
        used = {row["指標のキー"] for row in rows} | set(known)
        made = []
        values = self.rows[VALUES, item]
        taken: set[int] = set()
        for row in rows:
            key = row["指標のキー"] or next(
                key for number in range(1, len(used) + 2) if (key := f"{item[:50]}-kpi-{number}") not in used
            )
            used.add(key)
            own = [one for one in values if one["指標"] in (key, row["名称"])]
            taken |= {one.number for one in own}
            indicator = self._indicator(row, key, known.get(key), own)
            if indicator:
                made.append(indicator)
        for row in values:
            if row.number not in taken:
                self._say(
                    row, "指標", f"「{row['指標']}」という指標は、この取組の「{INDICATORS}」のシートにありません。"
                )
        return tuple(made)

    def _indicator(self, row: _Row, key: str, old: IndicatorDoc | None, rows: list[_Row]) -> IndicatorDoc | None:
        unit = row["単位"]
        read = [(self._choice(one, "実績・目標", MARKS["kind"], required=True), one) for one in rows]
        actuals = [self._value(one, ActualDoc, unit) for kind, one in read if kind == "actual"]
        targets = [self._value(one, TargetDoc, unit) for kind, one in read if kind == "target"]
        base = old.model_dump() if old else {}
        known = {"key": key, "name": row["名称"], "unit": unit}
        same = ("period", "value", "series")
        values = {
            "actuals": as_known([one for one in actuals if one], old.actuals if old else (), *same),
            "targets": as_known([one for one in targets if one], old.targets if old else (), *same),
        }
        return self._checked(row, IndicatorDoc, base | known | values)

    def _value(self, row: _Row, model: type[D], unit: str) -> D | None:
        try:
            value = parse_quantity(row["値"], unit or None) if row["値"] else self._parts(row)
        except ValueError as error:
            self._say(row, "値", str(error))
            return None
        return self._checked(row, model, {"period": row["時期"], "value": value, "series": row["系列"]})

    def _parts(self, row: _Row) -> Quantity:
        absence = self._choice(row, "値のない理由", MARKS["absence"])
        if not row["数値"] and not row["文章"] and absence is None:
            return parse_quantity("")
        return Quantity.from_json(
            {
                "amount": row["数値"] or None,
                "unit": row["数値の単位"],
                "comparator": self._choice(row, "以上・以下など", MARKS["comparator"]),
                "status": self._choice(row, "確定・速報・見込", MARKS["status"]),
                "qualifier": row["限定"],
                "label": row["表記"],
                "text": row["文章"],
                "absence": absence,
            }
        )

    def _choice(self, row: _Row, title: str, choices: Choices, *, required: bool = False) -> str | None:
        word = row[title]
        if not word and not required:
            return None
        key = choices.key(word)
        if key is None:
            known = "、".join(list(choices.words.values())[:8]) or "（登録がありません）"
            self._say(row, title, f"「{word}」は選択肢にありません。{known} などから選んでください。")
        return key

    def _checked(self, row: _Row, model: type[D], data: dict[str, Any]) -> D | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                message, expected = explain(detail, model)
                hint = f"（期待：{expected}）" if expected else ""
                self.problems.append(f"「{row.grid.name}」{row.number + 1}行目: {message}{hint}")
            return None

    def _say(self, row: _Row, title: str, message: str) -> None:
        self.problems.append(f"{row.place(title)}: {message}")


def _names(rows: list[_Row], keys: list[str]) -> dict[str, str]:
    """Return by which words a row may name an item. Its key goes before another's number or title."""
    names: dict[str, str] = {}
    for title in ("名称", "番号"):
        for row, key in zip(rows, keys, strict=True):
            names |= {word: key for word in (row[title], folded(row[title])) if word}
    return names | {key: key for key in keys}


def _in_place(items: list[ItemDoc], context: Context) -> tuple[ItemDoc, ...]:
    """Put reposts back between the items where they stood; behind them, where the order has changed."""
    reposts = [item for item in context.edition.items if item.repost_of is not None]
    if [item.key for item in items] != [item.key for item in own_items(context.edition)]:
        return (*items, *reposts)
    made = iter(items)
    return tuple(item if item.repost_of is not None else next(made) for item in context.edition.items)
