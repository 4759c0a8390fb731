from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoshin.kernel.models import Certainty, Department, NotedModel, TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models.drivers import Driver, DriverField
from hoshin.plan.models.edition import Direction, Edition, Policy, Stage

RENEWABLE = (
    ("summary", "概要"),
    ("progress", "これまでの取組・検討状況"),
    ("plan", "この年度の計画"),
    ("schedule", "年度別の予定"),
)


class ItemIdentity(TenantModel):
    """What stays the same of an item from edition to edition, whatever it is called or numbered there."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="item_identities")
    key = models.CharField("キー", max_length=63)

    class Meta:
        verbose_name = "節の識別"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "policy", "key"], name="item_identity_key_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class Item(VersionedModel, NotedModel, TenantModel):
    """An entry of the edition's tree at any level. One that carries a stage, departments and KPIs is an initiative."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="items", verbose_name="年度版")
    identity = models.ForeignKey(
        ItemIdentity, on_delete=models.PROTECT, related_name="items", verbose_name="年度を通じたキー"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上位の節"
    )
    repost_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="reposts", verbose_name="再掲の元"
    )  # 再掲: shown here as well under a key of its own, counted there
    order = models.PositiveIntegerField("並び順", default=0)
    number = models.CharField("番号", max_length=40, blank=True)
    title = models.CharField("名称", max_length=300)
    is_initiative = models.BooleanField("重点取組", default=True)
    summary = models.TextField("概要", blank=True)
    stage = models.ForeignKey(
        Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="items", verbose_name="段階"
    )
    stage_certainty = models.CharField(
        "段階の確かさ", max_length=10, choices=Certainty.choices, default=Certainty.STATED
    )
    stage_note = models.TextField("段階の注記", blank=True)
    progress = models.TextField("これまでの取組・検討状況", blank=True)
    plan = models.TextField("この年度の計画", blank=True)
    # Names of the texts that came from the edition before and that nobody has looked at since; never published.
    needs_update = ArrayField(
        models.CharField(max_length=10, choices=RENEWABLE), verbose_name="要更新", default=list, blank=True
    )

    class Meta:
        verbose_name = "節"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "edition", "identity"], name="item_once_in_an_edition"),
            models.UniqueConstraint(
                fields=["municipality", "edition", "number"],
                condition=Q(repost_of=None) & ~Q(number=""),
                name="item_number_unique",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="item_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(stage=None) | Q(is_initiative=True), name="item_stage_only_on_initiatives"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number} {self.title}"


@pghistory.track(*tracked())
class ItemOrigin(TenantModel):
    """Where an item of this edition comes from: what it was in the edition before."""

    class Kind(models.TextChoices):
        CONTINUED = "continued", "継続"
        RENUMBERED = "renumbered", "番号変更"
        SPLIT = "split", "分割"
        MERGED = "merged", "統合"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="origins", verbose_name="節")
    identity = models.ForeignKey(
        ItemIdentity, on_delete=models.PROTECT, related_name="+", verbose_name="前の年度版での節"
    )
    kind = models.CharField("関係", max_length=12, choices=Kind.choices)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "節の由来"
        constraints = [models.UniqueConstraint(fields=["municipality", "item", "identity"], name="item_origin_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


@pghistory.track(*tracked())
class ItemDepartment(NotedModel, TenantModel):
    """A department of an item, in the order printed."""

    class Role(models.TextChoices):
        LEAD = "lead", "主管"
        JOINT = "joint", "連携"
        RELATED = "related", "関係"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="item_departments", verbose_name="節")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="所管課")
    role = models.CharField("役割", max_length=10, choices=Role.choices, default=Role.LEAD)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "所管課"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "department"], name="item_department_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.role}"


@pghistory.track(*tracked())
class ItemDirection(NotedModel, TenantModel):
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="item_directions", verbose_name="節")
    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, related_name="item_directions", verbose_name="まちづくりの方向"
    )
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "まちづくりの方向"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "direction"], name="item_direction_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


@pghistory.track(*tracked())
class Reference(NotedModel, TenantModel):
    """An item's reference into a driver field: a driver, or the printed text that resolves to nothing."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="references", verbose_name="節")
    field = models.ForeignKey(DriverField, on_delete=models.PROTECT, related_name="references", verbose_name="検討分野")
    driver = models.ForeignKey(
        Driver, on_delete=models.PROTECT, null=True, blank=True, related_name="references", verbose_name="項目"
    )
    printed = models.CharField("書面の表記", max_length=60, blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "検討分野への参照"
        constraints = [
            models.CheckConstraint(condition=Q(driver__isnull=False) | ~Q(printed=""), name="reference_says_something"),
            models.UniqueConstraint(
                fields=["municipality", "item", "driver"],
                condition=Q(driver__isnull=False),
                name="reference_driver_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.printed}"


@pghistory.track(*tracked())
class ScheduleEntry(NotedModel, TenantModel):
    """What an item does in one fiscal year."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="schedule", verbose_name="節")
    year = models.PositiveSmallIntegerField("年度")
    text = models.TextField("内容")

    class Meta:
        verbose_name = "年度別の予定"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "item", "year"], name="schedule_year_unique"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.year}"
