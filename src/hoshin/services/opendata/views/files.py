"""The files themselves: open to people and programs of every host, asked again cheaply, and in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from hoshin.kernel.access import public
from hoshin.kernel.clock import business_day
from hoshin.kernel.ranges import NotSatisfiable, Span, span_of
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.models import Dataset, Distribution, DownloadCount
from hoshin.services.opendata.queries.pages import get_distribution
from hoshin.services.opendata.rules.visitors import is_a_download, is_machine
from hoshin.services.opendata.views.public_frame import of_dataset

CHUNK = 256 * 1024
FOR_ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Content-Length, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
# A withdrawal must be seen soon, also of what is never changed.
FOR_MINUTES = "public, max-age=300"
FOR_A_DAY = "public, max-age=86400"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


@public
@of_dataset
def latest_file(request: CityRequest, name: str, dataset: Dataset, *, file_name: str) -> HttpResponseBase:
    found = get_distribution(dataset, file_name=file_name)
    return _answer(request, found, title=dataset.title, dataset=dataset, cached=FOR_MINUTES)


@public
@of_dataset
def release_file(
    request: CityRequest, name: str, dataset: Dataset, *, release: int, file_name: str
) -> HttpResponseBase:
    found = get_distribution(dataset, file_name=file_name, release_number=int(release))
    title = _("%(title)s_第%(number)d版") % {"title": dataset.title, "number": int(release)}
    return _answer(request, found, title=title, dataset=dataset, cached=FOR_A_DAY)


def _answer(request: CityRequest, file: Distribution, *, title: str, dataset: Dataset, cached: str) -> HttpResponseBase:
    etag, changed = f'"{file.sha256}"', int(file.release.published_at.timestamp())
    headers = {**FOR_ANYBODY, "ETag": etag, "Last-Modified": http_date(changed), "Cache-Control": cached}
    known = get_conditional_response(request, etag=etag, last_modified=changed)
    if known is not None:
        return _with(known, headers)
    headers |= {"Accept-Ranges": "bytes", "Content-Disposition": disposition(file.file_name, title)}
    try:
        span = span_of(
            request.headers.get("Range", "") if request.method == "GET" else "",
            file.size,
            if_range=request.headers.get("If-Range", ""),
            tag=etag,
        )
    except NotSatisfiable:
        return _with(HttpResponse(status=416), headers | {"Content-Range": f"bytes */{file.size}"})
    headers["Content-Length"] = str(span.length)
    if span.is_part:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{file.size}"
    status = 206 if span.is_part else 200
    response = _body(request, file, span, status)
    _count(request, file, dataset, first_byte=span.first, status=status)
    return _with(response, headers)


def _body(request: CityRequest, file: Distribution, span: Span, status: int) -> HttpResponseBase:
    """Open the file before anything is answered: what is not there is a 404, not half an answer."""
    if request.method == "HEAD":
        return HttpResponse(content_type=file.media_type)
    try:
        source = open_stored(file.storage_name)
    except FileNotFoundError as error:
        raise Http404(file.file_name) from error
    return StreamingHttpResponse(_Part(source, span), status=status, content_type=file.media_type)


class _Part:
    """A part of an open file, chunk by chunk. Closed also when nobody ever reads it, which a generator would not be."""

    def __init__(self, source: IO[bytes], span: Span) -> None:
        source.seek(span.first)
        self._source, self._left = source, span.length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (data := self._source.read(min(CHUNK, self._left))):
            self._left -= len(data)
            yield data

    def close(self) -> None:
        self._source.close()


def _count(request: CityRequest, file: Distribution, dataset: Dataset, *, first_byte: int, status: int) -> None:
    purpose = request.headers.get("Sec-Purpose", "")
    if is_a_download(method=str(request.method), status=status, first_byte=first_byte, purpose=purpose):
        DownloadCount.add_one(
            dataset_id=dataset.pk,
            format=file.format,
            day=business_day(request.municipality),
            is_machine=is_machine(request.headers.get("User-Agent", "")),
        )


def _with(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def disposition(file_name: str, title: str) -> str:
    """Return how the file is to be called where it is saved (RFC 6266): by its title, else by its plain name."""
    suffix = file_name.rpartition(".")[2]
    readable = _NOT_IN_NAMES.sub("_", title).strip(" ._")[:100] or file_name.rpartition(".")[0]
    plain = _NOT_IN_NAMES.sub("_", file_name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{readable}.{suffix}', safe='')}"
