from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading
from hoshin.indicators.actions import UNDOABLE, change_indicator, define_indicator, remove_indicator, undo_change
from hoshin.indicators.forms import IndicatorFields, VersionForm, definition_of, indicator_form
from hoshin.indicators.models import Indicator
from hoshin.indicators.permissions import EDIT_INDICATOR
from hoshin.indicators.queries import (
    actual_history,
    actuals_of,
    breaks_of,
    changes_of,
    editions_with_indicators,
    facts_of,
    get_edition,
    get_indicator,
    get_item,
    indicator_of_change,
    indicators_of,
    items_with_indicators,
    targets_of,
)
from hoshin.indicators.rules import outlook
from hoshin.indicators.views.bindings import measured
from hoshin.indicators.views.pages import UNDO, form_frame, frame, indicator_url, item_url, named
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import Editing, act, add, edit
from hoshin.kernel.forms import CityForm, VersionedForm
from hoshin.kernel.history import change_of
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.telling import tell
from hoshin.plan.permissions import VIEW_DRAFT


@staff(VIEW_DRAFT)
def indicators(request: CityRequest) -> HttpResponse:
    editions = editions_with_indicators()
    if editions:
        return redirect("indicators:edition", editions[0].pk)
    return render(request, "indicators/none.html", {"heading": Heading(_("成果指標"))})


@staff(VIEW_DRAFT)
def edition_indicators(request: CityRequest, pk: int) -> HttpResponse:
    edition = get_edition(pk)
    context = {
        **frame(request, _("成果指標"), edition),
        "editions": editions_with_indicators(),
        "rows": items_with_indicators(edition),
    }
    return render(request, "indicators/edition.html", context)


@staff(VIEW_DRAFT)
def item_indicators(request: CityRequest, pk: int) -> HttpResponse:
    item = get_item(pk)
    on = business_day(request.municipality)
    rows = []
    for indicator in indicators_of(item):
        facts = facts_of(indicator, targets_of(indicator), actuals_of(indicator), broken_in=breaks_of(indicator))
        rows.append((indicator, [outlook(one, on) for one in facts]))
    context = {**frame(request, named(item), item.edition, item=item), "rows": rows}
    return render(request, "indicators/item.html", context)


@staff(VIEW_DRAFT)
def indicator_detail(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)
    targets, actuals = list(targets_of(indicator)), actuals_of(indicator)
    on = business_day(request.municipality)
    context = {
        **frame(request, indicator.name, indicator.edition, item=indicator.item, indicator=indicator),
        "targets": targets,
        "actuals": actuals,
        "outlooks": [outlook(one, on) for one in facts_of(indicator, targets, actuals, broken_in=breaks_of(indicator))],
        "on": on,
        **measured(indicator, on=on),
    }
    return render(request, "indicators/indicator.html", context)


@staff(VIEW_DRAFT)
def indicator_history(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)
    page = frame(request, _("変更の記録"), indicator.edition, item=indicator.item, indicator=indicator)
    context = {
        **page,
        "told": tell(
            changes_of(indicator),
            undo_url_name=UNDO,
            undoable=lambda event: bool(page["may_edit"]) and event.startswith(UNDOABLE),
        ),
        "actuals": actual_history(indicator.identity),
    }
    return render(request, "indicators/history.html", context)


@staff(EDIT_INDICATOR)
def indicator_new(request: CityRequest, pk: int) -> HttpResponse:
    item = get_item(pk)

    def save(form: CityForm) -> Indicator:
        return define_indicator(request.actor, item=item, definition=definition_of(form))

    page = frame(request, _("成果指標を加える"), item.edition, item=item)
    return add(
        request,
        IndicatorFields(request.POST or None),
        save=save,
        done_url=indicator_url,
        undo_url_name=UNDO,
        template="indicators/indicator_form.html",
        context=form_frame(page, button=_("加える"), back_url=item_url(item)),
    )


@staff(EDIT_INDICATOR)
def indicator_edit(request: CityRequest, pk: int) -> HttpResponse:
    def save(row: Indicator, form: VersionedForm) -> Indicator:
        return change_indicator(
            request.actor,
            indicator=row,
            version=form.cleaned_data["version"],
            definition=definition_of(form),
        )

    def context(row: Indicator) -> dict[str, object]:
        page = frame(request, _("成果指標を直す"), row.edition, item=row.item, indicator=row)
        return form_frame(page, button=_("保存する"), back_url=indicator_url(row))

    editing = Editing(
        load=lambda: get_indicator(pk),
        form_of=indicator_form,
        save=save,
        done_url=indicator_url,
        undo_url_name=UNDO,
        template="indicators/indicator_form.html",
        context=context,
    )
    return edit(request, editing, of=Indicator, pk=pk)


@staff(EDIT_INDICATOR)
def indicator_remove(request: CityRequest, pk: int) -> HttpResponse:
    indicator = get_indicator(pk)
    form = VersionForm(request.POST or None, initial={"version": indicator.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        return act(
            request,
            lambda: remove_indicator(request.actor, indicator=indicator, version=version),
            done_url=item_url(indicator.item),
            undo_url_name=UNDO,
            message=_("「%(name)s」を削除しました。") % {"name": indicator.name},
        )
    page = frame(request, _("成果指標を削除する"), indicator.edition, item=indicator.item, indicator=indicator)
    context = form_frame(
        page, button=_("削除する"), back_url=indicator_url(indicator), form=form, targets=targets_of(indicator)
    )
    return render(request, "indicators/indicator_remove.html", context)


@staff(EDIT_INDICATOR)
def undo(request: CityRequest, token: UUID) -> HttpResponse:
    change, indicator = change_of(token), indicator_of_change(token)
    back_url = item_url(indicator.item) if indicator else ""
    if request.method != "POST":
        context = {
            "heading": Heading(_("変更を元に戻す")),
            "change": change,
            "back_url": back_url,
        }
        return render(request, "kernel/undo.html", context)
    try:
        undone = undo_change(request.actor, token=token)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(back_url or "indicators:indicators")
    messages.success(request, _("元に戻しました。"))
    return redirect(item_url(undone.item))
