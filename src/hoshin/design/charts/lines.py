"""Lines for several series; told apart by shape and dash as well as by colour."""

from __future__ import annotations

from decimal import Decimal

from hoshin.design.charts import svg
from hoshin.design.charts.figures import LineChart, Series
from hoshin.design.charts.frame import WIDE, Frame, Key, Size, absence, axes, break_mark, legend, make_frame, runs
from hoshin.design.charts.scale import needs_zero, nice_scale

COLOURS = ("#0017c1", "#c74700", "#197a4b", "#8b008b")
DASHES = ("", "7 3", "2 3", "9 3 2 3")


def line_chart(chart: LineChart, *, ident: str, size: Size = WIDE) -> str:
    """The chart as SVG. At most four series can be told apart; a fifth raises."""
    if len(chart.series) > len(COLOURS):
        raise ValueError(f"{len(chart.series)} series; at most {len(COLOURS)} can be told apart")
    values = _values(chart)
    keys = [Key(_sample(rank), series.name) for rank, series in enumerate(chart.series)]
    shorts = chart.short_labels or chart.labels
    frame = make_frame(size, nice_scale(values, from_zero=needs_zero(values)), chart.labels, shorts, keys, headroom=16)
    body = legend(size, keys) + axes(frame, chart.unit)
    if len(chart.series) == 1:
        body += _absences(frame, chart.series[0])
    body += "".join(_line(frame, rank, series) for rank, series in enumerate(chart.series))
    for place in sorted(set().union(*(series.breaks for series in chart.series))):
        body += break_mark(frame, place, "定義変更") if 0 < place < len(chart.labels) else ""
    return svg.document(
        ident=ident,
        size=(size.width, size.height),
        title=chart.title,
        description=description(chart, starts_at_zero=frame.scale.starts_at_zero),
        body=body + _note(frame),
    )


def description(chart: LineChart, *, starts_at_zero: bool = True) -> str:
    """The chart in words, series by series."""
    said = [f"折れ線グラフ。単位は{chart.unit}。" if chart.unit else "折れ線グラフ。"]
    if not starts_at_zero:
        said.append("縦軸は0から始まりません。")
    for series in chart.series:
        points = [
            f"{label} {point.printed}"
            for label, point in zip(chart.labels, series.points, strict=False)
            if point is not None
        ]
        said.append(f"{series.name}：{'、'.join(points) or '数値なし'}。")
    return "".join(said)


def _values(chart: LineChart) -> list[Decimal]:
    return [
        point.value
        for series in chart.series
        for point in series.points[: len(chart.labels)]
        if point is not None and point.value is not None
    ]


def _note(frame: Frame) -> str:
    """A cut axis is said on the drawing itself: it makes small changes look large."""
    if frame.scale.starts_at_zero:
        return ""
    words = "縦軸は0から始まりません"
    return svg.text(
        (frame.right, frame.top - 12),
        words,
        font_size=frame.size.font - 1,
        text_anchor="end",
        fill=svg.MUTE,
        class_="c-mute",
    )


def _absences(frame: Frame, series: Series) -> str:
    return "".join(
        absence(frame, place, point.printed)
        for place, point in enumerate(series.points[: frame.slots])
        if point is not None and point.value is None
    )


def _line(frame: Frame, rank: int, series: Series) -> str:
    places = [
        None if point is None or point.value is None else (frame.x(place), frame.y(point.value))
        for place, point in enumerate(series.points[: frame.slots])
    ]
    dash: dict[str, str | float] = {"stroke_dasharray": DASHES[rank]} if DASHES[rank] else {}
    strokes = "".join(
        svg.element(
            "polyline",
            points=svg.points(stretch),
            fill="none",
            stroke=COLOURS[rank],
            stroke_width=2.5,
            class_="c-line",
            **dash,
        )
        for stretch in runs(places, series.breaks)
        if len(stretch) > 1
    )
    return strokes + "".join(_marker(rank, place) for place in places if place is not None)


def _marker(rank: int, at: tuple[float, float]) -> str:
    x, y = at
    shapes = (
        [(x - 3.5, y - 3.5), (x + 3.5, y - 3.5), (x + 3.5, y + 3.5), (x - 3.5, y + 3.5)],
        [(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)],
        [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)],
    )
    if rank == 0:
        return svg.element("circle", cx=x, cy=y, r=4, fill=COLOURS[0], class_="c-text")
    return svg.element("polygon", points=svg.points(shapes[rank - 1]), fill=COLOURS[rank], class_="c-text")


def _sample(rank: int) -> str:
    dash: dict[str, str | float] = {"stroke_dasharray": DASHES[rank]} if DASHES[rank] else {}
    stroke = svg.line((0, 7), (22, 7), stroke=COLOURS[rank], stroke_width=2.5, class_="c-line", **dash)
    return stroke + _marker(rank, (11, 7))
