"""The template: an edition as sheets that a spreadsheet program edits, and what was edited read back.

Its first sheet of data has a row for each initiative, the others a row for each thing that an initiative has several
of. Everything else of the edition stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.kernel.quantity import QuantityError, parse_quantity
from hoshin.publishing.rules.document import ActualDoc, EditionDoc, IndicatorDoc, ItemDoc, TargetDoc
from hoshin.publishing.rules.importing.choices import ABSENCES, COMPARATORS, KINDS, ROLES, STATUSES, Choices
from hoshin.publishing.rules.importing.mapping import Context

ITEMS, DEPARTMENTS, DIRECTIONS, REFERENCES, INDICATORS, VALUES = "取組", "所管課", "方向", "検討分野", "指標", "値"
PRINTED = "印字："  # before what points to no line of a list
HEADERS: dict[str, tuple[str, ...]] = {
    ITEMS: ("取組のキー", "番号", "名称", "概要", "段階", "これまでの取組", "この年度の計画"),
    DEPARTMENTS: ("取組", "所管課", "役割"),
    DIRECTIONS: ("取組", "方向"),
    REFERENCES: ("取組", "分野", "項目"),
    INDICATORS: ("取組", "指標のキー", "名称", "単位"),
    VALUES: (
        "取組", "指標", "実績・目標", "時期", "系列", "値",
        "数値", "数値の単位", "以上・以下など", "確定・速報・見込", "限定", "表記", "文章", "値のない理由",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The words of an edition and its city."""

    stages: Choices
    departments: Choices
    directions: Choices
    fields: Choices
    drivers: dict[str, Choices]

    @classmethod
    def of(cls, context: Context) -> Words:
        edition = context.edition
        return cls(
            Choices((one.key, one.label) for one in edition.stages),
            Choices((one.key, one.name) for one in context.departments),
            Choices((one.key, one.label) for one in edition.directions),
            Choices((one.key, one.label) for one in edition.driver_fields),
            {field.key: Choices((one.key, one.title) for one in field.drivers) for field in edition.driver_fields},
        )


def sheets_of(context: Context) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of every sheet, without its header."""
    words = Words.of(context)
    items = own_items(context.edition)
    return {
        ITEMS: [_item(item, words) for item in items],
        DEPARTMENTS: [
            (item.key, words.departments.word(one.department), ROLES[one.role])
            for item in items
            for one in item.departments
        ],
        DIRECTIONS: [(item.key, words.directions.word(one.direction)) for item in items for one in item.directions],
        REFERENCES: [row for item in items for row in _references(item, words)],
        INDICATORS: [(item.key, one.key, one.name, one.unit) for item in items for one in item.indicators],
        VALUES: [row for item in items for one in item.indicators for row in _values(item, one)],
    }


def own_items(edition: EditionDoc) -> list[ItemDoc]:
    """Return the items that have a row: a repost shows again what has one."""
    return [item for item in edition.items if item.repost_of is None]


def _item(item: ItemDoc, words: Words) -> tuple[str, ...]:
    stage = words.stages.word(item.stage.stage) if item.stage else ""
    return item.key, item.number, item.title, item.summary, stage, item.progress, item.plan


def _references(item: ItemDoc, words: Words) -> Iterator[tuple[str, ...]]:
    for one in item.references:
        drivers = words.drivers.get(one.field)
        word = drivers.word(one.driver) if drivers and one.driver else f"{PRINTED}{one.printed}"
        yield item.key, words.fields.word(one.field), word


def _values(item: ItemDoc, indicator: IndicatorDoc) -> Iterator[tuple[str, ...]]:
    rows: list[tuple[str, ActualDoc | TargetDoc]] = [("actual", one) for one in indicator.actuals]
    rows += [("target", one) for one in indicator.targets]
    for kind, row in rows:
        yield (item.key, indicator.key, KINDS[kind], str(row.period), row.series, *_value(row, indicator.unit))


def _value(row: ActualDoc | TargetDoc, unit: str) -> tuple[str, ...]:
    """Write the value as printed where that reads back as the same, else its parts."""
    value = row.value
    try:
        if value.printed.strip() and parse_quantity(value.printed, unit or None) == value:
            return (value.printed, "", "", "", "", "", "", "", "")
    except QuantityError:
        pass  # a text that, read as a value, would be in another unit
    return (
        "",
        "" if value.amount is None else f"{value.amount:f}",
        value.unit,
        COMPARATORS[value.comparator.value] if value.comparator else "",
        STATUSES[value.status.value] if value.amount is not None else "",
        value.qualifier,
        value.label,
        value.text,
        ABSENCES[value.absence.value] if value.absence else "",
    )
