"""What the search found, grouped by kind, with the address of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy as lazy

from hoshin.design.components import PageLink, Pages
from hoshin.kernel.search import Found, SearchResult
from hoshin.kernel.text import Segment, excerpt
from hoshin.site.pages.book import term_anchor

MOST_OF_A_KIND = 5
PAGE = 20
EXCERPT = 110

# In the order of the page: what people look for first.
KINDS = {
    "plan.item": lazy("重点取組"),
    "indicators.indicator": lazy("成果指標"),
    "plan.section": lazy("方針の本文"),
    "plan.term": lazy("用語解説"),
    "plan.driver": lazy("検討分野の項目"),
    "plan.driver_field": lazy("検討分野"),
    "plan.direction": lazy("まちづくりの方向"),
    "plan.source": lazy("参考資料"),
    "plan.edition": lazy("年度版"),
    "opendata.dataset": lazy("オープンデータ"),
}


@dataclass(frozen=True)
class Hit:
    url: str
    title: tuple[Segment, ...]
    excerpt: tuple[Segment, ...]
    where: str


@dataclass(frozen=True)
class HitGroup:
    kind: str
    label: str
    count: int
    hits: tuple[Hit, ...]
    more_url: str


@dataclass(frozen=True)
class SearchPage:
    query: str
    is_searchable: bool
    count: int
    groups: tuple[HitGroup, ...]
    kind_label: str
    pages: Pages | None
    all_url: str


def overview(query: str, result: SearchResult, *, main_policy: str, base: str) -> SearchPage:
    """Return the best of every kind. `base` is the address of the search page."""
    places = {kind: place for place, kind in enumerate(KINDS)}
    ordered = sorted(result.found, key=lambda found: places.get(found.kind, len(places)))
    groups = []
    for kind, of_kind in groupby(ordered, lambda found: found.kind):
        found = list(of_kind)
        count = found[0].count_of_kind
        more = _url(base, q=query, kind=kind) if count > len(found) else ""
        hits = _hits(found, query, result, main_policy)
        groups.append(HitGroup(kind, str(KINDS.get(kind, kind)), count, hits, more))
    return SearchPage(query, result.is_searchable, sum(group.count for group in groups), tuple(groups), "", None, "")


def one_kind(query: str, result: SearchResult, *, kind: str, page: int, main_policy: str, base: str) -> SearchPage:
    found = list(result.found)
    count = found[0].count_of_kind if found else 0
    label = str(KINDS[kind])
    groups = (HitGroup(kind, label, count, _hits(found, query, result, main_policy), ""),) if found else ()
    pages = _pages(base, query, kind, page, -(-count // PAGE))
    return SearchPage(query, result.is_searchable, count, groups, label, pages, _url(base, q=query))


def _pages(base: str, query: str, kind: str, page: int, last: int) -> Pages | None:
    if last <= 1:
        return None
    near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    links: list[PageLink] = []
    for number in near:
        if links and number - (links[-1].number or 0) > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, _url(base, q=query, kind=kind, page=str(number)), is_current=number == page))
    return Pages(
        tuple(links),
        _url(base, q=query, kind=kind, page=str(page - 1)) if page > 1 else "",
        _url(base, q=query, kind=kind, page=str(page + 1)) if page < last else "",
    )


def _hits(found: list[Found], query: str, result: SearchResult, main_policy: str) -> tuple[Hit, ...]:
    """A long section is indexed in pieces: the first found piece stands for it."""
    hits: dict[str, Hit] = {}
    for one in found:
        url = address_of(one.kind, one.address, main_policy=main_policy)
        if url not in hits:
            title = excerpt(one.title, query, width=300, synonyms=result.synonyms)
            around = excerpt(one.body.replace("\n", " "), query, width=EXCERPT, synonyms=result.synonyms)
            hits[url] = Hit(url, tuple(title), tuple(around), str(one.address.get("label", "")))
    return tuple(hits.values())


def address_of(kind: str, address: Mapping[str, str | int], *, main_policy: str) -> str:
    """Return the page that shows what was found; what is not part of a policy brings its whole address along."""
    if "url" in address:
        return str(address["url"])
    policy, year = str(address["policy"]), address["year"]
    base = f"/policy/{year}/" if policy == main_policy else f"/policy/{quote(policy, safe='')}/{year}/"
    if kind == "plan.item":
        return f"{base}{address['path']}"
    if kind == "indicators.indicator":
        return f"{base}{address['path']}#indicator-{address['indicator']}"
    return base + {
        "plan.section": f"#section-{address.get('section')}",
        "plan.term": f"glossary/#{term_anchor(int(address.get('term', 0)))}",
        "plan.driver": f"matrix/#driver-{address.get('field')}-{address.get('driver')}",
        "plan.driver_field": f"matrix/#field-{address.get('field')}",
        "plan.direction": f"?direction={address.get('direction')}#initiatives",
        "plan.source": f"#source-{address.get('source')}",
    }.get(kind, "")


def _url(base: str, **parameters: str) -> str:
    return f"{base}?{urlencode(parameters)}"
