"""The figures of an edition: what its indicators say in words, as lines of a table and as a chart.

One module for every document, so that the same figure reads the same everywhere. Nothing here knows the day: `on` is
given, and a published document gives the day of its publication.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hoshin.design import charts
from hoshin.design.charts import Bullet, Year, YearChart
from hoshin.indicators.rules import Accumulation, IndicatorFacts, Outlook, Point, RuleKind, Wanted, outlook
from hoshin.kernel.fiscal import FiscalYear, PeriodKind, wareki
from hoshin.kernel.quantity import Quantity, Status
from hoshin.publishing.rules.document import ActualDoc, IndicatorDoc, SourceOfIndicator, TargetDoc

LONGEST_AXIS = 12  # years; a longer course shows only the years that have a figure

ACCUMULATIONS = {
    "stock": "その時点での数（ストック）",
    "flow": "年度ごとの数（フロー）",
    "cumulative": "累計",
    "average": "平均",
    "unknown": "不明（年度ごとの数か累計か、文書に記載がありません）",
}
WANTED = {"up": "増やす", "down": "減らす", "keep": "保つ"}
RULES = {
    "ratio": "目標に対する割合",
    "progress": "基準の値から目標までの進み具合",
    "band": "基準の範囲に収まっているかどうか",
    "none": "率を出さない",
}
SOURCES = {"person": "所管課の報告", "file": "ファイルの取り込み", "metric": "サービスによる自動計測"}


@dataclass(frozen=True)
class Course:
    """One series of an indicator."""

    indicator: IndicatorDoc
    series: str
    outlook: Outlook
    targets: tuple[TargetDoc, ...]
    actuals: tuple[ActualDoc, ...]

    @property
    def name(self) -> str:
        return f"{self.indicator.name}（{self.series}）" if self.series else self.indicator.name


@dataclass(frozen=True)
class Standing:
    """Where a course stands. `rate` is the rate in words, or why there is none; `notes` say what is still needed."""

    bullet: Bullet
    rate: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class FigureLine:
    """A line of the table of actuals and targets."""

    kind: str
    when: str
    series: str
    value: str
    is_number: bool
    remark: str
    figure: ActualDoc | TargetDoc


def courses(indicator: IndicatorDoc, on: dt.date) -> tuple[Course, ...]:
    """Return the indicator's series, or the one course of an indicator without any."""
    found = []
    for series in indicator.series or ("",):
        targets = tuple(target for target in indicator.targets if target.series == series)
        actuals = tuple(actual for actual in indicator.actuals if actual.series == series)
        view = outlook(facts_of(indicator, series, targets, actuals), on)
        found.append(Course(indicator, series, view, targets, actuals))
    return tuple(found)


def facts_of(
    indicator: IndicatorDoc, series: str, targets: tuple[TargetDoc, ...], actuals: tuple[ActualDoc, ...]
) -> IndicatorFacts:
    return IndicatorFacts(
        accumulation=Accumulation(indicator.accumulation),
        wanted=Wanted(indicator.direction),
        rule=RuleKind(indicator.rule.kind),
        targets=tuple(Point(target.period, target.value) for target in targets),
        actuals=tuple(Point(actual.period, actual.value, actual.as_of) for actual in actuals),
        unit=indicator.unit,
        series=series,
        is_capped=indicator.rule.capped,
        is_prorated=indicator.rule.prorated,
        band_percent=indicator.rule.band_percent,
    )


def standing_of(course: Course) -> Standing:
    """Return the bar to the target that is due next, with what is needed to reach the last one."""
    view = course.outlook
    actual, target, refusal = view.actual, view.next.target, view.next.refusal
    return Standing(
        bullet=Bullet(
            title=course.name,
            actual=_point(actual.quantity) if actual else charts.Point(None, "実績なし"),
            # A bar would say more than the rule allows: without a rate the target is printed, not drawn.
            target=None if target is None else _point(target.quantity, is_drawn=view.next.rate is not None),
            as_of=_as_of(actual),
            due=_due(course, target),
        ),
        rate=_rate(view) if refusal is None else f"達成率なし：{refusal.sentence}",
        notes=tuple(_notes(course)),
    )


def chart_of(course: Course) -> YearChart | None:
    """Return actuals, targets and the way between them by fiscal year; None where there is no number to draw."""
    values = [target.value for target in course.targets] + [actual.value for actual in course.actuals]
    if not any(value.is_number for value in values):
        return None
    actuals = {one.period.fiscal_year_of_end: one for one in course.actuals}
    targets = {one.period.fiscal_year_of_end: one for one in course.targets}
    years = _axis(set(actuals) | set(targets))
    way = _way(course.outlook, years)
    return YearChart(
        title=f"{course.name}の推移",
        unit=course.indicator.unit,
        years=tuple(
            Year(
                label=year.label_wareki,
                short=year.short,
                actual=_point(actuals[year].value) if year in actuals else None,
                target=_point(targets[year].value) if year in targets else None,
                pace=way.get(year),
            )
            for year in years
        ),
    )


