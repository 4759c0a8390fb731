"""The form of the machine-readable edition: open to programs of other hosts, and asked again cheaply."""

from __future__ import annotations

import hashlib
from importlib.resources import files

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest

SCHEMA = files("hoshin.publishing") / "schema" / "edition.schema.json"


@public
def schema_file(request: CityRequest) -> HttpResponseBase:
    content = SCHEMA.read_bytes()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="application/schema+json")
    response.headers["Content-Disposition"] = 'inline; filename="edition.schema.json"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=300"
    answer = get_conditional_response(request, etag=etag, response=response) or response
    # Nothing here is secret or personal: pages and programs anywhere may read it.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer
