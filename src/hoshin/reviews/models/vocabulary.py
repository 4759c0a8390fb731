from __future__ import annotations

import pghistory
from django.db import models

from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import Edition


@pghistory.track(*tracked())
class ScaleMark(VersionedModel, TenantModel):
    """A mark of the edition's assessment scale. The same letter may mean something else in another edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name="年度版")
    key = models.CharField("キー", max_length=63)
    label = models.CharField("評価", max_length=60)
    meaning = models.TextField("意味", blank=True)
    is_unassessable = models.BooleanField("評価できない", default=False)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "評価の区分"
        constraints = [models.UniqueConstraint(fields=["municipality", "edition", "key"], name="scale_mark_key_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class DecisionKind(VersionedModel, TenantModel):
    """A word of the edition's decisions, and what it does to an item when the next edition begins."""

    class Effect(models.TextChoices):
        CARRY = "carry", "次の年度版に引き継ぐ"
        REVISE = "revise", "引き継ぎ、本文を要更新とする"
        MERGE = "merge", "ほかの取組に統合する"
        END = "end", "次の年度版に載せない"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name="年度版")
    key = models.CharField("キー", max_length=63)
    label = models.CharField("決定", max_length=60)
    meaning = models.TextField("意味", blank=True)
    effect = models.CharField("次の年度版での扱い", max_length=10, choices=Effect.choices, default=Effect.CARRY)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "決定の区分"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "edition", "key"], name="decision_kind_key_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
