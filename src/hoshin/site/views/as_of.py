"""An edition on a day: what was published for everybody, on what evidence for the staff who may see the records."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import public, staff
from hoshin.kernel.clock import JST, business_day, now
from hoshin.kernel.models import Municipality
from hoshin.kernel.permissions import VIEW_AUDIT
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.queries import EditionRef, published_document
from hoshin.publishing.queries.as_of import counted_on, evidence_on, indicator_names, standing_on
from hoshin.publishing.queries.publications import get_publishable
from hoshin.site.converters import EditionPath
from hoshin.site.pages.as_of import AsOfPage, as_of_page, both, evidence_tables
from hoshin.site.views.opening import crumbs_of, find_edition


@public
def as_of_detail(request: CityRequest, edition: EditionPath, day: dt.date) -> HttpResponse:
    ref, page = _page(request, edition, day)
    title = _("%(day)sの時点の公表内容") % {"day": page.day}
    context = {
        "page": page,
        "edition": ref,
        "day": day,
        "heading": Heading(
            title, edition=ref.label, lead=_("この日に公開されていた版と、その内容のもとになった実績と決定です。")
        ),
        "crumbs": crumbs_of(ref, title),
        "action": f"/policy/{ref.edition_path}/as-of/",
        "evidence_url": reverse("site:evidence", args=[ref.edition_path, day]),
    }
    return render(request, "site/as_of.html", context)


@public
def as_of_choice(request: CityRequest, edition: EditionPath) -> HttpResponse:
    """Lead from the form to the page of the day; without a day that can be read, to today's."""
    ref, _refs = find_edition(request, edition)
    day = _day(request.GET.get("day", "")) or business_day(request.municipality)
    return redirect("site:as_of", str(ref.edition_path), day)


@staff(VIEW_AUDIT)
def evidence_detail(request: CityRequest, edition: EditionPath, day: dt.date) -> HttpResponse:
    ref, page = _page(request, edition, day)
    rows = get_publishable(policy_key=ref.policy_key, year=ref.year)
    title = _("%(day)sの時点の根拠の記録") % {"day": both(day)}
    context = {
        "page": page,
        "day": day,
        "heading": Heading(
            title, edition=ref.label, lead=_("この日までに、誰が何を記録していたかです。訂正された記録も残ります。")
        ),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "tables": evidence_tables(
            evidence_on(rows, day, known_at=_end_of(day, request.municipality)), indicator_names(rows)
        ),
        "public_url": reverse("site:as_of", args=[ref.edition_path, day]),
        "action": reverse("site:evidence_choice", args=[ref.edition_path]),
    }
    return render(request, "site/evidence.html", context)


@staff(VIEW_AUDIT)
def evidence_choice(request: CityRequest, edition: EditionPath) -> HttpResponse:
    ref, _refs = find_edition(request, edition)
    day = _day(request.GET.get("day", "")) or business_day(request.municipality)
    return redirect("site:evidence", str(ref.edition_path), day)


def _page(request: CityRequest, path: EditionPath, day: dt.date) -> tuple[EditionRef, AsOfPage]:
    """
    :raises Http404: no such public edition; a revision has no days of its own.
    """
    if path.revision is not None:
        raise Http404(str(path))
    ref, _refs = find_edition(request, path)
    standing = standing_on(ref, day)
    if standing.live is None:
        return ref, as_of_page(standing, day, None, {})
    document = published_document(standing.live)
    keys = [indicator.key for item in document.items for indicator in item.indicators]
    counted = counted_on(ref.policy_key, keys, day=day, known_at=_end_of(day, request.municipality))
    return ref, as_of_page(standing, day, document, counted)


def _end_of(day: dt.date, city: Municipality) -> dt.datetime:
    """Return the moment up to which records count. What is written in an example city bears the real time, which is
    long after the day on which its clock stands: there everything that is known counts."""
    if city.is_example:
        return now()
    return dt.datetime.combine(day, dt.time.max, JST)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
