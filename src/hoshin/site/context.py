"""The frame of every page: names, navigation, notice. Costs no SQL: all of it is known from the request already."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Link, Site, Strip
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.models import Municipality
from hoshin.kernel.registry import registry
from hoshin.publishing.queries import EditionRef
from hoshin.publishing.rules.site_index import STATIC_COPY


def site(request: HttpRequest) -> dict[str, Any]:
    return {"site": site_of(request)}


def site_of(request: HttpRequest) -> Site:
    """Return the frame; a short one where no municipality has been found yet."""
    municipality: Municipality | None = getattr(request, "municipality", None)
    if municipality is None:
        return Site(name=_("地域情報化方針"))
    edition: EditionRef | None = getattr(request, "edition", None)
    is_copy = bool(request.META.get(STATIC_COPY))
    return Site(
        name=edition.policy_name if edition else _("方針のサイト"),
        owner=municipality.name,
        # A copy for another web server has nobody behind it who could answer services, staff and search.
        nav=tuple(_navigation(request.path, edition, has_services=not is_copy)),
        tools=() if is_copy else (Link(_("職員の方"), "/staff/"),),
        search_url="" if is_copy else "/search/",
        strip=strip_of(municipality),
        footer_lines=_footer(municipality),
        footer_links=(
            Link(_("このサイトについて"), "/about/"),
            Link(_("アクセシビリティ"), "/accessibility/"),
            Link(_("年度版の一覧"), "/policy/"),
        ),
    )


def strip_of(municipality: Municipality) -> Strip | None:
    """Return the line by which every page of an example says what it is, and where its clock stands."""
    if not municipality.is_example:
        return None
    day = municipality.example_clock
    if day is None:
        return Strip(_("見本"), municipality.example_notice)
    clock = _("この見本の今日は%(western)s（%(wareki)s）です。") % {
        "western": f"{day.year}年{day.month}月{day.day}日",
        "wareki": wareki(day),
    }
    return Strip(_("見本"), f"{municipality.example_notice}{clock}")


def preview_of(site: Site, *, base: str, path: str) -> Site:
    """Return the frame for the preview of a draft at `base`: nothing in it leads to the published edition's pages."""
    nav = tuple(Link(label, url, is_current=url == path) for label, url in _pages_of_edition(base))
    return replace(site, home_url=base, nav=nav, tools=(Link(_("ワークスペース"), "/staff/"),), search_url="")


def _pages_of_edition(base: str) -> list[tuple[str, str]]:
    return [
        (_("方針の全文"), base),
        (_("取組と検討分野の対応表"), f"{base}matrix/"),
        (_("用語解説"), f"{base}glossary/"),
    ]


def _footer(municipality: Municipality) -> tuple[str, ...]:
    if municipality.is_example:
        return (municipality.example_notice,)
    return (_("%(name)sが公開しています。") % {"name": municipality.name},)


def _navigation(path: str, edition: EditionRef | None, *, has_services: bool) -> list[Link]:
    links = [(_("ホーム"), "/")]
    if edition:
        base = f"/policy/{edition.path}/"
        links += _pages_of_edition(base)
    links.append((_("年度版の一覧"), "/policy/"))
    if has_services:
        links += [(item.label, reverse(item.url_name)) for module in registry.modules() for item in module.nav]
    return [Link(label, url, is_current=url == path) for label, url in links]
