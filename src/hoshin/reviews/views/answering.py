"""How a report's form is filled: from the row, from what was sent, with files, and as a draft while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from hoshin.kernel.access import staff
from hoshin.kernel.clock import JST, moment
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.reviews.actions.attachments import add_attachment
from hoshin.reviews.actions.reports import save_report
from hoshin.reviews.forms.reports import ReportForm, evidence_names, report_form
from hoshin.reviews.models import Attachment, Report
from hoshin.reviews.permissions import ANSWER_REPORT
from hoshin.reviews.queries.asking import asked_of
from hoshin.reviews.queries.attachments import attachments_by_id
from hoshin.reviews.queries.contents import content_of
from hoshin.reviews.queries.reports import get_report
from hoshin.reviews.rules.asking import Asked

CONFLICT, UNPROCESSABLE = 409, 422


def form_of(data: QueryDict | None, row: Report) -> ReportForm:
    """Return the form of a report as it stands, filled with what was sent."""
    asked, content = asked_of(row), content_of(row)
    ids = {value.evidence_id for value in content.values if value.evidence_id is not None}
    if data is not None:
        sent = (data.get(name, "") for name in evidence_names(asked).values())
        ids |= {int(text) for text in sent if text.isdecimal() and len(text) < 19}
    files: dict[int, Attachment] = attachments_by_id(ids)
    return report_form(data, row, asked, content, files)


def with_uploads(request: CityRequest, asked: Asked) -> QueryDict:
    """Keep the files that were sent, and return what was sent with each chosen as the evidence of its value.

    :raises NotAttachable: one cannot be taken.
    """
    data = request.POST.copy()
    for sent, chosen in evidence_names(asked).items():
        file: Any = request.FILES.get(sent)
        if file is not None:
            data[chosen] = str(add_attachment(request.actor, name=file.name or "", file=file).pk)
    return data


@staff(ANSWER_REPORT)
def report_draft(request: CityRequest, report: int) -> HttpResponse:
    """Save while somebody types. The page is told the version that stands now, or why nothing was saved."""
    row = get_report(report)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    form = form_of(request.POST, row)
    if not form.is_valid():
        return _refused({name: [str(one) for one in form.errors[name]] for name in form.errors})
    at = moment(request.municipality)
    try:
        saved = save_report(
            request.actor, report=row, version=form.cleaned_data["version"], content=form.content(), at=at
        )
    except EditedMeanwhile:
        message = _("ほかの人が先に保存しました。「保存する」を押すと、両方を見比べて選べます。入力は消えていません。")
        return JsonResponse({"message": message}, status=CONFLICT)
    except Refused as refusal:
        return _refused({refusal.field or "": [refusal.message]})
    fresh = form_of(None, get_report(saved.pk))
    shown = (saved.saved_at or at).astimezone(JST)
    message = _("保存しました %(time)s") % {"time": f"{shown:%H:%M}"}
    return JsonResponse({"message": message, "version": saved.version, "seen": fresh.initial["seen"]})


def _refused(errors: dict[str, list[str]]) -> HttpResponse:
    sentences = " ".join(sentence for found in errors.values() for sentence in found)
    message = _("まだ保存していません：%(errors)s") % {"errors": sentences}
    return JsonResponse({"message": message, "errors": errors}, status=UNPROCESSABLE)
