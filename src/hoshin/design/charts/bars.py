"""Bars for the actuals, a mark for each target, a dashed line for the pace: where we are, where we want to be."""

from __future__ import annotations

from decimal import Decimal

from hoshin.design.charts import svg
from hoshin.design.charts.figures import Point, Year, YearChart
from hoshin.design.charts.frame import (
    WIDE,
    Frame,
    Key,
    Size,
    absence,
    axes,
    break_mark,
    join_mark,
    legend,
    make_frame,
    runs,
)
from hoshin.design.charts.scale import nice_scale

BAR = svg.element("rect", x=4, y=1, width=14, height=11, fill=svg.ACTUAL, class_="c-bar")
OPEN_BAR = svg.element(
    "rect",
    x=4,
    y=1,
    width=14,
    height=11,
    fill=svg.ACTUAL_OPEN,
    stroke=svg.ACTUAL,
    stroke_dasharray="4 2",
    class_="c-bar-open",
)
TARGET = svg.line((1, 7), (21, 7), stroke=svg.TARGET, stroke_width=4, class_="c-target")
PACE = svg.line((0, 7), (22, 7), stroke=svg.PACE, stroke_width=1.5, stroke_dasharray="2 3", class_="c-pace")
ABSENT = svg.element(
    "rect", x=4, y=1, width=14, height=11, fill=svg.PAPER, stroke=svg.EDGE, stroke_dasharray="3 3", class_="c-absent"
)


def bar_chart(chart: YearChart, *, ident: str, size: Size = WIDE) -> str:
    """The chart as SVG. `ident` is unique on the page; give `size=NARROW` for the drawing a phone shows."""
    keys = _keys(chart)
    labels, shorts = [year.label for year in chart.years], [year.short for year in chart.years]
    frame = make_frame(size, nice_scale(_values(chart)), labels, shorts, keys, headroom=36)
    body = legend(size, keys) + axes(frame, chart.unit)
    body += "".join(_column(frame, place, year) for place, year in enumerate(chart.years))
    body += _pace(frame, chart)
    body += "".join(_target_mark(frame, place, year) for place, year in enumerate(chart.years))
    body += "".join(_numbers(frame, place, year) for place, year in enumerate(chart.years))
    body += "".join(_seam(frame, place, year) for place, year in enumerate(chart.years) if place)
    return svg.document(
        ident=ident, size=(size.width, size.height), title=chart.title, description=description(chart), body=body
    )


def _seam(frame: Frame, place: int, year: Year) -> str:
    if year.break_before:
        return break_mark(frame, place, year.break_before)
    return join_mark(frame, place, year.join_before) if year.join_before else ""


def description(chart: YearChart) -> str:
    """The chart in words, year by year."""
    parts = [f"年度ごとの棒グラフ。単位は{chart.unit}。" if chart.unit else "年度ごとの棒グラフ。"]
    for year in chart.years:
        said = [f"（{year.break_before}。前の年度とは比べられません）"] if year.break_before else []
        if year.join_before:
            said.append(f"（{year.join_before}）")
        if year.actual is not None:
            said.append(f"実績{year.actual.printed}" + ("（速報・見込み）" if year.actual.provisional else ""))
        if year.target is not None:
            said.append(f"目標{year.target.printed}")
        if said:
            parts.append(f"{year.label}：{'、'.join(said)}。")
    return "".join(parts)


def _values(chart: YearChart) -> list[Decimal]:
    found = [year.pace for year in chart.years]
    found += [point.value for year in chart.years for point in (year.actual, year.target) if point is not None]
    return [value for value in found if value is not None]


def _keys(chart: YearChart) -> list[Key]:
    actuals = [year.actual for year in chart.years if year.actual is not None]
    known = [point for point in actuals if point.value is not None]
    wanted = [
        (any(not point.provisional for point in known), Key(BAR, "実績")),
        (any(point.provisional for point in known), Key(OPEN_BAR, "実績（速報・見込み）")),
        (len(known) < len(actuals), Key(ABSENT, "数値なし")),
        (any(year.target is not None and year.target.value is not None for year in chart.years), Key(TARGET, "目標")),
        (any(year.pace is not None for year in chart.years), Key(PACE, "目標への道のり")),
    ]
    return [key for is_used, key in wanted if is_used]


