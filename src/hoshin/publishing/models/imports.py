"""Tables that people are bringing in: between the file they sent and the draft it becomes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.plan.models import Policy


class TableImport(VersionedModel, TenantModel):
    """One table on its way into a draft: what the file says, and what people have said of it so far.

    It names the edition by policy and year, because the edition may begin with it. Changes are not tracked: what the
    file says is thrown away some days after the end, and must not live on in a history.
    """

    class State(models.TextChoices):
        OPEN = "open", "確認中"
        LOADED = "loaded", "読み込み済み"
        CANCELLED = "cancelled", "取りやめ"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+", verbose_name="方針")
    year = models.PositiveSmallIntegerField("年度")
    file_name = models.CharField("ファイル", max_length=200)
    grids = models.JSONField(null=True)  # kernel.tables.Grid, a sheet each; None once it is emptied
    is_template = models.BooleanField(default=False)
    roles = models.JSONField(default=list)  # of each column; empty until somebody has chosen
    corrections = models.JSONField(default=dict)  # rules.importing.reading.Correction by the key of the reading
    open_count = models.PositiveIntegerField(null=True)  # problems when it was saved last; None before it was read
    # What the edition said when the file came: somebody who edits it meanwhile would be overwritten unawares.
    base_digest = models.CharField(max_length=64)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.OPEN)
    started_by_id = models.BigIntegerField(null=True)
    started_by_name = models.CharField(max_length=80)
    started_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "表の読み込み"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="open") | Q(grids__isnull=False), name="table_import_open_is_whole"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def year_label(self) -> str:
        return FiscalYear(self.year).label_both


class RememberedColumn(TenantModel):
    """What the city took a heading for the last time: the same table comes again next year."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=220)  # as rules.importing.mapping.label_keys folds it
    role = models.CharField(max_length=150)

    class Meta:
        verbose_name = "列の選択"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "policy", "heading"], name="remembered_column_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.role}"
