"""What may be stored as an indicator, a target or an actual, whoever brings it. Plain Python.

Each error names the input it is about, so that a form can say it there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from hoshin.indicators.rules.facts import RuleKind
from hoshin.kernel.fiscal import FiscalYear, Period, PeriodKind
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.quantity import Quantity, same_unit
from hoshin.kernel.refusal import Refused


class HoldsMyNumber(Refused):
    """The message never repeats the number."""

    def __init__(self, field: str) -> None:
        super().__init__(
            "マイナンバー（個人番号）と思われる12桁の番号が含まれています。番号を消してから保存してください。",
            field=field,
        )


class UnitDiffers(Refused):
    def __init__(self, given: str, wanted: str) -> None:
        named = f"この指標の単位は「{wanted}」です" if wanted else "この指標には単位がありません"
        super().__init__(f"単位「{given}」が違います。{named}。", field="value")


class UnitInUse(Refused):
    def __init__(self, used: str) -> None:
        super().__init__(f"目標または実績が単位「{used}」で入っているため、この単位には変えられません。", field="unit")


class UnknownSeries(Refused):
    def __init__(self, series: str, names: Collection[str]) -> None:
        known = f"系列は次のどれかです：{'、'.join(names)}。" if names else "この指標には系列がありません。"
        super().__init__(
            f"系列「{series}」はありません。{known}" if series else f"系列を選んでください。{known}", field="series"
        )


class SeriesInUse(Refused):
    def __init__(self, series: str) -> None:
        named = f"系列「{series}」の" if series else "系列のない"
        super().__init__(f"{named}目標または実績が入っているため、系列をこのようには変えられません。", field="series")


class TargetInThePast(Refused):
    def __init__(self, period: Period, year: int) -> None:
        edition = FiscalYear(year).label_wareki
        super().__init__(
            f"{period.label_wareki}は、{edition}版より前の時期です。目標は{edition}から後の時期に置いてください。",
            field="period",
        )


class TargetExists(Refused):
    def __init__(self, period: Period) -> None:
        super().__init__(f"{period.label_wareki}の目標はすでにあります。一覧から変更してください。", field="period")


class ActualExists(Refused):
    def __init__(self, period: Period) -> None:
        super().__init__(
            f"{period.label_wareki}の同じ時点の実績はすでにあります。直すときは「訂正」を使ってください。",
            field="period",
        )


class AsOfMissing(Refused):
    def __init__(self, period: Period) -> None:
        super().__init__(
            f"{period.label_wareki}はまだ終わっていません。いつの時点の値かを入れてください。", field="as_of_date"
        )


class AsOfNotPlausible(Refused):
    def __init__(self, message: str) -> None:
        super().__init__(message, field="as_of_date")


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__("理由を書いてください。変更の前後の値とともに残ります。", field="reason")


class BandWidthMissing(Refused):
    def __init__(self) -> None:
        super().__init__(
            "「基準の範囲内」で判断するときは、許容幅を1から100までの整数（%）で入れてください。", field="band_percent"
        )


class UnknownMetric(Refused):
    def __init__(self, key: str) -> None:
        message = f"計測項目「{key}」はありません。" if key else "自動計測のときは、計測項目を入れてください。"
        super().__init__(message, field="source_key")


def require_no_my_number(texts: Mapping[str, str]) -> None:
    """
    :raises HoldsMyNumber: for the first text that holds one.
    """
    for field, text in texts.items():
        if find_my_numbers(text):
            raise HoldsMyNumber(field)


def require_unit(unit: str, quantity: Quantity) -> None:
    """A number without unit has the indicator's.

    :raises UnitDiffers: the value says another unit.
    """
    if quantity.amount is not None and quantity.unit and not same_unit(quantity.unit, unit):
        raise UnitDiffers(quantity.unit, unit)


def require_series(series: str, names: Collection[str]) -> None:
    """
    :raises UnknownSeries: not one of the indicator's, or none where it has some.
    """
    if series not in (names or ("",)):
        raise UnknownSeries(series, names)


def require_target_ahead(period: Period, year: int) -> None:
    """
    :raises TargetInThePast: the period ends before the edition's year begins.
    """
    if period.last_day < FiscalYear(year).first_day:
        raise TargetInThePast(period, year)


def require_as_of(period: Period, as_of: dt.date | None, *, on: dt.date) -> None:
    """
    :raises AsOfMissing: the period is not over on the day `on` and nothing says when the value was counted.
    :raises AsOfNotPlausible: counted in the future or before the period began.
    """
    if as_of is None:
        if period.last_day > on:
            raise AsOfMissing(period)
        return
    if as_of > on:
        raise AsOfNotPlausible("時点が今日より後の日付です。")
    if as_of < period.first_day:
        raise AsOfNotPlausible(f"時点が{period.label_wareki}の始まりより前の日付です。")
    if period.kind is PeriodKind.DAY and as_of != period.first_day:
        raise AsOfNotPlausible(f"時期が{period.label_wareki}時点なので、時点も同じ日付にするか、空けてください。")


def require_reason(reason: str) -> None:
    """
    :raises ReasonMissing: nothing is written.
    """
    if not reason.strip():
        raise ReasonMissing


def band_width(rule: str, band_percent: int | None) -> int | None:
    """Return the width to store: only a band has one.

    :raises BandWidthMissing: a band without it.
    """
    if rule != RuleKind.BAND:
        return None
    if band_percent is None or not 1 <= band_percent <= 100:
        raise BandWidthMissing
    return band_percent
