"""Rounds for those who run them, and the board that everybody may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import ActiveFilter, Filter, FilterField, Option, Progress
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day, moment
from hoshin.kernel.editing import Editing, add, add_refusal, edit
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.forms import CityForm, VersionedForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.reviews.actions.rounds import (
    cancel_round,
    change_round,
    close_round,
    open_round,
    plan_round,
    reopen_round,
)
from hoshin.reviews.exports.board_csv import board_csv
from hoshin.reviews.forms.rounds import NewRoundForm, ReasonForm, first_guess, round_form
from hoshin.reviews.models import Round
from hoshin.reviews.permissions import RUN_ROUND, VIEW_ROUNDS
from hoshin.reviews.queries.board import Board, BoardLine, board
from hoshin.reviews.queries.rounds import editions_to_ask, get_round, questions_of, rounds
from hoshin.reviews.rules.states import ROUND_MOVES, ReportStatus, RoundStatus, RoundVerb
from hoshin.reviews.views.frame import round_frame, round_tabs, round_url, rounds_crumbs


@dataclass(frozen=True)
class Turn:
    """A step of a round as its page asks for it. `do` takes the actor's keywords; the sentence says what follows."""

    do: Callable[..., Round]
    sentence: str
    takes_reason: bool = True


TURNS = {
    RoundVerb.OPEN: Turn(
        open_round,
        "年度版の取組ごとに報告を作り、所管課にたずねます。始めた後は、時期と質問は変えられません。",
        takes_reason=False,
    ),
    RoundVerb.CLOSE: Turn(
        close_round, "報告の提出・承認・受理ができなくなります。受理していない報告は、結果に載りません。"
    ),
    RoundVerb.REOPEN: Turn(reopen_round, "報告を、また動かせるようになります。"),
    RoundVerb.CANCEL: Turn(cancel_round, "この照会を取りやめます。元には戻せません。書かれた内容は残ります。"),
}


@staff(VIEW_ROUNDS)
def round_list(request: CityRequest) -> HttpResponse:
    title = _("照会と報告")
    context = {
        "heading": Heading(
            title, lead=_("所管課に、まだ分かっていないことだけをたずね、答えを年度版・会議資料・公表につなげます。")
        ),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "rounds": [(row, RoundStatus(row.status)) for row in rounds()],
        "may_run": request.actor.may(RUN_ROUND),
    }
    return render(request, "reviews/round_list.html", context)


@staff(RUN_ROUND)
def round_new(request: CityRequest) -> HttpResponse:
    title = _("照会を準備する")
    editions, day = editions_to_ask(), business_day(request.municipality)
    likely = [edition for edition in editions if edition.year <= FiscalYear.containing(day).year] or editions
    initial = {**first_guess(day), "edition": likely[0].pk if likely else None}

    def save(form: CityForm) -> Round:
        return plan_round(request.actor, **form.values())

    return add(
        request,
        NewRoundForm(request.POST or None, initial=initial, editions=editions),
        save=save,
        done_url=round_url,
        undo_url_name=None,
        template="reviews/round_form.html",
        context={
            "heading": Heading(title, lead=_("準備の間は、誰にも届きません。照会を始めると、報告の画面ができます。")),
            "crumbs": rounds_crumbs(Link(title, "")),
            "back_url": reverse("reviews:rounds"),
        },
    )


@staff(RUN_ROUND)
def round_edit(request: CityRequest, round: int) -> HttpResponse:
    def save(row: Round, form: VersionedForm) -> Round:
        return change_round(request.actor, round=row, version=form.cleaned_data["version"], **form.values())

    editing = Editing(
        load=lambda: get_round(round),
        form_of=lambda data, row: round_form(data, row, questions_of(row)),
        save=save,
        done_url=round_url,
        undo_url_name=None,
        template="reviews/round_form.html",
        context=lambda row: {**round_frame(row, _("照会を直す")), "back_url": round_url(row)},
    )
    return edit(request, editing, of=Round, pk=round)


