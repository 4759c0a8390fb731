"""The list of initiatives (重点取組一覧): filtered and sorted by what stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoshin.design.charts import StageTrack
from hoshin.design.components import (
    ActiveFilter,
    Column,
    Empty,
    Filter,
    FilterField,
    Option,
)
from hoshin.publishing.rules.document import DriverFieldDoc, ItemDoc
from hoshin.site.pages.book import Book, titled
from hoshin.site.pages.notes import Notes

ANCHOR = "#initiatives"
NAMES = ("stage", "direction", "department", "driver")


@dataclass(frozen=True)
class Wish:
    """What the reader asked for. Each value is a key of the edition, a driver's is `field.driver`; empty: all."""

    stage: str = ""
    direction: str = ""
    department: str = ""
    driver: str = ""
    sort: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        return {name: value for name in NAMES if (value := getattr(self, name))}

    def url(self, base: str) -> str:
        query = urlencode(self.chosen | ({"sort": self.sort} if self.sort else {}))
        return f"{base}{'?' if query else ''}{query}{ANCHOR}"


@dataclass(frozen=True)
class ReferenceMark:
    """A reference in a cell of the list: the number, the driver it stands for, or that it stands for none."""

    mark: str
    title: str
    url: str
    is_unresolved: bool
    note: SafeString


@dataclass(frozen=True)
class DirectionMark:
    mark: str
    label: str


@dataclass(frozen=True)
class KpiCell:
    name: str
    actual: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class ListRow:
    ident: str
    title: str
    url: str
    above: str
    note: SafeString
    track: StageTrack
    stage_note: SafeString
    departments: str
    directions: tuple[DirectionMark, ...]
    references: tuple[tuple[str, tuple[ReferenceMark, ...]], ...]  # one a field: its label, its marks
    kpis: tuple[KpiCell, ...]


@dataclass(frozen=True)
class Listing:
    filter: Filter
    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]
    has_directions: bool
    empty: Empty


Test = Callable[[ItemDoc], bool]


def listing(book: Book, asked: Mapping[str, str], notes: Notes) -> Listing:
    """Return the list as asked for; what the edition does not know is ignored, so that old links still lead here.

    `notes` takes up the footnotes: they stand with those of the section that shows the list.
    """
    fields = _fields(book)
    wish = _understood(asked, fields)
    found = [item for item in book.initiatives if _matches(item, wish)]
    return Listing(
        filter=_filter(book, wish, fields, len(found)),
        columns=_columns(book, wish),
        rows=tuple(_row(book, item, notes) for item in _sorted(book, found, wish.sort)),
        has_directions=bool(book.doc.directions),
        empty=Empty(
            _("条件に合う取組はありません"),
            _("条件を一つずつ外すか、すべて外してください。"),
            Wish(sort=wish.sort).url(book.base),
            _("条件をすべて外す"),
        ),
    )


def _fields(book: Book) -> tuple[FilterField, ...]:
    departments = dict.fromkeys(one.department for item in book.initiatives for one in item.departments)
    drivers = [
        Option(f"{field}.{driver}", f"{place.field.label}：{place.mark}{place.driver.title}")
        for (field, driver), place in book.drivers.items()
    ]
    return (
        FilterField("stage", _("段階"), tuple(Option(stage.key, stage.label) for stage in book.doc.stages)),
        FilterField(
            "direction", _("まちづくりの方向"), tuple(Option(one.key, one.label) for one in book.doc.directions)
        ),
        FilterField("department", _("所管課"), tuple(Option(key, book.department_name(key)) for key in departments)),
        FilterField("driver", _("検討分野の項目"), tuple(drivers)),
    )


def _understood(asked: Mapping[str, str], fields: tuple[FilterField, ...]) -> Wish:
    known = {field.name: {option.value for option in field.options} for field in fields}
    chosen = {name: value for name in NAMES if (value := asked.get(name, "")) in known[name]}
    sort = asked.get("sort", "")
    return Wish(**chosen, sort=sort if sort.removeprefix("-") in SORTS else "")


def _matches(item: ItemDoc, wish: Wish) -> bool:
    answers = {
        "stage": item.stage is not None and item.stage.stage == wish.stage,
        "direction": any(one.direction == wish.direction for one in item.directions),
        "department": any(one.department == wish.department for one in item.departments),
        "driver": any(f"{one.field}.{one.driver}" == wish.driver for one in item.references if one.driver),
    }
    return all(answers[name] for name in wish.chosen)


