"""What a chart is given. Values are Decimals or absent; an absence carries the words that stand in its place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hoshin.design.charts.numbers import format_number

# Beyond these no figure of a city lies, and the arithmetic of the scales stays exact.
LARGEST_EXPONENT = 30


class NotDrawable(ValueError):
    """The value is no finite number of a size that can be drawn."""


def _check(value: Decimal | None) -> None:
    if value is None:
        return
    exponent = value.as_tuple().exponent
    if (
        not isinstance(exponent, int)
        or abs(value.adjusted()) > LARGEST_EXPONENT
        or abs(exponent) > LARGEST_EXPONENT + LARGEST_EXPONENT
    ):
        raise NotDrawable(str(value))


@dataclass(frozen=True)
class Point:
    """One figure. `text` is the figure as printed (97,056枚) or, without a value, why there is none (集計中)."""

    value: Decimal | None
    text: str = ""
    provisional: bool = False

    def __post_init__(self) -> None:
        _check(self.value)

    @property
    def printed(self) -> str:
        if self.text or self.value is None:
            return self.text or "—"
        return format_number(self.value)


@dataclass(frozen=True)
class Year:
    """One place on the time axis. `actual=None` means that none is due yet; Point(None, "集計中") that one is missing.

    `break_before` names a break in the series between the place before and this one; no line crosses it.
    `join_before` names a change in how the figure is found out there; it can still be compared, and lines cross it.
    """

    label: str
    short: str = ""
    actual: Point | None = None
    target: Point | None = None
    pace: Decimal | None = None
    break_before: str = ""
    join_before: str = ""

    def __post_init__(self) -> None:
        _check(self.pace)


@dataclass(frozen=True)
class YearChart:
    """Actuals, targets and the pace needed, by fiscal year."""

    title: str
    unit: str
    years: tuple[Year, ...]
    period_label: str = "年度"


@dataclass(frozen=True)
class Series:
    """One line. Its points stand in the order of the chart's labels; None: no point is due there."""

    name: str
    points: tuple[Point | None, ...]
    breaks: frozenset[int] = frozenset()  # the line is cut before these places


@dataclass(frozen=True)
class LineChart:
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    short_labels: tuple[str, ...] = ()
    period_label: str = "年度"


@dataclass(frozen=True)
class Bullet:
    """Where an indicator stands on the way to its target."""

    title: str
    actual: Point
    target: Point | None = None
    pace: Point | None = None  # what would be needed by now
    as_of: str = ""
    due: str = ""  # when the target falls due, as printed

    @property
    def is_drawable(self) -> bool:
        """A bar needs both ends as numbers: an unknown actual would look like zero, an unknown target like success."""
        return self.actual.value is not None and self.target is not None and self.target.value is not None


@dataclass(frozen=True)
class StageTrack:
    """The stages an edition knows, in order. `current=None`: not stated; `inferred`: nobody has confirmed it yet."""

    labels: tuple[str, ...]
    current: int | None
    inferred: bool = False

    @property
    def current_label(self) -> str:
        return "段階の記載なし" if self.current is None else self.labels[self.current]

    @property
    def description(self) -> str:
        if self.current is None:
            return f"段階：記載なし（{'、'.join(self.labels)}のいずれか）"
        certainty = "。推定であり、確認されていません" if self.inferred else ""
        return f"段階：{self.current_label}（{len(self.labels)}段階の{self.current + 1}番目{certainty}）"


@dataclass(frozen=True)
class TwinRow:
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Twin:
    """The same figures as a table."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[TwinRow, ...]
