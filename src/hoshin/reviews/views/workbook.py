"""Answering away from the site: the workbook goes out, comes back, is looked at, and only then saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.kernel.access import staff
from hoshin.kernel.clock import moment
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.tables import Grid
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.reviews.actions.reports import save_report
from hoshin.reviews.exports.workbook import XLSX, round_workbook
from hoshin.reviews.forms.workbook import Work, WorkbookForm, sealed, unsealed
from hoshin.reviews.models import Round
from hoshin.reviews.permissions import ANSWER_REPORT, VIEW_ROUNDS
from hoshin.reviews.queries.rounds import get_round
from hoshin.reviews.queries.workbook import OfflineReport, offline, own_reports, reports_of, reports_to_take
from hoshin.reviews.rules.admission import require_content
from hoshin.reviews.rules.parts import Difference, differences, taking
from hoshin.reviews.rules.workbook import Problem, Sheet, read_sheet, sheets_of
from hoshin.reviews.views.frame import named, round_frame, round_url

CONFLICT, UNPROCESSABLE = 409, 422
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Choice:
    """A difference as the page offers it; `name` is that of its input, `chosen` what was chosen before."""

    difference: Difference
    name: str
    chosen: str = ""


@dataclass(frozen=True)
class Line:
    """One report on the page. `problem` is why it could not be saved."""

    one: OfflineReport
    work: Work
    choices: tuple[Choice, ...]
    problem: str = ""

    @property
    def title(self) -> str:
        return named(self.one.report.item)

    @property
    def is_settled(self) -> bool:
        return all(choice.chosen for choice in self.choices if choice.difference.is_conflict)

    def keys(self) -> list[str]:
        """Return the parts that are taken from the workbook."""
        return [one.difference.key for one in self.choices if one.chosen != THEIRS]


@dataclass(frozen=True)
class Review:
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


@staff(VIEW_ROUNDS)
def round_workbook_file(request: CityRequest, round: int) -> HttpResponse:
    row = get_round(round)
    data = round_workbook(row, offline(reports_to_take(request.actor, row)), code=request.municipality.code)
    name = quote(f"{row.title}.xlsx")
    disposition = f"attachment; filename=\"round-{round}.xlsx\"; filename*=UTF-8''{name}"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": disposition})


@staff(VIEW_ROUNDS)
def round_workbook_page(request: CityRequest, round: int) -> HttpResponse:
    row = get_round(round)
    if request.method != "POST":
        return _page(request, row, WorkbookForm())
    request.actor.require(ANSWER_REPORT)
    return _confirmed(request, row) if "work" in request.POST else _uploaded(request, row)


def _uploaded(request: CityRequest, row: Round) -> HttpResponse:
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, form)
    review = _read(request, row, form.cleaned_data["file"])
    if not review.lines and not review.problems:
        messages.info(request, _("受け取ったときから変わったところは、ありませんでした。"))
        return redirect(_url(row))
    try:
        return _reviewed(request, row, review)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, row, form)


def _confirmed(request: CityRequest, row: Round) -> HttpResponse:
    try:
        works = unsealed(request.POST["work"], round_id=row.pk, user_id=request.actor.user_id)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(_url(row))
    lines, left = _lines(request, row, works), []
    for line, work in zip(lines, works, strict=True):
        problem = _saved(request, line, work)
        if problem:
            left.append((work, problem))
        elif line.choices:
            messages.success(request, _("保存しました：%(title)s") % {"title": line.title})
    if not left:
        return redirect(round_url(row))
    again = _lines(request, row, [work for work, _problem in left])
    told = tuple(replace(line, problem=problem) for line, (_work, problem) in zip(again, left, strict=True))
    return _reviewed(request, row, Review(told, ()), status=CONFLICT)


def _saved(request: CityRequest, line: Line, seen: Work) -> str:
    """Save what was chosen of one report; return why it was not saved, "" when it was."""
    report, at = line.one.report, moment(request.municipality)
    if not line.one.is_answerable:
        return _("%(standing)sで、今は書けないので、保存していません。") % {"standing": line.one.standing}
    changed = _("確かめている間に、画面で保存されました。今の内容と見比べて、もう一度選んでください。")
    if report.version != seen.version:
        return changed
    if not line.is_settled:
        return _("二人とも変えた項目があります。どちらを残すか、選んでください。")
    if not line.keys():
        return ""
    content = taking(line.one.content, line.work.mine, line.keys(), line.one.asked)
    try:
        save_report(request.actor, report=report, version=seen.version, content=content, at=at)
    except EditedMeanwhile:
        return changed
    except Refused as refusal:
        return refusal.message
    return ""


def _read(request: CityRequest, row: Round, grids: Sequence[Grid]) -> Review:
    """Read the sheets of the round. One that nobody filled in is passed over, whosever it is."""
    reports = reports_of(row)
    own = {report.pk for report in own_reports(request.actor, row)}
    sheets, foreign = sheets_of(
        grids,
        code=request.municipality.code,
        round_id=row.pk,
        report_ids=frozenset(report.pk for report in reports),
    )
    wanted = {sheet.mark.report_id for sheet in sheets}
    known = {one.report.pk: one for one in offline([report for report in reports if report.pk in wanted])}
    lines: list[Line] = []
    problems = list(foreign)
    for sheet in sheets:
        one = known[sheet.mark.report_id]
        line, found = _line_of(request, sheet, one, is_own=one.report.pk in own)
        lines.extend([line] if line else [])
        problems.extend(found)
    return Review(tuple(lines), tuple(problems))


def _line_of(
    request: CityRequest, sheet: Sheet, one: OfflineReport, *, is_own: bool
) -> tuple[Line | None, tuple[Problem, ...]]:
    reading = read_sheet(sheet, one.asked, one.content)
    found = differences(reading.mine, one.content, reading.bases, one.asked)
    if not found and not reading.problems:
        return None, ()
    if not is_own:
        return None, (Problem(sheet.place, _("ほかの課の報告なので、読みません。")),)
    if not one.is_answerable:
        message = _("%(standing)sで、今は書けないので、読みません。") % {"standing": one.standing}
        return None, (Problem(sheet.place, message),)
    refused = _refused(one, Work(one.report.pk, 0, reading.mine, reading.bases, reading.places), found)
    bases = {key: base for key, base in reading.bases.items() if key not in refused}
    work = Work(one.report.pk, one.report.version, reading.mine, bases, reading.places)
    line = _line(request, one, work)
    return (line if line.choices else None), (*reading.problems, *refused.values())


def _refused(one: OfflineReport, work: Work, found: Sequence[Difference]) -> dict[str, Problem]:
    """Return the parts that a report does not take, by their keys."""
    refused = {}
    for difference in found:
        try:
            require_content(taking(one.content, work.mine, [difference.key], one.asked), one.asked)
        except Refused as refusal:
            refused[difference.key] = Problem(work.places[difference.key], refusal.message)
    return refused


def _lines(request: CityRequest, row: Round, works: Sequence[Work]) -> list[Line]:
    """Return the works beside what the reports say now."""
    wanted = {work.report_id for work in works}
    known = {one.report.pk: one for one in offline([one for one in reports_of(row) if one.pk in wanted])}
    return [_line(request, known[work.report_id], work) for work in works]


def _line(request: CityRequest, one: OfflineReport, work: Work) -> Line:
    found = differences(work.mine, one.content, work.bases, one.asked)
    names = [f"take-{one.report.pk}-{number}" for number in range(len(found))]
    is_same = work.version == one.report.version
    choices = tuple(
        Choice(difference, name, _chosen(request, name) if is_same else "")
        for difference, name in zip(found, names, strict=True)
    )
    return Line(one, replace(work, version=one.report.version), choices)


def _chosen(request: CityRequest, name: str) -> str:
    text = request.POST.get(name, "")
    return text if text in {MINE, THEIRS} else ""


def _reviewed(request: CityRequest, row: Round, review: Review, *, status: int = 200) -> HttpResponse:
    works = [line.work for line in review.lines]
    context = {
        **round_frame(row, _("書いた表を確かめる")),
        "lines": review.lines,
        "problems": review.problems,
        "work": sealed(works, round_id=row.pk, user_id=request.actor.user_id),
        "has_conflicts": any(choice.difference.is_conflict for line in review.lines for choice in line.choices),
        "back_url": _url(row),
    }
    return render(request, "reviews/workbook_review.html", context, status=status)


def _page(request: CityRequest, row: Round, form: WorkbookForm) -> HttpResponse:
    context = {
        **round_frame(row, _("表計算ソフトで回答する")),
        "form": form,
        "taken": len(reports_to_take(request.actor, row)),
        "own": len(own_reports(request.actor, row)),
        "back_url": round_url(row),
    }
    return render(request, "reviews/workbook.html", context, status=UNPROCESSABLE if form.errors else 200)


def _url(row: Round) -> str:
    return reverse("reviews:round_workbook", args=[row.pk])
