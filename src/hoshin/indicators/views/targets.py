from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoshin.indicators.actions import change_target, remove_target, set_target
from hoshin.indicators.forms import NewTargetForm, RemovalForm, target_form
from hoshin.indicators.models import Target
from hoshin.indicators.permissions import EDIT_INDICATOR
from hoshin.indicators.queries import get_indicator, get_target
from hoshin.indicators.views.pages import UNDO, form_frame, frame, indicator_url
from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, act, add, edit
from hoshin.kernel.forms import CityForm, VersionedForm
from hoshin.kernel.requests import CityRequest

FORM = "indicators/value_form.html"


@staff(EDIT_INDICATOR)
def target_new(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)

    def save(form: CityForm) -> Target:
        return set_target(request.actor, indicator=indicator, **form.values())

    page = frame(request, _("目標を加える"), indicator.edition, item=indicator.item, indicator=indicator)
    return add(
        request,
        NewTargetForm(request.POST or None, indicator=indicator),
        save=save,
        done_url=lambda row: indicator_url(indicator),
        undo_url_name=UNDO,
        template=FORM,
        context=form_frame(page, button=_("加える"), back_url=indicator_url(indicator)),
    )


@staff(EDIT_INDICATOR)
def target_edit(request: CityRequest, pk: int) -> HttpResponse:
    def save(row: Target, form: VersionedForm) -> Target:
        return change_target(request.actor, target=row, version=form.cleaned_data["version"], **form.values())

    def context(row: Target) -> dict[str, object]:
        owner = row.indicator
        page = frame(request, _("目標を変える"), owner.edition, item=owner.item, indicator=owner)
        return form_frame(page, button=_("保存する"), back_url=indicator_url(owner))

    editing = Editing(
        load=lambda: get_target(pk),
        form_of=target_form,
        save=save,
        done_url=lambda row: indicator_url(row.indicator),
        undo_url_name=UNDO,
        template=FORM,
        context=context,
    )
    return edit(request, editing, of=Target, pk=pk)


@staff(EDIT_INDICATOR)
def target_remove(request: CityRequest, pk: int) -> HttpResponse:
    target = get_target(pk)
    indicator = target.indicator
    form = RemovalForm(request.POST or None, initial={"version": target.version})
    if form.is_valid():
        return act(
            request,
            lambda: remove_target(request.actor, target=target, **form.cleaned_data),
            done_url=indicator_url(indicator),
            undo_url_name=UNDO,
            message=_("%(period)sの目標を削除しました。") % {"period": target.period.label_wareki},
        )
    page = frame(request, _("目標を削除する"), indicator.edition, item=indicator.item, indicator=indicator)
    context = form_frame(page, button=_("削除する"), back_url=indicator_url(indicator), form=form, target=target)
    return render(request, "indicators/target_remove.html", context)
