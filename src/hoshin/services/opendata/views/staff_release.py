"""The last steps of a file: what was found, what its release would be, the request, and the decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.charts import Place
from hoshin.design.components import Table, TagKind
from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.services.opendata.actions.approving import approve_upload
from hoshin.services.opendata.actions.uploads import decide_mendings, request_publication, return_upload
from hoshin.services.opendata.exports.desk import Desk, comparison_of, desk_of
from hoshin.services.opendata.exports.releasing import placer
from hoshin.services.opendata.forms import RemarkBackForm, RequestForm, VersionForm
from hoshin.services.opendata.models import Upload
from hoshin.services.opendata.permissions import APPROVE_DATASET, PREPARE_DATASET
from hoshin.services.opendata.rules.comparing import Comparison
from hoshin.services.opendata.rules.deciding import advice_count, is_personal, mended_cells
from hoshin.services.opendata.rules.shapes import Finding, Level, Report, Treatment
from hoshin.services.opendata.views.public_datasets import NARROW_MAP, WIDE_MAP, Map, drawn, text_table
from hoshin.services.opendata.views.staff_frame import (
    dataset_url,
    frame,
    of_editable_upload,
    of_upload,
    page_number,
    pages_of,
    step_url,
)
from hoshin.services.opendata.views.staff_uploads import OF_OTHERS, entered_after, place_of

PER_PAGE = 50
PREVIEW_ROWS = 30
MAP_ROWS = 2_000  # looked through for places
MOST_PLACES = 500
CHANGES_SHOWN = 20

LEVEL_WORDS: dict[Level, tuple[str, TagKind]] = {
    Level.ERROR: ("エラー", "danger"),
    Level.WARNING: ("注意", "warning"),
    Level.ADVICE: ("助言", "info"),
}


@dataclass(frozen=True)
class FindingLine:
    """Something found, and the key of the cell in which a person may enter another value; "" where none can."""

    finding: Finding
    word: str
    tag: TagKind
    place: str
    header: str
    key: str
    entered: str | None


@staff(PREPARE_DATASET)
@of_editable_upload
def staff_check(request: CityRequest, upload: Upload) -> HttpResponse:
    treatment, report = Treatment.from_json(upload.treatment), Report.from_json(upload.report)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": upload.version})
    if request.method == "POST" and form.is_valid():
        try:
            decide_mendings(
                request.actor,
                upload=upload,
                version=form.cleaned_data["version"],
                accepted=treatment.accepted,
                refused=treatment.refused,
                entered=entered_after(request.POST, treatment),
            )
        except EditedMeanwhile:
            form.add_error(None, _(OF_OTHERS))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("入力した値で、もう一度点検しました。"))
            return redirect(request.get_full_path())
    level = request.GET.get("level", "")
    found = [finding for finding in report.findings if not level or finding.level.value == level]
    number = page_number(request)
    lines = [_line(finding, treatment) for finding in found[(number - 1) * PER_PAGE : number * PER_PAGE]]
    context = {
        **frame(upload, "staff_check"),
        "form": form,
        "report": report,
        "counts": counts_of(report),
        "levels": _levels(report, level),
        "lines": lines,
        "may_enter": any(line.key for line in lines),
        "pages": pages_of(number, ceil(len(found) / PER_PAGE), {"level": level}),
        "is_cut": sum(report.finding_counts.values()) > len(report.findings),
        "is_personal": is_personal(report),
    }
    return render(request, "opendata/staff_check.html", context, status=422 if form.errors else 200)


def counts_of(report: Report) -> list[tuple[str, TagKind, int]]:
    """Return how much was found, in words."""
    advice = advice_count(report)
    counts = {Level.ERROR: report.error_count, Level.WARNING: report.warning_count, Level.ADVICE: advice}
    return [(_(LEVEL_WORDS[level][0]), LEVEL_WORDS[level][1], count) for level, count in counts.items()]


def _levels(report: Report, current: str) -> list[Link]:
    links = [Link(_("すべて"), "?", is_current=not current)]
    for level, (_word, _tag, count) in zip(Level, counts_of(report), strict=True):
        links.append(Link(_word, f"?level={level.value}", is_current=current == level.value, count=count))
    return links


def _line(finding: Finding, treatment: Treatment) -> FindingLine:
    word, tag = LEVEL_WORDS[finding.level]
    headers = {column.index: column.name or column.header for column in treatment.columns}
    data = treatment.first_row + treatment.header_rows
    is_in_table = finding.row is not None and finding.row >= data and finding.column in headers
    is_cell = is_in_table and finding.level is not Level.ADVICE
    key = f"{finding.row}:{finding.column}" if is_cell else ""
    header = headers.get(finding.column, "") if finding.column is not None else ""
    return FindingLine(
        finding, _(word), tag, place_of(finding.row, finding.column), header, key, treatment.entered.get(key)
    )


@staff(PREPARE_DATASET)
@of_editable_upload
def staff_preview(request: CityRequest, upload: Upload) -> HttpResponse:
    with desk_of(upload) as desk:
        context = {**frame(upload, "staff_preview"), **_released(desk, upload)}
    return render(request, "opendata/staff_preview.html", context)


def _released(desk: Desk, upload: Upload) -> dict[str, Any]:
    """Return what the release would look like, beside the one before it."""
    treatment = Treatment.from_json(upload.treatment)
    columns = desk.release_columns(treatment)
    heads = [column.name for column in columns]
    rows = list(islice(desk.release_rows(treatment), PREVIEW_ROWS))
    report = Report.from_json(upload.report)
    comparison = comparison_of(desk, upload, treatment)
    place_in = placer(columns)
    found = map(place_in, islice(desk.release_rows(treatment), MAP_ROWS)) if place_in else ()
    places = [Place(*place) for place in islice(filter(None, found), MOST_PLACES)]
    return {
        "report": report,
        "counts": counts_of(report),
        "mended": mended_cells(report, treatment),
        "standard": treatment.standard,
        "preview": _table(_("公開する表の最初の%(count)s行") % {"count": len(rows)}, heads, rows),
        "map": _map(upload, places),
        "comparison": comparison,
        "added": _changes(_("増えた行"), heads, comparison.added) if comparison else None,
        "removed": _removed(comparison) if comparison else None,
        "changed": comparison.changed[:CHANGES_SHOWN] if comparison else (),
    }


def _table(caption: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table | None:
    return text_table(caption, heads, rows) if heads and rows else None


def _changes(caption: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table | None:
    return _table(caption, heads, rows[:CHANGES_SHOWN])


def _removed(comparison: Comparison) -> Table | None:
    rows = comparison.removed[:CHANGES_SHOWN]
    width = max(map(len, rows), default=0)
    return _table(_("なくなった行"), [str(number + 1) for number in range(width)], rows)


def _map(upload: Upload, places: Sequence[Place]) -> Map | None:
    if not places:
        return None
    title = _("%(title)sの位置") % {"title": upload.dataset.title}
    text = _("座標のある行のうち、最初の%(count)s地点です。離れた点がないかを見てください。") % {
        "count": f"{len(places):,}"
    }
    rows = [(place.label or _("名称なし"), str(place.latitude), str(place.longitude)) for place in places[:PER_PAGE]]
    return Map(
        wide=drawn(places, "map", title, text, WIDE_MAP),
        narrow=drawn(places, "map-narrow", title, text, NARROW_MAP),
        text=text,
        twin=text_table(
            _("地図の地点（はじめの%(count)s）") % {"count": len(rows)}, (_("名称"), _("緯度"), _("経度")), rows
        ),
    )


@staff(PREPARE_DATASET)
@of_upload
def staff_request(request: CityRequest, upload: Upload) -> HttpResponse:
    report = Report.from_json(upload.report)
    initial = {"version": upload.version, "note": upload.note, "confirmation": upload.confirmation}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=initial)
    if not is_personal(report):
        del form.fields["confirmation"]
    if request.method == "POST" and form.is_valid():
        try:
            request_publication(
                request.actor,
                upload=upload,
                version=form.cleaned_data["version"],
                note=form.cleaned_data["note"],
                confirmation=form.cleaned_data.get("confirmation", ""),
                on=business_day(request.municipality),
            )
        except EditedMeanwhile:
            form.add_error(None, _(OF_OTHERS))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("申請しました。別の人が確かめて承認すると公開されます。"))
            return redirect(dataset_url(upload.dataset))
    context = {
        **frame(upload, "staff_request"),
        "form": form,
        "version_form": VersionForm(initial={"version": upload.version}),
        "report": report,
        "counts": counts_of(report),
        "is_personal": is_personal(report),
        "may_approve": request.actor.may(APPROVE_DATASET),
    }
    return render(request, "opendata/staff_request.html", context, status=422 if form.errors else 200)


@staff(APPROVE_DATASET)
@of_upload
def staff_decide(request: CityRequest, upload: Upload) -> HttpResponse:
    if upload.state != Upload.State.REQUESTED:
        messages.info(request, _("承認待ちではありません。"))
        return redirect(dataset_url(upload.dataset))
    is_returning = "return" in request.POST
    form = RemarkBackForm(request.POST if is_returning else None, initial={"version": upload.version})
    approval = VersionForm(
        request.POST if request.method == "POST" and not is_returning else None, initial={"version": upload.version}
    )
    if is_returning and form.is_valid() and _is_returned(request, upload, form):
        return redirect("opendata:staff_datasets")
    if approval.is_bound and approval.is_valid() and _is_approved(request, upload, approval):
        return redirect(step_url(upload, "staff_release"))
    treatment = Treatment.from_json(upload.treatment)
    with desk_of(upload) as desk:
        released = _released(desk, upload)
    report = released["report"]
    context = {
        **frame(upload, "staff_request", title=_("公開の承認")),
        **released,
        "form": form,
        "approval": approval,
        "lines": [_line(finding, treatment) for finding in report.findings[:PER_PAGE]],
        "is_personal": is_personal(report),
        "is_own": request.actor.user_id in {upload.uploaded_by_id, upload.requested_by_id},
        "is_withdrawn": upload.dataset.state == upload.dataset.State.WITHDRAWN,
    }
    return render(request, "opendata/staff_decide.html", context, status=422 if form.errors or approval.errors else 200)


def _is_returned(request: CityRequest, upload: Upload, form: RemarkBackForm) -> bool:
    try:
        return_upload(
            request.actor, upload=upload, version=form.cleaned_data["version"], remark=form.cleaned_data["remark"]
        )
    except EditedMeanwhile:
        form.add_error(None, _(OF_OTHERS))
    except Refused as refusal:
        add_refusal(form, refusal)
    else:
        messages.success(request, _("差し戻しました。"))
        return True
    return False


def _is_approved(request: CityRequest, upload: Upload, form: VersionForm) -> bool:
    try:
        approve_upload(
            request.actor,
            upload=upload,
            version=form.cleaned_data["version"],
            on=business_day(request.municipality),
        )
    except EditedMeanwhile:
        form.add_error(None, _(OF_OTHERS))
    except Refused as refusal:
        add_refusal(form, refusal)
    else:
        return True
    return False
