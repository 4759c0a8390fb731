from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import CityForm, Prose


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
