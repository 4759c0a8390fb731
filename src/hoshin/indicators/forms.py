from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoshin.indicators.actions import Definition
from hoshin.indicators.models import Actual, Indicator, Target
from hoshin.kernel.fiscal import CalendarError, Period, parse_date
from hoshin.kernel.forms import Choice, CityForm, Line, Lines, Markdown, VersionedForm
from hoshin.kernel.models import Certainty
from hoshin.kernel.quantity import Quantity, QuantityError, parse_quantity
from hoshin.kernel.registry import Metric

T = TypeVar("T")

PERIOD_HELP = gettext_lazy(
    "「令和5年度」「2023年」「令和2年2月29日」「令和元年度〜令和5年度」のように書きます。年と年度は区別します。"
)
VALUE_HELP = gettext_lazy(
    "「42,678枚」「90%以上」「△2,700人」「15件（見込み）」のように書きます。「集計中」「未計測」や文章も入れられます。0は「0」、値がないときは空けておきます。"
)
DAY_HELP = gettext_lazy("「令和2年4月1日」「2020-04-01」など。")
CHANGE_REASON_HELP = gettext_lazy("この理由は、変更の前後の値とともに残ります。")


class Parsed(Line):
    """Text that is kept in its normal form, because two editors compare what they read, not what it is parsed to."""

    def __init__(self, parse: Callable[[str], object], tell: Callable[[Any], str], **kwargs: Any) -> None:
        self.parse, self.tell = parse, tell
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return self.tell(read(self.parse, text)) if text else text


def read(parse: Callable[[str], T], text: str) -> T:
    """
    :raises ValidationError: the text cannot be read; with the parser's own words.
    """
    try:
        return parse(text)
    except (CalendarError, QuantityError) as error:
        raise ValidationError(str(error), code="unreadable") from error


def period_field() -> Parsed:
    return Parsed(Period.parse, _label, label=_("時期"), help_text=PERIOD_HELP, max_length=60)


def _label(period: Period) -> str:
    return period.label_wareki


