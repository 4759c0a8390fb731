"""A department's work goes to others: what that takes along is shown first, and of a split asked for one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.components import Option
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.departments import all_departments, get_department
from hoshin.kernel.editing import add_refusal, tell_saved
from hoshin.kernel.models import Department
from hoshin.kernel.permissions import EDIT_DEPARTMENTS
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.reviews.actions.duties import ChangedMeanwhile
from hoshin.reviews.actions.reorganising import Ways, reorganise
from hoshin.reviews.queries.reorganising import Affected, affected_by, require_reorganisation
from hoshin.site.department_forms import SuccessionForm
from hoshin.site.departments import UNDO, department_frame, department_url, departments_url

CONFIRM = "seen"  # sent by the second page only: the mark of what was looked at
TO_PERSON, TO_ITEM = "membership-", "item-"


@dataclass(frozen=True)
class Going:
    """One row of what goes along, and the field that says where to."""

    name: str
    label: str
    note: str
    options: tuple[Option, ...]


@staff(EDIT_DEPARTMENTS)
def succession_new(request: CityRequest, pk: int) -> HttpResponse:
    department = get_department(pk)
    form = SuccessionForm(request.POST or None, department=department, departments=all_departments())
    if form.is_valid():
        values = form.values()
        try:
            if CONFIRM not in request.POST:
                return _preview(request, department, values)
            saved = reorganise(
                request.actor,
                department=department,
                ways=_ways(request.POST, len(values["successors"])),
                on=business_day(request.municipality),
                seen=request.POST[CONFIRM],
                **values,
            )
        except ChangedMeanwhile:
            return _preview(request, department, values, has_changed=True)
        except Refused as refusal:
            add_refusal(form, refusal)
        except EditedMeanwhile:
            form = _reopened(request, pk)
        else:
            tell_saved(request, saved, undo_url_name=UNDO, message=_("引き継ぎを記録し、職員と担当を移しました。"))
            return redirect(departments_url())
    return _form(request, department, form)


def _form(request: CityRequest, department: Department, form: SuccessionForm) -> HttpResponse:
    lead = _(
        "「%(name)s」の仕事を、どの課がいつから引き継いだかを記録します。前の課は、引き継ぎの前の日で終わります。"
    ) % {"name": department.name}
    context = {
        **department_frame(_("引き継ぎを記録する"), department=department, lead=lead),
        "form": form,
        "save": _("移るものを確かめる"),
        "back_url": department_url(department),
    }
    return render(request, "site/department_form.html", context)


def _preview(
    request: CityRequest, department: Department, values: dict[str, Any], *, has_changed: bool = False
) -> HttpResponse:
    """
    :raises Refused: it is no reorganisation, so that there is nothing to look at.
    """
    sources, successors = [department, *values["others"]], values["successors"]
    require_reorganisation(kind=values["kind"], day=values["day"], sources=sources, successors=successors)
    found = affected_by(sources, day=values["day"])
    names = [one.department.name if one.department else one.name for one in successors]
    lead = _("前の日までの所属と担当、すでに答えた報告は、前の課のまま残ります。")
    context = {
        **department_frame(_("引き継ぎで移るもの"), department=department, lead=lead),
        "kind": values["kind"],
        "day": values["day"],
        "sources": sources,
        "successors": names,
        "sent": [(name, value) for name in request.POST for value in _kept(request.POST, name)],
        "mark": found.mark,
        "people": tuple(_people(found, names, request.POST)),
        "items": tuple(_items(found, names, request.POST)),
        "has_choice": len(names) > 1,
        "has_changed": has_changed,
        "back_url": department_url(department),
    }
    return render(request, "site/reorganising.html", context)


def _kept(sent: QueryDict, name: str) -> Sequence[str]:
    is_own = name in {CONFIRM, "csrfmiddlewaretoken"} or name.startswith((TO_PERSON, TO_ITEM))
    return () if is_own else sent.getlist(name)


def _people(found: Affected, names: Sequence[str], sent: QueryDict) -> Iterator[Going]:
    for one in found.memberships:
        name = f"{TO_PERSON}{one.pk}"
        yield Going(name, one.user.get_full_name(), one.role.label, _options(names, sent.get(name)))


def _items(found: Affected, names: Sequence[str], sent: QueryDict) -> Iterator[Going]:
    persons = {one.identity_id: one.person.get_full_name() for one in found.duties if one.person}
    for pk in found.identities:
        name = f"{TO_ITEM}{pk}"
        yield Going(name, found.titles.get(pk, ""), persons.get(pk, ""), _options(names, sent.get(name)))


def _options(names: Sequence[str], chosen: str | None) -> tuple[Option, ...]:
    return tuple(Option(str(place), name, is_selected=str(place) == chosen) for place, name in enumerate(names))


def _ways(sent: QueryDict, count: int) -> Ways:
    """Read where each goes; what is no place in the list is left out, and so goes to the first."""
    places = {str(place): place for place in range(count)}

    def chosen(prefix: str) -> dict[int, int]:
        found = {name.removeprefix(prefix): sent[name] for name in sent if name.startswith(prefix)}
        return {int(pk): places[to] for pk, to in found.items() if to in places and pk.isascii() and pk.isdigit()}

    return Ways(chosen(TO_PERSON), chosen(TO_ITEM))


def _reopened(request: CityRequest, pk: int) -> SuccessionForm:
    """What was written, over the department as somebody else has just left it."""
    department = get_department(pk)
    data = request.POST.copy()
    data["version"] = str(department.version)
    form = SuccessionForm(data, department=department, departments=all_departments())
    said = _(
        "ほかの人が先に「%(name)s」を変更していました。一覧で今の内容を確かめて、よければもう一度記録してください。"
    )
    form.add_error(None, said % {"name": department.name})
    return form
