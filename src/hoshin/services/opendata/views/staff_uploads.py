"""The first steps of a file: where its table is, what its columns are, how its cells are mended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoshin.design.components import Option
from hoshin.kernel.access import staff
from hoshin.kernel.refusal import Refused
from hoshin.kernel.requests import CityRequest
from hoshin.kernel.tables import letters_of
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.services.opendata.actions.uploads import cancel_upload, decide_mendings, recall_request, set_treatment
from hoshin.services.opendata.exports.desk import Desk, desk_of
from hoshin.services.opendata.forms import RangeForm, VersionForm, standard_choices
from hoshin.services.opendata.models import Upload
from hoshin.services.opendata.permissions import PREPARE_DATASET
from hoshin.services.opendata.rules.deciding import is_cell_key, is_refusal_key, merged
from hoshin.services.opendata.rules.mending import RULES, MendingRule, is_sure
from hoshin.services.opendata.rules.shapes import ColumnChoice, FieldType, Mending, Report, Treatment
from hoshin.services.opendata.rules.standards import newest
from hoshin.services.opendata.views.public_datasets import TYPE_WORDS
from hoshin.services.opendata.views.staff_frame import dataset_url, frame, of_editable_upload, of_upload, step_url

SHOWN_ROWS = 30
SHOWN_COLUMNS = 12
SHOWN_CELLS = 3
SHOWN_MENDINGS = 30
OF_OTHERS = "ほかの人が先に変更していました。今の内容を確かめて、もう一度操作してください。"


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file, its first cells, and what is proposed or chosen."""

    choice: ColumnChoice
    letters: str
    cells: tuple[str, ...]
    types: tuple[Option, ...]


@dataclass(frozen=True)
class MendingLine:
    mending: Mending
    key: str
    place: str
    header: str
    is_refused: bool


@dataclass(frozen=True)
class MendingGroup:
    """A rule with the first of the cells it would change."""

    rule: MendingRule
    count: int
    is_accepted: bool
    lines: tuple[MendingLine, ...]


@staff(PREPARE_DATASET)
@of_editable_upload
def staff_range(request: CityRequest, upload: Upload) -> HttpResponse:
    treatment = Treatment.from_json(upload.treatment)
    with desk_of(upload) as desk:
        form = RangeForm(
            request.POST if request.method == "POST" else None,
            sheets=desk.table.sheets,
            tables=_table_choices(desk, treatment.sheet),
            initial={
                "version": upload.version,
                "sheet": treatment.sheet,
                "table": desk.place_of(treatment),
                "first_row": treatment.first_row + 1,
                "header_rows": treatment.header_rows,
                "last_row": None if treatment.last_row is None else treatment.last_row + 1,
            },
        )
        if request.method == "POST" and form.is_valid():
            wanted = _ranged(desk, treatment, form, upload)
            if _is_saved(request, upload, wanted, form):
                return redirect(step_url(upload, "staff_columns"))
        sheet = treatment.sheet
        end = desk.end(treatment)
        context = {
            **frame(upload, "staff_range"),
            "form": form,
            "sheet": sheet,
            "has_sheets": len(desk.table.sheets) > 1,
            "has_tables": len(desk.tables(sheet)) > 1,
            "row_count": desk.table.row_counts[sheet],
            "rows": _first_rows(desk, treatment),
            "reason": desk.reason(treatment),
            "left_out": [(one.row + 1, one.text) for one in end.left_out[:10]],
            "notes": desk.notes(treatment),
            "encoding": desk.table.encoding_label,
        }
    return render(request, "opendata/staff_range.html", context, status=422 if form.errors else 200)


def _first_rows(desk: Desk, treatment: Treatment) -> list[tuple[int, tuple[str, ...], bool]]:
    """Return the first rows of the sheet, all as wide as the widest, and whether the header begins there."""
    rows = [row[:SHOWN_COLUMNS] for row in desk.table.head(treatment.sheet, count=SHOWN_ROWS)]
    width = max(map(len, rows), default=0)
    return [
        (number, row + ("",) * (width - len(row)), number == treatment.first_row + 1)
        for number, row in enumerate(rows, start=1)
    ]


def _table_choices(desk: Desk, sheet: str) -> list[tuple[int, str]]:
    """Return the tables that are found on the sheet, each by its place there and the names of its columns."""
    choices = []
    for place, table in enumerate(desk.tables(sheet)):
        first = letters_of(table.first_column)
        last = letters_of(table.first_column + max(len(table.names), 1) - 1)
        end = table.first_row if table.last_row is None else table.last_row
        where = _("%(top)s～%(bottom)s行目、%(left)s～%(right)s列") % {
            "top": f"{table.first_row + 1:,}",
            "bottom": f"{end + 1:,}",
            "left": first,
            "right": last,
        }
        names = "、".join(table.names)
        choices.append((place, f"{where}（{names if len(names) <= 60 else f'{names[:60]}…'}）"))
    return choices


