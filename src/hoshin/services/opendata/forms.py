"""What the staff pages of the catalogue ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hoshin.kernel.forms import Choice, CityForm, Line, Lines, Prose, VersionedForm
from hoshin.kernel.tables import Limits
from hoshin.services.opendata.models import Dataset, Licence
from hoshin.services.opendata.rules.naming import CATEGORIES
from hoshin.services.opendata.rules.standards import newest, standards

SLUG = r"^[a-z0-9][a-z0-9_-]{0,59}$"
LIMITS = Limits()
MB = 1024 * 1024


def standard_choices() -> list[tuple[str, str]]:
    """Return the standard datasets by key, each once, as it would be published."""
    keys = dict.fromkeys(standard.key for standard in standards())
    return [(key, f"{newest(key).title}（{key}）") for key in keys]


class DatasetForm(VersionedForm):
    """What is said of a dataset. A new one has version 1 already: nothing is under it yet."""

    title = Line(label=_("名称"), max_length=200, help_text=_("例：公衆トイレ一覧。年度は付けません。"))
    title_kana = Line(label=_("名称（かな）"), required=False, max_length=200)
    description = Prose(
        label=_("説明"),
        max_length=4000,
        help_text=_("何の一覧か、いつの時点か、利用するときに気をつけることを、はじめて見る人に分かるように書きます。"),
    )
    slug = forms.RegexField(
        SLUG,
        label=_("ファイル名"),
        help_text=_("公開するファイルの名前になります（団体コード_ここに書いた名前.csv）。例：public_toilet"),
        error_messages={"invalid": _("半角の英小文字・数字・ハイフン・下線だけで、60文字までにしてください。")},
    )
    category = Choice(label=_("分類"))
    standard = Choice(
        label=_("標準データセット"),
        required=False,
        help_text=_("自治体標準オープンデータセットに合わせるとき選びます。後で、ファイルの列から選び直せます。"),
    )
    tags = Lines(label=_("タグ"), required=False, line_length=60, max_lines=20)
    department_id = Choice(of_ids=True, label=_("所管課"), required=False)
    contact = Line(
        label=_("問い合わせ先"), required=False, max_length=200, help_text=_("課の電話番号や共用のメールアドレス。")
    )
    licence = Choice(Licence.choices, label=_("ライセンス"), initial=Licence.CC_BY)
    update_frequency = Line(label=_("更新頻度"), required=False, max_length=60, help_text=_("例：毎年4月、随時"))
    spatial = Line(label=_("対象地域"), required=False, max_length=100)
    period_start = forms.DateField(
        label=_("対象期間の始まり"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    period_end = forms.DateField(
        label=_("対象期間の終わり"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    landing_page = forms.URLField(
        label=_("関連ページ"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("市のサイトの説明ページ。"),
    )

    def __init__(self, data: QueryDict | None, *, initial: dict[str, Any], departments: list[tuple[int, str]]) -> None:
        super().__init__(data, initial=initial)
        # The first category is no better guess than any other: nobody publishes under 防災 by not looking.
        self._offer("category", [("", _("（選んでください）")), *((one.name, one.name) for one in CATEGORIES)])
        self._offer("department_id", [("", _("（決まっていない）")), *departments])
        self._offer("standard", [("", _("（合わせない、または後で選ぶ）")), *standard_choices()])
        self.initial["seen"] = self.seen_text()

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("対象期間の終わりは、始まりより後にしてください。"))
        return cleaned


DATASET_FIELDS = tuple(DatasetForm.base_fields.keys() - {"version", "seen"})


def dataset_form(data: QueryDict | None, dataset: Dataset | None, departments: list[tuple[int, str]]) -> DatasetForm:
    """Return the form of a dataset, or of one that is still to be made."""
    if dataset is None:
        return DatasetForm(data, initial={"version": 1, "licence": Licence.CC_BY}, departments=departments)
    initial = {name: getattr(dataset, name) for name in DATASET_FIELDS}
    return DatasetForm(data, initial={**initial, "version": dataset.version}, departments=departments)


class FileForm(CityForm):
    file = forms.FileField(
        label=_("表のファイル"),
        help_text=_(
            "CSV・TSV（100MBまで）かXLSX（30MBまで）。文字コードや題名の行、注記はそのままでかまいません。次の画面で確かめます。"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        allow_empty_file=True,
        max_length=300,
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("ファイルが空です。"), code="empty")
        if file.size > LIMITS.text_bytes:
            raise forms.ValidationError(
                _("ファイルが大きすぎます。%(most)sMBまでです。") % {"most": LIMITS.text_bytes // MB}, code="too_big"
            )
        return file


class VersionForm(CityForm):
    """A button, pressed by somebody who saw this version."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RangeForm(VersionForm):
    sheet = forms.ChoiceField(label=_("シート"))
    table = Choice(of_ids=True, label=_("公開する表"), required=False, widget=forms.RadioSelect)
    first_row = forms.IntegerField(label=_("見出しの最初の行"), min_value=1)
    header_rows = forms.IntegerField(
        label=_("見出しの行数"), min_value=0, max_value=5, help_text=_("見出しのない表は0にします。")
    )
    last_row = forms.IntegerField(
        label=_("データの最後の行"),
        min_value=1,
        required=False,
        help_text=_("表の下の注記や合計を除きます。空欄なら終わりまで読みます。"),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        sheets: tuple[str, ...],
        tables: list[tuple[int, str]],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]
        self.fields["table"].choices = tables  # type: ignore[attr-defined]


class RequestForm(VersionForm):
    note = Prose(
        label=_("変更の内容"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("この版で何が変わったかを、利用する人に向けて書きます。公開ページに載ります。"),
    )
    confirmation = Prose(
        label=_("個人に関する情報を確かめた結果"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "公開してよいと判断した理由を書きます。承認する人が読みます。例：施設の代表電話で、市のサイトで公表済み。"
        ),
    )


class RemarkBackForm(VersionForm):
    remark = Prose(
        label=_("差戻しの理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("何をどう直すかを書きます。"),
    )


class ReasonForm(VersionForm):
    reason = Prose(
        label=_("理由"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("公開ページに載ります。"),
    )


class AnswerForm(VersionForm):
    answer = Prose(label=_("回答"), required=False, max_length=4000, help_text=_("「回答しない」ときは空欄にします。"))
    is_public = forms.BooleanField(
        label=_("意見と回答を公開する"),
        required=False,
        help_text=_("意見に個人が分かることが書かれていないか、確かめてから公開します。"),
    )
