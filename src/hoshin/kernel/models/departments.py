from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from hoshin.kernel.models.history import tracked
from hoshin.kernel.models.tenancy import TenantModel
from hoshin.kernel.models.values import VersionedModel


@pghistory.track(*tracked())
class Department(VersionedModel, TenantModel):
    """A 所管課 as it was called for a time. A renamed one is another row, joined by a succession."""

    key = models.CharField("キー", max_length=63)
    name = models.CharField("名称", max_length=80)
    parent_name = models.CharField("部・局", max_length=80, blank=True)
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "所管課"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="department_key_unique"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="department_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


@pghistory.track(*tracked())
class DepartmentSuccession(TenantModel):
    """Who took over whose duties: a rename, one of the parts of a split, or one of the sources of a merger."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "名称変更"
        SPLIT = "split", "分割"
        MERGED = "merged", "統合"

    predecessor = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="successions", verbose_name="前の課"
    )
    successor = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="origins", verbose_name="後の課")
    kind = models.CharField("関係", max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = "課の引き継ぎ"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "predecessor", "successor"], name="department_succession_unique"
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="department_does_not_succeed_itself"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.predecessor_id} -> {self.successor_id}"
