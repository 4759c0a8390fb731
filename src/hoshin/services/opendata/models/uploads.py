from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.services.opendata.models.datasets import Dataset


@pghistory.track(*tracked(), exclude=["report"])
class Upload(VersionedModel, TenantModel):
    """A file on its way to a release: read, mapped, mended, checked, asked for, approved or returned."""

    class State(models.TextChoices):
        OPEN = "open", "準備中"
        REQUESTED = "requested", "承認待ち"
        RETURNED = "returned", "差戻し"
        PUBLISHED = "published", "公開済み"
        CANCELLED = "cancelled", "取りやめ"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="uploads")
    file_name = models.CharField("ファイル名", max_length=200)
    storage_name = models.CharField(max_length=200, blank=True)  # emptied when the file is purged
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # What a person chose: rules.shapes.Treatment as JSON (sheet, header rows, columns, accepted mendings).
    treatment = models.JSONField(default=dict)
    report = models.JSONField(default=dict)  # rules.shapes.Report as JSON, of the treatment as it stands
    note = models.TextField("変更の内容", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_name = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_default=Now())
    requested_by_id = models.BigIntegerField(null=True)
    requested_by_name = models.CharField(max_length=80, blank=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    remark = models.TextField("承認者の意見", blank=True)

    class Meta:
        verbose_name = "公開の準備"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "dataset"],
                condition=Q(state__in=("open", "requested", "returned")),
                name="upload_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
