from __future__ import annotations

from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoshin.design.patterns import pattern_context
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import public
from hoshin.kernel.models import User
from hoshin.kernel.registry import registry
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.queries import all_edition_refs, edition_refs
from hoshin.publishing.rules.site_index import STATIC_COPY
from hoshin.site.queries import edition_url, pages_of
from hoshin.site.views.opening import opened

MOST_LOCATIONS = 50_000  # of a sitemap (sitemaps.org)


@public
def about_detail(request: CityRequest) -> HttpResponse:
    refs = edition_refs()
    edition = opened(request, refs[0]) if refs else None
    context = {
        "heading": Heading(_("このサイトについて")),
        "crumbs": (Link(_("ホーム"), "/"), Link(_("このサイトについて"), "")),
        "municipality": request.municipality,
        "edition": edition,
        "edition_url": edition_url(edition) if edition else "",
    }
    return render(request, "site/about.html", context)


@public
def accessibility_detail(request: CityRequest) -> HttpResponse:
    for edition in edition_refs()[:1]:
        opened(request, edition)
    context = {
        "heading": Heading(_("アクセシビリティ")),
        "crumbs": (Link(_("ホーム"), "/"), Link(_("アクセシビリティ"), "")),
        "municipality": request.municipality,
    }
    return render(request, "site/accessibility.html", context)


@public
def pattern_list(request: CityRequest) -> HttpResponse:
    """Every component once: for those who build pages, not for citizens."""
    if not settings.DEBUG and not isinstance(request.user, User):
        raise PermissionDenied
    return render(request, "design/patterns.html", pattern_context())


@public
def sitemap_file(request: CityRequest) -> HttpResponse:
    addresses = ["/", "/policy/", "/about/", "/accessibility/"]
    addresses += [address for ref in all_edition_refs() for address in pages_of(ref)]
    locations = [request.build_absolute_uri(address) for address in addresses]
    return render(request, "site/sitemap.xml", {"locations": locations}, content_type="application/xml")


@public
def services_sitemap_file(request: CityRequest) -> HttpResponse:
    """The pages of services change every day: they stand apart from the policy's, which are published as files."""
    locations = [request.build_absolute_uri(address) for address in islice(registry.public_pages(), MOST_LOCATIONS)]
    return render(request, "site/sitemap.xml", {"locations": locations}, content_type="application/xml")


@public
def robots_file(request: CityRequest) -> HttpResponse:
    """A sample must not be found in place of the city it takes its name from."""
    # A copy for another web server has none of the services' pages.
    names = ["/sitemap.xml"] if request.META.get(STATIC_COPY) else ["/sitemap.xml", "/sitemap-services.xml"]
    context = {
        "is_open": not request.municipality.is_example,
        "sitemaps": [request.build_absolute_uri(name) for name in names],
    }
    return render(request, "site/robots.txt", context, content_type="text/plain; charset=utf-8")
