from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from hoshin.kernel.forms import Choice, Line, VersionedForm
from hoshin.kernel.models import Municipality

FIELDS = ("version", "name", "kana", "name_en", "comparison_left")


class SettingsForm(VersionedForm):
    name = Line(
        label=lazy("名称"),
        max_length=60,
        help_text=lazy("「hoshin load」でフォルダを読み込むと、フォルダに書いた名称・かな・英語名になります。"),
    )
    kana = Line(label=lazy("かな"), max_length=80, required=False)
    name_en = Line(label=lazy("英語名"), max_length=80, required=False)
    comparison_left = Choice(
        Municipality.ComparisonLeft.choices,
        label=lazy("新旧対照表の並び"),
        help_text=lazy(
            "新旧対照表のページと、これから作るPDF・Word・Excelの並びです。読む人は、ページごとに逆にして見られます。"
            "公表済みの新旧対照表のファイルは、公表したときの並びのまま変わりません。"
        ),
    )


def settings_form(data: Any, municipality: Municipality) -> SettingsForm:
    return SettingsForm(data, initial={name: getattr(municipality, name) for name in FIELDS})
