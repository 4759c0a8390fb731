"""A dataset, its releases and their files. DCAT's words: Dataset, Distribution; a release is a version of a dataset."""

from __future__ import annotations

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.models import APPEND_ONLY, Department, TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked


class Licence(models.TextChoices):
    """Keys as CKAN writes them. All are open: what is not open is not in the catalogue."""

    CC_BY = "CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）"
    CC0 = "CC0-1.0", "CC0 1.0 全世界（パブリック・ドメイン提供）"
    PDL = "PDL-1.0", "公共データ利用規約（第1.0版）"


class Format(models.TextChoices):
    CSV = "CSV", "CSV"
    JSON = "JSON", "JSON"
    GEOJSON = "GeoJSON", "GeoJSON"
    XLSX = "XLSX", "Excel（XLSX）"


@pghistory.track(*tracked())
class Dataset(VersionedModel, TenantModel):
    """A データセット: what is said of a table, whichever release it is in. Public once it has a release."""

    class State(models.TextChoices):
        PREPARED = "prepared", "準備中"
        ACTIVE = "active", "公開中"
        WITHDRAWN = "withdrawn", "取下げ"

    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # CKAN's id; the database id says how many there are
    number = models.PositiveIntegerField("番号")  # in the municipality; of the name t132292d0000000001
    slug = models.CharField("ファイル名", max_length=60)  # 132292_{slug}.csv
    title = models.CharField("名称", max_length=200)
    title_kana = models.CharField("名称（かな）", max_length=200, blank=True)
    description = models.TextField("説明")
    standard = models.CharField("標準データセット", max_length=40, blank=True)  # key in rules.standards; "" for own
    source_key = models.CharField("元の表", max_length=80, blank=True)  # key of a DatasetSource that refreshes it
    category = models.CharField("分類", max_length=40)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name="タグ")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所管課"
    )
    contact = models.CharField("問い合わせ先", max_length=200, blank=True)
    licence = models.CharField("ライセンス", max_length=20, choices=Licence.choices, default=Licence.CC_BY)
    update_frequency = models.CharField("更新頻度", max_length=60, blank=True)
    spatial = models.CharField("対象地域", max_length=100, blank=True)
    period_start = models.DateField("対象期間の始まり", null=True, blank=True)
    period_end = models.DateField("対象期間の終わり", null=True, blank=True)
    landing_page = models.URLField("関連ページ", max_length=500, blank=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.PREPARED)
    withdrawn_date = models.DateField("取下げ日", null=True, blank=True)
    withdrawal_reason = models.TextField("取下げの理由", blank=True)
    created_at = models.DateTimeField(db_default=Now())
    modified_at = models.DateTimeField(db_default=Now())  # of the metadata: harvesters ask what changed since

    class Meta:
        verbose_name = "データセット"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="dataset_number_unique"),
            models.UniqueConstraint(fields=["municipality", "uid"], name="dataset_uid_unique"),
            models.UniqueConstraint(fields=["municipality", "slug"], name="dataset_slug_unique"),
            models.UniqueConstraint(
                fields=["municipality", "source_key"], condition=~Q(source_key=""), name="dataset_source_once"
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_date__isnull=False) & ~Q(withdrawal_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_date=None, withdrawal_reason=""),
                name="dataset_withdrawn_with_reason",
            ),
            models.CheckConstraint(condition=Q(slug__regex=r"^[a-z0-9][a-z0-9_-]*$"), name="dataset_slug_form"),
        ]
        indexes = [models.Index(fields=["municipality", "state", "modified_at"], name="dataset_by_change")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.slug}"


class Release(TenantModel):
    """A 版 of a dataset as it was published. Rows are added, never changed: an address that was cited stays true."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField("版")
    published_date = models.DateField("公開日")
    published_at = models.DateTimeField(db_default=Now())
    prepared_by = models.CharField("作成", max_length=80)
    approved_by = models.CharField("承認", max_length=80)
    note = models.TextField("変更の内容", blank=True)
    columns = models.JSONField(default=list)  # [{name, type, description, required}]: rules.shapes.ColumnInfo
    row_count = models.PositiveIntegerField()
    preview = models.JSONField(default=list)  # the first rows, as texts
    places = models.JSONField(default=list)  # [latitude, longitude, label] of at most some hundred rows, for the map
    quality = models.JSONField(default=dict)  # rules.shapes.Quality
    content_sha256 = models.CharField(max_length=64)  # of the CSV

    class Meta:
        verbose_name = "データセットの版"
        triggers = [APPEND_ONLY]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "dataset", "number"], name="release_number_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} v{self.number} of {self.dataset_id}"


class Distribution(TenantModel):
    """A 配布物: one file of a release in one format."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="distributions")
    uid = models.UUIDField()  # CKAN's resource id: the same for a dataset's format in every release
    format = models.CharField(max_length=10, choices=Format.choices)
    file_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=200)  # where the file storage keeps it

    class Meta:
        verbose_name = "配布物"
        triggers = [APPEND_ONLY]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "release", "format"], name="distribution_format_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.file_name}"
