"""The form of a report: its inputs follow from what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.forms import Choice, Line, Prose, Rows, VersionedForm
from hoshin.reviews.forms.fields import Day, Value, WholeNumber, day_of, whole_number
from hoshin.reviews.models import Attachment, CostLine, Report
from hoshin.reviews.rules.asking import COSTS, NEXT_PLAN, PROGRESS, SHORTFALLS, Asked, AskedQuestion, AskedSeries
from hoshin.reviews.rules.content import ReportContent, StatedCost, StatedShortfall, StatedValue

NOT_CHOSEN = ("", "—")


class ReportForm(VersionedForm):
    """`files` are the attachments that can be chosen as evidence."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, Any],
        asked: Asked,
        content: ReportContent,
        year: int,
        files: Mapping[int, Attachment],
    ) -> None:
        super().__init__(data, initial=initial)
        self.asked = asked
        self.fields[PROGRESS] = Prose(label=_("取組・検討状況"), required=False)
        self._add_values(content, files)
        self.fields[SHORTFALLS] = self._shortfalls()
        self.fields[NEXT_PLAN] = Prose(label=_("次の年度の計画"), required=False)
        if asked.asks_costs:
            self.fields[COSTS] = _costs(year)
        for question in asked.questions:
            self.fields[question.field] = _question(question)
        self.initial["seen"] = self.seen_text()

    @property
    def value_rows(self) -> Iterator[tuple[AskedSeries, tuple[BoundField, ...]]]:
        """Each series with its inputs; none where the ledger measures it."""
        for one in self.asked.series:
            yield one, () if one.measured_by else tuple(self[name] for name in _names(one))

    @property
    def questions(self) -> list[BoundField]:
        return [self[question.field] for question in self.asked.questions]

    def clean(self) -> dict[str, Any]:
        for one in self.asked.series:
            value, _day, note, evidence = _names(one)
            data = self.cleaned_data
            if (data.get(note) or data.get(evidence)) and value in data and not data[value]:
                self.add_error(value, _("注記やファイルだけでは保存できません。値も入れてください。"))
        return self.cleaned_data

    def content(self) -> ReportContent:
        """Return what a valid form says."""
        data = self.cleaned_data
        return ReportContent(
            progress=data[PROGRESS],
            next_plan=data[NEXT_PLAN],
            answers={one.pk: data[one.field] for one in self.asked.questions if data[one.field]},
            values=tuple(self._values()),
            shortfalls=tuple(
                StatedShortfall(**{**row, "until_date": day_of(row["until_date"])}) for row in data[SHORTFALLS]
            ),
            costs=tuple(
                StatedCost(row["kind"], int(row["year"]), whole_number(row["amount"]), row["text"])
                for row in data.get(COSTS, ())
            ),
        )

    def _add_values(self, content: ReportContent, files: Mapping[int, Attachment]) -> None:
        given = {(value.indicator_key, value.series): value for value in content.values}
        choices = [NOT_CHOSEN, *((pk, row.name) for pk, row in files.items())]
        for one in self.asked.series:
            if one.measured_by:
                continue
            kept = given.get((one.key, one.facts.series))
            value, day, note, evidence = _names(one)
            self.fields[value] = Value(
                label=_("%(name)sの値") % {"name": one.label},
                unit=one.facts.unit,
                kept=kept.value if kept else None,
                required=False,
                help_text=_("「42,678枚」「集計中」など。0は「0」と書きます。"),
            )
            self.fields[day] = Day(label=_("%(name)sの時点") % {"name": one.label}, required=False)
            self.fields[note] = Line(label=_("%(name)sの注記") % {"name": one.label}, required=False)
            self.fields[evidence] = Choice(
                choices, label=_("%(name)sの根拠のファイル") % {"name": one.label}, of_ids=True, required=False
            )

    def _shortfalls(self) -> Rows:
        indicators = dict.fromkeys((one.key, one.name) for one in self.asked.series)
        return Rows(
            {
                "indicator_key": Choice(
                    [("", _("取組全体")), *indicators], label=_("成果指標"), required=False, initial=""
                ),
                "fact": Prose(label=_("事実")),
                "cause": Prose(label=_("原因"), required=False),
                "response": Prose(label=_("対応"), required=False),
                "by_whom": Line(label=_("誰が"), required=False, max_length=120),
                "until_date": Day(label=_("いつまでに"), required=False),
            },
            spare=1,
            is_ordered=False,
            label=_("未達の理由と対応"),
        )

    def _values(self) -> Iterator[StatedValue]:
        for one in self.asked.series:
            value, day, note, evidence = _names(one)
            text = self.cleaned_data.get(value)
            field = self.fields.get(value)
            if text and isinstance(field, Value):
                yield StatedValue(
                    one.key,
                    field.quantity(text),
                    series=one.facts.series,
                    as_of_date=day_of(self.cleaned_data[day]),
                    note=self.cleaned_data[note],
                    evidence_id=self.cleaned_data[evidence],
                )


