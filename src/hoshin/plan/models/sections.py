from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoshin.kernel.models import NotedModel, TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.plan.models.drivers import DriverField
from hoshin.plan.models.edition import Edition


@pghistory.track(*tracked())
class Section(VersionedModel, NotedModel, TenantModel):
    """A chapter of the document, in its order. A kind other than text shows data of the edition below its body."""

    class Kind(models.TextChoices):
        TEXT = "text", "文章"
        DRIVER_FIELD = "driver_field", "検討分野の一覧"
        DIRECTIONS = "directions", "まちづくりの方向"
        STAGES = "stages", "取組の段階"
        ITEMS = "items", "重点取組一覧"
        SOURCES = "sources", "参考資料"
        GLOSSARY = "glossary", "用語解説"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections", verbose_name="年度版")
    key = models.CharField("キー", max_length=63)
    title = models.CharField("題名", max_length=300)
    kind = models.CharField("種類", max_length=20, choices=Kind.choices, default=Kind.TEXT)
    field = models.ForeignKey(
        DriverField, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="検討分野"
    )
    body = models.TextField("本文", blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "章"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "edition", "key"], name="section_key_unique"),
            models.CheckConstraint(
                condition=Q(kind="driver_field", field__isnull=False) | (~Q(kind="driver_field") & Q(field=None)),
                name="section_field_when_it_shows_one",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class Term(VersionedModel, TenantModel):
    """A word of the glossary. Aliases are marked in the text as the word itself is."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="terms", verbose_name="年度版")
    term = models.CharField("用語", max_length=300)
    reading = models.CharField("よみ", max_length=300, blank=True)
    definition = models.TextField("説明")
    aliases = ArrayField(models.CharField(max_length=300), verbose_name="別の書き方", default=list, blank=True)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "用語"
        constraints = [models.UniqueConstraint(fields=["municipality", "edition", "term"], name="term_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.term}"


@pghistory.track(*tracked())
class Source(VersionedModel, NotedModel, TenantModel):
    """A line of the 参考資料."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sources", verbose_name="年度版")
    group = models.CharField("区分", max_length=300)
    title = models.CharField("名称", max_length=300)
    issued = models.CharField("時期の表記", max_length=300, blank=True)
    depth = models.PositiveSmallIntegerField("字下げ", default=0)
    order = models.PositiveIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "参考資料"
        constraints = [models.CheckConstraint(condition=Q(depth__lte=2), name="source_depth_at_most_two")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"
