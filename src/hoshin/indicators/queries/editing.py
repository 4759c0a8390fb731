"""Reads for the people who edit: models, with what their pages show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hoshin.indicators.models import Actual, Indicator, IndicatorIdentity, Target
from hoshin.indicators.queries.document import actuals_known_in
from hoshin.indicators.rules import Accumulation, IndicatorFacts, Point, RuleKind, Wanted
from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.plan.models import Edition, Item, Stage


@dataclass(frozen=True)
class ActualHistory:
    """A current actual with all it has replaced, newest first."""

    current: Actual
    replaced: tuple[Actual, ...]


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator as the list of an edition shows it."""

    indicator: Indicator
    latest: Actual | None
    target: Target | None  # the last one


@dataclass(frozen=True)
class ItemRow:
    item: Item
    indicators: tuple[IndicatorRow, ...]

    @property
    def lacks_indicator(self) -> bool:
        """Whether the item stands at a stage whose rule asks for an indicator and has none with a target."""
        rule = self.item.stage.rule if self.item.stage else ""
        return rule == Stage.Rule.INDICATOR_WITH_TARGET and not any(row.target for row in self.indicators)


def editions_with_indicators() -> list[Edition]:
    """Return every edition, of the main policy first, the newest first."""
    return list(Edition.objects.select_related("policy").order_by("-policy__is_main", "policy__key", "-year"))


def get_edition(pk: int) -> Edition:
    return Edition.objects.select_related("policy").get(pk=pk)


def items_with_indicators(edition: Edition) -> list[ItemRow]:
    """Return the edition's initiatives and whatever else has indicators, in their order, in four statements."""
    rows = list(Indicator.objects.filter(edition=edition).order_by("order", "id"))
    targets = {row.indicator_id: row for row in Target.objects.filter(indicator__in=rows).order_by("period_end", "id")}
    actuals = actuals_known_in(edition.year).filter(identity__in=[row.identity_id for row in rows])
    latest: dict[int, Actual] = {}
    for actual in actuals.order_by("edition_year", "id"):
        known = latest.get(actual.identity_id)
        if known is None or _day(actual) >= _day(known):
            latest[actual.identity_id] = actual
    by_item: dict[int, list[IndicatorRow]] = {}
    for row in rows:
        shown = IndicatorRow(row, latest.get(row.identity_id), targets.get(row.pk))
        by_item.setdefault(row.item_id, []).append(shown)
    items = Item.objects.filter(Q(edition=edition) & (Q(is_initiative=True) | Q(pk__in=by_item)) & Q(repost_of=None))
    return [
        ItemRow(item, tuple(by_item.get(item.pk, ()))) for item in items.select_related("stage").order_by("order", "id")
    ]


def get_item(pk: int) -> Item:
    return Item.objects.select_related("edition__policy", "identity").get(pk=pk)


def get_indicator(pk: int) -> Indicator:
    return Indicator.objects.select_related("item__identity", "edition__policy", "identity").get(pk=pk)


def get_target(pk: int) -> Target:
    return Target.objects.select_related("indicator__item", "indicator__edition__policy").get(pk=pk)


def get_actual(pk: int) -> Actual:
    return Actual.objects.select_related("identity").get(pk=pk)


def indicators_of(item: Item) -> QuerySet[Indicator]:
    return Indicator.objects.filter(item=item).select_related("identity", "edition").order_by("order", "id")


def targets_of(indicator: Indicator) -> QuerySet[Target]:
    return Target.objects.filter(indicator=indicator).order_by("order", "period_end", "series", "id")


def actuals_of(indicator: Indicator) -> list[Actual]:
    """Return the actuals that the indicator's edition knows, oldest first."""
    rows = actuals_known_in(indicator.edition.year).filter(identity_id=indicator.identity_id)
    latest = {(row.period_code, row.series, row.as_of_date): row for row in rows}
    return sorted(latest.values(), key=lambda row: (_day(row), row.period_end, row.pk))


def actual_history(identity: IndicatorIdentity) -> list[ActualHistory]:
    """Return every actual that nothing has replaced, newest first, each with its chain of replaced ones."""
    rows = {row.pk: row for row in Actual.objects.filter(identity=identity).order_by("-period_end", "-id")}
    replaced = {row.supersedes_id for row in rows.values()}
    return [ActualHistory(row, tuple(_chain(row, rows))) for row in rows.values() if row.pk not in replaced]


def facts_of(
    indicator: Indicator, targets: Iterable[Target], actuals: Iterable[Actual], *, broken_in: Iterable[int] = ()
) -> list[IndicatorFacts]:
    """Return the facts of each series of the indicator (of the one without a name, if it has none).

    :param broken_in: the years of editions that began the series anew; the indicator's own edition is known already.
    """
    all_targets, all_actuals = list(targets), list(actuals)
    years = sorted({*broken_in, *([indicator.edition.year] if indicator.breaks_series else [])})
    return [
        IndicatorFacts(
            accumulation=Accumulation(indicator.accumulation),
            wanted=Wanted(indicator.wanted),
            rule=RuleKind(indicator.rule),
            targets=tuple(Point(row.period, row.quantity) for row in all_targets if row.series == series),
            actuals=tuple(
                Point(row.period, row.quantity, row.as_of_date) for row in all_actuals if row.series == series
            ),
            unit=indicator.unit,
            series=series,
            is_capped=indicator.is_capped,
            is_prorated=indicator.is_prorated,
            band_percent=indicator.band_percent,
            breaks=tuple(Period.fiscal_year(FiscalYear(year)) for year in years),
        )
        for series in (indicator.series or [""])
    ]


def _day(row: Actual) -> dt.date:
    return row.as_of_date or row.period_end


def _chain(row: Actual, rows: dict[int, Actual]) -> list[Actual]:
    chain = []
    while row.supersedes_id is not None:
        row = rows[row.supersedes_id]
        chain.append(row)
    return chain
