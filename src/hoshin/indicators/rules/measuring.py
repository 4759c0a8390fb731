"""When a metric may stand for an indicator, and what its count says as an actual. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoshin.indicators.rules.facts import Accumulation
from hoshin.kernel.fiscal import FiscalYear, Period, wareki
from hoshin.kernel.quantity import Quantity, Status, same_unit
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Kind, Metric

KINDS = {
    Kind.STOCK: frozenset({Accumulation.STOCK, Accumulation.CUMULATIVE}),
    Kind.FLOW: frozenset({Accumulation.FLOW}),
}


class NoSuchMetric(Refused):
    def __init__(self, key: str) -> None:
        super().__init__(f"計測項目「{key}」はありません。一覧から選んでください。", field="metric_key")


class MetricUnitDiffers(Refused):
    def __init__(self, metric: Metric, unit: str) -> None:
        named = f"「{unit}」" if unit else "空欄"
        super().__init__(
            f"「{metric.label}」の単位は「{metric.unit}」ですが、この指標の単位は{named}です。"
            "指標の単位を直すか、同じ単位の計測項目を選んでください。",
            field="metric_key",
        )


class MetricKindDiffers(Refused):
    def __init__(self, metric: Metric) -> None:
        counted = "その時点の数" if metric.kind is Kind.STOCK else "年度の間の数"
        wanted = "「時点の値」か「累計」" if metric.kind is Kind.STOCK else "「年度の値」"
        super().__init__(
            f"「{metric.label}」は{counted}を数えます。この指標の「値の性質」が{wanted}のときだけ結び付けられます。",
            field="metric_key",
        )


class HasSeries(Refused):
    def __init__(self) -> None:
        super().__init__("系列に分けて測る指標には、一つの数を数える計測項目を結び付けられません。", field="metric_key")


class AlreadyBound(Refused):
    def __init__(self) -> None:
        super().__init__("この指標は、すでに計測項目と結び付いています。先に今の結び付きを終えてください。")


class BoundUntil(Refused):
    def __init__(self, ended_date: dt.date) -> None:
        super().__init__(
            f"{wareki(ended_date)}の前日まで、前の結び付きで計測しています。それより後の日にしてください。",
            field="from_date",
        )


class EnteredLater(Refused):
    def __init__(self, day: dt.date) -> None:
        super().__init__(
            f"計測を始める日より後の、{wareki(day)}時点の実績が入力されています。その値は残り、計測値と並びます。"
            "それでよければ「後の時点の実績があることを確かめました」に印を付けてください。",
            field="is_confirmed",
        )


class EndsBeforeItBegins(Refused):
    def __init__(self, from_date: dt.date) -> None:
        super().__init__(f"計測を始めた日（{wareki(from_date)}）より前には終えられません。", field="ended_date")


class AlreadyEnded(Refused):
    def __init__(self) -> None:
        super().__init__("この結び付きは、もう終わっています。")


class NotMeasuredThen(Refused):
    def __init__(self, day: dt.date) -> None:
        super().__init__(f"{wareki(day)}は、計測する期間に入っていません。")


class NothingCounted(Refused):
    """Nobody has counted anything yet: that is no zero."""

    def __init__(self, metric: Metric, day: dt.date) -> None:
        super().__init__(
            f"台帳には、{wareki(day)}までに「{metric.label}」の記帳がありません。0ではなく、まだ分かりません。"
        )


class MeasuredByLedger(Refused):
    def __init__(self, metric_key: str, from_date: dt.date) -> None:
        super().__init__(
            f"この指標の{wareki(from_date)}からの実績は、台帳（{metric_key}）で計測しています。手では入力できません。"
            "公式の数と違うときは、台帳に「公式の数との差」を理由とともに記帳してください。",
            field="period",
        )


@dataclass(frozen=True)
class StatedByHand:
    """An actual of a document that neither the ledger said nor anybody had entered before the ledger measured.

    `indicator` is the key; `place` counts the indicator's actuals from 0.
    """

    indicator: str
    place: int
    value: Quantity
    metric_key: str
    from_date: dt.date

    @property
    def message(self) -> str:
        return (
            f"この指標の{wareki(self.from_date)}からの実績は、台帳（{self.metric_key}）で計測しています。"
            f"実績「{self.value}」は、台帳が示した値ではありません。"
        )

    @property
    def expected(self) -> str:
        return (
            "台帳で計測した実績をそのまま（hoshin dump が書き出した形）にするか、この実績を消す。"
            "公式の数と違うときは、台帳に「公式の数との差」を記帳する"
        )


class MeasuredInDocument(Refused):
    """A document states what the ledger measures. `found` has every place."""

    def __init__(self, found: Sequence[StatedByHand]) -> None:
        super().__init__("\n".join(f"{one.indicator}: {one.message}" for one in found))
        self.found = tuple(found)


@dataclass(frozen=True)
class Reading:
    """A count of the ledger as an actual."""

    period: Period
    as_of: dt.date
    value: Quantity

    @property
    def is_final(self) -> bool:
        """Whether it speaks of the end of its fiscal year."""
        return self.as_of == FiscalYear.containing(self.as_of).last_day


def reading(metric: Metric, amount: Decimal, *, unit: str, on: dt.date) -> Reading:
    """Return what a count on a day says: a stock of that day, a flow of its fiscal year so far."""
    year = FiscalYear.containing(on)
    is_running = metric.kind is Kind.FLOW and on < year.last_day
    value = Quantity(amount=plain(amount), unit=unit, status=Status.PRELIMINARY if is_running else Status.CONFIRMED)
    period = Period.day(on) if metric.kind is Kind.STOCK else Period.fiscal_year(year)
    return Reading(period, on, value)


def plain(amount: Decimal) -> Decimal:
    """The ledger keeps four decimals; 6.0000 is 6."""
    return Decimal(f"{amount.normalize():f}")


def note_of(metric: Metric, on: dt.date) -> str:
    return f"台帳による計測（{metric.key}「{metric.label}」、{wareki(on)}時点）"


def measured_days(on: dt.date, *, from_date: dt.date, ended_date: dt.date | None) -> tuple[dt.date, ...]:
    """Return the days that are read on a day: the end of the fiscal year before, which may be known only now, and the
    day itself."""
    ends = FiscalYear.containing(on).first_day - dt.timedelta(days=1)
    return tuple(day for day in (ends, on) if from_date <= day and (ended_date is None or day < ended_date))


def is_measured(period: Period, *, from_date: dt.date, ended_date: dt.date | None) -> bool:
    """Whether a period's value comes from the ledger: it ends while the ledger measures."""
    return period.last_day >= from_date and (ended_date is None or period.last_day < ended_date)


def require_fit(metric: Metric, *, unit: str, accumulation: str, series: Collection[str]) -> None:
    """
    :raises HasSeries: the indicator is measured in series.
    :raises MetricUnitDiffers: the metric counts something else.
    :raises MetricKindDiffers: one is of a day, the other of a year.
    """
    if series:
        raise HasSeries
    if not same_unit(metric.unit, unit):
        raise MetricUnitDiffers(metric, unit)
    if Accumulation(accumulation) not in KINDS[metric.kind]:
        raise MetricKindDiffers(metric)
