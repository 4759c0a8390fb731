"""評価結果一覧 as a sheet: one row an item that was reported, assessed or decided."""

from __future__ import annotations

from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.xlsx.book import Cell, Column, Table
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.results import HEAD, TABLE_TITLE, ResultLine, result_of

FROZEN_COLUMNS = 2
FACTS = (("評価", 50), ("決定", 50), ("取組・検討状況の報告", 70), ("未達の理由と対応", 60), ("次の年度の計画", 60))


def results_table(contents: Contents, lines: tuple[ResultLine, ...]) -> Table:
    widths = (22, 10, 12, 20)
    printed = (
        Column("番号", 6, "code"),
        Column(contents.doc.levels[-1], 30),
        *(Column(label, width) for label, width in zip(HEAD, widths, strict=True)),
    )
    further = tuple(Column(f"{label}（詳しく）", width) for label, width in FACTS)
    return Table(
        TABLE_TITLE,
        "評価結果の表",
        (*printed, *further),
        [_row(contents, line) for line in lines],
        printed_columns=len(printed),
        frozen_columns=FROZEN_COLUMNS,
    )


def _row(contents: Contents, line: ResultLine) -> tuple[Cell, ...]:
    said = {
        fact.label: "\n".join(filter(None, (fact.line, plain_text(fact.text))))
        for fact in result_of(contents, line.item)
    }
    return (line.item.number, line.item.title, *line.cells, *(said.get(label, "") for label, _width in FACTS))
