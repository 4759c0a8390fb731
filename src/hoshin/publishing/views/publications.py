"""The staff's pages on the way from a decided edition to what the public reads."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Progress
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition
from hoshin.plan.permissions import PUBLISH_EDITION
from hoshin.publishing.actions.publishing import (
    close_correction,
    decide_edition,
    open_correction,
    prepare_results,
    reopen_edition,
    request_publication,
)
from hoshin.publishing.exports.formats import made
from hoshin.publishing.exports.site_files import document_headers
from hoshin.publishing.forms import PublishForm
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.comparison import draft_comparison_path
from hoshin.publishing.queries.publications import (
    editions_with_publications,
    frozen,
    get_publication,
    get_publishable,
    get_run,
    problems_before_publishing,
    publications_of,
    results_are_new,
    snapshot_of,
    waiting_run,
)
from hoshin.publishing.rules.errata import errata_of
from hoshin.publishing.rules.formats import BY_KEY, FORMATS
from hoshin.publishing.rules.overview import overview_of

Do = Callable[[Edition], models.Model]


@staff(PUBLISH_EDITION)
def edition_list(request: CityRequest) -> HttpResponse:
    title = _("公表と訂正")
    lead = _("年度版を決定し、公表し、訂正します。公表した内容は凍結され、あとから変わりません。")
    context = {
        "heading": Heading(title, lead=lead),
        "crumbs": _crumbs(Link(title, "")),
        "entries": [(edition, newest, _url(edition)) for edition, newest in editions_with_publications()],
    }
    return render(request, "publishing/publish_list.html", context)


@staff(PUBLISH_EDITION)
def edition_detail(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_publishable(policy_key=policy, year=year)
    reason = _("%(label)sの評価と決定を加えました。") % {"label": edition.label} if results_are_new(edition) else ""
    return _detail(request, edition, PublishForm(initial={"reason": reason}))


@staff(PUBLISH_EDITION)
def edition_publish(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_publishable(policy_key=policy, year=year)
    if request.method != "POST":
        return redirect(_url(edition))
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            run = request_publication(
                request.actor,
                edition=edition,
                on=business_day(request.municipality),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect("publishing:run", run.pk)
    return _detail(request, edition, form)


@staff(PUBLISH_EDITION)
def edition_decide(request: CityRequest, policy: str, year: int) -> HttpResponse:
    return _step(
        request, policy, year, lambda edition: decide_edition(request.actor, edition=edition), _("決定しました。")
    )


@staff(PUBLISH_EDITION)
def edition_reopen(request: CityRequest, policy: str, year: int) -> HttpResponse:
    return _step(
        request, policy, year, lambda edition: reopen_edition(request.actor, edition=edition), _("下書きに戻しました。")
    )


@staff(PUBLISH_EDITION)
def correction_open(request: CityRequest, policy: str, year: int) -> HttpResponse:
    told = _("訂正を始めました。公開中の内容は、訂正を公表するまで変わりません。")
    return _step(request, policy, year, lambda edition: open_correction(request.actor, edition=edition), told)


@staff(PUBLISH_EDITION)
def results_prepare(request: CityRequest, policy: str, year: int) -> HttpResponse:
    told = _("評価と決定を加えて決定しました。内容を確かめて、公表してください。")
    return _step(request, policy, year, lambda edition: prepare_results(request.actor, edition=edition), told)


@staff(PUBLISH_EDITION)
def correction_close(request: CityRequest, policy: str, year: int) -> HttpResponse:
    return _step(
        request, policy, year, lambda edition: close_correction(request.actor, edition=edition), _("訂正をやめました。")
    )


@staff(PUBLISH_EDITION)
def preview_file(request: CityRequest, policy: str, year: int, kind: str) -> HttpResponse:
    """Hand out what would be published today, in one format. Nothing is kept of it."""
    if kind not in BY_KEY:
        raise Http404(kind)
    edition = get_publishable(policy_key=policy, year=year)
    snapshot = frozen(edition, on=business_day(request.municipality))
    document = made(snapshot, BY_KEY[kind])
    headers = document_headers(document.kind, name=f"preview-{document.name}")
    return HttpResponse(document.data, headers={"Content-Type": headers["Content-Type"], **_disposition(headers)})


@staff(PUBLISH_EDITION)
def errata_detail(request: CityRequest, policy: str, year: int, revision: int) -> HttpResponse:
    new = get_publication(policy_key=policy, year=year, revision=revision)
    old = get_publication(policy_key=policy, year=year, revision=revision - 1)
    edition = get_publishable(policy_key=policy, year=year)
    title = _("正誤表（第%(number)s版）") % {"number": revision}
    context = {
        "heading": Heading(title, edition=new.label, lead=new.reason),
        "crumbs": _crumbs(
            Link(_("公表と訂正"), reverse("publishing:editions")), _edition_link(edition), Link(title, "")
        ),
        "errata": errata_of(snapshot_of(old), snapshot_of(new)),
    }
    return render(request, "publishing/publish_errata.html", context)


@staff(PUBLISH_EDITION)
def run_detail(request: CityRequest, pk: int) -> HttpResponse:
    """Shows how far it is, and the result at the end."""
    run = get_run(pk)
    edition = get_publishable(policy_key=run.policy.key, year=run.year)
    percent, step = run.progress
    title = _("公表の進み具合")
    context = {
        "heading": Heading(title, edition=edition.label),
        "crumbs": _crumbs(
            Link(_("公表と訂正"), reverse("publishing:editions")), _edition_link(edition), Link(title, "")
        ),
        "run": run,
        "progress": Progress(_("公表"), percent, 100, step or _("処理が始まるのを待っています")),
        "publication": _with_files(run.publication),
        "edition_url": _url(edition),
    }
    return render(request, "publishing/publish_run.html", context)


def _detail(request: CityRequest, edition: Edition, form: PublishForm) -> HttpResponse:
    history = publications_of(policy_key=edition.policy.key, year=edition.year)
    newest = history[0] if history else None
    is_open = not edition.is_public
    snapshot = frozen(edition, on=business_day(request.municipality)) if is_open else None
    title = _("%(label)s版の公表") % {"label": edition.label}
    context = {
        "heading": Heading(title, kicker=edition.policy.name),
        "crumbs": _crumbs(Link(_("公表と訂正"), reverse("publishing:editions")), Link(title, "")),
        "edition": edition,
        "form": form,
        "newest": newest,
        "history": history,
        "problems": problems_before_publishing(edition) if is_open else (),
        "overview": overview_of(snapshot.edition) if snapshot else (),
        "errata": errata_of(snapshot_of(newest), snapshot) if newest and snapshot else (),
        "previews": [(one, _url(edition, "preview", one.key)) for one in FORMATS] if is_open else (),
        "has_new_results": results_are_new(edition) if newest and not is_open else False,
        "run": waiting_run(policy_key=edition.policy.key, year=edition.year),
        "next_revision": len(history) + 1,
        "comparison_url": draft_comparison_path(policy_key=edition.policy.key, year=edition.year),
    }
    return render(request, "publishing/publish_edition.html", context, status=422 if form.errors else 200)


def _step(request: CityRequest, policy: str, year: int, do: Do, told: str) -> HttpResponse:
    edition = get_publishable(policy_key=policy, year=year)
    if request.method == "POST":
        try:
            do(edition)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, told)
    return redirect(_url(edition))


def _with_files(publication: Publication | None) -> Publication | None:
    if publication is None:
        return None
    rows = publications_of(policy_key=publication.policy.key, year=publication.year)
    return next(row for row in rows if row.pk == publication.pk)


def _disposition(headers: dict[str, str]) -> dict[str, str]:
    return {"Content-Disposition": headers["Content-Disposition"]}


def _url(edition: Edition, name: str = "edition", *more: str) -> str:
    return reverse(f"publishing:{name}", args=[edition.policy.key, edition.year, *more])


def _edition_link(edition: Edition) -> Link:
    return Link(f"{edition.policy.name} {edition.label}", _url(edition))


def _crumbs(*links: Link) -> tuple[Link, ...]:
    return (Link(_("ワークスペース"), "/staff/"), *links)
