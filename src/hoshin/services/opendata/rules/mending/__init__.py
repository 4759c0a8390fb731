"""What may be wrong with the spelling of a cell, and what it should say: pure functions, one proposal per cell.

A proposal says the whole of what becomes of the cell, so who accepts its rule has seen the result. Mending is
idempotent, leaves what is valid, and leaves blank what is blank.
"""

from __future__ import annotations

from collections.abc import Callable

from hoshin.services.opendata.rules.mending.catalogue import RULES, Mender, MendingRule, Proposal, is_sure
from hoshin.services.opendata.rules.mending.choices import choice_reader, flag_reader, read_weekdays
from hoshin.services.opendata.rules.mending.codes import code_reader
from hoshin.services.opendata.rules.mending.contacts import read_mail, read_phone, read_url
from hoshin.services.opendata.rules.mending.dates import read_date, read_time
from hoshin.services.opendata.rules.mending.numbers import read_integer, read_number
from hoshin.services.opendata.rules.mending.places import is_swapped, latitude_mender, longitude_mender
from hoshin.services.opendata.rules.mending.texts import mend_text, plain
from hoshin.services.opendata.rules.shapes import FieldType
from hoshin.services.opendata.rules.values import validity

__all__ = ["RULES", "Mender", "MendingRule", "Proposal", "is_sure", "is_swapped", "mender", "plain"]

_READERS: dict[FieldType, Mender] = {
    FieldType.INTEGER: read_integer,
    FieldType.NUMBER: read_number,
    FieldType.DATE: read_date,
    FieldType.TIME: read_time,
    FieldType.PHONE: read_phone,
    FieldType.MAIL: read_mail,
    FieldType.URL: read_url,
    FieldType.WEEKDAYS: read_weekdays,
}


def mender(field_type: FieldType, values: tuple[str, ...] = (), *, city_code: str = "") -> Mender:
    """Return what proposes a mending for a cell of this type, or None for a cell to be left as it is."""
    if field_type is FieldType.LATITUDE:
        return latitude_mender()
    if field_type is FieldType.LONGITUDE:
        return longitude_mender()
    if field_type is FieldType.STRING and not values:
        return mend_text
    return _typed(validity(field_type, values), _reader(field_type, values, city_code))


def _reader(field_type: FieldType, values: tuple[str, ...], city_code: str) -> Mender:
    if field_type is FieldType.FLAG:
        return flag_reader(values)
    if values:
        return choice_reader(values)
    if field_type is FieldType.CODE:
        return code_reader(city_code)
    return _READERS[field_type]


def _typed(is_valid: Callable[[str], bool], read: Mender) -> Mender:
    def mend(value: str) -> Proposal | None:
        if not value or is_valid(value):
            return None
        text = plain(value)
        if text != value and (not text or is_valid(text)):
            return Proposal("text.space" if value.strip() == text else "text.width", text)
        return read(text)

    return mend
