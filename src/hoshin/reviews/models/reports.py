from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.indicators.models import Actual, Indicator
from hoshin.kernel.models import APPEND_ONLY, Department, QuantityModel, TenantModel, User, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import Item
from hoshin.reviews.models.files import Attachment
from hoshin.reviews.models.rounds import Question, Round
from hoshin.reviews.rules.states import ReportStatus, choices


@pghistory.track(*tracked())
class Report(VersionedModel, TenantModel):
    """What one owning section answers on one item in one round. Its parts below share its version."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="reports", verbose_name="照会")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="取組")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="所管課")
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当者"
    )
    status = models.CharField(
        "状態",
        max_length=10,
        choices=choices(ReportStatus),
        default=ReportStatus.WAITING.value,
    )
    since = models.DateTimeField("いつから", db_default=Now())  # in this status
    progress = models.TextField("取組・検討状況", blank=True)
    next_plan = models.TextField("次の年度の計画", blank=True)
    saved_by_name = models.CharField(max_length=80, blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "報告"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "round", "item"], name="report_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in ReportStatus]), name="report_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"


class Answer(TenantModel):
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers", verbose_name="報告")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+", verbose_name="質問")
    text = models.TextField("答え")

    class Meta:
        verbose_name = "質問への答え"
        constraints = [models.UniqueConstraint(fields=["municipality", "report", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ReportValue(QuantityModel, TenantModel):
    """A value that a person states for an indicator. With the report's acceptance it becomes an actual."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="values", verbose_name="報告")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+", verbose_name="成果指標")
    series = models.CharField("系列", max_length=300, blank=True)
    as_of_date = models.DateField("時点", null=True, blank=True)
    note = models.TextField("注記", blank=True)
    evidence = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="根拠のファイル"
    )
    actual = models.ForeignKey(Actual, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(QuantityModel.Meta):
        verbose_name = "報告された値"
        constraints = [
            *QuantityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "report", "indicator", "series"], name="report_value_once_a_series"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Shortfall(TenantModel):
    """Why a target was missed, and what is done about it: 事実・原因・対応・誰が・いつまでに."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="shortfalls", verbose_name="報告")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="成果指標"
    )
    fact = models.TextField("事実")
    cause = models.TextField("原因", blank=True)
    response = models.TextField("対応", blank=True)
    by_whom = models.CharField("誰が", max_length=120, blank=True)
    until_date = models.DateField("いつまでに", null=True, blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "未達の理由と対応"

    def __str__(self) -> str:
        return f"#{self.pk}"


class CostLine(TenantModel):
    """A line of cost in thousands of yen, as budgets and settlements print them."""

    class Kind(models.TextChoices):
        BUDGET = "budget", "予算"
        SETTLEMENT = "settlement", "決算"
        EXPECTED = "expected", "決算見込"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="costs", verbose_name="報告")
    kind = models.CharField("区分", max_length=12, choices=Kind.choices)
    year = models.PositiveSmallIntegerField("年度")
    amount = models.BigIntegerField("金額（千円）")
    text = models.CharField("内容", max_length=300, blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "費用"
        constraints = [models.CheckConstraint(condition=Q(year__range=(1950, 2200)), name="cost_year_plausible")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class ReportStep(TenantModel):
    """One step of a report from hand to hand, with what it said at that moment: nothing submitted is ever lost."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps", verbose_name="報告")
    verb = models.CharField("操作", max_length=20)
    old_status = models.CharField(max_length=10)
    new_status = models.CharField(max_length=10)
    remark = models.TextField("意見・理由", blank=True)
    content = models.JSONField(default=dict)  # rules.content.ReportContent as JSON
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField("誰が", max_length=80)
    acting_for = models.CharField("代理として", max_length=80, blank=True)  # whose deputy that person was
    at = models.DateTimeField("いつ", db_default=Now())

    class Meta:
        verbose_name = "報告の経過"
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb}"
