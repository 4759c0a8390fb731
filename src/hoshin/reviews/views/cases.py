from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, add, edit
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.actions.cases import add_case, change_case, remove_case
from hoshin.reviews.exports.cases_csv import cases_csv
from hoshin.reviews.forms.gates import case_form
from hoshin.reviews.models import CaseStudy
from hoshin.reviews.permissions import ANSWER_REPORT, VIEW_ROUNDS
from hoshin.reviews.queries.gates import cases, get_case
from hoshin.reviews.views.pages import FORM, SURE, page
from hoshin.reviews.views.telling import do

MOST_SEARCHED = 200


@staff(VIEW_ROUNDS)
def case_list(request: CityRequest) -> HttpResponse:
    search = request.GET.get("q", "")[:MOST_SEARCHED].replace("\x00", "")
    lead = _("ほかの自治体や企業がどう導入したかを、取組をまたいで使えるように集めます。")
    context = {
        **page(_("導入事例"), lead=lead),
        "cases": cases(search),
        "search": search,
        "may_edit": request.actor.may(ANSWER_REPORT),
    }
    return render(request, "reviews/cases.html", context)


@staff(VIEW_ROUNDS)
def case_download(request: CityRequest) -> HttpResponse:
    response = HttpResponse(cases_csv(cases()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="cases.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@staff(ANSWER_REPORT)
def case_new(request: CityRequest) -> HttpResponse:
    url = reverse("reviews:cases")
    return add(
        request,
        case_form(request.POST or None, CaseStudy()),
        save=lambda form: add_case(request.actor, values=form.values()),
        done_url=lambda row: f"{url}#case-{row.pk}",
        undo_url_name=None,
        template=FORM,
        context={**page(_("導入事例を加える"), _list_link()), "button": _("加える"), "back_url": url},
    )


@staff(ANSWER_REPORT)
def case_edit(request: CityRequest, pk: int) -> HttpResponse:
    url = reverse("reviews:cases")
    editing = Editing(
        load=lambda: get_case(pk),
        form_of=case_form,
        save=lambda row, form: change_case(
            request.actor, case=row, version=form.cleaned_data["version"], values=form.values()
        ),
        done_url=lambda row: f"{url}#case-{row.pk}",
        undo_url_name=None,
        template=FORM,
        context=lambda row: {
            **page(row.title, _list_link()),
            "button": _("保存する"),
            "back_url": url,
            "remove_url": reverse("reviews:case_remove", args=[row.pk]),
        },
    )
    return edit(request, editing, of=CaseStudy, pk=pk)


@staff(ANSWER_REPORT)
def case_remove(request: CityRequest, pk: int) -> HttpResponse:
    row, url = get_case(pk), reverse("reviews:cases")
    if request.method == "POST":
        return do(request, lambda: remove_case(request.actor, case=row), url=url, said=_("消しました。"))
    title = _("「%(title)s」を消しますか") % {"title": row.title}
    return render(request, SURE, {**page(title, _list_link()), "button": _("消す"), "back_url": url})


def _list_link() -> Link:
    return Link(_("導入事例"), reverse("reviews:cases"))
