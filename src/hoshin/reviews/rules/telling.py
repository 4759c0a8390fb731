"""What a report says, in words: for its history, and for what changed from one submission to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.reviews.rules.asking import Asked
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue

COST_LABELS = {"budget": "予算", "settlement": "決算", "expected": "決算見込"}


@dataclass(frozen=True, slots=True)
class Told:
    """One part of a report in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangedText:
    label: str
    before: str
    after: str


def told(content: ReportContent, asked: Asked) -> tuple[Told, ...]:
    """Return every part that says something, in the order of the page."""
    return tuple(one for one in _parts(content, asked) if one.text.strip())


def changed(old: ReportContent, new: ReportContent, asked: Asked) -> tuple[ChangedText, ...]:
    """Return the parts in which two submissions differ."""
    before = {one.label: one.text for one in told(old, asked)}
    after = {one.label: one.text for one in told(new, asked)}
    labels = list(dict.fromkeys([*before, *after]))
    pairs = [ChangedText(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return tuple(one for one in pairs if one.before != one.after)


def value_in_words(value: StatedValue) -> str:
    day = f"（{wareki(value.as_of_date)}時点）" if value.as_of_date else ""
    note = f" {value.note}" if value.note else ""
    return f"{value.value}{day}{note}"


def cost_in_words(line: StatedCost) -> str:
    label = COST_LABELS.get(line.kind, line.kind)
    return f"{FiscalYear(line.year).label_wareki} {label} {line.amount:,}千円 {line.text}".strip()


def shortfall_in_words(row: StatedShortfall) -> str:
    until = f"期限：{wareki(row.until_date)}" if row.until_date else ""
    parts = (
        f"事実：{row.fact}",
        f"原因：{row.cause}" if row.cause else "",
        f"対応：{row.response}" if row.response else "",
        f"誰が：{row.by_whom}" if row.by_whom else "",
        until,
    )
    return "\n".join(part for part in parts if part)


def _parts(content: ReportContent, asked: Asked) -> Iterator[Told]:
    yield Told("取組・検討状況", content.progress)
    for value in content.values:
        series = asked.series_of(value)
        yield Told(series.label if series else value.indicator_key, value_in_words(value))
    yield Told("未達の理由と対応", "\n\n".join(shortfall_in_words(row) for row in content.shortfalls))
    yield Told("次の年度の計画", content.next_plan)
    yield Told("費用", "\n".join(cost_in_words(line) for line in content.costs))
    labels = {question.pk: question.text for question in asked.questions}
    for pk, text in content.answers.items():
        yield Told(labels.get(pk, "質問"), text)
