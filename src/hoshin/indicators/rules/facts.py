"""What is known of one series of an indicator: plain values, whoever brings them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from fractions import Fraction

from hoshin.kernel.fiscal import Period, PeriodKind
from hoshin.kernel.quantity import Comparator, Quantity

ABOUT_ONE_YEAR = frozenset({PeriodKind.FISCAL_YEAR, PeriodKind.CALENDAR_YEAR})
ABOUT_SEVERAL = frozenset({PeriodKind.FISCAL_SPAN, PeriodKind.DAY_SPAN})
UPPER_BOUNDS = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
LOWER_BOUNDS = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})


class Accumulation(enum.StrEnum):
    STOCK = "stock"  # the state on a day
    FLOW = "flow"  # the sum within one year
    CUMULATIVE = "cumulative"  # the sum since a beginning
    AVERAGE = "average"
    UNKNOWN = "unknown"


class Wanted(enum.StrEnum):
    UP = "up"
    DOWN = "down"
    KEEP = "keep"


class RuleKind(enum.StrEnum):
    RATIO = "ratio"
    PROGRESS = "progress"
    BAND = "band"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Point:
    """A target of a period, or an actual with the day it was counted on."""

    period: Period
    quantity: Quantity
    as_of: dt.date | None = None

    @property
    def day(self) -> dt.date:
        """The day whose end the value speaks of."""
        return self.as_of or self.period.last_day

    @property
    def number(self) -> Fraction | None:
        """The exact amount: with fractions, neither the order of steps nor the unit's size changes a result."""
        return None if self.quantity.amount is None else Fraction(self.quantity.amount)

    @property
    def exact_number(self) -> Fraction | None:
        """The amount of a value that is neither approximate nor a bound."""
        return self.number if self.quantity.comparator is None else None

    def is_known_on(self, day: dt.date) -> bool:
        """A year's value without as-of date counts from the year's beginning: somebody has stated it."""
        return (self.as_of or self.period.first_day) <= day

    @property
    def order(self) -> tuple[dt.date, Period, str]:
        """Of two points with the same day and period the printed value decides, so that the result never depends on
        the order in which they came."""
        return self.day, self.period, str(self.quantity)


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """One series. `breaks` are the periods from which on another definition holds."""

    accumulation: Accumulation
    wanted: Wanted
    rule: RuleKind
    targets: tuple[Point, ...] = ()
    actuals: tuple[Point, ...] = ()
    unit: str = ""
    series: str = ""
    is_capped: bool = False
    is_prorated: bool = False
    band_percent: int | None = None
    base: Point | None = None
    breaks: tuple[Period, ...] = ()

    def ordered_targets(self) -> list[Point]:
        return sorted(self.targets, key=lambda point: point.order)

    def actuals_on(self, day: dt.date) -> list[Point]:
        """The actuals that are known on a day, oldest first."""
        return sorted((point for point in self.actuals if point.is_known_on(day)), key=lambda point: point.order)

    def latest_actual(self, on: dt.date) -> Point | None:
        """The newest actual, also where it is text or an absence: an older number would hide that."""
        known = self.actuals_on(on)
        return known[-1] if known else None

    def is_broken_between(self, one: Point, other: Point) -> bool:
        first, last = sorted((one.day, other.day))
        return any(first < period.first_day <= last for period in self.breaks)

    def is_in_progress(self, point: Point) -> bool:
        """Whether a yearly figure was counted before its year was over."""
        if self.accumulation not in (Accumulation.FLOW, Accumulation.AVERAGE):
            return False
        if point.period.kind is PeriodKind.DAY:
            return point.period.fiscal_year_of_end.last_day > point.day
        return point.day < point.period.last_day

    def wants_more(self, target: Point) -> bool:
        """Whether larger is better; a value to be kept must not fall below its target, if the target says no other."""
        if self.wanted is Wanted.KEEP:
            return target.quantity.comparator not in UPPER_BOUNDS
        return self.wanted is Wanted.UP
