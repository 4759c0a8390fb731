"""What the documents of a meeting say, the same in every format, in the order in which it is printed."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from hoshin.kernel.fiscal import wareki
from hoshin.publishing.exports.pdf.prose import Block, formatted
from hoshin.reviews.rules.results import AgendaLine, IndicatorLine, ItemPaper, ItemResult, MeetingPapers, Resolution

Data = dict[str, Any]
NONE = "—"
INDICATOR_HEAD = ("成果指標", "目標", "実績", "状況", "目標までに必要な変化", "いまの進み方での到達")
COMPUTED = (
    "成果指標の状況、必要な変化、到達、見通しは、記録された目標と実績から計算したものです。評価と決定は会議が行います。"
)
AGENDA_TITLE, MINUTES_TITLE = "次第", "議事の記録"


class Part(enum.StrEnum):
    """Before the meeting its agenda and papers; after it what was said and decided."""

    PAPERS = "papers"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        return {"papers": "次第・資料", "minutes": "議事録"}[self.value]


def content_of(papers: MeetingPapers, part: Part) -> Data:
    is_minutes = part is Part.MINUTES
    return {
        "city": papers.municipality,
        "title": f"{papers.title}　{part.label}",
        "name": papers.title,
        "part": part.label,
        "facts": [[label, words] for label, words in _facts(papers) if words],
        "agenda_title": AGENDA_TITLE,
        "agenda": [] if is_minutes else [_agenda_row(line) for line in papers.agenda],
        "papers": [_paper(line) for line in papers.agenda if line.paper] if not is_minutes else [],
        "indicator_head": list(INDICATOR_HEAD),
        "computed": COMPUTED,
        "discussed": [_discussed(line) for line in papers.agenda] if is_minutes else [],
        "minutes_title": MINUTES_TITLE,
        "minutes": paragraphs(papers.minutes) if is_minutes else [],
    }


def paragraphs(text: str) -> list[Block]:
    """Return a text of which each line was meant as a line."""
    return [{"t": "p", "run": [line.strip()]} for line in text.splitlines() if line.strip()]


def _facts(papers: MeetingPapers) -> Iterator[tuple[str, str]]:
    yield "開催日", wareki(papers.held_on)
    yield "場所", papers.place
    yield "議長", papers.chair
    yield "出席者", "、".join(name.strip() for name in papers.attendees.splitlines() if name.strip())
    yield "状態", papers.status


def _agenda_row(line: AgendaLine) -> Data:
    paper = line.paper
    return {
        "number": str(line.number),
        "title": line.title,
        "note": line.note,
        "departments": paper.departments if paper else "",
        "anchor": f"paper-{line.number}" if paper else "",
    }


def _paper(line: AgendaLine) -> Data:
    paper = line.paper
    assert paper is not None  # noqa: S101 - the caller chooses those that have one
    return {
        "anchor": f"paper-{line.number}",
        "kicker": f"議題{line.number}　{line.title}",
        "title": f"{paper.number} {paper.title}".strip(),
        "note": paragraphs(line.note),
        "facts": [{"label": label, "blocks": blocks} for label, blocks in _paper_facts(paper) if blocks],
        "indicators": [_indicator(one) for one in paper.indicators],
    }


def _paper_facts(paper: ItemPaper) -> Iterator[tuple[str, list[Block]]]:
    report = paper.report
    yield "所管課", paragraphs(paper.departments)
    yield "段階", paragraphs(paper.stage)
    yield "取組・検討状況", formatted(report.progress)
    yield "未達の理由と対応", [block for text in report.shortfalls for block in paragraphs(text)]
    yield "次の年度の計画", formatted(report.next_plan)
    yield "費用", paragraphs("\n".join(paper.costs))
    yield "段階移行の要件", paragraphs("\n".join(paper.gate))
    yield "評価", paragraphs(_verdict(report))
    yield "決定", paragraphs(_resolution(report.resolution))


def _verdict(report: ItemResult) -> str:
    verdict = report.verdict
    if verdict is None:
        return ""
    meaning = f"：{verdict.meaning}" if verdict.meaning else ""
    return f"{verdict.mark}{meaning}（{wareki(verdict.assessed_on)}）\n{verdict.comment}"


def _resolution(one: Resolution | None) -> str:
    if one is None:
        return ""
    return f"{one.decision}（{one.decider}、{wareki(one.decided_on)}）\n理由：{one.reason}"


def _indicator(one: IndicatorLine) -> Data:
    cells = (one.name, one.target, one.actual, one.standing, one.needed, one.reached_in)
    forecast = [f"見通し：{one.forecast}"] if one.forecast else []
    return {
        "cells": [cell or NONE for cell in cells],
        "remarks": [*forecast, *one.remarks],
        "questions": [f"確かめたいこと：{question}" for question in one.questions],
    }


def _discussed(line: AgendaLine) -> Data:
    resolution = line.paper.report.resolution if line.paper else None
    return {
        "title": f"議題{line.number}　{line.title}",
        "blocks": paragraphs(line.discussion),
        "decision": paragraphs(_resolution(resolution)),
    }
