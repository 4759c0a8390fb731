"""全国地方公共団体コード that spreadsheets and old tables cut: without the zero in front, without the check digit."""

from __future__ import annotations

import re

from hoshin.kernel.municipal_code import check_digit
from hoshin.services.opendata.rules.mending.catalogue import Mender, Proposal
from hoshin.services.opendata.rules.values import is_code

_FIVE = re.compile(r"([0-9]{5})(?:\.0)?")
_FOUR = re.compile(r"([0-9]{4})(?:\.0)?")
_SIX_POINT = re.compile(r"([0-9]{6})\.0")


def code_reader(city_code: str) -> Mender:
    """Five digits can be a code without its zero or without its check digit. If both can be, the city's code decides;
    if it is neither, a person has to."""

    def read(text: str) -> Proposal | None:
        if match := _SIX_POINT.fullmatch(text):
            return Proposal("number.point", match[1]) if is_code(match[1]) else None
        if match := _FIVE.fullmatch(text):
            return _of_five(match[1], city_code)
        if match := _FOUR.fullmatch(text):
            code = f"0{match[1]}{check_digit('0' + match[1])}"
            return Proposal("code.both", code) if is_code(code) else None
        return None

    return read


def _of_five(digits: str, city_code: str) -> Proposal | None:
    with_zero, with_check = f"0{digits}", digits + check_digit(digits)
    candidates = [
        Proposal(rule, code) for rule, code in (("code.zero", with_zero), ("code.check", with_check)) if is_code(code)
    ]
    if len(candidates) > 1:
        candidates = [candidate for candidate in candidates if candidate.after == city_code]
    return candidates[0] if candidates else None
