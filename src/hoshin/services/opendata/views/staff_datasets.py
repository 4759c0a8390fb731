"""The list of datasets with what waits, one dataset, and what is said of it."""

from __future__ import annotations

import datetime as dt
from math import ceil

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoshin.design.components import Filter, FilterField, Option
from hoshin.design.shell import Fact, Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.clock import business_day
from hoshin.kernel.editing import Editing, add, add_refusal, edit
from hoshin.kernel.fiscal import wareki
from hoshin.kernel.forms import CityForm
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.services.opendata.actions.datasets import edit_dataset, prepare_dataset
from hoshin.services.opendata.actions.publishing import republish_dataset, withdraw_dataset
from hoshin.services.opendata.actions.uploads import upload_file
from hoshin.services.opendata.forms import DatasetForm, FileForm, ReasonForm, dataset_form
from hoshin.services.opendata.models import Dataset, Release, Upload
from hoshin.services.opendata.permissions import ANSWER_REMARKS, APPROVE_DATASET, PREPARE_DATASET, WITHDRAW_DATASET
from hoshin.services.opendata.queries.staff import (
    PAGE,
    count_of_new_remarks,
    dataset_lines,
    departments_to_choose,
    get_dataset,
    link_problems,
    live_upload_of,
    live_uploads,
    releases_of,
)
from hoshin.services.opendata.rules.addresses import dataset_path, release_file_path
from hoshin.services.opendata.rules.naming import dataset_name
from hoshin.services.opendata.views.staff_frame import (
    DATASET_TAGS,
    UPLOAD_TAGS,
    crumbs,
    dataset_url,
    page_number,
    pages_of,
    step_url,
)

A_YEAR = dt.timedelta(days=365)


@staff(PREPARE_DATASET)
def staff_datasets(request: CityRequest) -> HttpResponse:
    text, state = request.GET.get("q", "")[:100], request.GET.get("state", "")
    number = page_number(request)
    since = business_day(request.municipality) - A_YEAR
    lines, total = dataset_lines(text=text, state=state, page=number, since=since)
    context = {
        "heading": Heading(
            _("データセットの公開"),
            lead=_("課にある表を、だれでも使えるデータにして公開します。確かめた人とは別の人が承認します。"),
        ),
        "crumbs": (*crumbs()[:1], Link(_("データセットの公開"), "")),
        "waiting": [(one, UPLOAD_TAGS[one.upload.state], _next_url(one.upload, request)) for one in live_uploads()],
        "lines": [(line, DATASET_TAGS[line.dataset.state]) for line in lines],
        "filter": _filter(text, state, total),
        "pages": pages_of(number, ceil(total / PAGE), {"q": text, "state": state}),
        "total": total,
        "is_filtered": bool(text or state),
        "may_approve": request.actor.may(APPROVE_DATASET),
        "new_remarks": count_of_new_remarks() if request.actor.may(ANSWER_REMARKS) else 0,
    }
    return render(request, "opendata/staff_datasets.html", context)


def _next_url(upload: Upload, request: CityRequest) -> str:
    if upload.is_being_published:
        return step_url(upload, "staff_release")
    if upload.state == upload.State.REQUESTED and request.actor.may(APPROVE_DATASET):
        return step_url(upload, "staff_decide")
    return step_url(upload, "staff_request" if upload.state == upload.State.REQUESTED else "staff_check")


def _filter(text: str, state: str, total: int) -> Filter:
    options = tuple(Option(value, str(label), value == state) for value, label in Dataset.State.choices)
    return Filter(
        action=reverse("opendata:staff_datasets"),
        fields=(FilterField("state", _("状態"), options),),
        search_name="q",
        search_label=_("名称・ファイル名・タグ"),
        search_value=text,
        result=_("%(count)s件") % {"count": f"{total:,}"},
    )


@staff(PREPARE_DATASET)
def staff_dataset_new(request: CityRequest) -> HttpResponse:
    def save(form: CityForm) -> Dataset:
        return prepare_dataset(request.actor, values=form.values())

    departments = departments_to_choose(on=business_day(request.municipality))
    return add(
        request,
        dataset_form(request.POST if request.method == "POST" else None, None, departments),
        save=save,
        done_url=lambda dataset: reverse("opendata:staff_upload_new", args=[dataset.pk]),
        undo_url_name=None,
        template="opendata/staff_dataset_form.html",
        context={
            "heading": Heading(
                _("新しいデータセット"),
                lead=_("何のデータかを書き、次の画面でファイルを送ります。承認の後に公開されます。"),
            ),
            "crumbs": crumbs(Link(_("新しいデータセット"), "")),
            "submit": _("保存してファイルを送る画面に進む"),
        },
    )


