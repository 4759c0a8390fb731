from __future__ import annotations

from hoshin.kernel.quantity import QuantityError, parse_quantity

MOST_DIGITS = 15


def whole_number(text: str) -> int:
    """Read a whole number, with or without commas, △ for less than nothing.

    :raises QuantityError: it is none.
    """
    amount = parse_quantity(text.replace("千円", "")).amount
    if amount is None or amount != int(amount) or abs(amount) >= 10**MOST_DIGITS:
        raise QuantityError("整数で書いてください。")
    return int(amount)
