"""Small drawings that stand in a line of text, a table cell or a card: bar to target, sparkline, stage arrows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hoshin.design.charts import svg
from hoshin.design.charts.figures import Bullet, Point, StageTrack
from hoshin.design.charts.frame import runs
from hoshin.design.charts.scale import Scale

BULLET = (300.0, 20.0)
SPARK = (120.0, 32.0)
ARROW_HEIGHT = 32.0
ARROW_TIP = 11.0
SMALL_ARROW = (20.0, 16.0, 6.0)

# Wider than this the arrows would be shrunk on a phone until nobody can read them; the small ones carry no text.
WIDEST_TRACK = 320.0


def bullet(figure: Bullet, *, ident: str) -> str:
    """The bar to the target. It carries no text and may be stretched; an unknown end gives an open, hatched track."""
    width, height = BULLET
    track = svg.element(
        "rect", x=0.5, y=4.5, width=width - 1, height=height - 9, fill=svg.TRACK, stroke=svg.EDGE, class_="c-track"
    )
    body = track + _reached(figure) if figure.is_drawable else _unknown()
    return svg.document(
        ident=ident,
        size=BULLET,
        title=figure.title,
        description=bullet_description(figure),
        body=body,
        preserveAspectRatio="none",
    )


def bullet_description(figure: Bullet) -> str:
    said = [f"実績{figure.actual.printed}" + (f"（{figure.as_of}）" if figure.as_of else "")]
    said.append(
        f"目標{figure.target.printed}" + (f"（{figure.due}）" if figure.due else "") if figure.target else "目標なし"
    )
    if figure.pace is not None:
        said.append(f"今の時点で必要な水準{figure.pace.printed}")
    return "、".join(said) + "。"


def _reached(figure: Bullet) -> str:
    """Bar, pace and target on one scale from zero; beyond the target the bar simply goes on."""
    points = [figure.actual, figure.target, figure.pace]
    values = [point.value for point in points if point is not None and point.value is not None]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    width = BULLET[0] - 4

    def x(value: Decimal) -> float:
        # All of them zero: the target stands at the end, and nothing has been reached or missed.
        return 2 + (Scale(low, high, high - low).share(value) if high > low else 1.0) * width

    zero = x(Decimal(0)) if high > low else 2.0
    actual = zero if figure.actual.value is None or high == low else x(figure.actual.value)
    look: dict[str, str | float] = {"fill": svg.ACTUAL, "class_": "c-bar"}
    if figure.actual.provisional:
        look = {"fill": svg.ACTUAL_OPEN, "stroke": svg.ACTUAL, "stroke_dasharray": "4 2", "class_": "c-bar-open"}
    parts = svg.element("rect", x=min(zero, actual), y=6, width=abs(actual - zero), height=8, **look)
    if low < 0:
        parts += _tick(zero, svg.AXIS, 1.5, "c-axis")
    if figure.pace is not None and figure.pace.value is not None:
        parts += _tick(x(figure.pace.value), svg.PACE, 2, "c-pace", dash="3 2")
    if figure.target is not None and figure.target.value is not None:
        at = x(figure.target.value)
        parts += _tick(at, svg.PAPER, 7, "c-casing") + _tick(at, svg.TARGET, 4, "c-target")
    return parts


def _tick(x: float, stroke: str, width: float, name: str, dash: str = "") -> str:
    extra: dict[str, str | float] = {"stroke_dasharray": dash} if dash else {}
    return svg.line(
        (x, 0),
        (x, BULLET[1]),
        stroke=stroke,
        stroke_width=width,
        vector_effect="non-scaling-stroke",
        class_=name,
        **extra,
    )


def _unknown() -> str:
    width, height = BULLET
    box = svg.element(
        "rect",
        x=0.5,
        y=4.5,
        width=width - 1,
        height=height - 9,
        fill=svg.PAPER,
        stroke=svg.EDGE,
        stroke_dasharray="4 3",
        vector_effect="non-scaling-stroke",
        class_="c-absent",
    )
    hatch = "".join(
        svg.line(
            (x, height - 5),
            (x + 8, 5),
            stroke=svg.EDGE,
            stroke_width=1,
            vector_effect="non-scaling-stroke",
            class_="c-axis",
        )
        for x in range(4, int(width) - 10, 12)
    )
    return box + hatch


def sparkline(points: Sequence[Point | None], *, title: str, ident: str) -> str:
    """The course at a glance; gaps stay gaps, the last known point is marked."""
    width, height = SPARK
    values = [point.value for point in points if point is not None and point.value is not None]
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    scale = Scale(low, high, high - low) if high > low else None
    step = (width - 12) / max(1, len(points) - 1)
    places = [
        None
        if point is None or point.value is None
        else (6 + index * step, height - 6 - (scale.share(point.value) if scale else 0.5) * (height - 12))
        for index, point in enumerate(points)
    ]
    stretches = runs(places)
    body = "".join(
        svg.element(
            "polyline", points=svg.points(stretch), fill="none", stroke=svg.ACTUAL, stroke_width=2, class_="c-line"
        )
        if len(stretch) > 1
        else svg.element("circle", cx=stretch[0][0], cy=stretch[0][1], r=2, fill=svg.ACTUAL, class_="c-text")
        for stretch in stretches
    )
    if stretches:
        x, y = stretches[-1][-1]
        body += svg.element("circle", cx=x, cy=y, r=3.5, fill=svg.ACTUAL, class_="c-text")
    said = "、".join(point.printed for point in points if point is not None) or "数値なし"
    return svg.document(ident=ident, size=SPARK, title=title, description=f"推移：{said}。", body=body)


def stage_arrows(track: StageTrack, *, ident: str, is_small: bool = False) -> str:
    """One chevron a stage, the current one filled. An inferred stage is drawn with a broken outline instead."""
    widths = _arrow_widths(track, is_small=is_small)
    height, tip = (SMALL_ARROW[1], SMALL_ARROW[2]) if is_small else (ARROW_HEIGHT, ARROW_TIP)
    body, x = "", 1.0
    for place, (label, width) in enumerate(zip(track.labels, widths, strict=True)):
        body += _arrow(track, place, (x, 1.0, width, height - 2, tip), "" if is_small else label)
        x += width - tip + 3
    return svg.document(
        ident=ident, size=(x + tip - 2, height), title=track.description, description=_arrows_said(track), body=body
    )


def has_room(track: StageTrack) -> bool:
    """Whether the arrows with their labels can be read on a phone."""
    return sum(_arrow_widths(track, is_small=False)) - (ARROW_TIP - 3) * (len(track.labels) - 1) <= WIDEST_TRACK


def _arrow_widths(track: StageTrack, *, is_small: bool) -> list[float]:
    if is_small:
        return [SMALL_ARROW[0]] * len(track.labels)
    return [max(72.0, svg.width_of(label, 13) + 2 * ARROW_TIP + 18) for label in track.labels]


def _arrows_said(track: StageTrack) -> str:
    return " → ".join(track.labels) or "段階なし"


def _arrow(track: StageTrack, place: int, box: tuple[float, float, float, float, float], label: str) -> str:
    x, y, width, height, tip = box
    notch = 0.0 if place == 0 else tip
    corners = [
        (x, y),
        (x + width - tip, y),
        (x + width, y + height / 2),
        (x + width - tip, y + height),
        (x, y + height),
        (x + notch, y + height / 2),
    ]
    look, ink, name = _arrow_look(track, place)
    shape = svg.element("polygon", points=svg.points(corners), **look)
    if not label:
        return shape
    middle = x + notch / 2 + (width - tip / 2) / 2
    weight = "700" if place == track.current else "400"
    return shape + svg.text(
        (middle, y + height / 2 + 4.7),
        label,
        font_size=13.0,
        font_weight=weight,
        text_anchor="middle",
        fill=ink,
        class_=name,
    )


def _arrow_look(track: StageTrack, place: int) -> tuple[dict[str, str | float], str, str]:
    """Fill and line of one arrow, and the colour of its text."""
    if track.current is None or place > track.current:
        return {"fill": svg.PAPER, "stroke": svg.EDGE, "class_": "c-stage"}, svg.MUTE, "c-mute"
    if place < track.current:
        return {"fill": svg.DONE, "stroke": svg.DONE, "class_": "c-stage"}, svg.DONE_TEXT, "c-text"
    if track.inferred:
        look: dict[str, str | float] = {
            "fill": svg.ACTUAL_OPEN,
            "stroke": svg.ACTUAL,
            "stroke_width": 2,
            "stroke_dasharray": "5 3",
            "class_": "c-stage",
        }
        return look, svg.DONE_TEXT, "c-text"
    current: dict[str, str | float] = {"fill": svg.ACTUAL, "stroke": svg.ACTUAL, "class_": "c-stage-current"}
    return current, svg.PAPER, "c-stage-current-text"
