from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.models import APPEND_ONLY, TenantModel
from hoshin.kernel.shelves import Shelf

EVIDENCE = Shelf("ledger", "evidence")
ATTACHED = "添付ファイル"  # the label in an entry's evidence under which the name of its file stands

# A day that has not come yet cannot have been counted on, and nobody may write into what was known yesterday: "as known
# at" would change under the auditor. The clock of an example city stands where the city says.
_NOT_OF_ANOTHER_TIME = """
    IF EXISTS (SELECT 1 FROM new_rows WHERE {moment} < transaction_timestamp() OR {moment} > clock_timestamp()) THEN
        RAISE EXCEPTION 'ledger: {moment} is not the present moment' USING ERRCODE = 'check_violation';
    END IF;
"""
_NOT_OF_THE_FUTURE = """
    IF EXISTS (
        SELECT 1 FROM (SELECT municipality_id, max(occurred_date) AS last_day FROM new_rows GROUP BY 1) r
        JOIN kernel_municipality m ON m.id = r.municipality_id
        WHERE r.last_day > coalesce(m.example_clock, (now() AT TIME ZONE 'Asia/Tokyo')::date)
    ) THEN
        RAISE EXCEPTION 'ledger: occurred_date lies in the future' USING ERRCODE = 'check_violation';
    END IF;
"""
# Sorted, so that two writers take the rows of the days in the same order and never wait for each other in a ring.
_ADD_UP = """
    INSERT INTO ledger_dailytotal AS t (municipality_id, metric_key, day, amount, entries)
    SELECT municipality_id, metric_key, occurred_date, sum(amount), count(*)
    FROM new_rows WHERE kind <> 'left_out'
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (municipality_id, metric_key, day)
    DO UPDATE SET amount = t.amount + excluded.amount, entries = t.entries + excluded.entries;
    RETURN NULL;
"""
# The key alone would let a void point at another municipality's entry.
_TAKE_OFF = """
    IF EXISTS (
        SELECT 1 FROM new_rows v
        LEFT JOIN ledger_entry e ON e.id = v.entry_id AND e.municipality_id = v.municipality_id
        WHERE e.id IS NULL
    ) THEN
        RAISE EXCEPTION 'ledger: a void of an entry that is not there' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE ledger_dailytotal t SET amount = t.amount - gone.amount, entries = t.entries - gone.entries
    FROM (
        SELECT e.municipality_id, e.metric_key, e.occurred_date, sum(e.amount) AS amount, count(*) AS entries
        FROM new_rows v JOIN ledger_entry e ON e.id = v.entry_id
        WHERE e.kind <> 'left_out'
        GROUP BY 1, 2, 3
    ) gone
    WHERE (t.municipality_id, t.metric_key, t.day) = (gone.municipality_id, gone.metric_key, gone.occurred_date);
    RETURN NULL;
"""


def _with_each_insert(name: str, function: str) -> pgtrigger.Trigger:
    """Once for a statement, however many rows it adds."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
        func=function,
    )


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
        triggers = [
            APPEND_ONLY,
            _with_each_insert(
                "add_up", _NOT_OF_ANOTHER_TIME.format(moment="recorded_at") + _NOT_OF_THE_FUTURE + _ADD_UP
            ),
        ]
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
            models.CheckConstraint(condition=~Q(kind="counted") | Q(amount__gt=0), name="entry_counted_adds"),
            models.CheckConstraint(condition=~Q(kind="removed") | Q(amount__lt=0), name="entry_removed_takes_off"),
        ]
        indexes = [
            models.Index(fields=["municipality", "metric_key", "occurred_date"], name="entry_by_day"),
            models.Index(fields=["municipality", "metric_key", "subject"], name="entry_by_subject"),
            # Few rows among many: what is listed apart must not cost a look at all.
            models.Index(
                fields=["municipality", "metric_key", "kind", "occurred_date"],
                condition=Q(kind__in=("removed", "left_out", "opening", "reconciled")),
                name="entry_out_of_the_ordinary",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.metric_key} {self.natural_key}"


class EvidenceFile(TenantModel):
    """The file that a person attached to what they booked. For the staff: the public page tells its name alone."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="file")
    name = models.CharField("ファイル名", max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=200)  # on the shelf `EVIDENCE`

    class Meta:
        verbose_name = "根拠のファイル"
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.entry_id}"


class Void(TenantModel):
    """Says that an entry should never have been made. The entry stays; from here on it counts on no day."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="void")
    reason = models.TextField("理由")
    voided_by = models.CharField(max_length=80)
    voided_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "記帳の取消し"
        triggers = [
            APPEND_ONLY,
            _with_each_insert("take_off", _NOT_OF_ANOTHER_TIME.format(moment="voided_at") + _TAKE_OFF),
        ]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="void_has_a_reason")]

    def __str__(self) -> str:
        return f"#{self.pk} of {self.entry_id}"


class DailyTotal(TenantModel):
    """What the entries of one day add up to, voided ones left out: kept by the database itself with each entry.

    A million entries make a few thousand of these, so that the value at any day is read at once. The application's role
    may not write here (migration 0002); the triggers of entries and voids write in the name of the tables' owner.
    `entries` are those that count: neither voided nor left out. None of them and the day says nothing, not zero.
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
