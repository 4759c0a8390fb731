"""What the catalogue is searched by: one narrow row a dataset, so that ten thousand are read in one statement."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast

from hoshin.kernel.models import TenantManager, TenantModel
from hoshin.kernel.search import index_documents
from hoshin.kernel.searchable import SearchText
from hoshin.kernel.text import search_vector
from hoshin.services.opendata.models.datasets import Dataset, Distribution, Release
from hoshin.services.opendata.rules.naming import STANDARD_TAG, dataset_name

SEARCH_KIND = "opendata.dataset"
PACKAGE_FORM = 1  # counted up with every change of how `exports.ckan` tells of a dataset: what was kept is made anew


class ListingManager(TenantManager["Listing"]):
    def narrow(self) -> models.QuerySet[Listing]:
        """Return the rows without the two columns that are by far the longest, and are read for themselves alone."""
        return self.defer("tokens", "package")

    def renew(self, dataset: Dataset, *, told: Callable[[Listing], str]) -> None:
        """Write anew what the catalogue and the city's search say of the dataset, in the transaction of its change.

        Whoever publishes, describes or withdraws a dataset calls this last: the row is made of the other tables and
        holds nothing of its own.

        :param told: writes the dataset as CKAN's API tells of it.
        """
        releases = Release.objects.filter(dataset=dataset)
        latest = releases.order_by("-number").first()
        scope = f"opendata:{dataset.pk}"
        if latest is None:
            self.filter(dataset=dataset).delete()
            index_documents(scope, ())
            return
        name = dataset_name(dataset.municipality.code, dataset.number)
        formats = Distribution.objects.filter(release=latest).order_by("id").values_list("format", flat=True)
        department = dataset.department.name if dataset.department else ""
        body = "\n".join([dataset.title_kana, dataset.description, dataset.category, *dataset.tags, department])
        row, _is_new = self.update_or_create(
            dataset=dataset,
            defaults={
                "uid": dataset.uid,
                "name": name,
                "title": dataset.title,
                "state": dataset.state,
                "category": dataset.category,
                "tags": _tags(dataset, is_standard_met=bool(latest.quality.get("standard_met"))),
                "formats": list(formats),
                "licence": dataset.licence,
                "standard": dataset.standard,
                "is_standard_met": latest.quality.get("standard_met"),
                "department_name": department,
                "first_date": releases.earliest("number").published_date,
                "released_date": latest.published_date,
                "modified_at": dataset.modified_at,
                "tokens": Cast(Value(search_vector(f"{dataset.title}\n{name}\n{body}")), SearchVectorField()),
            },
        )
        self.filter(pk=row.pk).update(package=told(row), package_form=PACKAGE_FORM)
        # The city's search leads to what can be had; the page of a withdrawn dataset is found in the catalogue.
        found = SearchText(SEARCH_KIND, name, dataset.title, body, {"url": f"/opendata/{name}/"})
        index_documents(scope, (found,) if dataset.state == Dataset.State.ACTIVE else ())


def _tags(dataset: Dataset, *, is_standard_met: bool) -> list[str]:
    """Whether a dataset carries the standard's tag is not a matter of opinion: it does when its release meets it."""
    tags = [tag for tag in dataset.tags if tag != STANDARD_TAG]
    return [STANDARD_TAG, *tags] if is_standard_met else tags


class Listing(TenantModel):
    """A dataset as the catalogue lists it: of its latest release. Made anew by `Listing.objects.renew`."""

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, related_name="listing")
    uid = models.UUIDField()
    name = models.CharField(max_length=30)  # t132292d0000000001
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=Dataset.State.choices)
    category = models.CharField(max_length=40)
    tags = ArrayField(models.CharField(max_length=60), default=list)
    formats = ArrayField(models.CharField(max_length=10), default=list)
    licence = models.CharField(max_length=20)
    standard = models.CharField(max_length=40, blank=True)
    is_standard_met = models.BooleanField(null=True)  # None: there is no standard to meet
    department_name = models.CharField(max_length=80, blank=True)
    first_date = models.DateField()
    released_date = models.DateField()
    modified_at = models.DateTimeField()
    # The dataset as CKAN's API tells of it: JSON but for what is the catalogue's and not its own (exports.ckan_text).
    package = models.TextField(blank=True)
    package_form = models.PositiveSmallIntegerField(default=PACKAGE_FORM)
    tokens = SearchVectorField()

    objects: ClassVar[ListingManager] = ListingManager()

    class Meta:
        verbose_name = "カタログの行"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="listing_name_unique"),
            models.UniqueConstraint(fields=["municipality", "uid"], name="listing_uid_unique"),
        ]
        indexes = [
            models.Index(fields=["municipality", "state", "-released_date", "name"], name="listing_by_release"),
            models.Index(fields=["municipality", "state", "modified_at"], name="listing_by_change"),
            GinIndex(fields=["tokens"], name="listing_tokens"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
