"""One initiative: why, who, how far, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.design.charts import StageTrack, YearChart
from hoshin.design.components import DepartmentEntry, Event, Kpi
from hoshin.design.shell import Heading, Link
from hoshin.kernel.fiscal import FiscalYear, wareki
from hoshin.publishing.rules.document import ActualDoc, IndicatorDoc, ItemDoc, SourceOfIndicator, TargetDoc
from hoshin.site.pages.book import Book, titled, walk
from hoshin.site.pages.front import heading_of
from hoshin.site.pages.kpi import Course, chart_of, courses, kpi_of
from hoshin.site.pages.notes import Notes
from hoshin.site.pages.text import SectionWriter, Writer, formatted

ACCUMULATIONS = {
    "stock": lazy("その時点での数（ストック）"),
    "flow": lazy("年度ごとの数（フロー）"),
    "cumulative": lazy("累計"),
    "average": lazy("平均"),
    "unknown": lazy("不明（年度ごとの数か累計か、文書に記載がありません）"),
}
WANTED = {"up": lazy("増やす"), "down": lazy("減らす"), "keep": lazy("保つ")}
RULES = {
    "ratio": lazy("目標に対する割合"),
    "progress": lazy("基準の値から目標までの進み具合"),
    "band": lazy("基準の範囲に収まっているかどうか"),
    "none": lazy("率を出さない"),
}


@dataclass(frozen=True)
class Why:
    """A reference as a reason: the driver and its source, or the printed number that stands for none."""

    mark: str
    title: SafeString
    url: str
    source: str
    is_unresolved: bool
    note: SafeString


@dataclass(frozen=True)
class WhyField:
    label: str
    reasons: tuple[Why, ...]


@dataclass(frozen=True)
class DirectionView:
    mark: str
    label: str
    url: str
    note: SafeString


@dataclass(frozen=True)
class FigureLine:
    """A line of the table of actuals and targets."""

    kind: str
    when: str
    series: str
    value: str
    is_number: bool
    remark: str
    note: SafeString


@dataclass(frozen=True)
class CourseView:
    ident: str
    kpi: Kpi
    chart: YearChart | None


@dataclass(frozen=True)
class IndicatorView:
    anchor: str
    name: str
    note: SafeString
    courses: tuple[CourseView, ...]
    lines: tuple[FigureLine, ...]
    has_series: bool
    definition: SafeString
    rationale: SafeString
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ScheduleLine:
    year: str
    text: SafeString
    is_now: bool
    is_inferred: bool
    note: SafeString


@dataclass(frozen=True)
class PastEntry:
    """How the item stands in one of the public editions."""

    label: str
    number: str
    title: str
    stage_label: str
    url: str
    is_this: bool


@dataclass(frozen=True)
class InitiativePage:
    heading: Heading
    note: SafeString
    is_inferred: bool
    track: StageTrack
    stage_note: SafeString
    has_stage: bool
    departments: tuple[tuple[DepartmentEntry, SafeString], ...]
    directions: tuple[DirectionView, ...]
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    summary: SafeString
    why: tuple[WhyField, ...]
    indicators: tuple[IndicatorView, ...]
    needs_indicator: bool
    plan: SafeString
    progress: SafeString
    schedule: tuple[ScheduleLine, ...]
    history: tuple[Event, ...]
    before: Link | None
    after: Link | None
    notes: Notes


def initiative_page(book: Book, item: ItemDoc, *, on: dt.date, past: Sequence[PastEntry]) -> InitiativePage:
    """`past` are the entries of the same identity in all public editions, this one included, oldest first."""
    text = Writer(book).section("item")
    notes = Notes("item", item.title)
    before, after = next((one[0], one[2]) for one in walk(book.items) if one[1] is item)
    kicker = f"{book.level(item)} {item.number}".strip()
    stage = book.stages[item.stage.stage] if item.stage else None
    return InitiativePage(
        heading=heading_of(book, title=item.title, kicker=kicker),
        note=formatted(item.note),
        is_inferred=item.certainty == "inferred",
        track=book.track(item),
        stage_note=notes.of(item.stage) if item.stage else SafeString(""),
        has_stage=item.initiative and bool(book.doc.stages),
        departments=tuple(
            (shown, notes.of(one)) for shown, one in zip(book.departments_of(item), item.departments, strict=True)
        ),
        directions=_directions(book, item, notes),
        above=tuple(Link(titled(one), book.item_url(one)) for one in book.ancestors(item)),
        below=tuple(Link(titled(one), book.item_url(one)) for one in book.children(item)),
        summary=text.prose(item.summary),
        why=_why(book, item, notes, text),
        indicators=tuple(_indicator(one, on, notes, text) for one in item.indicators),
        needs_indicator=stage is not None and stage.rule == "indicator_with_target",
        plan=text.prose(item.plan),
        progress=text.prose(item.progress),
        schedule=_schedule(item, on, notes, text),
        history=tuple(_event(entry) for entry in past),
        before=Link(titled(before), book.item_url(before)) if before else None,
        after=Link(titled(after), book.item_url(after)) if after else None,
        notes=notes,
    )


def _directions(book: Book, item: ItemDoc, notes: Notes) -> tuple[DirectionView, ...]:
    return tuple(
        DirectionView(
            book.directions[one.direction].mark,
            book.directions[one.direction].label,
            book.direction_url(one.direction),
            notes.of(one),
        )
        for one in item.directions
    )


def _why(book: Book, item: ItemDoc, notes: Notes, text: SectionWriter) -> tuple[WhyField, ...]:
    fields = []
    for field in book.doc.driver_fields:
        reasons = []
        for reference in item.references:
            if reference.field != field.key:
                continue
            note = notes.of(reference)
            if reference.driver is None:
                reasons.append(Why(reference.printed, SafeString(""), "", "", is_unresolved=True, note=note))
                continue
            place = book.drivers[field.key, reference.driver]
            title, url = text.line(place.driver.title), book.driver_url(place)
            reasons.append(Why(place.mark, title, url, place.driver.source, is_unresolved=False, note=note))
        fields.append(WhyField(field.label, tuple(reasons)))
    return tuple(fields)


def _indicator(indicator: IndicatorDoc, on: dt.date, notes: Notes, text: SectionWriter) -> IndicatorView:
    found = courses(indicator, on)
    return IndicatorView(
        anchor=f"indicator-{indicator.key}",
        name=indicator.name,
        note=notes.of(indicator),
        courses=tuple(
            CourseView(
                f"course-{indicator.key}-{number}",
                kpi_of(course, name=course.series or _("現在の状況")),
                chart_of(course),
            )
            for number, course in enumerate(found, start=1)
        ),
        lines=tuple(line for course in found for line in _lines(course, notes)),
        has_series=bool(indicator.series),
        definition=text.prose(indicator.definition, base_heading=4),
        rationale=text.prose(indicator.rationale, base_heading=4),
        facts=tuple((label, value) for label, value in _facts(indicator) if value),
    )


def _lines(course: Course, notes: Notes) -> list[FigureLine]:
    figures: list[ActualDoc | TargetDoc] = [*course.actuals, *course.targets]
    return [_line(one, notes) for one in sorted(figures, key=lambda one: one.period)]


def _line(figure: ActualDoc | TargetDoc, notes: Notes) -> FigureLine:
    is_target = isinstance(figure, TargetDoc)
    printed = figure.period_label if isinstance(figure, TargetDoc) else ""
    when = figure.period.label_both
    if printed and printed not in {when, figure.period.label_wareki}:
        when = _("%(when)s（表記：%(printed)s）") % {"when": when, "printed": printed}
    as_of = figure.as_of if isinstance(figure, ActualDoc) else None
    if as_of is not None and as_of != figure.period.last_day:
        when = _("%(when)s（%(day)s時点）") % {"when": when, "day": wareki(as_of)}
    elif not is_target and figure.period.first_day == figure.period.last_day:
        when = _("%(when)s時点") % {"when": when}
    return FigureLine(
        kind=_("目標") if is_target else _("実績"),
        when=when,
        series=figure.series,
        value=figure.value.printed,
        is_number=figure.value.amount is not None,
        remark=figure.reason,
        note=notes.of(figure),
    )


def _facts(indicator: IndicatorDoc) -> tuple[tuple[str, str], ...]:
    return (
        (_("単位"), indicator.unit),
        (_("値の性質"), str(ACCUMULATIONS[indicator.accumulation])),
        (_("望ましい向き"), str(WANTED[indicator.direction])),
        (_("達成度の出し方"), str(RULES[indicator.rule.kind])),
        (_("対象・分母"), indicator.scope),
        (_("値の出どころ"), _source(indicator.source)),
    )


def _source(source: SourceOfIndicator) -> str:
    kinds = {"person": _("所管課の報告"), "file": _("ファイルの取り込み"), "metric": _("サービスによる自動計測")}
    return source.text or kinds[source.kind]


def _schedule(item: ItemDoc, on: dt.date, notes: Notes, text: SectionWriter) -> tuple[ScheduleLine, ...]:
    return tuple(
        ScheduleLine(
            FiscalYear(entry.year).label_both,
            text.prose(entry.text, base_heading=4),
            is_now=FiscalYear.containing(on).year == entry.year,
            is_inferred=entry.certainty == "inferred",
            note=notes.of(entry),
        )
        for entry in sorted(item.schedule, key=lambda entry: entry.year)
    )


def _event(entry: PastEntry) -> Event:
    stage = _("段階：%(stage)s") % {"stage": entry.stage_label} if entry.stage_label else ""
    title = f"{entry.number} {entry.title}".strip()
    return Event(
        _("%(label)s版") % {"label": entry.label},
        title,
        stage,
        is_current=entry.is_this,
        url="" if entry.is_this else entry.url,
    )
