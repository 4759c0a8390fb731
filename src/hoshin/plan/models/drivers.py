from __future__ import annotations

import pghistory
from django.db import models

from hoshin.kernel.models import NotedModel, TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models.edition import Edition


@pghistory.track(*tracked())
class DriverField(VersionedModel, NotedModel, TenantModel):
    """A 検討分野 of the edition: a list of drivers that initiatives refer to."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="driver_fields", verbose_name="年度版")
    key = models.CharField("キー", max_length=63)
    label = models.CharField("名称", max_length=300)
    description = models.TextField("説明", blank=True)
    is_numbered = models.BooleanField("番号を付けて示す", default=True)  # a list printed without numbers gets none
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "検討分野"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "edition", "key"], name="driver_field_key_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class Driver(VersionedModel, NotedModel, TenantModel):
    """A line of a driver field. Its printed number is its place in the list, never stored."""

    field = models.ForeignKey(DriverField, on_delete=models.CASCADE, related_name="drivers", verbose_name="検討分野")
    key = models.CharField("キー", max_length=63)
    title = models.CharField("項目名", max_length=300)
    source = models.CharField("出典", max_length=300, blank=True)
    description = models.TextField("説明", blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "検討分野の項目"
        constraints = [models.UniqueConstraint(fields=["municipality", "field", "key"], name="driver_key_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
