"""Policies that are right in form and meaning, full of text that is awkward to write down."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.quantity import Quantity
from hoshin.kernel.text import clean_text
from hoshin.publishing.rules.document import PolicyFolder

AWKWARD = [
    "no", "~", "null", "1e3", "0o17", "0123", "1:30", "2020-02-29", "true", "=", "<<", "- a", "a: b", "a #b", "# a",
    "'", '"', "''", '"a"', "'a", "|", ">", "%a", "@a", "`a", "!a", "&a", "*a", "?", "? a", ":", "-", "--- a", "...",
    " a", "a ", "  ", "　", "　a　", "{a}", "[a]", "a,b", "\\n",
    "𠮷野家", "髙﨑", "ＡＢＣ１２３", "👩‍👩‍👧‍👦", "葛󠄀", "①②", "=1+1",
    "a\tb", "\u00a0", "長い" * 100,
]  # fmt: skip
# Digits could happen to be a My Number: the list above has enough of them.
UNWRITABLE: tuple[Any, ...] = ("Cc", "Cs", "Cf", "Cn", "Co", "Nd")
MARKUP = "<![]*_"  # what Markdown could read as HTML, an image or a failed emphasis is refused
VALUES: dict[str, list[str | Quantity]] = {
    "": ["—", "集計中", "工事の完了", "0", "1.50", "約5", "△3", "１，５００", Quantity(text="5"), "12万"],
    "枚": ["97,056枚", "約85枚", "△2,700枚", "1,500", "42,678 枚", Quantity(text="5枚"), Quantity(text="件")],
    "%": ["90％以上", "85.0%", "0%", "未計測", Quantity(amount=Decimal(5))],
    "千円": ["5千円", "12,000", "△12千円"],
    "千人": ["5千人", Quantity(amount=Decimal(5), unit="千人"), "15千人（見込み）"],
    "no: #": ["3", "5年間で100", Quantity(amount=Decimal("-1.50"), unit="no: #", label="~")],
}
KEYS = ["a", "no", "0", "1e3", "a-b_c", "null", "x" * 63]

letters = st.characters(exclude_categories=UNWRITABLE, exclude_characters=MARKUP)
free_text = st.text(st.one_of(letters, st.sampled_from("\n \t#-:'\"")), max_size=40)
lines = st.one_of(st.sampled_from(AWKWARD), free_text.map(lambda text: text.replace("\n", " "))).map(clean_text)
names = lines.filter(bool)
short_names = names.filter(lambda name: len(name) <= 60)
prose = st.one_of(
    st.sampled_from(AWKWARD),
    free_text,
    st.lists(st.one_of(st.sampled_from(AWKWARD), free_text), max_size=4).map("\n".join),
).map(clean_text)
remarks = {"certainty": st.sampled_from(["stated", "inferred"]), "note": prose}
days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))

Row = dict[str, Any]
Rows = st.SearchStrategy[list[Row]]


def keyed(max_size: int = 2, **columns: st.SearchStrategy[Any]) -> Rows:
    row = st.fixed_dictionaries({"key": st.sampled_from(KEYS), **columns})
    return st.lists(row, max_size=max_size, unique_by=lambda made: str(made["key"]))


def uses(name: str, declared: list[Row], **columns: st.SearchStrategy[Any]) -> Rows:
    """Make rows that refer to declared ones, to each at most once."""
    if not declared:
        return st.just([])
    word = st.sampled_from([row["key"] for row in declared])
    row = st.fixed_dictionaries({name: word, **columns, **remarks})
    return st.lists(row, max_size=2, unique_by=lambda made: str(made[name]))


@st.composite
def measures(draw: st.DrawFn, unit: str, series: list[str], periods: list[Period]) -> list[Row]:
    chosen = draw(st.lists(st.sampled_from(periods), max_size=3, unique=True))
    row = {"value": st.sampled_from(VALUES[unit]), "series": st.sampled_from(["", *series]), "reason": prose, **remarks}
    return [draw(st.fixed_dictionaries({"period": st.just(period), **row})) for period in chosen]


@st.composite
def indicators(draw: st.DrawFn, key: str, year: int) -> Row:
    unit = draw(st.sampled_from(sorted(VALUES)))
    series = draw(st.lists(names, max_size=2, unique=True))
    later = [Period.fiscal_year(FiscalYear(year + ahead)) for ahead in range(3)]
    before = [Period.calendar_year(year - 1), Period.day(dt.date(year, 2, 28)), Period.fiscal_year(FiscalYear(year))]
    words = {"name": names, "definition": prose, "scope": lines, "rationale": prose, **remarks}
    choices = {
        "breaks_series": st.booleans(),
        "accumulation": st.sampled_from(["stock", "flow", "unknown"]),
        "source": st.fixed_dictionaries({"kind": st.sampled_from(["person", "metric"]), "key": lines, "text": lines}),
        "rule": st.sampled_from([{}, {"kind": "band", "band_percent": 5}, {"kind": "progress", "capped": True}]),
    }
    return {
        "key": key,
        "unit": unit,
        "series": series,
        "targets": draw(measures(unit, series, later)),
        "actuals": draw(measures(unit, series, before)),
        **draw(st.fixed_dictionaries({**words, **choices})),
    }


@st.composite
def items(draw: st.DrawFn, order: int, parent: str | None, edition: Row, departments: list[Row]) -> Row:
    fields = edition["driver_fields"]
    references = [
        {
            "field": field["key"],
            **draw(st.sampled_from([{"driver": d["key"]} for d in field["drivers"]] + [{"printed": "②"}])),
        }
        for field in fields
    ]
    stages = edition["stages"]
    stage = (
        st.fixed_dictionaries({"stage": st.sampled_from([row["key"] for row in stages]), **remarks})
        if stages
        else st.none()
    )
    schedule = st.fixed_dictionaries({"year": st.integers(1950, 2200), "text": prose.filter(bool), **remarks})
    return {
        "key": f"item-{order}",
        "number": draw(st.sampled_from(["", f"{order}", f"0{order}-1", f"{order}e3", f"１－（{order}）－ア－①"])),
        "parent": parent,
        "stage": draw(st.one_of(st.none(), stage)),
        "departments": draw(uses("department", departments, role=st.sampled_from(["lead", "joint", "related"]))),
        "directions": draw(uses("direction", edition["directions"])),
        "references": references,
        "schedule": draw(st.lists(schedule, max_size=2, unique_by=lambda row: int(row["year"]))),
        "indicators": [draw(indicators(f"kpi-{order}-{n}", edition["year"])) for n in range(draw(st.integers(0, 2)))],
        **draw(st.fixed_dictionaries({"title": names, "summary": prose, "progress": prose, "plan": prose, **remarks})),
    }


@st.composite
def editions(draw: st.DrawFn, year: int, departments: list[Row]) -> Row:
    drivers = keyed(title=names, source=lines, description=prose, **remarks)
    term = st.fixed_dictionaries({"term": names, "reading": lines, "definition": prose.filter(bool)})
    source = st.fixed_dictionaries({"group": names, "title": names, "depth": st.integers(0, 2), **remarks})
    columns = {
        "title": names,
        "status": st.sampled_from(["draft", "published"]),
        "issued": st.one_of(st.none(), days),
        "summary": prose,
        "note": prose,
        "levels": st.lists(names, min_size=2, max_size=3, unique=True),
        "stages": keyed(label=names, description=prose),
        "directions": keyed(label=names, mark=st.sampled_from(["", "み", "~", "no"])),
        "scale": keyed(label=short_names, meaning=prose, unassessable=st.booleans()),
        "decision_kinds": keyed(label=short_names, effect=st.sampled_from(["carry", "revise", "merge", "end"])),
        "driver_fields": keyed(label=names, description=prose, drivers=drivers, **remarks),
        "sections": keyed(title=names, body=prose, **remarks),
        "glossary": st.lists(term, max_size=2, unique_by=lambda row: str(row["term"])),
        "sources": st.lists(source, max_size=2),
    }
    edition: Row = {"year": year, **draw(st.fixed_dictionaries(columns))}
    count = draw(st.integers(0, 3))
    parents = [None, *(draw(st.sampled_from([None, "item-0"])) for _ in range(count))]
    return {**edition, "items": [draw(items(n, parents[n], edition, departments)) for n in range(count)]}


@st.composite
def folders(draw: st.DrawFn) -> PolicyFolder:
    departments = draw(
        keyed(name=st.sampled_from(["市民課", "0課", "no"]), valid_to=st.one_of(st.none(), st.just("2150-03-31")))
    )
    example = st.fixed_dictionaries({"clock": days, "notice": names})
    years = draw(st.lists(st.integers(1990, 2100), max_size=2, unique=True))
    return PolicyFolder.model_validate(
        {
            "municipality": {
                "code": "132292",
                "name": draw(st.sampled_from(["西東京市", "～市", "no"])),
                "prefecture": "東京都",
                "example": draw(st.one_of(st.none(), example)),
            },
            "policy": draw(st.fixed_dictionaries({"key": st.sampled_from(KEYS), "name": names, "description": prose})),
            "departments": departments,
            "editions": [draw(editions(year, departments)) for year in years or [2020]],
        }
    )
