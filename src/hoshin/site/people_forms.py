from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.kernel.forms import Choice, CityForm, Line
from hoshin.kernel.models import Department, Role, User

DATE = {"type": "date"}


class MembershipForm(CityForm):
    role = Choice(label=lazy("役割"), of_ids=True)
    department = Choice(label=lazy("所属"), of_ids=True, required=False)
    valid_from = forms.DateField(label=lazy("いつから"), required=False, widget=forms.DateInput(attrs=DATE))
    valid_to = forms.DateField(
        label=lazy("いつまで"),
        required=False,
        widget=forms.DateInput(attrs=DATE),
        help_text=lazy("この日まで有効です。空欄なら期限はありません。"),
    )

    def __init__(self, data: Any = None, *, roles: list[Role], departments: list[Department], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.roles = {role.pk: role for role in roles}
        self.departments = {department.pk: department for department in departments}
        self._offer("role", [("", _("選んでください")), *((role.pk, role.label) for role in roles)])
        named = [(one.pk, f"{one.parent_name} {one.name}".strip()) for one in departments]
        self._offer("department", [("", _("所属なし（団体全体）")), *named])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, Choice)  # noqa: S101  # for the type checker
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error("valid_to", _("「いつから」より前の日です。"))
        return cleaned

    def values(self) -> dict[str, Any]:
        department = self.cleaned_data["department"]
        return {
            **self.cleaned_data,
            "role": self.roles[self.cleaned_data["role"]],
            "department": self.departments[department] if department else None,
        }


class PersonForm(CityForm):
    full_name = Line(label=lazy("氏名"), max_length=80)
    email = forms.EmailField(
        label=lazy("メールアドレス"),
        required=False,
        max_length=254,
        help_text=lazy("パスワードの再設定とお知らせに使います。なければ空欄にします。"),
        error_messages={"invalid": lazy("メールアドレスの形になっていません。")},
    )


class NewPersonForm(PersonForm, MembershipForm):
    username = Line(
        label=lazy("ユーザー名"),
        max_length=60,
        validators=[ASCIIUsernameValidator(message=lazy("半角の英数字と . _ - + @ だけが使えます。"))],
        help_text=lazy("サインインに使う名前です。半角の英数字で、あとから変えられません。"),
    )
    field_order = ["full_name", "username", "email", "role", "department", "valid_from", "valid_to"]


class StopForm(CityForm):
    reason = Line(
        label=lazy("理由"), max_length=200, required=False, help_text=lazy("監査記録に残ります（例：異動、退職）。")
    )


class DeputyForm(CityForm):
    deputy = Choice(label=lazy("代理する人"), of_ids=True)
    valid_from = forms.DateField(label=lazy("いつから"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    valid_to = forms.DateField(
        label=lazy("いつまで"),
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        help_text=lazy("この日まで代理します。次の日からは、自動でできなくなります。"),
    )
    reason = Line(label=lazy("理由"), help_text=lazy("例：出張、休暇、産前産後休業。"))

    def __init__(self, data: Any = None, *, people: list[User], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.people = {user.pk: user for user in people}
        field: Any = self.fields["deputy"]
        named = [(user.pk, f"{user.get_full_name()}（{user.username}）") for user in people]
        field.choices = [("", _("選んでください")), *named]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "deputy": self.people[self.cleaned_data["deputy"]]}
