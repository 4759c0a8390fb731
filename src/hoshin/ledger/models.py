from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.models import APPEND_ONLY, TenantModel


class Entry(TenantModel):
    """One countable thing that happened. Rows are added or voided, never changed: the database refuses.

    `subject` names the thing (`dataset:12`); it may be counted, taken out again and counted anew, each by an entry with
    a natural key of its own. An entry copies what it needs to be understood, because what it tells of may be deleted.
    """

    class Kind(models.TextChoices):
        COUNTED = "counted", "計上"
        REMOVED = "removed", "除外（なくなったもの）"
        LEFT_OUT = "left_out", "計上しない"
        OPENING = "opening", "期首の残高"
        RECONCILED = "reconciled", "公式の数との差"

    metric_key = models.CharField("計測項目", max_length=80)
    kind = models.CharField("種類", max_length=10, choices=Kind.choices, default=Kind.COUNTED)
    occurred_date = models.DateField("発生日")  # of Japan, not of UTC
    amount = models.DecimalField("数", max_digits=20, decimal_places=4)
    subject = models.CharField("対象", max_length=200)
    natural_key = models.CharField("一意のキー", max_length=250)
    title = models.CharField("名称", max_length=300)
    rule = models.CharField("計上しない理由", max_length=300, blank=True)
    reason = models.TextField("理由", blank=True)
    evidence = models.JSONField("根拠", default=dict)  # label → text or address, as it was on that day
    recorded_by = models.CharField("記帳者", max_length=80)
    recorded_at = models.DateTimeField("記帳日時", db_default=Now())

    class Meta:
        verbose_name = "台帳の記帳"
        triggers = [APPEND_ONLY]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "metric_key", "natural_key"], name="entry_counted_once"),
            models.CheckConstraint(
                condition=Q(kind="left_out", amount=0) & ~Q(rule="") | ~Q(kind="left_out") & Q(rule=""),
                name="entry_left_out_by_a_rule",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("opening", "reconciled", "removed")) | ~Q(reason=""),
                name="entry_out_of_the_ordinary_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "metric_key", "occurred_date"], name="entry_by_day"),
            models.Index(fields=["municipality", "metric_key", "subject"], name="entry_by_subject"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.metric_key} {self.natural_key}"


class Void(TenantModel):
    """Says that an entry should never have been made. The entry stays; from here on it counts on no day."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="void")
    reason = models.TextField("理由")
    voided_by = models.CharField(max_length=80)
    voided_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "記帳の取消し"
        triggers = [APPEND_ONLY]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="void_has_a_reason")]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.entry_id}"


class DailyTotal(TenantModel):
    """What the entries of one day add up to, voided ones left out: kept by the database itself with each entry.

    A million entries make a few thousand of these, so that the value at any day is read at once.
    """

    metric_key = models.CharField(max_length=80)
    day = models.DateField()
    amount = models.DecimalField(max_digits=24, decimal_places=4)
    entries = models.IntegerField()

    class Meta:
        verbose_name = "日計"
        constraints = [models.UniqueConstraint(fields=["municipality", "metric_key", "day"], name="daily_total_unique")]
        triggers = [
            pgtrigger.Protect(
                name="kept_by_the_database",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.metric_key} {self.day}"


class Measurement(TenantModel):
    """The nightly reading of a metric, with the proof that the daily totals and the entries say the same."""

    metric_key = models.CharField(max_length=80)
    day = models.DateField("時点")
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True)  # None: nothing was ever counted
    value_of_entries = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    entries = models.IntegerField()
    measured_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "計測"
        triggers = [APPEND_ONLY]
        indexes = [models.Index(fields=["municipality", "metric_key", "day"], name="measurement_by_day")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.metric_key} {self.day}"

    @property
    def is_proven(self) -> bool:
        return self.value == self.value_of_entries
