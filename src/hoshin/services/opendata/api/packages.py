"""The actions on datasets, which CKAN calls packages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hoshin.services.opendata.api.call import Call
from hoshin.services.opendata.api.errors import NotFound, SearchError, SearchQueryError
from hoshin.services.opendata.models import Licence, Listing
from hoshin.services.opendata.queries import harvest
from hoshin.services.opendata.queries.catalogue import FoundKeys
from hoshin.services.opendata.rules.naming import category_named
from hoshin.services.opendata.rules.solr import SolrSyntaxError, parse_sort

DEFAULT_SORT = "score desc, metadata_modified desc"
MOST_START = 10_000_000
MOST_FILTERS = 20
# CKAN's facet and the catalogue's. The organisation is one for all, and counted without asking.
_FACETS = {"tags": "tag", "groups": "category", "res_format": "format", "license_id": "licence"}


def package_list(call: Call) -> Any:
    """すべての公開中データセットの名前の一覧を返す。offset と limit で一部を取り出せる。"""
    asked = call.parameters
    limit = asked.number("limit", 0, most=MOST_START)
    return harvest.package_names(offset=asked.number("offset", 0, most=MOST_START), limit=limit or None)


def package_show(call: Call) -> Any:
    """id か名前（id、name）で一つのデータセットを返す。取り下げたものは state が deleted の記録だけを返す。"""
    asked = call.parameters
    name = asked.text("id") or asked.text("name") or asked.needed("name_or_id")
    try:
        package = harvest.get_kept(name)
    except Listing.DoesNotExist as error:
        raise NotFound from error
    return call.package(package)


def package_search(call: Call) -> Any:
    """データセットを q、fq で探す。sort、start、rows（最大1000）、facet.field、facet.limit が使える。

    取り下げたものは、include_deleted か、state を挙げた fq で求めたときだけ現れる。
    """
    asked = call.parameters
    sort = asked.text("sort", DEFAULT_SORT)
    sort = DEFAULT_SORT if sort in {"", "rank"} else sort
    facets = asked.texts("facet.field") if asked.is_true("facet", default=True) else ()
    filters = (*asked.texts("fq"), *asked.texts("fq_list"))
    query = harvest.PackageQuery(
        text=asked.text("q"),
        filters=tuple(text for text in filters if text.strip())[:MOST_FILTERS],
        sort=sort,
        start=asked.number("start", 0, most=MOST_START),
        rows=asked.number("rows", 10, most=harvest.MOST_ROWS),
        facets=tuple(_FACETS[name] for name in dict.fromkeys(facets) if name in _FACETS),
        values_of_a_facet=asked.number("facet.limit", 50, most=harvest.MOST_ROWS),
        with_withdrawn=asked.is_true("include_deleted"),
    )
    page = _found(query, call)
    counted = _facets(facets, page.found, call)
    return {
        "count": page.found.total,
        "facets": {name: {value: count for value, (count, _) in values.items()} for name, values in counted.items()},
        "results": call.packages(page.packages),
        "search_facets": {name: _search_facet(name, values) for name, values in counted.items()},
        "sort": sort,
    }


def _found(query: harvest.PackageQuery, call: Call) -> harvest.KeptPage:
    try:
        parse_sort(query.sort)
    except SolrSyntaxError as error:
        raise SearchQueryError(str(error)) from error
    try:
        return harvest.search_kept(query, call.municipality.code)
    except SolrSyntaxError as error:
        raise SearchError(f"SOLR returned an error running query: {error}") from error


Counts = Mapping[str, Mapping[str, tuple[int, str]]]  # facet → value → how many, and what it is called


def _facets(asked: tuple[str, ...], found: FoundKeys, call: Call) -> Counts:
    counted: dict[str, dict[str, tuple[int, str]]] = {}
    for name in asked:
        if name == "organization" and found.total:
            counted[name] = {f"t{call.municipality.code}": (found.total, call.municipality.name)}
        else:
            values = found.facets.get(_FACETS.get(name, ""), ())
            counted[name] = dict(_named(name, one.value, one.count) for one in values)
    return counted


def _named(facet: str, value: str, count: int) -> tuple[str, tuple[int, str]]:
    if facet == "groups":
        category = category_named(value)
        return category.key, (count, category.name)
    if facet == "license_id":
        return value, (count, str(Licence(value).label))
    return value, (count, value)


def _search_facet(name: str, values: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    items = [{"count": count, "display_name": label, "name": value} for value, (count, label) in values.items()]
    return {"items": sorted(items, key=lambda item: str(item["display_name"]), reverse=True), "title": name}


def current_package_list_with_resources(call: Call) -> Any:
    """公開中のデータセットを、配布物を含めて返す。limit と offset で一部を取り出せる。"""
    asked = call.parameters
    query = harvest.PackageQuery(
        sort=DEFAULT_SORT,
        start=asked.number("offset", 0, most=MOST_START),
        rows=asked.number("limit", harvest.MOST_ROWS, most=harvest.MOST_ROWS),
    )
    return call.packages(_found(query, call).packages)
