"""What the editor's forms ask for, and how a row fills them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import Choice, CityForm, Line, Lines, Markdown, Prose, Rows, VersionedForm
from hoshin.kernel.models import Certainty
from hoshin.plan.models import (
    Direction,
    Driver,
    DriverField,
    Edition,
    Item,
    ItemDepartment,
    Section,
    Source,
    Stage,
    Term,
)
from hoshin.plan.queries.editing import (
    departments_of,
    departments_on,
    directions_of,
    edition_of,
    entries_of,
    references_of,
    schedule_of,
)

NOBODY: Final = ("", "—")
KEY_HELP = _("半角の英小文字・数字・ハイフン。年度版どうしの比較で同じものを見分けます。空欄なら自動で付きます。")
KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"


def _certainty(label: Any) -> Choice:
    return Choice(Certainty.choices, label=label, initial=Certainty.STATED)


def _note(label: Any = None) -> Prose:
    return Prose(
        label=label or _("注記"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("出典で分からなかったこと、推定した理由など。公開ページにも出ます。"),
    )


def _row_note() -> Prose:
    return Prose(label=_("注記"), required=False, widget=forms.Textarea(attrs={"rows": 1}))


def key_field() -> Any:
    return forms.RegexField(
        KEY_PATTERN,
        label=_("キー"),
        required=False,
        help_text=KEY_HELP,
        error_messages={"invalid": _("半角の英小文字・数字・ハイフン・下線だけで、63文字までにしてください。")},
    )


class EditionForm(VersionedForm):
    title = Line(label=_("題名"))
    year_label = Line(
        label=_("年度の表記"), required=False, help_text=_("空欄なら「2020（令和2）年度」の形になります。")
    )
    issued_date = forms.DateField(label=_("発行日"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    data_as_of_date = forms.DateField(
        label=_("実績の時点"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    levels = Lines(label=_("体系の段の名前"), max_lines=6, help_text=_("上の段から1行に1つ。例：基本目標、施策、事業"))
    summary = Markdown(label=_("概要"), required=False)
    note = _note()


def edition_form(data: QueryDict | None, edition: Edition) -> EditionForm:
    return EditionForm(data, initial=_initial(edition, EditionForm))


class ItemNewForm(CityForm):
    title = Line(label=_("名称"))
    number = Line(
        label=_("番号"), required=False, max_length=40, help_text=_("印刷のとおりに。後から付けることもできます。")
    )
    is_initiative = forms.BooleanField(
        label=_("重点取組として、段階・所管課・成果指標を持つ"), required=False, initial=True
    )
    key = key_field()


class ParentForm(CityForm):
    """Where an item goes: below another one, or to the top."""

    parent = Choice(of_ids=True, label=_("上位の節"), required=False)

    def __init__(self, data: QueryDict | None = None, *, parents: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["parent"].choices = [("", _("（いちばん上の段）")), *parents]  # type: ignore[attr-defined]


class ItemForm(VersionedForm):
    number = Line(label=_("番号"), required=False, max_length=40)
    title = Line(label=_("名称"))
    is_initiative = forms.BooleanField(label=_("重点取組として、段階・所管課・成果指標を持つ"), required=False)
    summary = Markdown(label=_("概要"), required=False)
    stage_id = Choice(of_ids=True, label=_("段階"), required=False)
    stage_certainty = _certainty(_("段階の確かさ"))
    stage_note = Prose(label=_("段階の注記"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    departments = Rows(
        {
            "department_id": Choice(of_ids=True, label=_("所管課")),
            "role": Choice(ItemDepartment.Role.choices, label=_("役割"), initial=ItemDepartment.Role.LEAD),
            "certainty": _certainty(_("確かさ")),
            "note": _row_note(),
        },
        label=_("所管課"),
    )
    directions = Rows(
        {
            "direction_id": Choice(of_ids=True, label=_("方向")),
            "certainty": _certainty(_("確かさ")),
            "note": _row_note(),
        },
        label=_("まちづくりの方向"),
    )
    references = Rows(
        {
            "target": Choice(label=_("検討分野と項目")),
            "printed": Line(label=_("書面の表記"), required=False, max_length=60),
            "certainty": _certainty(_("確かさ")),
            "note": _row_note(),
        },
        label=_("検討分野への参照"),
        help_text=_(
            "どの項目か分からない参照は「未解決」を選び、書面の表記（②など）を書きます。分かったら項目を選び直してください。"
        ),
    )
    progress = Markdown(label=_("これまでの取組・検討状況"), required=False)
    plan = Markdown(label=_("この年度の計画"), required=False)
    schedule = Rows(
        {
            "year": forms.IntegerField(
                label=_("年度（西暦）"),
                min_value=1950,
                max_value=2200,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            ),
            "text": Prose(label=_("内容"), widget=forms.Textarea(attrs={"rows": 2})),
            "certainty": _certainty(_("確かさ")),
            "note": _row_note(),
        },
        is_ordered=False,
        label=_("年度別の予定"),
    )
    certainty = _certainty(_("この取組の記載の確かさ"))
    note = _note()

    def parts(self) -> dict[str, list[dict[str, Any]]]:
        """Return the rows as the action takes them."""
        values = self.values()
        references = []
        for row in values["references"]:
            field_id, _dash, driver_id = row["target"].partition("-")
            said = {name: value for name, value in row.items() if name != "target"}
            references.append({"field_id": int(field_id), "driver_id": int(driver_id) if driver_id else None, **said})
        return {
            "departments": values["departments"],
            "directions": values["directions"],
            "references": references,
            "schedule": values["schedule"],
        }

    def own_values(self) -> dict[str, Any]:
        return {name: value for name, value in self.values().items() if not isinstance(self.fields[name], Rows)}


def item_form(data: QueryDict | None, item: Item) -> ItemForm:
    """Make the form of an item with what can be chosen in its edition."""
    departments, directions = departments_of(item), directions_of(item)
    initial = {
        **_initial(item, ItemForm, leave_out={"departments", "directions", "references", "schedule"}),
        "departments": [_columns(row, "department_id", "role", "certainty", "note") for row in departments],
        "directions": [_columns(row, "direction_id", "certainty", "note") for row in directions],
        "references": [
            {"target": _target(row.field_id, row.driver_id), **_columns(row, "printed", "certainty", "note")}
            for row in references_of(item)
        ],
        "schedule": [_columns(row, "year", "text", "certainty", "note") for row in schedule_of(item)],
    }
    form = ItemForm(initial=initial)
    edition = item.edition
    _offer(form, "stage_id", [(row.pk, row.label) for row in entries_of(Stage, edition)])
    at_work = departments_on(edition.fiscal_year.first_day, also=[row.department_id for row in departments])
    _offer(form, "departments", [(row.pk, _department(row)) for row in at_work], column="department_id")
    _offer(form, "directions", [(row.pk, row.label) for row in entries_of(Direction, edition)], column="direction_id")
    _offer(form, "references", _targets(edition), column="target")
    form.initial["seen"] = form.seen_text()
    if data is not None:
        form.data, form.is_bound = data, True
    return form


def _department(row: Any) -> str:
    return f"{row.name}（{row.valid_to:%Y-%m-%d}まで）" if row.valid_to else str(row.name)


def _targets(edition: Edition) -> list[tuple[str, str]]:
    """Offer every driver by its printed number, and for each field the reference that resolves to nothing."""
    found: list[tuple[str, str]] = []
    for field in entries_of(DriverField, edition):
        found += [
            (_target(field.pk, driver.pk), f"{field.label} {f'{place}. ' if field.is_numbered else ''}{driver.title}")
            for place, driver in enumerate(field.drivers.all(), start=1)
        ]
        found.append((_target(field.pk, None), f"{field.label}（未解決）"))
    return found


def _target(field_id: int, driver_id: int | None) -> str:
    return f"{field_id}-{driver_id or ''}"


def _offer(form: VersionedForm, name: str, choices: list[tuple[Any, str]], *, column: str = "") -> None:
    field = form.fields[name]
    chosen = field.columns[column] if column and isinstance(field, Rows) else field
    chosen.choices = [NOBODY, *choices]  # type: ignore[attr-defined]


class StageForm(VersionedForm):
    label = Line(label=_("名称"))
    rule = Choice(Stage.Rule.choices, label=_("要件"), help_text=_("この段階の取組が満たすべきこと。"))
    description = Markdown(label=_("説明"), required=False)


class DirectionForm(VersionedForm):
    label = Line(label=_("名称"))
    mark = Line(label=_("略称"), required=False, max_length=4, help_text=_("一覧表に使う4文字までの略称。例：創"))
    description = Markdown(label=_("説明"), required=False)


class DriverFieldForm(VersionedForm):
    label = Line(label=_("名称"))
    is_numbered = forms.BooleanField(
        label=_("項目に①②の番号を付ける"), required=False, help_text=_("書面で番号の付いていない一覧なら外します。")
    )
    description = Markdown(label=_("説明"), required=False)
    certainty = _certainty(_("確かさ"))
    note = _note()


class DriverForm(VersionedForm):
    title = Line(label=_("項目名"))
    source = Line(label=_("出典"), required=False)
    description = Markdown(label=_("説明"), required=False)
    certainty = _certainty(_("確かさ"))
    note = _note()


class TermForm(VersionedForm):
    term = Line(label=_("用語"))
    reading = Line(label=_("よみ"), required=False, help_text=_("ひらがなで。五十音順に並べるために使います。"))
    definition = Markdown(label=_("説明"))
    aliases = Lines(
        label=_("別の書き方"),
        required=False,
        help_text=_("本文でこの用語として印を付ける書き方。1行に1つ。例：Wi-Fi"),
    )


class SectionForm(VersionedForm):
    title = Line(label=_("題名"))
    kind = Choice(
        Section.Kind.choices, label=_("種類"), help_text=_("文章以外は、本文の下にこの年度版のデータが出ます。")
    )
    field_id = Choice(
        of_ids=True, label=_("検討分野"), required=False, help_text=_("種類が「検討分野の一覧」のときだけ選びます。")
    )
    body = Markdown(label=_("本文"), required=False, widget=forms.Textarea(attrs={"rows": 20}))
    certainty = _certainty(_("確かさ"))
    note = _note()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        shows_field = values.get("kind") == Section.Kind.DRIVER_FIELD
        if shows_field and not values.get("field_id"):
            self.add_error("field_id", _("どの検討分野を出すかを選んでください。"))
        if not shows_field and values.get("field_id"):
            self.add_error("field_id", _("検討分野を選べるのは、種類が「検討分野の一覧」のときだけです。"))
        return values


class SourceForm(VersionedForm):
    group = Line(label=_("区分"))
    title = Line(label=_("名称"))
    issued = Line(label=_("時期の表記"), required=False)
    depth = forms.TypedChoiceField(
        choices=[(0, _("なし")), (1, _("1段")), (2, _("2段"))], coerce=int, label=_("字下げ"), initial=0
    )
    certainty = _certainty(_("確かさ"))
    note = _note()


FORMS: dict[Any, type[VersionedForm]] = {
    Stage: StageForm,
    Direction: DirectionForm,
    DriverField: DriverFieldForm,
    Driver: DriverForm,
    Term: TermForm,
    Section: SectionForm,
    Source: SourceForm,
}


def entry_form(data: QueryDict | None, entry: Any) -> VersionedForm:
    """Make the form of a row of one of the lists; of a row not saved yet, too."""
    form_class = FORMS[type(entry)]
    form = form_class(data, initial=_initial(entry, form_class))
    if "field_id" in form.fields:
        _offer(form, "field_id", [(row.pk, row.label) for row in entries_of(DriverField, edition_of(entry))])
        form.initial["seen"] = form.seen_text()
    if entry.pk is None and hasattr(entry, "key"):
        form.fields["key"] = key_field()
    return form


def _initial(row: Any, form_class: type[VersionedForm], *, leave_out: Collection[str] = ()) -> dict[str, Any]:
    names = set(form_class.base_fields) - {"seen", *leave_out}
    return {name: getattr(row, name) for name in names}


def _columns(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
