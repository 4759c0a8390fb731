from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel, VersionedModel
from hoshin.kernel.models.history import tracked
from hoshin.services.opendata.models.datasets import Dataset, Release


@pghistory.track(*tracked(), exclude=["report"])
class Upload(VersionedModel, TenantModel):
    """A file on its way to a release: read, mapped, mended, checked, asked for, approved or returned."""

    class State(models.TextChoices):
        OPEN = "open", "準備中"
        REQUESTED = "requested", "承認待ち"
        APPROVED = "approved", "公開の処理中"
        RETURNED = "returned", "差戻し"
        PUBLISHED = "published", "公開済み"
        CANCELLED = "cancelled", "取りやめ"

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="uploads")
    file_name = models.CharField("ファイル名", max_length=200)
    storage_name = models.CharField(max_length=200, blank=True)  # emptied when the file is purged
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    # What a person chose: rules.shapes.Treatment as JSON (sheet, header rows, columns, accepted mendings).
    treatment = models.JSONField(default=dict)
    report = models.JSONField(default=dict)  # rules.shapes.Report as JSON, of the treatment as it stands
    note = models.TextField("変更の内容", blank=True)
    # Why what looks like personal data may be published: asked of the person who asks for publication.
    confirmation = models.TextField("個人に関する情報の確認", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_by_name = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_default=Now())
    requested_by_id = models.BigIntegerField(null=True)
    requested_by_name = models.CharField(max_length=80, blank=True)
    requested_date = models.DateField("申請日", null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_date = models.DateField("承認日", null=True)  # of an approval: what is published is published on that day
    remark = models.TextField("承認者の意見", blank=True)
    failure = models.TextField("公開できなかった理由", blank=True)  # of the approval before: it waits for another one
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, related_name="+")  # what it became
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "公開の準備"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "dataset"],
                condition=Q(state__in=("open", "requested", "approved", "returned")),
                name="upload_one_at_a_time",
            )
        ]

    @property
    def is_live(self) -> bool:
        """Whether it may still become a release."""
        return self.state not in {self.State.PUBLISHED, self.State.CANCELLED}

    @property
    def may_be_given_up(self) -> bool:
        """An approved one is being published: it is too late."""
        return self.is_live and not self.is_being_published

    @property
    def is_being_published(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def is_editable(self) -> bool:
        return self.state in {self.State.OPEN, self.State.RETURNED}

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
