from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.search import search_each_kind, search_one_kind
from hoshin.publishing.queries import edition_refs
from hoshin.site.pages.found import KINDS, MOST_OF_A_KIND, PAGE, one_kind, overview
from hoshin.site.views.opening import opened

LONGEST_QUERY = 100
LAST_PAGE = 500


@public
def search_list(request: CityRequest) -> HttpResponse:
    refs = edition_refs()
    main_policy = opened(request, refs[0]).policy_key if refs else ""
    query = request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "").strip()
    kind = request.GET.get("kind", "")
    if kind in KINDS:
        number = _page_number(request.GET.get("page", ""))
        result = search_one_kind(query, kind=kind, limit=PAGE, offset=(number - 1) * PAGE)
        page = one_kind(query, result, kind=kind, page=number, main_policy=main_policy, base=request.path)
    else:
        result = search_each_kind(query, most_of_a_kind=MOST_OF_A_KIND)
        page = overview(query, result, main_policy=main_policy, base=request.path)
    crumbs = (Link(_("ホーム"), "/"), Link(_("検索"), ""))
    return render(request, "site/search.html", {"page": page, "heading": Heading(_("検索")), "crumbs": crumbs})


def _page_number(asked: str) -> int:
    return min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() and int(asked) > 0 else 1
