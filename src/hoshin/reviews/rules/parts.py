"""The parts of a report that two people can change apart from each other, and what becomes of both their changes.

A part is told by the cells in which a workbook shows it; they are equal where the report says the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hoshin.kernel.fiscal import FiscalYear
from hoshin.reviews.rules.asking import COSTS, NEXT_PLAN, PROGRESS, SHORTFALLS, Asked, AskedSeries
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue
from hoshin.reviews.rules.telling import COST_LABELS, cost_in_words, shortfall_in_words, value_in_words

WHOLE = "取組全体"
Cells = tuple[tuple[str, ...], ...]
_UNWRITABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cell_text(text: str) -> str:
    """Return the text as a cell gives it back: without what XML cannot hold, and without blanks around it."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def digest(rows: Cells) -> str:
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Part:
    """`rows` are the cells of its table, none where nothing is said; `words` is how a page says it."""

    key: str
    label: str
    rows: Cells
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that I changed. It is a conflict where somebody else has changed it too, into something else."""

    key: str
    label: str
    mine: str
    theirs: str
    is_conflict: bool


def value_key(one: AskedSeries) -> str:
    """By the name of the series: its number is another one when a series is added before it."""
    return f"value:{one.key}:{one.facts.series}"


def entered(asked: Asked) -> list[AskedSeries]:
    """Return the series that people enter."""
    return [one for one in asked.series if not one.measured_by]


def indicator_words(asked: Asked) -> dict[str, str]:
    """Return what a shortfall can be about, by the indicator's key; every word is another one."""
    names = {one.key: one.name for one in asked.series}
    told = list(names.values())
    return {"": WHOLE, **{key: name if told.count(name) == 1 else f"{name}［{key}］" for key, name in names.items()}}


def parts_of(content: ReportContent, asked: Asked) -> tuple[Part, ...]:
    """Return every part that a report can have, in the order of the page."""
    return tuple(_parts(content, asked))


def taking(current: ReportContent, mine: ReportContent, keys: Collection[str], asked: Asked) -> ReportContent:
    """Return the report as it stands with these parts of mine in it. Evidence files stay with their values."""

    def of(key: str) -> ReportContent:
        return mine if key in keys else current

    answers = {one.pk: of(one.field).answers.get(one.pk, "") for one in asked.questions}
    return ReportContent(
        progress=of(PROGRESS).progress,
        next_plan=of(NEXT_PLAN).next_plan,
        answers={pk: text for pk, text in answers.items() if text},
        values=tuple(_values(current, mine, keys, asked)),
        shortfalls=of(SHORTFALLS).shortfalls,
        costs=of(COSTS).costs if asked.asks_costs else (),
    )


def differences(
    mine: ReportContent, current: ReportContent, bases: Mapping[str, str], asked: Asked
) -> tuple[Difference, ...]:
    """Return what I changed.

    :param bases: of the parts of mine that count, the digest of each as I received it.
    """
    theirs = {part.key: part for part in parts_of(current, asked)}
    found = []
    for part in parts_of(mine, asked):
        other, base = theirs[part.key], bases.get(part.key, "")
        if part.key in bases and part.rows != other.rows and digest(part.rows) != base:
            found.append(Difference(part.key, part.label, part.words, other.words, digest(other.rows) != base))
    return tuple(found)


def key_of_field(field: str | None, asked: Asked) -> str:
    """Return the part that an input of the report's form belongs to; "" where it is of none."""
    for one in asked.series:
        if field in {one.named(word) for word in ("value", "day", "note", "evidence")}:
            return value_key(one)
    known = {PROGRESS, NEXT_PLAN, SHORTFALLS, COSTS, *(question.field for question in asked.questions)}
    return field if field in known and field is not None else ""


def _parts(content: ReportContent, asked: Asked) -> Iterator[Part]:
    yield _text(PROGRESS, "取組・検討状況", content.progress)
    for one in entered(asked):
        stated = value_of(content, one)
        rows = _filled([_value_cells(stated)]) if stated else ()
        yield Part(value_key(one), one.label, rows, value_in_words(stated) if stated else "")
    words = indicator_words(asked)
    yield Part(
        SHORTFALLS,
        "未達の理由と対応",
        _filled([_shortfall_cells(row, words) for row in content.shortfalls]),
        "\n\n".join(f"{words.get(row.indicator_key, '')}\n{shortfall_in_words(row)}" for row in content.shortfalls),
    )
    yield _text(NEXT_PLAN, "次の年度の計画", content.next_plan)
    if asked.asks_costs:
        cells = _filled([_cost_cells(line) for line in content.costs])
        yield Part(COSTS, "予算・決算", cells, "\n".join(cost_in_words(line) for line in content.costs))
    for question in asked.questions:
        yield _text(question.field, question.text, content.answers.get(question.pk, ""))


def value_of(content: ReportContent, one: AskedSeries) -> StatedValue | None:
    return next((row for row in content.values if (row.indicator_key, row.series) == (one.key, one.facts.series)), None)


def _values(current: ReportContent, mine: ReportContent, keys: Collection[str], asked: Asked) -> Iterator[StatedValue]:
    for one in entered(asked):
        kept = value_of(current, one)
        if value_key(one) not in keys:
            if kept:
                yield kept
        elif taken := value_of(mine, one):
            yield replace(taken, evidence_id=kept.evidence_id if kept else None)


def _text(key: str, label: str, text: str) -> Part:
    return Part(key, label, _filled([(cell_text(text),)]), text)


def _value_cells(row: StatedValue) -> tuple[str, ...]:
    return cell_text(str(row.value)), f"{row.as_of_date or ''}", cell_text(row.note)


def _shortfall_cells(row: StatedShortfall, words: Mapping[str, str]) -> tuple[str, ...]:
    texts = (row.fact, row.cause, row.response, row.by_whom)
    word = words.get(row.indicator_key, row.indicator_key)
    return cell_text(word), *(cell_text(text) for text in texts), f"{row.until_date or ''}"


def _cost_cells(line: StatedCost) -> tuple[str, ...]:
    year, kind = FiscalYear(line.year).label_wareki, COST_LABELS.get(line.kind, line.kind)
    return year, kind, f"{line.amount:,}", cell_text(line.text)


def _filled(rows: Sequence[tuple[str, ...]]) -> Cells:
    return tuple(row for row in rows if any(row))
