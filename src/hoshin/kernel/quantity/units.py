"""Units of measure: free text, but か所, 箇所, ヶ所 and カ所 are one unit, and so are % and ％."""

from __future__ import annotations

import re
import unicodedata

PERCENT = "%"
PERCENTAGE_POINT = "ポイント"
LONGEST_UNIT = 20

# Adding two of these says nothing: shares have denominators of their own, ranks and temperatures no sum.
_NEVER_SUMMED = frozenset({PERCENT, "‰", "割", "倍", "位", "°C"})
_COUNTER_KA = re.compile("[箇個ヶヵカケか](?=[所国月年])")


def unit_key(unit: str) -> str:
    """Return the form in which two spellings of one unit are equal; never shown."""
    folded = "".join(unicodedata.normalize("NFKC", unit).split())
    return _COUNTER_KA.sub("か", folded).replace("パーセント", PERCENT)


def same_unit(one: str, other: str) -> bool:
    return unit_key(one) == unit_key(other)


def may_be_summed(unit: str) -> bool:
    return unit_key(unit) not in _NEVER_SUMMED
