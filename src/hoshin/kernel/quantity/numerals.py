"""Numbers as Japanese documents write them: 1,500 and 12万, 1億2千万."""

from __future__ import annotations

import re
from decimal import Decimal

# A leading zero is the mark of a code (0120…), not of a number; 1,50 and 12,34 are no grouping.
PLAIN = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?"
_PLAIN = re.compile(PLAIN)

# 百 is left out (5百貨店 counts department stores), and so is 千 after two digits or more: 15千人 is printed where the
# column counts in 千人.
_PART = rf"(?:[1-9]千)?(?:{PLAIN})?"
_WITH_MULTIPLIERS = re.compile(rf"(?:({_PART})兆)?(?:({_PART})億)?(?:({_PART})万)?((?:[1-9]千)?(?:{PLAIN})?)")
_MULTIPLIERS = (10**12, 10**8, 10**4, 1)
_NEXT_MULTIPLIER = 10**4


def read_plain(text: str) -> tuple[Decimal, str]:
    """Return the number that the text begins with, and what follows it."""
    match = _PLAIN.match(text)
    if match is None:
        raise ValueError(text)
    return _amount(match[0]), text[match.end() :]


def read_multiplied(text: str) -> tuple[Decimal, str] | None:
    """Return the number with its 千, 万, 億, 兆 multiplied out, and what follows; None where there is none of them.

    None also where it is no number we read: only the last part may have decimals (1.5億), each part must stay below the
    one before it (not 3万50000), and what follows must not be a multiplier again (2千5百).
    """
    match = _WITH_MULTIPLIERS.match(text)
    if match is None or not re.search("[千万億兆]", match[0]) or "" in match.groups()[:-1]:
        return None
    following = text[match.end() :]
    if following.startswith(tuple("十百千万億兆")):
        return None
    parts = [(part, multiplier) for part, multiplier in zip(match.groups(), _MULTIPLIERS, strict=True) if part]
    amounts = [_part(part) for part, _ in parts]
    if any(amount >= _NEXT_MULTIPLIER for amount in amounts[1:]) or any("." in part for part, _ in parts[:-1]):
        return None
    total = sum((_part(part) * multiplier for part, multiplier in parts), Decimal(0))
    return _without_idle_decimals(total), following


def _part(written: str) -> Decimal:
    thousands, mark, rest = written.rpartition("千")
    return (Decimal(thousands) * 1000 if mark else Decimal(0)) + (_amount(rest) if rest else Decimal(0))


def _amount(plain: str) -> Decimal:
    return Decimal(plain.replace(",", ""))


def _without_idle_decimals(amount: Decimal) -> Decimal:
    whole = amount.to_integral_value()
    return whole if whole == amount else amount
