from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import Choice, CityForm, Prose
from hoshin.publishing.rules.importing.files import MOST_BYTES
from hoshin.publishing.rules.importing.mapping import Column


class StartDraftForm(CityForm):
    source = forms.ChoiceField(label=_("もとにする年度版"))
    year = forms.IntegerField(
        label=_("新しい年度版の年度"),
        help_text=_("年度が始まる年を西暦で書きます(令和3年度は 2021)。"),
        min_value=1950,
        max_value=2200,
    )

    def __init__(self, *args: Any, editions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = forms.ChoiceField(label=_("もとにする年度版"), choices=editions)


class PublishForm(CityForm):
    reason = Prose(
        label=_("訂正の理由"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("公開する正誤表に載ります。どこが誤っていたかを、読む人に分かるように書きます。"),
    )


class UploadForm(CityForm):
    into = forms.ChoiceField(label=_("読み込む先"))
    year = forms.IntegerField(
        label=_("新しい年度版の年度"),
        required=False,
        help_text=_("「新しい年度版」を選んだときに、年度が始まる年を西暦で書きます（令和3年度は 2021）。"),
        min_value=1950,
        max_value=2200,
    )
    file = forms.FileField(
        label=_("取組の表"),
        help_text=_("XLSX、CSV、TSVか、書き入れたひな形。5MB、5,000行、200列までです。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        allow_empty_file=True,
        max_length=300,
    )

    def __init__(self, *args: Any, targets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = forms.ChoiceField(label=_("読み込む先"), choices=list(targets))

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("ファイルが空です。"), code="empty")
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("ファイルが大きすぎます。5MBまでです。"), code="too_big")
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if str(cleaned.get("into", "")).endswith("@") and not cleaned.get("year") and "year" not in self.errors:
            self.add_error("year", _("新しい年度版の年度を書いてください。"))
        return cleaned

    def edition(self) -> tuple[str, int]:
        """Return the key of the policy and the year."""
        policy_key, _at, year = self.cleaned_data["into"].partition("@")
        return policy_key, int(year or self.cleaned_data["year"])


class ColumnsForm(CityForm):
    """A role for each column of the table."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self, *args: Any, columns: Sequence[Column], choices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = dict(choices)
        for column in columns:
            own = [] if column.role in known else [(column.role, column.role)]
            self.fields[f"role-{column.number}"] = Choice([*choices, *own], label=column.label, initial=column.role)

    def roles(self) -> list[str]:
        return [value for name, value in self.cleaned_data.items() if name.startswith("role-")]
