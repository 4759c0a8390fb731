from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from hoshin.kernel.models import Department, TenantModel, User, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import ItemIdentity


@pghistory.track(*tracked())
class Duty(VersionedModel, TenantModel):
    """Who answers for an item: a department and, where one is named, a person. A change ends the row and adds another.

    An item without a duty is answered for by the lead department that the edition names.
    """

    identity = models.ForeignKey(ItemIdentity, on_delete=models.PROTECT, related_name="+", verbose_name="取組")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="所管課")
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="担当者"
    )
    from_date = models.DateField("いつから")
    ended_date = models.DateField("終わった日", null=True, blank=True)  # the first day on which it no longer holds
    reason = models.CharField("理由", max_length=300)
    end_reason = models.CharField("終わった理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "担当"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "identity"], condition=Q(ended_date=None), name="duty_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_date=None) | Q(ended_date__gte=F("from_date")), name="duty_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="duty_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} item {self.identity_id}"
