"""How numbers are printed on a chart."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

_STEPS = ((Decimal(10) ** 12, "兆"), (Decimal(10) ** 8, "億"), (Decimal(10) ** 4, "万"))


def format_number(value: Decimal) -> str:
    """Thousands separated, decimals kept, minus as the △ of Japanese accounts."""
    return ("△" if value < 0 else "") + f"{abs(value):,f}"


def compact_number(value: Decimal, digits: int = 3) -> str:
    """With as many digits as count: 20.3万. For where the whole number finds no room."""
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP)
    for size, name in _STEPS:
        if abs(value) >= size:
            return format_number(_strip(rounded.create_decimal(value / size))) + name
    return format_number(_strip(value if abs(value) >= 1000 else rounded.create_decimal(value)))


def _strip(value: Decimal) -> Decimal:
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else value
