"""Initiatives × drivers: which reason stands behind which initiative, and what is left over on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading
from hoshin.publishing.rules.document import DriverFieldDoc, ItemDoc
from hoshin.site.pages.book import Book, DriverPlace, titled
from hoshin.site.pages.edition import ItemLink, links_of
from hoshin.site.pages.front import heading_of
from hoshin.site.pages.notes import Notes

# More columns than a page is wide: then each driver names its initiatives instead.
MOST_COLUMNS = 24


@dataclass(frozen=True)
class MatrixCell:
    """Where an initiative meets a driver. `title` is said by the cell on a phone, where there is no column head."""

    title: str
    is_marked: bool


@dataclass(frozen=True)
class MatrixLine:
    anchor: str
    mark: str
    title: str
    source: str
    cells: tuple[MatrixCell, ...]
    items: tuple[ItemLink, ...]
    note: SafeString


@dataclass(frozen=True)
class UnresolvedLine:
    item: ItemLink
    printed: str
    note: SafeString


@dataclass(frozen=True)
class FieldView:
    anchor: str
    label: str
    note: SafeString
    lines: tuple[MatrixLine, ...]
    unserved: tuple[MatrixLine, ...]
    is_all_unserved: bool
    unresolved: tuple[UnresolvedLine, ...]
    notes: Notes


@dataclass(frozen=True)
class MatrixPage:
    heading: Heading
    columns: tuple[ItemLink, ...]  # empty where there would be too many
    fields: tuple[FieldView, ...]
    unserved_count: int
    unresolved_count: int
    unresolved_notes: Notes
    without_reference: tuple[ItemLink, ...]


def matrix_page(book: Book) -> MatrixPage:
    referring = [item for item in book.items if item.initiative or item.references]
    is_wide = len(referring) > MOST_COLUMNS
    columns = [] if is_wide else referring
    unresolved_notes = Notes("unresolved", _("項目に結び付かない参照"))
    fields = tuple(_field(book, field, columns, unresolved_notes) for field in book.doc.driver_fields)
    return MatrixPage(
        heading=heading_of(book, title=_("取組と検討分野の対応表")),
        columns=links_of(book, tuple(columns)),
        fields=fields,
        unserved_count=sum(len(field.unserved) for field in fields),
        unresolved_count=sum(len(field.unresolved) for field in fields),
        unresolved_notes=unresolved_notes,
        without_reference=links_of(book, tuple(item for item in book.initiatives if not item.references)),
    )


def _field(book: Book, field: DriverFieldDoc, columns: list[ItemDoc], unresolved_notes: Notes) -> FieldView:
    notes = Notes(f"f-{field.key}", field.label)
    note = notes.of(field)
    places = [book.drivers[field.key, driver.key] for driver in field.drivers]
    lines = tuple(_line(book, place, columns, notes) for place in places)
    unserved = tuple(line for line in lines if not line.items)
    return FieldView(
        anchor=f"field-{field.key}",
        label=field.label,
        note=note,
        lines=lines,
        unserved=unserved,
        is_all_unserved=unserved == lines,
        unresolved=tuple(
            UnresolvedLine(links_of(book, (one.item,))[0], one.reference.printed, unresolved_notes.of(one.reference))
            for one in book.unresolved
            if one.field.key == field.key
        ),
        notes=notes,
    )


def _line(book: Book, place: DriverPlace, columns: list[ItemDoc], notes: Notes) -> MatrixLine:
    served = book.served.get((place.field.key, place.driver.key), ())
    keys = {item.key for item in served}
    return MatrixLine(
        anchor=place.anchor,
        mark=place.mark,
        title=place.driver.title,
        source=place.driver.source,
        cells=tuple(MatrixCell(titled(item), is_marked=item.key in keys) for item in columns),
        items=links_of(book, served),
        note=notes.of(place.driver),
    )
