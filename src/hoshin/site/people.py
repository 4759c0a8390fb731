"""職員と役割: who works here, and how they get their first password."""

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
from hoshin.kernel.deputies import deputies_of
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.forms import CityForm
from hoshin.kernel.people import (
    Person,
    add_membership,
    add_person,
    allow_password_link,
    change_membership,
    change_person,
    departments_to_choose,
    get_membership,
    get_person,
    people,
    roles,
    roles_with_content,
    stop_person,
)
from hoshin.kernel.permissions import MANAGE_PEOPLE
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.permissions import EDIT_DUTIES
from hoshin.site.accounts.actions import reset_second_factor
from hoshin.site.accounts.links import mail_invitation, password_link
from hoshin.site.accounts.queries import people_with_second_factor
from hoshin.site.people_forms import MembershipForm, NewPersonForm, PersonForm, StopForm


@staff(MANAGE_PEOPLE)
def people_list(request: CityRequest) -> HttpResponse:
    found = people(on=business_day(request.municipality))
    secured = people_with_second_factor([person.user.pk for person in found])
    context = {
        **_frame(_("職員と役割"), lead=_("この団体で働く人と、それぞれができることです。")),
        "rows": [(person, person.user.pk in secured) for person in found],
    }
    return render(request, "site/people_list.html", context)


@staff(MANAGE_PEOPLE)
def role_list(request: CityRequest) -> HttpResponse:
    context = {
        **_frame(_("役割の一覧"), lead=_("役割ごとに、できることと、いま持っている人の数です。")),
        "roles": roles_with_content(on=business_day(request.municipality)),
    }
    return render(request, "site/role_list.html", context)


@staff(MANAGE_PEOPLE)
def person_new(request: CityRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None, **_choices(request))
    if form.is_valid():
        try:
            user = add_person(request.actor, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _show_link(request, user.pk)
    return _form(request, form, _("職員を加える"), save=_("加えて、招待リンクを作る"), back=reverse("site:people"))


@staff(MANAGE_PEOPLE)
def person_detail(request: CityRequest, pk: int) -> HttpResponse:
    person = get_person(pk, on=business_day(request.municipality))
    context = {
        **_frame(person.user.get_full_name(), lead=""),
        "person": person,
        "has_second_factor": person.user.pk in people_with_second_factor([person.user.pk]),
        "is_oneself": person.user.pk == request.actor.user_id,
        "deputies": deputies_of(person.user),
        "today": business_day(request.municipality),
        "hand_over_url": f"{reverse('reviews:hand_over')}?from={pk}" if request.actor.may(EDIT_DUTIES) else "",
    }
    return render(request, "site/person_detail.html", context)


@staff(MANAGE_PEOPLE)
def person_edit(request: CityRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    initial = {"full_name": person.user.full_name, "email": person.user.email}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            change_person(request.actor, user=person.user, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, pk, _("保存しました。"))
    return _form(request, form, _("氏名とメールアドレスの変更"), person=person)


@staff(MANAGE_PEOPLE)
def membership_new(request: CityRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = MembershipForm(request.POST or None, **_choices(request))
    if form.is_valid():
        try:
            add_membership(request.actor, user=person.user, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, pk, _("役割を加えました。"))
    return _form(request, form, _("役割を加える"), person=person)


@staff(MANAGE_PEOPLE)
def membership_edit(request: CityRequest, pk: int) -> HttpResponse:
    row = get_membership(pk)
    names = ("role_id", "department_id", "valid_from", "valid_to")
    initial = {name.removesuffix("_id"): getattr(row, name) for name in names}
    form = MembershipForm(request.POST or None, initial=initial, **_choices(request, also=row.department_id))
    if form.is_valid():
        day = business_day(request.municipality)
        try:
            change_membership(request.actor, membership=row, on=day, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, row.user_id, _("役割を変更しました。"))
    return _form(request, form, _("役割・所属・期間の変更"), person=_person(request, row.user_id))


@staff(MANAGE_PEOPLE)
def person_stop(request: CityRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        day = business_day(request.municipality)
        try:
            stop_person(request.actor, user=person.user, on=day, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, pk, _("利用を止めました。開いている画面も、次の操作から使えません。"))
    lead = _(
        "すべての役割をきのうまでで終わりにします。これまでの記録と氏名は残ります。役割の期間を延ばせば、また使えます。"
    )
    return _form(request, form, _("利用を止める"), person=person, save=_("利用を止める"), is_danger=True, lead=lead)


@staff(MANAGE_PEOPLE)
def password_link_new(request: CityRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    return _show_link(request, pk) if request.method == "POST" else redirect("site:person", pk=person.user.pk)


@staff(MANAGE_PEOPLE)
def second_factor_reset(request: CityRequest, pk: int) -> HttpResponse:
    person = _person(request, pk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reset_second_factor(request.actor, user=person.user, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _done(request, pk, _("二要素認証を解除しました。サインインした後で、登録し直すよう伝えてください。"))
    lead = _(
        "機器の紛失などで確認できなくなった人のための操作です。本人であることを、対面や内線で確かめてから行ってください。"
    )
    title = _("二要素認証の解除")
    return _form(request, form, title, person=person, save=_("解除する"), is_danger=True, lead=lead)


def _show_link(request: CityRequest, pk: int) -> HttpResponse:
    """The link stands on this page and, where there is an address, in a mail; nowhere is it kept."""
    person = _person(request, pk)
    try:
        allow_password_link(request.actor, user=person.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("site:person", pk=pk)
    link = password_link(request, person.user)
    context = {
        **_frame(_("パスワード設定リンク"), person=person),
        "person": person,
        "link": link,
        "is_mailed": mail_invitation(request, person.user, link),
    }
    return render(request, "site/person_link.html", context)


def _person(request: CityRequest, pk: int) -> Person:
    return get_person(pk, on=business_day(request.municipality))


def _choices(request: CityRequest, *, also: int | None = None) -> dict[str, Any]:
    day = business_day(request.municipality)
    return {"roles": roles(), "departments": departments_to_choose(on=day, also=also)}


def _done(request: CityRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("site:person", pk=pk)


def _form(
    request: CityRequest,
    form: CityForm,
    title: str,
    *,
    person: Person | None = None,
    save: str = "",
    back: str = "",
    lead: str = "",
    is_danger: bool = False,
) -> HttpResponse:
    context = {
        **_frame(title, person=person, lead=lead),
        "form": form,
        "save": save or _("保存する"),
        "back_url": back or (reverse("site:person", args=[person.user.pk]) if person else ""),
        "is_danger": is_danger,
    }
    return render(request, "site/people_form.html", context)


def _frame(title: str, *, person: Person | None = None, lead: str = "") -> dict[str, Any]:
    crumbs = [Link(_("ワークスペース"), "/staff/")]
    if title != _("職員と役割"):
        crumbs.append(Link(_("職員と役割"), reverse("site:people")))
    if person:
        crumbs.append(Link(person.user.get_full_name(), reverse("site:person", args=[person.user.pk])))
    kicker = person.user.get_full_name() if person else ""
    return {"heading": Heading(title, kicker=kicker, lead=lead), "crumbs": (*crumbs, Link(title, ""))}
