"""Finding My Numbers (個人番号) in free text, so that they are refused before anything is stored."""

from __future__ import annotations

import re
import unicodedata

_LENGTH = 12
_SPACE = "[ \u00a0\u3000\u2000-\u200a]"
_HYPHEN = "[-\u2010-\u2015\u2212\uff0d\u30fc\uff70]"
_RUN = re.compile("(?<![0-9])[0-9]{12}(?![0-9])")
# As on the card: three groups of four. Groups joined by hyphens on are another number (cards have four).
_GROUPS = re.compile(
    f"(?<![0-9])(?<![0-9]{_HYPHEN})[0-9]{{4}}(?:{_SPACE}[0-9]{{4}}{_SPACE}|{_HYPHEN}[0-9]{{4}}{_HYPHEN})[0-9]{{4}}(?!{_HYPHEN}?[0-9])"
)
# Digits inside hashes, UUIDs and fractions are not numbers of people.
_MACHINE_MADE = re.compile(
    r"[0-9a-fA-F]{32,}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]+\.[0-9]+", re.ASCII
)


def find_my_numbers(text: str) -> list[tuple[int, int]]:
    """Return the half-open ranges of what can be a My Number: 12 digits with the right check digit.

    Any width of digits, grouped 4-4-4 by spaces or hyphens or not at all, also with invisible characters between. Not
    part of a longer run of digits. One in eleven other numbers of 12 digits has the right check digit too: amounts
    with commas (123,456,789,012円) are not taken for one, amounts without are, since refusing is the safer mistake.
    """
    places, plain = _plain_digits(text)
    machine_made = [match.span() for match in _MACHINE_MADE.finditer(plain)]
    found = []
    for pattern in (_RUN, _GROUPS):
        for match in pattern.finditer(plain):
            start, end = match.span()
            is_inside = any(first <= start and end <= last for first, last in machine_made)
            if not is_inside and _has_valid_check_digit(re.sub("[^0-9]", "", match[0])):
                found.append((places[start], places[end - 1] + 1))
    return sorted(found)


def _plain_digits(text: str) -> tuple[list[int], str]:
    """Return the text without invisible characters and with ASCII digits, and where each character stood."""
    places, plain = [], []
    for place, char in enumerate(text):
        if char.isascii():
            plain.append(char)
        elif unicodedata.category(char) == "Cf":
            continue
        else:
            digit = unicodedata.decimal(char, None)
            plain.append(char if digit is None else str(digit))
        places.append(place)
    return places, "".join(plain)


def _has_valid_check_digit(digits: str) -> bool:
    # 平成26年総務省令第85号第5条: the eleven digits from the right, weighted 2 to 7 and then 2 to 6.
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    remainder = sum(int(digit) * weight for digit, weight in zip(reversed(digits[:-1]), weights, strict=True)) % 11
    expected = 0 if remainder <= 1 else 11 - remainder
    return len(digits) == _LENGTH and int(digits[-1]) == expected