def _ranged(desk: Desk, treatment: Treatment, form: RangeForm, upload: Upload) -> Treatment:
    """Return the treatment with the range as chosen; another range has other columns, another table other cells."""
    data = form.cleaned_data
    is_other_sheet = data["sheet"] != treatment.sheet
    if is_other_sheet or data["table"] not in (None, desk.place_of(treatment)):
        fresh = Treatment(sheet=data["sheet"], accepted=treatment.accepted)
        wanted = desk.with_table(fresh, 0 if is_other_sheet else data["table"])
        return desk.with_proposal(wanted, wished=upload.dataset.standard or None)
    last = data["last_row"]
    wanted = replace(
        treatment,
        first_row=data["first_row"] - 1,
        header_rows=data["header_rows"],
        last_row=None if last is None else last - 1,
    )
    is_header_kept = (wanted.first_row, wanted.header_rows) == (treatment.first_row, treatment.header_rows)
    if is_header_kept or desk.problem_of(wanted):
        return wanted
    return desk.with_proposal(wanted, wished=upload.dataset.standard or None)


def _is_saved(request: CityRequest, upload: Upload, wanted: Treatment, form: RangeForm | VersionForm) -> bool:
    """Set the treatment, or tell in the form why that cannot be."""
    try:
        set_treatment(request.actor, upload=upload, version=form.cleaned_data["version"], treatment=wanted)
    except EditedMeanwhile:
        form.add_error(None, _(OF_OTHERS))
    except Refused as refusal:
        form.add_error(None, refusal.message.split("\n"))
    else:
        return True
    return False


@staff(PREPARE_DATASET)
@of_editable_upload
def staff_columns(request: CityRequest, upload: Upload) -> HttpResponse:
    treatment = Treatment.from_json(upload.treatment)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": upload.version})
    with desk_of(upload) as desk:
        if request.method == "POST" and form.is_valid():
            if "propose" in request.POST:
                wanted = desk.with_proposal(treatment, wished=_standard(request.POST))
                if _is_saved(request, upload, wanted, form):
                    return redirect(step_url(upload, "staff_columns"))
            else:
                treatment = _chosen(treatment, request.POST)
                if _is_saved(request, upload, treatment, form):
                    return redirect(step_url(upload, "staff_mend"))
        sample = desk.sample(treatment)
        proposal = desk.proposal(treatment)
    standard = newest(treatment.standard) if treatment.standard else None
    in_file = {column.name for column in treatment.columns}
    context = {
        **frame(upload, "staff_columns"),
        "form": form,
        "columns": [_line(column, sample) for column in treatment.columns if column.index >= treatment.first_column],
        "standard": standard,
        "standards": [Option(key, title, key == treatment.standard) for key, title in standard_choices()],
        "reasons": proposal.reasons,
        "alternatives": proposal.alternatives,
        "missing": [field.name for field in standard.fields if field.name not in in_file] if standard else [],
    }
    return render(request, "opendata/staff_columns.html", context, status=422 if form.errors else 200)


def _standard(data: QueryDict) -> str | None:
    key = data.get("standard", "")
    if key == "?":
        return None
    return key if key in dict(standard_choices()) else ""


def _line(column: ColumnChoice, sample: list[tuple[str, ...]]) -> ColumnLine:
    texts = [row[column.index] for row in sample if column.index < len(row) and row[column.index].strip()]
    cells = tuple(text if len(text) <= 40 else f"{text[:40]}…" for text in texts[:SHOWN_CELLS])
    types = tuple(Option(one.value, str(TYPE_WORDS[one]), one is column.type) for one in FieldType)
    return ColumnLine(column, letters_of(column.index), cells, types)


def _chosen(treatment: Treatment, data: QueryDict) -> Treatment:
    """Return the treatment with what was said of each column; the standard decides what its columns hold."""
    standard = newest(treatment.standard) if treatment.standard else None
    known = {one.value for one in FieldType}
    columns = []
    for column in treatment.columns:
        name = " ".join(data.get(f"name-{column.index}", column.name).split())
        field = standard.field(name) if standard else None
        kind = data.get(f"type-{column.index}", "")
        chosen = field.type if field else FieldType(kind) if kind in known else column.type
        is_kept = name == column.name
        columns.append(
            replace(
                column,
                name=name,
                type=chosen,
                is_guess=False,
                reason=column.reason if is_kept else _("手で選びました。"),
            )
        )
    return replace(treatment, columns=tuple(columns))


