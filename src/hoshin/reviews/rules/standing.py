"""Where an indicator stands, reckoned for a meeting. It states and asks; what it means is for people to say."""

from __future__ import annotations

import datetime as dt
import enum
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

from hoshin.indicators.rules import Accumulation, IndicatorFacts, Outlook, Point, Refusal, Wanted, outlook
from hoshin.indicators.rules.achievement import decimal_of
from hoshin.indicators.rules.comparison import refusal_of_meaning
from hoshin.kernel.fiscal import FiscalYear, Period, wareki
from hoshin.kernel.quantity import Status, same_unit
from hoshin.reviews.rules.forecast import Forecast, forecast
from hoshin.reviews.rules.results import IndicatorLine

JUMP = 5  # times the usual change
FEWEST_CHANGES = 3  # before any can be called usual
MUCH_FASTER = 2  # times the pace so far


class Reading(enum.StrEnum):
    REACHED = "達成"
    SHORT = "未達"
    UNMEASURED = "未計測"
    OPEN = "算出できない"


@dataclass(frozen=True, slots=True)
class Correction:
    """An actual of this period replaced an older statement, for this reason."""

    period: Period
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something worth asking, and why it comes up."""

    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.text}（{self.reason}）"


@dataclass(frozen=True, slots=True)
class Standing:
    """One series of an indicator on a day, held against the target that is due next."""

    name: str
    reading: Reading
    facts: IndicatorFacts
    outlook: Outlook
    forecast: Forecast | None  # at the end of the target's period
    remarks: tuple[str, ...]
    questions: tuple[Question, ...]


def standing_of(
    facts: IndicatorFacts, on: dt.date, *, name: str, asked: Period, corrections: tuple[Correction, ...] = ()
) -> Standing:
    """Reckon where a series stands. `asked` is the period about which is asked: older values are told as old."""
    view = outlook(facts, on)
    reading = _reading(view)
    return Standing(
        name=f"{name}（{facts.series}）" if facts.series else name,
        reading=reading,
        facts=facts,
        outlook=view,
        forecast=_forecast(facts, on, view.next.target),
        remarks=tuple(_remarks(facts, on, view, asked, corrections)),
        questions=tuple(_questions(facts, on, view, reading, asked)),
    )


def line_of(standing: Standing) -> IndicatorLine:
    """Put it into the words of a meeting's paper."""
    view = standing.outlook
    target, needed = view.next.target, _needed(view)
    return IndicatorLine(
        name=standing.name,
        target=f"{target.period.label_wareki} {target.quantity}" if target else "目標なし",
        actual=_told(view.actual) if view.actual else "実績なし",
        standing=standing.reading.value,
        needed=needed,
        reached_in=_reached_in(standing),
        remarks=tuple(remark for remark in standing.remarks if remark != needed),
        questions=tuple(str(question) for question in standing.questions),
        forecast=_forecast_text(standing),
    )


def _reading(view: Outlook) -> Reading:
    if view.actual is None or view.actual.quantity.absence is not None:
        return Reading.UNMEASURED
    if view.next.is_reached is None:
        return Reading.OPEN
    return Reading.REACHED if view.next.is_reached else Reading.SHORT


def _told(point: Point) -> str:
    """A figure of one day says its day once."""
    day = point.as_of
    if day is None or day == point.period.first_day:
        return f"{point.period.label_wareki} {point.quantity}"
    return f"{point.period.label_wareki} {point.quantity}（{wareki(day)}時点）"


def _needed(view: Outlook) -> str:
    for step in view.pace.steps:
        if view.next.target is None or step.target == view.next.target:
            return step.reading
    if view.pace.steps:
        return view.pace.steps[0].reading
    refusal = view.pace.refusal or view.next.refusal
    return refusal.sentence if refusal else ""


def _reached_in(standing: Standing) -> str:
    view = standing.outlook
    if view.reached_in is not None:
        return view.reached_in.label_wareki
    if view.final.is_reached:
        return "達成済み"
    if view.pace.so_far is None:
        return "比べられる実績が足りず、算出できません。"
    return "これまでの変化が続くと、達しません。"


def _numbers(facts: IndicatorFacts, on: dt.date) -> list[Point]:
    """Return the actuals that mean the same as the newest of them, oldest first."""
    points = [
        point for point in facts.actuals_on(on) if point.exact_number is not None and not facts.is_in_progress(point)
    ]
    return [point for point in points if refusal_of_meaning(facts, point, points[-1]) is None]


def _forecast(facts: IndicatorFacts, on: dt.date, target: Point | None) -> Forecast | None:
    points = [(point.day, number) for point in _numbers(facts, on) if (number := point.exact_number) is not None]
    if target is None or not points or facts.accumulation is Accumulation.UNKNOWN:
        return None
    lowest, newest = min(number for _, number in points), points[-1][1]
    is_share = same_unit(target.quantity.unit or facts.unit, "%") and all(0 <= number <= 100 for _, number in points)
    floor = Fraction(0) if lowest >= 0 else None
    if facts.accumulation is Accumulation.CUMULATIVE:
        floor = newest
    return forecast(points, target.day, floor=floor, ceiling=Fraction(100) if is_share else None)


