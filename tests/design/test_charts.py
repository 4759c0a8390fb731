from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # the input is our own output
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.design.charts import (
    NARROW,
    WIDE,
    Bullet,
    LineChart,
    NotDrawable,
    Point,
    Series,
    Size,
    StageTrack,
    Year,
    YearChart,
    bar_chart,
    bullet,
    compact_number,
    format_number,
    has_room,
    line_chart,
    sparkline,
    stage_arrows,
    twin_of,
)
from hoshin.design.charts.scale import needs_zero, nice_scale

NAMESPACE = "{http://www.w3.org/2000/svg}"
STAGES = ("調査研究", "適用検討", "導入実行")

amounts = st.one_of(
    st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False),
    st.integers(min_value=-(10**29), max_value=10**29).map(Decimal),
    st.decimals(min_value=Decimal("-1e-20"), max_value=Decimal("1e-20"), places=25, allow_nan=False),
)
texts = st.text(max_size=30)
points = st.builds(Point, st.none() | amounts, texts, st.booleans())
years = st.builds(
    Year,
    label=texts,
    short=st.text(max_size=4),
    actual=st.none() | points,
    target=st.none() | points,
    pace=st.none() | amounts,
    break_before=st.text(max_size=8),
    join_before=st.text(max_size=8),
)
year_charts = st.builds(YearChart, texts, st.text(max_size=6), st.lists(years, max_size=15).map(tuple))
sizes = st.sampled_from([WIDE, NARROW])


@st.composite
def line_charts(draw: st.DrawFn) -> LineChart:
    labels = tuple(draw(st.lists(texts, max_size=12)))
    drawn = st.builds(
        Series,
        st.text(max_size=40),
        st.lists(st.none() | points, max_size=14).map(tuple),
        st.frozensets(st.integers(0, 13)),
    )
    return LineChart(draw(texts), draw(st.text(max_size=6)), labels, tuple(draw(st.lists(drawn, max_size=4))))


def parse(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314 - our own output


def inside(root: ET.Element) -> Iterator[tuple[float, float]]:
    """Every place in the drawing, with the shifts of its groups."""

    def walk(element: ET.Element, dx: float, dy: float) -> Iterator[tuple[float, float]]:
        shift = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        if shift:
            dx, dy = dx + float(shift[1]), dy + float(shift[2])
        read = {key: float(value) for key, value in element.attrib.items() if key in PLACES}
        x = [read[key] for key in ("x", "x1", "x2", "cx") if key in read]
        y = [read[key] for key in ("y", "y1", "y2", "cy") if key in read]
        assert read.get("width", 0) >= 0
        assert read.get("height", 0) >= 0
        if element is not root:
            x += [value + read["width"] for value in x if "width" in read]
            y += [value + read["height"] for value in y if "height" in read]
        yield from ((value + dx, dy) for value in x)
        yield from ((dx, value + dy) for value in y)
        for pair in element.get("points", "").split():
            left, _, top = pair.partition(",")
            yield float(left) + dx, float(top) + dy
        for child in element:
            yield from walk(child, dx, dy)

    return walk(root, 0.0, 0.0)


PLACES = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "width", "height"}


def check_drawing(drawing: str) -> ET.Element:
    root = parse(drawing)
    _, _, width, height = (float(value) for value in root.attrib["viewBox"].split())
    for x, y in inside(root):
        assert -0.1 <= x <= width + 0.1, (x, width)
        assert -0.1 <= y <= height + 0.1, (y, height)
    assert not re.search(r'="(nan|inf|-inf)"', drawing)
    assert " style=" not in drawing
    assert root.get("role") == "img"
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == ids
    return root


