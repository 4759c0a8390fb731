"""The edition as the document it is: every section in its order, with the data it shows below its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.charts import StageTrack
from hoshin.design.components import Cell, Column, Download, Row, Table
from hoshin.design.markup import markup, markup_lines
from hoshin.design.shell import Heading
from hoshin.publishing.rules.document import DirectionDoc, DriverFieldDoc, EditionDoc, ItemDoc, SectionDoc
from hoshin.publishing.rules.results import HEAD, NONE, TABLE_TITLE, result_lines
from hoshin.site.pages.book import Book, titled
from hoshin.site.pages.front import downloads_of, heading_of
from hoshin.site.pages.links import Links
from hoshin.site.pages.listing import Listing, listing
from hoshin.site.pages.notes import Notes
from hoshin.site.pages.text import SectionWriter, Writer, formatted

NOTHING = SafeString("")
_CELL = '<td data-label="{}"><span>{}</span></td>'
TEMPLATES = {
    "driver_field": "site/section_drivers.html",
    "directions": "site/section_directions.html",
    "stages": "site/section_stages.html",
    "items": "site/listing.html",
    "sources": "site/section_sources.html",
    "glossary": "site/section_glossary.html",
}


@dataclass(frozen=True)
class StageLine:
    ident: str
    label: str
    track: StageTrack
    description: SafeString
    needs_indicator: bool
    items: SafeString


@dataclass(frozen=True)
class SourceGroup:
    label: str
    lines: SafeString


@dataclass(frozen=True)
class SectionView:
    """A chapter. Exactly what its kind asks for is filled; `template` shows it below the body.

    `rows` are those of its table or list, written here: there are dozens, and templates are slow.
    """

    anchor: str
    title: str
    template: str
    note: SafeString
    body: SafeString
    notes: Notes
    field_label: str = ""
    field_note: SafeString = NOTHING
    field_description: SafeString = NOTHING
    has_sources: bool = False
    rows: SafeString = NOTHING
    stages: tuple[StageLine, ...] = ()
    sources: tuple[SourceGroup, ...] = ()


@dataclass(frozen=True)
class EditionPage:
    heading: Heading
    summary: SafeString
    note: SafeString
    sections: tuple[SectionView, ...]
    listing: Listing
    list_notes: Notes
    has_list_section: bool
    results: Table | None
    downloads: tuple[Download, ...]


def edition_page(book: Book, asked: Mapping[str, str]) -> EditionPage:
    writer = Writer(book)
    links = Links(book)
    opening = writer.section("summary")
    first_list = _first_list(book.doc)
    sections = tuple(_Section(book, writer, links, section).view() for section in book.doc.sections)
    own = Notes("s-list", _("重点取組一覧"))
    list_notes = next((view.notes for view in sections if view.template == TEMPLATES["items"]), own)
    return EditionPage(
        heading=heading_of(book, title=book.doc.title),
        summary=opening.prose(book.doc.summary),
        note=formatted(book.doc.note),
        sections=sections,
        listing=listing(book, asked, list_notes),
        list_notes=list_notes,
        has_list_section=first_list is not None,
        results=_results(book),
        downloads=downloads_of(book),
    )


def _results(book: Book) -> Table | None:
    """評価結果一覧; None before anything has been assessed or decided."""
    rows = tuple(
        Row(
            Cell(titled(line.item), url=book.item_url(line.item)),
            tuple(Cell(cell or NONE, is_absent=not cell) for cell in line.cells),
        )
        for line in result_lines(book)
    )
    columns = tuple(map(Column, (book.doc.levels[-1], *HEAD)))
    return Table(TABLE_TITLE, columns, rows, is_caption_hidden=True) if rows else None


def _first_list(doc: EditionDoc) -> SectionDoc | None:
    return next((section for section in doc.sections if section.kind == "items"), None)


class _Section:
    """Builds one chapter."""

    def __init__(self, book: Book, writer: Writer, links: Links, section: SectionDoc) -> None:
        self.book = book
        self.links = links
        self.section = section
        self.is_list = section == _first_list(book.doc)  # only one list carries the filter
        self.notes = Notes(f"s-{section.key}", section.title)
        self.text: SectionWriter = writer.section(f"s-{section.key}")

    def view(self) -> SectionView:
        note = self.notes.of(self.section)
        body = self.text.prose(self.section.body)
        anchor = f"section-{self.section.key}"
        kind = "items" if self.is_list else ("text" if self.section.kind == "items" else self.section.kind)
        view = SectionView(anchor, self.section.title, TEMPLATES.get(kind, ""), note, body, self.notes)
        match kind:
            case "driver_field":
                return self._with_field(view)
            case "directions":
                return replace(view, rows=self._directions())
            case "stages":
                return replace(view, stages=self._stages())
            case "sources":
                return replace(view, sources=self._sources())
            case "glossary":
                return replace(view, rows=self._terms())
        return view

    def _with_field(self, view: SectionView) -> SectionView:
        field = self.book.fields[self.section.field or ""]
        has_sources = any(driver.source for driver in field.drivers)
        return replace(
            view,
            field_label=field.label,
            field_note=self.notes.of(field),
            # The chapter has its own words for what the field is.
            field_description=NOTHING if self.section.body else self.text.prose(field.description),
            has_sources=has_sources,
            rows=self._drivers(field, has_sources=has_sources),
        )

    def _drivers(self, field: DriverFieldDoc, *, has_sources: bool) -> SafeString:
        source, items = _("出典"), _("対応する重点取組")
        return markup_lines(
            '<tr><th scope="row">{}{}{}{}</th>{}<td data-label="{}">{}</td></tr>',
            (
                (
                    _mark("circled", place.mark),
                    self.text.line(place.driver.title),
                    self.notes.of(place.driver),
                    _small(self.text.prose(place.driver.description)),
                    markup(_CELL, source, place.driver.source or "—") if has_sources else "",
                    items,
                    self.links.to(self.book.served.get((field.key, place.driver.key), ())),
                )
                for place in (self.book.drivers[field.key, driver.key] for driver in field.drivers)
            ),
        )

    def _directions(self) -> SafeString:
        items = _("対応する重点取組")
        return markup_lines(
            '<tr id="direction-{}"><th scope="row">{}{}{}</th><td data-label="{}">{}</td></tr>',
            (
                (
                    one.key,
                    _mark("seal", one.mark),
                    one.label,
                    _small(self.text.prose(one.description)),
                    items,
                    self.links.to(item for item in self.book.items if _serves(item, one)),
                )
                for one in self.book.doc.directions
            ),
        )

    def _stages(self) -> tuple[StageLine, ...]:
        return tuple(
            StageLine(
                f"explained-{stage.key}",
                stage.label,
                self.book.track_of_stage(stage.key),
                self.text.prose(stage.description),
                stage.rule == "indicator_with_target",
                self.links.to(item for item in self.book.initiatives if item.stage and item.stage.stage == stage.key),
            )
            for stage in self.book.doc.stages
        )

    def _sources(self) -> tuple[SourceGroup, ...]:
        numbered = enumerate(self.book.doc.sources, start=1)
        return tuple(
            SourceGroup(
                label,
                markup_lines(
                    '<li class="sources__line sources__line--{}" id="source-{}"><span>{}{}</span>'
                    '<span class="sources__issued">{}</span></li>',
                    ((one.depth, number, one.title, self.notes.of(one), one.issued) for number, one in sources),
                ),
            )
            for label, sources in groupby(numbered, lambda one: one[1].group)
        )

    def _terms(self) -> SafeString:
        return markup_lines(
            '<div class="glossary__entry"><dt><a href="{}">{}</a></dt><dd>{}</dd></div>',
            (
                (self.book.term_url(number), one.term, formatted(one.definition))
                for number, one in enumerate(self.book.doc.glossary, start=1)
            ),
        )


def _serves(item: ItemDoc, direction: DirectionDoc) -> bool:
    return any(one.direction == direction.key for one in item.directions)


def _mark(kind: str, mark: str) -> SafeString:
    return markup('<span class="{}">{}</span> ', kind, mark) if mark else NOTHING


def _small(text: SafeString) -> SafeString:
    return markup('<div class="small">{}</div>', text) if text else NOTHING
