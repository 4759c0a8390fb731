"""The published documents, for when no file in front of the product has answered already."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.exports.formats import kept_or_made
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.exports.site_files import FOR_MINUTES, document_headers
from hoshin.publishing.queries import edition_refs, published_snapshot, revision_ref
from hoshin.publishing.queries.document import EditionRef
from hoshin.publishing.rules.formats import BY_PATH


@public
def document_file(
    request: CityRequest, year: int, name: str, policy: str | None = None, revision: int | None = None
) -> HttpResponseBase:
    kind = BY_PATH.get(name)
    ref = _find(policy, int(year), None if revision is None else int(revision))
    if kind is None or ref is None:
        raise Http404(name)
    snapshot = published_snapshot(ref)
    data = kept_or_made(published_root(), snapshot, kind)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = document_headers(kind, name=kind.file_name(snapshot.name))
    response = HttpResponse(data, headers={**headers, "ETag": etag, "Cache-Control": FOR_MINUTES})
    answer = get_conditional_response(request, etag=etag, response=response) or response
    for header, value in headers.items():
        answer.headers.setdefault(header, value)
    return answer


def _find(policy: str | None, year: int, revision: int | None) -> EditionRef | None:
    for ref in edition_refs(policy_key=policy):
        if ref.year == year:
            return ref if revision is None else revision_ref(ref, revision)
    return None
