from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Empty
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import public, staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition
from hoshin.plan.permissions import VIEW_DRAFT
from hoshin.publishing.queries import edition_refs, get_edition_ref
from hoshin.publishing.queries.comparison import (
    Version,
    compared,
    compared_with_draft,
    draft_comparison_path,
    path_since_previous,
    versions_beside,
)
from hoshin.publishing.queries.publications import get_publishable
from hoshin.publishing.rules.comparison.layout import Left
from hoshin.publishing.rules.site_index import STATIC_COPY
from hoshin.site.drafts import preview_url
from hoshin.site.pages.compare import Place, compare_page
from hoshin.site.queries import edition_url
from hoshin.site.views.opening import crumbs_of, opened


@public
def comparison_detail(request: CityRequest, old: str, new: str, policy: str | None = None) -> HttpResponse:
    found = compared(policy_key=policy, old=old, new=new)
    opened(request, found.new)
    place = Place(
        base=request.path,
        left=Left(request.municipality.comparison_left),
        files_left=found.left,
        old_url=edition_url(found.old),
        new_url=edition_url(found.new),
    )
    page = compare_page(found.comparison, found.title, place=place, asked=request.GET)
    context = {
        "page": page,
        "heading": page.heading,
        "crumbs": crumbs_of(found.new, page.heading.title),
        "is_copy": bool(request.META.get(STATIC_COPY)),
    }
    return render(request, "site/compare.html", context)


@staff(VIEW_DRAFT)
def draft_comparison(request: CityRequest, policy: str, year: int) -> HttpResponse:
    draft = get_publishable(policy_key=policy, year=year)
    if draft.is_public:
        return redirect(_public_path(draft))
    versions = versions_beside(draft)
    if not versions:
        return render(request, "site/compare_draft.html", {**_frame(draft), "empty": _nothing_beside(draft)})
    asked = request.GET.get("with", "")
    other = next((one for one in versions if one.code == asked), None) if asked else versions[0]
    if other is None:
        raise Http404(asked)
    found = compared_with_draft(draft, other, on=business_day(request.municipality))
    urls = (_url_of(other), preview_url(draft))
    left = Left(request.municipality.comparison_left)
    base = draft_comparison_path(policy_key=policy, year=year)
    old_url, new_url = urls if found.is_new else urls[::-1]
    place = Place(base, left, left, old_url, new_url, beside=other.code)
    page = compare_page(found.comparison, found.title, place=place, asked=request.GET)
    context = {
        **_frame(draft),
        "page": page,
        "heading": page.heading,
        "versions": [Link(one.label, f"{base}?with={one.code}", is_current=one is other) for one in versions],
    }
    return render(request, "site/compare_draft.html", context)


def _frame(draft: Edition) -> dict[str, Any]:
    title = _("新旧対照表")
    edition = Link(f"{draft.policy.name} {draft.label}", reverse("plan:edition", args=[draft.policy.key, draft.year]))
    return {
        "heading": Heading(title, kicker=draft.policy.name, edition=_("%(label)s版") % {"label": draft.label}),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), edition, Link(title, "")),
    }


def _nothing_beside(draft: Edition) -> Empty:
    return Empty(
        _("比べる版がまだありません"),
        _(
            "この方針では、ほかの年度版も、公表した版もありません。この版を公表した後に訂正を始めるか、次の年度版の下書きを作ると、ここに違いが並びます。"
        ),
        reverse("plan:edition", args=[draft.policy.key, draft.year]),
        _("この年度版の編集に戻る"),
    )


def _url_of(version: Version) -> str:
    if version.draft:
        return preview_url(version.draft)
    return edition_url(version.ref) if version.ref else ""


def _public_path(edition: Edition) -> str:
    """What is public and not being corrected has nothing that its readers do not see: they have this page too."""
    ref = get_edition_ref(policy_key=edition.policy.key, year=edition.year)
    refs = edition_refs(policy_key=edition.policy.key)
    return path_since_previous(ref, refs) or edition_url(ref)
