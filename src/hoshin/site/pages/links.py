"""Lists of initiatives inside tables. A page names its initiatives dozens of times, so each link is written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hoshin.design.markup import markup, markup_lines
from hoshin.publishing.rules.document import ItemDoc
from hoshin.site.pages.book import Book, titled


@dataclass(frozen=True)
class ItemLink:
    number: str
    title: str
    url: str


class Links:
    """Writes links to the items of one book."""

    def __init__(self, book: Book) -> None:
        self._items = {
            item.key: markup('<li><a href="{}">{}</a></li>', book.item_url(item), titled(item)) for item in book.items
        }
        self._none = markup('<span class="table__absent">{}</span>', _("なし"))

    def to(self, items: Iterable[ItemDoc]) -> SafeString:
        """Return a list of links, or that there is none."""
        found = "".join(self._items[item.key] for item in items)
        return mark_safe(f'<ul class="item-links">{found}</ul>') if found else self._none  # noqa: S308 - joined from escaped parts


class Cells:
    """Writes the cells of a matrix: one a column, marked or empty; on a phone a marked cell names its column."""

    def __init__(self, columns: Iterable[ItemDoc]) -> None:
        self._columns = [
            (
                item.key,
                markup('<td data-label="{}"><span class="matrix__mark">●</span></td>', titled(item)),
            )
            for item in columns
        ]

    def of(self, marked: Iterable[ItemDoc]) -> SafeString:
        keys = {item.key for item in marked}
        parts = ((cell if key in keys else SafeString("<td></td>"),) for key, cell in self._columns)
        return markup_lines("{}", parts)


def link_to(book: Book, item: ItemDoc) -> ItemLink:
    return ItemLink(item.number, item.title, book.item_url(item))
