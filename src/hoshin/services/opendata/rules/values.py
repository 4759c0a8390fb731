"""When a cell is written as its type asks: one predicate per type, used by what mends and by what checks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from hoshin.kernel.municipal_code import MunicipalCode, NotAMunicipalCode
from hoshin.services.opendata.rules.shapes import FieldType

WEEKDAYS = "月火水木金土日"

_INTEGER = re.compile(r"-?[0-9]{1,30}")
_NUMBER = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_SIX_DIGITS = re.compile(r"[0-9]{6}")
# Ten or eleven digits with a zero in front; the hyphens where the area code ends are not known to a machine.
_PHONE = re.compile(
    r"(?=(?:-?[0-9]){10,11}$)0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}|0[0-9]{9,10}|1[0-9]{2}|#[0-9]{4}"
    r"|\+[0-9]{1,3}(?:-[0-9]{1,5}){2,4}"
)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_URL = re.compile(r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*")
_WEEKDAYS = re.compile(f"(?=.){''.join(f'{day}?' for day in WEEKDAYS)}祝?")


def is_integer(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    try:
        dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """hh:mm; 24:00 is the end of a day, as opening hours are written."""
    return _TIME.fullmatch(text) is not None


def is_code(text: str) -> bool:
    if _SIX_DIGITS.fullmatch(text) is None:
        return False
    try:
        MunicipalCode(text)
    except NotAMunicipalCode:
        return False
    return True


def is_latitude(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and -90 <= float(text) <= 90


def is_longitude(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None and -180 <= float(text) <= 180


def is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None


def is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text) is not None


def is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None


def is_weekdays(text: str) -> bool:
    return _WEEKDAYS.fullmatch(text) is not None


def _is_anything(_text: str) -> bool:
    return True


VALID: Mapping[FieldType, Callable[[str], bool]] = {
    FieldType.STRING: _is_anything,
    FieldType.INTEGER: is_integer,
    FieldType.NUMBER: is_number,
    FieldType.DATE: is_date,
    FieldType.TIME: is_time,
    FieldType.FLAG: lambda text: text == "1",
    FieldType.CODE: is_code,
    FieldType.LATITUDE: is_latitude,
    FieldType.LONGITUDE: is_longitude,
    FieldType.PHONE: is_phone,
    FieldType.MAIL: is_mail,
    FieldType.URL: is_url,
    FieldType.WEEKDAYS: is_weekdays,
}


def validity(field_type: FieldType, values: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """Return the predicate of a type; a closed list counts for itself. A blank cell is no matter of the type."""
    if values:
        return frozenset(values).__contains__
    return VALID[field_type]
