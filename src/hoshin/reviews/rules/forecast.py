"""Where a series may stand on a later day: several simple methods, tried on the series' own past.

Each method is asked what it would have said at every earlier point; what it missed by, per year ahead, is its error.
The method with the smallest mean error gives the forecast. The range is what it has missed by at worst, widened to
whatever the methods that did nearly as well say: it is a record of the past, not a probability.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hoshin.indicators.rules.months import months_between

FEWEST_POINTS = 4
FEWEST_TO_LEARN_FROM = 2  # of a back-test: one point has no change
NEARLY_AS_GOOD = 2  # times the smallest mean error
DAMPING = Fraction(4, 5)  # what is left of a change after each year
MONTHS = 12

Sample = tuple[Fraction, Fraction]  # years since the first point, value
Method = Callable[[Sequence[Sample], Fraction], Fraction]


@dataclass(frozen=True, slots=True)
class Forecast:
    """`low` and `high` enclose `value`. `tried` is how often the method was held against the past."""

    day: dt.date
    value: Fraction
    low: Fraction
    high: Fraction
    method: str
    tried: int


def forecast(
    points: Sequence[tuple[dt.date, Fraction]],
    day: dt.date,
    *,
    floor: Fraction | None = None,
    ceiling: Fraction | None = None,
) -> Forecast | None:
    """Return where the series may stand at the end of a day.

    None with fewer than four points on different days, or for a day that does not lie behind them. `floor` and
    `ceiling` are values that it cannot leave.
    """
    latest = dict(sorted(points))
    days = list(latest)
    if len(days) < FEWEST_POINTS or day <= days[-1]:
        return None
    samples = [(_years(days[0], one), latest[one]) for one in days]
    at = _years(days[0], day)
    ahead = at - samples[-1][0]
    errors = {name: _errors(method, samples) for name, method in METHODS.items()}
    means = {name: sum(missed, Fraction(0)) / len(missed) for name, missed in errors.items()}
    best = min(means, key=lambda name: means[name])  # of equals the simplest, which stands first
    value = METHODS[best](samples, at)
    reach = max(errors[best]) * ahead
    others = [METHODS[name](samples, at) for name, mean in means.items() if mean <= means[best] * NEARLY_AS_GOOD]
    return Forecast(
        day=day,
        value=_within(value, floor, ceiling),
        low=_within(min(value - reach, *others), floor, ceiling),
        high=_within(max(value + reach, *others), floor, ceiling),
        method=best,
        tried=len(errors[best]),
    )


def _errors(method: Method, samples: Sequence[Sample]) -> list[Fraction]:
    """Return by how much a year the method missed each point when it knew only those before."""
    return [
        abs(method(samples[:index], samples[index][0]) - samples[index][1])
        / (samples[index][0] - samples[index - 1][0])
        for index in range(FEWEST_TO_LEARN_FROM, len(samples))
    ]


def _last(samples: Sequence[Sample], at: Fraction) -> Fraction:
    return samples[-1][1]


def _drift(samples: Sequence[Sample], at: Fraction) -> Fraction:
    (start, first), (end, last) = samples[0], samples[-1]
    return last + (last - first) / (end - start) * (at - end)


def _trend(samples: Sequence[Sample], at: Fraction) -> Fraction:
    count = len(samples)
    mean_time = sum((time for time, _ in samples), Fraction(0)) / count
    mean_value = sum((value for _, value in samples), Fraction(0)) / count
    spread = sum(((time - mean_time) ** 2 for time, _ in samples), Fraction(0))
    joint = sum(((time - mean_time) * (value - mean_value) for time, value in samples), Fraction(0))
    return mean_value + joint / spread * (at - mean_time)


def _mean_change(samples: Sequence[Sample], at: Fraction) -> Fraction:
    changes = _changes(samples)
    return samples[-1][1] + sum(changes, Fraction(0)) / len(changes) * (at - samples[-1][0])


def _damped(samples: Sequence[Sample], at: Fraction) -> Fraction:
    """Go on with the last change, less of it each year; a part of a year counts as that part."""
    left, change, value = at - samples[-1][0], _changes(samples)[-1], samples[-1][1]
    while left > 0:
        change *= DAMPING
        value += change * min(left, Fraction(1))
        left -= 1
    return value


def _changes(samples: Sequence[Sample]) -> list[Fraction]:
    """Return the change a year between each point and the next."""
    return [(value - before) / (time - then) for (then, before), (time, value) in itertools.pairwise(samples)]


METHODS: Mapping[str, Method] = {
    "最後の値のまま": _last,
    "最初から最後までの変化": _drift,
    "各年の変化の平均": _mean_change,
    "直線の当てはめ": _trend,
    "弱まっていく変化": _damped,
}


def _years(first: dt.date, last: dt.date) -> Fraction:
    return months_between(first, last) / MONTHS


def _within(value: Fraction, floor: Fraction | None, ceiling: Fraction | None) -> Fraction:
    value = value if floor is None else max(value, floor)
    return value if ceiling is None else min(value, ceiling)
