from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import CityForm
from hoshin.reviews.rules.states import ReminderKind, choices


class MailForm(CityForm):
    wanted = forms.MultipleChoiceField(
        label=_("受け取る知らせ"),
        choices=choices(ReminderKind),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("外した種類のメールは送られません。待っている報告は、ワークスペースでいつでも確かめられます。"),
    )

    def kinds(self) -> list[ReminderKind]:
        return [ReminderKind(value) for value in self.cleaned_data["wanted"]]
