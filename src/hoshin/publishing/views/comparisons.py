from __future__ import annotations

import hashlib

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.exports.comparison.formats import KINDS, kept_or_made
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.exports.site_files import FOR_MINUTES, document_headers
from hoshin.publishing.queries.comparison import compared
from hoshin.publishing.rules.comparison.layout import Left


@public
def comparison_file(request: CityRequest, old: str, new: str, name: str, policy: str | None = None) -> HttpResponseBase:
    kind = KINDS.get(name)
    if kind is None:
        raise Http404(name)
    left = Left.NEW if request.GET.get("left") == Left.NEW.value else Left.OLD
    found = compared(policy_key=policy, old=old, new=new)
    data = kept_or_made(published_root(), request.municipality.code, kind, found.comparison, found.title, left=left)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = document_headers(kind, name=f"{found.title.stem}{kind.suffix}")
    response = HttpResponse(data, headers={**headers, "ETag": etag, "Cache-Control": FOR_MINUTES})
    return get_conditional_response(request, etag=etag, response=response) or response
