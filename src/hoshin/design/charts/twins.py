"""The same figures as a table: for those who cannot see the drawing, and for those who want the figure itself."""

from __future__ import annotations

from hoshin.design.charts.figures import LineChart, Point, Twin, TwinRow, Year, YearChart
from hoshin.design.charts.numbers import format_number


def twin_of(chart: YearChart | LineChart) -> Twin:
    """The table of a chart. A cell is empty only where nothing is due."""
    return _of_years(chart) if isinstance(chart, YearChart) else _of_lines(chart)


def _of_years(chart: YearChart) -> Twin:
    has_target = any(year.target is not None for year in chart.years)
    has_pace = any(year.pace is not None for year in chart.years)
    columns = ["実績", *(["目標"] if has_target else []), *(["目標への道のり"] if has_pace else [])]
    rows = []
    for year in chart.years:
        cells = [_said(year.actual)]
        cells += [_said(year.target)] if has_target else []
        cells += [format_number(year.pace) if year.pace is not None else ""] if has_pace else []
        rows.append(TwinRow(_label(year), tuple(cells)))
    return Twin(chart.period_label, tuple(columns), tuple(rows))


def _of_lines(chart: LineChart) -> Twin:
    rows = [
        TwinRow(
            label, tuple(_said(series.points[place] if place < len(series.points) else None) for series in chart.series)
        )
        for place, label in enumerate(chart.labels)
    ]
    return Twin(chart.period_label, tuple(series.name for series in chart.series), tuple(rows))


def _label(year: Year) -> str:
    said = "、".join(words for words in (year.break_before, year.join_before) if words)
    return f"{year.label}（{said}）" if said else year.label


def _said(point: Point | None) -> str:
    if point is None:
        return ""
    return point.printed + ("（速報・見込み）" if point.provisional else "")
