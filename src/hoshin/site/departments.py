"""所管課: the pages on which they are added, corrected, and follow one another."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.departments import (
    add_department,
    change_department,
    change_of_departments,
    department_lines,
    get_department,
    get_succession,
    remove_department,
    remove_succession,
    successions_of,
    undo_department_change,
    users_of_department,
)
from hoshin.kernel.editing import Editing, act, add, edit
from hoshin.kernel.history import rows_deleted_with
from hoshin.kernel.models import Department
from hoshin.kernel.permissions import EDIT_DEPARTMENTS, VIEW_AUDIT
from hoshin.kernel.requests import CityRequest
from hoshin.site.department_forms import NewDepartmentForm, department_form

UNDO = "site:department_undo"


@staff(EDIT_DEPARTMENTS)
def department_list(request: CityRequest) -> HttpResponse:
    lead = _("名称が変わった課や統合・分割された課も、そのときの名称のまま残ります。")
    context = {
        **department_frame(_("所管課"), lead=lead),
        "lines": department_lines(on=business_day(request.municipality)),
    }
    return render(request, "site/department_list.html", context)


@staff(EDIT_DEPARTMENTS)
def department_new(request: CityRequest) -> HttpResponse:
    return add(
        request,
        NewDepartmentForm(request.POST or None),
        save=lambda form: add_department(request.actor, **form.values()),
        done_url=departments_url,
        undo_url_name=UNDO,
        template="site/department_form.html",
        context={**department_frame(_("所管課を加える")), "save": _("加える"), "back_url": departments_url()},
    )


@staff(EDIT_DEPARTMENTS)
def department_edit(request: CityRequest, pk: int) -> HttpResponse:
    def context(row: Department) -> dict[str, Any]:
        lead = _("書き間違いや期間を直します。課の名称が変わったときは、ここを直さずに、引き継ぎを記録してください。")
        may_look_back = request.actor.may(VIEW_AUDIT)
        return {
            **department_frame(row.name, lead=lead),
            "successions": successions_of(row),
            "history_url": reverse("kernel:history", args=["kernel.department", row.pk]) if may_look_back else "",
            "back_url": departments_url(),
        }

    editing: Editing[Department] = Editing(
        load=lambda: get_department(pk),
        form_of=department_form,
        save=lambda row, form: change_department(
            request.actor, department=row, version=form.cleaned_data["version"], **form.values()
        ),
        done_url=departments_url,
        undo_url_name=UNDO,
        template="site/department_edit.html",
        context=context,
    )
    return edit(request, editing, of=Department, pk=pk)


@staff(EDIT_DEPARTMENTS)
def department_delete(request: CityRequest, pk: int) -> HttpResponse:
    department = get_department(pk)
    if request.method == "POST":
        return act(
            request,
            lambda: remove_department(request.actor, department=department),
            done_url=departments_url(),
            undo_url_name=UNDO,
            message=_("削除しました。"),
        )
    context = {
        **department_frame(_("「%(name)s」を削除しますか") % {"name": department.name}, department=department),
        "users": users_of_department(department),
        "along": rows_deleted_with(department),
        "back_url": department_url(department),
    }
    return render(request, "site/department_delete.html", context)


@staff(EDIT_DEPARTMENTS)
def succession_delete(request: CityRequest, pk: int) -> HttpResponse:
    succession = get_succession(pk)
    department = succession.predecessor
    if request.method == "POST":
        return act(
            request,
            lambda: remove_succession(request.actor, succession=succession),
            done_url=department_url(department),
            undo_url_name=UNDO,
            message=_("引き継ぎの記録を削除しました。"),
        )
    names = {"before": department.name, "after": succession.successor.name}
    lead = _("記録だけを削除します。どちらの課も、その期間も、そのまま残ります。")
    title = _("「%(before)s」から「%(after)s」への引き継ぎを削除しますか") % names
    context = {**department_frame(title, department=department, lead=lead), "back_url": department_url(department)}
    return render(request, "site/department_delete.html", context)


@staff(EDIT_DEPARTMENTS)
def department_undo(request: CityRequest, token: UUID) -> HttpResponse:
    change = change_of_departments(token)
    if request.method == "POST":
        return act(
            request,
            lambda: undo_department_change(request.actor, token=token),
            done_url=departments_url(),
            undo_url_name=UNDO,
            message=_("元に戻しました。"),
        )
    context = {**department_frame(_("変更を元に戻す")), "change": change, "back_url": departments_url()}
    return render(request, "kernel/undo.html", context)


def departments_url(department: Department | None = None) -> str:
    return reverse("site:departments")


def department_url(department: Department) -> str:
    return reverse("site:department", args=[department.pk])


def department_frame(title: str, *, department: Department | None = None, lead: str = "") -> dict[str, Any]:
    """Return heading and breadcrumb."""
    crumbs = [Link(_("ワークスペース"), "/staff/")]
    if title != _("所管課"):
        crumbs.append(Link(_("所管課"), departments_url()))
    if department:
        crumbs.append(Link(department.name, department_url(department)))
    kicker = department.name if department else ""
    return {"heading": Heading(title, kicker=kicker, lead=lead), "crumbs": (*crumbs, Link(title, ""))}
