from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Fact, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import Editing, add, edit
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.forms import CityForm, VersionedForm
from hoshin.kernel.requests import CityRequest
from hoshin.plan.queries.editing import get_edition
from hoshin.reviews.actions.meetings import (
    change_meeting,
    close_meeting,
    hold_meeting,
    plan_meeting,
    reopen_meeting,
)
from hoshin.reviews.forms.meetings import NewMeetingForm, meeting_form, minutes_form
from hoshin.reviews.models import Meeting
from hoshin.reviews.permissions import DECIDE, VIEW_ROUNDS
from hoshin.reviews.queries.decisions import decisions_of
from hoshin.reviews.queries.meetings import agenda_of, get_meeting, meetings
from hoshin.reviews.queries.rounds import editions_to_ask, rounds
from hoshin.reviews.rules.states import MEETING_MOVES, MeetingStatus, MeetingVerb
from hoshin.reviews.views.pages import FORM, chosen, of_edition, page
from hoshin.reviews.views.telling import do, version_of


def meeting_url(row: Meeting) -> str:
    return reverse("reviews:meeting", args=[row.pk])


def meetings_link() -> Link:
    return Link(_("会議"), reverse("reviews:meetings"))


@staff(VIEW_ROUNDS)
def meeting_list(request: CityRequest) -> HttpResponse:
    lead = _("推進本部などの会議です。議題は照会と段階の移行から作り、会議で決めたことをここに記録します。")
    context = {
        **page(_("会議"), lead=lead),
        "meetings": list(meetings()),
        "editions": [(one, of_edition("meeting_new", one)) for one in editions_to_ask()[:3]],
        "may_decide": request.actor.may(DECIDE),
    }
    return render(request, "reviews/meetings.html", context)


@staff(DECIDE)
def meeting_new(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    choices = {one.pk: one for one in rounds() if one.edition_id == edition.pk}

    def save(valid: CityForm) -> Meeting:
        values = valid.values()
        asked = chosen(choices, values.pop("round"))
        return plan_meeting(request.actor, edition=edition, round=asked, **values)

    return add(
        request,
        NewMeetingForm(request.POST or None, rounds=list(choices.values())),
        save=save,
        done_url=meeting_url,
        undo_url_name=None,
        template=FORM,
        context={
            **page(_("会議を予定する"), meetings_link(), edition=edition),
            "button": _("予定する"),
            "back_url": reverse("reviews:meetings"),
        },
    )


@staff(VIEW_ROUNDS)
def meeting(request: CityRequest, meeting: int) -> HttpResponse:
    row = get_meeting(meeting)
    status = MeetingStatus(row.status)
    decided = {one.item_id: one for one in decisions_of(row.edition_id)}
    agenda = [(one, decided.get(one.item_id or 0)) for one in agenda_of(row)]
    may = request.actor.may(DECIDE)
    context = {
        **page(row.title, meetings_link(), edition=row.edition, facts=tuple(_facts(row))),
        "meeting": row,
        "agenda": agenda,
        "may_edit": may and status is not MeetingStatus.CLOSED,
        "may_decide": may and status is MeetingStatus.HELD,
        "verbs": [verb for verb in MeetingVerb if may and (status, verb) in MEETING_MOVES],
        "needs_reason": status is MeetingStatus.CLOSED,
    }
    return render(request, "reviews/meeting.html", context)


def _facts(row: Meeting) -> list[Fact]:
    facts = [Fact(_("状態"), row.get_status_display()), Fact(_("開催日"), wareki(row.held_on))]
    if row.round:
        facts.append(Fact(_("照会"), row.round.title, url=reverse("reviews:round", args=[row.round.pk])))
    facts += [Fact(label, text) for label, text in ((_("場所"), row.place), (_("議長"), row.chair)) if text]
    return facts


@staff(DECIDE)
def meeting_edit(request: CityRequest, meeting: int) -> HttpResponse:
    return _edit(request, meeting, meeting_form, _("会議の予定を変える"))


@staff(DECIDE)
def meeting_minutes(request: CityRequest, meeting: int) -> HttpResponse:
    return _edit(request, meeting, minutes_form, _("議事録を書く"))


def _edit(request: CityRequest, pk: int, form_of: Any, title: str) -> HttpResponse:
    def save(row: Meeting, form: VersionedForm) -> Meeting:
        version = form.cleaned_data["version"]
        return change_meeting(request.actor, meeting=row, version=version, values=form.values())

    def context(row: Meeting) -> dict[str, Any]:
        return {
            **page(title, meetings_link(), Link(row.title, meeting_url(row)), edition=row.edition),
            "button": _("保存する"),
            "back_url": meeting_url(row),
        }

    editing: Editing[Meeting] = Editing(
        load=lambda: get_meeting(pk),
        form_of=form_of,
        save=save,
        done_url=meeting_url,
        undo_url_name=None,
        template=FORM,
        context=context,
    )
    return edit(request, editing, of=Meeting, pk=pk)


@staff(DECIDE)
def meeting_move(request: CityRequest, meeting: int) -> HttpResponse:
    row = get_meeting(meeting)
    verb, version = request.POST.get("verb", ""), version_of(request)
    if verb not in set(MeetingVerb) or version is None:
        return redirect(meeting_url(row))

    def act() -> Meeting:
        told: dict[str, Any] = {"meeting": row, "version": version}
        if verb == MeetingVerb.HOLD:
            return hold_meeting(request.actor, on=business_day(request.municipality), **told)
        if verb == MeetingVerb.CLOSE:
            return close_meeting(request.actor, **told)
        return reopen_meeting(request.actor, reason=request.POST.get("reason", "")[:500], **told)

    said = _("「%(label)s」を行いました。") % {"label": MeetingVerb(verb).label}
    return do(request, act, url=meeting_url(row), said=said)
