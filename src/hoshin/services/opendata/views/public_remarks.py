"""Requests and remarks from outside: the form, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading
from hoshin.kernel.access import public
from hoshin.kernel.actor import VISITOR, Actor
from hoshin.kernel.clock import business_day
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.actions.remarks import submit_remark
from hoshin.services.opendata.models import Dataset, Remark
from hoshin.services.opendata.permissions import SEND_REMARK
from hoshin.services.opendata.queries.pages import answered_remarks, get_dataset, listed_names
from hoshin.services.opendata.rules.addresses import dataset_path
from hoshin.services.opendata.views.public_frame import CATALOGUE, crumbs, here
from hoshin.services.opendata.views.remark_form import RemarkForm, too_many

MOST = 100
SENDER = Actor(VISITOR.name, frozenset({SEND_REMARK.key}))  # all that a visitor may do


@dataclass(frozen=True)
class AnsweredRemark:
    kind: str
    text: str
    received: str
    answer: str
    answered: str
    by: str
    title: str = ""
    url: str = ""


@public
def remark_list(request: CityRequest) -> HttpResponse:
    remarks = answered_remarks(most=MOST)
    names = listed_names([remark.dataset_id for remark in remarks if remark.dataset_id])
    lead = _("オープンデータについて寄せられた要望や指摘と、市の回答です。")
    context = {
        "heading": Heading(_("要望と回答"), lead=lead),
        "crumbs": crumbs(here(_("要望と回答"))),
        "remarks": [_answered(remark, names) for remark in remarks],
        "new_url": f"{CATALOGUE}remarks/new/",
    }
    return render(request, "opendata/remark_list.html", context)


@public
def remark_new(request: CityRequest) -> HttpResponse:
    name = request.GET.get("dataset", "")
    dataset = _about(name, request)
    form = RemarkForm(request.POST or None, initial={"kind": Remark.Kind.MISTAKE if dataset else None})
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.is_of_a_program:
            return redirect("opendata:remark_thanks")  # it learns nothing from the answer
        refusal = too_many(request)
        if not refusal:
            kind, text = form.cleaned_data["kind"], form.cleaned_data["text"]
            submit_remark(SENDER, kind=kind, text=text, dataset=dataset, on=business_day(request.municipality))
            return redirect("opendata:remark_thanks")
        form.add_error(None, refusal)
        status = 429
    context = {
        "heading": Heading(_("要望や意見を送る"), kicker=dataset.title if dataset else ""),
        "crumbs": crumbs(here(_("要望や意見を送る"))),
        "form": form,
        "dataset": dataset,
        "dataset_url": dataset_path(name) if dataset else "",
    }
    return render(request, "opendata/remark_form.html", context, status=status)


@public
def remark_thanks(request: CityRequest) -> HttpResponse:
    context = {
        "heading": Heading(_("受け付けました")),
        "crumbs": crumbs(here(_("受け付けました"))),
        "catalogue_url": CATALOGUE,
        "remarks_url": f"{CATALOGUE}remarks/",
    }
    return render(request, "opendata/remark_thanks.html", context)


def _about(name: str, request: CityRequest) -> Dataset | None:
    """Return the dataset that the link came from; a wrong name makes it a remark about none."""
    try:
        return get_dataset(name, request.municipality.code)
    except Dataset.DoesNotExist:
        return None


def _answered(remark: Remark, names: dict[int, str]) -> AnsweredRemark:
    name = names.get(remark.dataset_id or 0, "")
    return AnsweredRemark(
        kind=remark.get_kind_display(),
        text=remark.text,
        received=wareki(remark.received_date),
        answer=remark.answer,
        answered=wareki(remark.answered_date) if remark.answered_date else "",
        by=remark.answered_by,
        title=remark.dataset.title if remark.dataset else "",
        url=dataset_path(name) if name else "",
    )
