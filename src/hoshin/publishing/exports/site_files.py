"""The public pages of a municipality as files, made by asking the product itself for each of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hoshin.kernel.models import Municipality
from hoshin.publishing.rules.formats import Format
from hoshin.publishing.rules.site_index import OF_TODAY, STATIC_COPY

# What belongs to a content wherever it is served from. Everything else is said by whoever serves it.
KEPT_HEADERS = (
    "Content-Type",
    "Content-Disposition",
    "Content-Language",
    "Access-Control-Allow-Origin",
    "Cross-Origin-Resource-Policy",
)
OPEN_DATA = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
REVALIDATED = "no-cache"
FOR_MINUTES = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"

_LINK = re.compile(rb'(?:href|src)="(/[^"]*)"')
_IN_CSS = re.compile(rb"""url\(\s*["']?([^"')?#]+)""")
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True)
class SiteFile:
    """What an address answers. A page `is_of_today` where it also says what was not published but is true now."""

    path: str
    data: bytes
    headers: dict[str, str]
    is_of_today: bool = False


class PageFailed(RuntimeError):
    """A public page could not be made: nothing is published that cannot be read."""

    def __init__(self, path: str, status: int) -> None:
        super().__init__(f"ページ {path} を作れませんでした（{status}）。")
        self.path = path


class Pages:
    """Asks the product for pages of one municipality, as its readers do, within the caller's transaction."""

    def __init__(self, municipality: Municipality, *, is_static_copy: bool = False) -> None:
        self.host = municipality.hosts[0] if municipality.hosts else "localhost"
        self.is_static_copy = is_static_copy
        self.handler = BaseHandler()
        self.handler.load_middleware()

    def get(self, path: str) -> HttpResponse:
        response = self.handler.get_response(WSGIRequest(self._environment(path)))
        if not isinstance(response, HttpResponse) or response.status_code != 200:
            raise PageFailed(path, response.status_code)
        return response

    def file(self, path: str, *, cache: str = REVALIDATED) -> SiteFile:
        """
        :raises PageFailed: the answer is not a page.
        """
        response = self.get(path)
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        is_of_today = getattr(response, OF_TODAY, False)
        return SiteFile(path, response.content, {**headers, "Cache-Control": cache}, is_of_today)

    def _environment(self, path: str) -> dict[str, object]:
        scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": self.host,
            "SERVER_PORT": "443" if scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self.host,
            "HTTP_ACCEPT_LANGUAGE": settings.LANGUAGE_CODE,
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            STATIC_COPY: self.is_static_copy,
        }


def page_paths(pages: Pages) -> tuple[str, ...]:
    """Return the addresses of all public pages, as the sitemap names them."""
    locations = _LOCATION.findall(pages.get("/sitemap.xml").content.decode())
    return tuple(unquote(urlsplit(unescape(location)).path) for location in locations)


def page_files(pages: Pages, paths: Iterable[str]) -> Iterator[SiteFile]:
    """Make the pages, and after them whatever style sheets, scripts and pictures they ask for."""
    assets: set[str] = set()
    for path in paths:
        file = pages.file(path)
        assets |= linked_assets(file.data)
        yield file
    yield from asset_files(assets)


def document_file(path: str, data: bytes, kind: Format, *, name: str) -> SiteFile:
    return SiteFile(path, data, {**document_headers(kind, name=name), "Cache-Control": FOR_MINUTES})


def document_headers(kind: Format, *, name: str) -> dict[str, str]:
    """Nothing published is secret or personal: pages and programs anywhere may read it."""
    disposition = content_disposition_header(not kind.is_shown, name) or "inline"
    return {"Content-Type": kind.media_type, "Content-Disposition": disposition, **OPEN_DATA}


def linked_assets(page: bytes) -> set[str]:
    prefix = settings.STATIC_URL.encode()
    return {urlsplit(link.decode()).path for link in _LINK.findall(page) if link.startswith(prefix)}


def asset_files(paths: Iterable[str]) -> Iterator[SiteFile]:
    """Return assets with all that they ask for in turn. They go with the pages: the next version of the program
    may not have them any more."""
    waiting, seen = sorted(paths), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        data = _asset(path)
        if data is None:
            raise PageFailed(path, 404)
        if path.endswith(".css"):
            waiting += [_joined(path, link.decode()) for link in _IN_CSS.findall(data) if not _is_outside(link)]
        cache = FOR_EVER if _HASHED.search(path) else FOR_MINUTES
        kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
        yield SiteFile(path, data, {"Content-Type": kind, "Cache-Control": cache})


def _asset(path: str) -> bytes | None:
    name = path.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    if collected.is_file():
        return collected.read_bytes()
    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else None


def _is_outside(link: bytes) -> bool:
    return link.startswith((b"data:", b"http:", b"https:", b"//"))


def _joined(base: str, link: str) -> str:
    parts = [] if link.startswith("/") else base.split("/")[:-1]
    for part in link.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


Progress = Callable[[int, int, str], None]
"""Told how many steps of how many are done, and what is next."""


def counted(files: Iterable[SiteFile], *, paths: Sequence[str], progress: Progress) -> Iterator[SiteFile]:
    """Pass files on and tell how far they have come."""
    for number, file in enumerate(files, start=1):
        progress(min(number, len(paths)), len(paths), file.path)
        yield file