def _by_stage(book: Book, item: ItemDoc) -> tuple[int, str]:
    """What has gone furthest comes first, as in the printed list; an unknown stage comes last."""
    place = book.stage_place(item)
    return (-1 if place is None else place) * -1, ""


def _by_department(book: Book, item: ItemDoc) -> tuple[int, str]:
    return 0 if item.departments else 1, book.department_name(
        item.departments[0].department
    ) if item.departments else ""


def _by_title(_book: Book, item: ItemDoc) -> tuple[int, str]:
    return 0, item.title


SORTS: dict[str, Callable[[Book, ItemDoc], tuple[int, str]] | None] = {
    "number": None,
    "title": _by_title,
    "stage": _by_stage,
    "department": _by_department,
}


def _sorted(book: Book, items: list[ItemDoc], sort: str) -> list[ItemDoc]:
    by = SORTS.get(sort.removeprefix("-"))
    is_reversed = sort.startswith("-")
    if by is None:
        return items[::-1] if is_reversed else items
    return sorted(items, key=lambda item: by(book, item), reverse=is_reversed)


def _filter(book: Book, wish: Wish, fields: tuple[FilterField, ...], count: int) -> Filter:
    active = []
    shown = []
    for field in fields:
        chosen = getattr(wish, field.name)
        options = tuple(replace(option, is_selected=option.value == chosen) for option in field.options)
        shown.append(replace(field, options=options))
        active += [
            ActiveFilter(f"{field.label}：{option.label}", replace(wish, **{field.name: ""}).url(book.base))
            for option in options
            if option.is_selected
        ]
    return Filter(
        action=f"{book.base}{ANCHOR}",
        fields=tuple(field for field in shown if field.options),
        active=tuple(active),
        clear_url=Wish(sort=wish.sort).url(book.base),
        kept=(Option("sort", wish.sort),) if wish.sort else (),
        result=_("%(all)d件中%(count)d件") % {"all": len(book.initiatives), "count": count},
    )


def _columns(book: Book, wish: Wish) -> tuple[Column, ...]:
    sortable = {"number": _("重点取組"), "stage": _("段階"), "department": _("所管課")}
    columns = [_sort_column(book, wish, name, label) for name, label in sortable.items()]
    columns += [Column(_("方向"))] if book.doc.directions else []
    columns += [Column(field.label) for field in book.doc.driver_fields]
    return (*columns, Column(_("成果指標：現状と目標")))


def _sort_column(book: Book, wish: Wish, name: str, label: str) -> Column:
    now = wish.sort or "number"
    order: Literal["", "ascending", "descending"] = ""
    if now.removeprefix("-") == name:
        order = "descending" if now.startswith("-") else "ascending"
    following = f"-{name}" if order == "ascending" else name
    url = replace(wish, sort="" if following == "number" else following).url(book.base)
    return Column(label, sort_url=url, sorted_as=order)


def _row(book: Book, item: ItemDoc, notes: Notes) -> ListRow:
    return ListRow(
        ident=f"row-{item.key}",
        title=titled(item),
        url=book.item_url(item),
        above=" ＞ ".join(titled(one) for one in book.ancestors(item)),
        note=notes.of(item),
        track=book.track(item),
        stage_note=notes.of(item.stage) if item.stage else SafeString(""),
        departments="、".join(one.name for one in book.departments_of(item)),
        directions=tuple(_direction(book, one.direction) for one in item.directions),
        references=tuple(
            (field.label, tuple(_references(book, item, field, notes))) for field in book.doc.driver_fields
        ),
        kpis=tuple(
            KpiCell(
                indicator.name,
                indicator.actuals[-1].value.printed if indicator.actuals else "",
                tuple(
                    f"{target.value.printed}（{target.period_label or target.period.label_wareki}）"
                    for target in indicator.targets
                ),
            )
            for indicator in item.indicators
        ),
    )


def _direction(book: Book, key: str) -> DirectionMark:
    direction = book.directions[key]
    return DirectionMark(direction.mark or direction.label, direction.label)


def _references(book: Book, item: ItemDoc, field: DriverFieldDoc, notes: Notes) -> Iterator[ReferenceMark]:
    for reference in item.references:
        if reference.field != field.key:
            continue
        note = notes.of(reference)
        if reference.driver is None:
            yield ReferenceMark(reference.printed, "", "", is_unresolved=True, note=note)
        else:
            place = book.drivers[field.key, reference.driver]
            yield ReferenceMark(
                place.mark or place.driver.title,
                place.driver.title,
                book.driver_url(place),
                is_unresolved=False,
                note=note,
            )
