from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.kernel.fiscal import FiscalYear, Period
from hoshin.kernel.forms import Choice, CityForm, Line, Prose, Rows, VersionedForm
from hoshin.plan.models import Edition
from hoshin.reviews.forms.fields import Day, PeriodLine
from hoshin.reviews.models import Question, Round
from hoshin.reviews.rules.asking import QuestionText

MOST_REMINDERS = 10
MOST_DAYS = 60
FIRST_HALF_ENDS = (9, 30)


class DaysBefore(Line):
    """Numbers of days, kept as 5, 1."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        parts = [part for part in text.replace("、", ",").replace("，", ",").replace(" ", "").split(",") if part]
        if not all(part.isascii() and part.isdigit() and int(part) <= MOST_DAYS for part in parts):
            raise ValidationError(_("「5, 1」のように、%(most)s日までの数で書いてください。") % {"most": MOST_DAYS})
        if len(parts) > MOST_REMINDERS:
            raise ValidationError(_("%(most)s個までにしてください。") % {"most": MOST_REMINDERS})
        return ", ".join(str(number) for number in sorted({int(part) for part in parts}, reverse=True))


class RoundFields(CityForm):
    kind = Choice(Round.Kind.choices, label=gettext_lazy("区分"))
    title = Line(label=gettext_lazy("題名"))
    period = PeriodLine(
        label=gettext_lazy("たずねる時期"),
        help_text=gettext_lazy(
            "「令和2年度」「2020年4月〜2020年9月」など。この時期の実績がまだない成果指標だけをたずねます。上期は半年の時期にします。"
        ),
        max_length=60,
    )
    opens_on = Day(label=gettext_lazy("照会の日"))
    due_on = Day(label=gettext_lazy("回答の期限"))
    guidance = Prose(
        label=gettext_lazy("依頼文"), required=False, help_text=gettext_lazy("回答の画面と知らせのメールに載ります。")
    )
    questions = Rows(
        {
            "text": Line(label=gettext_lazy("質問"), max_length=500),
            "hint": Line(label=gettext_lazy("記入の手がかり"), required=False),
            "kind": Choice(Question.Kind.choices, label=gettext_lazy("答え方"), initial=Question.Kind.TEXT),
            "is_required": forms.BooleanField(label=gettext_lazy("必須"), required=False),
        },
        label=gettext_lazy("質問"),
        help_text=gettext_lazy(
            "取組・検討状況、成果指標の実績、未達の理由は、いつもたずねます。ほかにたずねることだけを書きます。"
        ),
    )
    asks_costs = forms.BooleanField(label=gettext_lazy("予算・決算もたずねる（千円単位）"), required=False)
    remind_days_before = DaysBefore(
        label=gettext_lazy("期限前の知らせ（開庁日で何日前）"),
        required=False,
        help_text=gettext_lazy("「5, 1」なら、5日前と1日前の2回。"),
    )
    remind_every_days = forms.IntegerField(
        label=gettext_lazy("期限後の知らせの間隔（開庁日）"), min_value=1, max_value=MOST_DAYS
    )
    escalate_days = forms.IntegerField(
        label=gettext_lazy("課長にも知らせるまでの日数（開庁日）"), min_value=1, max_value=MOST_DAYS
    )

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {
            **values,
            "period": Period.parse(values["period"]),
            "opens_on": dt.date.fromisoformat(values["opens_on"]),
            "due_on": dt.date.fromisoformat(values["due_on"]),
            "questions": tuple(QuestionText(**row) for row in values["questions"]),
            "remind_days_before": tuple(int(part) for part in values["remind_days_before"].split(", ") if part),
        }


class NewRoundForm(RoundFields):
    edition = Choice(label=gettext_lazy("年度版"), of_ids=True)
    field_order = ["edition"]

    def __init__(self, *args: Any, editions: Iterable[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.editions = {edition.pk: edition for edition in editions}
        choices = [
            (one.pk, f"{one.policy.name} {one.label}（{one.get_status_display()}）") for one in self.editions.values()
        ]
        self.fields["edition"].choices = choices  # type: ignore[attr-defined]  # a Choice

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "edition": self.editions[values["edition"]]}


class RoundForm(VersionedForm, RoundFields):
    def values(self) -> dict[str, Any]:
        return {key: value for key, value in RoundFields.values(self).items() if key not in {"version", "seen"}}


def round_form(data: QueryDict | None, row: Round, questions: Sequence[QuestionText]) -> RoundForm:
    initial = {
        "version": row.version,
        "kind": row.kind,
        "title": row.title,
        "period": row.period.label_wareki,
        "opens_on": f"{row.opens_on:%Y-%m-%d}",
        "due_on": f"{row.due_on:%Y-%m-%d}",
        "guidance": row.guidance,
        "questions": [
            {"text": one.text, "hint": one.hint, "kind": one.kind, "is_required": one.is_required} for one in questions
        ],
        "asks_costs": row.asks_costs,
        "remind_days_before": ", ".join(str(number) for number in row.remind_days_before),
        "remind_every_days": row.remind_every_days,
        "escalate_days": row.escalate_days,
    }
    return RoundForm(data, initial=initial)


def first_guess(on: dt.date) -> dict[str, Any]:
    """Return what a round begun on that day is most likely about: the half year that ends, or the year."""
    year = FiscalYear.containing(on)
    half_ends = dt.date(year.year, *FIRST_HALF_ENDS)
    if half_ends - dt.timedelta(days=45) <= on <= half_ends + dt.timedelta(days=75):
        period, kind, named = Period.day_span(year.first_day, half_ends), Round.Kind.MID_YEAR, _("上期")
    else:
        year = year if on >= dt.date(year.year + 1, 1, 1) else FiscalYear(year.year - 1)
        period, kind, named = Period.fiscal_year(year), Round.Kind.YEAR_END, _("年度末")
    return {
        "kind": kind,
        "title": _("%(year)s %(half)sの照会") % {"year": year.label_wareki, "half": named},
        "period": period.label_wareki,
        "opens_on": f"{on:%Y-%m-%d}",
        "due_on": f"{on + dt.timedelta(days=21):%Y-%m-%d}",
        "remind_days_before": "5, 1",
        "remind_every_days": 3,
        "escalate_days": 5,
    }


class ReasonForm(CityForm):
    reason = Line(label=gettext_lazy("理由"), required=False, help_text=gettext_lazy("この理由は、記録に残ります。"))
