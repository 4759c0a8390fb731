"""Indicators as they are shown: a bar to the target due next, a chart of the years, or why there is none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from hoshin.design import charts
from hoshin.design.charts import Bullet, Year, YearChart
from hoshin.design.components import Kpi
from hoshin.indicators.rules import Accumulation, IndicatorFacts, Outlook, Point, RuleKind, Wanted, outlook
from hoshin.kernel.fiscal import FiscalYear, PeriodKind, wareki
from hoshin.kernel.quantity import Quantity, Status
from hoshin.publishing.rules.document import ActualDoc, IndicatorDoc, TargetDoc

LONGEST_AXIS = 12  # years; a longer course shows only the years that have a figure


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


def courses(indicator: IndicatorDoc, on: dt.date) -> tuple[Course, ...]:
    """Return the indicator's series, or the one course of an indicator without any."""
    found = []
    for series in indicator.series or ("",):
        targets = tuple(target for target in indicator.targets if target.series == series)
        actuals = tuple(actual for actual in indicator.actuals if actual.series == series)
        found.append(
            Course(indicator, series, outlook(_facts(indicator, series, targets, actuals), on), targets, actuals)
        )
    return tuple(found)


def kpi_of(course: Course, *, name: str = "", url: str = "") -> Kpi:
    """Return the bar to the target that is due next, with what is needed to reach the last one."""
    view = course.outlook
    actual, target = view.actual, view.next.target
    refusal = view.next.refusal
    return Kpi(
        name=name or course.name,
        url=url,
        bullet=Bullet(
            title=course.name,
            actual=_point(actual.quantity) if actual else charts.Point(None, _("実績なし")),
            # A bar would say more than the rule allows: without a rate the target is printed, not drawn.
            target=None if target is None else _point(target.quantity, is_drawn=view.next.rate is not None),
            as_of=_as_of(actual),
            due=_due(course, target),
        ),
        rate=_rate(view) if refusal is None else _("達成率なし：%(why)s") % {"why": refusal.sentence},
        notes=_notes(course),
    )


def chart_of(course: Course) -> YearChart | None:
    """Return actuals, targets and the way between them by fiscal year; None where there is no number to draw."""
    values = [*(one.value for one in course.targets), *(one.value for one in course.actuals)]
    if all(value.amount is None for value in values):
        return None
    actuals = {one.period.fiscal_year_of_end: one for one in course.actuals}
    targets = {one.period.fiscal_year_of_end: one for one in course.targets}
    years = _axis(set(actuals) | set(targets))
    way = _way(course.outlook, years)
    return YearChart(
        title=_("%(name)sの推移") % {"name": course.name},
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


def _facts(
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


def _point(quantity: Quantity, *, is_drawn: bool = True) -> charts.Point:
    amount = quantity.amount if is_drawn else None
    return charts.Point(amount, quantity.printed, provisional=quantity.status is not Status.CONFIRMED)


def _as_of(actual: Point | None) -> str:
    if actual is None:
        return ""
    if actual.as_of is not None or actual.period.kind is PeriodKind.DAY:
        return _("%(day)s時点") % {"day": wareki(actual.day)}
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
    rate = _("達成率%(percent)s%%") % {"percent": f"{percent:f}"}
    return _("%(rate)s（達成）") % {"rate": rate} if view.next.is_reached else rate


def _notes(course: Course) -> tuple[str, ...]:
    view = course.outlook
    final = view.final.target
    notes = []
    if final is not None and final != view.next.target:
        due = _due(course, final)
        notes.append(_("最終目標 %(value)s（%(due)s）") % {"value": final.quantity.printed, "due": due})
    if view.pace.steps:
        notes.append(view.reading)
    return tuple(notes)


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
    corners = [(actual.period.fiscal_year_of_end.year, actual.quantity.amount)]
    for step in view.pace.steps:
        due = step.target.period.fiscal_year_of_end.year
        if step.target.quantity.amount is not None and due > corners[-1][0]:
            corners.append((due, step.target.quantity.amount))
    way: dict[FiscalYear, Decimal] = {}
    for year in years:
        for (start, low), (end, high) in pairwise(corners):
            if start <= year.year <= end:
                way[year] = low + (high - low) * (year.year - start) / (end - start)
    return way
