from __future__ import annotations

import datetime as dt

from django.db import connection, models
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel
from hoshin.kernel.scope import current_municipality_id
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

    @classmethod
    def add_one(cls, *, dataset_id: int, format: str, day: dt.date, is_machine: bool) -> None:
        """Count a file that was fetched. One statement, and no audit entry: who fetched what is nobody's business."""
        people, machines = (0, 1) if is_machine else (1, 0)
        with connection.cursor() as cursor:
            cursor.execute(_ADD_ONE, [current_municipality_id(), dataset_id, format, day, people, machines])


_ADD_ONE = """
INSERT INTO opendata_downloadcount AS kept (municipality_id, dataset_id, format, day, by_people, by_machines)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (municipality_id, dataset_id, format, day) DO UPDATE
SET by_people = kept.by_people + excluded.by_people, by_machines = kept.by_machines + excluded.by_machines
"""


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
