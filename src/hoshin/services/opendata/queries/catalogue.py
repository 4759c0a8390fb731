"""The search of the catalogue, for its pages and for the API alike: a few statements, however many datasets there are.

`CatalogueQuery.condition` is any condition on `Listing`, so that each asker brings a filter language of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Q, QuerySet, Value
from django.db.models.functions import Cast

from hoshin.kernel.search import city_synonyms
from hoshin.kernel.text import Synonyms, search_query
from hoshin.services.opendata.models import Dataset, Listing

# A facet and the column it counts. Lists count once for each of their values.
FACETS = {
    "category": "category",
    "tag": "tags",
    "format": "formats",
    "licence": "licence",
    "department": "department_name",
    "standard": "is_standard_met",
}
_LISTS = {"tag", "format"}
_STANDARD = {"true": True, "false": False, "none": None}

SORTS: Mapping[str, tuple[str, ...]] = {
    "relevance": ("-rank", "-released_date", "name"),
    "newest": ("-released_date", "name"),
    "modified": ("-modified_at", "name"),
    "oldest": ("modified_at", "name"),
    "title": ("title", "name"),
    "title_down": ("-title", "name"),
    "name": ("name",),
    "name_down": ("-name",),
    "id": ("uid",),
    "id_down": ("-uid",),
}


@dataclass(frozen=True)
class CatalogueQuery:
    """What is asked. `chosen` holds one value for each facet it narrows; `facets` are those to be counted."""

    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    condition: Q = field(default_factory=Q)
    sort: str = "newest"
    order: tuple[str, ...] = ()  # columns, where none of the sorts is meant
    start: int = 0
    rows: int = 20
    facets: tuple[str, ...] = ()
    values_of_a_facet: int = 50
    state: str | None = Dataset.State.ACTIVE  # None: withdrawn ones too


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True)
class FoundKeys:
    """As `CatalogueResult`, with the keys of the rows in place of them."""

    total: int
    keys: tuple[int, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]


@dataclass(frozen=True)
class CatalogueResult:
    """`total` is of all that match, `rows` of the page asked for; each row's dataset and department are at hand."""

    total: int
    rows: tuple[Listing, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]


def search_datasets(query: CatalogueQuery) -> CatalogueResult:
    """Return one page of the datasets asked for, and how many of all of them have which values. Four statements."""
    found = search_keys(query)
    return CatalogueResult(found.total, rows_of(found.keys), found.facets)


def search_keys(query: CatalogueQuery) -> FoundKeys:
    """Look for datasets without reading them. Three statements.

    Sorting the keys alone is also faster: ten thousand whole rows take four times as long for twenty of them.
    """
    found = _matching(query)
    total, facets = _counted(found, query)
    if not query.rows or query.start >= total:
        return FoundKeys(total, (), facets)
    ordered = found.order_by(*(query.order or SORTS[query.sort]))
    keys = ordered.values_list("pk", flat=True)[query.start : query.start + query.rows]
    return FoundKeys(total, tuple(keys), facets)


def rows_of(keys: Sequence[int]) -> tuple[Listing, ...]:
    """Return the rows with these keys, in their order."""
    if not keys:
        return ()
    rows = Listing.objects.narrow().filter(pk__in=keys).select_related("dataset__department")
    by_key = {row.pk: row for row in rows}
    return tuple(by_key[key] for key in keys)


def _matching(query: CatalogueQuery) -> QuerySet[Listing]:
    found = Listing.objects.filter(query.condition)
    if query.state is not None:
        found = found.filter(state=query.state)
    for name, value in query.chosen.items():
        found = found.filter(**_chosen(name, value))
    return _worded(found, query.text.strip())


def _chosen(name: str, value: str) -> dict[str, Any]:
    if name == "standard":
        return {"is_standard_met": _STANDARD[value]} if value in _STANDARD else {"pk": None}
    return {f"{FACETS[name]}__contains": [value]} if name in _LISTS else {FACETS[name]: value}


def _worded(found: QuerySet[Listing], text: str) -> QuerySet[Listing]:
    if not text:
        return found.annotate(rank=Value(0.0))
    asked = _asked(text, city_synonyms())
    if asked is None:  # 「！？」: nothing of it can be searched, so nothing is found
        return found.none()
    rank = Func(F("tokens"), asked, function="ts_rank", output_field=FloatField())
    return found.filter(_matches(asked)).annotate(rank=rank)


def words_condition(text: str, synonyms: Synonyms) -> Q:
    """Return the condition that a dataset's words match a text, for filters that are more than a text."""
    asked = _asked(text, synonyms)
    return Q(pk=0) if asked is None else Q(_matches(asked))


def _asked(text: str, synonyms: Synonyms) -> Cast | None:
    literal = search_query(text, synonyms)
    return Cast(Value(literal), SearchQueryField()) if literal else None


def _matches(asked: Cast) -> Func:
    return Func(F("tokens"), asked, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def _counted(found: QuerySet[Listing], query: CatalogueQuery) -> tuple[int, dict[str, tuple[FacetValue, ...]]]:
    """Count everything in one statement: what matches is looked for once, and counted in each way."""
    facets: dict[str, list[FacetValue]] = {name: [] for name in query.facets}
    if found.query.is_empty():
        return 0, dict.fromkeys(facets, ())
    columns = [FACETS[name] for name in query.facets]
    inner, parameters = found.order_by().values("pk", *columns).query.sql_with_params()
    parts = ["SELECT '' AS facet, '' AS value, count(*) AS times FROM found"]
    parts += [_facet_sql(name, query.values_of_a_facet) for name in query.facets]
    # Only constants of this file and SQL written by Django are put together; values travel as parameters.
    statement = f"WITH found AS MATERIALIZED ({inner}) {' UNION ALL '.join(parts)}"
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        for name, value, count in cursor.fetchall():
            if name:
                facets[name].append(FacetValue(value, count))
            else:
                total = count
    return total, {name: tuple(values) for name, values in facets.items()}


def _facet_sql(name: str, limit: int) -> str:
    column = FACETS[name]
    source = f"unnest(found.{column})" if name in _LISTS else f"coalesce(found.{column}::text, 'none')"
    given = f"SELECT {source} AS value FROM found"  # noqa: S608
    return (
        f"(SELECT '{name}', value, count(*) FROM ({given}) AS given WHERE value <> '' "  # noqa: S608
        f"GROUP BY value ORDER BY count(*) DESC, value LIMIT {int(limit)})"
    )
