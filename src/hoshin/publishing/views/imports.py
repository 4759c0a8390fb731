"""From a table that a city has to a draft: the first page, the columns, and the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hoshin.design.shell import Heading, Link
from hoshin.kernel.access import staff
from hoshin.kernel.editing import add_refusal
from hoshin.kernel.permissions import EDIT_DEPARTMENTS
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.tables import letters_of
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition
from hoshin.plan.permissions import LOAD_POLICY
from hoshin.publishing.actions.imports import cancel_import, choose_columns, load_import, upload_table
from hoshin.publishing.exports.template_xlsx import CellTooLong, template_xlsx
from hoshin.publishing.forms import ColumnsForm, UploadForm
from hoshin.publishing.models import TableImport
from hoshin.publishing.permissions import DOWNLOAD_FOLDER, IMPORT_TABLE
from hoshin.publishing.queries import editions_to_copy
from hoshin.publishing.queries.importing import import_target, policies_to_choose
from hoshin.publishing.queries.imports import Work, digest_of, get_import, open_imports, work_of
from hoshin.publishing.rules.importing.assembling import Assembled, NotSettled
from hoshin.publishing.rules.importing.mapping import role_choices
from hoshin.publishing.rules.importing.review_file import VERDICTS
from hoshin.publishing.rules.importing.review_page import ICONS, TAGS
from hoshin.publishing.rules.problem import masked

Page = Callable[[CityRequest, TableImport], HttpResponse]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_CELLS = 3


def of_open_import(page: Page) -> Callable[[CityRequest, int], HttpResponse]:
    """Give a page the import of its address; one that has ended leads back to the list."""

    def run(request: CityRequest, pk: int) -> HttpResponse:
        row = get_import(pk)
        if not row.is_open:
            messages.info(request, _("この読み込みは、もう終わっています。"))
            return redirect("publishing:imports")
        return page(request, row)

    return run


@staff(IMPORT_TABLE)
def import_list(request: CityRequest) -> HttpResponse:
    editions, policies = editions_to_copy(), policies_to_choose()
    begun = {edition.policy_id for edition in editions}
    targets = [
        (f"{one.policy.key}@{one.year}", f"{one.policy.name} {one.label}") for one in editions if one.is_editable
    ]
    targets += [(f"{one.key}@", _("%(name)s 新しい年度版") % {"name": one.name}) for one in policies if one.pk in begun]
    latest = max((one.year for one in editions), default=None)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        targets=targets,
        initial={"year": latest + 1} if latest else {},
    )
    if request.method == "POST" and form.is_valid():
        policy_key, year = form.edition()
        file = form.cleaned_data["file"]
        try:
            row = upload_table(
                request.actor, policy_key=policy_key, year=year, file_name=file.name or "", data=file.read()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(_step(row, "import_load" if row.is_template else "import_columns"))
    return _list(request, form, editions, has_targets=bool(targets))


def _list(request: CityRequest, form: UploadForm, editions: Sequence[Edition], *, has_targets: bool) -> HttpResponse:
    title = _("取組の表の読み込み")
    lead = _("すでにある一覧表（XLSX、CSV、TSV）を読み、一つずつ確かめてから、年度版の下書きにします。")
    context = {
        "heading": Heading(title, lead=lead),
        "crumbs": (Link(_("ワークスペース"), "/staff/"), Link(title, "")),
        "form": form,
        "has_targets": has_targets,
        "fixed": [edition for edition in editions if not edition.is_editable],
        "templates": [
            (edition, reverse("publishing:import_template", args=[edition.policy.key, edition.year]))
            for edition in editions
        ],
        "entries": [(row, *_progress(row)) for row in open_imports()],
        "may_load": may_load(request),
    }
    return render(request, "publishing/import_list.html", context, status=422 if form.errors else 200)


@staff(IMPORT_TABLE)
def import_template(request: CityRequest, policy: str, year: int) -> HttpResponse:
    """Hand out the workbook that an edition is written into."""
    target = import_target(policy, year)
    if target.context.is_new:
        raise Edition.DoesNotExist(year)
    try:
        data = template_xlsx(target.context)
    except CellTooLong as refused:
        messages.error(request, str(refused))
        return redirect("publishing:imports")
    headers = {"Content-Disposition": f'attachment; filename="template-{policy}-{year}.xlsx"'}
    return HttpResponse(data, content_type=XLSX, headers=headers)


@staff(IMPORT_TABLE)
@of_open_import
def import_columns(request: CityRequest, row: TableImport) -> HttpResponse:
    if row.is_template:
        return redirect(_step(row, "import_load"))
    work = work_of(row)
    form = ColumnsForm(
        request.POST or None,
        columns=work.columns,
        choices=role_choices(work.context, work.columns),
        initial={"version": row.version},
    )
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            chosen = choose_columns(
                request.actor, table_import=row, version=form.cleaned_data["version"], roles=form.roles()
            )
        except EditedMeanwhile as meanwhile:
            form.add_error(
                None,
                _(
                    "ほかの人が先に変更しました。あなたの選択は残っています。このままでよければ、もう一度進んでください。"
                ),
            )
            form.data = _with_version(request.POST, meanwhile.current.version)
            status = 409
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            _tell_dropped(request, row, chosen)
            return redirect(_step(row, "import_review"))
    context = {
        **frame(request, work, "import_columns"),
        "form": form,
        "columns": [
            (column, letters_of(column.number), _first_cells(work, column.number), form[f"role-{column.number}"])
            for column in work.columns
        ],
        "sheet": work.table.grid.name,
        "verdicts": {verdict: (label, TAGS[verdict], ICONS[verdict]) for verdict, label in VERDICTS.items()},
    }
    return render(request, "publishing/import_columns.html", context, status=status)


@staff(IMPORT_TABLE)
@of_open_import
def import_load(request: CityRequest, row: TableImport) -> HttpResponse:
    if request.method == "POST":
        return _load(request, row)
    work = work_of(row)
    if work.needs_columns:
        return redirect(_step(row, "import_columns"))
    assembled, problems = _assembled(work)
    context = {
        **frame(request, work, "import_load"),
        "assembled": assembled,
        "problems": problems,
        "groups": _groups(assembled, work) if assembled else (),
        "expected": digest_of(assembled.edition) if assembled else "",
        "may_load": may_load(request),
        "is_new": work.context.is_new,
        "has_moved": work.has_moved,
        "may_keep": request.actor.may(DOWNLOAD_FOLDER) and not work.context.is_new,
        "new_departments": _new_departments(assembled, work) if assembled else (),
    }
    return render(request, "publishing/import_load.html", context)


@staff(IMPORT_TABLE)
@of_open_import
def import_cancel(request: CityRequest, row: TableImport) -> HttpResponse:
    if request.method == "POST":
        cancel_import(request.actor, table_import=row)
        messages.success(request, _("「%(name)s」の読み込みを取りやめました。") % {"name": row.file_name})
    return redirect("publishing:imports")


def _with_version(data: QueryDict, version: int) -> QueryDict:
    data = data.copy()
    data["version"] = str(version)
    return data


def _load(request: CityRequest, row: TableImport) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        load_import(
            request.actor,
            table_import=row,
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            expected=request.POST.get("expected", ""),
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    except EditedMeanwhile:
        messages.error(request, _("ほかの人が先に変更していました。今の内容を確かめて、もう一度操作してください。"))
    else:
        url = reverse("plan:edition", args=[row.policy.key, row.year])
        said = _("%(label)s版の下書きとして読み込みました。") % {"label": row.year_label}
        messages.success(request, format_html('{} <a href="{}">{}</a>', said, url, _("下書きを開く")))
        return redirect("publishing:imports")
    return redirect(_step(row, "import_load"))


def _assembled(work: Work) -> tuple[Assembled | None, list[str]]:
    """Return what would be loaded, or why nothing can be."""
    if work.target.fixed:
        return None, [work.target.fixed]
    try:
        assembled = work.assembled()
        work.folder(assembled)
    except NotSettled as refused:
        return None, masked(str(refused)).split("\n")
    return assembled, []


def _groups(assembled: Assembled, work: Work) -> list[tuple[str, str, tuple[str, ...]]]:
    if work.context.is_new:
        made = {item.key for item in assembled.edition.items}
        left = tuple(item.title for item in work.context.edition.items if item.key not in made)
        return [
            (_("新しい取組"), _("もとの年度版にない取組です。"), assembled.added),
            (
                _("引き継ぐ取組"),
                _("もとの年度版の取組と名称か番号で結び付き、同じ取組として続きます。"),
                assembled.changed,
            ),
            (_("入らない取組"), _("もとの年度版にあり、表にない取組です。新しい年度版には入りません。"), left),
        ]
    return [
        (_("加わる取組"), _("いまの年度版にない取組です。"), assembled.added),
        (
            _("書き換わる取組"),
            _("名称か番号で結び付いた取組です。表に列のあることが、表のとおりになります。"),
            assembled.changed,
        ),
        (_("そのまま残る取組"), _("表にない取組です。変わりません。"), assembled.kept),
        (_("除かれる取組"), _("ひな形に行のない取組です。下書きから除かれます。"), assembled.dropped),
    ]


def _new_departments(assembled: Assembled, work: Work) -> list[str]:
    known = {one.key for one in work.context.departments}
    return [one.name for one in assembled.departments if one.key not in known]


def _first_cells(work: Work, number: int) -> list[str]:
    texts = (text for text in work.table.column(number) if text)
    return [
        text if len(text) <= 60 else f"{text[:60]}…" for _count, text in zip(range(FIRST_CELLS), texts, strict=False)
    ]


def _progress(row: TableImport) -> tuple[str, str]:
    """Return where an import stands in words, and the page that goes on with it."""
    if row.is_template:
        return _("ひな形。読み込むところ"), _step(row, "import_load")
    if row.open_count is None:
        return _("列の内容を選ぶところ"), _step(row, "import_columns")
    if row.open_count:
        return _("問題 %(count)s件") % {"count": row.open_count}, _step(row, "import_review")
    return _("問題なし。読み込むところ"), _step(row, "import_load")


def _tell_dropped(request: CityRequest, before: TableImport, after: TableImport) -> None:
    dropped = len(before.corrections) - len(after.corrections)
    if dropped > 0:
        said = _("列の内容が変わったため、その列の訂正と確認を%(count)s件取り消しました。") % {"count": dropped}
        messages.warning(request, said)


def may_load(request: CityRequest) -> bool:
    """Say whether the person may take the last step, which puts an edition and departments in place."""
    return request.actor.may(LOAD_POLICY) and request.actor.may(EDIT_DEPARTMENTS)


def frame(request: CityRequest, work: Work, current: str) -> dict[str, Any]:
    """Return what all pages of an import show: what it is, and its steps."""
    row = work.row
    titles = {
        "import_columns": _("列の内容"),
        "import_review": _("読み取りの確認"),
        "import_load": _("下書きにする"),
    }
    if row.is_template:
        titles = {"import_load": titles["import_load"]}
    lead = _("%(file)s（%(name)sさんが%(day)sに受け取り）") % {
        "file": row.file_name,
        "name": row.started_by_name,
        "day": f"{row.started_at:%Y-%m-%d}",
    }
    return {
        "heading": Heading(titles[current], kicker=f"{row.policy.name} {row.year_label}", lead=lead),
        "crumbs": (
            Link(_("ワークスペース"), "/staff/"),
            Link(_("取組の表の読み込み"), reverse("publishing:imports")),
            Link(titles[current], ""),
        ),
        "steps": [
            Link(f"{number}. {title}", _step(row, name), is_current=name == current)
            for number, (name, title) in enumerate(titles.items(), start=1)
        ],
        "row": row,
    }


def _step(row: TableImport, name: str) -> str:
    return reverse(f"publishing:{name}", args=[row.pk])
