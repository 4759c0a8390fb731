"""What the public pages of a dataset are made of. Only what was released is found; a withdrawn one is found as such."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min, OuterRef, Prefetch, Subquery, Sum

from hoshin.ledger.models import Entry
from hoshin.services.opendata.metrics import DOWNLOADS
from hoshin.services.opendata.models import Dataset, Distribution, DownloadCount, Listing, Release, Remark
from hoshin.services.opendata.rules.addresses import dataset_path
from hoshin.services.opendata.rules.naming import number_of
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType, Need

_HEAVY = ("columns", "preview", "places", "quality")


@dataclass(frozen=True)
class DatasetRecord:
    """A dataset with its latest release, the newest of the others, and the answered remarks."""

    name: str
    dataset: Dataset
    latest: Release
    distributions: tuple[Distribution, ...]
    releases: tuple[Release, ...]
    first_date: dt.date
    release_count: int
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class FeedRow:
    """A release, or a withdrawal, as the feed tells of it."""

    listing: Listing
    release: Release | None
    at: dt.datetime


def get_dataset(name: str, code: str) -> Dataset:
    """Return the dataset of that name if it was ever released.

    :raises Dataset.DoesNotExist: there is none, or nobody outside may know of it yet.
    """
    released = Dataset.objects.exclude(state=Dataset.State.PREPARED).select_related("department")
    return released.get(number=number_of(name, code) or 0)


def get_record(name: str, dataset: Dataset, *, most_releases: int) -> DatasetRecord:
    """Return all that the page of a dataset shows. Four statements.

    :raises Release.DoesNotExist: nothing was released.
    """
    of_dataset = Release.objects.filter(dataset=dataset)
    latest = of_dataset.latest("number")
    shown = of_dataset.defer(*_HEAVY).order_by("-number")[:most_releases]
    files = Prefetch("distributions", Distribution.objects.order_by("id"))
    releases = tuple(shown.prefetch_related(files))
    remarks = Remark.objects.filter(dataset=dataset, state=Remark.State.ANSWERED, is_public=True)
    return DatasetRecord(
        name=name,
        dataset=dataset,
        latest=latest,
        distributions=tuple(releases[0].distributions.all()),
        releases=releases,
        first_date=of_dataset.aggregate(day=Min("published_date"))["day"],
        release_count=latest.number,
        remarks=tuple(remarks.order_by("-answered_date", "-id")[:50]),
    )


def get_distribution(dataset: Dataset, *, file_name: str, release_number: int | None = None) -> Distribution:
    """Return a file of a release; without a number, of the latest one, which it must be part of.

    :raises Distribution.DoesNotExist: the release has no such file.
    """
    newest = Release.objects.filter(dataset=OuterRef("release__dataset")).order_by("-number").values("number")[:1]
    files = Distribution.objects.filter(release__dataset=dataset, file_name=file_name).select_related("release")
    if release_number is None:
        return files.get(release__number=Subquery(newest))
    return files.get(release__number=release_number)


def latest_columns(dataset: Dataset) -> tuple[ColumnInfo, ...]:
    """Return the columns of the latest release.

    :raises Release.DoesNotExist: nothing was released.
    """
    columns = Release.objects.filter(dataset=dataset).only("columns").latest("number").columns
    return tuple(
        ColumnInfo(one["name"], FieldType(one["type"]), Need(one.get("need", "optional")), one.get("description", ""))
        for one in columns
    )


def newest_events(*, most: int) -> tuple[FeedRow, ...]:
    """Return the newest releases and withdrawals, the newest first. Two statements."""
    listed = Release.objects.filter(dataset__listing__isnull=False).select_related("dataset__listing")
    releases = listed.defer(*_HEAVY, "dataset__listing__tokens", "dataset__listing__package").order_by(
        "-published_at", "-id"
    )[:most]
    withdrawn = Listing.objects.narrow().filter(state=Dataset.State.WITHDRAWN).select_related("dataset")
    gone = withdrawn.order_by("-modified_at")[:most]
    rows = [FeedRow(release.dataset.listing, release, release.published_at) for release in releases]
    rows += [FeedRow(listing, None, listing.modified_at) for listing in gone]
    return tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:most])


def public_addresses() -> tuple[str, ...]:
    """Return the addresses of the catalogue's pages, without those of what was withdrawn. One statement."""
    active = Listing.objects.filter(state=Dataset.State.ACTIVE).order_by("name").values_list("name", flat=True)
    return ("/opendata/", "/opendata/remarks/", *map(dataset_path, active))


def answered_remarks(*, most: int) -> tuple[Remark, ...]:
    """Return what was asked and answered in public, the newest first."""
    answered = Remark.objects.filter(state=Remark.State.ANSWERED, is_public=True).select_related("dataset")
    return tuple(answered.order_by("-answered_date", "-id")[:most])


def listed_names(dataset_ids: list[int]) -> dict[int, str]:
    """Return the names of those of the datasets that have a page."""
    return dict(Listing.objects.filter(dataset__in=dataset_ids).values_list("dataset_id", "name"))


def days_to_record(*, before: dt.date) -> dict[dt.date, int]:
    """Return how often people fetched files on each day that is over and not in the ledger yet. Two statements."""
    booked = Entry.objects.filter(metric_key=DOWNLOADS.key, natural_key__startswith="downloads:")
    known = frozenset(booked.values_list("occurred_date", flat=True))
    days = DownloadCount.objects.filter(day__lt=before).values("day").annotate(people=Sum("by_people"))
    return {row["day"]: row["people"] for row in days.order_by("day") if row["day"] not in known}
