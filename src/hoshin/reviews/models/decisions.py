from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from hoshin.kernel.models import APPEND_ONLY, TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import Edition, Item
from hoshin.reviews.models.rounds import Round
from hoshin.reviews.models.vocabulary import DecisionKind, ScaleMark
from hoshin.reviews.rules.states import MeetingStatus, choices


@pghistory.track(*tracked())
class Assessment(VersionedModel, TenantModel):
    """What people think of an item after a round, on the edition's own scale. Never computed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments", verbose_name="照会")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="取組")
    mark = models.ForeignKey(ScaleMark, on_delete=models.PROTECT, related_name="+", verbose_name="評価")
    comment = models.TextField("評価の理由", blank=True)
    assessed_by_name = models.CharField("評価した人", max_length=80)
    assessed_on = models.DateField("評価した日")

    class Meta:
        verbose_name = "評価"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "round", "item"], name="assessment_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


@pghistory.track(*tracked())
class Meeting(VersionedModel, TenantModel):
    """A meeting of the headquarters, with its papers and minutes."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name="年度版")
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="照会"
    )
    title = models.CharField("会議の名称", max_length=300)
    held_on = models.DateField("開催日")
    place = models.CharField("場所", max_length=200, blank=True)
    chair = models.CharField("議長", max_length=120, blank=True)
    attendees = models.TextField("出席者", blank=True)
    minutes = models.TextField("議事録", blank=True)
    status = models.CharField(
        "状態",
        max_length=10,
        choices=choices(MeetingStatus),
        default=MeetingStatus.PLANNED.value,
    )

    class Meta:
        verbose_name = "会議"

    def __str__(self) -> str:
        return f"#{self.pk} {self.held_on}"


@pghistory.track(*tracked())
class AgendaItem(VersionedModel, TenantModel):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda", verbose_name="会議")
    order = models.PositiveIntegerField("並び順", default=0)
    title = models.CharField("議題", max_length=300)
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="取組"
    )
    note = models.TextField("説明", blank=True)
    discussion = models.TextField("審議の内容", blank=True)

    class Meta:
        verbose_name = "議題"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Decision(TenantModel):
    """What the headquarters decided on an item. Rows are added, never changed; a newer one supersedes an older one."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name="年度版")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="取組")
    kind = models.ForeignKey(DecisionKind, on_delete=models.PROTECT, related_name="+", verbose_name="決定")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="照会")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="会議")
    reason = models.TextField("理由")
    decider = models.CharField("決定した者", max_length=120)
    decided_on = models.DateField("決定日")
    merge_into = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="統合先"
    )
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor")
    recorded_by_name = models.CharField("記録した人", max_length=80)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "決定"
        triggers = [APPEND_ONLY]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(decider=""), name="decision_says_who_and_why"),
            models.CheckConstraint(condition=~Q(merge_into=F("item")), name="decision_merges_into_another"),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="decision_does_not_supersede_itself"),
            models.UniqueConstraint(
                fields=["municipality", "edition", "item"],
                condition=Q(supersedes=None),
                name="decision_one_first_an_item",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
