"""正誤表: what a correction changed, place by place, with what stood there before.

Whole by construction: it walks all that a document holds, so that no change can stay unsaid. How the words of two
editions differ is another question, answered by the comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from hoshin.kernel.quantity import Quantity
from hoshin.publishing.rules.document import EditionDoc
from hoshin.publishing.rules.labels import label_of

NOTHING = "（なし）"
YES, NO = "はい", "いいえ"
UNSAID = {"status", "key"}  # of the edition's life, and never seen by a reader

# By what two rows of a list are the same row, tried in this order; what has none of it is known by its place.
IDENTITIES: Sequence[tuple[str, ...]] = (
    ("key",),
    ("term",),
    ("period", "series", "as_of"),
    ("period", "series"),
    ("department",),
    ("direction",),
    ("field", "driver", "printed"),
    ("year", "text"),
    ("item",),
    ("group", "title"),
)
NAMES = ("number", "title", "name", "label", "term", "period")


@dataclass(frozen=True)
class Erratum:
    """One place that reads differently. `place` goes from the outside in: 3 公衆無線LAN ＞ 目標 2023年度 ＞ 値."""

    place: str
    wrong: str
    right: str


def errata_of(old: EditionDoc, new: EditionDoc) -> tuple[Erratum, ...]:
    """Return every difference, in the order of the document."""
    return tuple(_of_model(old, new, ()))


Place = tuple[str, ...]


def _of_model(old: BaseModel, new: BaseModel, place: Place) -> Iterator[Erratum]:
    for name in type(new).model_fields:
        if name not in UNSAID:
            yield from _of_value(getattr(old, name), getattr(new, name), (*place, _label(type(new), name)))


def _of_value(old: Any, new: Any, place: Place) -> Iterator[Erratum]:
    if old == new:
        return
    if isinstance(old, tuple) and isinstance(new, tuple) and _are_rows((*old, *new)):
        yield from _of_rows(old, new, place)
    elif isinstance(old, BaseModel) and type(old) is type(new):
        yield from _of_model(old, new, place)
    else:
        yield _erratum(place, old, new)


def _of_rows(old: Sequence[BaseModel], new: Sequence[BaseModel], place: Place) -> Iterator[Erratum]:
    before, after = _by_identity(old), _by_identity(new)
    for identity, row in after.items():
        here = (*place, _name(row))
        if identity in before:
            yield from _of_model(before[identity], row, here)
        else:
            yield _erratum(here, None, row)
    for identity, row in before.items():
        if identity not in after:
            yield _erratum((*place, _name(row)), row, None)
    kept_before = [one for one in before if one in after]
    if kept_before != [one for one in after if one in before]:
        names = [_name(row) for row in before.values()], [_name(row) for row in after.values()]
        yield Erratum(_printed((*place, "並び順")), "、".join(names[0]), "、".join(names[1]))


def _are_rows(values: Sequence[Any]) -> bool:
    return bool(values) and all(isinstance(value, BaseModel) for value in values)


def _by_identity(rows: Sequence[BaseModel]) -> Mapping[tuple[Any, ...], BaseModel]:
    """Two rows of one identity are told apart by which of them comes first."""
    found: dict[tuple[Any, ...], BaseModel] = {}
    for row in rows:
        fields = type(row).model_fields
        names = next((names for names in IDENTITIES if all(name in fields for name in names)), ())
        base = tuple(str(getattr(row, name)) for name in names)
        count = 0
        while (*base, count) in found:
            count += 1
        found[(*base, count)] = row
    return found


def _erratum(place: Place, old: Any, new: Any) -> Erratum:
    return Erratum(_printed(place), _words(old), _words(new))


def _printed(place: Place) -> str:
    return " ＞ ".join(part for part in place if part)


def _name(row: BaseModel) -> str:
    """Return what a reader calls the row; the number and the title together where it has both."""
    texts = [str(getattr(row, name)) for name in NAMES if getattr(row, name, None)]
    series = getattr(row, "series", "")
    if isinstance(series, str) and series:
        texts.append(series)
    return " ".join(texts[:2])


def _label(model: type[BaseModel], name: str) -> str:
    return label_of(model, name).split("（")[0]


def _words(value: Any) -> str:
    match value:
        case None | "" | ():
            return NOTHING
        case bool():
            return YES if value else NO
        case Quantity():
            return value.printed
        case BaseModel():
            return _row_in_words(value)
        case tuple():
            return "、".join(_words(one) for one in value)
        case _:
            return str(value)


def _row_in_words(row: BaseModel) -> str:
    said = [
        f"{_label(type(row), name)}：{_words(getattr(row, name))}"
        for name, field in type(row).model_fields.items()
        if name not in UNSAID and getattr(row, name) not in (None, "", ()) and getattr(row, name) != field.default
    ]
    return "、".join(said)
