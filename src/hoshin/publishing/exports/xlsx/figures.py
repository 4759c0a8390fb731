"""The figures of the indicators as a time series: one row for each actual and each target."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.kernel.markdown import plain_text
from hoshin.kernel.quantity import Quantity
from hoshin.publishing.exports.xlsx.book import Cell, Column, Table
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.document import ActualDoc, IndicatorDoc, ItemDoc, TargetDoc
from hoshin.publishing.rules.figures import ACCUMULATIONS, RULES, WANTED, source_label
from hoshin.publishing.rules.wording import CATEGORIES, CERTAINTIES, note_of

SHEET = "成果指標"
PRINTED = (
    Column("番号", 6, "code"),
    Column("取組", 26),
    Column("成果指標", 26),
    Column("系列", 10),
    Column("実績・目標", 8),
    Column("年度", 7),
    Column("時期", 24),
    Column("値", 16),
    Column("単位", 12),
    Column("表記", 20),
    Column("確かさ", 8),
)
FURTHER = (
    Column("時点", 16),
    Column("時期の記号", 14, "code"),
    Column("確定・速報", 9),
    Column("所管課", 20),
    Column("指標の区分", 9),
    Column("値の性質", 20),
    Column("望ましい向き", 9),
    Column("達成度の出し方", 22),
    Column("値の出どころ", 22),
    Column("理由", 30),
    Column("注記", 120),
)


def figures_table(contents: Contents) -> Table:
    rows = [row for item in contents.items for indicator in item.indicators for row in _rows(contents, item, indicator)]
    return Table(SHEET, "成果指標の表", (*PRINTED, *FURTHER), rows, printed_columns=len(PRINTED), frozen_columns=2)


def _rows(contents: Contents, item: ItemDoc, indicator: IndicatorDoc) -> Iterator[tuple[Cell, ...]]:
    names = "、".join(contents.department_name(use.department) for use in item.departments)
    figures: list[ActualDoc | TargetDoc] = [*indicator.actuals, *indicator.targets]
    series = {name: place for place, name in enumerate(indicator.series)}
    for figure in sorted(figures, key=lambda one: (series.get(one.series, -1), one.period)):
        settled = figure.value.status.label if isinstance(figure, ActualDoc) and figure.value.is_number else ""
        as_of = figure.as_of if isinstance(figure, ActualDoc) else None
        yield (
            *(item.number, item.title, indicator.name),
            *_figure(indicator, figure),
            *(as_of, str(figure.period), settled, names),
            *_nature(indicator, figure),
        )


def _figure(indicator: IndicatorDoc, figure: ActualDoc | TargetDoc) -> tuple[Cell, ...]:
    value = figure.value
    return (
        figure.series,
        "実績" if isinstance(figure, ActualDoc) else "目標",
        figure.period.fiscal_year_of_end.year,
        figure.period.label_both,
        _value(value),
        (value.unit or indicator.unit) if value.is_number else "",
        value.printed,
        CERTAINTIES[figure.certainty],
    )


def _value(value: Quantity) -> Cell:
    if value.absence is not None:
        return value.absence.label
    return value.text if value.amount is None else value.amount


def _nature(indicator: IndicatorDoc, figure: ActualDoc | TargetDoc) -> tuple[Cell, ...]:
    notes = (plain_text(note_of(figure)), plain_text(note_of(indicator)))
    return (
        CATEGORIES[indicator.category],
        ACCUMULATIONS[indicator.accumulation],
        WANTED[indicator.direction],
        RULES[indicator.rule.kind],
        source_label(indicator.source),
        figure.reason,
        "\n".join(dict.fromkeys(note for note in notes if note)),
    )
