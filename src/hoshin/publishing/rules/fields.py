"""The kinds of value that stand in a policy document: text, keys, days, periods, quantities."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)

from hoshin.kernel.fiscal import Period, parse_date
from hoshin.kernel.municipal_code import MunicipalCode
from hoshin.kernel.quantity import Absence, Comparator, Quantity, Status, parse_quantity
from hoshin.kernel.text import clean_text
from hoshin.publishing.rules.characters import find_forbidden

KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"
MARKDOWN_HELP = "Markdown（見出し、箇条書き、表、強調、リンク）の文章"
PERIOD_HELP = "期間（FY2020、CY2020、2020-02-29、FY2019..FY2023、令和2年度 など）"


class NotReadable(ValueError):
    """A value that is not what its field holds; `expected` tells what the field holds."""

    def __init__(self, message: str, expected: str) -> None:
        self.expected = expected
        super().__init__(message)


class Markdown:
    """Marks a text field whose content is Markdown."""


def visible(value: str) -> str:
    """Clean a text as it will be stored, so that what was read and what is written later are the same.

    :raises NotReadable: on characters nobody can see. A tab is one of them only in a file's own indentation.
    """
    found = find_forbidden(value.replace("\t", " "))
    if found is not None:
        raise NotReadable(f"{found.position + 1}文字目に{found.name}があります。", found.expected)
    return clean_text(value)


def one_line(value: str) -> str:
    if "\n" in value:
        raise NotReadable("改行があります。", "1行の文字列")
    return visible(value)


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


def _quantity_out(value: Quantity) -> dict[str, str | None]:
    """Write the whole mapping: programs should not have to parse print. The folder has its own short form."""
    return value.to_json()


def in_unit(value: Any, unit: str) -> Any:
    """Read a printed value in the unit of its indicator; a number without a unit gets that one.

    What cannot be read so is returned as it is: reading it alone tells what is wrong with it, and the check of units
    tells a mismatch.
    """
    try:
        if isinstance(value, str):
            return parse_quantity(value, unit)
        read = _quantity(value)
    except ValueError:
        return value
    return replace(read, unit=unit) if read.is_number and not read.unit else read


def written(value: Quantity, unit: str) -> str | dict[str, str]:
    """Write a value of an indicator for people: as printed if that reads back as the same, else what it has."""
    printed = value.printed
    try:
        if parse_quantity(printed, unit or None) == value:
            return printed
    except ValueError:
        pass  # a text that, read as a value, would be in another unit
    given = {name: part for name, part in value.to_json().items() if part}
    return {name: part for name, part in given.items() if (name, part) != ("status", Status.CONFIRMED.value)}


def _period(value: Any) -> Period:
    return value if isinstance(value, Period) else Period.parse(_text(value))


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else parse_date(_text(value))


def _code(value: Any) -> str:
    return str(MunicipalCode.parse(_text(value)))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotReadable("値がないか、一覧になっています。", "一つの値")
    return value


_PARTS: dict[str, dict[str, Any]] = {
    "amount": {"type": ["string", "null"], "pattern": "^-?[0-9]+([.][0-9]+)?$", "title": "数値"},
    "text": {"type": "string", "title": "文章"},
    "absence": {"enum": [None, *(absence.value for absence in Absence)], "title": "値のない理由"},
    "unit": {"type": "string", "title": "単位"},
    "comparator": {"enum": [None, *(comparator.value for comparator in Comparator)], "title": "以上・以下・約など"},
    "status": {"enum": [status.value for status in Status], "title": "確定・速報・見込"},
    "qualifier": {"type": "string", "title": "数え方の限定（5年間で、累計など）"},
    "label": {"type": "string", "title": "印刷された表記"},
}
_QUANTITY_SCHEMA = {
    "type": "object",
    "description": "値の全項目（数値・文章・値のない理由のうち一つだけを書く）",
    "properties": _PARTS,
    "additionalProperties": False,
}
QUANTITY_FIELDS = tuple(_PARTS)

Key = Annotated[str, Field(pattern=KEY_PATTERN, description="半角の英小文字・数字・ハイフン・下線による識別子")]
Line = Annotated[str, Field(max_length=300, description="1行の文字列"), AfterValidator(one_line)]
Name = Annotated[str, Field(min_length=1, max_length=300, description="1行の文字列"), AfterValidator(one_line)]
ShortName = Annotated[str, Field(min_length=1, max_length=60, description="1行の文字列"), AfterValidator(one_line)]
DepartmentName = Annotated[str, Field(min_length=1, max_length=80, description="1行の文字列"), AfterValidator(one_line)]
Label = Annotated[str, Field(max_length=80, description="1行の文字列"), AfterValidator(one_line)]
Number = Annotated[str, Field(max_length=40, description="印刷された番号のままの文字列"), AfterValidator(one_line)]
Printed = Annotated[str, Field(max_length=60, description="書面に印刷されたままの文字列"), AfterValidator(one_line)]
UnitText = Annotated[str, Field(max_length=20, description="単位"), AfterValidator(one_line)]
MarkText = Annotated[str, Field(max_length=4, description="4文字までの略称"), AfterValidator(one_line)]
Prose = Annotated[
    str,
    Field(max_length=20_000, description=MARKDOWN_HELP),
    AfterValidator(visible),
    Markdown(),
]
RequiredProse = Annotated[
    str,
    Field(min_length=1, max_length=20_000, description=MARKDOWN_HELP),
    AfterValidator(visible),
    Markdown(),
]
Year = Annotated[int, Field(ge=1950, le=2200, description="年度（始まる年の西暦）")]
Day = Annotated[
    dt.date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "description": "日付（2020-02-29、令和2年2月29日 など）"}, mode="validation"),
    WithJsonSchema({"type": "string", "format": "date"}, mode="serialization"),
]
Value = Annotated[
    Quantity,
    PlainValidator(_quantity),
    PlainSerializer(_quantity_out),
    WithJsonSchema(
        {"anyOf": [{"type": ["string", "number", "null"]}, {**_QUANTITY_SCHEMA, "minProperties": 1}]}, mode="validation"
    ),
    WithJsonSchema({**_QUANTITY_SCHEMA, "required": list(QUANTITY_FIELDS)}, mode="serialization"),
]
When = Annotated[
    Period,
    PlainValidator(_period),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "description": PERIOD_HELP}),
]
Code = Annotated[
    str,
    BeforeValidator(_code),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{6}$", "description": "全国地方公共団体コード（6桁）"}),
]
