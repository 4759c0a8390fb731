from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from hoshin.kernel.models import APPEND_ONLY, TenantModel


class Attachment(TenantModel):
    """A file that somebody put in as evidence. It is never changed; another one is another row."""

    name = models.CharField("ファイル名", max_length=200)
    storage_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("大きさ")  # bytes
    sha256 = models.CharField(max_length=64)
    added_by_id = models.BigIntegerField(null=True)
    added_by_name = models.CharField(max_length=80)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "添付ファイル"
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"#{self.pk} {self.sha256[:8]}"
