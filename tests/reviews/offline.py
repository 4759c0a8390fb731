"""A report for its sheet, and sheets as people bring them back. Nothing here needs a database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from hoshin.indicators.rules import Accumulation, IndicatorFacts, RuleKind, Wanted
from hoshin.kernel.fiscal import Period
from hoshin.kernel.my_number import find_my_numbers
from hoshin.kernel.quantity import parse_quantity
from hoshin.kernel.tables import Cell, Grid
from hoshin.kernel.text import UnsafeText, clean_text
from hoshin.reviews.rules.asking import Asked, AskedQuestion, AskedSeries
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue
from hoshin.reviews.rules.parts import parts_of
from hoshin.reviews.rules.workbook import ANOTHER, FURNITURE, KEY, LABEL, Mark, Sheet, columns_of, part_mark

PERIOD = Period.parse("FY2019")
MARK = Mark("132292", 3, 7)
WIDTH = 7
_PARTS_OF_TEXTS = ("_x0041_", "=1+1", "<b>&", "👩‍💻", "葛󠄀", "１２", "\n", "\t", " ", "\u3000", "課題", "'", "a")


def facts(**changes: str) -> IndicatorFacts:
    return IndicatorFacts(Accumulation.STOCK, Wanted.UP, RuleKind.RATIO, **{"unit": "枚", **changes})  # type: ignore[arg-type]


CARDS = AskedSeries(1, "cards", "交付枚数", 0, PERIOD, facts())
MEN = AskedSeries(2, "visits", "来庁者", 0, PERIOD, facts(series="男: 昼", unit="人"))
WOMEN = AskedSeries(2, "visits", "来庁者", 1, PERIOD, facts(series="女", unit="人"))
MEASURED = AskedSeries(3, "downloads", "ダウンロード", 0, PERIOD, facts(), measured_by="opendata.downloads")
ASKED = Asked(
    PERIOD,
    questions=(
        AskedQuestion(11, "課題は何ですか"),
        AskedQuestion(12, "続けますか", kind="yes_no"),
        AskedQuestion(13, "人数", kind="number"),
    ),
    series=(CARDS, MEN, WOMEN, MEASURED),
    asks_plan=True,
    asks_costs=True,
)
CONTENT = ReportContent(
    progress="窓口を増やした。\n夜間も開けた。",
    next_plan="予約制にする。",
    answers={11: "人手", 12: "はい", 13: "1,200"},
    values=(
        StatedValue("cards", parse_quantity("45,000枚"), as_of_date=dt.date(2020, 3, 31), note="速報", evidence_id=5),
        StatedValue("visits", parse_quantity("約900人"), series="女"),
    ),
    shortfalls=(
        StatedShortfall("足りない。", "cards", "遅れた。", "急ぐ。", "窓口係", dt.date(2021, 3, 31)),
        StatedShortfall("全体に遅れた。"),
    ),
    costs=(StatedCost("budget", 2020, 1_200, "委託料"), StatedCost("expected", 2019, -30)),
)


def _is_storable(text: str) -> bool:
    return not find_my_numbers(text)


def _cleaned(text: str) -> str:
    try:
        return clean_text(text).strip()
    except UnsafeText:
        return ""


_ANY = st.lists(st.sampled_from(_PARTS_OF_TEXTS) | st.text(max_size=5), max_size=8).map("".join)
PROSE = _ANY.map(_cleaned).filter(_is_storable)
LINE = PROSE.map(lambda text: re.sub("\n", " ", text).strip())
DAY = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
QUANTITY = st.integers(-(10**9), 10**9).map(lambda number: parse_quantity(f"{number:,}".replace("-", "△")))
SPECIAL = st.sampled_from(["約85枚", "集計中", "—", "0枚", "100枚以上", "検討を始めた", "15枚（見込み）"])


def _value(one: AskedSeries) -> st.SearchStrategy[StatedValue]:
    unit = one.facts.unit
    number = QUANTITY.map(lambda quantity: replace(quantity, unit=unit))
    special = SPECIAL.map(lambda text: parse_quantity(text.replace("枚", unit), unit).without_label())
    return st.builds(
        StatedValue, st.just(one.key), number | special, st.just(one.facts.series), as_of_date=DAY, note=LINE
    )


def _some(one: AskedSeries) -> st.SearchStrategy[tuple[StatedValue, ...]]:
    return st.lists(_value(one), max_size=1).map(tuple)


CONTENTS = st.builds(
    ReportContent,
    progress=PROSE,
    next_plan=PROSE,
    answers=st.fixed_dictionaries(
        {},
        optional={
            11: PROSE.filter(bool),
            12: st.sampled_from(["はい", "いいえ"]),
            13: st.integers(0, 9_999).map("{:,}".format),
        },
    ),
    values=st.tuples(_some(CARDS), _some(MEN), _some(WOMEN)).map(lambda found: (*found[0], *found[1], *found[2])),
    shortfalls=st.lists(
        st.builds(
            StatedShortfall,
            PROSE.filter(bool),
            st.sampled_from(["", "cards", "visits", "downloads"]),
            PROSE,
            PROSE,
            LINE,
            DAY,
        ),
        max_size=3,
    ).map(tuple),
    costs=st.lists(
        st.builds(
            StatedCost,
            st.sampled_from(["budget", "settlement", "expected"]),
            st.integers(1950, 2100),
            st.integers(-(10**12), 10**12),
            LINE,
        ),
        max_size=3,
    ).map(tuple),
)


def sheet(
    given: ReportContent, written: ReportContent | None = None, *, asked: Asked = ASKED, name: str = "1 取組"
) -> Sheet:
    """A sheet that was given out with the one content and comes back with the other."""
    rows = [_row({KEY: str(MARK), LABEL: "取組"}), _row({KEY: FURNITURE, LABEL: "項目"})]
    after = {part.key: part.rows for part in parts_of(written or given, asked)}
    for part in parts_of(given, asked):
        mark, columns, cells = part_mark(part.key, part.rows), columns_of(part.key), after[part.key]
        if part.key in {"shortfalls", "costs"}:
            rows.append(_row({KEY: mark, LABEL: "見出し"}))
            rows.extend(
                _row({KEY: ANOTHER, **dict(zip(columns, one, strict=True))}) for one in (*cells, ("",) * len(columns))
            )
        else:
            rows.append(
                _row({KEY: mark, LABEL: part.label, **dict(zip(columns, cells[0] if cells else (), strict=False))})
            )
    return Sheet(Grid(name, tuple(rows)), MARK)


def with_cell(one: Sheet, row: int, column: int, cell: Cell | str) -> Sheet:
    rows = [list(cells) for cells in one.grid.rows]
    rows[row][column] = Cell(cell) if isinstance(cell, str) else cell
    return replace(one, grid=replace(one.grid, rows=tuple(tuple(cells) for cells in rows)))


def row_of(one: Sheet, key: str) -> int:
    return next(number for number, cells in enumerate(one.grid.rows) if cells[KEY].text.endswith(f"|{key}"))


def _row(texts: Mapping[int, str]) -> tuple[Cell, ...]:
    return tuple(Cell(texts.get(column, "")) for column in range(WIDTH))
