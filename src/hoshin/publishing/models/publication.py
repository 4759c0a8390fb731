"""What has been published, and what is being published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import APPEND_ONLY, Municipality, TenantModel
from hoshin.kernel.progress import note_progress, progress_of
from hoshin.plan.models import Policy
from hoshin.publishing.rules.formats import BY_KEY


class Publication(TenantModel):
    """One publishing of one edition: the frozen snapshot that every public page and document is made from.

    Rows are added, never changed: the database refuses. It names the edition by policy and year and not by its row,
    because the rows may be edited again for a correction while what was published stands.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+", verbose_name="方針")
    year = models.PositiveSmallIntegerField("年度")
    revision = models.PositiveSmallIntegerField("版")
    snapshot = models.BinaryField()  # canonical JSON, byte for byte what `sha256` stands for
    sha256 = models.CharField(max_length=64)
    reason = models.TextField("訂正の理由", blank=True)
    published_by_id = models.BigIntegerField(null=True)
    published_by_name = models.CharField(max_length=80)
    published_at = models.DateTimeField(db_default=Now())  # in real time, also in an example city
    published_date = models.DateField("公表日")
    # Copied out of the snapshot: what links and lists need without reading it.
    title = models.CharField(max_length=300)
    year_label = models.CharField(max_length=300, blank=True)
    issued_date = models.DateField(null=True)
    outline = models.JSONField(default=list)  # [key, number, title, label of the stage] of each item of its own
    # The form of its 新旧対照表, as the municipality had it then: files that people cite do not turn round later.
    comparison_left = models.CharField(
        max_length=10, choices=Municipality.ComparisonLeft.choices, default=Municipality.ComparisonLeft.OLD
    )

    class Meta:
        verbose_name = "公表"
        triggers = [APPEND_ONLY]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "policy", "year", "revision"], name="publication_revision_unique"
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | Q(revision__gt=1) & ~Q(reason=""), name="publication_correction_has_reason"
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="publication_sha256_form"),
            models.CheckConstraint(
                condition=Q(comparison_left__in=["old", "new"]), name="publication_comparison_left_is_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.year}r{self.revision}"

    @property
    def label(self) -> str:
        return self.year_label or FiscalYear(self.year).label_both


class PublishedFile(TenantModel):
    """A document of a publication as it was first made: the hash by which anybody can check a copy of it."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    notes = models.JSONField(default=list)  # what had to be replaced: a line each

    class Meta:
        verbose_name = "公表した文書"
        triggers = [APPEND_ONLY]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "publication", "format"], name="published_file_unique")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def url(self) -> str:
        """The address that this revision's document keeps for good."""
        publication = self.publication
        policy = "" if publication.policy.is_main else f"{publication.policy.key}/"
        return f"/policy/{policy}{publication.year}/r{publication.revision}/{BY_KEY[self.format].path}"


class PublicationRun(TenantModel):
    """A wish to publish, which a job fulfils. How far it has come meanwhile is kept in the cache."""

    class State(models.TextChoices):
        WAITING = "waiting", "待機中"
        DONE = "done", "完了"
        FAILED = "failed", "中止"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    on_date = models.DateField()
    requested_by_id = models.BigIntegerField(null=True)
    requested_by_name = models.CharField(max_length=80)
    requested_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(blank=True)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "公表の実行"
        constraints = [
            # Two at once would race for the same number of revision.
            models.UniqueConstraint(
                fields=["municipality", "policy", "year"],
                condition=Q(state="waiting"),
                name="publication_run_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.year} {self.state}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    def note_progress(self, percent: int, step: str) -> None:
        """Say how far it has come."""
        note_progress(self._progress_key, percent, step)

    @property
    def progress(self) -> tuple[int, str]:
        """Per cent done, and what is being made; (0, "") before anything has begun."""
        return progress_of(self._progress_key)

    @property
    def _progress_key(self) -> str:
        return f"publishing.run:{self.municipality_id}:{self.pk}"
