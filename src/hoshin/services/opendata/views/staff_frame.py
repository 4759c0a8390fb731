"""What the staff pages of the catalogue have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.design.components import PageLink, Pages, TagKind
from hoshin.design.shell import Heading, Link
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.models import Dataset, Upload
from hoshin.services.opendata.queries.uploads import get_upload

Page = Callable[[CityRequest, Upload], HttpResponse]

STEPS = (
    ("staff_range", gettext_lazy("表の範囲")),
    ("staff_columns", gettext_lazy("列の対応")),
    ("staff_mend", gettext_lazy("直すところ")),
    ("staff_check", gettext_lazy("点検")),
    ("staff_preview", gettext_lazy("プレビュー")),
    ("staff_request", gettext_lazy("申請")),
)
UPLOAD_TAGS: dict[str, TagKind] = {
    Upload.State.OPEN: "plain",
    Upload.State.REQUESTED: "info",
    Upload.State.APPROVED: "info",
    Upload.State.RETURNED: "warning",
    Upload.State.PUBLISHED: "success",
    Upload.State.CANCELLED: "plain",
}
DATASET_TAGS: dict[str, TagKind] = {
    Dataset.State.PREPARED: "plain",
    Dataset.State.ACTIVE: "success",
    Dataset.State.WITHDRAWN: "warning",
}


def of_upload(page: Page) -> Callable[[CityRequest, int], HttpResponse]:
    """Give a page the upload of its address; one that has ended or is being published leads elsewhere."""

    @wraps(page)
    def run(request: CityRequest, pk: int) -> HttpResponse:
        upload = get_upload(pk)
        if not upload.is_live:
            messages.info(request, _("このファイルの準備は、もう終わっています。"))
            return redirect("opendata:staff_dataset", upload.dataset_id)
        if upload.is_being_published:
            messages.info(request, _("承認されて、公開の処理中です。"))
            return redirect(step_url(upload, "staff_release"))
        return page(request, upload)

    return run


def of_editable_upload(page: Page) -> Callable[[CityRequest, int], HttpResponse]:
    """Give a page an upload that can be worked on; one that waits for a decision leads to where it is taken back."""

    @of_upload
    def run(request: CityRequest, upload: Upload) -> HttpResponse:
        if not upload.is_editable:
            messages.info(request, _("承認待ちです。直すときは、先に申請を取り下げてください。"))
            return redirect(step_url(upload, "staff_request"))
        return page(request, upload)

    return run


def step_url(upload: Upload, name: str) -> str:
    return reverse(f"opendata:{name}", args=[upload.pk])


def page_number(request: CityRequest) -> int:
    """Return which page of a list is asked for; the first, where that is no number."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def pages_of(number: int, last: int, kept: Mapping[str, str]) -> Pages | None:
    """Return the links to the pages of a list; None where there is one page only.

    :param kept: what else the address asks for; what is empty is left out.
    """
    if last < 2:
        return None

    def url(page: int) -> str:
        return f"?{urlencode({**{key: value for key, value in kept.items() if value}, 'page': page})}"

    links: list[PageLink] = []
    for page in sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)}):
        if links and page - (links[-1].number or 0) > 1:
            links.append(PageLink(None))
        links.append(PageLink(page, url(page), is_current=page == number))
    return Pages(
        tuple(links),
        previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < last else "",
    )


def dataset_url(dataset: Dataset) -> str:
    return reverse("opendata:staff_dataset", args=[dataset.pk])


def crumbs(*links: Link) -> tuple[Link, ...]:
    return (
        Link(_("ワークスペース"), "/staff/"),
        Link(_("データセットの公開"), reverse("opendata:staff_datasets")),
        *links,
    )


def steps(upload: Upload, current: str) -> list[Link]:
    return [
        Link(f"{number}. {title}", step_url(upload, name), is_current=name == current)
        for number, (name, title) in enumerate(STEPS, start=1)
    ]


def frame(upload: Upload, current: str, *, title: str = "") -> dict[str, Any]:
    """Return what every step shows: whose file it is, where one stands, what was said when it came back.

    :param title: of a page that belongs to a step and is none.
    """
    title = title or str(dict(STEPS)[current])
    lead = _("%(file)s（%(day)sに%(name)sさんが送ったファイル）") % {
        "file": upload.file_name,
        "name": upload.uploaded_by_name,
        "day": f"{localtime(upload.uploaded_at):%Y-%m-%d}",
    }
    return {
        "heading": Heading(title, kicker=upload.dataset.title, lead=lead),
        "crumbs": crumbs(Link(upload.dataset.title, dataset_url(upload.dataset)), Link(title, "")),
        "steps": steps(upload, current),
        "upload": upload,
        "dataset": upload.dataset,
    }
