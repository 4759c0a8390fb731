"""The Atom feed (RFC 4287): what was published anew, and what is gone."""

from __future__ import annotations

import datetime as dt
import hashlib
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.queries.pages import FeedRow, newest_events
from hoshin.services.opendata.rules.addresses import dataset_path

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@public
def feed_file(request: CityRequest) -> HttpResponseBase:
    rows = newest_events(most=MOST)
    changed = max((row.at for row in rows), default=_NEVER)
    content = tostring(_feed(request, rows, changed), encoding="utf-8", xml_declaration=True)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Last-Modified": http_date(changed.timestamp()), "Access-Control-Allow-Origin": "*"}
    answer = get_conditional_response(request, etag=etag, last_modified=int(changed.timestamp()), response=response)
    answer = response if answer is None else answer
    for header, value in (headers | {"Cache-Control": "public, max-age=300"}).items():
        answer.headers[header] = value
    return answer


def _feed(request: CityRequest, rows: tuple[FeedRow, ...], changed: dt.datetime) -> Element:
    site = f"{request.scheme}://{request.get_host()}"
    host = request.get_host().partition(":")[0]
    city = request.municipality
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "ja"})
    _text(feed, "id", f"{site}{request.path}")
    _text(feed, "title", _("%(city)s オープンデータの更新") % {"city": city.name})
    _text(feed, "updated", changed.isoformat())
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": f"{site}{request.path}"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}/opendata/"})
    _text(SubElement(feed, "author"), "name", city.name)
    for row in rows:
        _entry(feed, row, site, host)
    return feed


def _entry(feed: Element, row: FeedRow, site: str, host: str) -> None:
    listing = row.listing
    ident = f"tag:{host},{listing.first_date.isoformat()}:{listing.name}"  # RFC 4151: stays true when addresses change
    entry = SubElement(feed, "entry")
    if row.release:
        _text(entry, "id", f"{ident}/v{row.release.number}")
        title = _("%(title)s（第%(number)d版）") % {"title": listing.title, "number": row.release.number}
        summary = row.release.note or _("%(count)s件のデータを公開しました。") % {"count": f"{row.release.row_count:,}"}
    else:
        _text(entry, "id", f"{ident}/withdrawn/{listing.dataset.withdrawn_date}")
        title = _("取下げ：%(title)s") % {"title": listing.title}
        summary = listing.dataset.withdrawal_reason
    _text(entry, "title", title)
    _text(entry, "updated", row.at.isoformat())
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{site}{dataset_path(listing.name)}"})
    SubElement(entry, "category", {"term": listing.category})
    _text(entry, "summary", summary)


def _text(parent: Element, name: str, text: str) -> None:
    """Add an element. Control characters are no part of XML, wherever they came from."""
    SubElement(parent, name).text = "".join(char for char in text if char >= " " or char in "\n\t")
