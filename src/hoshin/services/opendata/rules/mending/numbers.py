"""Numbers as people write them. What is not a number by itself (無料, 多数) stays and becomes a finding."""

from __future__ import annotations

import re

from hoshin.services.opendata.rules.mending.catalogue import Proposal
from hoshin.services.opendata.rules.mending.texts import DASHES
from hoshin.services.opendata.rules.values import is_integer, is_number

_COMMAS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MINUS = re.compile(f"[{DASHES}](?=[0-9])")
_TRIANGLE = re.compile(r"[▲△]\s*(?=[0-9])")
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
_ABOUT = re.compile(
    r"(?:約|およそ|おおむね)\s*([0-9,.]+)\s*(?:余|弱|強|程度|前後)?|([0-9,.]+)\s*(?:余|弱|強|程度|前後)"
)
_UNIT = re.compile(
    r"[¥￥\\]?\s*(-?[0-9][0-9,.]*)\s*"
    r"(円|人|名|件|台|室|床|棟|戸|席|区画|袋|箇所|か所|ヶ所|カ所|基|本|個|枚|冊|回|年|月|日|時間|分|歳|才|頭|世帯|%|‰"
    r"|mm|cm|m|km|m2|m3|km2|ha|a|t|kg|g|l|L|平方メートル|平米|立方メートル|メートル)?"
)
_NOTHING = frozenset({"-", "--", "---", "なし", "無し", "無", "該当なし", "N/A", "n/a", *DASHES, "ー"})


def read_integer(text: str) -> Proposal | None:
    return _read(text, is_whole=True)


def read_number(text: str) -> Proposal | None:
    return _read(text, is_whole=False)


def _read(text: str, *, is_whole: bool) -> Proposal | None:
    if text in _NOTHING:
        return Proposal("number.none", "")
    for rule, after in _readings(text):
        number = _WHOLE.sub(r"\1", after) if is_whole and _WHOLE.fullmatch(after) else after
        if is_integer(number) if is_whole else is_number(number):
            return Proposal(rule, number)
    return None


def _readings(text: str) -> list[tuple[str, str]]:
    """The readings of a text, the surest first; each is proposed only if it is a number then."""
    minus = _MINUS.sub("-", text, count=1) if _MINUS.match(text) else text
    triangle = _TRIANGLE.sub("-", text, count=1) if _TRIANGLE.match(text) else text
    readings = [
        ("number.point", text),
        ("number.minus", minus),
        ("number.comma", _without_commas(minus)),
        ("number.triangle", _without_commas(triangle)),
    ]
    if match := _ABOUT.fullmatch(text):
        readings.append(("number.about", _without_commas(match[1] or match[2])))
    if match := _UNIT.fullmatch(minus):
        readings.append(("number.unit", _without_commas(match[1])))
    return readings


def _without_commas(text: str) -> str:
    return text.replace(",", "") if _COMMAS.fullmatch(text) else text
