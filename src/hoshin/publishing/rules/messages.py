"""Says in Japanese what pydantic found wrong with a value, and what was expected instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from hoshin.publishing.rules.labels import label_of
from hoshin.publishing.rules.problem import Path, did_you_mean, listed

LONGEST_SHOWN = 40
GENERAL = ("この値は受け取れません。", "方針フォルダーの書き方に合う値")
KEY_CHARACTERS = "半角の英小文字・数字・「-」「_」（先頭は英小文字か数字、63文字まで）"

Said = tuple[str, str]
"""What is wrong, and what was expected."""


def explain(error: ErrorDetails, model: type[BaseModel]) -> Said:
    """Explain one error of validating `model`. A type of error nobody thought of gets a general sentence."""
    say = _SENTENCES.get(error["type"])
    return say(error, model) if say else GENERAL


def shown(value: Any) -> str:
    """Show a value inside a message, cut when it is long."""
    if isinstance(value, (dict, list)):
        return "この並び"
    text = "" if value is None else str(value)
    if not text:
        return "空の値"
    return f"「{text[:LONGEST_SHOWN]}…」" if len(text) > LONGEST_SHOWN else f"「{text}」"


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Find the model that describes the mapping at a path inside a document of `model`."""
    current: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int) or current is None:
            continue
        field = current.model_fields.get(part)
        current = next(_models_in(field.annotation), None) if field else None
    return current


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is Annotated:
        yield from _models_in(get_args(annotation)[0])
    else:
        for argument in get_args(annotation):
            yield from _models_in(argument)


def _missing(error: ErrorDetails, model: type[BaseModel]) -> Said:
    name = str(error["loc"][-1])
    owner = model_at(model, error["loc"][:-1])
    return f"「{name}」がありません。", f"{name}: {label_of(owner, name)}"


def _extra(error: ErrorDetails, model: type[BaseModel]) -> Said:
    name = str(error["loc"][-1])
    owner = model_at(model, error["loc"][:-1])
    known = list(owner.model_fields) if owner else []
    return f"「{name}」という項目はありません。{did_you_mean(name, known)}", listed(known, limit=40)


def _literal(error: ErrorDetails, _: type[BaseModel]) -> Said:
    choices = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
    return f"{shown(error['input'])}は選べません。{did_you_mean(str(error['input']), choices)}", listed(choices)


def _custom(error: ErrorDetails, _: type[BaseModel]) -> Said:
    cause = error["ctx"]["error"]
    return str(cause), str(getattr(cause, "expected", ""))


def _string(error: ErrorDetails, _: type[BaseModel]) -> Said:
    if error["input"] is None:
        return "値がありません。", "文字列"
    return (
        "文字列ではなく、一覧か項目の並びになっています。",
        "一つの文字列（「:」や「-」を含むときは引用符で囲みます）",
    )


def _too_long(error: ErrorDetails, _: type[BaseModel]) -> Said:
    return f"長すぎます（{len(error['input']):,}文字）。", f"{error['ctx']['max_length']:,}文字以内"


def _mapping(error: ErrorDetails, model: type[BaseModel]) -> Said:
    owner = model_at(model, error["loc"])
    expected = f"「キー: 値」の並び（{listed(owner.model_fields, limit=40)}）" if owner else "「キー: 値」の並び"
    return "中身がありません。" if error["input"] is None else "「キー: 値」の並びではありません。", expected


def _list(error: ErrorDetails, _: type[BaseModel]) -> Said:
    return f"{shown(error['input'])}は一覧ではありません。", "「- 」で始まる行の一覧"


def _integer(error: ErrorDetails, _: type[BaseModel]) -> Said:
    return f"{shown(error['input'])}は整数ではありません。", "半角数字の整数"


def _boolean(error: ErrorDetails, _: type[BaseModel]) -> Said:
    return f"{shown(error['input'])}は真偽を表しません。", "true か false"


def _context(key: str, unit: str) -> Callable[[ErrorDetails, type[BaseModel]], Said]:
    def say(error: ErrorDetails, _: type[BaseModel]) -> Said:
        return f"{shown(error['input'])}は範囲の外です。", f"{error['ctx'][key]}{unit}"

    return say


def _fixed(message: str, expected: str) -> Callable[[ErrorDetails, type[BaseModel]], Said]:
    def say(error: ErrorDetails, _: type[BaseModel]) -> Said:
        return message.replace("{shown}", shown(error["input"])), expected

    return say


_SENTENCES: dict[str, Callable[[ErrorDetails, type[BaseModel]], Said]] = {
    "missing": _missing,
    "extra_forbidden": _extra,
    "literal_error": _literal,
    "value_error": _custom,
    "string_type": _string,
    "string_too_long": _too_long,
    "string_too_short": _fixed("空です。", "1文字以上"),
    "string_pattern_mismatch": _fixed("{shown}はキーとして使えません。", KEY_CHARACTERS),
    "model_type": _mapping,
    "tuple_type": _list,
    "too_short": _fixed("一つもありません。", "一つ以上の一覧"),
    "int_parsing": _integer,
    "int_parsing_size": _integer,
    "int_type": _integer,
    "int_from_float": _integer,
    "bool_parsing": _boolean,
    "bool_type": _boolean,
    "greater_than_equal": _context("ge", "以上"),
    "less_than_equal": _context("le", "以下"),
}
