"""The list of initiatives (重点取組一覧): filtered and sorted by what stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
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
from hoshin.design.markup import markup, markup_lines
from hoshin.design.templatetags.hoshin_design import stages
from hoshin.publishing.rules.document import DriverFieldDoc, IndicatorDoc, ItemDoc, ReferenceDoc
from hoshin.site.pages.book import Book, titled
from hoshin.site.pages.notes import Notes

ANCHOR = "#initiatives"
_IDENT = "stage-ident"  # in the one drawing of each stage, replaced by each row's own
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
class ListRow:
    title: str
    url: str
    above: str
    note: SafeString
    stage: SafeString
    departments: str
    directions: SafeString
    references: tuple[tuple[str, SafeString], ...]  # one a field: its label, its marks
    kpis: SafeString


@dataclass(frozen=True)
class Listing:
    filter: Filter
    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]
    has_directions: bool
    empty: Empty

    @property
    def body(self) -> SafeString:
        """The rows as HTML. Not in a template: 200 rows have thousands of places to fill, and templates are slow."""
        return _body(self.rows, has_directions=self.has_directions)


Test = Callable[[ItemDoc], bool]


def listing(book: Book, asked: Mapping[str, str], notes: Notes) -> Listing:
    """Return the list as asked for; what the edition does not know is ignored, so that old links still lead here.

    `notes` takes up the footnotes: they stand with those of the section that shows the list.
    """
    fields = _fields(book)
    wish = _understood(asked, fields)
    found = [item for item in book.initiatives if _matches(item, wish)]
    cells = _Cells(book, notes)
    return Listing(
        filter=_filter(book, wish, fields, len(found)),
        columns=_columns(book, wish),
        rows=tuple(_row(book, item, cells) for item in _sorted(book, found, wish.sort)),
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
        "driver": any(f"{one.field}.{one.driver}" == wish.driver for one in item.references),
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


class _Cells:
    """Writes what stands in the cells."""

    def __init__(self, book: Book, notes: Notes) -> None:
        self.book = book
        self.notes = notes
        self.nothing = SafeString('<span class="table__absent">—</span>')
        self.unresolved = markup('<span class="tag tag--inferred">{}</span>', _("不明"))
        self._drawings: dict[StageTrack, str] = {}

    def stage(self, item: ItemDoc) -> SafeString:
        track = self.book.track(item)
        if track not in self._drawings:
            self._drawings[track] = render_to_string("design/stages.html", {**stages(track, _IDENT, "small")})
        note = self.notes.of(item.stage) if item.stage else ""
        drawing = self._drawings[track].replace(_IDENT, f"row-{item.key}")
        return mark_safe(f"{drawing}{note}")  # noqa: S308 - a template's output, and a note's mark

    def directions(self, item: ItemDoc) -> SafeString:
        shown = [self.book.directions[one.direction] for one in item.directions]
        marks = (((one.label, one.mark or one.label)) for one in shown)
        return markup_lines('<abbr class="seal" title="{}">{}</abbr>', marks) or self.nothing

    def references(self, item: ItemDoc, field: DriverFieldDoc) -> SafeString:
        own = (one for one in item.references if one.field == field.key)
        return markup_lines("{}{}", ((self._reference(one), self.notes.of(one)) for one in own)) or self.nothing

    def _reference(self, reference: ReferenceDoc) -> SafeString:
        if reference.driver is None:
            return markup('<span class="unresolved">{}{}</span>', reference.printed, self.unresolved)
        place = self.book.drivers[reference.field, reference.driver]
        title = place.driver.title
        if not place.mark:
            return markup('<a href="{}">{}</a>', self.book.driver_url(place), title)
        spoken = '<a href="{}" title="{}">{}<span class="visually-hidden"> {}</span></a>'
        return markup(spoken, self.book.driver_url(place), title, place.mark, title)

    def kpis(self, item: ItemDoc) -> SafeString:
        lines = ((indicator.name, _way(indicator)) for indicator in item.indicators)
        written = markup_lines('<div><span class="listing__kpi">{}</span><br>{}</div>', lines)
        return written or markup('<span class="table__absent">{}</span>', _("なし"))


def _way(indicator: IndicatorDoc) -> str:
    """42,678枚 → 97,056枚（令和2年度） → …: the newest actual, then the targets."""
    actual = indicator.actuals[-1].value.printed if indicator.actuals else "—"
    targets = (
        f"{target.value.printed}（{target.period_label or target.period.label_wareki}）" for target in indicator.targets
    )
    return " → ".join((actual, *targets))


def _row(book: Book, item: ItemDoc, cells: _Cells) -> ListRow:
    return ListRow(
        title=titled(item),
        url=book.item_url(item),
        above=" ＞ ".join(titled(one) for one in book.ancestors(item)),
        note=cells.notes.of(item),
        stage=cells.stage(item),
        departments="、".join(one.name for one in book.departments_of(item)),
        directions=cells.directions(item),
        references=tuple((field.label, cells.references(item, field)) for field in book.doc.driver_fields),
        kpis=cells.kpis(item),
    )


_ROW = (
    '<tr><th scope="row">{}<a href="{}">{}</a>{}</th>'
    '<td data-label="{}" class="listing__stage"><span>{}</span></td>'
    "{}{}{}"
    '<td data-label="{}"><div class="listing__kpis">{}</div></td></tr>'
)
_CELL = '<td data-label="{}"><span>{}</span></td>'


def _body(rows: tuple[ListRow, ...], *, has_directions: bool) -> SafeString:
    stage, departments, directions, kpis = _("段階"), _("所管課"), _("方向"), _("成果指標")
    return markup_lines(
        _ROW,
        (
            (
                markup('<span class="listing__above">{}</span>', row.above) if row.above else "",
                row.url,
                row.title,
                row.note,
                stage,
                row.stage,
                markup(_CELL, departments, row.departments or "—"),
                markup(_CELL, directions, row.directions) if has_directions else "",
                markup_lines(_CELL, row.references),
                kpis,
                row.kpis,
            )
            for row in rows
        ),
    )