@staff(VIEW_ROUNDS)
def round_detail(request: CityRequest, round: int) -> HttpResponse:
    found = board(round)
    lines, asked_for = _narrowed(found, request)
    day, may_run = business_day(request.municipality), request.actor.may(RUN_ROUND)
    context = {
        **round_frame(found.round, found.round.title),
        "tabs": round_tabs(found.round, request.actor),
        "board": found,
        "lines": [(line, (day - line.since).days) for line in lines],
        "counts": [(status, count, f"?status={status.value}") for status, count in found.counts if count],
        "progress": Progress(
            _("受理した報告"),
            found.accepted,
            max(len(found.lines), 1),
            _("%(all)s件中%(done)s件") % {"all": len(found.lines), "done": found.accepted},
        ),
        "filter": _filter(found, lines, asked_for),
        "days_left": (found.round.due_on - day).days,
        "questions": questions_of(found.round),
        "may_run": may_run,
        "verbs": [verb for verb in RoundVerb if (RoundStatus(found.round.status), verb) in ROUND_MOVES and may_run],
    }
    return render(request, "reviews/round_detail.html", context)


@staff(VIEW_ROUNDS)
def round_file(request: CityRequest, round: int) -> HttpResponse:
    found = board(round)
    response = HttpResponse(board_csv(found), content_type="text/csv; charset=utf-8")
    name = quote(f"{found.round.title}.csv")
    response.headers["Content-Disposition"] = f"attachment; filename=\"round-{round}.csv\"; filename*=UTF-8''{name}"
    return response


@staff(RUN_ROUND)
def round_turn(request: CityRequest, round: int, verb: str) -> HttpResponse:
    row, known = get_round(round), _verb(verb)
    if known is None or (RoundStatus(row.status), known) not in ROUND_MOVES:
        messages.error(request, _("この照会では、その操作はできません。"))
        return redirect(round_url(row))
    turn, form = TURNS[known], ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            _do(request, row, turn, form.cleaned_data["reason"])
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("「%(title)s」：%(verb)s") % {"title": row.title, "verb": known.label})
            return redirect(round_url(row))
    context = {
        **round_frame(row, known.label),
        "form": form,
        "turn": turn,
        "sentence": _(turn.sentence),
        "button": known.label,
        "is_final": known is RoundVerb.CANCEL,
        "back_url": round_url(row),
    }
    return render(request, "reviews/round_turn.html", context)


def _verb(text: str) -> RoundVerb | None:
    return next((verb for verb in TURNS if verb.value == text), None)


def _do(request: CityRequest, row: Round, turn: Turn, reason: str) -> None:
    at: dt.datetime = moment(request.municipality)
    more = {"reason": reason} if turn.takes_reason else {}
    turn.do(request.actor, round=row, at=at, **more)


def _narrowed(found: Board, request: CityRequest) -> tuple[list[BoardLine], dict[str, str]]:
    asked_for = {name: request.GET.get(name, "") for name in ("status", "department")}
    lines = [
        line
        for line in found.lines
        if asked_for["status"] in {"", line.status.value}
        and asked_for["department"] in {"", str(line.report.department_id)}
    ]
    return lines, asked_for


def _filter(found: Board, lines: list[BoardLine], asked_for: dict[str, str]) -> Filter:
    departments = {str(line.report.department_id): line.report.department.name for line in found.lines}
    statuses = {status.value: status.label for status in ReportStatus}
    choices: dict[str, dict[str, str]] = {"status": statuses, "department": departments}
    labels = {"status": _("状態"), "department": _("所管課")}

    def without(name: str) -> str:
        return "?" + urlencode({key: value for key, value in asked_for.items() if value and key != name})

    return Filter(
        action=round_url(found.round),
        fields=tuple(
            FilterField(
                name,
                labels[name],
                tuple(Option(key, label, is_selected=asked_for[name] == key) for key, label in options.items()),
            )
            for name, options in choices.items()
        ),
        active=tuple(
            ActiveFilter(f"{labels[name]}：{choices[name].get(value, value)}", without(name))
            for name, value in asked_for.items()
            if value
        ),
        clear_url=round_url(found.round),
        result=_("%(all)s件中%(shown)s件") % {"all": len(found.lines), "shown": len(lines)},
    )
