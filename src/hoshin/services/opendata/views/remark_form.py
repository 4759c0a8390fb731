"""The form in which somebody outside asks for data or points to a mistake, and how often one may send it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from hoshin.kernel.clock import business_day
from hoshin.kernel.forms import Choice, CityForm, Prose
from hoshin.kernel.requests import CityRequest
from hoshin.services.opendata.models import Remark

LONGEST_TEXT = 2000
MOST_OF_A_BROWSER = 5  # in a day
MOST_OF_ALL = 300  # in a day, so that a program without cookies cannot bury the staff either
A_DAY = 24 * 3600


class RemarkForm(CityForm):
    kind = Choice(
        Remark.Kind.choices,
        label=lazy("種類"),
        widget=forms.RadioSelect,
        error_messages={
            "required": lazy("種類を選んでください。"),
            "invalid_choice": lazy("種類を一覧から選んでください。"),
        },
    )
    text = Prose(
        label=lazy("内容"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=lazy(
            "2,000文字まで。氏名、住所、電話番号、メールアドレスなど、個人が分かることは書かないでください。"
            "回答はこのサイトで公開します。個別の返信はできません。"
        ),
        error_messages={"required": lazy("内容を書いてください。")},
    )
    # Nobody sees this field; programs that fill in whatever they find do.
    website = forms.CharField(required=False, label=lazy("この欄には何も書かないでください"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs.update({"tabindex": "-1", "autocomplete": "off"})

    @property
    def is_of_a_program(self) -> bool:
        return bool(self.data.get("website"))


def too_many(request: CityRequest) -> str:
    """Count one remark more, and say why it cannot be taken, if so. No address of anybody is kept for it."""
    day = business_day(request.municipality)
    if not request.session.session_key:
        request.session.create()
    base = f"opendata.remarks:{request.municipality.pk}:{day.isoformat()}"
    if _counted(f"{base}:{request.session.session_key}") > MOST_OF_A_BROWSER:
        return _("1日に送れるのは%(most)d件までです。明日以降にもう一度お試しください。") % {"most": MOST_OF_A_BROWSER}
    if _counted(base) > MOST_OF_ALL:
        return _("ただいま多くの意見が寄せられており、受け付けを止めています。明日以降にもう一度お試しください。")
    return ""


def _counted(key: str) -> int:
    cache.add(key, 0, A_DAY)
    return cache.incr(key)
