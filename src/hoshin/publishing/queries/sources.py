"""The tables that this room offers to an open data catalogue: of the policy as it was last published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from hoshin.kernel.contracts import DatasetSource, SourceColumn, Value
from hoshin.publishing.queries.publications import edition_refs, published_document, published_snapshot
from hoshin.publishing.rules.tables import INDICATORS_HEADER, INITIATIVES_HEADER, indicator_rows, initiative_rows

DESCRIPTIONS = {
    "edition": ("integer", "年度版の年度（西暦）"),
    "no": ("string", "取組の番号（印字のとおり）"),
    "title": ("string", "取組の名称"),
    "departments": ("string", "所管課。複数のときは「|」で区切る"),
    "stage": ("string", "段階（調査研究、適用検討、導入実行など、年度版が定める名）"),
    "directions": ("string", "まちづくりの方向。複数のときは「|」で区切る"),
    "drivers": ("string", "検討分野とその項目。複数のときは「|」で区切る"),
    "initiative": ("string", "取組の名称"),
    "indicator": ("string", "成果指標の名称"),
    "series": ("string", "系列。分けて測らない指標では空"),
    "unit": ("string", "単位"),
    "kind": ("string", "actual は実績、target は目標"),
    "period": ("string", "時期。FY2020 は2020年度、CY2020 は2020年、日付はその日の時点"),
    "amount": ("number", "数値。数値でないもの、まだ分からないものは空（0ではない）"),
    "text": ("string", "数値で表せない値、値のない理由、以上・以下などの付く値の表記"),
    "as_of": ("date", "実績の時点"),
    "status": ("string", "実績の確からしさ。confirmed は確定、preliminary は速報、estimate は見込"),
}


def _columns(header: Sequence[str]) -> tuple[SourceColumn, ...]:
    return tuple(SourceColumn(name, *DESCRIPTIONS[name]) for name in header)


def _initiatives(on: dt.date) -> Iterator[tuple[Value, ...]]:
    """A published edition is the same on every day; what is published next replaces it."""
    for ref in edition_refs()[:1]:
        departments = published_snapshot(ref).document.departments
        yield from _typed(INITIATIVES_HEADER, initiative_rows(published_document(ref), departments))


def _indicators(on: dt.date) -> Iterator[tuple[Value, ...]]:
    for ref in edition_refs()[:1]:
        yield from _typed(INDICATORS_HEADER, indicator_rows(published_document(ref)))


def _typed(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[tuple[Value, ...]]:
    kinds = [DESCRIPTIONS[name][0] for name in header]
    return (tuple(_value(kind, cell) for kind, cell in zip(kinds, row, strict=True)) for row in rows)


def _value(kind: str, cell: str) -> Value:
    if not cell:
        return None
    if kind == "integer":
        return int(cell)
    if kind == "number":
        return Decimal(cell)
    return dt.date.fromisoformat(cell) if kind == "date" else cell


INITIATIVES = DatasetSource(
    key="publishing.initiatives",
    title="地域情報化方針の取組一覧",
    description=(
        "公表している方針のうち最も新しい年度版の取組の一覧です。取組ごとに、所管課、段階、まちづくりの方向、"
        "取組のもとになった検討分野の項目を示します。新しい年度版や訂正が公表されると、自動で更新されます。"
    ),
    slug="policy-initiatives",
    columns=_columns(INITIATIVES_HEADER),
    rows=_initiatives,
    tags=("地域情報化方針", "計画"),
    update_frequency="公表・訂正の都度",
)
INDICATORS = DatasetSource(
    key="publishing.indicators",
    title="地域情報化方針の成果指標と目標",
    description=(
        "公表している方針のうち最も新しい年度版の成果指標について、実績と目標を1行に1つずつ示します。値がまだ"
        "分からないことと0とは区別しています。新しい年度版や訂正が公表されると、自動で更新されます。"
    ),
    slug="policy-indicators",
    columns=_columns(INDICATORS_HEADER),
    rows=_indicators,
    tags=("地域情報化方針", "成果指標", "KPI"),
    update_frequency="公表・訂正の都度",
)
