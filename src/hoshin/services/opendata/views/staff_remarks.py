"""What people outside asked for or noticed, for those who answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.services.opendata.actions.remarks import answer_remark, close_remark
from hoshin.services.opendata.forms import AnswerForm
from hoshin.services.opendata.models import Remark
from hoshin.services.opendata.permissions import ANSWER_REMARKS
from hoshin.services.opendata.queries.staff import get_remark, remarks_to_answer
from hoshin.services.opendata.views.staff_frame import crumbs
from hoshin.services.opendata.views.staff_uploads import OF_OTHERS


@staff(ANSWER_REMARKS)
def staff_remarks(request: CityRequest) -> HttpResponse:
    remarks = remarks_to_answer()
    context = {
        "heading": Heading(
            _("要望・意見"),
            lead=_("オープンデータへの要望や誤りの指摘です。回答を公開するかは1件ずつ決めます。"),
        ),
        "crumbs": crumbs(Link(_("要望・意見"), "")),
        "new": [one for one in remarks if one.state == Remark.State.NEW],
        "done": [one for one in remarks if one.state != Remark.State.NEW],
    }
    return render(request, "opendata/staff_remarks.html", context)


@staff(ANSWER_REMARKS)
def staff_remark(request: CityRequest, pk: int) -> HttpResponse:
    remark = get_remark(pk)
    initial = {"version": remark.version, "answer": remark.answer, "is_public": remark.is_public}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        on = business_day(request.municipality)
        values = form.values()
        try:
            if "close" in request.POST:
                close_remark(request.actor, remark=remark, version=values["version"], on=on)
            else:
                answer_remark(request.actor, remark=remark, **values, on=on)
        except EditedMeanwhile:
            form.add_error(None, _(OF_OTHERS))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("保存しました。"))
            return redirect("opendata:staff_remarks")
    context = {
        "heading": Heading(_("要望・意見への回答"), kicker=remark.get_kind_display()),
        "crumbs": crumbs(Link(_("要望・意見への回答"), "")),
        "remark": remark,
        "form": form,
    }
    return render(request, "opendata/staff_remark.html", context, status=422 if form.errors else 200)
