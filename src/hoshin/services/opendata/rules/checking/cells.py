"""What is wrong with a cell, as far as it alone shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.services.opendata.rules.mending.places import LATITUDES_OF_JAPAN, LONGITUDES_OF_JAPAN
from hoshin.services.opendata.rules.shapes import Field, FieldType, Level, Need
from hoshin.services.opendata.rules.values import validity

FEWEST_DECIMALS = 5  # the definitions ask for six; one zero at the end may have been dropped
_ANYWHERE = ("緯度", "経度")

_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{1,2}", re.IGNORECASE)
_BROKEN = re.compile(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM)[!?]?|#{4,}|.*\ufffd.*", re.DOTALL)
_LOST_CHARACTER = re.compile(r"[0-9ぁ-んァ-ヶ一-龠]\?[0-9ぁ-んァ-ヶ一-龠]")
_UNSAFE = re.compile("[\x00\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_WORTH_A_LOOK = re.compile("[#?\ufffd\x00\ud800-\udfff\u202a-\u202e\u2066-\u2069]|[Ee]\\+")

# What a program cannot read at all is an error; what it reads as text, and a person may read rightly, is a warning.
_UNREADABLE = frozenset(
    {
        FieldType.INTEGER,
        FieldType.NUMBER,
        FieldType.DATE,
        FieldType.TIME,
        FieldType.CODE,
        FieldType.LATITUDE,
        FieldType.LONGITUDE,
        FieldType.FLAG,
    }
)
_EXPECTED = {
    FieldType.INTEGER: "整数ではありません。半角の数字だけで書いてください。",
    FieldType.NUMBER: "数値ではありません。半角の数字と小数点だけで書いてください。",
    FieldType.DATE: "日付として読めません。「2026-04-01」のように年月日をすべて書いてください。",
    FieldType.TIME: "時刻として読めません。「09:00」のように1つの時刻を書いてください。",
    FieldType.FLAG: "当てはまるときは「1」、当てはまらないときは空欄にしてください。",
    FieldType.CODE: "全国地方公共団体コードではありません。検査数字を含む6桁の数字で書いてください。",
    FieldType.LATITUDE: "緯度として読めません。「35.725600」のように10進法の度で書いてください。",
    FieldType.LONGITUDE: "経度として読めません。「139.538300」のように10進法の度で書いてください。",
    FieldType.PHONE: "電話番号の形ではありません。「042-464-1311」のように1つの番号を書いてください。",
    FieldType.MAIL: "メールアドレスの形ではありません。",
    FieldType.URL: "「https://」から始まる1つのURLではありません。",
    FieldType.WEEKDAYS: "曜日は「月火水」のように続けて書いてください。",
    FieldType.STRING: "",
}


class Complaint(NamedTuple):
    rule: str
    level: Level
    message: str


Checker = Callable[[str], tuple[Complaint, ...]]


def checker(field: Field, *, city_code: str = "") -> Checker:
    """Return what says what is wrong with a cell of this column; blank cells only offend where one is required."""
    is_valid = validity(field.type, field.values)
    on_blank = _on_blank(field)
    mistaken = _mistaken(field)
    further = _further(field, city_code)

    def check(value: str) -> tuple[Complaint, ...]:
        if not value.strip():
            return on_blank
        if _WORTH_A_LOOK.search(value) and (complaints := _broken(value)):
            return complaints
        if not is_valid(value):
            return mistaken
        return further(value) if further else ()

    return check


def _on_blank(field: Field) -> tuple[Complaint, ...]:
    if field.need is not Need.REQUIRED or "" in field.values or field.type is FieldType.FLAG:
        return ()
    return (Complaint("required", Level.ERROR, f"「{field.name}」は必須です。空欄にできません。"),)


def _mistaken(field: Field) -> tuple[Complaint, ...]:
    if field.values:
        listed = "、".join(value or "空欄" for value in field.values[:8]) + ("など" if len(field.values) > 8 else "")
        return (Complaint("list", Level.ERROR, f"決められた値ではありません。使えるのは {listed} です。"),)
    level = Level.ERROR if field.type in _UNREADABLE else Level.WARNING
    return (Complaint(f"type.{field.type.value}", level, _EXPECTED[field.type]),)


def _broken(value: str) -> tuple[Complaint, ...]:
    if _EXPONENT.fullmatch(value.strip()):
        message = "指数表記（1.31E+11など）になっていて、元の番号に戻せません。元の資料から入れ直してください。"
        return (Complaint("value.exponent", Level.ERROR, message),)
    if _BROKEN.fullmatch(value.strip()):
        return (
            Complaint(
                "value.broken",
                Level.ERROR,
                "表計算ソフトのエラー値、または失われた文字があります。元の資料から入れ直してください。",
            ),
        )
    if _UNSAFE.search(value):
        return (Complaint("text.unsafe", Level.ERROR, _why_unsafe(value)),)
    if _LOST_CHARACTER.search(value):
        return (Complaint("value.question", Level.WARNING, "文字が「?」に化けていないか確かめてください。"),)
    return ()


def _why_unsafe(value: str) -> str:
    try:
        clean_text(value)
    except UnsafeText as error:
        return str(error)
    return "使えない文字があります。"


def _further(field: Field, city_code: str) -> Checker | None:
    if field.type is FieldType.LATITUDE:
        return _coordinate(LATITUDES_OF_JAPAN, _ANYWHERE[0])
    if field.type is FieldType.LONGITUDE:
        return _coordinate(LONGITUDES_OF_JAPAN, _ANYWHERE[1])
    if field.type is FieldType.TIME:
        return _end_of_day
    # The code of a place can be a neighbour's; that of the publisher is ours.
    if field.type is FieldType.CODE and city_code and not field.name.startswith("所在地"):
        return _city(city_code)
    return None


def _coordinate(bounds: tuple[float, float], word: str) -> Checker:
    first, last = bounds
    outside = Complaint(
        "coordinates.japan", Level.WARNING, f"{word}が日本の範囲（{first:g}〜{last:g}度）にありません。"
    )
    coarse = Complaint(
        "coordinates.decimals", Level.ADVICE, f"{word}の小数点以下が短く、場所が正確に示せません。6桁が目安です。"
    )

    def check(value: str) -> tuple[Complaint, ...]:
        if not first <= float(value) <= last:
            return (outside,)
        return (coarse,) if len(value.partition(".")[2]) < FEWEST_DECIMALS else ()

    return check


def _end_of_day(value: str) -> tuple[Complaint, ...]:
    if value != "24:00":
        return ()
    return (
        Complaint(
            "time.24", Level.ADVICE, "24:00 を読めないプログラムがあります。23:59 と書けないか検討してください。"
        ),
    )


def _city(code: str) -> Checker:
    other = (Complaint("code.city", Level.WARNING, f"この団体のコード（{code}）ではありません。"),)
    return lambda value: () if value == code else other
