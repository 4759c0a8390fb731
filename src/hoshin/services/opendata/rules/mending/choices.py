"""Flags, closed lists and days of the week."""

from __future__ import annotations

import re

from hoshin.kernel.text import normalise
from hoshin.services.opendata.rules.mending.catalogue import Mender, Proposal
from hoshin.services.opendata.rules.mending.texts import plain
from hoshin.services.opendata.rules.values import WEEKDAYS, is_weekdays

_YES = frozenset(
    {
        "1",
        "1.0",
        "○",
        "〇",
        "◯",
        "●",
        "◎",
        "✓",
        "✔",
        "TRUE",
        "True",
        "true",
        "有",
        "可",
        "有り",
        "あり",
        "はい",
        "YES",
        "Yes",
    }
)
_NO = frozenset(
    {"0", "0.0", "×", "✕", "✖", "FALSE", "False", "false", "無", "不可", "無し", "なし", "いいえ", "NO", "No"}
)
# Said of something that is not there, but also of what nobody asked: blank in a flag of 1, unclear where 無 is a value.
_DASHES = frozenset({"-", "--", "\u2010", "\u2013", "\u2014", "\u2015", "\u2212", "ー", "\u2500"})

_SEPARATORS = re.compile(r"[\s、,・/／・.]+|曜日?")
_RANGE = re.compile(rf"([{WEEKDAYS}])(?:曜日?)?\s*(?:[~〜～\-ー–—]|から)\s*([{WEEKDAYS}])(?:曜日?)?(祝?)")
_EVERY = {"毎日": WEEKDAYS, "平日": WEEKDAYS[:5], "全日": WEEKDAYS, "年中無休": WEEKDAYS}


def flag_reader(values: tuple[str, ...]) -> Mender:
    """Read marks as the list's own values: 1 or blank, or 有 or 無; a list of other words is a closed list."""
    if not values or "1" in values:
        return _marks(yes="1", no="")
    if "有" in values and "無" in values:
        return _marks(yes="有", no="無")
    return choice_reader(values)


def _marks(*, yes: str, no: str) -> Mender:
    blank_too = frozenset() if no else _DASHES

    def read(text: str) -> Proposal | None:
        if text in _YES:
            return Proposal("flag.form", yes)
        if text in _NO or text in blank_too:
            return Proposal("flag.form", no)
        return None

    return read


def choice_reader(values: tuple[str, ...]) -> Mender:
    folded: dict[str, list[str]] = {}
    for value in values:
        folded.setdefault(normalise(value), []).append(value)

    def read(text: str) -> Proposal | None:
        meant = folded.get(normalise(text), []) if plain(text) else []
        return Proposal("choice.form", meant[0]) if len(meant) == 1 and meant[0] else None

    return read


def read_weekdays(text: str) -> Proposal | None:
    if text in _EVERY:
        return Proposal("weekdays.every", _EVERY[text])
    if match := _RANGE.fullmatch(text):
        first, last = WEEKDAYS.index(match[1]), WEEKDAYS.index(match[2])
        return Proposal("weekdays.form", WEEKDAYS[first : last + 1] + match[3]) if first < last else None
    days = _SEPARATORS.sub("", text)
    if set(days) <= set(WEEKDAYS + "祝") and len(set(days)) == len(days):
        ordered = "".join(day for day in WEEKDAYS + "祝" if day in days)
        return Proposal("weekdays.form", ordered) if is_weekdays(ordered) else None
    return None
