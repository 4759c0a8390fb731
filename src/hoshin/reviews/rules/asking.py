"""What a report is asked for, and what it still lacks: only that is asked which nobody has counted or stated yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.indicators.rules import IndicatorFacts, Point
from hoshin.indicators.rules.comparison import is_reached, refusal_of_pair
from hoshin.kernel.fiscal import Period
from hoshin.reviews.rules.content import ReportContent, StatedValue

PROGRESS, NEXT_PLAN, SHORTFALLS, COSTS = "progress", "next_plan", "shortfalls", "costs"  # names of inputs


@dataclass(frozen=True, slots=True)
class QuestionText:
    """A question as a coordinator writes it. `kind` is one of models.Question.Kind."""

    text: str
    hint: str = ""
    kind: str = "text"
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    pk: int
    text: str
    hint: str = ""
    kind: str = "text"
    is_required: bool = False

    @property
    def field(self) -> str:
        return f"answer-{self.pk}"


@dataclass(frozen=True, slots=True)
class AskedSeries:
    """One series of an indicator. `measured_by` is the metric by which the ledger counts it in this period, or ""."""

    indicator_id: int
    key: str
    name: str
    number: int  # of the series within the indicator
    period: Period
    facts: IndicatorFacts
    measured_by: str = ""

    @property
    def field(self) -> str:
        """The name of the input for its value; others of the same series begin with another word."""
        return self.named("value")

    def named(self, word: str) -> str:
        return f"{word}-{self.key}-{self.number}"

    @property
    def label(self) -> str:
        return f"{self.name}（{self.facts.series}）" if self.facts.series else self.name

    @property
    def stated(self) -> Point | None:
        """The newest actual of the period itself that says something."""
        found = [point for point in self.facts.actuals if self._is_of_the_period(point)]
        return max(found, key=lambda point: point.order, default=None)

    @property
    def last(self) -> Point | None:
        """The newest actual of all."""
        return max(self.facts.actuals, key=lambda point: point.order, default=None)

    @property
    def due_target(self) -> Point | None:
        """The target that the period is measured against: the last one whose time has come by its end."""
        due = [one for one in self.facts.ordered_targets() if one.period.last_day <= self.period.last_day]
        return due[-1] if due else None

    @property
    def next_target(self) -> Point | None:
        ahead = [one for one in self.facts.ordered_targets() if one.period.last_day > self.period.last_day]
        return ahead[0] if ahead else None

    def is_short(self, value: StatedValue | None) -> bool:
        """Whether the stated value, or else the actual that is known, misses the target that is due."""
        point = Point(self.period, value.value, value.as_of_date) if value else self.stated
        target = self.due_target
        if point is None or target is None or refusal_of_pair(self.facts, point, target) is not None:
            return False
        return is_reached(self.facts, point, target) is False

    def _is_of_the_period(self, point: Point) -> bool:
        # 集計中 is no answer: the number is still to come.
        if point.quantity.absence is not None:
            return False
        return point.period == self.period or point.day == self.period.last_day


@dataclass(frozen=True, slots=True)
class Asked:
    """All that one report is asked. `gates` names the criteria of a gate that have no evidence yet."""

    period: Period
    questions: tuple[AskedQuestion, ...] = ()
    series: tuple[AskedSeries, ...] = ()
    asks_plan: bool = False
    asks_costs: bool = False
    gates: tuple[str, ...] = ()

    def series_of(self, value: StatedValue) -> AskedSeries | None:
        return self.find(value.indicator_key, value.series)

    def find(self, key: str, series: str) -> AskedSeries | None:
        return next((one for one in self.series if (one.key, one.facts.series) == (key, series)), None)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a report still lacks. `field` names the input; what blocks keeps it from being submitted."""

    text: str
    field: str = ""
    is_blocking: bool = True


def missing_of(content: ReportContent, asked: Asked) -> tuple[Missing, ...]:
    """Return what is still missing, in the order of the page."""
    return (
        *_texts(content, asked),
        *_values(content, asked),
        *_questions(content, asked),
        *(Missing(f"段階移行の要件「{label}」の根拠がありません。", is_blocking=False) for label in asked.gates),
    )


def _texts(content: ReportContent, asked: Asked) -> Iterator[Missing]:
    if not content.progress.strip():
        yield Missing("「取組・検討状況」が書かれていません。", PROGRESS)
    if asked.asks_plan and not content.next_plan.strip():
        yield Missing("「次の年度の計画」が書かれていません。", NEXT_PLAN)


def _values(content: ReportContent, asked: Asked) -> Iterator[Missing]:
    given = {(value.indicator_key, value.series): value for value in content.values}
    explained = {row.indicator_key for row in content.shortfalls}
    for one in asked.series:
        value = given.get((one.key, one.facts.series))
        if value is None and not one.measured_by and one.stated is None:
            yield Missing(f"「{one.label}」の{one.period.label_wareki}の実績がありません。", one.field)
        if one.is_short(value) and not explained & {one.key, ""}:
            yield Missing(f"「{one.label}」は目標に達していません。理由と対応を書いてください。", SHORTFALLS)


def _questions(content: ReportContent, asked: Asked) -> Iterator[Missing]:
    for question in asked.questions:
        if question.is_required and not content.answers.get(question.pk, "").strip():
            yield Missing(f"質問「{question.text}」に答えていません。", question.field)
