"""The kinds of value that stand in a policy document: text, keys, days, periods, quantities."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, SerializationInfo, WithJsonSchema

from hoshin.kernel.fiscal import Period, parse_date, parse_period
from hoshin.kernel.municipal_code import MunicipalCode
from hoshin.kernel.quantity import Quantity, parse_quantity
from hoshin.publishing.rules.characters import find_forbidden

KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"
QUANTITY_FIELDS = ("amount", "text", "absence", "unit", "comparator", "status", "qualifier", "label")


class NotReadable(ValueError):
    """A value that is not what its field holds; `expected` tells what the field holds."""

    def __init__(self, message: str, expected: str) -> None:
        self.expected = expected
        super().__init__(message)


class Markdown:
    """Marks a text field whose content is Markdown."""


def _visible(value: str) -> str:
    found = find_forbidden(value)
    if found is not None:
        raise NotReadable(f"{found.position + 1}文字目に{found.name}があります。", found.expected)
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise NotReadable("改行があります。", "1行の文字列")
    return _visible(value)


def _quantity(value: Any) -> Quantity:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, list):
        raise NotReadable("一覧になっています。", "「97,056枚」「90%以上」「集計中」のような一つの値")
    if isinstance(value, dict):
        return _quantity_of_mapping(value)
    return parse_quantity("" if value is None else str(value))


def _quantity_of_mapping(value: dict[str, Any]) -> Quantity:
    """Read the whole form. What it leaves out is empty, so that people need not write eight keys."""
    unknown = [key for key in value if key not in QUANTITY_FIELDS]
    if unknown:
        raise NotReadable(f"値の項目「{unknown[0]}」はありません。", "、".join(QUANTITY_FIELDS))
    return Quantity.from_json(value)


def _quantity_out(value: Quantity, info: SerializationInfo) -> str | dict[str, Any]:
    """Write the printed form when it reads back as the same value, the whole mapping otherwise.

    The published JSON asks for the mapping always (context `full`): programs should not have to parse print.
    """
    if isinstance(info.context, dict) and info.context.get("full"):
        return value.to_json()
    printed = value.printed
    return printed if parse_quantity(printed) == value else value.to_json()


def _period(value: Any) -> Period:
    return value if isinstance(value, Period) else parse_period(_text(value))


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else parse_date(_text(value))


def _code(value: Any) -> str:
    return str(MunicipalCode.parse(_text(value)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotReadable("値がないか、一覧になっています。", "一つの値")
    return value


ShortText = Annotated[str, AfterValidator(_one_line)]
Key = Annotated[str, Field(pattern=KEY_PATTERN, description="半角の英小文字・数字・ハイフン・下線による識別子")]
Line = Annotated[ShortText, Field(max_length=300, description="1行の文字列")]
Name = Annotated[ShortText, Field(min_length=1, max_length=300, description="1行の文字列")]
Prose = Annotated[
    str,
    Field(max_length=20_000, description="Markdown(見出し、箇条書き、表、強調、リンク)の文章"),
    AfterValidator(_visible),
    Markdown(),
]
Day = Annotated[
    dt.date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "description": "日付(2020-02-29、令和2年2月29日 など)"}, mode="validation"),
    WithJsonSchema({"type": "string", "format": "date"}, mode="serialization"),
]
Value = Annotated[
    Quantity,
    BeforeValidator(_quantity),
    PlainSerializer(_quantity_out),
]
When = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "description": "期間(FY2020、CY2020、2020-02-29、FY2019..FY2023、令和2年度 など)"}),
]
Code = Annotated[
    str,
    BeforeValidator(_code),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{6}$", "description": "全国地方公共団体コード(6桁)"}),
]
