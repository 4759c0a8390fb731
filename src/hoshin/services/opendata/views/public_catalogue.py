"""The catalogue: what is asked stands in the address, so that a result can be passed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.design.components import (
    ActiveFilter,
    Empty,
    Filter,
    FilterField,
    Option,
    PageLink,
    Pages,
    Tag,
)
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import public
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.models import Format, Licence, Listing
from hoshin.services.opendata.queries.catalogue import CatalogueQuery, CatalogueResult, search_datasets
from hoshin.services.opendata.rules.addresses import dataset_path
from hoshin.services.opendata.views.public_frame import CATALOGUE, crumbs

PAGE = 20
LAST_PAGE = 1000
EXCERPT = 120
LONGEST_QUERY = 100

FACETS = {
    "category": lazy("分類"),
    "format": lazy("形式"),
    "department": lazy("所管課"),
    "standard": lazy("標準への適合"),
    "licence": lazy("ライセンス"),
    "tag": lazy("タグ"),
}
SORTS = {"newest": lazy("新しい順"), "title": lazy("名称順"), "oldest": lazy("更新の古い順")}
RELEVANCE = "relevance"
STANDARD_WORDS = {
    "true": lazy("標準データセットの定義に合う"),
    "false": lazy("標準と異なるところがある"),
    "none": lazy("独自の形式"),
}


@dataclass(frozen=True)
class Wish:
    """What the reader asked for. What is not known is left out, so that old links still lead to something."""

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    page: int = 1

    @property
    def order(self) -> str:
        return self.sort or (RELEVANCE if self.text else "newest")

    @property
    def url(self) -> str:
        parameters = {"q": self.text, **dict(self.chosen), "sort": self.sort}
        parameters["page"] = str(self.page) if self.page > 1 else ""
        query = urlencode({name: value for name, value in parameters.items() if value})
        return f"{CATALOGUE}{'?' if query else ''}{query}"

    def without(self, name: str) -> Wish:
        return replace(self, chosen=tuple(one for one in self.chosen if one[0] != name), page=1)


@dataclass(frozen=True)
class CatalogueRow:
    title: str
    url: str
    text: str
    tags: tuple[Tag, ...]
    meta: str


@public
def dataset_list(request: CityRequest) -> HttpResponse:
    wish = wish_of(request.GET)
    result = search_datasets(
        CatalogueQuery(
            text=wish.text,
            chosen=dict(wish.chosen),
            sort=wish.order,
            start=(wish.page - 1) * PAGE,
            rows=PAGE,
            facets=tuple(FACETS),
        )
    )
    lead = _("%(name)sが公開しているデータです。自由に加工し、商用にも使えます。") % {"name": request.municipality.name}
    context = {
        "heading": Heading(_("オープンデータカタログ"), lead=lead),
        "crumbs": crumbs(),
        "filter": _filter(wish, result),
        "sorts": _sorts(wish),
        "rows": [_row(listing) for listing in result.rows],
        "pages": _pages(wish, -(-result.total // PAGE)),
        "empty": _empty(wish),
        "feed_url": f"{CATALOGUE}feed.atom",
        "remarks_url": f"{CATALOGUE}remarks/",
    }
    return render(request, "opendata/catalogue.html", context)


def wish_of(asked: Mapping[str, str]) -> Wish:
    sort, page = asked.get("sort", ""), asked.get("page", "")
    return Wish(
        text=_clean(asked.get("q", "")),
        chosen=tuple((name, value) for name in FACETS if (value := _clean(asked.get(name, "")))),
        sort=sort if sort in SORTS else "",
        page=min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 6 and int(page) else 1,
    )


def _clean(text: str) -> str:
    return text[:LONGEST_QUERY].replace("\0", "").strip()


def words_of(facet: str, value: str) -> str:
    """Return how a value of a facet is called on the page."""
    if facet == "standard":
        return str(STANDARD_WORDS.get(value, value))
    if facet == "licence":
        return dict(Licence.choices).get(value, value)
    return dict(Format.choices).get(value, value) if facet == "format" else value


def _filter(wish: Wish, result: CatalogueResult) -> Filter:
    chosen = dict(wish.chosen)
    return Filter(
        action=CATALOGUE,
        fields=tuple(_fields(chosen, result)),
        active=tuple(
            ActiveFilter(f"{FACETS[name]}：{words_of(name, value)}", wish.without(name).url)
            for name, value in wish.chosen
        ),
        clear_url=CATALOGUE,
        kept=(Option("sort", wish.sort),) if wish.sort else (),
        search_name="q",
        search_label=_("言葉で探す"),
        search_value=wish.text,
        result=_("%(count)d件のデータセット") % {"count": result.total},
    )


def _fields(chosen: Mapping[str, str], result: CatalogueResult) -> Iterator[FilterField]:
    for name, label in FACETS.items():
        counts = {one.value: one.count for one in result.facets[name]}
        value = chosen.get(name, "")
        if value:
            counts.setdefault(value, 0)  # chosen by an old link, or together with what excludes it: it must be seen
        options = tuple(
            Option(one, f"{words_of(name, one)}（{count}）", is_selected=one == value) for one, count in counts.items()
        )
        if options:
            yield FilterField(name, str(label), options)


def _sorts(wish: Wish) -> tuple[Link, ...]:
    first = [(RELEVANCE, _("関連の強い順"))] if wish.text else []
    links = []
    for sort, label in (*first, *((key, str(words)) for key, words in SORTS.items())):
        is_usual = sort == replace(wish, sort="").order
        url = replace(wish, sort="" if is_usual else sort, page=1).url
        links.append(Link(label, url, is_current=sort == wish.order))
    return tuple(links)


def _row(listing: Listing) -> CatalogueRow:
    dataset = listing.dataset
    text = " ".join(dataset.description.split())
    tags = [Tag(words_of("format", one)) for one in listing.formats]
    if listing.is_standard_met:
        tags.append(Tag(_("標準データセット"), "success"))
    meta = [listing.category, listing.department_name, _("%(day)s公開") % {"day": wareki(listing.released_date)}]
    return CatalogueRow(
        title=listing.title,
        url=dataset_path(listing.name),
        text=f"{text[:EXCERPT]}…" if len(text) > EXCERPT else text,
        tags=tuple(tags),
        meta="　".join(one for one in meta if one),
    )


def _pages(wish: Wish, last: int) -> Pages | None:
    if last <= 1:
        return None

    def url(number: int) -> str:
        return replace(wish, page=number).url

    links: list[PageLink] = []
    for number in sorted({1, last, *range(max(1, wish.page - 2), min(last, wish.page + 2) + 1)}):
        if links and number - (links[-1].number or 0) > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, url(number), is_current=number == wish.page))
    return Pages(
        tuple(links),
        url(wish.page - 1) if wish.page > 1 else "",
        url(wish.page + 1) if wish.page < last else "",
    )


def _empty(wish: Wish) -> Empty:
    if wish.text or wish.chosen or wish.page > 1:
        text = _("言葉を短くするか、条件を外してください。探しているデータがないときは、公開の要望を送れます。")
        return Empty(_("条件に合うデータセットはありません"), text, CATALOGUE, _("条件をすべて外す"))
    text = _("公開してほしいデータがあれば、要望を送れます。")
    url = f"{CATALOGUE}remarks/new/"
    return Empty(_("公開しているデータセットはまだありません"), text, url, _("要望を送る"))
