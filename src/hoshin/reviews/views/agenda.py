"""What a meeting discusses, and what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import Editing, add, add_refusal, edit
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Item
from hoshin.reviews.actions.meetings import (
    DecisionEntry,
    GateEntry,
    add_agenda_item,
    change_agenda_item,
    decide_in_meeting,
    fill_agenda,
    move_agenda_item,
    remove_agenda_item,
)
from hoshin.reviews.forms.deciding import DeciderForm, DecisionLine, GateLine
from hoshin.reviews.forms.meetings import NewAgendaItemForm, agenda_item_form
from hoshin.reviews.models import AgendaItem, Decision, DecisionKind, Gate, Meeting
from hoshin.reviews.permissions import DECIDE
from hoshin.reviews.queries.agenda import get_agenda_item
from hoshin.reviews.queries.decisions import decisions_of
from hoshin.reviews.queries.gates import waiting_gates
from hoshin.reviews.queries.holders import initiatives_of
from hoshin.reviews.queries.meetings import agenda_of, get_meeting
from hoshin.reviews.queries.vocabulary import words_of
from hoshin.reviews.rules.states import GateVerb, MeetingStatus
from hoshin.reviews.views.meetings import meeting_url, meetings_link
from hoshin.reviews.views.pages import FORM, STEPS, chosen, of_edition, page
from hoshin.reviews.views.telling import do


@staff(DECIDE)
def agenda_fill(request: CityRequest, meeting: int) -> HttpResponse:
    row = get_meeting(meeting)
    if request.method != "POST":
        return redirect(meeting_url(row))
    return do(
        request,
        lambda: fill_agenda(request.actor, meeting=row),
        url=f"{meeting_url(row)}#agenda",
        said=_("照会の取組と、決定を待つ段階の移行を議題に加えました。"),
    )


@staff(DECIDE)
def agenda_add(request: CityRequest, meeting: int) -> HttpResponse:
    row = get_meeting(meeting)
    return add(
        request,
        NewAgendaItemForm(request.POST or None),
        save=lambda form: add_agenda_item(request.actor, meeting=row, **form.values()),
        done_url=lambda one: f"{meeting_url(row)}#agenda",
        undo_url_name=None,
        template=FORM,
        context=_form_page(row, _("議題を加える"), _("加える")),
    )


@staff(DECIDE)
def agenda_edit(request: CityRequest, pk: int) -> HttpResponse:
    editing = Editing(
        load=lambda: get_agenda_item(pk),
        form_of=agenda_item_form,
        save=lambda row, form: change_agenda_item(
            request.actor, row=row, version=form.cleaned_data["version"], values=form.values()
        ),
        done_url=lambda row: f"{meeting_url(row.meeting)}#agenda-{row.pk}",
        undo_url_name=None,
        template=FORM,
        context=lambda row: _form_page(row.meeting, row.title, _("保存する")),
    )
    return edit(request, editing, of=AgendaItem, pk=pk)


@staff(DECIDE)
def agenda_move(request: CityRequest, pk: int) -> HttpResponse:
    """Up, down and out: the buttons beside an agenda item."""
    row = get_agenda_item(pk)
    direction = request.POST.get("direction", "")
    url = f"{meeting_url(row.meeting)}#agenda"
    if direction == "out":
        return do(request, lambda: remove_agenda_item(request.actor, row=row), url=url, said=_("議題から外しました。"))
    if direction not in STEPS:
        return redirect(url)
    steps = STEPS[direction]
    return do(
        request,
        lambda: move_agenda_item(request.actor, row=row, steps=steps),
        url=f"{url}-{pk}",
        said=_("並べ替えました。"),
    )


def _form_page(row: Meeting, title: str, button: str) -> dict[str, Any]:
    url = meeting_url(row)
    path = (meetings_link(), Link(row.title, url))
    return {**page(title, *path, edition=row.edition), "button": button, "back_url": url}


@dataclass
class ItemLine:
    item: Item
    decision: Decision | None
    form: DecisionLine | None  # None where it is decided


@dataclass
class GateLineOf:
    gate: Gate
    form: GateLine


@staff(DECIDE)
def meeting_decide(request: CityRequest, meeting: int) -> HttpResponse:
    """All that a meeting decided, on one page."""
    row = get_meeting(meeting)
    data = request.POST if request.method == "POST" else None
    kinds = {one.pk: one for one in words_of(DecisionKind, row.edition)}
    heirs = {one.pk: one for one in initiatives_of(row.edition_id)}
    lines = _item_lines(row, data, kinds, heirs)
    ways = [
        GateLineOf(one, GateLine(data, version=one.version, prefix=f"gate-{one.pk}"))
        for one in waiting_gates(row.edition)
    ]
    decider = DeciderForm(data)
    if data is not None and _are_valid(decider, lines, ways):
        try:
            decide_in_meeting(
                request.actor,
                meeting=row,
                decider=decider.cleaned_data["decider"],
                decisions=_decisions(lines, kinds, heirs),
                gates=_gates(ways),
            )
        except Refused as refusal:
            add_refusal(decider, refusal)
        except EditedMeanwhile:
            add_refusal(decider, Refused(_("段階の移行を、ほかの人が先に変えました。画面を開き直してください。")))
        else:
            return do(request, lambda: row, url=f"{meeting_url(row)}#agenda", said=_("決定を記録しました。"))
    context = {
        **_form_page(row, _("会議で決めたことを記録する"), _("記録する")),
        "meeting": row,
        "decider": decider,
        "lines": lines,
        "ways": ways,
        "is_held": row.status == MeetingStatus.HELD,
        "has_words": bool(kinds),
        "vocabulary_url": of_edition("vocabulary", row.edition),
    }
    return render(request, "reviews/meeting_decide.html", context)


def _item_lines(row: Meeting, data: Any, kinds: dict[int, Any], heirs: dict[int, Any]) -> list[ItemLine]:
    decided = {one.item_id: one for one in decisions_of(row.edition_id)}
    lines = []
    for one in agenda_of(row):
        if one.item is None:
            continue
        known = decided.get(one.item.pk)
        others = [heir for heir in heirs.values() if heir.pk != one.item_id]
        form = DecisionLine(data, kinds=list(kinds.values()), heirs=others, prefix=f"item-{one.item.pk}")
        lines.append(ItemLine(one.item, known, None if known else form))
    return lines


def _are_valid(decider: DeciderForm, lines: Sequence[ItemLine], ways: Sequence[GateLineOf]) -> bool:
    forms = [decider, *(line.form for line in lines if line.form), *(way.form for way in ways)]
    wrong = [form for form in forms if not form.is_valid()]  # all are asked: each says what is wrong with it
    return not wrong


def _decisions(lines: Sequence[ItemLine], kinds: dict[int, Any], heirs: dict[int, Any]) -> list[DecisionEntry]:
    return [
        DecisionEntry(
            item=line.item,
            kind=chosen(kinds, line.form.cleaned_data["kind"]),
            reason=line.form.cleaned_data["reason"],
            merge_into=chosen(heirs, line.form.cleaned_data["merge_into"]),
        )
        for line in lines
        if line.form and line.form.cleaned_data["kind"]
    ]


def _gates(ways: Sequence[GateLineOf]) -> list[GateEntry]:
    return [
        GateEntry(
            gate=way.gate,
            version=way.form.cleaned_data["version"],
            verb=GateVerb(way.form.cleaned_data["verb"]),
            reason=way.form.cleaned_data["reason"],
            is_exception=way.form.cleaned_data["is_exception"],
        )
        for way in ways
        if way.form.cleaned_data["verb"]
    ]
