"""An edition as a workbook: 重点取組一覧, the figures as a time series, the matrix, the terms, and what it all is."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.kernel.fiscal import wareki
from hoshin.kernel.markdown import plain_text
from hoshin.publishing.exports.xlsx.book import BookHead, Cell, Column, Table, workbook_of
from hoshin.publishing.exports.xlsx.figures import figures_table
from hoshin.publishing.exports.xlsx.initiatives import initiatives_table
from hoshin.publishing.exports.xlsx.matrix import matrix_table
from hoshin.publishing.exports.xlsx.results import results_table
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.results import result_lines
from hoshin.publishing.rules.snapshot import Snapshot
from hoshin.publishing.rules.wording import counts_of, facts_of, full_title, reason_of, revision_label

TERMS, ABOUT = "用語", "この文書について"


def xlsx_of(snapshot: Snapshot) -> bytes:
    """Write an edition as XLSX. The same snapshot gives the same bytes."""
    contents = Contents(snapshot.edition, snapshot.department_names())
    results = result_lines(contents)
    tables = (
        initiatives_table(contents, snapshot.revision.published_date),
        *((results_table(contents, results),) if results else ()),
        figures_table(contents),
        matrix_table(contents),
        _terms(contents),
        _about(snapshot, contents),
    )
    return workbook_of(_head(snapshot), tables)


def _head(snapshot: Snapshot) -> BookHead:
    city = snapshot.document.municipality
    return BookHead(
        title=full_title(snapshot),
        author=city.name,
        day=snapshot.revision.published_date,
        edge=f"{'見本　' if city.example else ''}{revision_label(snapshot.revision)}",
        comments=city.example.notice if city.example else "",
        facts={"SHA-256": snapshot.sha256, "版": revision_label(snapshot.revision)},
    )


def _terms(contents: Contents) -> Table:
    return Table(
        sheet=TERMS,
        defined_name="用語の表",
        columns=(Column("用語", 28), Column("よみ", 24), Column("ほかの書き方", 28), Column("説明", 80)),
        rows=[
            (term.term, term.reading, "、".join(term.aliases), plain_text(term.definition))
            for term in contents.doc.glossary
        ],
        frozen_columns=1,
    )


def _about(snapshot: Snapshot, contents: Contents) -> Table:
    return Table(
        sheet=ABOUT,
        defined_name="文書の情報",
        columns=(Column("項目", 28), Column("内容", 100)),
        rows=list(_facts(snapshot, contents)),
    )


def _facts(snapshot: Snapshot, contents: Contents) -> Iterator[tuple[Cell, ...]]:
    doc, example = snapshot.edition, snapshot.document.municipality.example
    if example:
        yield "見本", example.notice
    yield from facts_of(snapshot)
    yield "識別記号（SHA-256）", snapshot.sha256
    for label, count, unit in counts_of(contents):
        yield label, f"{count}{unit}"
    if doc.summary:
        yield "概要", plain_text(doc.summary)
    if doc.note:
        yield "作り方と注記", plain_text(doc.note)
    for revision in snapshot.document.revisions:
        yield f"{revision_label(revision)}の公表", f"{wareki(revision.published_date)}　{reason_of(revision)}"
    yield from _reading()


def _reading() -> Iterator[tuple[Cell, ...]]:
    yield "「推定」とは", "原文に明記がなく、ほかの記述から読み取ったものです。理由は注記の列にあります。"
    yield "「参照先不明」とは", "印字された番号がどの項目を指すか確かめられていないものです。"
    yield (
        "値の列について",
        "数値は数値として、「集計中」「記載なし」などの値のない理由と文章は文字として入っています。"
        "「以上」「約」などは表記の列にあります。",
    )
    yield "印刷について", "一覧と成果指標は、主な列だけを印刷範囲にしています。続く列には、詳しい内容と注記があります。"
    yield "ほかの形式", "文書の全文はPDFとWord、機械で読み取るためのデータはCSVとJSONで公表しています。"
