"""The review of a table: every reading with its verdict, a field to correct it and a box to confirm it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import PageLink, Pages
from hoshin.design.shell import Link
from hoshin.kernel.access import staff
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.publishing.actions.imports import Contested, WrongText, correct_readings, drop_unmatched
from hoshin.publishing.models import TableImport
from hoshin.publishing.permissions import IMPORT_TABLE
from hoshin.publishing.queries.imports import Work, get_import, work_of
from hoshin.publishing.rules.importing.correcting import Wish
from hoshin.publishing.rules.importing.review import Review
from hoshin.publishing.rules.importing.review_file import VERDICTS
from hoshin.publishing.rules.importing.review_page import Paging, Sent, Show, unmatched
from hoshin.publishing.views.imports import frame, of_open_import

SEEN, TEXT, CONFIRMED = "seen:", "text:", "ok:"
LISTED = 12  # problems named at the top; the others are found by the links from one to the next


@staff(IMPORT_TABLE)
@of_open_import
def import_review(request: CityRequest, row: TableImport) -> HttpResponse:
    if row.is_template:
        return redirect("publishing:import_load", row.pk)
    if request.method == "POST":
        return _save(request, row)
    work = work_of(row)
    if work.needs_columns:
        return redirect("publishing:import_columns", row.pk)
    return _page(request, work, Sent())


@staff(IMPORT_TABLE)
@of_open_import
def import_unmatched(request: CityRequest, row: TableImport) -> HttpResponse:
    if request.method == "POST":
        drop_unmatched(request.actor, table_import=row)
        messages.success(request, _("当たらない訂正を取り除きました。"))
    return redirect("publishing:import_review", row.pk)


def _save(request: CityRequest, row: TableImport) -> HttpResponse:
    wishes = _wishes(request.POST)
    sent = {wish.key: wish for wish in wishes}
    try:
        saved = correct_readings(request.actor, table_import=row, wishes=wishes)
    except Contested as contested:
        messages.error(request, _("同じところを、ほかの人が先に直していました。あなたの入力は残っています。"))
        return _page(request, work_of(get_import(row.pk)), Sent(sent, conflicts=contested.keys), status=409)
    except WrongText as wrong:
        messages.error(request, _("保存していません。印の付いた欄を直してください。"))
        return _page(request, work_of(row), Sent(sent, errors={wrong.key: wrong.message}), status=422)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("publishing:imports")
    count = len(work_of(saved).review.open)
    told = _("保存しました。残る問題は%(count)s件です。") if count else _("保存しました。問題は残っていません。")
    messages.success(request, told % {"count": count} if count else told)
    return redirect(_back(request, saved))


def _wishes(data: QueryDict) -> list[Wish]:
    keys = [name.removeprefix(SEEN) for name in data if name.startswith(SEEN)]

    def text(name: str) -> str:
        return str(data.get(name, "")).replace("\r\n", "\n")

    return [Wish(key, text(SEEN + key), text(TEXT + key), CONFIRMED + key in data) for key in keys]


def _back(request: CityRequest, row: TableImport) -> str:
    """Return to the place on the page from where it was saved."""
    url = reverse("publishing:import_review", args=[row.pk])
    at = request.POST.get("at", "")
    return f"{url}?show={_show(request)}&page={_number(request)}" + (f"#row-{at}" if at.isdecimal() else "")


def _page(request: CityRequest, work: Work, sent: Sent, *, status: int = 200) -> HttpResponse:
    review, show = work.review, _show(request)
    paging = Paging(review, show)
    number = min(_number(request), len(paging.pages))
    url = f"?show={show}&page="
    context = {
        **frame(request, work, "import_review"),
        "shows": _shows(review, show),
        "sections": paging.sections(number, work.context, sent),
        "problems": [(reading, paging.address(reading, here=number)) for reading in review.open[:LISTED]],
        "open_count": len(review.open),
        "counts": [(label, review.count(verdict)) for verdict, label in VERDICTS.items()],  # type: ignore[arg-type]  # the keys are the verdicts
        "row_count": len(review.rows),
        "unmatched": unmatched(review, work.corrections),
        "pages": _pages(number, len(paging.pages), url) if len(paging.pages) > 1 else None,
        "action": f"{url}{number}",
        "show": show.value,
    }
    return render(request, "publishing/import_review.html", context, status=status)


def _shows(review: Review, current: Show) -> list[Link]:
    labels = {Show.ALL: _("すべて"), Show.CHECK: _("要確認"), Show.PROBLEM: _("問題")}
    return [
        Link(label, f"?show={show}", is_current=show is current, count=sum(map(show.has, review.readings)))
        for show, label in labels.items()
    ]


def _pages(number: int, last: int, url: str) -> Pages:
    near = [one for one in range(1, last + 1) if one in (1, last) or abs(one - number) <= 2]
    links: list[PageLink] = []
    for before, one in zip([0, *near], near, strict=False):
        if one > before + 1:
            links.append(PageLink(None))
        links.append(PageLink(one, f"{url}{one}", is_current=one == number))
    return Pages(
        tuple(links),
        previous_url=f"{url}{number - 1}" if number > 1 else "",
        next_url=f"{url}{number + 1}" if number < last else "",
    )


def _show(request: CityRequest) -> Show:
    text = request.GET.get("show", "")
    return Show(text) if text in set(Show) else Show.ALL


def _number(request: CityRequest) -> int:
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
