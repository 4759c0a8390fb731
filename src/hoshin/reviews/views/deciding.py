from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add
from hoshin.kernel.forms import CityForm
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition, Item
from hoshin.plan.queries.editing import get_edition, item_or_none
from hoshin.reviews.actions.deciding import correct_decision, record_decision
from hoshin.reviews.forms.deciding import DecisionForm
from hoshin.reviews.models import Decision, DecisionKind
from hoshin.reviews.permissions import DECIDE, VIEW_ROUNDS
from hoshin.reviews.queries.decisions import decision_histories, get_decision
from hoshin.reviews.queries.holders import initiatives_of
from hoshin.reviews.queries.vocabulary import words_of
from hoshin.reviews.views.pages import FORM, chosen, edition_link, named, of_edition, page


@staff(VIEW_ROUNDS)
def decisions(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    found = {one.current.item_id: one for one in decision_histories(edition.pk)}
    lead = _("各取組をどうするかの決定です。訂正しても、前の決定は残ります。次の年度版を作るときに反映されます。")
    context = {
        **page(_("決定"), edition_link(edition), edition=edition, lead=lead),
        "lines": [(item, found.get(item.pk)) for item in initiatives_of(edition.pk)],
        "has_words": words_of(DecisionKind, edition).exists(),
        "vocabulary_url": of_edition("vocabulary", edition),
        "new_url": of_edition("decision_new", edition),
        "may_decide": request.actor.may(DECIDE),
    }
    return render(request, "reviews/decisions.html", context)


@staff(DECIDE)
def decision_new(request: CityRequest, policy: str, year: int) -> HttpResponse:
    edition = get_edition(policy, year)
    item = item_or_none(edition, request.GET.get("item", ""))
    if item is None:
        raise Item.DoesNotExist
    title = _("「%(title)s」の決定を記録する") % {"title": named(item)}
    form, kinds, heirs = _form(request, edition, item, {"decided_on": _today(request)})

    def save(valid: CityForm) -> Decision:
        values = _values(valid, kinds, heirs)
        return record_decision(request.actor, edition=edition, item=item, **values)

    return _answer(request, edition, form, save=save, title=title)


@staff(DECIDE)
def decision_correct(request: CityRequest, pk: int) -> HttpResponse:
    decision = get_decision(pk)
    edition = decision.edition
    title = _("「%(title)s」の決定を訂正する") % {"title": named(decision.item)}
    initial = {
        "kind": decision.kind_id,
        "reason": decision.reason,
        "merge_into": decision.merge_into_id,
        "decider": decision.decider,
        "decided_on": _today(request),
    }
    form, kinds, heirs = _form(request, edition, decision.item, initial)

    def save(valid: CityForm) -> Decision:
        return correct_decision(request.actor, decision=decision, **_values(valid, kinds, heirs))

    return _answer(request, edition, form, save=save, title=title)


def _today(request: CityRequest) -> str:
    return f"{business_day(request.municipality):%Y-%m-%d}"


def _form(
    request: CityRequest, edition: Edition, item: Item, initial: dict[str, Any]
) -> tuple[DecisionForm, dict[int, Any], dict[int, Any]]:
    kinds = {one.pk: one for one in words_of(DecisionKind, edition)}
    heirs = {one.pk: one for one in initiatives_of(edition.pk) if one.pk != item.pk}
    form = DecisionForm(
        request.POST or None,
        kinds=list(kinds.values()),
        heirs=list(heirs.values()),
        on=business_day(request.municipality),
        initial=initial,
    )
    return form, kinds, heirs


def _values(form: CityForm, kinds: dict[int, Any], heirs: dict[int, Any]) -> dict[str, Any]:
    values = form.values()
    return {**values, "kind": chosen(kinds, values["kind"]), "merge_into": chosen(heirs, values["merge_into"])}


def _answer(request: CityRequest, edition: Edition, form: CityForm, *, save: Any, title: str) -> HttpResponse:
    url = of_edition("decisions", edition)
    return add(
        request,
        form,
        save=save,
        done_url=lambda row: f"{url}#item-{row.item_id}",
        undo_url_name=None,
        template=FORM,
        context={
            **page(title, edition_link(edition), Link(_("決定"), url), edition=edition),
            "button": _("記録する"),
            "back_url": url,
        },
    )
