"""The city's search: documents are written by the actions that change what they describe, and read in one statement.

Row-level security makes PostgreSQL pick the city's rows first and match afterwards, without the index on the tokens:
4 ms for 5,000 documents, which is a policy of many years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from django.contrib.postgres.search import SearchQueryField, SearchVectorField
from django.db.models import BooleanField, Count, F, FloatField, Func, QuerySet, Value, Window
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, RowNumber

from hoshin.kernel.compiled import CompiledQuery
from hoshin.kernel.models import SearchDocument, SearchSynonym
from hoshin.kernel.searchable import SearchText
from hoshin.kernel.text import Synonyms, search_query, search_vector

# Spellings that Japanese policy documents mix. A city adds its own lines.
DEFAULT_SYNONYMS: Synonyms = (
    ("公衆無線LAN", "Wi-Fi", "WiFi", "ワイファイ", "無線LAN"),
    ("個人番号カード", "マイナンバーカード"),
    ("個人番号", "マイナンバー"),
    ("行政手続き", "行政手続"),
    ("デジタルサイネージ", "電子看板"),
    ("ソーシャルメディア", "SNS"),
    ("AI", "人工知能"),
    ("ホームページ", "ウェブサイト", "Webサイト"),
    ("成果指標", "KPI"),
    ("ICT", "情報通信技術"),
    ("所管課", "担当課"),
)

# A lexeme that folding never yields. Between title and body it keeps phrases from running over the border.
_BORDER = "'\u2029':1"


@dataclass(frozen=True)
class Found:
    kind: str
    key: str
    title: str
    body: str
    address: Mapping[str, str | int]
    count_of_kind: int


_COLUMNS = tuple(field.name for field in fields(Found))


@dataclass(frozen=True)
class SearchResult:
    """What was found; `synonyms` are those the query was widened by, for the excerpts."""

    found: tuple[Found, ...]
    synonyms: Synonyms
    is_searchable: bool  # False: nothing in the query can be searched (「！？」)


def index_documents(scope: str, documents: Iterable[SearchText], *, kind: str | None = None) -> None:
    """Replace what is indexed for `scope`, or of it what is of `kind`, in the transaction of the caller."""
    old = SearchDocument.objects.filter(scope=scope)
    (old if kind is None else old.filter(kind=kind)).delete()
    SearchDocument.objects.bulk_create(
        [
            SearchDocument(
                scope=scope,
                kind=document.kind,
                key=document.key,
                address=dict(document.address),
                title=document.title,
                body=document.body,
                is_public=document.is_public,
                tokens=_tokens(document),
            )
            for document in documents
        ]
    )


def search_each_kind(query: str, *, most_of_a_kind: int) -> SearchResult:
    """Return the best of every kind among the public documents. Two statements."""
    synonyms = city_synonyms()
    literal = search_query(query, synonyms)
    found = _best(most_of_a_kind).rows(literal) if literal else ()
    return SearchResult(_found(found), synonyms, is_searchable=bool(literal))


def search_one_kind(query: str, *, kind: str, limit: int, offset: int = 0) -> SearchResult:
    """Return one page of what is of `kind`. Two statements."""
    synonyms = city_synonyms()
    literal = search_query(query, synonyms)
    if not literal:
        return SearchResult((), synonyms, is_searchable=False)
    rows = _matching(literal).filter(kind=kind).order_by("-rank", "id").values(*_COLUMNS)[offset : offset + limit]
    return SearchResult(_found(rows), synonyms, is_searchable=True)


def city_synonyms() -> Synonyms:
    """Return the words that mean the same: the city's own lines, then the general ones."""
    lines = SearchSynonym.objects.order_by("id").values_list("words", flat=True)
    return (*(tuple(line.split("、")) for line in lines), *DEFAULT_SYNONYMS)


@cache
def _best(most_of_a_kind: int) -> CompiledQuery[str]:
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("rank").desc(), F("id").asc()])

    def rows(literal: str) -> QuerySet[Any, Any]:
        ranked = _matching(literal).annotate(place=place).filter(place__lte=most_of_a_kind)
        found: QuerySet[Any, Any] = ranked.order_by("-rank", "id").values(*_COLUMNS)
        return found

    return CompiledQuery(rows, str)


def _matching(literal: str) -> QuerySet[Any]:
    asked = Cast(Value(literal), SearchQueryField())
    matches = Func(F("tokens"), asked, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())
    rank = Func(F("tokens"), asked, function="ts_rank", output_field=FloatField())
    count = Window(Count("id"), partition_by=F("kind"))
    return SearchDocument.objects.filter(matches, is_public=True).annotate(rank=rank, count_of_kind=count)


def _found(rows: Iterable[dict[str, Any]]) -> tuple[Found, ...]:
    return tuple(Found(**row) for row in rows)


def _tokens(document: SearchText) -> CombinedExpression:
    border = Cast(Value(_BORDER), SearchVectorField())
    title, body = _weighed(document.title, "A"), _weighed(document.body, "D")
    return _joined(_joined(title, border), body)


def _weighed(text: str, weight: str) -> Func:
    vector = Cast(Value(search_vector(text)), SearchVectorField())
    letter = Func(Value(weight), template='(%(expressions)s)::"char"')
    return Func(vector, letter, function="setweight", output_field=SearchVectorField())


def _joined(first: Func | CombinedExpression, second: Func) -> CombinedExpression:
    return CombinedExpression(first, "||", second, output_field=SearchVectorField())
