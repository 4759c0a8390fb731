from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hoshin.kernel.access import public
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.queries.comparison import compared
from hoshin.site.pages.compare import compare_page
from hoshin.site.queries import edition_url
from hoshin.site.views.opening import crumbs_of, opened


@public
def comparison_detail(request: CityRequest, old: str, new: str, policy: str | None = None) -> HttpResponse:
    found = compared(policy_key=policy, old=old, new=new)
    opened(request, found.new)
    page = compare_page(
        found.comparison,
        found.title,
        base=request.path,
        old_url=edition_url(found.old),
        new_url=edition_url(found.new),
        asked=request.GET,
    )
    context = {"page": page, "heading": page.heading, "crumbs": crumbs_of(found.new, page.heading.title)}
    return render(request, "site/compare.html", context)
