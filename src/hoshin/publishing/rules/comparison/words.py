"""What the values of an edition say in words, on their own side of the comparison."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from hoshin.kernel.fiscal import FiscalYear, Period, wareki
from hoshin.kernel.markdown import plain_text
from hoshin.kernel.quantity import Quantity
from hoshin.plan.rules.numbering import circled
from hoshin.publishing.rules.contents import ROLES
from hoshin.publishing.rules.document import (
    DepartmentDoc,
    DepartmentOfItem,
    DirectionOfItem,
    EditionDoc,
    ItemDoc,
    Noted,
    OriginDoc,
    ReferenceDoc,
    StageOfItem,
)
from hoshin.publishing.rules.fields import Markdown
from hoshin.publishing.rules.figures import ACCUMULATIONS, RULES, SOURCES, WANTED

YES, NO = "はい", "いいえ"
INFERRED = "（推定）"
UNRESOLVED = "（参照先不明）"
CERTAINTIES = {"stated": "明記", "inferred": "推定"}
CATEGORIES = {"outcome": "成果", "output": "活動", "input": "投入"}
STAGE_RULES = {"none": "なし", "indicator_with_target": "成果指標と目標が必要"}
SECTION_KINDS = {
    "text": "本文だけ",
    "driver_field": "検討分野の一覧",
    "directions": "まちづくりの方向の一覧",
    "stages": "段階の一覧",
    "items": "重点取組の一覧",
    "sources": "参考資料の一覧",
    "glossary": "用語解説の一覧",
}
EFFECTS = {
    "carry": "次の年度版に引き継ぐ",
    "revise": "引き継ぎ、本文を要更新とする",
    "merge": "ほかの取組に統合する",
    "end": "次の年度版に載せない",
}
ORIGINS = {"continued": "継続", "renumbered": "番号変更", "split": "分割", "merged": "統合"}
CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("StageDoc", "rule"): STAGE_RULES,
    ("IndicatorDoc", "category"): CATEGORIES,
    ("IndicatorDoc", "accumulation"): ACCUMULATIONS,
    ("IndicatorDoc", "direction"): WANTED,
    ("RuleDoc", "kind"): RULES,
    ("SourceOfIndicator", "kind"): SOURCES,
    ("SectionDoc", "kind"): SECTION_KINDS,
    ("DecisionKindDoc", "effect"): EFFECTS,
}


@dataclass(frozen=True)
class Side:
    """One of the two editions, with the departments as they were called then."""

    doc: EditionDoc
    departments: tuple[DepartmentDoc, ...] = ()

    @cached_property
    def department_names(self) -> Mapping[str, str]:
        return {one.key: one.name for one in self.departments}

    @cached_property
    def departments_of_items(self) -> Mapping[str, DepartmentDoc]:
        used = {use.department for item in self.doc.items for use in item.departments}
        return {one.key: one for one in self.departments if one.key in used}

    @cached_property
    def _stages(self) -> Mapping[str, str]:
        return {stage.key: stage.label for stage in self.doc.stages}

    @cached_property
    def _directions(self) -> Mapping[str, str]:
        return {direction.key: direction.label for direction in self.doc.directions}

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        return {field.key: field.label for field in self.doc.driver_fields}

    @cached_property
    def _drivers(self) -> Mapping[tuple[str, str], str]:
        return {
            (field.key, driver.key): f"{circled(place) if field.numbered else ''}{driver.title}"
            for field in self.doc.driver_fields
            for place, driver in enumerate(field.drivers, start=1)
        }

    @cached_property
    def items(self) -> Mapping[str, ItemDoc]:
        return {item.key: item for item in self.doc.items if item.repost_of is None}

    def item_name(self, key: str) -> str:
        item = self.items.get(key)
        return f"「{titled(item)}」" if item else key

    def words(self, model: type[BaseModel], name: str, value: Any) -> str:
        """Return what a field says; nothing for an empty one."""
        if isinstance(value, str) and value and _is_markdown(model, name):
            return plain_text(value) or value.strip()
        codes = CODES.get((model.__name__, name)) or (CERTAINTIES if name == "certainty" else None)
        if codes is not None and isinstance(value, str):
            return codes[value]
        if name in {"parent", "repost_of"} and value:
            return self.item_name(value)
        if name == "field" and value:
            return self._fields.get(value, value)
        return _plain(value, name)

    def uses(self, rows: Sequence[Noted | OriginDoc]) -> str:
        """Return all uses of a kind. The part of a department is said only where there are several."""
        match rows:
            case [DepartmentOfItem(role="lead") as only]:
                return self.department_names.get(only.department, only.department) + _doubt(only)
        return joined(self.use(row) for row in rows)

    def use(self, row: Noted | OriginDoc) -> str:
        """Return what an item's use of a stage, department, direction or driver says, without its note."""
        return self._used(row) + _doubt(row)

    def _used(self, row: Noted | OriginDoc) -> str:
        match row:
            case StageOfItem():
                return self._stages.get(row.stage, row.stage)
            case DepartmentOfItem():
                return f"{self.department_names.get(row.department, row.department)}（{ROLES[row.role]}）"
            case DirectionOfItem():
                return self._directions.get(row.direction, row.direction)
            case ReferenceDoc():
                return f"{self._fields.get(row.field, row.field)}：{self._referred(row)}"
            case OriginDoc():
                return f"{row.item}（{ORIGINS[row.kind]}）"
            case _:
                raise TypeError(type(row).__name__)

    def _referred(self, row: ReferenceDoc) -> str:
        if row.driver is None:
            return f"{row.printed}{UNRESOLVED}"
        title = self._drivers.get((row.field, row.driver), row.driver)
        return f"{title}（表記：{row.printed}）" if row.printed else title


