from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Fact, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.reviews.actions.assessing import ASSESSABLE, assess
from hoshin.reviews.forms.assessing import AssessForm
from hoshin.reviews.models import Assessment, Round, ScaleMark
from hoshin.reviews.permissions import ASSESS, VIEW_ROUNDS
from hoshin.reviews.queries.assessing import Assessable, assessables_of
from hoshin.reviews.queries.rounds import get_round
from hoshin.reviews.queries.vocabulary import words_of
from hoshin.reviews.views.pages import named, of_edition, page


@dataclass
class Line:
    about: Assessable
    form: AssessForm
    theirs: Assessment | None = None  # what somebody else saved meanwhile


@staff(VIEW_ROUNDS)
def assessments(request: CityRequest, round: int) -> HttpResponse:
    return _answer(request, get_round(round), _("評価"), reverse("reviews:assessments", args=[round]))


@staff(VIEW_ROUNDS)
def assessment(request: CityRequest, round: int, item: int) -> HttpResponse:
    url = reverse("reviews:assessment", args=[round, item])
    return _answer(request, get_round(round), "", url, only=item)


def _answer(request: CityRequest, row: Round, title: str, url: str, *, only: int | None = None) -> HttpResponse:
    on = business_day(request.municipality)
    abouts, marks = assessables_of(row, on, only=only), list(words_of(ScaleMark, row.edition))
    lines = _lines(request, abouts, marks)
    if request.method == "POST":
        request.actor.require(ASSESS)
        if _save(request, row, lines, marks):
            return redirect(url)
    path = [Link(_("照会と報告"), reverse("reviews:rounds")), Link(row.title, reverse("reviews:round", args=[row.pk]))]
    if only is not None:
        path.append(Link(_("評価"), reverse("reviews:assessments", args=[row.pk])))
    done = sum(1 for line in lines if line.about.assessment)
    context = {
        **page(
            title or named(abouts[0].item),
            *path,
            edition=row.edition,
            lead=_("状況は記録から計算したもので、良い悪いの判断はしていません。評価は人が行います。"),
            facts=(
                Fact(_("照会"), row.title),
                Fact(_("評価した取組"), _("%(done)s／%(all)s件") % {"done": done, "all": len(lines)}),
            ),
        ),
        "round": row,
        "lines": lines,
        "marks": marks,
        "is_single": only is not None,
        "vocabulary_url": of_edition("vocabulary", row.edition),
        "may_assess": request.actor.may(ASSESS) and row.status in ASSESSABLE and bool(marks),
    }
    return render(request, "reviews/assessments.html", context)


def _lines(request: CityRequest, abouts: Sequence[Assessable], marks: Sequence[ScaleMark]) -> list[Line]:
    data = request.POST if request.method == "POST" else None
    return [
        Line(about, AssessForm(data, row=about.assessment, marks=marks, prefix=f"item-{about.item.pk}"))
        for about in abouts
    ]


def _save(request: CityRequest, row: Round, lines: list[Line], marks: Sequence[ScaleMark]) -> bool:
    """Save what was written; return whether all of it could be. What could not stays in its field, with the reason."""
    saved = failed = 0
    for line in lines:
        if not line.form.is_valid():
            failed += 1
        elif line.form.is_touched(line.form.cleaned_data):
            is_saved = _save_line(request, row, line, marks)
            saved, failed = saved + is_saved, failed + (not is_saved)
    if saved:
        messages.success(request, _("%(count)s件の評価を保存しました。") % {"count": saved})
    if failed:
        messages.error(request, _("%(count)s件は保存していません。印の付いた取組を見てください。") % {"count": failed})
    elif not saved:
        messages.info(request, _("変更はありませんでした。"))
    return not failed


def _save_line(request: CityRequest, row: Round, line: Line, marks: Sequence[ScaleMark]) -> bool:
    values: dict[str, Any] = line.form.cleaned_data
    mark = next(one for one in marks if one.pk == values["mark"])
    try:
        assess(
            request.actor,
            round=row,
            item=line.about.item,
            mark=mark,
            comment=values["comment"],
            version=values["version"],
            on=business_day(request.municipality),
        )
    except EditedMeanwhile as meanwhile:
        if isinstance(meanwhile.current, Assessment):
            line.theirs = meanwhile.current
            form = AssessForm(
                line.form.again(meanwhile.current), row=line.theirs, marks=marks, prefix=line.form.prefix or ""
            )
            line.form = form
        return False
    except Refused as refusal:
        add_refusal(line.form, refusal)
        return False
    return True
