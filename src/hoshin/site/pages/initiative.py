"""One initiative: why, who, how far, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.charts import StageTrack, YearChart
from hoshin.design.components import DepartmentEntry, Event, Kpi
from hoshin.design.shell import Heading, Link
from hoshin.indicators.queries import LiveFigure
from hoshin.kernel.fiscal import FiscalYear
from hoshin.publishing.rules.document import IndicatorDoc, ItemDoc
from hoshin.publishing.rules.figures import FigureLine, chart_of, courses, lines_of, nature_of
from hoshin.publishing.rules.results import result_of
from hoshin.site.pages.book import Book, titled, walk
from hoshin.site.pages.front import heading_of
from hoshin.site.pages.kpi import kpi_of
from hoshin.site.pages.live import LiveView, live_view
from hoshin.site.pages.notes import Notes
from hoshin.site.pages.text import SectionWriter, Writer, formatted


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
    lines: tuple[tuple[FigureLine, SafeString], ...]  # each with the mark of its footnote
    has_series: bool
    definition: SafeString
    rationale: SafeString
    facts: tuple[tuple[str, str], ...]
    live: LiveView | None


@dataclass(frozen=True)
class ScheduleLine:
    year: str
    text: SafeString
    is_now: bool
    is_inferred: bool
    note: SafeString


@dataclass(frozen=True)
class ResultView:
    label: str
    line: str
    text: SafeString


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
    results: tuple[ResultView, ...]
    history: tuple[Event, ...]
    before: Link | None
    after: Link | None
    notes: Notes


def initiative_page(
    book: Book,
    item: ItemDoc,
    *,
    on: dt.date,
    past: Sequence[PastEntry],
    live: Mapping[str, LiveFigure] | None = None,
) -> InitiativePage:
    """`past` are the entries of the same identity in all public editions, this one included, oldest first.

    :param live: what the ledger says today of indicators, by their keys; none of it belongs to the edition.
    """
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
        indicators=tuple(_indicator(one, on, notes, text, (live or {}).get(one.key)) for one in item.indicators),
        needs_indicator=stage is not None and stage.rule == "indicator_with_target",
        plan=text.prose(item.plan),
        progress=text.prose(item.progress),
        schedule=_schedule(item, on, notes, text),
        results=tuple(
            ResultView(fact.label, fact.line, text.prose(fact.text, base_heading=4)) for fact in result_of(book, item)
        ),
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


def _indicator(
    indicator: IndicatorDoc, on: dt.date, notes: Notes, text: SectionWriter, live: LiveFigure | None
) -> IndicatorView:
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
        lines=tuple((line, notes.of(line.figure)) for course in found for line in lines_of(course)),
        has_series=bool(indicator.series),
        definition=text.prose(indicator.definition, base_heading=4),
        rationale=text.prose(indicator.rationale, base_heading=4),
        facts=nature_of(indicator),
        live=live_view(indicator, live) if live else None,
    )


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
