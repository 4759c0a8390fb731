"""代理: who stands in for a person of the municipality, from when until when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.deputies import add_deputy, end_deputy, get_deputy, people_to_stand_in
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.forms import CityForm
from hoshin.kernel.models import User
from hoshin.kernel.people import get_person
from hoshin.kernel.permissions import MANAGE_PEOPLE
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.site.people_forms import DeputyForm, StopForm


@staff(MANAGE_PEOPLE)
def deputy_new(request: CityRequest, pk: int) -> HttpResponse:
    day = business_day(request.municipality)
    principal = get_person(pk, on=day).user
    people = [user for user in people_to_stand_in(on=day) if user != principal]
    form = DeputyForm(request.POST or None, people=people, initial={"valid_from": day})
    if form.is_valid():
        try:
            add_deputy(request.actor, principal=principal, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, principal, _("代理を決めました。"))
    lead = _(
        "代理する人は、その期間、この人の役割でできることを自分の名前で行えます。記録には、誰の代理として行ったかが"
        "残ります。職員と役割の管理だけは、代理ではできません。"
    )
    return _form(request, form, principal, _("代理を決める"), save=_("代理にする"), lead=lead)


@staff(MANAGE_PEOPLE)
def deputy_end(request: CityRequest, pk: int) -> HttpResponse:
    row, day = get_deputy(pk), business_day(request.municipality)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            end_deputy(request.actor, deputy=row, on=day, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, row.principal, _("代理を終わりにしました。"))
    names = {"deputy": row.deputy.get_full_name(), "principal": row.principal.get_full_name()}
    lead = _("%(deputy)sは、%(principal)sの代理として、次の操作から何もできなくなります。") % names
    return _form(request, form, row.principal, _("代理を終わりにする"), save=_("終わりにする"), lead=lead)


def _done(request: CityRequest, principal: User, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("site:person", pk=principal.pk)


def _form(request: CityRequest, form: CityForm, principal: User, title: str, *, save: str, lead: str) -> HttpResponse:
    name, url = principal.get_full_name(), reverse("site:person", args=[principal.pk])
    context: dict[str, Any] = {
        "heading": Heading(title, kicker=name, lead=lead),
        "crumbs": (
            Link(_("ワークスペース"), "/staff/"),
            Link(_("職員と役割"), reverse("site:people")),
            Link(name, url),
            Link(title, ""),
        ),
        "form": form,
        "save": save,
        "back_url": url,
    }
    return render(request, "site/people_form.html", context)
