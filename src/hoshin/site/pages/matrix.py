"""Initiatives × drivers: which reason stands behind which initiative, and what is left over on both sides."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading
from hoshin.publishing.rules.document import DriverFieldDoc, ItemDoc
from hoshin.site.pages.book import Book, DriverPlace
from hoshin.site.pages.front import heading_of
from hoshin.site.pages.links import Cells, ItemLink, Links, link_to
from hoshin.site.pages.notes import Notes

# More columns than a page is wide: then each driver names its initiatives instead.
MOST_COLUMNS = 24


@dataclass(frozen=True)
class MatrixLine:
    anchor: str
    mark: str
    title: str
    source: str
    cells: SafeString
    items: SafeString
    is_unserved: bool
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
    without_reference: SafeString


def matrix_page(book: Book) -> MatrixPage:
    referring = [item for item in book.items if item.initiative or item.references]
    columns = [] if len(referring) > MOST_COLUMNS else referring
    builder = _Builder(book, columns)
    fields = tuple(builder.field(field) for field in book.doc.driver_fields)
    without_reference = [item for item in book.initiatives if not item.references]
    return MatrixPage(
        heading=heading_of(book, title=_("取組と検討分野の対応表")),
        columns=tuple(link_to(book, item) for item in columns),
        fields=fields,
        unserved_count=sum(len(field.unserved) for field in fields),
        unresolved_count=sum(len(field.unresolved) for field in fields),
        unresolved_notes=builder.unresolved_notes,
        without_reference=builder.links.to(without_reference) if without_reference else SafeString(""),
    )


class _Builder:
    def __init__(self, book: Book, columns: list[ItemDoc]) -> None:
        self.book = book
        self.links = Links(book)
        self.cells = Cells(columns)
        self.unresolved_notes = Notes("unresolved", _("項目に結び付かない参照"))

    def field(self, field: DriverFieldDoc) -> FieldView:
        notes = Notes(f"f-{field.key}", field.label)
        note = notes.of(field)
        lines = tuple(self._line(self.book.drivers[field.key, driver.key], notes) for driver in field.drivers)
        unserved = tuple(line for line in lines if line.is_unserved)
        return FieldView(
            anchor=f"field-{field.key}",
            label=field.label,
            note=note,
            lines=lines,
            unserved=unserved,
            is_all_unserved=unserved == lines,
            unresolved=tuple(
                UnresolvedLine(
                    link_to(self.book, one.item), one.reference.printed, self.unresolved_notes.of(one.reference)
                )
                for one in self.book.unresolved
                if one.field.key == field.key
            ),
            notes=notes,
        )

    def _line(self, place: DriverPlace, notes: Notes) -> MatrixLine:
        served = self.book.served.get((place.field.key, place.driver.key), ())
        return MatrixLine(
            anchor=place.anchor,
            mark=place.mark,
            title=place.driver.title,
            source=place.driver.source,
            cells=self.cells.of(served),
            items=self.links.to(served),
            is_unserved=not served,
            note=notes.of(place.driver),
        )
