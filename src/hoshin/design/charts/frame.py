"""What bar and line charts share: the two sizes, axes, legend, and the marks for absences and breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoshin.design.charts import svg
from hoshin.design.charts.numbers import compact_number, format_number
from hoshin.design.charts.scale import Scale


@dataclass(frozen=True)
class Size:
    """Text keeps its size in both drawings: a phone gets one of its own rather than a shrunken one."""

    width: float
    height: float
    font: float


WIDE = Size(640, 300, 13)
NARROW = Size(320, 260, 12)

ROW = 18.0
LINE = 16.0


@dataclass(frozen=True)
class Key:
    """One entry of the legend: a sample, drawn in a box of 22 × 12, and its name."""

    sample: str
    name: str


@dataclass(frozen=True)
class Frame:
    size: Size
    scale: Scale
    labels: tuple[tuple[str, ...], ...]  # of each place on the time axis, in one or two lines
    left: float
    top: float

    @property
    def right(self) -> float:
        return self.size.width - 8

    @property
    def bottom(self) -> float:
        return self.size.height - 14 - LINE * max((len(lines) for lines in self.labels), default=1)

    @property
    def slots(self) -> int:
        return len(self.labels)

    @property
    def slot(self) -> float:
        return (self.right - self.left) / max(1, self.slots)

    def x(self, place: int) -> float:
        """The middle of a place on the time axis."""
        return self.left + self.slot * (place + 0.5)

    def y(self, value: Decimal) -> float:
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)

    @property
    def base(self) -> float:
        """Where bars stand: at zero."""
        return self.y(Decimal(0))

    def number(self, value: Decimal, room: float) -> str:
        """The number as long as there is room for it, else shorter, else nothing: the table has it."""
        for words in (format_number(value), compact_number(value), compact_number(value, digits=2)):
            if svg.width_of(words, self.size.font) <= room:
                return words
        return ""


def tick_labels(scale: Scale) -> list[str]:
    exact = [format_number(tick) for tick in scale.ticks]
    return exact if max(map(len, exact)) <= 7 else [compact_number(tick) for tick in scale.ticks]


def make_frame(
    size: Size, scale: Scale, labels: Sequence[str], shorts: Sequence[str], keys: Sequence[Key], headroom: float
) -> Frame:
    widest = max(svg.width_of(words, size.font) for words in tick_labels(scale))
    left = min(max(24.0, widest + 8), size.width * 0.3)
    room = (size.width - 8 - left) / max(1, len(labels)) - 4
    return Frame(
        size=size,
        scale=scale,
        labels=_lines(labels, shorts, size.font, room),
        left=left,
        top=legend_height(size, keys) + ROW + headroom,
    )


def _lines(labels: Sequence[str], shorts: Sequence[str], font: float, room: float) -> tuple[tuple[str, ...], ...]:
    """2020（令和2）年度 in one line if all have room, else 2020 over 令和2年度, else the short form."""
    whole = tuple((label,) for label in labels)
    split = tuple(_two_lines(label) for label in labels)
    for lines in (whole, split):
        if all(svg.width_of(line, font) <= room for place in lines for line in place):
            return lines
    return tuple((short or label,) for short, label in zip(shorts, labels, strict=True))


def _two_lines(label: str) -> tuple[str, ...]:
    first, opened, rest = label.partition("（")
    return (first, rest.replace("）", "", 1)) if first and opened and rest != "）" else (label,)


def _placed(size: Size, keys: Sequence[Key]) -> list[tuple[float, float, Key]]:
    places: list[tuple[float, float, Key]] = []
    x, y = 0.0, 0.0
    for key in keys:
        width = 30 + svg.width_of(key.name, size.font) + 14
        if x > 0 and x + width > size.width:
            x, y = 0.0, y + ROW
        places.append((x, y, key))
        x += width
    return places


def legend_height(size: Size, keys: Sequence[Key]) -> float:
    return max((y for _, y, _ in _placed(size, keys)), default=0.0) + ROW


def legend(size: Size, keys: Sequence[Key]) -> str:
    return "".join(
        svg.element("g", key.sample, transform=f"translate({svg.number(x)} {svg.number(y + 3)})")
        + svg.text(
            (x + 28, y + 14),
            svg.cut(key.name, size.font, size.width - x - 30),
            font_size=size.font,
            fill=svg.INK,
            class_="c-text",
        )
        for x, y, key in _placed(size, keys)
    )


def axes(frame: Frame, unit: str) -> str:
    font = frame.size.font
    parts = []
    if unit:
        words = svg.cut(f"（{unit}）", font, frame.size.width - 10)
        parts.append(svg.text((0, frame.top - 12), words, font_size=font, fill=svg.MUTE, class_="c-mute"))
    for tick, words in zip(frame.scale.ticks, tick_labels(frame.scale), strict=True):
        y = frame.y(tick)
        parts.append(svg.line((frame.left, y), (frame.right, y), stroke=svg.GRID, class_="c-grid"))
        words = svg.cut(words, font, frame.left - 4)
        parts.append(
            svg.text(
                (frame.left - 6, y + font * 0.36),
                words,
                font_size=font,
                text_anchor="end",
                fill=svg.MUTE,
                class_="c-mute",
            )
        )
    base = frame.base if frame.scale.starts_at_zero else frame.bottom
    parts.append(svg.line((frame.left, base), (frame.right, base), stroke=svg.AXIS, stroke_width=1.5, class_="c-axis"))
    return "".join(parts) + _places(frame)


def _places(frame: Frame) -> str:
    """The labels of the time axis; where they would run into each other only every second, third … is written."""
    font = frame.size.font
    widest = max((svg.width_of(line, font) for lines in frame.labels for line in lines), default=0.0) + 4
    every = max(1, -(-int(widest) // max(1, int(frame.slot))))
    return "".join(
        svg.text(
            (frame.x(place), frame.bottom + 20 + row * LINE),
            svg.cut(line, font, 2 * min(frame.x(place), frame.size.width - frame.x(place))),
            font_size=font,
            text_anchor="middle",
            fill=svg.INK,
            class_="c-text",
        )
        for place, lines in enumerate(frame.labels)
        if place % every == 0
        for row, line in enumerate(lines)
    )


def absence(frame: Frame, place: int, words: str) -> str:
    """A figure that is due and unknown: an open column through the whole height, with the reason written into it."""
    width = min(frame.slot * 0.62, 56.0)
    x = frame.x(place)
    box = svg.element(
        "rect",
        x=x - width / 2,
        y=frame.top,
        width=width,
        height=frame.bottom - frame.top,
        fill=svg.PAPER,
        stroke=svg.EDGE,
        stroke_dasharray="3 4",
        class_="c-absent",
    )
    return box + _in_column(frame, x, width, words)


def _in_column(frame: Frame, x: float, width: float, words: str) -> str:
    """Across if there is room, else downwards, as Japanese can."""
    font = frame.size.font
    middle = (frame.top + frame.bottom) / 2
    look: dict[str, str | float] = {
        "font_size": font,
        "text_anchor": "middle",
        "fill": svg.MUTE,
        "class_": "c-mute",
    }
    if svg.width_of(words, font) <= width - 2:
        return svg.text((x, middle + font * 0.36), words, **look)
    letters = words[: max(1, int((frame.bottom - frame.top) / (font * 1.15)) - 1)]
    first = middle - (len(letters) - 1) * font * 1.15 / 2 + font * 0.36
    return "".join(svg.text((x, first + row * font * 1.15), letter, **look) for row, letter in enumerate(letters))


def break_mark(frame: Frame, place: int, words: str) -> str:
    """A cut between two places: what stands left of it cannot be compared with what stands right of it."""
    x = frame.left + frame.slot * place
    room = 2 * min(x, frame.size.width - x)
    name = _words_above(frame, x, svg.cut(words, frame.size.font, min(room, 2.4 * frame.slot)), anchor="middle")
    return _cuts(frame, x, shifts=(-1.5, 1.5)) + name


def join_mark(frame: Frame, place: int, words: str) -> str:
    """A seam between two places: from it on the figure is found out in another way, which the words beside it name."""
    x = frame.left + frame.slot * place
    name = svg.cut(words, frame.size.font, frame.size.width - x - 4)
    # A line above the unit, which stands at the same height and may reach as far as the first seam.
    return _cuts(frame, x, shifts=(0,)) + _words_above(frame, x + 4, name, anchor="start", lift=frame.size.font + 6)


def _cuts(frame: Frame, x: float, *, shifts: tuple[float, ...]) -> str:
    return "".join(
        svg.line(
            (x + shift, frame.top - 4),
            (x + shift, frame.bottom + 6),
            stroke=svg.MUTE,
            stroke_dasharray="5 3",
            class_="c-break",
        )
        for shift in shifts
    )


def _words_above(frame: Frame, x: float, words: str, *, anchor: str, lift: float = 0) -> str:
    return svg.text(
        (x, frame.top - 8 - lift),
        words,
        font_size=frame.size.font,
        text_anchor=anchor,
        fill=svg.MUTE,
        class_="c-mute",
    )


def runs(
    places: Sequence[tuple[float, float] | None], breaks: frozenset[int] = frozenset()
) -> list[list[tuple[float, float]]]:
    """The unbroken stretches of a line: an absent point or a break ends one."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for index, place in enumerate(places):
        if place is None or index in breaks:
            stretches.append([])
        if place is not None:
            stretches[-1].append(place)
    return [stretch for stretch in stretches if stretch]