class IndicatorFields(CityForm):
    name = Line(label=gettext_lazy("指標名"))
    unit = Line(
        label=gettext_lazy("単位"), max_length=20, required=False, help_text=gettext_lazy("枚、件、%、人 など。")
    )
    accumulation = Choice(
        Indicator.Accumulation.choices,
        label=gettext_lazy("値の性質"),
        help_text=gettext_lazy(
            "その日現在の数（時点の値）か、1年度の間の数（年度の値）か、始めからの合計（累計）か。不明の間は達成率を計算しません。"
        ),
    )
    wanted = Choice(Indicator.Wanted.choices, label=gettext_lazy("望ましい向き"))
    category = Choice(Indicator.Category.choices, label=gettext_lazy("区分"))
    definition = Markdown(
        label=gettext_lazy("定義"), required=False, help_text=gettext_lazy("何を、どこまで、どう数えるか。")
    )
    breaks_series = forms.BooleanField(
        label=gettext_lazy("前の年度版とは定義が異なる"),
        required=False,
        help_text=gettext_lazy("印を付けると、定義の変わる前の実績とは比べません。"),
    )
    scope = Line(
        label=gettext_lazy("対象・分母"), required=False, help_text=gettext_lazy("「年間受付100件以上の手続」など。")
    )
    series = Lines(
        label=gettext_lazy("系列"),
        required=False,
        help_text=gettext_lazy("「小学校」「中学校」のように分けて測るときだけ、1行に1つずつ書きます。"),
    )
    source_kind = Choice(Indicator.SourceKind.choices, label=gettext_lazy("値の出どころ"))
    source_key = Line(
        label=gettext_lazy("計測項目"), required=False, help_text=gettext_lazy("自動計測のときの計測項目のキー。")
    )
    source_text = Line(
        label=gettext_lazy("出典"), required=False, help_text=gettext_lazy("調査や統計の名前と、調べる時期。")
    )
    rationale = Markdown(label=gettext_lazy("この指標を選んだ理由"), required=False)
    rule = Choice(
        Indicator.Rule.choices,
        label=gettext_lazy("達成度の算出"),
        help_text=gettext_lazy(
            "目標に対する割合は実績÷目標（減らす指標は目標÷実績）、基準からの進みは最初の実績から目標までのうち進んだ割合です。"
        ),
    )
    band_percent = forms.IntegerField(
        label=gettext_lazy("許容幅（%）"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("「基準の範囲内」のときだけ。10なら基準の±10%です。"),
    )
    is_capped = forms.BooleanField(label=gettext_lazy("100%を上限とする"), required=False)
    is_prorated = forms.BooleanField(
        label=gettext_lazy("年度で按分する"),
        required=False,
        help_text=gettext_lazy("最終目標までを一直線に進むとして、その時点で届いているはずの値と比べます。"),
    )
    certainty = Choice(Certainty.choices, label=gettext_lazy("確かさ"))
    note = Markdown(label=gettext_lazy("注記"), required=False)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page groups them; a field left out of the groups would fail the test of the form."""
        return [(str(label), [self[name] for name in names]) for label, names in GROUPS]


GROUPS = (
    (gettext_lazy("何を測るか"), ("name", "definition", "scope", "unit", "series", "breaks_series")),
    (gettext_lazy("値の性質と出どころ"), ("accumulation", "source_kind", "source_key", "source_text")),
    (
        gettext_lazy("どう評価するか"),
        ("category", "wanted", "rule", "band_percent", "is_capped", "is_prorated", "rationale"),
    ),
    (gettext_lazy("確かさと注記"), ("certainty", "note")),
)


class IndicatorForm(VersionedForm, IndicatorFields):
    pass


class ValueFields(CityForm):
    """What a target and an actual have in common. The value is shown as it was understood before it is saved."""

    period = period_field()
    value = Line(label=gettext_lazy("値"), required=False, help_text=VALUE_HELP)
    certainty = Choice(Certainty.choices, label=gettext_lazy("確かさ"), initial=Certainty.STATED)
    note = Markdown(label=gettext_lazy("注記"), required=False)

    def __init__(self, *args: Any, indicator: Indicator, row: Target | Actual | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator, self.row = indicator, row
        if "series" in self.fields and not indicator.series:
            del self.fields["series"]
        elif "series" in self.fields:
            self.fields["series"].choices = [(name, name) for name in indicator.series]  # type: ignore[attr-defined]

    def clean_value(self) -> str:
        text: str = self.cleaned_data["value"]
        read(self._quantity, text)
        return text

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "period": Period.parse(values["period"]), "value": self._quantity(values["value"])}

    @property
    def understood(self) -> Quantity | None:
        """The value as it was read; None while it cannot be."""
        return self._quantity(self.cleaned_data["value"]) if self.is_valid() else None

    @property
    def understood_as(self) -> str:
        """What kind of value it is, in a sentence."""
        value = self.understood
        if value is None:
            return ""
        if value.absence is not None:
            return _("値のない理由として扱います。0ではありません。")
        if value.text:
            return _("文章として扱います。達成率は計算しません。")
        parts = [
            _("数：%(amount)s") % {"amount": f"{value.amount:,f}"},
            _("単位：%(unit)s") % {"unit": value.unit or self.indicator.unit or _("なし")},
            value.comparator.label if value.comparator else "",
            value.status.label,
            value.qualifier,
        ]
        return _("数値として扱います（%(parts)s）。") % {"parts": "、".join(part for part in parts if part)}

    def _quantity(self, text: str) -> Quantity:
        """A value left as it stands is that value, as its source spells it; what is typed anew is in our print."""
        if self.row is not None and text == str(self.row.quantity):
            return self.row.quantity
        return parse_quantity(text, self.indicator.unit or None).without_label()


class TargetFields(ValueFields):
    series = Choice(label=gettext_lazy("系列"))
    period_label = Line(
        label=gettext_lazy("時期の表記"),
        required=False,
        help_text=gettext_lazy("「令和3年度中」のように、時期とは違う書き方で印刷するときだけ。"),
    )
    field_order = ["series", "period", "period_label", "value", "certainty", "note", "reason"]


class NewTargetForm(TargetFields):
    pass


class TargetForm(TargetFields, VersionedForm):
    reason = Line(label=gettext_lazy("変更の理由"), help_text=CHANGE_REASON_HELP)

    def told(self) -> list[str]:
        """The reason is of the change, not of the target: two people's reasons are no conflict."""
        return [name for name in super().told() if name != "reason"]


class VersionForm(CityForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RemovalForm(VersionForm):
    reason = Line(label=gettext_lazy("削除の理由"), help_text=CHANGE_REASON_HELP)


class NewActualForm(ValueFields):
    series = Choice(label=gettext_lazy("系列"))
    as_of_date = Parsed(
        parse_date,
        lambda day: f"{day:%Y-%m-%d}",
        label=gettext_lazy("時点"),
        required=False,
        help_text=gettext_lazy(
            "いつ現在の値か。「令和2年9月30日」「2020-09-30」など。時期の末日の値なら空けておけます。"
        ),
    )
    field_order = ["series", "period", "as_of_date", "value", "certainty", "note", "reason"]

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "as_of_date": parse_date(values["as_of_date"]) if values["as_of_date"] else None}


class CorrectionForm(NewActualForm):
    reason = Line(label=gettext_lazy("訂正の理由"), help_text=gettext_lazy("前の値も、この理由とともに残ります。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("series", None)


class DayField(Parsed):
    """A day in any of the ways that people write it; kept as 2020-04-01."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(parse_date, lambda day: f"{day:%Y-%m-%d}", **{"help_text": DAY_HELP, **kwargs})


class BindingForm(CityForm):
    metric_key = Choice(
        label=gettext_lazy("計測項目"),
        help_text=gettext_lazy(
            "指標と同じ単位のものを先に並べています。単位と値の性質が合うものだけを結び付けられます。"
        ),
    )
    from_date = DayField(label=gettext_lazy("計測を始める日"))
    reason = Line(label=gettext_lazy("理由"), help_text=gettext_lazy("この理由は、変更の記録に残ります。"))
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("後の時点の実績があることを確かめました"),
        required=False,
        help_text=gettext_lazy("計測を始める日より後の時点の実績が、すでに入力されているときだけ印を付けます。"),
    )

    def __init__(self, *args: Any, metrics: Iterable[Metric], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["metric_key"]
        choices = [(one.key, f"{one.label}（{one.unit}）") for one in metrics]
        choice.choices = choices  # type: ignore[attr-defined]  # a Choice

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "from_date": parse_date(values["from_date"])}


class BindingEndForm(VersionForm):
    ended_date = DayField(label=gettext_lazy("計測を終える日（この日からは、また手で入力します）"))
    reason = Line(label=gettext_lazy("終える理由"), help_text=gettext_lazy("計測した値は残ります。"))

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {**values, "ended_date": parse_date(values["ended_date"])}


def definition_of(form: CityForm) -> Definition:
    values = {name: value for name, value in form.values().items() if name in Definition.__dataclass_fields__}
    return Definition(**{**values, "series": tuple(values["series"])})


def initial_of_target(row: Target) -> dict[str, Any]:
    return {
        "version": row.version,
        "series": row.series,
        "period": row.period.label_wareki,
        "period_label": row.period_label,
        "value": str(row.quantity),
        "certainty": row.certainty,
        "note": row.note,
        "reason": "",
    }


def initial_of_actual(row: Actual) -> dict[str, Any]:
    return {
        "period": row.period.label_wareki,
        "as_of_date": f"{row.as_of_date:%Y-%m-%d}" if row.as_of_date else "",
        "value": str(row.quantity),
        "certainty": row.certainty,
        "note": row.note,
    }


def initial_of_indicator(row: Indicator) -> dict[str, Any]:
    return {"version": row.version, **{name: getattr(row, name) for name in Definition.__dataclass_fields__}}


def indicator_form(data: QueryDict | None, row: Indicator) -> IndicatorForm:
    return IndicatorForm(data, initial=initial_of_indicator(row))


def target_form(data: QueryDict | None, row: Target) -> TargetForm:
    return TargetForm(data, initial=initial_of_target(row), indicator=row.indicator, row=row)