def _forecast_text(standing: Standing) -> str:
    found = standing.forecast
    if found is None:
        return ""
    target = standing.outlook.next.target
    shown = target or standing.outlook.actual
    decimals = max((_decimals(point.quantity.amount) for point in standing.facts.actuals), default=0)
    unit = (shown.quantity.unit if shown else "") or standing.facts.unit
    value, low, high = (_plain(number, decimals) for number in (found.value, found.low, found.high))
    when = target.period.label_wareki if target else FiscalYear.containing(found.day).label_wareki
    tried = f"過去{found.tried}回の予測の誤差"
    room = f"{low}〜{high}{unit}。{tried}から" if low != high else f"{tried}は0"
    return f"{when}の見通し {value}{unit}（{room}。方法：{found.method}）"


def _decimals(amount: Decimal | None) -> int:
    exponent = amount.as_tuple().exponent if amount is not None else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _plain(number: Fraction, decimals: int) -> str:
    return f"{decimal_of(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"


def _remarks(
    facts: IndicatorFacts, on: dt.date, view: Outlook, asked: Period, corrections: tuple[Correction, ...]
) -> Iterator[str]:
    if view.next.refusal is not None and view.next.is_reached is None:
        yield view.next.refusal.sentence
    for period in _felt_breaks(facts, on):
        yield f"{period.label_wareki}から定義が変わりました。前の値とは比べられません。"
    if _is_stale(view, asked):
        yield f"最新の実績は、{asked.label_wareki}より前のものです。"
    if view.actual and view.actual.quantity.status is not Status.CONFIRMED:
        yield f"最新の実績は{view.actual.quantity.status.label}の値です。"
    for correction in corrections:
        yield f"{correction.period.label_wareki}の実績は後から訂正されています：{correction.reason}"
    yield from (f"累計なのに、{period.label_wareki}の値が前より減っています。" for period in _falls(facts, on))
    if (jump := _jump(facts, on)) is not None:
        yield f"{jump.label_wareki}の変化が、それまでの{JUMP}倍を超えています。"


def _is_stale(view: Outlook, asked: Period) -> bool:
    return view.actual is not None and view.actual.day < asked.first_day


def _felt_breaks(facts: IndicatorFacts, on: dt.date) -> list[Period]:
    """Return the breaks that part actuals from each other; with one definition from the first on, nothing is parted."""
    known = facts.actuals_on(on)
    return [period for period in facts.breaks if any(point.day < period.first_day for point in known)]


def _falls(facts: IndicatorFacts, on: dt.date) -> list[Period]:
    if facts.accumulation is not Accumulation.CUMULATIVE:
        return []
    points = _numbers(facts, on)
    return [now.period for then, now in itertools.pairwise(points) if _number(now) < _number(then)]


def _jump(facts: IndicatorFacts, on: dt.date) -> Period | None:
    """Return the newest actual's period where its change is many times the usual one."""
    points = _numbers(facts, on)
    changes = [abs(_number(now) - _number(then)) for then, now in itertools.pairwise(points)]
    if len(changes) <= FEWEST_CHANGES:
        return None
    usual = median(changes[:-1])
    return points[-1].period if usual and changes[-1] > usual * JUMP else None


def _number(point: Point) -> Fraction:
    return point.exact_number or Fraction(0)


def _questions(
    facts: IndicatorFacts, on: dt.date, view: Outlook, reading: Reading, asked: Period
) -> Iterator[Question]:
    target = view.next.target
    if target is None:
        yield Question("目標をどのように置きますか。", "目標がありません")
    elif view.next.refusal in {Refusal.TARGET_TEXT, Refusal.TARGET_ABSENT, Refusal.TARGET_APPROXIMATE}:
        yield Question("達したかどうかを、何で確かめますか。", "目標が確かな数値ではありません")
    if reading is Reading.UNMEASURED:
        yield Question("いつ、どのように計測しますか。", "実績がありません")
    elif _is_stale(view, asked):
        yield Question("新しい値はいつ分かりますか。", f"{asked.label_wareki}の実績がありません")
    if target is not None and target.period.last_day <= on and reading is Reading.SHORT:
        yield Question("届かなかった事実と原因は何で、これからどうしますか。", "目標の期限を過ぎています")
    yield from _questions_of_pace(facts, on, view)
    if _falls(facts, on) or _jump(facts, on) is not None:
        yield Question("数え方や元の資料に変わりはありませんか。", "値の動きがほかの年と違います")
    if _felt_breaks(facts, on) and view.pace.so_far is None:
        yield Question("新しい定義で、前の年の値を数え直せますか。", "定義が変わり、進みを比べられません")


def _questions_of_pace(facts: IndicatorFacts, on: dt.date, view: Outlook) -> Iterator[Question]:
    last = view.final.target
    if facts.wanted is not Wanted.KEEP and view.final.is_reached and last is not None and last.period.last_day > on:
        yield Question("目標を見直しますか。", "期限の前に達しています")
    so_far = view.pace.so_far
    needed = view.pace.steps[-1].per_year if view.pace.steps else Decimal(0)
    if so_far is None or not needed:
        return
    if needed * so_far <= 0:
        yield Question("何を変えれば目標に向かいますか。", "これまでの変化が目標に向かっていません")
    elif abs(needed) > abs(so_far) * MUCH_FASTER:
        times = (abs(needed) / abs(so_far)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        yield Question("何を変えれば間に合いますか。", f"必要な進みが、これまでの{times}倍です")
