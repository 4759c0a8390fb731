from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.indicators.actions import CorrectedMeanwhile, correct_actual, record_actual
from hoshin.indicators.forms import CorrectionForm, NewActualForm, initial_of_actual
from hoshin.indicators.models import Actual, Indicator
from hoshin.indicators.permissions import RECORD_ACTUAL
from hoshin.indicators.queries import get_actual, get_indicator
from hoshin.indicators.views.pages import form_frame, frame, indicator_url
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import PREVIEW, add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest

FORM = "indicators/value_form.html"


@staff(RECORD_ACTUAL)
def actual_new(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)
    form = NewActualForm(request.POST or None, indicator=indicator)
    if PREVIEW not in request.POST and form.is_valid():
        try:
            actual = record_actual(
                request.actor, indicator=indicator, on=business_day(request.municipality), **form.values()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _recorded(request, indicator, actual)
    page = frame(request, _("実績を記録する"), indicator.edition, item=indicator.item, indicator=indicator)
    context = form_frame(page, button=_("記録する"), back_url=indicator_url(indicator), form=form)
    return render(request, FORM, context)


@staff(RECORD_ACTUAL)
def actual_correct(request: CityRequest, pk: int, actual_pk: int) -> HttpResponse:
    indicator, actual = get_indicator(pk), get_actual(actual_pk)
    if actual.identity_id != indicator.identity_id:
        raise Actual.DoesNotExist(actual_pk)
    form = CorrectionForm(request.POST or None, initial=initial_of_actual(actual), indicator=indicator, row=actual)
    page = frame(request, _("実績を訂正する"), indicator.edition, item=indicator.item, indicator=indicator)
    context = form_frame(page, button=_("訂正する"), back_url=indicator_url(indicator), form=form, actual=actual)
    if PREVIEW not in request.POST and form.is_valid():
        try:
            corrected = correct_actual(
                request.actor,
                actual=actual,
                indicator=indicator,
                on=business_day(request.municipality),
                **form.values(),
            )
        except CorrectedMeanwhile as meanwhile:
            return render(request, "indicators/corrected.html", {**context, "current": meanwhile.current}, status=409)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return _recorded(request, indicator, corrected)
    return render(request, FORM, context)


def _recorded(request: CityRequest, indicator: Indicator, actual: Actual) -> HttpResponse:
    """An actual cannot be taken back, only corrected: the message offers that."""
    said = _("%(period)sの実績を「%(value)s」と記録しました。間違いがあれば「訂正」で直せます。")
    messages.success(request, said % {"period": actual.period.label_wareki, "value": actual.quantity})
    return redirect(indicator_url(indicator))
