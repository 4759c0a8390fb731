from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models import Edition, Item, Stage
from hoshin.reviews.models.files import Attachment
from hoshin.reviews.rules.states import GateStatus, choices


@pghistory.track(*tracked())
class Gate(VersionedModel, TenantModel):
    """An initiative on its way from one stage to another: forward, backward, or out (no stage to go to: it stops).

    A passed gate takes effect in the editions that are in work, or else when the next one begins.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name="年度版")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name="取組")
    from_stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", verbose_name="今の段階")
    to_stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="次の段階"
    )
    status = models.CharField(
        "状態",
        max_length=10,
        choices=choices(GateStatus),
        default=GateStatus.PREPARING.value,
    )
    is_exception = models.BooleanField("要件を満たさない例外", default=False)
    reason = models.TextField("理由", blank=True)
    opened_by_name = models.CharField("始めた人", max_length=80)
    opened_on = models.DateField("始めた日")
    decider = models.CharField("決定した者", max_length=120, blank=True)
    decided_on = models.DateField("決定日", null=True, blank=True)

    class Meta:
        verbose_name = "段階移行の要件"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "item"],
                condition=Q(status__in=["preparing", "waiting"]),
                name="gate_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(to_stage=F("from_stage")), name="gate_leads_elsewhere"),
            models.CheckConstraint(condition=Q(is_exception=False) | ~Q(reason=""), name="gate_exception_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(status="passed") | (~Q(decider="") & Q(decided_on__isnull=False)),
                name="gate_passed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"


@pghistory.track(*tracked())
class GateCriterion(VersionedModel, TenantModel):
    """One thing a gate asks for, and who signed that its evidence meets it."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="criteria", verbose_name="段階移行")
    key = models.CharField("キー", max_length=63)
    label = models.CharField("要件", max_length=200)
    hint = models.TextField("説明", blank=True)
    order = models.PositiveIntegerField("並び順", default=0)
    signed_by_id = models.BigIntegerField(null=True)
    signed_by_name = models.CharField("確認した人", max_length=80, blank=True)
    signed_at = models.DateTimeField("確認した日時", null=True)

    class Meta:
        verbose_name = "要件"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "gate", "key"], name="gate_criterion_key_unique"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by_name="") | Q(signed_at__isnull=False) & ~Q(signed_by_name=""),
                name="gate_criterion_signed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class CaseStudy(VersionedModel, TenantModel):
    """How another municipality or company did it: 導入事例. The library is shared by all initiatives of the city."""

    organisation = models.CharField("団体・企業", max_length=200)
    title = models.CharField("題名", max_length=300)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    technology = models.CharField("技術・製品", max_length=200, blank=True)
    description = models.TextField("内容", blank=True)
    cost = models.CharField("費用", max_length=200, blank=True)
    effect = models.TextField("効果", blank=True)
    source = models.CharField("出典", max_length=500, blank=True)
    contact = models.CharField("問い合わせ先", max_length=200, blank=True)

    class Meta:
        verbose_name = "導入事例"

    def __str__(self) -> str:
        return f"#{self.pk}"


@pghistory.track(*tracked())
class GateEvidence(TenantModel):
    """What shows that a criterion is met."""

    class Kind(models.TextChoices):
        TEXT = "text", "文章"
        FILE = "file", "ファイル"
        LINK = "link", "リンク"
        CASE = "case", "導入事例"

    criterion = models.ForeignKey(GateCriterion, on_delete=models.CASCADE, related_name="evidence", verbose_name="要件")
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    text = models.TextField("説明", blank=True)
    url = models.CharField("リンク先", max_length=500, blank=True)
    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ファイル"
    )
    case = models.ForeignKey(
        CaseStudy, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="導入事例"
    )
    added_by_name = models.CharField("加えた人", max_length=80)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "要件の根拠"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="text", file=None, case=None, url="") & ~Q(text="")
                | Q(kind="link", file=None, case=None) & ~Q(url="")
                | Q(kind="file", file__isnull=False, case=None, url="")
                | Q(kind="case", case__isnull=False, file=None, url=""),
                name="gate_evidence_is_what_it_says",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