@staff(PREPARE_DATASET)
def staff_dataset_edit(request: CityRequest, pk: int) -> HttpResponse:
    on = business_day(request.municipality)

    def form_of(data: QueryDict | None, dataset: Dataset) -> DatasetForm:
        return dataset_form(data, dataset, departments_to_choose(on=on, but=dataset.department_id))

    def save(dataset: Dataset, form: DatasetForm) -> Dataset:
        return edit_dataset(request.actor, dataset=dataset, version=form.cleaned_data["version"], values=form.values())

    editing = Editing(
        load=lambda: get_dataset(pk),
        form_of=form_of,
        save=save,  # type: ignore[arg-type]  # `form_of` makes the form that `save` takes
        done_url=dataset_url,
        undo_url_name=None,
        template="opendata/staff_dataset_form.html",
        context=lambda dataset: {
            "heading": Heading(_("データセットの説明"), kicker=dataset.title),
            "crumbs": crumbs(Link(dataset.title, dataset_url(dataset)), Link(_("データセットの説明"), "")),
            "submit": _("保存する"),
            "is_public": dataset.state == Dataset.State.ACTIVE,
        },
    )
    return edit(request, editing, of=Dataset, pk=pk)


@staff(PREPARE_DATASET)
def staff_dataset(request: CityRequest, pk: int) -> HttpResponse:
    dataset = get_dataset(pk)
    name = dataset_name(request.municipality.code, dataset.number)
    upload = live_upload_of(dataset)
    context = {
        "heading": _dataset_heading(dataset),
        "crumbs": crumbs(Link(dataset.title, "")),
        "dataset": dataset,
        "tag": DATASET_TAGS[dataset.state],
        "facts": _facts(dataset, name),
        "upload": upload,
        "upload_tag": UPLOAD_TAGS[upload.state] if upload else "",
        "upload_url": _next_url(upload, request) if upload else "",
        "releases": [(release, _files(name, release)) for release in releases_of(dataset)],
        "problems": link_problems(dataset),
        "may_withdraw": request.actor.may(WITHDRAW_DATASET),
    }
    return render(request, "opendata/staff_dataset.html", context)


def _dataset_heading(dataset: Dataset) -> Heading:
    return Heading(dataset.title, kicker=dataset.category, lead=dataset.description)


def _files(name: str, release: Release) -> list[Link]:
    return [
        Link(file.format, release_file_path(name, release.number, file.file_name))
        for file in release.distributions.all()
    ]


def _facts(dataset: Dataset, name: str) -> tuple[Fact, ...]:
    url = "" if dataset.state == Dataset.State.PREPARED else dataset_path(name)
    department = dataset.department.name if dataset.department else _("決まっていません")
    facts = [
        Fact(_("公開ページ"), name, url=url, note="" if url else _("公開するとできます")),
        Fact(_("ファイル名"), dataset.slug),
        Fact(_("所管課"), department),
        Fact(_("ライセンス"), dataset.get_licence_display()),
        Fact(_("更新頻度"), dataset.update_frequency or _("記載なし")),
        Fact(_("標準データセット"), dataset.standard or _("合わせていません")),
    ]
    if dataset.withdrawn_date:
        facts.append(Fact(_("取下げ"), wareki(dataset.withdrawn_date), note=dataset.withdrawal_reason))
    return tuple(facts)


@staff(PREPARE_DATASET)
def staff_upload_new(request: CityRequest, pk: int) -> HttpResponse:
    dataset = get_dataset(pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = upload_file(request.actor, dataset=dataset, file=file.file, file_name=file.name or "")
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(step_url(upload, "staff_range"))
    context = {
        "heading": Heading(_("ファイルを送る"), kicker=dataset.title),
        "crumbs": crumbs(Link(dataset.title, dataset_url(dataset)), Link(_("ファイルを送る"), "")),
        "dataset": dataset,
        "form": form,
        "upload": live_upload_of(dataset),
    }
    return render(request, "opendata/staff_upload_new.html", context, status=422 if form.errors else 200)


@staff(WITHDRAW_DATASET)
def staff_withdraw(request: CityRequest, pk: int) -> HttpResponse:
    dataset = get_dataset(pk)
    is_withdrawn = dataset.state == Dataset.State.WITHDRAWN
    if dataset.state == Dataset.State.PREPARED:
        messages.info(request, _("まだ公開していないデータセットです。"))
        return redirect(dataset_url(dataset))
    form = ReasonForm(request.POST or None, initial={"version": dataset.version})
    if request.method == "POST" and form.is_valid():
        act = republish_dataset if is_withdrawn else withdraw_dataset
        try:
            act(
                request.actor,
                dataset=dataset,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                on=business_day(request.municipality),
            )
        except EditedMeanwhile:
            form.add_error(None, _("ほかの人が先に変更しました。画面を開き直して、いまの内容を確かめてください。"))
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            done = _("公開を再開しました。") if is_withdrawn else _("取り下げました。")
            messages.success(request, done)
            return redirect(dataset_url(dataset))
    title = _("公開を再開する") if is_withdrawn else _("取り下げる")
    context = {
        "heading": Heading(title, kicker=dataset.title),
        "crumbs": crumbs(Link(dataset.title, dataset_url(dataset)), Link(title, "")),
        "dataset": dataset,
        "form": form,
        "is_withdrawn": is_withdrawn,
    }
    return render(request, "opendata/staff_withdraw.html", context, status=422 if form.errors else 200)
