from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel
from hoshin.services.opendata.models.datasets import Dataset


class DownloadCount(TenantModel):
    """How often a dataset's files of one format were fetched on a day: by people, and by machines that say so."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")
    format = models.CharField(max_length=10)
    day = models.DateField()
    by_people = models.PositiveIntegerField(default=0)
    by_machines = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "ダウンロード数"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "dataset", "format", "day"], name="download_count_of_a_day_unique"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.day}"


class LinkCheck(TenantModel):
    """The last look at an address or file of a dataset. `problem` is empty when all is well."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="link_checks")
    target = models.CharField(max_length=500)  # an address, or the name of one of our files
    problem = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(db_default=Now())
    failing_since = models.DateField(null=True)

    class Meta:
        verbose_name = "リンクの点検"
        constraints = [models.UniqueConstraint(fields=["municipality", "dataset", "target"], name="link_check_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.target}"