def report_form(
    data: QueryDict | None, report: Report, asked: Asked, content: ReportContent, files: Mapping[int, Attachment]
) -> ReportForm:
    initial = {"version": report.version, **_initial(asked, content)}
    year = report.round.edition.year
    return ReportForm(data, initial=initial, asked=asked, content=content, year=year, files=files)


def evidence_names(asked: Asked) -> dict[str, str]:
    """Return, by the name of the input that takes a new file, that of the one that chooses among those there are."""
    return {one.named("file"): one.named("evidence") for one in asked.series if not one.measured_by}


def _names(one: AskedSeries) -> tuple[str, str, str, str]:
    return one.field, one.named("day"), one.named("note"), one.named("evidence")


def _initial(asked: Asked, content: ReportContent) -> dict[str, Any]:
    found: dict[str, Any] = {
        PROGRESS: content.progress,
        NEXT_PLAN: content.next_plan,
        SHORTFALLS: [
            {
                "indicator_key": row.indicator_key,
                "fact": row.fact,
                "cause": row.cause,
                "response": row.response,
                "by_whom": row.by_whom,
                "until_date": f"{row.until_date:%Y-%m-%d}" if row.until_date else "",
            }
            for row in content.shortfalls
        ],
        COSTS: [
            {"kind": line.kind, "year": line.year, "amount": f"{line.amount:,}", "text": line.text}
            for line in content.costs
        ],
        **{question.field: content.answers.get(question.pk, "") for question in asked.questions},
    }
    for value in content.values:
        series = asked.series_of(value)
        if series is not None:
            shown = str(value.value), f"{value.as_of_date or ''}", value.note, value.evidence_id
            found |= dict(zip(_names(series), shown, strict=True))
    return found


def _question(question: AskedQuestion) -> Prose | Choice | WholeNumber:
    named: dict[str, Any] = {"label": question.text, "help_text": question.hint, "required": False}
    if question.is_required:
        named["label"] = _("%(question)s（必ず答える質問）") % {"question": question.text}
    if question.kind == "yes_no":
        return Choice([NOT_CHOSEN, (_("はい"), _("はい")), (_("いいえ"), _("いいえ"))], **named)
    return WholeNumber(**named) if question.kind == "number" else Prose(**named)


def _costs(year: int) -> Rows:
    years = [("", "—"), *((str(one), FiscalYear(one).label_wareki) for one in range(year - 2, year + 3))]
    return Rows(
        {
            "kind": Choice([NOT_CHOSEN, *CostLine.Kind.choices], label=_("区分"), initial=""),
            "year": Choice(years, label=_("年度"), initial=""),
            "amount": WholeNumber(label=_("金額（千円）")),
            "text": Line(label=_("内容"), required=False),
        },
        spare=2,
        is_ordered=False,
        label=_("費用"),
    )
