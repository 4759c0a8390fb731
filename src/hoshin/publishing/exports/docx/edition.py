"""An edition as a document of Word: the same content in the same order as on paper, made to be worked with."""

from __future__ import annotations

from hoshin.kernel.fiscal import wareki
from hoshin.publishing.exports.docx.chapters import upright, write_chapters
from hoshin.publishing.exports.docx.paper import Paper, PaperHead
from hoshin.publishing.exports.docx.styles import REMARK
from hoshin.publishing.exports.pdf.chapters import chapters
from hoshin.publishing.exports.pdf.initiatives import Initiatives
from hoshin.publishing.exports.pdf.matrix import matrix
from hoshin.publishing.exports.pdf.prose import Writer, formatted
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.snapshot import Snapshot
from hoshin.publishing.rules.wording import (
    counts_of,
    facts_of,
    full_title,
    month_of_issue,
    reason_of,
    revision_label,
    year_label,
)

READING = (
    "点線の下線がある語句は、用語解説に説明があります（節ごとに最初の一か所）。",
    "「推定」は、原文に明記がなく、ほかの記述から読み取ったものです。",
    "「参照先不明」は、印字された番号がどの項目を指すか確かめられていないものです。",
)


def docx_of(snapshot: Snapshot) -> bytes:
    """Write an edition as DOCX. The same snapshot gives the same bytes."""
    contents = Contents(snapshot.edition, snapshot.department_names())
    writer = Writer(snapshot.edition.glossary)
    paper = Paper(_head(snapshot))
    _cover(paper, snapshot)
    _contents_page(paper, snapshot)
    _summary(paper, snapshot, contents, writer)
    initiatives = Initiatives(contents, writer, snapshot.revision.published_date).data()
    table = matrix(contents, writer.section()) if snapshot.edition.driver_fields else None
    write_chapters(paper, chapters(contents, writer, initiatives), table)
    _colophon(paper, snapshot)
    return paper.saved()


def _head(snapshot: Snapshot) -> PaperHead:
    city, revision = snapshot.document.municipality, snapshot.revision
    title = full_title(snapshot)
    return PaperHead(
        title=title,
        subject=snapshot.document.policy.name,
        author=city.name,
        day=revision.published_date,
        header=f"{title}　{revision_label(revision)}",
        footer=city.example.notice if city.example else "",
    )


def _cover(paper: Paper, snapshot: Snapshot) -> None:
    city, doc, revision = snapshot.document.municipality, snapshot.edition, snapshot.revision
    story = upright(paper)
    for _ in range(6):
        story.line("")
    story.line(city.name, style="Subtitle")
    story.line(doc.title.removeprefix(city.name).strip() or doc.title, style="Title")
    story.line(year_label(snapshot), style="Subtitle")
    for _ in range(4):
        story.line("")
    if doc.issued:
        story.line(f"{month_of_issue(doc.issued)}発行")
    story.line(f"{revision_label(revision)}　{wareki(revision.published_date)}公表")
    story.line(f"識別記号（SHA-256） {snapshot.sha256}", style=REMARK)
    if city.example:
        story.line([["b", ["見本　"]]], city.example.notice)
    paper.end_section()


def _contents_page(paper: Paper, snapshot: Snapshot) -> None:
    story = upright(paper)
    story.line("目次", style="TOCHeading")
    paper.contents_here()
    story.line([["b", ["この文書の読み方"]]])
    story.blocks([{"t": "ul", "items": [[{"t": "p", "run": [line]}] for line in _reading(snapshot)]}])
    paper.end_section()


def _reading(snapshot: Snapshot) -> tuple[str, ...]:
    day = f"目標までの道のりは、{revision_label(snapshot.revision)}の公表日を基準に計算しています。"
    return (*(READING if snapshot.edition.glossary else READING[1:]), day)


def _summary(paper: Paper, snapshot: Snapshot, contents: Contents, writer: Writer) -> None:
    doc = snapshot.edition
    if not doc.summary and not doc.note:
        return
    story = upright(paper)
    paper.heading("この年度版の概要", 1)
    story.blocks(writer.section().prose(doc.summary, base_heading=2))
    paper.caption("取組の件数")
    counts = [(label, f"{count}{unit}") for label, count, unit in counts_of(contents)]
    story.table([2.0, 1.0], ["区分", "件数"], counts, said="取組の件数")
    if doc.note:
        paper.heading("作り方と注記", 2)
        story.blocks(formatted(doc.note, base_heading=3))
    paper.end_section()


def _colophon(paper: Paper, snapshot: Snapshot) -> None:
    paper.end_section()
    story = upright(paper)
    paper.heading("奥付", 1)
    story.facts(facts_of(snapshot), said="奥付")
    paper.heading("公表の経過と正誤", 2)
    rows = [(revision_label(one), wareki(one.published_date), reason_of(one)) for one in snapshot.document.revisions]
    story.table([0.6, 1.2, 3.0], ["版", "公表日", "訂正の理由"], rows, said="公表の経過と正誤")
    paper.heading("この文書の同一性", 2)
    story.line(
        "この文書は、年度版の内容を凍結したデータ（edition.json）から作られています。そのSHA-256は次のとおりです。"
        "Wordで書き換えたものは、公表した文書ではなくなります。"
    )
    story.line([["code", snapshot.sha256]])