@staff(PREPARE_DATASET)
@of_editable_upload
def staff_mend(request: CityRequest, upload: Upload) -> HttpResponse:
    treatment, report = Treatment.from_json(upload.treatment), Report.from_json(upload.report)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": upload.version})
    groups = _groups(treatment, report)
    if request.method == "POST" and form.is_valid():
        accepted, refused, entered = _decided(request.POST, treatment, groups)
        try:
            decide_mendings(
                request.actor,
                upload=upload,
                version=form.cleaned_data["version"],
                accepted=accepted,
                refused=refused,
                entered=entered,
            )
        except EditedMeanwhile:
            form.add_error(None, _(OF_OTHERS))
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect(step_url(upload, "staff_mend" if "stay" in request.POST else "staff_check"))
    headers = {column.index: column.header for column in treatment.columns}
    context = {
        **frame(upload, "staff_mend"),
        "form": form,
        "sure": [group for group in groups if group.rule.is_sure],
        "guesses": [group for group in groups if not group.rule.is_sure],
        "entered": [
            (key, place_of(*_cell(key)), headers.get(_cell(key)[1], ""), text)
            for key, text in treatment.entered.items()
        ],
    }
    return render(request, "opendata/staff_mend.html", context, status=422 if form.errors else 200)


def place_of(row: int | None, column: int | None) -> str:
    """Return where something is, as a spreadsheet program counts: 12行目 C列."""
    parts = [_("%(row)s行目") % {"row": f"{row + 1:,}"}] if row is not None else []
    parts += [_("%(letters)s列") % {"letters": letters_of(column)}] if column is not None else []
    return " ".join(parts)


def _cell(key: str) -> tuple[int, int]:
    row, _colon, column = key.partition(":")
    return int(row), int(column)


def _groups(treatment: Treatment, report: Report) -> list[MendingGroup]:
    headers = {column.index: column.header for column in treatment.columns}
    groups = []
    for key, count in report.mending_counts.items():
        found = [mending for mending in report.mendings if mending.rule == key][:SHOWN_MENDINGS]
        lines = []
        for mending in found:
            name = f"{key}@{mending.row}:{mending.column}"
            place = place_of(mending.row, mending.column)
            lines.append(MendingLine(mending, name, place, headers.get(mending.column, ""), name in treatment.refused))
        groups.append(MendingGroup(RULES[key], count, key in treatment.accepted, tuple(lines)))
    return groups


def _decided(
    data: QueryDict, treatment: Treatment, groups: list[MendingGroup]
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
    """Return what is accepted, refused and entered after the page; what it did not show stays as it was."""
    rules = [group.rule.key for group in groups]
    wanted = [rule for rule in rules if is_sure(rule)] if "all" in data else []
    accepted = merged(treatment.accepted, rules, [*wanted, *data.getlist("accept")])
    shown = [line.key for group in groups for line in group.lines]
    refused = merged(treatment.refused, shown, filter(is_refusal_key, data.getlist("refuse")))
    return accepted, refused, entered_after(data, treatment)


def entered_after(data: QueryDict, treatment: Treatment) -> dict[str, str]:
    """Return what cells say instead, after a page with fields `enter:12:3`, and boxes that empty or undo."""
    entered = dict(treatment.entered)
    for name, text in data.items():
        kind, _colon, key = name.partition(":")
        if not is_cell_key(key):
            continue
        if kind == "undo":
            entered.pop(key, None)
        elif kind == "blank":
            entered[key] = ""
        elif kind == "enter" and str(text).strip() and f"undo:{key}" not in data and f"blank:{key}" not in data:
            entered[key] = str(text)
    return entered


@staff(PREPARE_DATASET)
@of_upload
def staff_cancel(request: CityRequest, upload: Upload) -> HttpResponse:
    if request.method == "POST":
        form = VersionForm(request.POST)
        try:
            version = form.cleaned_data["version"] if form.is_valid() else 0
            cancel_upload(request.actor, upload=upload, version=version)
        except EditedMeanwhile:
            messages.error(request, _(OF_OTHERS))
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("「%(name)s」の公開の準備を取りやめました。") % {"name": upload.file_name})
    return redirect(dataset_url(upload.dataset))


@staff(PREPARE_DATASET)
@of_upload
def staff_recall(request: CityRequest, upload: Upload) -> HttpResponse:
    if request.method == "POST":
        form = VersionForm(request.POST)
        try:
            version = form.cleaned_data["version"] if form.is_valid() else 0
            recall_request(request.actor, upload=upload, version=version)
        except EditedMeanwhile:
            messages.error(request, _(OF_OTHERS))
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("申請を取り下げました。直して、もう一度申請できます。"))
            return redirect(step_url(upload, "staff_check"))
    return redirect(step_url(upload, "staff_request"))
