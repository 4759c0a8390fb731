"""The machine-readable side of an edition: open to pages of other hosts, and asked again cheaply."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.queries import edition_document, folder_of
from hoshin.publishing.rules.canonical import edition_json
from hoshin.publishing.rules.tables import indicators_csv, initiatives_csv
from hoshin.site.converters import EditionPath
from hoshin.site.queries import department_docs
from hoshin.site.views.opening import find_edition

SCHEMA = files("hoshin.publishing") / "schema" / "edition.schema.json"
JSON = "application/json"
CSV = "text/csv; charset=utf-8"


@public
def edition_json_file(request: CityRequest, edition: EditionPath) -> HttpResponseBase:
    ref, _refs = find_edition(request, edition)
    folder = folder_of(ref.policy_key, (ref.year,))
    content = edition_json(folder, ref.year, schema_url="/schema/edition.json")
    return _open_data(request, content, JSON, f"{ref.policy_key}-{ref.year}.json", is_shown=True)


@public
def initiatives_csv_file(request: CityRequest, edition: EditionPath) -> HttpResponseBase:
    ref, _refs = find_edition(request, edition)
    content = initiatives_csv(edition_document(ref.edition_id), department_docs())
    return _open_data(request, content, CSV, f"{ref.policy_key}-{ref.year}-initiatives.csv")


@public
def indicators_csv_file(request: CityRequest, edition: EditionPath) -> HttpResponseBase:
    ref, _refs = find_edition(request, edition)
    content = indicators_csv(edition_document(ref.edition_id))
    return _open_data(request, content, CSV, f"{ref.policy_key}-{ref.year}-indicators.csv")


@public
def schema_file(request: CityRequest) -> HttpResponseBase:
    return _open_data(request, SCHEMA.read_bytes(), "application/schema+json", "edition.schema.json", is_shown=True)


def _open_data(
    request: CityRequest, content: bytes, content_type: str, name: str, *, is_shown: bool = False
) -> HttpResponseBase:
    """Answer with the file, or 304 to those who have these very bytes. A browser shows JSON and stores CSV."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'{"inline" if is_shown else "attachment"}; filename="{name}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=300"
    answer = get_conditional_response(request, etag=etag, response=response) or response
    # Nothing here is secret or personal: pages and programs anywhere may read it.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