def lines_of(course: Course) -> list[FigureLine]:
    """Return the actuals and targets in the order of their periods."""
    figures: list[ActualDoc | TargetDoc] = [*course.actuals, *course.targets]
    return [_line(one) for one in sorted(figures, key=lambda one: one.period)]


def nature_of(indicator: IndicatorDoc) -> tuple[tuple[str, str], ...]:
    """Return what kind of number the indicator is, as label and words; what is not stated is left out."""
    said = (
        ("単位", indicator.unit),
        ("値の性質", ACCUMULATIONS[indicator.accumulation]),
        ("望ましい向き", WANTED[indicator.direction]),
        ("達成度の出し方", RULES[indicator.rule.kind]),
        ("対象・分母", indicator.scope),
        ("値の出どころ", source_label(indicator.source)),
    )
    return tuple((label, words) for label, words in said if words)


def source_label(source: SourceOfIndicator) -> str:
    return source.text or SOURCES[source.kind]


def target_label(target: TargetDoc) -> str:
    """97,056枚（令和2年度）."""
    return f"{target.value.printed}（{target.period_label or target.period.label_wareki}）"


def _line(figure: ActualDoc | TargetDoc) -> FigureLine:
    is_target = isinstance(figure, TargetDoc)
    printed = figure.period_label if isinstance(figure, TargetDoc) else ""
    when = figure.period.label_both
    if printed and printed not in {when, figure.period.label_wareki}:
        when = f"{when}（表記：{printed}）"
    as_of = figure.as_of if isinstance(figure, ActualDoc) else None
    if as_of is not None and as_of != figure.period.last_day:
        when = f"{when}（{wareki(as_of)}時点）"
    elif not is_target and figure.period.first_day == figure.period.last_day:
        when = f"{when}時点"
    return FigureLine(
        kind="目標" if is_target else "実績",
        when=when,
        series=figure.series,
        value=figure.value.printed,
        is_number=figure.value.amount is not None,
        remark=figure.reason,
        figure=figure,
    )


def _point(quantity: Quantity, *, is_drawn: bool = True) -> charts.Point:
    amount = quantity.amount if is_drawn else None
    return charts.Point(amount, quantity.printed, provisional=quantity.status is not Status.CONFIRMED)


def _as_of(actual: Point | None) -> str:
    if actual is None:
        return ""
    if actual.as_of is not None or actual.period.kind is PeriodKind.DAY:
        return f"{wareki(actual.day)}時点"
    return actual.period.label_wareki


def _due(course: Course, target: Point | None) -> str:
    if target is None:
        return ""
    printed = next((one.period_label for one in course.targets if one.period == target.period), "")
    return printed or target.period.label_wareki


def _rate(view: Outlook) -> str:
    if view.next.rate is None:
        return ""
    percent = (view.next.rate * 100).quantize(Decimal("0.1"))
    rate = f"達成率{percent:f}%"
    return f"{rate}（達成）" if view.next.is_reached else rate


def _notes(course: Course) -> Iterator[str]:
    view = course.outlook
    final = view.final.target
    if final is not None and final != view.next.target:
        yield f"最終目標 {final.quantity.printed}（{_due(course, final)}）"
    if view.pace.steps:
        yield view.reading


def _axis(years: set[FiscalYear]) -> tuple[FiscalYear, ...]:
    first, last = min(years), max(years)
    if last.year - first.year >= LONGEST_AXIS:
        return tuple(sorted(years))
    return tuple(FiscalYear(year) for year in range(first.year, last.year + 1))


def _way(view: Outlook, years: tuple[FiscalYear, ...]) -> Mapping[FiscalYear, Decimal]:
    """Return the straight way from the newest actual over the targets ahead, at each year of the axis."""
    actual = view.actual
    if actual is None or actual.quantity.amount is None or not view.pace.steps:
        return {}
    corners = [(actual.period.fiscal_year_of_end, actual.quantity.amount)]
    for step in view.pace.steps:
        due = step.target.period.fiscal_year_of_end
        if step.target.quantity.amount is not None and due.year > corners[-1][0].year:
            corners.append((due, step.target.quantity.amount))
    way: dict[FiscalYear, Decimal] = {}
    for year in years:
        for (start, low), (end, high) in itertools.pairwise(corners):
            if start.year <= year.year <= end.year:
                way[year] = low + (high - low) * (year.year - start.year) / (end.year - start.year)
    return way
