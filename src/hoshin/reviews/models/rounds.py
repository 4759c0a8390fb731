from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoshin.indicators.models import PeriodModel
from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import Edition
from hoshin.reviews.rules.states import RoundStatus, choices


@pghistory.track(*tracked())
class Round(VersionedModel, PeriodModel, TenantModel):
    """A 照会: the coordinator asks the owning sections for what is missing of one period."""

    class Kind(models.TextChoices):
        MID_YEAR = "mid_year", "上期"
        YEAR_END = "year_end", "年度末"
        OTHER = "other", "随時"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name="年度版")
    kind = models.CharField("区分", max_length=10, choices=Kind.choices)
    title = models.CharField("題名", max_length=300)
    guidance = models.TextField("依頼文", blank=True)
    opens_on = models.DateField("照会の日")
    due_on = models.DateField("回答の期限")
    asks_costs = models.BooleanField("予算・決算もたずねる", default=False)
    # Reminders: business days before the day due; every so many after it; to the head after so many.
    remind_days_before = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="期限前の知らせ（開庁日）", default=list, blank=True
    )
    remind_every_days = models.PositiveSmallIntegerField("期限後の知らせの間隔（開庁日）", default=3)
    escalate_days = models.PositiveSmallIntegerField("課長にも知らせるまで（開庁日）", default=5)
    status = models.CharField(
        "状態",
        max_length=10,
        choices=choices(RoundStatus),
        default=RoundStatus.PREPARING.value,
    )
    opened_at = models.DateTimeField(null=True)
    opened_by_name = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "照会"
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="round_due_after_it_opens"),
            models.CheckConstraint(condition=Q(remind_every_days__gte=1), name="round_reminds_at_most_daily"),
            models.CheckConstraint(
                condition=Q(status__in=[one.value for one in RoundStatus]), name="round_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"


@pghistory.track(*tracked())
class Question(VersionedModel, TenantModel):
    """What a round asks beside progress, plan and figures."""

    class Kind(models.TextChoices):
        TEXT = "text", "文章"
        YES_NO = "yes_no", "はい・いいえ"
        NUMBER = "number", "数"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="questions", verbose_name="照会")
    order = models.PositiveIntegerField("並び順", default=0)
    text = models.CharField("質問", max_length=500)
    hint = models.CharField("記入の手がかり", max_length=300, blank=True)
    kind = models.CharField("答え方", max_length=10, choices=Kind.choices, default=Kind.TEXT)
    is_required = models.BooleanField("必ず答える", default=False)

    class Meta:
        verbose_name = "質問"

    def __str__(self) -> str:
        return f"#{self.pk}"
