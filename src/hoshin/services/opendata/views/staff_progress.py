"""How far a release is on its way from the approval to the public, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.components import Progress
from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.progress import progress_of
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.models import Upload
from hoshin.services.opendata.permissions import APPROVE_DATASET, PREPARE_DATASET
from hoshin.services.opendata.queries.uploads import get_upload, progress_key
from hoshin.services.opendata.rules.addresses import dataset_path
from hoshin.services.opendata.rules.naming import dataset_name
from hoshin.services.opendata.views.staff_frame import crumbs, dataset_url


@staff(PREPARE_DATASET)
def staff_release(request: CityRequest, pk: int) -> HttpResponse:
    upload = get_upload(pk)
    if not (upload.is_being_published or upload.release or upload.failure):
        messages.info(request, _("まだ承認されていません。"))
        return redirect(dataset_url(upload.dataset))
    percent, step = progress_of(progress_key(upload)) if upload.is_being_published else (0, "")
    title = _("公開の進み具合")
    dataset = upload.dataset
    context = {
        "heading": Heading(title, kicker=dataset.title, lead=_lead(upload)),
        "crumbs": crumbs(Link(dataset.title, dataset_url(dataset)), Link(title, "")),
        "upload": upload,
        "dataset": dataset,
        "progress": Progress(_("公開"), percent, 100, step or _("処理が始まるのを待っています")),
        "public_url": dataset_path(dataset_name(request.municipality.code, dataset.number)),
        "may_approve": request.actor.may(APPROVE_DATASET),
    }
    return render(request, "opendata/staff_release.html", context)


def _lead(upload: Upload) -> str:
    day = f"{upload.decided_date:%Y-%m-%d}" if upload.decided_date else ""
    return _("%(file)s（%(name)sさんが%(day)sに承認）") % {
        "file": upload.file_name,
        "name": upload.decided_by_name,
        "day": day,
    }
