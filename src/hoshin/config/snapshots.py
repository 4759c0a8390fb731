"""The snapshot layer: answers the published pages from files, in front of Django and without the database.

What it has no file for goes to Django, and so does whoever is signed in or asks with a query. Where Django then fails,
the published file stands in: a broken database takes no published page down.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from hoshin.kernel.middleware import SecurityHeadersMiddleware
from hoshin.kernel.ranges import NotSatisfiable, Span, span_of
from hoshin.publishing.exports.release import published_root
from hoshin.publishing.rules.site_index import (
    CURRENT,
    ENCODINGS,
    FILES,
    HOSTS,
    INDEX,
    Entry,
    Hosts,
    load_hosts,
    load_index,
)

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

CHUNK = 256 * 1024
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)

logger = logging.getLogger(__name__)


def published_first(application: Application) -> Application:
    """Put the layer in front of the product. Called once Django is set up."""
    return SnapshotLayer(
        application, root=published_root(), headers=security_headers(), needs_https=bool(settings.SECURE_SSL_REDIRECT)
    )


def security_headers() -> dict[str, str]:
    """Return what the product's own middleware puts on every page: asked for, so that the two cannot differ."""

    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    wrapped: Any = SecurityMiddleware(SecurityHeadersMiddleware(XFrameOptionsMiddleware(page)))  # type: ignore[arg-type]
    answer = wrapped(WSGIRequest({"REQUEST_METHOD": "GET", "wsgi.url_scheme": "https", "wsgi.input": io.BytesIO()}))
    return {name: value for name, value in answer.headers.items() if name != "Content-Type"}


@dataclass(frozen=True)
class Found:
    """A file that answers the request."""

    entry: Entry
    folder: Path


@dataclass
class SnapshotLayer:
    application: Application
    root: Path
    headers: Mapping[str, str] = field(default_factory=dict)
    needs_https: bool = False

    def __post_init__(self) -> None:
        self._hosts: tuple[tuple[int, int], Hosts] | None = None
        self._states: dict[str, tuple[str, dict[str, Entry]]] = {}

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or (self.needs_https and not _is_secure(environ)):
            return self.application(environ, start_response)
        found = self._find(environ)
        if found is None:
            return self.application(environ, start_response)
        if _is_personal(environ):
            return self._django_first(found, environ, start_response)
        try:
            return self._answer(found, environ, start_response)
        except FileNotFoundError:  # the state was replaced and cleared away since it was looked up
            return self.application(environ, start_response)

    def _find(self, environ: Environment) -> Found | None:
        """Look the address up. Only the index names files, so that no address can lead out of the folder."""
        try:
            path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8")
            code = self._hosts_now().code_of(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", ""))
            return self._look_up(code, path) if code else None
        except (OSError, ValueError):
            return None  # nothing has been published yet, or not in this encoding

    def _look_up(self, code: str, path: str) -> Found | None:
        home = self.root / code
        name = (home / CURRENT).readlink().name
        known = self._states.get(code)
        if known is None or known[0] != name:
            known = (name, load_index((home / name / INDEX).read_bytes()))
            self._states[code] = known
        entry = known[1].get(path)
        return Found(entry, home / name / FILES) if entry else None

    def _hosts_now(self) -> Hosts:
        state = (self.root / HOSTS).stat()
        stamp = (state.st_mtime_ns, state.st_ino)
        if self._hosts is None or self._hosts[0] != stamp:
            self._hosts = (stamp, load_hosts((self.root / HOSTS).read_bytes()))
        return self._hosts[1]

    def _django_first(self, found: Found, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        started: list[tuple[Any, ...]] = []

        def hold(*arguments: Any, **_more: Any) -> Callable[[bytes], None]:
            started[:] = [arguments]
            return lambda _data: None

        try:
            body = self.application(environ, hold)
        except Exception:
            logger.exception("the product failed; the published file stands in")
            return self._answer(found, environ, start_response)
        if not started or started[0][0].startswith("5"):
            getattr(body, "close", lambda: None)()
            return self._answer(found, environ, start_response)
        start_response(*started[0])
        return body

    def _answer(self, found: Found, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        entry = found.entry
        encoding = _encoding(environ, entry)
        tag = entry.etag(encoding)
        headers = {**self.headers, **entry.headers, "ETag": tag}
        if len(entry.sizes) > 1:
            headers["Vary"] = "Accept-Encoding"
        if _has(environ.get("HTTP_IF_NONE_MATCH", ""), entry):
            return _send(start_response, "304 Not Modified", headers)
        size = entry.sizes[encoding]
        try:
            span = span_of(environ.get("HTTP_RANGE", ""), size, if_range=environ.get("HTTP_IF_RANGE", ""), tag=tag)
        except NotSatisfiable:
            headers["Content-Range"] = f"bytes */{size}"
            return _send(start_response, "416 Range Not Satisfiable", headers | {"Content-Length": "0"})
        body = _read(found.folder / entry.file_name(encoding), span)
        if encoding:
            headers["Content-Encoding"] = encoding
        else:
            headers["Accept-Ranges"] = "bytes"
        headers["Content-Length"] = str(span.length)
        if span.is_part:
            headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
        status = "206 Partial Content" if span.is_part else "200 OK"
        return _send(start_response, status, headers, () if environ["REQUEST_METHOD"] == "HEAD" else body)


def _send(
    start_response: StartResponse, status: str, headers: Mapping[str, str], body: Iterable[bytes] = ()
) -> Iterable[bytes]:
    start_response(status, list(headers.items()))
    return body


def _read(path: Path, span: Span) -> Iterable[bytes]:
    """Open the file before anything is answered: from here on it can be read, even if its state is cleared away."""
    file = path.open("rb")
    file.seek(span.first)
    if span.length <= CHUNK:
        with file:
            return [file.read(span.length)]
    return _chunks(file, span.length)


def _chunks(file: Any, length: int) -> Iterator[bytes]:
    with file:
        while length > 0:
            data = file.read(min(CHUNK, length))
            if not data:
                return
            length -= len(data)
            yield data


def _encoding(environ: Environment, entry: Entry) -> str:
    """Choose among the codings at hand. A part is always one of the plain file."""
    if environ.get("HTTP_RANGE"):
        return ""
    accepted = _accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return next((one for one in ENCODINGS if one in entry.sizes and accepted.get(one, accepted.get("*", False))), "")


def _accepted(header: str) -> dict[str, bool]:
    """Return which codings are welcome; a quality of 0 means that one is not."""
    found = {}
    for part in header.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        quality = parameters.strip().removeprefix("q=").strip()
        found[name.strip()] = quality not in ("0", "0.0", "0.00", "0.000")
    return found


def _has(header: str, entry: Entry) -> bool:
    """Tell whether the asker has this content already, in whichever coding."""
    asked = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in asked or any(entry.etag(encoding) in asked for encoding in entry.sizes)


def _is_personal(environ: Environment) -> bool:
    """Tell whether the answer may depend on who asks, or on a query such as a filter."""
    cookies = {part.partition("=")[0].strip() for part in environ.get("HTTP_COOKIE", "").split(";")}
    return bool(environ.get("QUERY_STRING")) or not cookies.isdisjoint(PERSONAL_COOKIES)


def _is_secure(environ: Environment) -> bool:
    header = settings.SECURE_PROXY_SSL_HEADER
    if header and header[0] in environ:
        return bool(environ[header[0]].split(",")[0].strip() == header[1])
    return bool(environ.get("wsgi.url_scheme") == "https")