def words_of(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{NAMESPACE}text")]


def year_chart(*years: Year) -> YearChart:
    return YearChart("設置箇所数", "拠点", years)


@given(chart=year_charts, size=sizes)
def test_any_bar_chart_is_well_formed_and_inside_its_frame(chart: YearChart, size: Size) -> None:
    check_drawing(bar_chart(chart, ident="c", size=size))


@given(chart=line_charts(), size=sizes)
def test_any_line_chart_is_well_formed_and_inside_its_frame(chart: LineChart, size: Size) -> None:
    check_drawing(line_chart(chart, ident="c", size=size))


@given(figure=st.builds(Bullet, texts, points, st.none() | points, st.none() | points, texts, texts))
def test_any_bullet_is_well_formed_and_inside_its_frame(figure: Bullet) -> None:
    check_drawing(bullet(figure, ident="c"))


@given(values=st.lists(st.none() | points, max_size=40), title=texts)
def test_any_sparkline_is_well_formed_and_inside_its_frame(values: list[Point | None], title: str) -> None:
    check_drawing(sparkline(values, title=title, ident="c"))


@given(labels=st.lists(texts, min_size=1, max_size=7), inferred=st.booleans(), is_small=st.booleans(), data=st.data())
def test_any_track_is_well_formed_and_inside_its_frame(
    labels: list[str], inferred: bool, is_small: bool, data: st.DataObject
) -> None:
    current = data.draw(st.none() | st.integers(0, len(labels) - 1))

    check_drawing(stage_arrows(StageTrack(tuple(labels), current, inferred), ident="c", is_small=is_small))


@given(chart=year_charts | line_charts())
def test_every_chart_has_a_table_of_full_rows(chart: YearChart | LineChart) -> None:
    twin = twin_of(chart)

    assert all(len(row.cells) == len(twin.columns) for row in twin.rows)


@given(values=st.lists(amounts, max_size=10), from_zero=st.booleans())
def test_a_scale_holds_its_values_between_a_few_round_steps(values: list[Decimal], from_zero: bool) -> None:
    scale = nice_scale(values, from_zero=from_zero)

    assert scale.low < scale.high
    assert 2 <= len(scale.ticks) <= 9
    assert all(scale.low <= value <= scale.high for value in values)


def test_whole_values_get_whole_steps() -> None:
    assert all(tick == tick.to_integral_value() for tick in nice_scale([Decimal(0), Decimal(3)]).ticks)


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+31", "1E-31", "1E+999999"])
def test_what_is_no_drawable_number_is_refused(value: str) -> None:
    with pytest.raises(NotDrawable):
        Point(Decimal(value))


def test_a_missing_actual_is_an_open_column_with_its_reason_and_no_bar() -> None:
    root = check_drawing(bar_chart(year_chart(Year("R1", actual=Point(None, "集計中"))), ident="c"))

    columns = [e.get("class") for e in root.iter(f"{NAMESPACE}rect")]
    assert "c-absent" in columns
    assert "c-bar" not in columns
    assert "集計中" in words_of(root)


def test_an_actual_that_is_not_due_yet_draws_nothing() -> None:
    root = check_drawing(bar_chart(year_chart(Year("R5", target=Point(Decimal(20)))), ident="c"))

    assert not list(root.iter(f"{NAMESPACE}rect"))


def test_zero_is_drawn_as_a_figure() -> None:
    root = check_drawing(bar_chart(year_chart(Year("R1", actual=Point(Decimal(0)))), ident="c"))

    assert "c-absent" not in [e.get("class") for e in root.iter(f"{NAMESPACE}rect")]
    assert words_of(root).count("0") >= 2  # on the axis and over the bar


def test_a_negative_bar_hangs_from_the_zero_line() -> None:
    chart = year_chart(Year("R1", actual=Point(Decimal(-30))), Year("R2", actual=Point(Decimal(10))))
    root = check_drawing(bar_chart(chart, ident="c"))

    hanging, standing = [e for e in root.iter(f"{NAMESPACE}rect") if e.get("class") == "c-bar" and e.get("x") != "4"]
    assert float(hanging.get("y", "0")) == pytest.approx(
        float(standing.get("y", "0")) + float(standing.get("height", "0")), abs=0.2
    )
    assert "△30" in words_of(root)


def test_a_narrow_drawing_writes_the_short_years() -> None:
    chart = year_chart(*(Year(f"20{n}（令和{n}）年度", f"R{n}", Point(Decimal(n))) for n in range(18, 24)))

    assert "R18" in words_of(parse(bar_chart(chart, ident="c", size=NARROW)))
    assert "令和18年度" in words_of(parse(bar_chart(chart, ident="c", size=WIDE)))


def test_a_break_is_drawn_and_no_pace_crosses_it() -> None:
    chart = year_chart(
        Year("R1", pace=Decimal(1)), Year("R2", pace=Decimal(2), break_before="定義変更"), Year("R3", pace=Decimal(3))
    )
    root = check_drawing(bar_chart(chart, ident="c"))

    assert "定義変更" in words_of(root)
    assert [len((e.get("points") or "").split()) for e in root.iter(f"{NAMESPACE}polyline")] == [2]


def test_a_join_is_drawn_said_and_told_in_the_table_and_the_pace_crosses_it() -> None:
    chart = year_chart(
        Year("R1", pace=Decimal(1)),
        Year("R2", pace=Decimal(2), join_before="ここから計測"),
        Year("R3", pace=Decimal(3)),
    )
    root = check_drawing(bar_chart(chart, ident="c"))
    said = root.find(f"{NAMESPACE}desc")

    assert "ここから計測" in words_of(root)
    assert said is not None
    assert "R2：（ここから計測）" in (said.text or "")
    assert [len((e.get("points") or "").split()) for e in root.iter(f"{NAMESPACE}polyline")] == [3]
    assert twin_of(chart).rows[1].label == "R2（ここから計測）"


def test_a_line_stops_at_a_gap_and_at_a_break() -> None:
    values = tuple(Point(Decimal(n)) if n else Point(None, "未計測") for n in (1, 2, 0, 3, 4, 5, 6))
    chart = LineChart("t", "", tuple("abcdefg"), (Series("s", values, frozenset({5})),))
    root = check_drawing(line_chart(chart, ident="c"))

    assert [len((e.get("points") or "").split()) for e in root.iter(f"{NAMESPACE}polyline")] == [2, 2, 2]


def test_an_axis_that_leaves_out_zero_says_so() -> None:
    labels = ("H30", "R1")
    close = LineChart("t", "%", labels, (Series("s", (Point(Decimal(95)), Point(Decimal(97)))),))
    far = LineChart("t", "%", labels, (Series("s", (Point(Decimal(5)), Point(Decimal(97)))),))

    assert "縦軸は0から始まりません" in words_of(parse(line_chart(close, ident="c")))
    assert "縦軸は0から始まりません" not in words_of(parse(line_chart(far, ident="c")))
    assert needs_zero([])


def test_a_fifth_line_is_refused() -> None:
    series = tuple(Series(str(n), ()) for n in range(5))

    with pytest.raises(ValueError, match="at most 4"):
        line_chart(LineChart("t", "", ("a",), series), ident="c")


def test_the_chart_is_said_in_words_with_absences_and_breaks() -> None:
    chart = year_chart(
        Year("令和元年度", actual=Point(Decimal(4), "4拠点"), target=Point(Decimal(5), "5拠点")),
        Year("令和2年度", actual=Point(None, "集計中"), break_before="定義変更"),
    )
    said = parse(bar_chart(chart, ident="c")).find(f"{NAMESPACE}desc")

    assert said is not None
    assert said.text == (
        "年度ごとの棒グラフ。単位は拠点。令和元年度：実績4拠点、目標5拠点。"
        "令和2年度：（定義変更。前の年度とは比べられません）、実績集計中。"
    )


def test_the_table_tells_not_due_from_missing() -> None:
    chart = year_chart(
        Year("R1", actual=Point(None, "集計中"), target=Point(Decimal(5))),
        Year("R2", actual=Point(Decimal(6), provisional=True)),
        Year("R3"),
    )

    assert [row.cells for row in twin_of(chart).rows] == [("集計中", "5"), ("6（速報・見込み）", ""), ("", "")]


def bar_and_target(figure: Bullet) -> tuple[float, float]:
    root = check_drawing(bullet(figure, ident="c"))
    bar = next(e for e in root.iter(f"{NAMESPACE}rect") if e.get("class") == "c-bar")
    target = next(e for e in root.iter(f"{NAMESPACE}line") if e.get("class") == "c-target")
    return float(bar.get("x", "0")) + float(bar.get("width", "0")), float(target.get("x1", "0"))


def test_a_bar_short_of_its_target_ends_before_the_mark() -> None:
    end, target = bar_and_target(Bullet("t", Point(Decimal(5)), Point(Decimal(20))))

    assert end == pytest.approx(target / 4, abs=2)


def test_a_bar_past_its_target_goes_on_beyond_the_mark() -> None:
    end, target = bar_and_target(Bullet("t", Point(Decimal(17)), Point(Decimal(15))))

    assert end > target


@pytest.mark.parametrize(
    ("actual", "target"),
    [
        (Point(None, "未計測"), Point(Decimal(5))),
        (Point(Decimal(5)), Point(None, "制度設計")),
        (Point(Decimal(5)), None),
    ],
)
def test_an_unknown_end_draws_an_open_track_and_no_bar(actual: Point, target: Point | None) -> None:
    root = check_drawing(bullet(Bullet("t", actual, target), ident="c"))

    assert {e.get("class") for e in root.iter(f"{NAMESPACE}rect")} == {"c-absent"}


def test_only_the_current_stage_is_filled_unless_it_is_inferred() -> None:
    def looks(inferred: bool) -> list[str | None]:
        root = check_drawing(stage_arrows(StageTrack(STAGES, 1, inferred), ident="c"))
        return [arrow.get("class") for arrow in root.iter(f"{NAMESPACE}polygon")]

    assert looks(inferred=False) == ["c-stage", "c-stage-current", "c-stage"]
    assert looks(inferred=True) == ["c-stage", "c-stage", "c-stage"]


def test_a_stage_is_said_with_its_place_and_its_certainty() -> None:
    assert StageTrack(STAGES, 1, inferred=True).description == (
        "段階：適用検討（3段階の2番目。推定であり、確認されていません）"
    )
    assert "記載なし" in StageTrack(STAGES, None).description


def test_three_stages_have_room_on_a_phone_and_five_do_not() -> None:
    assert has_room(StageTrack(STAGES, 0))
    assert not has_room(StageTrack((*STAGES, "本格運用", "定着"), 0))


@pytest.mark.parametrize(
    ("value", "whole", "short"),
    [
        ("202904", "202,904", "20.3万"),
        ("-2700", "△2,700", "△2,700"),
        ("1.50", "1.50", "1.5"),
        ("120000000", "120,000,000", "1.2億"),
        ("1E+3", "1,000", "1,000"),
        ("0", "0", "0"),
        ("-0", "0", "0"),
    ],
)
def test_numbers_are_printed_as_japanese_reports_do(value: str, whole: str, short: str) -> None:
    assert format_number(Decimal(value)) == whole
    assert compact_number(Decimal(value)) == short
