from __future__ import annotations

import io
import zipfile

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import add
from hoshin.kernel.forms import CityForm
from hoshin.kernel.requests import CityRequest
from hoshin.plan.models import Edition
from hoshin.publishing.actions import roll_over
from hoshin.publishing.forms import StartDraftForm
from hoshin.publishing.permissions import DOWNLOAD_FOLDER, START_DRAFT
from hoshin.publishing.queries import editions_to_copy, folder_of
from hoshin.publishing.rules.dump import dump_files


@staff(START_DRAFT)
def draft_new(request: CityRequest) -> HttpResponse:
    title = _("次の年度版の下書きを作る")
    editions = {str(edition.pk): edition for edition in editions_to_copy()}
    latest = next(iter(editions.values()), None)
    initial = {"source": latest.pk, "year": latest.year + 1} if latest else {}
    choices = [(pk, f"{edition.policy.name} {edition.label}") for pk, edition in editions.items()]
    form = StartDraftForm(request.POST or None, initial=initial, editions=choices)

    def save(valid: CityForm) -> Edition:
        source = editions[valid.cleaned_data["source"]]
        return roll_over(request.actor, source=source, year=valid.cleaned_data["year"])

    return add(
        request,
        form,
        save=save,
        done_url=lambda edition: reverse("plan:edition", args=[edition.policy.key, edition.year]),
        undo_url_name=None,
        template="publishing/draft_form.html",
        context={
            "heading": Heading(
                title, lead=_("選んだ年度版の内容を写して、編集できる下書きにします。もとの年度版は変わりません。")
            ),
            "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
            "has_editions": bool(editions),
        },
    )


@staff(DOWNLOAD_FOLDER)
def folder_zip(request: CityRequest, policy: str, year: int) -> HttpResponse:
    """Hand out the folder of YAML that `hoshin load` reads, as one file."""
    name = f"{policy}-{year}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(dump_files(folder_of(policy, (year,))).items()):
            # A fixed time of writing: the same edition gives the same bytes.
            archive.writestr(zipfile.ZipInfo(f"{name}/{path}"), text.encode())
    return HttpResponse(
        buffer.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}.zip"'},
    )
