"""Small editions for the tests of pages."""

from __future__ import annotations

from typing import Any

from hoshin.publishing.rules.document import EditionDoc
from hoshin.site.pages.book import Book

STAGES = [
    {"key": "survey", "label": "調査研究"},
    {"key": "feasibility", "label": "適用検討"},
    {"key": "rollout", "label": "導入実行", "rule": "indicator_with_target"},
]
DIRECTIONS = [{"key": "together", "mark": "み", "label": "みんなで"}, {"key": "safety", "mark": "安", "label": "安全"}]
FIELDS = [
    {
        "key": "technology",
        "label": "技術動向",
        "drivers": [{"key": "rpa", "title": "RPAの導入"}, {"key": "wifi", "title": "公衆無線LANの整備"}],
    },
    {"key": "town", "label": "まちづくり", "drivers": [{"key": "hub", "title": "拠点の整備"}]},
]


def make_item(key: str, *, number: str = "", **values: Any) -> dict[str, Any]:
    return {"key": key, "number": number, "title": f"{key}の取組", **values}


def make_book(items: list[dict[str, Any]] | None = None, **values: Any) -> Book:
    document = {
        "year": 2020,
        "title": "試験市の方針",
        "status": "published",
        "levels": ["重点取組"],
        "stages": STAGES,
        "directions": DIRECTIONS,
        "driver_fields": FIELDS,
        "items": items or [],
        **values,
    }
    return Book(
        doc=EditionDoc.model_validate(document),
        label="2020（令和2）年度",
        base="/policy/2020/",
        policy_name="試験市の方針",
        department_names={"it": "情報推進課", "tax": "税務課"},
    )
