"""Opening balance, reconciliation and void: each says why, and shows what it would book before it does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.forms import CityForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.registry import Metric
from hoshin.kernel.requests import CityRequest
from hoshin.ledger.actions import open_balance, reconcile, void_entry
from hoshin.ledger.forms import OpeningForm, ReconciliationForm, VoidForm
from hoshin.ledger.permissions import ADJUST_LEDGER
from hoshin.ledger.queries import get_entry, get_metric, value_of
from hoshin.ledger.views import shown
from hoshin.ledger.views.staff import form_crumbs, metric_url

CONFIRM = "confirm"
TEMPLATE = "ledger/adjustment_form.html"


@staff(ADJUST_LEDGER)
def opening_new(request: CityRequest, metric: str) -> HttpResponse:
    one, form = get_metric(metric), OpeningForm(request.POST or None, request.FILES or None)

    def book() -> models.Model:
        values = form.cleaned_data
        return open_balance(
            request.actor,
            metric=one,
            on=values["on"],
            amount=values["amount"],
            reason=values["reason"],
            evidence=form.evidence,
            attachment=values["attachment"],
            today=business_day(request.municipality),
        )

    if form.is_valid() and _is_done(form, book):
        messages.success(request, _("期首の残高を記帳しました。"))
        return redirect(metric_url(one))
    lead = _("台帳に記帳を始める前からあった数を、一度だけ記帳します。")
    return _page(request, one, _("期首の残高を記帳する"), form, lead=lead, button=_("記帳する"))


@staff(ADJUST_LEDGER)
def reconciliation_new(request: CityRequest, metric: str) -> HttpResponse:
    one, today = get_metric(metric), business_day(request.municipality)
    form = ReconciliationForm(request.POST or None, request.FILES or None)

    def book() -> models.Model:
        values = form.cleaned_data
        return reconcile(
            request.actor,
            metric=one,
            as_of=values["on"],
            official=values["official"],
            reason=values["reason"],
            evidence=form.evidence,
            attachment=values["attachment"],
            today=today,
            shown=values["shown"],
        )

    is_confirmed = form.is_valid() and CONFIRM in request.POST and form.cleaned_data["shown"] is not None
    if is_confirmed and _is_done(form, book):
        messages.success(request, _("公式の数との差を記帳しました。"))
        return redirect(metric_url(one))
    lead = _("公式に発表された数と台帳の数との差を、理由とともに記帳します。これまでの記帳は変わりません。")
    title, would = _("公式の数と突き合わせる"), _would_book(form, one)
    if would is None:
        form.ask_for_the_file_later()
    return _page(request, one, title, form, lead=lead, button=_("差を確かめる"), would=would)


def _would_book(form: ReconciliationForm, metric: Metric) -> dict[str, Any] | None:
    """Return what the reconciliation would book, once the form can be read; also anew after the ledger moved."""
    values = getattr(form, "cleaned_data", {})
    if not form.is_bound or not values.get("on") or values.get("official") is None:
        return None
    now = value_of(metric, as_of=values["on"])
    difference = values["official"] - (now or Decimal(0))
    return {
        "day": shown.day(values["on"]),
        "official": shown.amount(values["official"]),
        "now": shown.amount(now),
        "difference": shown.signed(difference),
        "is_equal": difference == 0,
        "shown": f"{difference:f}",
    }


@staff(ADJUST_LEDGER)
def entry_void(request: CityRequest, pk: int) -> HttpResponse:
    entry = get_entry(pk)
    metric, form = get_metric(entry.metric_key), VoidForm(request.POST or None)

    def book() -> models.Model:
        return void_entry(request.actor, entry=entry, reason=form.cleaned_data["reason"])

    if form.is_valid() and _is_done(form, book):
        messages.success(request, _("記帳を取り消しました。記帳そのものは、取消しの理由とともに残ります。"))
        return redirect(metric_url(metric))
    lead = _("誤って記帳したものを数から除きます。なくなったものは、サービスの側で除外してください。")
    more = {"entry": entry, "amount": shown.signed(entry.amount), "is_danger": True}
    return _page(request, metric, _("記帳を取り消す"), form, lead=lead, button=_("取り消す"), **more)


def _is_done(form: CityForm, book: Callable[[], models.Model]) -> bool:
    try:
        book()
    except Refused as refusal:
        add_refusal(form, refusal)
    else:
        return True
    return False


def _page(
    request: CityRequest, metric: Metric, title: str, form: CityForm, *, lead: str, button: str, **more: Any
) -> HttpResponse:
    context = {
        "heading": Heading(title, kicker=metric.label, lead=lead),
        "crumbs": form_crumbs(metric, title),
        "metric": metric,
        "form": form,
        "button": button,
        "back_url": metric_url(metric),
        **more,
    }
    return render(request, TEMPLATE, context)
