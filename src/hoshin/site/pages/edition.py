"""The edition as the document it is: every section in its order, with the data it shows below its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.charts import StageTrack
from hoshin.design.components import Download
from hoshin.design.shell import Heading
from hoshin.publishing.rules.document import EditionDoc, SectionDoc
from hoshin.site.pages.book import Book, term_anchor
from hoshin.site.pages.front import downloads_of, heading_of
from hoshin.site.pages.links import Links
from hoshin.site.pages.listing import Listing, listing
from hoshin.site.pages.notes import Notes
from hoshin.site.pages.text import SectionWriter, Writer, formatted

NOTHING = SafeString("")
TEMPLATES = {
    "driver_field": "site/section_drivers.html",
    "directions": "site/section_directions.html",
    "stages": "site/section_stages.html",
    "items": "site/listing.html",
    "sources": "site/section_sources.html",
    "glossary": "site/section_glossary.html",
}


@dataclass(frozen=True)
class DriverLine:
    mark: str
    title: SafeString
    url: str
    source: str
    description: SafeString
    note: SafeString
    items: SafeString


@dataclass(frozen=True)
class DirectionLine:
    anchor: str
    mark: str
    label: str
    url: str
    description: SafeString
    items: SafeString


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
class TermLine:
    term: str
    reading: str
    definition: SafeString
    url: str


@dataclass(frozen=True)
class SectionView:
    """A chapter. Exactly what its kind asks for is filled; `template` shows it below the body."""

    anchor: str
    title: str
    template: str
    note: SafeString
    body: SafeString
    notes: Notes
    field_label: str = ""
    field_note: SafeString = NOTHING
    field_description: SafeString = NOTHING
    drivers: tuple[DriverLine, ...] = ()
    has_sources: bool = False
    directions: tuple[DirectionLine, ...] = ()
    stages: tuple[StageLine, ...] = ()
    sources: tuple[SourceGroup, ...] = ()
    terms: tuple[TermLine, ...] = ()


@dataclass(frozen=True)
class EditionPage:
    heading: Heading
    summary: SafeString
    note: SafeString
    sections: tuple[SectionView, ...]
    listing: Listing
    list_notes: Notes
    has_list_section: bool
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
        downloads=downloads_of(book),
    )


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
                return replace(view, directions=self._directions())
            case "stages":
                return replace(view, stages=self._stages())
            case "sources":
                return replace(view, sources=self._sources())
            case "glossary":
                return replace(view, terms=self._terms())
        return view

    def _with_field(self, view: SectionView) -> SectionView:
        field = self.book.fields[self.section.field or ""]
        places = [self.book.drivers[field.key, driver.key] for driver in field.drivers]
        return replace(
            view,
            field_label=field.label,
            field_note=self.notes.of(field),
            # The chapter has its own words for what the field is.
            field_description=NOTHING if self.section.body else self.text.prose(field.description),
            has_sources=any(driver.source for driver in field.drivers),
            drivers=tuple(
                DriverLine(
                    mark=place.mark,
                    title=self.text.line(place.driver.title),
                    url=self.book.driver_url(place),
                    source=place.driver.source,
                    description=self.text.prose(place.driver.description),
                    note=self.notes.of(place.driver),
                    items=self.links.to(self.book.served.get((field.key, place.driver.key), ())),
                )
                for place in places
            ),
        )

    def _directions(self) -> tuple[DirectionLine, ...]:
        return tuple(
            DirectionLine(
                f"direction-{one.key}",
                one.mark,
                one.label,
                self.book.direction_url(one.key),
                self.text.prose(one.description),
                self.links.to(item for item in self.book.items if any(d.direction == one.key for d in item.directions)),
            )
            for one in self.book.doc.directions
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
                format_html_join(
                    "",
                    '<li class="sources__line sources__line--{}" id="source-{}"><span>{}{}</span>'
                    '<span class="sources__issued">{}</span></li>',
                    ((one.depth, number, one.title, self.notes.of(one), one.issued) for number, one in sources),
                ),
            )
            for label, sources in groupby(numbered, lambda one: one[1].group)
        )

    def _terms(self) -> tuple[TermLine, ...]:
        return tuple(
            TermLine(
                one.term, one.reading, formatted(one.definition), f"{self.book.glossary_url}#{term_anchor(number)}"
            )
            for number, one in enumerate(self.book.doc.glossary, start=1)
        )
