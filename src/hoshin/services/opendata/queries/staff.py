"""What the staff pages of the catalogue list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from hoshin.kernel.models import Department
from hoshin.services.opendata.models import Dataset, Distribution, DownloadCount, LinkCheck, Release, Remark, Upload
from hoshin.services.opendata.queries.uploads import LIVE
from hoshin.services.opendata.rules.shapes import Report

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """An upload that somebody has to go on with."""

    upload: Upload
    error_count: int
    warning_count: int


@dataclass(frozen=True)
class DatasetLine:
    """A dataset with its newest release, how often people fetched it in the last year, and what is wrong with it."""

    dataset: Dataset
    release: Release | None
    upload: Upload | None
    downloads: int
    problems: int


def live_uploads() -> list[Waiting]:
    """Return what is on its way: what waits for a decision first, then what was returned, then the rest."""
    order = {Upload.State.REQUESTED: 0, Upload.State.RETURNED: 1, Upload.State.OPEN: 2, Upload.State.APPROVED: 3}
    rows = Upload.objects.filter(state__in=LIVE).select_related("dataset")
    found = sorted(rows, key=lambda row: (order[Upload.State(row.state)], row.pk))
    return [_waiting(row) for row in found]


def _waiting(row: Upload) -> Waiting:
    report = Report.from_json(row.report)
    return Waiting(row, report.error_count, report.warning_count)


def dataset_lines(*, text: str = "", state: str = "", page: int = 1, since: dt.date) -> tuple[list[DatasetLine], int]:
    """Return a page of all datasets, the latest changed first, and how many there are in all. Six statements."""
    found = _found(text, state)
    total = found.count()
    rows = list(found.order_by("-modified_at", "-pk")[(page - 1) * PAGE : page * PAGE])
    return _lines(rows, since), total


def _found(text: str, state: str) -> QuerySet[Dataset]:
    found = Dataset.objects.select_related("department", "municipality")
    if text.strip():
        wanted = text.strip()
        found = found.filter(Q(title__icontains=wanted) | Q(slug__icontains=wanted) | Q(tags__contains=[wanted]))
    return found.filter(state=state) if state in Dataset.State.values else found


def _lines(rows: Sequence[Dataset], since: dt.date) -> list[DatasetLine]:
    releases = Release.objects.filter(dataset__in=rows).defer("columns", "preview", "places")
    # A table that renews itself has hundreds of releases, and a count for each day.
    latest = releases.order_by("dataset_id", "-number").distinct("dataset_id")
    newest = {release.dataset_id: release for release in latest}
    uploads = {upload.dataset_id: upload for upload in Upload.objects.filter(dataset__in=rows, state__in=LIVE)}
    counts = DownloadCount.objects.filter(dataset__in=rows, day__gte=since).values("dataset_id")
    downloads = dict(counts.annotate(people=Sum("by_people")).values_list("dataset_id", "people"))
    failing = LinkCheck.objects.filter(dataset__in=rows).exclude(problem="").values("dataset_id")
    problems = dict(failing.annotate(count=Count("pk")).values_list("dataset_id", "count"))
    return [
        DatasetLine(row, newest.get(row.pk), uploads.get(row.pk), downloads.get(row.pk, 0), problems.get(row.pk, 0))
        for row in rows
    ]


def get_dataset(pk: int) -> Dataset:
    return Dataset.objects.select_related("department", "municipality").get(pk=pk)


def live_upload_of(dataset: Dataset) -> Upload | None:
    return Upload.objects.filter(dataset=dataset, state__in=LIVE).first()


def releases_of(dataset: Dataset) -> list[Release]:
    """Return the releases with their files, the newest first."""
    releases = Release.objects.filter(dataset=dataset).defer("preview", "places")
    return list(releases.prefetch_related("distributions").order_by("-number"))


def newest_csv(dataset: Dataset) -> tuple[Release, str] | None:
    """Return the newest release and where its CSV is kept; None before the first."""
    release = Release.objects.filter(dataset=dataset).order_by("-number").first()
    if release is None:
        return None
    return release, Distribution.objects.get(release=release, format="CSV").storage_name


def link_problems(dataset: Dataset) -> list[LinkCheck]:
    return list(LinkCheck.objects.filter(dataset=dataset).exclude(problem="").order_by("target"))


def departments_to_choose(*, on: dt.date, but: int | None = None) -> list[tuple[int, str]]:
    """Return the departments that exist on that day, and the one that a row has already."""
    exists = (Q(valid_from=None) | Q(valid_from__lte=on)) & (Q(valid_to=None) | Q(valid_to__gte=on))
    rows = Department.objects.filter(exists | Q(pk=but)).order_by("order", "id")
    return [(row.pk, row.name) for row in rows]


def remarks_to_answer() -> list[Remark]:
    """Return all remarks, those without an answer first, the oldest of them first; then the latest answered."""
    new = Remark.objects.filter(state=Remark.State.NEW).select_related("dataset").order_by("pk")
    done = Remark.objects.exclude(state=Remark.State.NEW).select_related("dataset").order_by("-answered_date", "-pk")
    return [*new[:200], *done[:50]]


def get_remark(pk: int) -> Remark:
    return Remark.objects.select_related("dataset").get(pk=pk)


def count_of_new_remarks() -> int:
    return Remark.objects.filter(state=Remark.State.NEW).count()


def files_to_check() -> list[Distribution]:
    """Return the files of the newest release of each public dataset."""
    newest = Release.objects.filter(dataset__state=Dataset.State.ACTIVE).order_by("dataset_id", "-number")
    ids = newest.distinct("dataset_id").values_list("pk", flat=True)
    files = Distribution.objects.filter(release__in=list(ids)).select_related("release__dataset")
    return list(files.order_by("release__dataset_id", "pk"))


def landing_pages_to_check() -> list[Dataset]:
    return list(Dataset.objects.filter(state=Dataset.State.ACTIVE).exclude(landing_page="").order_by("pk"))
