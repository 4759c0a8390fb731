"""A person hands over all duties to another one: what will move is shown first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.actions.duties import hand_over
from hoshin.reviews.forms.duties import HandOverForm
from hoshin.reviews.permissions import EDIT_DUTIES
from hoshin.reviews.queries.duties import Answerers, Moving, moving, people_with_duties
from hoshin.reviews.views.pages import page

CONFIRM = "seen"  # sent by the second button only: the mark of what was looked at


@staff(EDIT_DUTIES)
def duties_hand_over(request: CityRequest) -> HttpResponse:
    day = business_day(request.municipality)
    people = Answerers(on=day).people
    initial = {"from_person": request.GET.get("from", ""), "from_date": day.isoformat()}
    form = HandOverForm(request.POST or None, initial=initial, holders=people_with_duties(), people=people)
    found: Moving | None = None
    if form.is_valid():
        values = form.values()
        if CONFIRM in request.POST:
            try:
                hand_over(request.actor, on=day, seen=request.POST[CONFIRM], **values)
            except Refused as refusal:
                add_refusal(form, refusal)
            else:
                messages.success(request, _("担当を引き継ぎました。"))
                return redirect("reviews:duties")
        found = moving(from_person=values["from_person"], to_person=values["to_person"], from_date=values["from_date"])
    lead = _("異動や休職のとき、ある職員の担当と、課長の承認がまだの報告を、まとめて別の職員に移します。")
    context = {
        **page(_("担当の引き継ぎ"), Link(_("担当"), reverse("reviews:duties")), lead=lead),
        "form": form,
        "found": found,
        "duties": [(one, found.titles.get(one.identity_id, "")) for one in found.duties] if found else [],
        "is_later": bool(found and form.values()["from_date"] > day),
    }
    return render(request, "reviews/hand_over.html", context)
