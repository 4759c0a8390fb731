"""Who is to answer for an item, and who takes over from whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.forms import Choice, CityForm, Line
from hoshin.kernel.models import Department, User
from hoshin.reviews.forms.fields import Day, day_of

NOT_CHOSEN: tuple[Any, str] = ("", "")


class DutyForm(CityForm):
    department = Choice(label=gettext_lazy("所管課"), of_ids=True)
    person = Choice(
        label=gettext_lazy("担当者"),
        of_ids=True,
        required=False,
        help_text=gettext_lazy("決めなければ、課の担当の誰でも報告を書けます。"),
    )
    from_date = Day(label=gettext_lazy("いつから"))
    reason = Line(label=gettext_lazy("理由"), help_text=gettext_lazy("例：人事異動、事務分掌の変更。"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        initial: dict[str, Any],
        departments: Sequence[Department],
        people: Sequence[User],
    ) -> None:
        super().__init__(data, initial=initial)
        self.departments = {row.pk: row for row in departments}
        self.people = {row.pk: row for row in people}
        offer(self, "department", [NOT_CHOSEN, *((row.pk, _named(row)) for row in departments)])
        offer(self, "person", [("", _("決めない（課として担当）")), *((row.pk, row.get_full_name()) for row in people)])

    def values(self) -> dict[str, Any]:
        person = self.cleaned_data["person"]
        return {
            "department": self.departments[self.cleaned_data["department"]],
            "person": self.people[person] if person else None,
            "from_date": day_of(self.cleaned_data["from_date"]),
            "reason": self.cleaned_data["reason"],
        }


class EndDutyForm(CityForm):
    ended_date = Day(label=gettext_lazy("いつまで（この日から、年度版の所管課が担当します）"))
    reason = Line(label=gettext_lazy("理由"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def values(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {**values, "ended_date": day_of(values["ended_date"])}


class HandOverForm(CityForm):
    from_person = Choice(label=gettext_lazy("今の担当者"), of_ids=True)
    to_person = Choice(label=gettext_lazy("新しい担当者"), of_ids=True, required=False)
    from_date = Day(label=gettext_lazy("いつから"))
    reason = Line(label=gettext_lazy("理由"), help_text=gettext_lazy("例：人事異動、休職。"))

    def __init__(
        self, data: QueryDict | None, *, initial: dict[str, Any], holders: Sequence[User], people: Sequence[User]
    ) -> None:
        super().__init__(data, initial=initial)
        self.holders = {row.pk: row for row in holders}
        self.people = {row.pk: row for row in people}
        offer(self, "from_person", [NOT_CHOSEN, *((row.pk, row.get_full_name()) for row in holders)])
        nobody = ("", _("決めない（課として担当）"))
        offer(self, "to_person", [nobody, *((row.pk, row.get_full_name()) for row in people)])

    def values(self) -> dict[str, Any]:
        to_person = self.cleaned_data["to_person"]
        return {
            "from_person": self.holders[self.cleaned_data["from_person"]],
            "to_person": self.people[to_person] if to_person else None,
            "from_date": day_of(self.cleaned_data["from_date"]),
            "reason": self.cleaned_data["reason"],
        }


def offer(form: CityForm, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = list(choices)


def _named(row: Department) -> str:
    return f"{row.parent_name} {row.name}".strip()
