"""What the columns of a dataset are, for programs: Table Schema and CSVW."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.exports.schema_org import LICENCE_ADDRESSES
from hoshin.services.opendata.models import Dataset, Licence
from hoshin.services.opendata.queries.pages import latest_columns
from hoshin.services.opendata.rules.naming import file_name
from hoshin.services.opendata.rules.schemas import csvw_metadata, table_schema
from hoshin.services.opendata.views.files import FOR_ANYBODY, FOR_MINUTES
from hoshin.services.opendata.views.public_frame import of_dataset, standard_of


@public
@of_dataset
def table_schema_file(request: CityRequest, name: str, dataset: Dataset) -> HttpResponseBase:
    schema = table_schema(latest_columns(dataset), standard_of(dataset))
    return _answer(request, schema, "application/json")


@public
@of_dataset
def csvw_file(request: CityRequest, name: str, dataset: Dataset) -> HttpResponseBase:
    metadata = csvw_metadata(
        f"latest/{file_name(request.municipality.code, dataset.slug, 'csv')}",
        latest_columns(dataset),
        title=dataset.title,
        licence=LICENCE_ADDRESSES[Licence(dataset.licence)],
        standard=standard_of(dataset),
    )
    return _answer(request, metadata, "application/ld+json")


def _answer(request: CityRequest, data: dict[str, Any], media_type: str) -> HttpResponseBase:
    content = json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n"
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=media_type)
    known = get_conditional_response(request, etag=etag, response=response)
    answer = response if known is None else known
    for header, value in (FOR_ANYBODY | {"ETag": etag, "Cache-Control": FOR_MINUTES}).items():
        answer.headers[header] = value
    return answer
