"""Latitudes and longitudes. Whether a point lies where it should is seen on a map only; Japan's bounds are known."""

from __future__ import annotations

import re
from collections.abc import Callable

from hoshin.services.opendata.rules.mending.catalogue import Mender, Proposal
from hoshin.services.opendata.rules.mending.texts import plain
from hoshin.services.opendata.rules.values import is_latitude, is_longitude, is_number

LATITUDES_OF_JAPAN = (20.0, 46.0)
LONGITUDES_OF_JAPAN = (122.0, 154.0)

# In one width a double prime is two single ones.
_DMS = re.compile(
    r"(?:北緯|東経|N|E)?\s*([0-9]{1,3})\s*(?:[°度]|\s\u309a)\s*([0-9]{1,2})\s*[′'’分]\s*"
    r"(?:([0-9]{1,2}(?:\.[0-9]{1,10})?)\s*(?:[\"”秒]|''|′′)?)?\s*[NE]?"
)
_DMS_DOTS = re.compile(r"([0-9]{2,3})\.([0-5][0-9])\.([0-5][0-9](?:\.[0-9]{1,10})?)")
_NO_POINT = re.compile("[0-9]{7,12}")
_ZERO = re.compile(r"0+(?:\.0*)?")


def is_zero(text: str) -> bool:
    return _ZERO.fullmatch(text) is not None


def latitude_mender() -> Mender:
    return _mender(is_latitude, LATITUDES_OF_JAPAN, whole_digits=2)


def longitude_mender() -> Mender:
    return _mender(is_longitude, LONGITUDES_OF_JAPAN, whole_digits=3)


def _mender(is_valid: Callable[[str], bool], bounds: tuple[float, float], *, whole_digits: int) -> Mender:
    is_inside = within(bounds)

    def mend(value: str) -> Proposal | None:
        text = plain(value)
        if is_zero(text):
            return Proposal("coordinates.zero", "")
        if is_valid(text):
            return _same_or(value, text)
        for rule, pattern in (("coordinates.dms", _DMS), ("coordinates.dms_dots", _DMS_DOTS)):
            if (match := pattern.fullmatch(text)) and is_inside(after := _decimal(match)):
                return Proposal(rule, after)
        if _NO_POINT.fullmatch(text) and is_inside(after := f"{text[:whole_digits]}.{text[whole_digits:]}"):
            return Proposal("coordinates.point", after)
        return None

    return mend


def _same_or(value: str, text: str) -> Proposal | None:
    if value == text:
        return None
    return Proposal("text.space" if value.strip() == text else "text.width", text)


def within(bounds: tuple[float, float]) -> Callable[[str], bool]:
    first, last = bounds
    return lambda text: is_number(text) and first <= float(text) <= last


is_japanese_latitude = within(LATITUDES_OF_JAPAN)
is_japanese_longitude = within(LONGITUDES_OF_JAPAN)


def is_swapped(latitude: str, longitude: str) -> bool:
    """Say whether both bounds say that the two stand in each other's place. They do not overlap, so this is sure."""
    return is_japanese_longitude(plain(latitude)) and is_japanese_latitude(plain(longitude))


def _decimal(match: re.Match[str]) -> str:
    degrees, minutes, seconds = int(match[1]), int(match[2]), float(match[3] or 0)
    if minutes >= 60 or seconds >= 60:
        return ""
    # A second is 31 m: six decimals of a degree (11 cm) hold what was written.
    return f"{degrees + minutes / 60 + seconds / 3600:.6f}"
