"""A query in CKAN's filter language as a condition on the catalogue's rows.

As in CKAN, a field that nobody knows is no mistake: nothing has a value there, so nothing is found. What has one value
for all of a city's catalogue (its organisation, `private`, `capacity`) finds all or nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains

from hoshin.kernel.search import city_synonyms
from hoshin.services.opendata.models import Dataset, Format
from hoshin.services.opendata.queries.catalogue import words_condition
from hoshin.services.opendata.rules import solr
from hoshin.services.opendata.rules.naming import CATEGORIES, organisation_name
from hoshin.services.opendata.rules.uids import organisation_uid

ALL = Q(pk__gt=0)  # not Q(): "not everything" must be nothing
NONE = Q(pk=0)
MOST_WORDS = 20  # free words, each of which is looked up in every spelling

# CKAN's field and the column that holds the same text.
_EXACT = {
    "name": "name",
    "title_string": "title",
    "license_id": "licence",
    "url": "dataset__landing_page",
}
_PARTS = {
    "title": "title",
    "res_name": "title",
    "notes": "dataset__description",
    "maintainer": "department_name",
    "extras_更新頻度": "dataset__update_frequency",
}
_LISTS = {"tags": "tags", "res_format": "formats"}
_DATES = {"metadata_modified": "modified_at", "metadata_created": "dataset__created_at"}
_STATES = {"active": Dataset.State.ACTIVE, "deleted": Dataset.State.WITHDRAWN}
_SORTS = {
    "id": "uid",
    "name": "name",
    "title": "title",
    "title_string": "title",
    "metadata_modified": "modified_at",
    "metadata_created": "dataset__created_at",
    "score": "rank",
}


def condition_of(node: solr.Node, code: str) -> Q:
    """Return the condition for the catalogue of the municipality with this code.

    :raises SolrSyntaxError: a date cannot be read, or there are too many free words.
    """
    return _Translator(code).condition(node)


def order_of(sort: str) -> tuple[str, ...]:
    """Return the columns to sort by, the name last, so that pages follow one another without gap or double.

    :raises SolrSyntaxError: it names a field that is not sorted by, or no direction.
    """
    columns = []
    for field, is_down in solr.parse_sort(sort):
        if field not in _SORTS:
            raise solr.SolrSyntaxError('Invalid "sort" parameter')
        columns.append(f"-{_SORTS[field]}" if is_down else _SORTS[field])
    return (*columns, "name")


class _Translator:
    def __init__(self, code: str) -> None:
        self.code = code
        self.words = 0
        organisation = organisation_name(code)
        # What is the same for every dataset of the catalogue.
        self.constants: Mapping[str, frozenset[str]] = {
            "organization": frozenset({organisation}),
            "owner_org": frozenset({str(organisation_uid(code)), organisation}),
            "private": frozenset({"false"}),
            "capacity": frozenset({"public"}),
            "dataset_type": frozenset({"dataset"}),
            "type": frozenset({"dataset"}),
            "entity_type": frozenset({"package"}),
        }

    def condition(self, node: solr.Node) -> Q:
        match node:
            case solr.Everything():
                return ALL
            case solr.Not():
                return ~self.condition(node.inner)
            case solr.And():
                return Q(*(self.condition(part) for part in node.parts))
            case solr.Or():
                return Q(*(self.condition(part) for part in node.parts), _connector=Q.OR)
            case solr.Range():
                return self._range(node)
            case solr.Term():
                return self._term(node)

    def _range(self, asked: solr.Range) -> Q:
        low: str | dt.datetime | None = asked.low
        high: str | dt.datetime | None = asked.high
        column = _EXACT.get(asked.field, "")
        if asked.field in _DATES:
            column = _DATES[asked.field]
            low, high = (None if end is None else _moment(end) for end in (asked.low, asked.high))
        if not column:
            return NONE
        condition = ALL
        if low is not None:
            condition &= Q(**{f"{column}__{'gte' if asked.has_low else 'gt'}": low})
        if high is not None:
            condition &= Q(**{f"{column}__{'lte' if asked.has_high else 'lt'}": high})
        return condition

    def _term(self, asked: solr.Term) -> Q:
        if asked.field in self.constants:
            return ALL if any(_fits(value, asked) for value in self.constants[asked.field]) else NONE
        for columns, condition in _BY_KIND:
            if asked.field in columns:
                return condition(columns[asked.field], asked)
        if asked.field in {solr.TEXT, "*"}:
            return self._worded(asked)
        special = _SPECIAL.get(asked.field)
        return NONE if special is None else special(asked)

    def _worded(self, asked: solr.Term) -> Q:
        """Words are matched as the city's search matches them, in which each also finds what begins with it."""
        self.words += 1
        if self.words > MOST_WORDS:
            raise solr.SolrSyntaxError(f"more than {MOST_WORDS} words without a field")
        if self.words == 1:
            self.synonyms = city_synonyms()
        return words_condition(asked.value, self.synonyms)


def _fits(value: str, asked: solr.Term) -> bool:
    return value.startswith(asked.value) if asked.is_prefix else value == asked.value


def _exact(column: str, asked: solr.Term) -> Q:
    if asked.is_prefix and not asked.value:
        return ~Q(**{column: ""})
    return Q(**{f"{column}__startswith" if asked.is_prefix else column: asked.value})


def _part(column: str, asked: solr.Term) -> Q:
    return Q(**{f"{column}__icontains": asked.value}) if asked.value else ~Q(**{column: ""})


def _in_list(column: str, asked: solr.Term) -> Q:
    if not asked.is_prefix:
        return Q(**{f"{column}__contains": [_spelling(column, asked.value)]})
    if not asked.value:
        return ~Q(**{column: []})
    # Each value on a line of its own, so that a line's beginning is the value's.
    lines = Func(F(column), Value("\n"), function="array_to_string", output_field=CharField())
    return Q(Contains(Concat(Value("\n"), lines), f"\n{asked.value}"))


def _spelling(column: str, value: str) -> str:
    """Formats are asked for as csv and CSV, and as GEOJSON, which CKAN writes GeoJSON."""
    if column != "formats":
        return value
    return next((one.value for one in Format if one.value.lower() == value.lower()), value)


def _date(column: str, asked: solr.Term) -> Q:
    return ALL if asked.is_prefix else Q(**{column: _moment(asked.value)})


_BY_KIND: tuple[tuple[Mapping[str, str], Callable[[str, solr.Term], Q]], ...] = (
    (_EXACT, _exact),
    (_PARTS, _part),
    (_LISTS, _in_list),
    (_DATES, _date),
)


def _id(asked: solr.Term) -> Q:
    if asked.is_prefix:
        return ALL if not asked.value else NONE
    try:
        return Q(uid=uuid.UUID(asked.value))
    except ValueError:
        return NONE


def _groups(asked: solr.Term) -> Q:
    return Q(category__in=[category.name for category in CATEGORIES if _fits(category.key, asked)])


def _state(asked: solr.Term) -> Q:
    return Q(state__in=[own for theirs, own in _STATES.items() if _fits(theirs, asked)])


_SPECIAL: Mapping[str, Callable[[solr.Term], Q]] = {
    "id": _id,
    "groups": _groups,
    "state": _state,
}


def _moment(text: str) -> dt.datetime:
    """Read 2026-10-01T00:00:00Z and shorter; without a zone it is UTC, as everywhere in CKAN."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise solr.SolrSyntaxError(f"Invalid Date String: {text[:40]!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
