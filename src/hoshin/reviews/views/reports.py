"""The page on which a report is answered, approved and accepted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.components import Cell, Column, Row, Table
from hoshin.kernel.access import staff
from hoshin.kernel.actor import Actor
from hoshin.kernel.clock import business_day, moment
from hoshin.kernel.editing import PREVIEW, Editing, edit
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.forms import VersionedForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.reviews.actions.reports import (
    accept_report,
    approve_report,
    query_report,
    return_report,
    save_report,
    submit_report,
    take_back_report,
)
from hoshin.reviews.models import Report
from hoshin.reviews.permissions import ANSWER_REPORT, APPROVE_REPORT, RUN_ROUND, VIEW_ROUNDS
from hoshin.reviews.queries.reports import ReportPage, get_report, report_page
from hoshin.reviews.rules.asking import Asked
from hoshin.reviews.rules.content import StatedCost
from hoshin.reviews.rules.rights import REPORT_RIGHTS, verbs_of
from hoshin.reviews.rules.states import ANSWERABLE, NEEDS_REMARK, ReportStatus, ReportVerb, RoundStatus
from hoshin.reviews.rules.telling import COST_LABELS
from hoshin.reviews.views.answering import form_of, with_uploads
from hoshin.reviews.views.frame import report_frame, report_url

PERMISSIONS = {one.key: one for one in (ANSWER_REPORT, APPROVE_REPORT, RUN_ROUND)}
TAKES_REMARK = NEEDS_REMARK | {ReportVerb.APPROVE}

DONE = {  # in the order of the page
    ReportVerb.SUBMIT: "提出しました。課長の確認を待っています。",
    ReportVerb.APPROVE: "承認しました。取りまとめ担当に届いています。",
    ReportVerb.ACCEPT: "受理しました。書かれた値を実績に記録しました。",
    ReportVerb.RETURN: "担当に差し戻しました。",
    ReportVerb.QUERY: "所管課に再照会しました。",
    ReportVerb.TAKE_BACK: "提出を取り下げました。続きを書けます。",
}


@staff(VIEW_ROUNDS)
def report_detail(request: CityRequest, report: int) -> HttpResponse:
    page = report_page(report)
    verbs = _verbs(request.actor, page.report)
    if ReportVerb.SAVE not in verbs or "read" in request.GET:
        return render(request, "reviews/report_detail.html", _context(page, verbs))
    answered = _answered(request, page, verbs)
    if "submit" in request.POST and answered.status_code == 302:
        return _submitted(request, get_report(report))
    return answered


@staff(VIEW_ROUNDS)
def report_move(request: CityRequest, report: int, verb: str) -> HttpResponse:
    row = get_report(report)
    known = next((one for one in DONE if one.value == verb), None)
    if request.method != "POST" or known is None:
        return redirect(report_url(row))
    version = request.POST.get("version", "")
    try:
        _do(request, row, known, int(version) if version.isdecimal() else 0)
    except Refused as refusal:
        messages.error(request, refusal.message)
    except EditedMeanwhile:
        messages.error(request, _("この画面を開いた後に報告が動きました。今の内容を確かめてから操作してください。"))
    else:
        messages.success(request, _(DONE[known]))
    return redirect(f"{report_url(row)}?read=1" if known is ReportVerb.SUBMIT else report_url(row))


def _answered(request: CityRequest, page: ReportPage, verbs: tuple[ReportVerb, ...]) -> HttpResponse:
    _take_files(request, page.asked)

    def save(row: Report, form: VersionedForm) -> Report:
        version, at = form.cleaned_data["version"], moment(request.municipality)
        content = form.content()  # type: ignore[attr-defined]  # a ReportForm, since `form_of` made it
        return save_report(request.actor, report=row, version=version, content=content, at=at)

    editing = Editing(
        load=lambda: get_report(page.report.pk),
        form_of=form_of,
        save=save,
        done_url=report_url,
        undo_url_name=None,
        template="reviews/report_form.html",
        context=lambda row: _context(page, verbs),
    )
    return edit(request, editing, of=Report, pk=page.report.pk)


def _take_files(request: CityRequest, asked: Asked) -> None:
    """Keep the files that were sent. Where one cannot be taken, nothing is saved before somebody has seen that."""
    try:
        request.POST = with_uploads(request, asked)  # type: ignore[assignment]  # the frame reads what was sent there
    except Refused as refusal:
        messages.error(request, refusal.message)
        data = request.POST.copy()
        data[PREVIEW] = "1"
        request.POST = data  # type: ignore[assignment]


def _submitted(request: CityRequest, row: Report) -> HttpResponse:
    try:
        _do(request, row, ReportVerb.SUBMIT, row.version)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(report_url(row))
    messages.success(request, _(DONE[ReportVerb.SUBMIT]))
    return redirect(report_url(row))


def _do(request: CityRequest, row: Report, verb: ReportVerb, version: int) -> None:
    at, on, remark = moment(request.municipality), business_day(request.municipality), request.POST.get("remark", "")
    by: dict[str, Any] = {"report": row, "version": version, "at": at}
    ways: dict[ReportVerb, Callable[[], Report]] = {
        ReportVerb.SUBMIT: lambda: submit_report(request.actor, on=on, **by),
        ReportVerb.TAKE_BACK: lambda: take_back_report(request.actor, **by),
        ReportVerb.RETURN: lambda: return_report(request.actor, remark=remark, **by),
        ReportVerb.APPROVE: lambda: approve_report(request.actor, remark=remark, **by),
        ReportVerb.QUERY: lambda: query_report(request.actor, remark=remark, **by),
        ReportVerb.ACCEPT: lambda: accept_report(request.actor, on=on, **by),
    }
    ways[verb]()


def _verbs(actor: Actor, row: Report) -> tuple[ReportVerb, ...]:
    """Return what this person may do to the report now."""
    if row.round.status != RoundStatus.OPEN:
        return ()
    return tuple(verb for verb in verbs_of(ReportStatus(row.status)) if _may(actor, row, verb))


def _may(actor: Actor, row: Report, verb: ReportVerb) -> bool:
    right = REPORT_RIGHTS[verb]
    permission = PERMISSIONS[right.permission_key]
    return actor.may_in(permission, row.department_id) if right.in_own_department else actor.may(permission)


def _context(page: ReportPage, verbs: tuple[ReportVerb, ...]) -> dict[str, Any]:
    row = page.report
    is_open = row.status in ANSWERABLE
    values = {(value.indicator_key, value.series): value for value in page.content.values}
    return {
        **report_frame(row),
        "page": page,
        "may_save": ReportVerb.SAVE in verbs,
        "moves": [(verb, verb in TAKES_REMARK, verb in NEEDS_REMARK) for verb in DONE if verb in verbs],
        "missing": page.missing if is_open else (),
        "rows": [
            (one, value, page.files.get(value.evidence_id or 0) if value else None)
            for one in page.asked.series
            for value in [values.get((one.key, one.facts.series))]
        ],
        "answers": [(one, page.content.answers.get(one.pk, "")) for one in page.asked.questions],
        "costs": _costs_table(page.content.costs),
        "remark": next((one.step for one in page.steps if one.step.remark), None) if is_open else None,
    }


def _costs_table(costs: tuple[StatedCost, ...]) -> Table:
    return Table(
        caption=_("予算・決算"),
        columns=(Column(_("年度")), Column(_("区分")), Column(_("金額（千円）"), is_number=True), Column(_("内容"))),
        rows=tuple(
            Row(
                Cell(FiscalYear(line.year).label_wareki),
                (Cell(COST_LABELS[line.kind]), Cell(f"{line.amount:,}"), Cell(line.text or "—")),
            )
            for line in costs
        ),
        is_caption_hidden=True,
    )
