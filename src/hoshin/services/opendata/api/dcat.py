"""The catalogue in DCAT, page by page, and each dataset of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.api.views import FOR_ANYBODY
from hoshin.services.opendata.exports.ckan import Site
from hoshin.services.opendata.exports.dcat import Node, catalogue_node, dataset_node, page_node
from hoshin.services.opendata.exports.dcat_writing import MEDIA_TYPES, write
from hoshin.services.opendata.models import Dataset
from hoshin.services.opendata.queries.harvest import PackageQuery, founded_at, get_package, search_packages

ITEMS_PER_PAGE = 100
MOST_PAGES = 100_000


@public
def catalogue_file(request: CityRequest, suffix: str) -> HttpResponseBase:
    page = _page(request.GET.get("page", "1"))
    start = (page - 1) * ITEMS_PER_PAGE
    query = PackageQuery(sort="id asc", start=start, rows=ITEMS_PER_PAGE)
    found = search_packages(query, request.municipality.code)
    total = found.total
    pages = max(1, -(-total // ITEMS_PER_PAGE))
    if page > pages:
        raise Http404(_("このページはありません。"))
    site = _site(request)
    address = f"{site.url}{request.path}"
    nodes = [
        page_node(address, page=page, pages=pages, total=total, items_per_page=ITEMS_PER_PAGE),
        catalogue_node(site, found.packages, total=total),
    ]
    return _answer(nodes, suffix)


def _page(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:10]) <= MOST_PAGES):
        raise Http404(_("このページはありません。"))
    return int(text)


@public
def dataset_file(request: CityRequest, dataset: str, suffix: str) -> HttpResponseBase:
    package = get_package(dataset)
    status = 410 if package.dataset.state == Dataset.State.WITHDRAWN else 200
    return _answer([dataset_node(package, _site(request))], suffix, status=status)


def _site(request: CityRequest) -> Site:
    city = request.municipality
    return Site(request.build_absolute_uri("/").rstrip("/"), city.code, city.name, founded_at())


def _answer(nodes: list[Node], suffix: str, *, status: int = 200) -> HttpResponse:
    return HttpResponse(write(nodes, suffix), status=status, content_type=MEDIA_TYPES[suffix], headers=FOR_ANYBODY)
