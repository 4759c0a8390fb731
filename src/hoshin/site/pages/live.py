"""What the ledger says today of an indicator, beside the edition that stays as it was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoshin.design.charts import Point, Year, YearChart
from hoshin.indicators.queries import LiveFigure
from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.kernel.quantity import Quantity, Status
from hoshin.publishing.rules.document import IndicatorDoc
from hoshin.publishing.rules.figures import LONGEST_AXIS


@dataclass(frozen=True)
class LiveView:
    """`value` is empty where nothing was ever counted. Without two years there is no chart."""

    ident: str
    value: str
    as_of: str
    is_running: bool
    metric_label: str
    from_day: str
    url: str
    chart: YearChart | None


def live_view(indicator: IndicatorDoc, live: LiveFigure) -> LiveView:
    now = live.now
    return LiveView(
        ident=f"live-{indicator.key}",
        value=now.value.printed if now else "",
        as_of=_("%(day)s時点") % {"day": wareki(now.as_of)} if now else "",
        is_running=now is not None and now.value.status is not Status.CONFIRMED,
        metric_label=live.metric.label,
        from_day=wareki(live.from_date),
        url=f"/figures/{live.metric.key}/",
        chart=_chart(indicator, live),
    )


def _chart(indicator: IndicatorDoc, live: LiveFigure) -> YearChart | None:
    """Draw what was reported before the ledger measured, what it measured since, and where the two meet."""
    reported = {
        one.period.fiscal_year_of_end: _point(one.value, _("報告値"))
        for one in indicator.actuals
        if (one.as_of or one.period.last_day) < live.from_date
    }
    measured = {FiscalYear.containing(one.as_of): _point(one.value, _("計測値")) for one in live.years}
    targets = {one.period.fiscal_year_of_end: one.value for one in indicator.targets}
    actuals = {**reported, **measured}
    if indicator.series or not measured or len(actuals) < 2:
        return None
    first_measured = min(measured)
    return YearChart(
        title=_("%(name)sの推移（報告値と計測値）") % {"name": indicator.name},
        unit=indicator.unit,
        years=tuple(
            Year(
                label=year.label_wareki,
                short=year.short,
                actual=actuals.get(year),
                target=Point(targets[year].amount, targets[year].printed) if year in targets else None,
                join_before=_("ここから計測値") if year == first_measured and reported else "",
            )
            for year in _axis({*actuals, *targets})
        ),
    )


def _point(value: Quantity, kind: str) -> Point:
    return Point(value.amount, f"{value.printed}（{kind}）", provisional=value.status is not Status.CONFIRMED)


def _axis(years: Iterable[FiscalYear]) -> tuple[FiscalYear, ...]:
    found = sorted(years)
    if found[-1].year - found[0].year >= LONGEST_AXIS:
        return tuple(found)
    return tuple(FiscalYear(year) for year in range(found[0].year, found[-1].year + 1))
