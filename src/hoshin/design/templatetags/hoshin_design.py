"""Template tags of the design system: {% load hoshin_design %}."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypedDict

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString, mark_safe

from hoshin.design import charts
from hoshin.design.charts import LineChart, Point, StageTrack, Twin, YearChart
from hoshin.design.components import Kpi, Option
from hoshin.design.icons import icon_html
from hoshin.design.markup import markup_lines
from hoshin.design.terms import term_html

register = template.Library()

_SELECTED = SafeString(" selected")


def _drawing(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 - charts escape every text they are given (tests/design/test_charts.py)


@register.filter
def beside(ones: Sequence[object], others: Sequence[object]) -> Iterator[tuple[object, object]]:
    """`{% for cell, column in row.cells|beside:table.data_columns %}`"""
    return zip(ones, others, strict=True)


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "download" %}`"""
    return icon_html(name)


@register.simple_tag
def options(ones: Sequence[Option]) -> SafeString:
    """`{% options field.options %}`: the choices of a select. Lists have dozens, and a template is slow at them."""
    template = '<option value="{}"{}>{}</option>'
    return markup_lines(template, ((one.value, _SELECTED if one.is_selected else "", one.label) for one in ones))


@register.simple_tag
def term(words: str, ident: str, name: str, definition: str, reading: str = "", url: str = "") -> SafeString:
    """`{% term "ICT" "t-ict-1" name=entry.name definition=entry.definition url=entry.url %}`"""
    return term_html(words, ident=ident, name=name, definition=definition, reading=reading, url=url)


class StagesContext(TypedDict):
    track: StageTrack
    drawing: SafeString
    has_label: bool


@register.inclusion_tag("design/stages.html")
def stages(track: StageTrack, ident: str, size: str = "") -> StagesContext:
    """`{% stages initiative.track "stage-3" %}`; a third argument "small": small arrows, the label beside them."""
    is_small = size == "small" or not charts.has_room(track)
    return {
        "track": track,
        "drawing": _drawing(charts.stage_arrows(track, ident=ident, is_small=is_small)),
        "has_label": is_small or track.current is None,
    }


class KpiContext(TypedDict):
    kpi: Kpi
    drawing: SafeString


@register.inclusion_tag("design/kpi.html")
def kpi(figure: Kpi, ident: str) -> KpiContext:
    """`{% kpi figure "kpi-3" %}`"""
    return {"kpi": figure, "drawing": _drawing(charts.bullet(figure.bullet, ident=ident))}


class ChartContext(TypedDict):
    chart: YearChart | LineChart
    wide: SafeString
    narrow: SafeString
    twin: Twin


@register.inclusion_tag("design/chart.html")
def chart(figure: YearChart | LineChart, ident: str) -> ChartContext:
    """`{% chart figure "chart-3" %}`: both drawings and the table."""
    wide, narrow = (
        charts.bar_chart(figure, ident=f"{ident}-{size.width:.0f}", size=size)
        if isinstance(figure, YearChart)
        else charts.line_chart(figure, ident=f"{ident}-{size.width:.0f}", size=size)
        for size in (charts.WIDE, charts.NARROW)
    )
    return {"chart": figure, "wide": _drawing(wide), "narrow": _drawing(narrow), "twin": charts.twin_of(figure)}


@register.simple_tag
def sparkline(points: tuple[Point | None, ...], title: str, ident: str) -> SafeString:
    """`{% sparkline points "交付枚数の推移" "spark-3" %}`"""
    return _drawing(f'<span class="sparkline">{charts.sparkline(points, title=title, ident=ident)}</span>')


class FieldContext(TypedDict):
    field: BoundField
    widget: SafeString
    hint_id: str
    error_id: str
    is_check: bool
    is_group: bool


@register.inclusion_tag("design/field.html")
def field(bound: BoundField) -> FieldContext:
    """`{% field form.title %}`: label, mark 必須, hint, control, errors, joined for assistive technology."""
    base = bound.id_for_label or bound.auto_id or bound.html_name
    hint_id = f"{base}-hint" if bound.help_text else ""
    error_id = f"{base}-error" if bound.errors else ""
    described = " ".join(filter(None, (hint_id, error_id)))
    attributes: dict[str, str | bool] = {"aria-describedby": described} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    is_group = bound.use_fieldset
    return {
        "field": bound,
        # In a group the fieldset is described, not each of its buttons.
        "widget": bound.as_widget() if is_group else bound.as_widget(attrs=attributes),
        "hint_id": hint_id,
        "error_id": error_id,
        "is_check": getattr(bound.field.widget, "input_type", "") == "checkbox" and not is_group,
        "is_group": is_group,
    }


class ErrorSummaryContext(TypedDict):
    form: BaseForm


@register.inclusion_tag("design/error_summary.html")
def error_summary(form: BaseForm) -> ErrorSummaryContext:
    """`{% error_summary form %}`: nothing for a form without errors; else all of them, each a link to its field."""
    return {"form": form}
