"""Initiatives × drivers as a sheet, and what no mark can show below it."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.xlsx.book import Block, Cell, Column, Table
from hoshin.publishing.rules.contents import Contents, titled
from hoshin.publishing.rules.document import ItemDoc
from hoshin.publishing.rules.wording import UNRESOLVED_TITLE, WITHOUT_REFERENCE_TITLE, note_of

SHEET = "対応表"
MARK = "●"
MOST_FITTED = 24  # columns that still can be read on one page
_FIXED = (
    Column("検討分野", 18),
    Column("番号", 7, "code"),
    Column("項目", 40),
    Column("出典", 30),
    Column("取組の数", 8),
)


def matrix_table(contents: Contents) -> Table:
    referring = [item for item in contents.items if item.initiative or item.references]
    return Table(
        SHEET,
        "対応の表",
        columns=(*_FIXED, *(Column(titled(item), 11, "mark") for item in referring)),
        rows=list(_rows(contents, referring)),
        blocks=tuple(_left_over(contents)),
        frozen_columns=3,
        is_fitted=len(referring) <= MOST_FITTED,
    )


def _rows(contents: Contents, referring: list[ItemDoc]) -> Iterator[tuple[Cell, ...]]:
    for (field, driver), place in contents.drivers.items():
        served = {item.key for item in contents.served.get((field, driver), ())}
        marks = (MARK if item.key in served else "" for item in referring)
        yield (place.field.label, place.mark, place.driver.title, place.driver.source, len(served), *marks)


def _left_over(contents: Contents) -> Iterator[Block]:
    if contents.unresolved:
        lines = [
            (one.field.label, one.reference.printed, titled(one.item), plain_text(note_of(one.reference)))
            for one in contents.unresolved
        ]
        yield Block((UNRESOLVED_TITLE, "印字", "取組", "注記"), lines)
    without = [("", item.number, item.title) for item in contents.initiatives if not item.references]
    if without:
        yield Block((WITHOUT_REFERENCE_TITLE, "番号", "取組"), without)
