from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked


class Policy(TenantModel):
    """A 方針 or plan that the city publishes edition by edition."""

    key = models.CharField("キー", max_length=63)
    name = models.CharField("名称", max_length=300)
    description = models.TextField("説明", blank=True)
    is_main = models.BooleanField(default=False)  # the one that /policy/2020/ means without naming it

    class Meta:
        verbose_name = "方針"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="policy_key_unique"),
            models.UniqueConstraint(fields=["municipality"], condition=Q(is_main=True), name="policy_one_main"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


class EditionStatus(models.TextChoices):
    DRAFT = "draft", "作成中"
    IN_ROUND = "in_round", "照会中"
    DECIDED = "decided", "決定"
    PUBLISHED = "published", "公表"
    SUPERSEDED = "superseded", "旧版"


EDITABLE = frozenset({EditionStatus.DRAFT.value, EditionStatus.IN_ROUND.value})
PUBLIC = frozenset({EditionStatus.PUBLISHED.value, EditionStatus.SUPERSEDED.value})


@pghistory.track(*tracked())
class Edition(VersionedModel, TenantModel):
    """The policy as of one fiscal year."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="editions", verbose_name="方針")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("題名", max_length=300)
    year_label = models.CharField("年度の表記", max_length=300, blank=True)
    status = models.CharField("状態", max_length=10, choices=EditionStatus.choices, default=EditionStatus.DRAFT)
    issued_date = models.DateField("発行日", null=True, blank=True)
    data_as_of_date = models.DateField("実績の時点", null=True, blank=True)
    summary = models.TextField("概要", blank=True)
    note = models.TextField("注記", blank=True)
    levels = ArrayField(
        models.CharField(max_length=300), verbose_name="体系の段の名前", default=list
    )  # names of the tree's levels, top first

    class Meta:
        verbose_name = "年度版"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "policy", "year"], name="edition_year_unique"),
            models.CheckConstraint(condition=Q(year__range=(1950, 2200)), name="edition_year_plausible"),
            models.CheckConstraint(condition=Q(levels__len__gte=1), name="edition_has_a_level"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.year}"

    @property
    def fiscal_year(self) -> FiscalYear:
        return FiscalYear(self.year)

    @property
    def label(self) -> str:
        return self.year_label or self.fiscal_year.label_both

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC


@pghistory.track(*tracked())
class Stage(VersionedModel, TenantModel):
    """A step an initiative stands at, named and ordered by the edition."""

    class Rule(models.TextChoices):
        NONE = "none", "なし"
        INDICATOR_WITH_TARGET = "indicator_with_target", "成果指標と目標が必要"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="stages", verbose_name="年度版")
    key = models.CharField("キー", max_length=63)
    label = models.CharField("名称", max_length=300)
    description = models.TextField("説明", blank=True)
    rule = models.CharField("要件", max_length=30, choices=Rule.choices, default=Rule.NONE)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "段階"
        constraints = [models.UniqueConstraint(fields=["municipality", "edition", "key"], name="stage_key_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class Direction(VersionedModel, TenantModel):
    """A まちづくりの方向 of the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="directions", verbose_name="年度版")
    key = models.CharField("キー", max_length=63)
    label = models.CharField("名称", max_length=300)
    mark = models.CharField("略称", max_length=4, blank=True)
    description = models.TextField("説明", blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "まちづくりの方向"
        constraints = [models.UniqueConstraint(fields=["municipality", "edition", "key"], name="direction_key_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
