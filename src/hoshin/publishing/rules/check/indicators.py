"""Indicators: their series, units and periods, and targets that lie in the year of the edition or after it."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.kernel.fiscal import FiscalYear, PeriodKind
from hoshin.kernel.quantity import same_unit
from hoshin.publishing.rules.check.common import check_unique, unknown
from hoshin.publishing.rules.check.edition import check_year_label
from hoshin.publishing.rules.document import ActualDoc, EditionDoc, IndicatorDoc, TargetDoc
from hoshin.publishing.rules.problem import Finding, Path


def check_indicators(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    keys = [
        ((*here, "items", i, "indicators", j, "key"), indicator.key)
        for i, item in enumerate(edition.items)
        for j, indicator in enumerate(item.indicators)
    ]
    yield from check_unique("成果指標のキー", keys)
    for i, item in enumerate(edition.items):
        for j, indicator in enumerate(item.indicators):
            yield from _check_indicator(indicator, (*here, "items", i, "indicators", j), FiscalYear(edition.year))


def _check_indicator(indicator: IndicatorDoc, path: Path, year: FiscalYear) -> Iterator[Finding]:
    yield from check_unique("系列", (((*path, "series", i), name) for i, name in enumerate(indicator.series)))
    yield from _check_rule(indicator, (*path, "rule"))
    for i, target in enumerate(indicator.targets):
        yield from _check_value(indicator, target, (*path, "targets", i))
        yield from _check_target(target, (*path, "targets", i), year)
    for i, actual in enumerate(indicator.actuals):
        yield from _check_value(indicator, actual, (*path, "actuals", i))
        yield from _check_as_of(actual, (*path, "actuals", i, "as_of"))
    targets = (((*path, "targets", i, "period"), (str(t.period), t.series)) for i, t in enumerate(indicator.targets))
    yield from check_unique("目標の時期", targets)
    # A correction takes the place of the value it corrects, with a reason; both together would be counted twice.
    actuals = (
        ((*path, "actuals", i, "period"), (str(a.period), a.series, a.as_of or ""))
        for i, a in enumerate(indicator.actuals)
    )
    yield from check_unique("実績の時期", actuals)


def _check_rule(indicator: IndicatorDoc, path: Path) -> Iterator[Finding]:
    rule = indicator.rule
    if rule.kind == "band" and rule.band_percent is None:
        yield Finding(path, "算出の方法が band なのに、許容幅がありません。", "band_percent: 1から100までの整数")
    if rule.kind != "band" and rule.band_percent is not None:
        message = f"算出の方法が {rule.kind} の指標に許容幅は書けません。"
        yield Finding((*path, "band_percent"), message, "kind: band、または band_percent を消す")


def _check_value(indicator: IndicatorDoc, row: TargetDoc | ActualDoc, path: Path) -> Iterator[Finding]:
    if row.series and row.series not in indicator.series:
        yield unknown((*path, "series"), "系列", row.series, indicator.series)
    unit = row.value.unit
    if unit and not same_unit(unit, indicator.unit):
        wanted = f"単位が「{indicator.unit}」" if indicator.unit else "単位なし"
        message = f"値「{row.value.printed}」の単位「{unit}」が成果指標の単位（{indicator.unit or 'なし'}）と違います。"
        yield Finding((*path, "value"), message, f"{wanted}の値、または成果指標の unit を「{unit}」に直す")


def _check_target(target: TargetDoc, path: Path, year: FiscalYear) -> Iterator[Finding]:
    if target.period.last_day < year.first_day:
        message = f"目標の時期（{target.period.label_both}）が{year.label_both}より前に終わっています。"
        yield Finding((*path, "period"), message, f"{year.label_both}以後の時期")
    if target.period.kind is PeriodKind.FISCAL_YEAR:
        yield from check_year_label(
            target.period_label, FiscalYear.containing(target.period.first_day), (*path, "period_label")
        )


def _check_as_of(actual: ActualDoc, path: Path) -> Iterator[Finding]:
    if actual.as_of is not None and actual.as_of < actual.period.first_day:
        message = f"値の時点（{actual.as_of}）が時期（{actual.period.label_both}）の始まる前です。"
        yield Finding(path, message, f"{actual.period.first_day}以後の日")
