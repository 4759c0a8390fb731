"""The documents of a meeting as a document of Word."""

from __future__ import annotations

from hoshin.publishing.exports.docx.chapters import upright
from hoshin.publishing.exports.docx.paper import Paper, PaperHead
from hoshin.publishing.exports.docx.story import Cell, Data, Story
from hoshin.publishing.exports.docx.styles import REMARK
from hoshin.publishing.exports.papers.content import NONE, Part, content_of
from hoshin.reviews.rules.results import MeetingPapers


def papers_docx(papers: MeetingPapers, part: Part, *, notice: str = "") -> bytes:
    """Write the documents. The same arguments give the same bytes."""
    content = content_of(papers, part)
    paper = Paper(
        PaperHead(
            title=f"{papers.municipality} {content['title']}",
            subject=part.label,
            author=papers.municipality,
            day=papers.held_on,
            header=f"{papers.municipality}　{papers.title}",
            footer=notice,
        )
    )
    _opening(paper, content)
    for one in content["papers"]:
        paper.end_section()
        _paper(paper, content, one)
    _minutes(paper, content)
    return paper.saved()


def _opening(paper: Paper, content: Data) -> None:
    story = upright(paper)
    story.line(f"{content['city']}　{content['part']}", style="Subtitle")
    story.line(content["name"], style="Title")
    story.facts([(label, words) for label, words in content["facts"]], said="会議の概要")
    if content["agenda"]:
        paper.heading(content["agenda_title"], 1)
        rows = [
            (row["number"], _title(row), row["departments"] or NONE, row["note"] or NONE) for row in content["agenda"]
        ]
        story.table([0.4, 2.0, 1.0, 1.4], ["番号", "議題", "所管課", "説明"], rows, said=content["agenda_title"])


def _title(row: Data) -> Cell:
    if not row["anchor"]:
        return str(row["title"])
    return lambda cell: cell.line(cell.links([{"id": row["anchor"], "number": "", "title": row["title"]}]))


def _paper(paper: Paper, content: Data, one: Data) -> None:
    story = upright(paper)
    story.line(one["kicker"], style=REMARK)
    paper.heading(one["title"], 1, anchor=one["anchor"])
    story.blocks(one["note"])
    story.facts([(fact["label"], _blocks(fact)) for fact in one["facts"]], said=one["title"])
    if one["indicators"]:
        paper.heading("成果指標", 2)
        rows = [row["cells"] for row in one["indicators"]]
        story.table([1.5, 1.0, 1.0, 0.8, 1.1, 1.1], content["indicator_head"], rows, said="成果指標", is_small=True)
        for row in one["indicators"]:
            for words in (*row["remarks"], *row["questions"]):
                story.line(f"{row['cells'][0]}　{words}")
        story.line(content["computed"], style=REMARK)


def _blocks(fact: Data) -> Cell:
    def write(cell: Story) -> None:
        cell.blocks(fact["blocks"])

    return write


def _minutes(paper: Paper, content: Data) -> None:
    story = upright(paper)
    if content["discussed"]:
        paper.heading("議題ごとの審議と決定", 1)
    for one in content["discussed"]:
        paper.heading(one["title"], 2)
        story.blocks(one["blocks"])
        if not one["blocks"]:
            story.line("審議の記録はありません。", style=REMARK)
        if one["decision"]:
            story.facts([("決定", _blocks({"blocks": one["decision"]}))], said=one["title"])
    if content["minutes"]:
        paper.heading(content["minutes_title"], 1)
        story.blocks(content["minutes"])
