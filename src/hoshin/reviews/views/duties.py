"""Who answers for what: the list of a day, the history of one item, and changing it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Option
from hoshin.design.shell import Fact, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal, tell_saved
from hoshin.kernel.fiscal import CalendarError, parse_date, wareki
from hoshin.kernel.people import departments_to_choose
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition, ItemIdentity
from hoshin.reviews.actions.duties import ChangedMeanwhile, end_duty, give_duty
from hoshin.reviews.forms.duties import DutyForm, EndDutyForm
from hoshin.reviews.models import Duty
from hoshin.reviews.permissions import EDIT_DUTIES, VIEW_ROUNDS
from hoshin.reviews.queries.duties import (
    Answerers,
    DutyLine,
    duties_on,
    duty_history,
    duty_of,
    get_identity,
    holder_of,
    item_on,
    open_duty,
)
from hoshin.reviews.queries.rounds import editions_to_ask
from hoshin.reviews.views.pages import FORM, named, page

NOBODY = "none"  # in the filter: nobody is named


@staff(VIEW_ROUNDS)
def duty_list(request: CityRequest) -> HttpResponse:
    editions, day = editions_to_ask(), _day(request)
    edition = _chosen(editions, request.GET.get("edition", ""), day)
    lines = duties_on(day, edition=edition) if edition else ()
    shown = [line for line in lines if _is_asked_for(line, request)]
    context = {
        **page(_("担当"), lead=_("取組ごとに、誰がいつ報告に答えるかです。人や課が変わっても、前の記録は残ります。")),
        "day": day,
        "lines": shown,
        "all": len(lines),
        "editions": _edition_options(editions, edition),
        "departments": _options(lines, request, "department"),
        "people": _options(lines, request, "person"),
        "may_edit": request.actor.may(EDIT_DUTIES),
    }
    return render(request, "reviews/duties.html", context)


@staff(VIEW_ROUNDS)
def duty_detail(request: CityRequest, identity: int) -> HttpResponse:
    row, day = get_identity(identity), business_day(request.municipality)
    history = duty_history(row)
    context = {
        **page(_name(row, day), _list_link()),
        "identity": row,
        "line": duty_of(row, day),
        "history": history,
        "is_given": any(one.ended_date is None for one in history),
        "may_edit": request.actor.may(EDIT_DUTIES),
    }
    return render(request, "reviews/duty.html", context)


@staff(EDIT_DUTIES)
def duty_give(request: CityRequest, identity: int) -> HttpResponse:
    row, day = get_identity(identity), business_day(request.municipality)
    current = open_duty(row)
    form = _duty_form(request, row, current, day)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            if seen != (current.pk if current else None):
                raise ChangedMeanwhile
            saved = give_duty(request.actor, identity=row, instead_of=current, on=day, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            tell_saved(request, saved, undo_url_name=None, message=_("担当を決めました。"))
            return redirect(_url(row))
    return _form(request, row, form, _("担当を決める"), button=_("この担当にする"), facts=_facts(current))


@staff(EDIT_DUTIES)
def duty_end(request: CityRequest, identity: int) -> HttpResponse:
    row, day = get_identity(identity), business_day(request.municipality)
    current = open_duty(row)
    if current is None:
        return redirect(_url(row))
    form = EndDutyForm(request.POST or None, initial={"version": current.version})
    if form.is_valid():
        try:
            end_duty(request.actor, duty=current, on=day, **form.values())
        except Refused as refusal:
            add_refusal(form, refusal)
        except EditedMeanwhile:
            form.add_error(None, ChangedMeanwhile().message)
        else:
            tell_saved(request, current, undo_url_name=None, message=_("担当を終わりにしました。"))
            return redirect(_url(row))
    return _form(request, row, form, _("担当を終わりにする"), button=_("終わりにする"), facts=_facts(current))


def _duty_form(request: CityRequest, row: ItemIdentity, current: Duty | None, day: dt.date) -> DutyForm:
    holder = holder_of(row, day)
    department_id = holder.department_id if holder else None
    initial = {
        "department": department_id,
        "person": current.person_id if current else None,
        "from_date": day.isoformat(),
        "seen": current.pk if current else None,
    }
    departments = departments_to_choose(on=day, also=department_id)
    return DutyForm(request.POST or None, initial=initial, departments=departments, people=Answerers(on=day).people)


def _form(
    request: CityRequest, row: ItemIdentity, form: Any, title: str, *, button: str, facts: tuple[Fact, ...]
) -> HttpResponse:
    name = _name(row, business_day(request.municipality))
    path = (_list_link(), Link(name, _url(row)))
    context = {**page(title, *path, lead=name, facts=facts), "form": form, "button": button, "back_url": _url(row)}
    return render(request, FORM, context)


def _facts(current: Duty | None) -> tuple[Fact, ...]:
    if current is None:
        return ()
    who = current.person.get_full_name() if current.person else ""
    return (Fact(_("いまの担当"), current.department.name, note=who), Fact(_("いつから"), wareki(current.from_date)))


def _day(request: CityRequest) -> dt.date:
    try:
        return parse_date(request.GET.get("on", ""))
    except CalendarError:
        return business_day(request.municipality)


def _chosen(editions: list[Edition], text: str, day: dt.date) -> Edition | None:
    """The edition that was asked for, or the newest one that is not of a later year than that day."""
    asked = [one for one in editions if str(one.pk) == text]
    begun = [one for one in editions if one.fiscal_year.first_day <= day]
    return next(iter([*asked, *begun, *editions]), None)


def _edition_options(editions: list[Edition], chosen: Edition | None) -> tuple[Option, ...]:
    return tuple(Option(str(one.pk), f"{one.policy.name} {one.label}", is_selected=one == chosen) for one in editions)


def _is_asked_for(line: DutyLine, request: CityRequest) -> bool:
    department, person = request.GET.get("department", ""), request.GET.get("person", "")
    return department in {"", _department_value(line)} and person in {"", _person_value(line)}


def _department_value(line: DutyLine) -> str:
    return str(line.department.pk) if line.department else NOBODY


def _person_value(line: DutyLine) -> str:
    return str(line.person.pk) if line.person else NOBODY


def _options(lines: tuple[DutyLine, ...], request: CityRequest, name: str) -> tuple[Option, ...]:
    if name == "department":
        known = {
            _department_value(line): line.department.name if line.department else _("決まっていない") for line in lines
        }
    else:
        known = {
            _person_value(line): line.person.get_full_name() if line.person else _("課として担当") for line in lines
        }
    asked = request.GET.get(name, "")
    return tuple(Option(value, label, is_selected=value == asked) for value, label in known.items())


def _name(row: ItemIdentity, day: dt.date) -> str:
    item = item_on(row, day)
    return named(item) if item else row.key


def _list_link() -> Link:
    return Link(_("担当"), reverse("reviews:duties"))


def _url(row: ItemIdentity) -> str:
    return reverse("reviews:duty", args=[row.pk])
