"""Files of published datasets, searched across all of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hoshin.services.opendata.models import Dataset, Distribution, Listing, Release
from hoshin.services.opendata.queries.harvest import Package, packages_of

SEARCHED = frozenset({"name", "description", "format", "url", "mimetype", "id", "package_id", "hash"})


@dataclass(frozen=True)
class FoundFile:
    package: Package
    uid: uuid.UUID


def search_files(terms: Mapping[str, str], *, site_url: str, offset: int, limit: int) -> tuple[int, list[FoundFile]]:
    """Return how many files of latest releases have all the terms in them, and a part of these, in a steady order.

    :param terms: for fields of `SEARCHED` a text that the value holds, in any case; a hash begins with it.
    """
    found = _latest(site_url)
    for field, term in terms.items():
        column = "sha256__istartswith" if field == "hash" else f"as_{field}__icontains"
        found = found.filter(**{column: term})
    ordered = found.order_by("release__dataset_id", "id").values_list("release__dataset_id", "uid")
    part = list(ordered[offset : offset + limit])
    listings = Listing.objects.narrow().select_related("dataset__department")
    wanted = listings.filter(dataset_id__in={dataset_id for dataset_id, _ in part})
    packages = {package.listing.dataset_id: package for package in packages_of(list(wanted))}
    return found.count(), [FoundFile(packages[dataset_id], uid) for dataset_id, uid in part]


def _latest(site_url: str) -> QuerySet[Distribution]:
    """Each field of a resource as the text that CKAN's answers have in it: `rules.naming` and `rules.addresses`."""
    newer = Release.objects.filter(dataset=OuterRef("release__dataset"), number__gt=OuterRef("release__number"))
    published = Distribution.objects.filter(~Exists(newer), release__dataset__state=Dataset.State.ACTIVE)
    dataset = F("release__dataset__listing__name")
    return published.filter(release__dataset__listing__isnull=False).annotate(
        as_name=Concat(F("release__dataset__title"), Value("（"), F("format"), Value("）")),
        as_description=F("release__dataset__description"),
        as_format=F("format"),
        as_url=Concat(Value(f"{site_url}/opendata/"), dataset, Value("/latest/"), F("file_name")),
        as_mimetype=F("media_type"),
        as_id=Cast("uid", CharField()),
        as_package_id=Cast("release__dataset__uid", CharField()),
    )
