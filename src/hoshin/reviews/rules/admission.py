"""What may be stored as a report, whoever brings it: a form or a workbook. Each refusal names the input it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from hoshin.indicators.rules.admission import HoldsMyNumber, require_as_of, require_unit
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.refusal import Refused
from hoshin.reviews.rules.asking import COSTS, NEXT_PLAN, PROGRESS, SHORTFALLS, Asked, AskedSeries, Missing
from hoshin.reviews.rules.content import ReportContent, StatedValue
from hoshin.reviews.rules.states import ReportStatus, ReportVerb, RoundStatus, RoundVerb

LONGEST_NAME, LONGEST_LINE, LONGEST_TEXT = 120, 300, 20_000
FIRST_YEAR, LAST_YEAR = 1950, 2200
MOST_THOUSANDS = 10**12  # a thousand times the budget of any municipality; more is a slip


class RoundIsNotOpen(Refused):
    def __init__(self, status: RoundStatus) -> None:
        super().__init__(f"この照会は「{status.label}」です。報告を動かせるのは照会中だけです。")


class NotInThisState(Refused):
    """No way leads from where the report stands by that verb."""

    def __init__(self, status: ReportStatus, verb: ReportVerb) -> None:
        super().__init__(f"この報告は「{status.label}」なので、{verb.label}ことはできません。")


class NotInThisRoundState(Refused):
    def __init__(self, status: RoundStatus, verb: RoundVerb) -> None:
        super().__init__(f"この照会は「{status.label}」なので、「{verb.label}」はできません。")


class RemarkMissing(Refused):
    def __init__(self, verb: ReportVerb) -> None:
        super().__init__(f"{verb.label}理由を書いてください。相手に届きます。", field="remark")


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__("理由を書いてください。記録に残ります。", field="reason")


class StillMissing(Refused):
    """The report lacks what it is asked for."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__("まだ提出できません。" + "".join(one.text for one in missing), field=missing[0].field)
        self.missing = tuple(missing)


class NotAsked(Refused):
    """An answer to something that this report is not asked."""


class NotEntered(Refused):
    """The ledger counts it: nobody enters it by hand."""

    def __init__(self, asked: AskedSeries) -> None:
        super().__init__(
            f"「{asked.label}」は台帳（{asked.measured_by}）で計測しています。手では入力できません。", field=asked.field
        )


class TooLong(Refused):
    def __init__(self, field: str, longest: int) -> None:
        super().__init__(f"{longest}文字までにしてください。", field=field)


def require_remark(verb: ReportVerb, remark: str) -> None:
    """
    :raises RemarkMissing: nothing is written.
    """
    if not remark.strip():
        raise RemarkMissing(verb)


def require_reason(reason: str) -> None:
    """
    :raises ReasonMissing: nothing is written.
    """
    if not reason.strip():
        raise ReasonMissing


def require_content(content: ReportContent, asked: Asked) -> None:
    """
    :raises HoldsMyNumber: a text holds what can be a My Number.
    :raises NotAsked: an answer, an indicator, a series or a cost that this report is not asked for.
    :raises NotEntered: a value that the ledger measures.
    :raises UnitDiffers: a value in another unit, with the name of its input.
    :raises TooLong: a text is longer than its column.
    """
    for field, text, longest in _texts(content, asked):
        if find_my_numbers(text):
            raise HoldsMyNumber(field)
        if len(text) > longest:
            raise TooLong(field, longest)
    known = {question.pk for question in asked.questions}
    if not known.issuperset(content.answers):
        raise NotAsked("この照会にない質問への答えが含まれています。")
    _require_values(content.values, asked)
    _require_shortfalls(content, asked)
    _require_costs(content, asked)


def require_days(content: ReportContent, asked: Asked, *, on: dt.date) -> None:
    """
    :raises AsOfMissing: :raises AsOfNotPlausible: as for actuals, with the name of the input.
    """
    for value in content.values:
        series = _series(value, asked)
        try:
            require_as_of(asked.period, value.as_of_date, on=on)
        except Refused as refusal:
            raise _named(refusal, series, series.named("day")) from refusal


def _texts(content: ReportContent, asked: Asked) -> Iterator[tuple[str, str, int]]:
    yield PROGRESS, content.progress, LONGEST_TEXT
    yield NEXT_PLAN, content.next_plan, LONGEST_TEXT
    fields = {question.pk: question.field for question in asked.questions}
    for pk, text in content.answers.items():
        yield fields.get(pk, ""), text, LONGEST_TEXT
    for value in content.values:
        found = asked.series_of(value)
        yield (found.field if found else ""), f"{value.value.text}\n{value.value.label}", LONGEST_TEXT
        yield (found.named("note") if found else ""), value.note, LONGEST_TEXT
    for row in content.shortfalls:
        for text in (row.fact, row.cause, row.response):
            yield SHORTFALLS, text, LONGEST_TEXT
        yield SHORTFALLS, row.by_whom, LONGEST_NAME
    for line in content.costs:
        yield COSTS, line.text, LONGEST_LINE


def _require_values(values: Sequence[StatedValue], asked: Asked) -> None:
    seen = set()
    for value in values:
        series = _series(value, asked)
        if (series.key, series.number) in seen:
            raise NotAsked(f"「{series.label}」の値が2回あります。", field=series.field)
        seen.add((series.key, series.number))
        if series.measured_by:
            raise NotEntered(series)
        try:
            require_unit(series.facts.unit, value.value)
        except Refused as refusal:
            raise _named(refusal, series, series.field) from refusal


def _series(value: StatedValue, asked: Asked) -> AskedSeries:
    found = asked.series_of(value)
    if found is None:
        raise NotAsked(f"この報告でたずねていない指標（{value.indicator_key} {value.series}）の値があります。")
    return found


def _named(refusal: Refused, series: AskedSeries, field: str) -> Refused:
    return Refused(f"「{series.label}」：{refusal.message}", field=field)


def _require_shortfalls(content: ReportContent, asked: Asked) -> None:
    keys = {one.key for one in asked.series} | {""}
    for row in content.shortfalls:
        if row.indicator_key not in keys:
            raise NotAsked("この取組にない指標の理由が書かれています。", field=SHORTFALLS)
        if not row.fact.strip():
            raise NotAsked("理由の行には、事実を書いてください。", field=SHORTFALLS)


def _require_costs(content: ReportContent, asked: Asked) -> None:
    if content.costs and not asked.asks_costs:
        raise NotAsked("この照会では費用をたずねていません。", field=COSTS)
    for line in content.costs:
        if line.kind not in {"budget", "settlement", "expected"}:
            raise NotAsked(f"費用の区分「{line.kind}」はありません。", field=COSTS)
        if not FIRST_YEAR <= line.year <= LAST_YEAR:
            raise NotAsked(f"費用の年度「{line.year}」は扱えません。", field=COSTS)
        if abs(line.amount) > MOST_THOUSANDS:
            raise NotAsked("金額が大きすぎます。千円単位で書いてください。", field=COSTS)
