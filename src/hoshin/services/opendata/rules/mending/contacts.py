"""Telephone numbers, mail addresses and addresses of pages."""

from __future__ import annotations

import re

from hoshin.services.opendata.rules.mending.catalogue import Proposal
from hoshin.services.opendata.rules.mending.texts import DASHES
from hoshin.services.opendata.rules.values import is_mail, is_phone, is_url

_PREFIX = re.compile(r"(?:TEL|Tel|tel|電話|☎)\s*[::.]?\s*")
_DASH = re.compile(rf"\s*[{DASHES}ー]\s*")
_BRACKETS = re.compile(r"\(?\s*([0-9]{2,5})\s*[)(]\s*([0-9]{1,4})\s*[)-]?\s*([0-9]{3,4})")
_SPACED = re.compile(r"([0-9]{2,5}) +([0-9]{1,4}) +([0-9]{3,4})")
_ZERO_LOST = re.compile(r"[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{3,4}|[1-9][0-9]{8,9}")
_SPACE = re.compile(r"\s+")
_HOST = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:jp|com|org|net|info)(?:/\S*)?")


def read_phone(text: str) -> Proposal | None:
    number = _DASH.sub("-", _PREFIX.sub("", text, count=1))
    if match := _BRACKETS.fullmatch(number) or _SPACED.fullmatch(number):
        number = "-".join(match.groups())
    if is_phone(number):
        return Proposal("phone.form", number)
    if _ZERO_LOST.fullmatch(number) and is_phone("0" + number):
        return Proposal("phone.zero", "0" + number)
    return None


def read_mail(text: str) -> Proposal | None:
    after = _SPACE.sub("", text).removeprefix("mailto:")
    return Proposal("mail.form", after) if is_mail(after) else None


def read_url(text: str) -> Proposal | None:
    after = _SPACE.sub("", text)
    if is_url(after):
        # Two addresses in one cell would become one that leads nowhere.
        return Proposal("url.form", after) if after.count("://") == 1 else None
    if _HOST.fullmatch(after):
        return Proposal("url.scheme", "https://" + after)
    return None
