from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.components import Empty
from hoshin.design.shell import Heading
from hoshin.indicators.queries import LiveFigure
from hoshin.kernel.access import public
from hoshin.kernel.clock import business_day
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.queries import EditionRef, edition_refs, revisions_of
from hoshin.publishing.queries.comparison import path_since_previous
from hoshin.publishing.rules.document import ItemDoc
from hoshin.publishing.rules.site_index import OF_TODAY, STATIC_COPY
from hoshin.site.converters import EditionPath
from hoshin.site.pages.edition import edition_page
from hoshin.site.pages.front import front_page
from hoshin.site.pages.glossary import glossary_page
from hoshin.site.pages.initiative import initiative_page
from hoshin.site.pages.matrix import matrix_page
from hoshin.site.pages.revisions import revisions
from hoshin.site.queries import edition_url, items_of, live_of, open_book, past_of
from hoshin.site.views.opening import crumbs_of, find_edition, opened


@public
def front(request: CityRequest) -> HttpResponse:
    refs = edition_refs()
    if not refs:
        context = {"heading": Heading(_("方針のサイト")), "empty": _nothing_published()}
        return render(request, "site/front_empty.html", context)
    edition = opened(request, refs[0])
    previous = refs[1] if len(refs) > 1 else None
    book, on = open_book(edition), business_day(request.municipality)
    page = front_page(
        book,
        on=on,
        previous=items_of(previous) if previous else None,
        previous_label=previous.label if previous else "",
        live=_live(request, edition, book.items),
    )
    context = {
        "page": page,
        "heading": page.heading,
        "edition": edition,
        "comparison_url": path_since_previous(edition, refs),
    }
    return render(request, "site/front.html", context)


@public
def edition_list(request: CityRequest) -> HttpResponse:
    refs = edition_refs()
    if refs:
        opened(request, refs[0])
    context = {
        "heading": Heading(_("年度版の一覧"), lead=refs[0].policy_name if refs else ""),
        "entries": [(edition_url(ref), ref, path_since_previous(ref, refs)) for ref in refs],
        "empty": _nothing_published(),
        "crumbs": crumbs_of(),
    }
    return render(request, "site/edition_list.html", context)


@public
def edition_detail(request: CityRequest, edition: EditionPath) -> HttpResponse:
    ref, refs = find_edition(request, edition)
    if moved := _moved(edition, ref):
        return moved
    page = edition_page(open_book(ref), request.GET)
    context = {
        "page": page,
        "heading": page.heading,
        "crumbs": crumbs_of(ref),
        "edition": ref,
        "revisions": revisions(revisions_of(ref)),
        # A copy for another web server has nobody who could look a day up.
        "as_of_url": "" if request.META.get(STATIC_COPY) else f"/policy/{ref.edition_path}/as-of/",
        "comparison_url": path_since_previous(ref, refs),
    }
    return render(request, "site/edition.html", context)


@public
def initiative_list(request: CityRequest, edition: EditionPath) -> HttpResponse:
    """The list stands in the edition's own page; this address leads there, with the filter it carries."""
    ref, _refs = find_edition(request, edition)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{edition_url(ref)}{query}#initiatives")


@public
def initiative_detail(request: CityRequest, edition: EditionPath, slug: str) -> HttpResponse:
    ref, refs = find_edition(request, edition)
    book = open_book(ref)
    item = book.find(slug)
    if item is None:
        raise Http404(slug)
    past = past_of(item.key, this=ref, refs=refs)
    on = business_day(request.municipality)
    live = _live(request, ref, [item])
    page = initiative_page(book, item, on=on, past=past, live=live)
    context = {"page": page, "heading": page.heading, "edition": ref, "crumbs": crumbs_of(ref, page.heading.title)}
    response = render(request, "site/initiative.html", context)
    setattr(response, OF_TODAY, bool(live))
    return response


@public
def matrix_detail(request: CityRequest, edition: EditionPath) -> HttpResponse:
    ref, _refs = find_edition(request, edition)
    page = matrix_page(open_book(ref))
    context = {"page": page, "heading": page.heading, "crumbs": crumbs_of(ref, page.heading.title)}
    return render(request, "site/matrix.html", context)


@public
def glossary_detail(request: CityRequest, edition: EditionPath) -> HttpResponse:
    ref, _refs = find_edition(request, edition)
    page = glossary_page(open_book(ref))
    context = {"page": page, "heading": page.heading, "crumbs": crumbs_of(ref, page.heading.title)}
    return render(request, "site/glossary.html", context)


def _live(request: CityRequest, ref: EditionRef, items: Sequence[ItemDoc]) -> Mapping[str, LiveFigure]:
    """A copy for another web server cannot say what is true today."""
    if request.META.get(STATIC_COPY):
        return {}
    return live_of(ref, items, on=business_day(request.municipality))


def _moved(edition: EditionPath, ref: EditionRef) -> HttpResponse | None:
    """The main policy's editions have one address each, without its key."""
    return None if str(edition) == ref.path else redirect(edition_url(ref), permanent=True)


def _nothing_published() -> Empty:
    return Empty(_("公開している年度版はまだありません"), _("公表されると、ここに表示されます。"))
