"""What looks like somebody's personal data, before a table goes out. Findings only: a person decides, but for numbers
that no open data may hold. Values are masked here, so that nothing downstream can show them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from hoshin.kernel.my_number import find_my_numbers
from hoshin.services.opendata.rules.shapes import Level

# Whatever matches none of these holds nothing of what is looked for below; digits may be of any width.
_WORTH_A_LOOK = re.compile(r"@|＠|\d[\d\s\-\u200b\u2010-\u2015\u2212\uff0dー]{5,}\d")
_MOBILE = re.compile(r"(?<![0-9-])0[5789]0[- ()]{0,2}[0-9]{4}[- ()]{0,2}[0-9]{4}(?![0-9])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24})")
_CARD = re.compile(r"(?<![0-9.-])(?:[0-9]{4}[ -]?){3}[0-9]{4}(?![0-9.-])")
_ACCOUNT = re.compile(r"(?:口座(?:番号)?|普通|当座)[^0-9]{0,6}[0-9]{7}(?![0-9])")
_DASHES = re.compile("[\u2010-\u2015\u2212ー]")
_PRIVATE_HOSTS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "yahoo.co.jp",
        "yahoo.com",
        "ymail.ne.jp",
        "outlook.com",
        "outlook.jp",
        "hotmail.com",
        "hotmail.co.jp",
        "live.jp",
        "icloud.com",
        "me.com",
        "mac.com",
        "docomo.ne.jp",
        "ezweb.ne.jp",
        "au.com",
        "softbank.ne.jp",
        "i.softbank.jp",
        "vodafone.ne.jp",
        "rakuten.jp",
        "aol.com",
        "excite.co.jp",
        "nifty.com",
        "biglobe.ne.jp",
    }
)
_PERSONAL_HEADERS = re.compile(
    "氏名|本名|生年月日|誕生日|年齢|性別|続柄|本籍|世帯主|個人番号|マイナンバー|自宅|携帯|口座|保険証|障害者?(?:の?等級|手帳番号)|病名|個人"
)
_NOT_PERSONAL = re.compile(
    "人口|別人|法人|性別人口|対象年齢|年齢(?:区分|階層|階級|別)|受入年齢|個人(?:情報保護|戸|住宅|経営)"
)


class PersonalHit(NamedTuple):
    rule: str
    level: Level
    message: str
    masked: str


def personal_data_in(value: str) -> PersonalHit | None:
    """Return the gravest thing that a cell may tell of a person, else None."""
    if not _WORTH_A_LOOK.search(value):
        return None
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", value))
    # Three groups of a card's number can be taken for a My Number, so the card is looked for first.
    if card := _card(text):
        return card
    if found := find_my_numbers(value):
        return PersonalHit(
            "personal.my_number",
            Level.ERROR,
            "マイナンバー（個人番号）と読める12桁の数字があります。公開できません。",
            _mask(value, found),
        )
    return _account(text) or _mobile(text) or _mail(text)


def _card(text: str) -> PersonalHit | None:
    found = [match.span() for match in _CARD.finditer(text) if _is_luhn(re.sub("[^0-9]", "", match[0]))]
    if not found:
        return None
    message = "クレジットカードの番号と読める16桁の数字があります。公開できません。"
    return PersonalHit("personal.card", Level.ERROR, message, _mask(text, found))


def _account(text: str) -> PersonalHit | None:
    found = [match.span() for match in _ACCOUNT.finditer(text)]
    if not found:
        return None
    message = "預金口座の番号と読める記載があります。公開してよいものか確かめてください。"
    return PersonalHit("personal.account", Level.WARNING, message, _mask(text, found))


def _mobile(text: str) -> PersonalHit | None:
    found = [match.span() for match in _MOBILE.finditer(text)]
    if not found:
        return None
    message = "携帯電話・IP電話（090・080・070・050）の番号があります。個人の番号でないか確かめてください。"
    return PersonalHit("personal.phone", Level.WARNING, message, _mask(text, found))


def _mail(text: str) -> PersonalHit | None:
    found = [match.span() for match in _MAIL.finditer(text) if match[1].lower() in _PRIVATE_HOSTS]
    if not found:
        return None
    message = "個人がよく使うメールサービスのアドレスがあります。公開してよいものか確かめてください。"
    return PersonalHit("personal.mail", Level.WARNING, message, _mask(text, found))


def is_personal_header(header: str) -> bool:
    """Say whether a column by its name tells of persons: 氏名, 生年月日; not 人口 or 法人."""
    return bool(_PERSONAL_HEADERS.search(header)) and not _NOT_PERSONAL.search(header)


def mask_all(value: str) -> str:
    """Return the value without any digit, letter of an address or account: for findings at the same cell."""
    return re.sub(r"[\w.%+-]+@|\d", "＊", value)


def _mask(text: str, ranges: list[tuple[int, int]]) -> str:
    masked = list(text)
    for start, end in ranges:
        masked[start:end] = "＊" * (end - start)
    # Two numbers can stand in one cell, one of them not found: no other long run of digits is shown either.
    return re.sub(r"\d{7,}", lambda match: "＊" * len(match[0]), "".join(masked))[:60]


def _is_luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits)]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0 and len(set(digits)) > 1
