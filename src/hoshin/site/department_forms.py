from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.kernel.departments import Kind, Successor
from hoshin.kernel.forms import Choice, CityForm, Line, Rows, VersionedForm
from hoshin.kernel.models import Department

KEY_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,62}$"
NAME_LENGTH = 80
FIRST_DAY = dt.date(1868, 1, 1)
NOT_BEFORE = MinValueValidator(FIRST_DAY, message=lazy("1868年（明治元年）以後の日にしてください。"))


def _day(label: Any, **values: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[NOT_BEFORE], **values)


class _DepartmentFields(CityForm):
    name = Line(label=lazy("名称"), max_length=NAME_LENGTH)
    parent_name = Line(label=lazy("部・局"), max_length=NAME_LENGTH, required=False)
    valid_from = _day(lazy("いつから"), required=False, help_text=lazy("分からなければ空欄にします。"))
    valid_to = _day(lazy("いつまで"), required=False, help_text=lazy("最後の日です。続いている課は空欄にします。"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("「いつから」より前の日です。"))
        return cleaned


class NewDepartmentForm(_DepartmentFields):
    key = forms.RegexField(
        KEY_PATTERN,
        label=lazy("キー"),
        required=False,
        help_text=lazy("ファイルの中で課を指す名前です。あとから変えられません。空欄なら自動で付きます。"),
        error_messages={"invalid": lazy("半角の英小文字・数字・ハイフン・下線だけで、63文字までにしてください。")},
    )


class DepartmentForm(_DepartmentFields, VersionedForm):
    pass


def department_form(data: Any, department: Department) -> DepartmentForm:
    names = ("version", "name", "parent_name", "valid_from", "valid_to")
    return DepartmentForm(data, initial={name: getattr(department, name) for name in names})


class SuccessionForm(CityForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    kind = Choice([("", ""), *((one.value, one.label) for one in Kind)], label=lazy("何があったか"))
    day = _day(
        lazy("引き継ぎの日"),
        help_text=lazy("後の課が始まる日です。前の課は、その前の日までになります（例：4月1日）。"),
    )
    successors = Rows(
        {
            "department_id": Choice(of_ids=True, label=lazy("すでにある課"), required=False),
            "name": Line(label=lazy("新しい課の名称"), max_length=NAME_LENGTH, required=False),
            "parent_name": Line(label=lazy("新しい課の部・局"), max_length=NAME_LENGTH, required=False),
        },
        label=lazy("後の課"),
        help_text=lazy("1行に1つの課です。すでにある課を選ぶか、新しい課の名称を書きます。"),
        is_ordered=False,
    )
    others = Rows(
        {"department_id": Choice(of_ids=True, label=lazy("課"))},
        label=lazy("一緒に統合される課"),
        help_text=lazy("「統合」のときだけ選びます。これらの課も、同じ日に引き継がれます。"),
        is_ordered=False,
    )

    def __init__(self, data: Any, *, department: Department, departments: Sequence[Department]) -> None:
        super().__init__(data, initial={"version": department.version})
        self.departments = {row.pk: row for row in departments if row.pk != department.pk}
        choices = [("", ""), *((row.pk, _named(row)) for row in self.departments.values())]
        for name in ("successors", "others"):
            field: Any = self.fields[name]
            field.columns["department_id"].choices = choices

    def clean_successors(self) -> list[Successor]:
        rows = self.cleaned_data["successors"]
        if any(bool(row["department_id"]) == bool(row["name"]) for row in rows):
            raise forms.ValidationError(
                _("後の課は、すでにある課を選ぶか新しい名称を書くか、どちらか一方にしてください。")
            )
        return [Successor(self.departments.get(row["department_id"]), row["name"], row["parent_name"]) for row in rows]

    def values(self) -> dict[str, Any]:
        return {
            **self.cleaned_data,
            "kind": Kind(self.cleaned_data["kind"]),
            "others": [self.departments[row["department_id"]] for row in self.cleaned_data["others"]],
        }


def _named(row: Department) -> str:
    name = f"{row.parent_name} {row.name}".strip()
    return _("%(name)s（%(day)sまで）") % {"name": name, "day": row.valid_to.isoformat()} if row.valid_to else name
