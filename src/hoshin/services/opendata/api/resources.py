"""The actions on files, which CKAN calls resources, and on the rows inside of them."""

from __future__ import annotations

import uuid
from typing import Any

from hoshin.services.opendata.api.call import Call
from hoshin.services.opendata.api.errors import ActionError, NotFound, WrongValue
from hoshin.services.opendata.exports.ckan import Data, package_data
from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.models import Dataset, Format, Listing
from hoshin.services.opendata.queries import harvest
from hoshin.services.opendata.queries.files import SEARCHED, search_files
from hoshin.services.opendata.queries.records import (
    NoSuchColumn,
    RecordPage,
    RecordQuery,
    TableTooLarge,
    read_records,
)

MOST_RECORDS = 32_000
MOST_OFFSET = 10_000_000


def resource_show(call: Call) -> Any:
    """id で一つの配布物を返す。"""
    uid = call.parameters.needed("id")
    return _resource(package_data(_package(uid), call.site()), str(uuid.UUID(uid)))


def _package(uid: str) -> harvest.Package:
    try:
        return harvest.get_package_of_file(uid)
    except (Dataset.DoesNotExist, Listing.DoesNotExist) as error:
        raise NotFound from error


def resource_search(call: Call) -> Any:
    """配布物を query（項目:語）で探す。項目は name、description、format、url、mimetype、id、package_id、hash。"""
    asked = call.parameters
    terms = _terms(asked.texts("query"))
    offset, limit = asked.number("offset", 0, most=MOST_OFFSET), asked.number("limit", 100, most=harvest.MOST_ROWS)
    total, files = search_files(terms, site_url=call.url, offset=offset, limit=limit)
    site = call.site()
    packages = {file.package.listing.pk: package_data(file.package, site) for file in files}
    return {"count": total, "results": [_resource(packages[one.package.listing.pk], str(one.uid)) for one in files]}


def _resource(package: Data, uid: str) -> Data:
    return next(resource for resource in package["resources"] if resource["id"] == uid)


def _terms(pairs: tuple[str, ...]) -> dict[str, str]:
    if not pairs:
        raise WrongValue("query", "Missing value")
    if not all(":" in pair for pair in pairs):
        raise WrongValue("query", "Must be <field>:<value> pair(s)")
    terms = {field: term for field, _, term in (pair.partition(":") for pair in pairs)}
    for field in terms:
        if field not in SEARCHED:
            raise WrongValue("query", f'Field "{field}" not recognised in resource_search.')
    return terms


def datastore_search(call: Call) -> Any:
    """resource_id の CSV の行を返す。filters、q、limit（最大32000）、offset が使える。値はすべて文字列。"""
    asked = call.parameters
    uid = asked.text("resource_id") or asked.needed("id")
    file = next((one for one in _package(uid).files if one.uid == uuid.UUID(uid)), None)
    if file is None or file.format != Format.CSV:
        raise NotFound(f'Resource "{uid}" was not found.')
    query = RecordQuery(
        filters={name: _values(value) for name, value in asked.mapping("filters").items()},
        text=asked.text("q"),
        offset=asked.number("offset", 0, most=MOST_OFFSET),
        limit=asked.number("limit", 100, most=MOST_RECORDS),
    )
    return _records_data(uid, query, _read(file, query))


def _values(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)


def _read(file: harvest.PackageFile, query: RecordQuery) -> RecordPage:
    try:
        with open_stored(file.storage_name) as opened:
            return read_records(opened, query)
    except FileNotFoundError as error:
        raise NotFound from error
    except TableTooLarge as error:
        raise ActionError("The file is too large to be searched; fetch it from its url.") from error
    except NoSuchColumn as error:
        raise WrongValue("filters", f'invalid: field "{error}" not in table') from error


def _records_data(uid: str, query: RecordQuery, page: RecordPage) -> Data:
    fields = [{"id": "_id", "type": "int"}, *({"id": name, "type": "text"} for name in page.columns)]
    start = "/api/3/action/datastore_search?resource_id=" + uid
    return {
        "_links": {"start": start, "next": f"{start}&offset={query.offset + query.limit}"},
        "fields": fields,
        "include_total": True,
        "limit": query.limit,
        "offset": query.offset,
        "records": [{"_id": number, **dict(zip(page.columns, row, strict=False))} for number, row in page.records],
        "records_format": "objects",
        "resource_id": uid,
        "total": page.total,
        "total_estimation_threshold": None,
        "total_was_estimated": False,
    }
