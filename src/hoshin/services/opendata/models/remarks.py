from __future__ import annotations

import pghistory
from django.db import models
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.services.opendata.models.datasets import Dataset


@pghistory.track(*tracked())
class Remark(VersionedModel, TenantModel):
    """What somebody outside asked for or noticed, and the city's answer. Public only after a person let it be."""

    class Kind(models.TextChoices):
        REQUEST = "request", "公開してほしいデータ"
        MISTAKE = "mistake", "誤りの指摘"
        USE = "use", "活用の紹介"
        OTHER = "other", "その他"

    class State(models.TextChoices):
        NEW = "new", "未回答"
        ANSWERED = "answered", "回答済み"
        CLOSED = "closed", "回答しない"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    text = models.TextField("内容")
    received_at = models.DateTimeField(db_default=Now())
    received_date = models.DateField("受付日")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    is_public = models.BooleanField("公開する", default=False)
    answer = models.TextField("回答", blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_date = models.DateField("回答日", null=True, blank=True)

    class Meta:
        verbose_name = "要望・意見"
        indexes = [models.Index(fields=["municipality", "state", "received_at"], name="remark_by_state")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
