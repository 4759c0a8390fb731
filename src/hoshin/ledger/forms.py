from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.attachments import SUFFIXES, Attachment, NotAttachable, attachment_of
from hoshin.kernel.fiscal import CalendarError, parse_date
from hoshin.kernel.forms import CityForm, Line, Prose
from hoshin.kernel.quantity import QuantityError, parse_quantity

DAY_HELP = gettext_lazy("「令和2年9月30日」「2020-09-30」のように書きます。")
AMOUNT_HELP = gettext_lazy("数だけを書きます。全角の数字や桁区切りのカンマも読めます。")
REASON_HELP = gettext_lazy("この理由は、数字の根拠のページで公開されます。個人の情報は書かないでください。")
FILE_HELP = gettext_lazy(
    "PDF、XLSX、DOCX、CSV、TXT、PNG、JPEG。10MBまで。公開ページには名前だけが載り、中身は職員だけが見られます。"
)
LONGEST_URL = 500


class Day(Line):
    """A day of any calendar; what a person reads back is what they wrote."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 60, "help_text": DAY_HELP, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _read(parse_date, text) if text else None


class Amount(Line):
    """A number and nothing else: no unit, no absence, no 約."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, "help_text": AMOUNT_HELP, **kwargs})

    def clean(self, value: Any) -> Any:
        quantity = _read(parse_quantity, super().clean(value))
        if quantity.amount is None or quantity.comparator or quantity.qualifier or quantity.unit:
            raise ValidationError(_("数だけを書いてください。例：5、1,234、2.5"), code="not_a_number")
        return quantity.amount


def _read(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except (CalendarError, QuantityError) as error:
        raise ValidationError(str(error), code="unreadable") from error


class EvidenceForm(CityForm):
    """Why, and on what paper: what every adjustment must say."""

    reason = Prose(label=gettext_lazy("理由"), max_length=1000, help_text=REASON_HELP)
    paper = Line(
        label=gettext_lazy("根拠の資料"),
        help_text=gettext_lazy("資料の名前か、ファイル名。例：交付枚数_令和2年9月末.xlsx"),
    )
    address = forms.URLField(
        label=gettext_lazy("根拠のURL"),
        required=False,
        max_length=LONGEST_URL,
        assume_scheme="https",
        help_text=gettext_lazy("公開されている資料のときだけ。"),
    )
    remark = Line(label=gettext_lazy("根拠の補足"), required=False, help_text=gettext_lazy("該当するページや表など。"))
    attachment = forms.FileField(
        label=gettext_lazy("根拠のファイル"),
        required=False,
        help_text=FILE_HELP,
        widget=forms.FileInput(attrs={"accept": ",".join((*SUFFIXES, ".jpeg"))}),
        allow_empty_file=True,
        max_length=300,
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(_("https:// か http:// で始まるURLを書いてください。"), code="scheme")
        return address

    def clean_attachment(self) -> Attachment | None:
        file = self.cleaned_data["attachment"]
        if not file:
            return None
        try:
            return attachment_of(file.name, file)
        except NotAttachable as refused:
            raise ValidationError(refused.message, code="not_attachable") from refused

    @property
    def evidence(self) -> dict[str, str]:
        named = {"資料": "paper", "URL": "address", "補足": "remark"}
        return {label: self.cleaned_data[name] for label, name in named.items() if self.cleaned_data.get(name)}


class OpeningForm(EvidenceForm):
    on = Day(label=gettext_lazy("いつ現在の数か"))
    amount = Amount(label=gettext_lazy("期首の残高"))
    field_order = ["on", "amount", "reason", "paper", "address", "remark", "attachment"]


class ReconciliationForm(EvidenceForm):
    on = Day(label=gettext_lazy("公式の数の時点"))
    official = Amount(label=gettext_lazy("公式の数"))
    shown = forms.DecimalField(required=False, widget=forms.HiddenInput)
    field_order = ["on", "official", "reason", "paper", "address", "remark", "attachment"]

    def ask_for_the_file_later(self) -> None:
        """A browser forgets a chosen file when the page comes back: it is asked for where the button books."""
        del self.fields["attachment"]


class VoidForm(CityForm):
    reason = Prose(label=gettext_lazy("取り消す理由"), max_length=1000, help_text=REASON_HELP)


def asked_day(text: str, *, today: dt.date) -> tuple[dt.date, str]:
    """Return the day that an address asks for, and what is wrong with it; then it is today."""
    if not text.strip():
        return today, ""
    try:
        day = parse_date(text)
    except CalendarError as error:
        return today, str(error)
    if day > today:
        return today, _("まだ来ていない日の数はありません。今日の数を表示しています。")
    return day, ""
