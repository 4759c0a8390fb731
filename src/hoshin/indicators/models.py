from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import APPEND_ONLY, NotedModel, QuantityModel, TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import Edition, Item, Policy


class IndicatorIdentity(TenantModel):
    """What stays the same of an indicator from edition to edition; its actuals hang here."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=63)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "policy", "key"], name="indicator_identity_key_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class MetricBinding(VersionedModel, TenantModel):
    """From a day on, an indicator's actuals are what the ledger counted for a metric, whatever edition states them.

    Days before `from_date` keep the values that people entered; so do days from `ended_date` on.
    """

    identity = models.ForeignKey(
        IndicatorIdentity, on_delete=models.PROTECT, related_name="bindings", verbose_name="成果指標"
    )
    metric_key = models.CharField("計測項目", max_length=80)
    from_date = models.DateField("計測を始める日")
    ended_date = models.DateField("計測を終えた日", null=True, blank=True)  # the first day that is not measured
    reason = models.TextField("理由")
    end_reason = models.TextField("終えた理由", blank=True)
    bound_by = models.CharField("結び付けた人", max_length=80)

    class Meta:
        verbose_name = "計測項目との結び付き"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "identity"], condition=Q(ended_date=None), name="binding_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_date=None) | Q(ended_date__gte=F("from_date")), name="binding_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_date=None, end_reason="") | Q(ended_date__isnull=False) & ~Q(end_reason=""),
                name="binding_ended_with_reason",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="binding_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.metric_key}"


@pghistory.track(*tracked())
class Indicator(VersionedModel, NotedModel, TenantModel):
    """A 成果指標 as one edition defines it. A definition that breaks the series says so."""

    class Category(models.TextChoices):
        OUTCOME = "outcome", "成果"
        OUTPUT = "output", "活動"
        INPUT = "input", "投入"

    class Accumulation(models.TextChoices):
        STOCK = "stock", "時点の値"
        FLOW = "flow", "年度の値"
        CUMULATIVE = "cumulative", "累計"
        AVERAGE = "average", "平均"
        UNKNOWN = "unknown", "不明"

    class Wanted(models.TextChoices):
        UP = "up", "増やす"
        DOWN = "down", "減らす"
        KEEP = "keep", "維持する"

    class SourceKind(models.TextChoices):
        PERSON = "person", "担当者の入力"
        FILE = "file", "ファイル"
        METRIC = "metric", "自動計測"

    class Rule(models.TextChoices):
        RATIO = "ratio", "目標に対する割合"
        PROGRESS = "progress", "基準からの進み"
        BAND = "band", "基準の範囲内"
        NONE = "none", "率を出さない"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+", verbose_name="年度版")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+", verbose_name="取組")
    identity = models.ForeignKey(
        IndicatorIdentity, on_delete=models.PROTECT, related_name="indicators", verbose_name="キー"
    )
    order = models.PositiveIntegerField("並び順", default=0)
    name = models.CharField("指標名", max_length=300)
    definition = models.TextField("定義", blank=True)
    breaks_series = models.BooleanField("前の年度版とは定義が異なる", default=False)
    unit = models.CharField("単位", max_length=20, blank=True)
    category = models.CharField("区分", max_length=10, choices=Category.choices, default=Category.OUTCOME)
    accumulation = models.CharField(
        "値の性質", max_length=12, choices=Accumulation.choices, default=Accumulation.UNKNOWN
    )
    wanted = models.CharField("望ましい向き", max_length=6, choices=Wanted.choices, default=Wanted.UP)
    scope = models.CharField("対象・分母", max_length=300, blank=True)
    series = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    source_kind = models.CharField("値の出どころ", max_length=10, choices=SourceKind.choices, default=SourceKind.PERSON)
    source_key = models.CharField("計測項目", max_length=300, blank=True)
    source_text = models.CharField("出典", max_length=300, blank=True)
    rationale = models.TextField("この指標を選んだ理由", blank=True)
    rule = models.CharField("達成度の算出", max_length=10, choices=Rule.choices, default=Rule.RATIO)
    is_capped = models.BooleanField("100%を上限とする", default=False)
    is_prorated = models.BooleanField("年度で按分する", default=False)
    band_percent = models.PositiveSmallIntegerField("許容幅(%)", null=True, blank=True)

    class Meta:
        verbose_name = "成果指標"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "edition", "identity"], name="indicator_once_in_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(rule="band", band_percent__range=(1, 100)) | (~Q(rule="band") & Q(band_percent=None)),
                name="indicator_band_has_its_width",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class PeriodModel(models.Model):
    """The columns of one `Period`, in its canonical form and as days for ordering."""

    period_code = models.CharField("時期", max_length=40)
    period_start = models.DateField("時期の始まり")
    period_end = models.DateField("時期の終わり")

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @period.setter
    def period(self, value: Period) -> None:
        self.period_code, self.period_start, self.period_end = str(value), value.first_day, value.last_day


@pghistory.track(*tracked())
class Target(VersionedModel, NotedModel, PeriodModel, QuantityModel, TenantModel):
    """A 目標 of an indicator for a period, with the year as printed beside it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets", verbose_name="成果指標")
    order = models.PositiveIntegerField("並び順", default=0)
    series = models.CharField("系列", max_length=300, blank=True)
    period_label = models.CharField("時期の表記", max_length=300, blank=True)
    reason = models.TextField("変更の理由", blank=True)

    class Meta(QuantityModel.Meta):
        verbose_name = "目標"
        constraints = [
            *QuantityModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "indicator", "series", "period_code"], name="target_period_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.period_code}"


class Actual(NotedModel, PeriodModel, QuantityModel, TenantModel):
    """A 実績. Rows are added, never changed; a correction supersedes an older row and says why."""

    identity = models.ForeignKey(IndicatorIdentity, on_delete=models.PROTECT, related_name="actuals")
    # The edition in which it was first stated; a year, because a draft may be replaced and the actual stays.
    edition_year = models.PositiveSmallIntegerField("年度版")
    series = models.CharField("系列", max_length=300, blank=True)
    as_of_date = models.DateField("時点", null=True, blank=True)
    metric_key = models.CharField(
        "計測項目", max_length=80, blank=True
    )  # of what the ledger gave; "" of what people did
    reason = models.TextField("訂正の理由", blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor")
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta(QuantityModel.Meta):
        verbose_name = "実績"
        triggers = [APPEND_ONLY]
        constraints = [
            *QuantityModel.Meta.constraints,
            models.CheckConstraint(condition=Q(supersedes=None) | ~Q(reason=""), name="actual_correction_has_a_reason"),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="actual_does_not_supersede_itself"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.period_code}"
