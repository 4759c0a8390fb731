"""From figures to places: a scale with round steps, exact in Decimals until the last moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

# Enough for the difference of the largest and the smallest figure that Point admits.
_EXACT = Context(prec=160)
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Scale:
    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        with localcontext(_EXACT):
            count = int((self.high - self.low) / self.step)
            return [self.low + self.step * place for place in range(count + 1)]

    @property
    def starts_at_zero(self) -> bool:
        return self.low <= 0 <= self.high

    def share(self, value: Decimal) -> float:
        """0.0 at the low end, 1.0 at the high end; never outside."""
        with localcontext(_EXACT):
            return min(1.0, max(0.0, float((value - self.low) / (self.high - self.low))))


def _step(span: Decimal, *, whole: bool) -> Decimal:
    raw = span / 5
    base = Decimal(1).scaleb(raw.adjusted())
    step = next(factor * base for factor in _STEPS if factor * base >= raw)
    if whole and step != step.to_integral_value():
        return max(Decimal(1), step.to_integral_value(rounding=ROUND_CEILING))
    return step


def nice_scale(values: Sequence[Decimal], *, from_zero: bool = True) -> Scale:
    """Round steps around the values. Whole values get whole steps: half a place cannot be installed."""
    with localcontext(_EXACT):
        low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
        if from_zero or low == high:
            low, high = min(low, Decimal(0)), max(high, Decimal(0))
        if low == high:
            high = low + 1
        step = _step(high - low, whole=all(value == value.to_integral_value() for value in values))
        return Scale(
            low=(low / step).to_integral_value(rounding=ROUND_FLOOR) * step,
            high=(high / step).to_integral_value(rounding=ROUND_CEILING) * step,
            step=step,
        )


def needs_zero(values: Sequence[Decimal]) -> bool:
    """A line may leave zero out only where its values lie close together, far from zero."""
    if not values:
        return True
    low, high = min(values), max(values)
    return low <= 0 or (high - low) * 3 > high
