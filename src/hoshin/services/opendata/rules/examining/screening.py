"""Which values of a column need no second look, found for many values by one pass of a regular expression.

A screen is narrower than the rules: what it passes is right, what it stops is judged by the rules. So a mistake here
costs time, and a test holds that nothing is passed which the rules would speak of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hoshin.services.opendata.rules.shapes import Field, FieldType

_FEWEST = 48  # values: below, judging each costs less than joining them
_MARK = "\x1e"

# Japanese text, narrow letters and digits, and signs that mean nothing to any rule. Not the space, @, #, ?, : and +,
# and not 座 and 普, with which the numbers of accounts are introduced.
_TEXT = "[ぁ-んァ-ヶー一-\u5ea6\u5ea8-\u666d\u666f-龠、。・（）「」A-Za-z0-9_/.(),!&%=~-]"
_HYPHENATED = "(?:[0-9]-[0-9]{4}|[0-9]{2}-[0-9]{3}|[0-9]{3}-[0-9]{2}|[0-9]{4}-[0-9])-[0-9]{4}"

_GOOD = {
    FieldType.STRING: f"(?!同(?:上|じ?く?)(?:{_MARK}|\\Z)){_TEXT}+",
    FieldType.INTEGER: "-?[0-9]{1,8}",
    FieldType.NUMBER: r"-?[0-9]{1,4}(?:\.[0-9]{1,4})?",
    FieldType.DATE: "(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])",
    FieldType.LATITUDE: r"(?:2[1-9]|3[0-9]|4[0-5])\.[0-9]{5,10}",
    FieldType.LONGITUDE: r"1(?:2[2-9]|[34][0-9]|5[0-3])\.[0-9]{5,10}",
    FieldType.PHONE: f"0(?![5789]0){_HYPHENATED}",
    FieldType.URL: "https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~%/-]*)?",
}
_SCREENS = {
    # Each value stands after a mark; found are the marks of those that are not good to the next mark.
    field_type: re.compile(f"{_MARK}(?!(?:{good})(?:{_MARK}|\\Z))")
    for field_type, good in _GOOD.items()
}
# Texts that are good by what they are made of may hold numbers of persons, or several numbers.
_MAY_HOLD_NUMBERS = frozenset({FieldType.STRING, FieldType.URL})
_LONG_NUMBER = re.compile("[0-9()-]{9}")
_FOR_LONG_NUMBERS = bytes(ord("0") if chr(byte) in "0123456789()-" else ord(" ") for byte in range(256))
_OTHER_NUMBERS = (
    re.compile("ー(?<=[0-9()ー-]ー)[0-9()ー-]"),  # a long vowel that stands for a hyphen
    re.compile("-[0-9]{3,4}[、,/・]+0"),  # the end of a telephone number and the beginning of the next
)


class Screen:
    def __init__(self, field: Field) -> None:
        self._stopped = None if field.values else _SCREENS.get(field.type)
        self._may_hold_numbers = field.type in _MAY_HOLD_NUMBERS

    @property
    def is_known(self) -> bool:
        return self._stopped is not None

    def doubtful(self, values: Collection[str]) -> Collection[str]:
        """Return the values that have to be judged."""
        if self._stopped is None or len(values) < _FEWEST:
            return values
        joined = _MARK + _MARK.join(values)
        if joined.count(_MARK) != len(values):
            return values  # one of them holds the mark itself
        places = {match.start() + 1 for match in self._stopped.finditer(joined)}
        if self._may_hold_numbers:
            places.update(joined.rindex(_MARK, 0, place) + 1 for place in _numbers(joined))
        return {joined[place : _end(joined, place)] for place in places}


def _numbers(joined: str) -> Iterator[int]:
    """Where numbers stand that are worth a second look."""
    # That none is long, which is nearly always so, bytes tell ten times quicker than a pattern.
    if b"0" * 9 in joined.encode("utf-8", "surrogatepass").translate(_FOR_LONG_NUMBERS):
        yield from (match.start() for match in _LONG_NUMBER.finditer(joined))
    for pattern in _OTHER_NUMBERS:
        yield from (match.start() for match in pattern.finditer(joined))


def _end(joined: str, place: int) -> int | None:
    end = joined.find(_MARK, place)
    return None if end < 0 else end