def _doubt(row: Noted | OriginDoc) -> str:
    return INFERRED if isinstance(row, Noted) and row.certainty == "inferred" else ""


def titled(item: ItemDoc) -> str:
    """1 個人番号カードの普及促進; a repost says that it is one."""
    name = f"{item.number} {item.title}" if item.number else item.title
    return f"{name}（再掲）" if item.repost_of is not None else name


def _is_markdown(model: type[BaseModel], name: str) -> bool:
    return any(isinstance(one, Markdown) for one in model.model_fields[name].metadata)


def period_words(period: Period) -> str:
    return period.label_both


def told_apart(old: Any, new: Any, words: Callable[[Any], str]) -> tuple[str, str]:
    """Return both sides in words. What differs and reads the same (12 of 1.2万 and of 12千) is given exactly too."""
    said = words(old), words(new)
    if said[0] != said[1] or old == new:
        return said
    if isinstance(old, str) and isinstance(new, str) and old.strip() != new.strip():
        return old.strip(), new.strip()  # they differ in the marks of Markdown alone: those have to be seen
    return f"{said[0]}{_exactly(old)}", f"{said[1]}{_exactly(new)}"


def _exactly(value: Any) -> str:
    return f"［{json.dumps(_data(value), ensure_ascii=False, sort_keys=True)}］"


def _data(value: Any) -> Any:
    match value:
        case BaseModel():
            return value.model_dump(mode="json")
        case Quantity():
            return {name: part for name, part in value.to_json().items() if part}
        case tuple():
            return [_data(one) for one in value]
        case dt.date():
            return value.isoformat()
        case None | str() | bool() | int():
            return value
        case _:
            return str(value)


def _plain(value: Any, name: str) -> str:  # noqa: C901 - one line a type
    match value:
        case None | "" | ():
            return ""
        case bool():
            return YES if value else NO
        case str():
            return value.strip("\n")
        case int():
            return FiscalYear(value).label_both if name == "year" else f"{value}{_UNITS.get(name, '')}"
        case dt.date():
            return wareki(value)
        case Period():
            return period_words(value)
        case Quantity():
            return value.printed
        case tuple():
            return joined(_plain(one, name) for one in value)
        case _:
            return str(value)


_UNITS = {"band_percent": "%"}


def joined(parts: Iterable[str]) -> str:
    return "、".join(parts)
