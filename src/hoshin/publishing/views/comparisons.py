from __future__ import annotations

import hashlib

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from hoshin.kernel.access import public, staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.requests import CityRequest
from hoshin.plan.permissions import VIEW_DRAFT
from hoshin.publishing.exports.comparison.formats import KINDS, kept_or_made, made
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.exports.site_files import FOR_MINUTES, document_headers
from hoshin.publishing.queries.comparison import compared, compared_with_draft, versions_beside
from hoshin.publishing.queries.publications import get_publishable
from hoshin.publishing.rules.comparison.layout import Left, left_of
from hoshin.publishing.rules.formats import Format


@public
def comparison_file(request: CityRequest, old: str, new: str, name: str, policy: str | None = None) -> HttpResponseBase:
    kind = _kind(name)
    found = compared(policy_key=policy, old=old, new=new)
    left = left_of(request.GET, default=found.left)
    data = kept_or_made(published_root(), request.municipality.code, kind, found.comparison, found.title, left=left)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = document_headers(kind, name=f"{found.title.stem}{kind.suffix}")
    response = HttpResponse(data, headers={**headers, "ETag": etag, "Cache-Control": FOR_MINUTES})
    return get_conditional_response(request, etag=etag, response=response) or response


@staff(VIEW_DRAFT)
def draft_comparison_file(request: CityRequest, policy: str, year: int, name: str) -> HttpResponse:
    """Hand out a draft beside the version asked for by `with`. Nothing is kept of it."""
    kind = _kind(name)
    draft = get_publishable(policy_key=policy, year=year)
    codes = {version.code: version for version in versions_beside(draft)}
    other = codes.get(request.GET.get("with", ""))
    if other is None or draft.is_public:
        raise Http404(name)
    found = compared_with_draft(draft, other, on=business_day(request.municipality))
    left = left_of(request.GET, default=Left(request.municipality.comparison_left))
    headers = document_headers(kind, name=f"{found.title.stem}{kind.suffix}")
    kept = {header: headers[header] for header in ("Content-Type", "Content-Disposition")}
    return HttpResponse(made(kind, found.comparison, found.title, left=left), headers=kept)


def _kind(name: str) -> Format:
    kind = KINDS.get(name)
    if kind is None:
        raise Http404(name)
    return kind