def _column(frame: Frame, place: int, year: Year) -> str:
    if year.actual is None:
        return ""
    if year.actual.value is None:
        return absence(frame, place, year.actual.printed)
    y, base = frame.y(year.actual.value), frame.base
    width = _bar_width(frame)
    look: dict[str, str | float] = (
        {"fill": svg.ACTUAL_OPEN, "stroke": svg.ACTUAL, "stroke_dasharray": "4 2", "class_": "c-bar-open"}
        if year.actual.provisional
        else {"fill": svg.ACTUAL, "class_": "c-bar"}
    )
    return svg.element("rect", x=frame.x(place) - width / 2, y=min(y, base), width=width, height=abs(base - y), **look)


def _bar_width(frame: Frame) -> float:
    return min(frame.slot * 0.55, 56.0)


def _pace(frame: Frame, chart: YearChart) -> str:
    places = [
        None if year.pace is None else (frame.x(place), frame.y(year.pace)) for place, year in enumerate(chart.years)
    ]
    breaks = frozenset(place for place, year in enumerate(chart.years) if year.break_before)
    return "".join(
        svg.element(
            "polyline",
            points=svg.points(stretch),
            fill="none",
            stroke=svg.PACE,
            stroke_width=1.5,
            stroke_dasharray="2 3",
            class_="c-pace",
        )
        for stretch in runs(places, breaks)
        if len(stretch) > 1
    )


def _target_mark(frame: Frame, place: int, year: Year) -> str:
    if year.target is None or year.target.value is None:
        return ""
    x, y = frame.x(place), frame.y(year.target.value)
    half = min(frame.slot * 0.42, 40.0)
    # The pale casing keeps the mark readable where it crosses a bar that has gone past it.
    casing = svg.line((x - half, y), (x + half, y), stroke=svg.PAPER, stroke_width=7, class_="c-casing")
    return casing + svg.line((x - half, y), (x + half, y), stroke=svg.TARGET, stroke_width=4, class_="c-target")


def _numbers(frame: Frame, place: int, year: Year) -> str:
    """Actual and target in figures; where the two would run into each other the target's stands above the actual's."""
    target = _value(year.target)
    actual = _value(year.actual)
    target_y = frame.y(target) - 7 if target is not None else None
    actual_y = _actual_y(frame, actual) if actual is not None else None
    inside = False
    if target_y is not None and actual_y is not None and target is not None and actual is not None:
        actual_y, target_y, inside = _apart(frame, actual, actual_y, target, target_y)
    parts = ""
    if actual is not None and actual_y is not None:
        is_open = year.actual is not None and year.actual.provisional
        fill, name = (svg.PAPER, "c-paper") if inside and not is_open else (svg.INK, "c-text")
        parts += _figure(frame, place, actual_y, actual, fill, name)
    if target is not None and target_y is not None:
        parts += _figure(frame, place, target_y, target, svg.TARGET_TEXT, "c-text")
    return parts


def _value(point: Point | None) -> Decimal | None:
    return None if point is None else point.value


def _actual_y(frame: Frame, actual: Decimal) -> float:
    """Above a bar that rises; below one that hangs, if there is room between it and the time axis, else within it."""
    y = frame.y(actual)
    if actual >= 0:
        return y - 5
    return y + frame.size.font if y + frame.size.font < frame.bottom else y - 5


def _apart(
    frame: Frame, actual: Decimal, actual_y: float, target: Decimal, target_y: float
) -> tuple[float, float, bool]:
    """Heights of the two figures that do not collide, and whether the actual's now stands inside its bar."""
    font = frame.size.font
    top, mark = frame.y(actual), frame.y(target)
    if mark > top + 2 * font or mark < top - 2 * font - 6:
        return actual_y, (target_y if mark < top else actual_y - font - 1), False
    if actual > 0 and mark <= top and frame.base - top > font + 8 and _fits_inside(frame, actual):
        return top + font + 4, target_y, True
    upper = min(top, mark) - 7
    return upper, upper - font - 1, False


def _fits_inside(frame: Frame, value: Decimal) -> bool:
    return svg.width_of(frame.number(value, frame.slot - 2), frame.size.font) <= _bar_width(frame)


def _figure(frame: Frame, place: int, y: float, value: Decimal, fill: str, name: str) -> str:
    words = frame.number(value, frame.slot - 2)
    y = max(y, frame.size.font)
    # A halo in the paper's colour keeps the figure readable where the pace runs through it.
    halo: dict[str, str | float] = {"stroke": svg.PAPER, "stroke_width": 3, "paint_order": "stroke"}
    return words and svg.text(
        (frame.x(place), y),
        words,
        font_size=frame.size.font,
        font_weight="700",
        text_anchor="middle",
        fill=fill,
        class_=name,
        **({} if fill == svg.PAPER else halo),
    )
