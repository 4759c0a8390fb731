from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoshin.indicators.actions import bind_metric, end_binding, take_measured
from hoshin.indicators.forms import BindingEndForm, BindingForm
from hoshin.indicators.models import Indicator, MetricBinding
from hoshin.indicators.permissions import EDIT_INDICATOR, RECORD_ACTUAL
from hoshin.indicators.queries import (
    bindings_of,
    current_binding,
    get_indicator,
    metric_of,
    metrics_for,
    reading_on,
)
from hoshin.indicators.views.pages import form_frame, frame, indicator_url
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add
from hoshin.kernel.forms import CityForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile


def measured(indicator: Indicator, *, on: dt.date) -> dict[str, Any]:
    """Return what the page of an indicator says of its measuring."""
    bindings = list(bindings_of(indicator.identity))
    binding = next((one for one in bindings if one.ended_date is None), None)
    return {
        "bindings": bindings,
        "binding": binding,
        "metric": metric_of(binding) if binding else None,
        "now": reading_on(binding, on=on) if binding else None,
    }


@staff(EDIT_INDICATOR)
def binding_new(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)

    def save(form: CityForm) -> MetricBinding:
        return bind_metric(request.actor, indicator=indicator, **form.values())

    page = frame(request, _("計測項目と結び付ける"), indicator.edition, item=indicator.item, indicator=indicator)
    return add(
        request,
        BindingForm(request.POST or None, metrics=metrics_for(indicator)),
        save=save,
        done_url=lambda row: indicator_url(indicator),
        undo_url_name=None,
        template="indicators/binding_form.html",
        context=form_frame(page, button=_("結び付ける"), back_url=indicator_url(indicator)),
    )


@staff(EDIT_INDICATOR)
def binding_end(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)
    binding = _current(indicator)
    page = frame(request, _("計測を終える"), indicator.edition, item=indicator.item, indicator=indicator)
    return add(
        request,
        BindingEndForm(request.POST or None, initial={"version": binding.version}),
        save=lambda form: _ended(request, binding, form),
        done_url=lambda row: indicator_url(indicator),
        undo_url_name=None,
        template="indicators/binding_form.html",
        context=form_frame(page, button=_("計測を終える"), back_url=indicator_url(indicator), binding=binding),
    )


@staff(RECORD_ACTUAL)
@require_POST
def binding_measure(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)
    try:
        actual = take_measured(request.actor, binding=_current(indicator), on=business_day(request.municipality))
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        said = _("台帳の値は「%(value)s」です。%(year)s年度版からの実績として記録されています。")
        messages.success(request, said % {"value": actual.quantity, "year": actual.edition_year})
    return redirect(indicator_url(indicator))


def _current(indicator: Indicator) -> MetricBinding:
    binding = current_binding(indicator.identity)
    if binding is None:
        raise MetricBinding.DoesNotExist(indicator.pk)
    return binding


def _ended(request: CityRequest, binding: MetricBinding, form: CityForm) -> MetricBinding:
    try:
        return end_binding(request.actor, binding=binding, **form.values())
    except EditedMeanwhile:
        raise Refused(_("ほかの人が先に変更していました。ページを開き直して確かめてください。")) from None
