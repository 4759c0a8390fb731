"""A draft with the templates of the public pages, for those who may see drafts and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.components import Notice
from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.requests import CityRequest
from hoshin.plan.permissions import VIEW_DRAFT
from hoshin.publishing.queries import EditionRef, edition_refs
from hoshin.site.context import preview_of, site_of
from hoshin.site.converters import EditionPath
from hoshin.site.drafts import draft_base, draft_ref, entry_of, is_public, open_draft
from hoshin.site.pages.book import Book
from hoshin.site.pages.edition import edition_page
from hoshin.site.pages.glossary import glossary_page
from hoshin.site.pages.initiative import InitiativePage, initiative_page
from hoshin.site.pages.matrix import matrix_page
from hoshin.site.queries import edition_url, past_of
from hoshin.site.views.opening import opened


@staff(VIEW_DRAFT)
def edition_preview(request: CityRequest, edition: EditionPath) -> HttpResponse:
    return _preview(request, edition, "site/edition.html", lambda book, _ref: edition_page(book, request.GET))


@staff(VIEW_DRAFT)
def initiative_preview(request: CityRequest, edition: EditionPath, slug: str) -> HttpResponse:
    def page(book: Book, ref: EditionRef) -> InitiativePage:
        item = book.find(slug)
        if item is None:
            raise Http404(slug)
        refs = edition_refs(policy_key=ref.policy_key)
        earlier = past_of(item.key, this=ref, refs=[one for one in refs if one.year < ref.year])
        later = past_of(item.key, this=ref, refs=[one for one in refs if one.year > ref.year])
        past = (*earlier, entry_of(book, item), *later)
        return initiative_page(book, item, on=business_day(request.municipality), past=past)

    return _preview(request, edition, "site/initiative.html", page)


@staff(VIEW_DRAFT)
def matrix_preview(request: CityRequest, edition: EditionPath) -> HttpResponse:
    return _preview(request, edition, "site/matrix.html", lambda book, _ref: matrix_page(book))


@staff(VIEW_DRAFT)
def glossary_preview(request: CityRequest, edition: EditionPath) -> HttpResponse:
    return _preview(request, edition, "site/glossary.html", lambda book, _ref: glossary_page(book))


def _preview(
    request: CityRequest, edition: EditionPath, template: str, page_of: Callable[[Book, EditionRef], Any]
) -> HttpResponse:
    ref = opened(request, draft_ref(edition))
    if is_public(ref):
        return redirect(edition_url(ref))
    book = open_draft(ref)
    page = page_of(book, ref)
    context = {
        "page": page,
        "heading": page.heading,
        "crumbs": _crumbs(ref, "" if template == "site/edition.html" else page.heading.title),
        "edition": ref,
        "preview": Notice(
            _("下書きのプレビューです。公開されていません。"),
            _("いま編集している内容を、公開したときの形で表示しています。"),
            mood="warning",
            url="/staff/",
            url_label=_("ワークスペースへ戻る"),
        ),
        "site": preview_of(site_of(request), base=draft_base(ref), path=request.path),
    }
    response = render(request, template, context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _crumbs(ref: EditionRef, here: str) -> tuple[Link, ...]:
    crumbs = [
        Link(_("ワークスペース"), "/staff/"),
        Link(_("%(label)s版のプレビュー") % {"label": ref.label}, draft_base(ref) if here else ""),
    ]
    return (*crumbs, Link(here, "")) if here else tuple(crumbs)
