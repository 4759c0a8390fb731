"""Datasets as programs take them: whole, with the files of their latest release, in a fixed number of statements."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from hoshin.services.opendata.models import PACKAGE_FORM, Dataset, Distribution, Listing, Release
from hoshin.services.opendata.queries.catalogue import CatalogueQuery, FoundKeys, rows_of, search_datasets, search_keys
from hoshin.services.opendata.queries.filtering import condition_of, order_of
from hoshin.services.opendata.rules import solr

MOST_ROWS = 1_000
_DEPARTMENT = Coalesce(F("dataset__department__name"), Value(""))
EVERYTHING = frozenset({"", "*:*", '""', "''"})


@dataclass(frozen=True)
class PackageFile:
    """A 配布物 with what of it a catalogue tells."""

    uid: uuid.UUID
    format: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    storage_name: str


@dataclass(frozen=True)
class Package:
    """A dataset with its latest release; one that was withdrawn has no files any more."""

    listing: Listing
    dataset: Dataset
    release_number: int
    released_at: dt.datetime
    files: tuple[PackageFile, ...]


@dataclass(frozen=True)
class PackageQuery:
    """CKAN's parameters of a search, as they came."""

    text: str = ""
    filters: tuple[str, ...] = ()
    sort: str = ""
    start: int = 0
    rows: int = 10
    facets: tuple[str, ...] = ()
    values_of_a_facet: int = 50
    with_withdrawn: bool = False


@dataclass(frozen=True)
class PackagePage:
    total: int
    packages: tuple[Package, ...]


# A dataset as it is kept for the API; the dataset itself where that has not been made, or in a form of before.
KeptPackage = str | Package


@dataclass(frozen=True)
class KeptPage:
    found: FoundKeys
    packages: tuple[KeptPackage, ...]


def search_packages(query: PackageQuery, code: str) -> PackagePage:
    """Return a page of the datasets asked for.

    Withdrawn ones are among them only for those who ask: by `include_deleted`, or by a filter that names `state`.

    :param code: of the municipality.
    :raises SolrSyntaxError: a filter, the text or the sort cannot be read.
    """
    found = search_keys(_asked(query, code))
    return PackagePage(found.total, packages_of(rows_of(found.keys)))


def search_kept(query: PackageQuery, code: str) -> KeptPage:
    """As `search_packages`, without reading the tables that tell of a dataset, as far as its text is kept."""
    found = search_keys(_asked(query, code))
    texts = _kept(Q(pk__in=found.keys)) if found.keys else {}
    missing = [key for key in found.keys if key not in texts]
    made = {package.listing.pk: package for package in packages_of(rows_of(missing))} if missing else {}
    return KeptPage(found, tuple(texts.get(key) or made[key] for key in found.keys))


def _kept(condition: Q) -> dict[int, str]:
    kept = Listing.objects.filter(condition, package_form=PACKAGE_FORM).exclude(package="")
    return dict(kept.values_list("pk", "package"))


def _asked(query: PackageQuery, code: str) -> CatalogueQuery:
    trees = [solr.parse(text) for text in query.filters]
    words = query.text.strip()
    if words in EVERYTHING:
        words = ""
    if ":" in words:  # fields in the text: as in CKAN, it is a filter then
        trees.append(solr.parse(words))
        words = ""
    return CatalogueQuery(
        text=words,
        condition=Q(*(condition_of(tree, code) for tree in trees)),
        order=order_of(query.sort),
        start=query.start,
        rows=min(query.rows, MOST_ROWS),
        facets=query.facets,
        values_of_a_facet=query.values_of_a_facet,
        state=None if query.with_withdrawn or _names_state(trees) else Dataset.State.ACTIVE,
    )


def _names_state(trees: Iterable[solr.Node]) -> bool:
    return any("state" in solr.fields_of(tree) for tree in trees)


def get_package(name: str) -> Package:
    """Return a dataset by its name or by its id, also a withdrawn one.

    :raises Listing.DoesNotExist: there is none.
    """
    listing = Listing.objects.narrow().select_related("dataset__department").get(_named(name))
    return packages_of([listing])[0]


def get_kept(name: str) -> KeptPackage:
    """As `get_package`, as it is kept for the API."""
    texts = tuple(_kept(_named(name)).values())
    return texts[0] if texts else get_package(name)


def datasets_to_renew() -> list[Dataset]:
    """Return the datasets whose row in the catalogue is in a form of before, or has an old name of the department."""
    outdated = Listing.objects.filter(~Q(package_form=PACKAGE_FORM) | Q(package="") | ~Q(department_name=_DEPARTMENT))
    rows = Dataset.objects.filter(pk__in=outdated.values("dataset_id")).select_related("municipality", "department")
    return list(rows.order_by("pk"))


def _named(name: str) -> Q:
    try:
        return Q(uid=uuid.UUID(name))
    except ValueError:
        return Q(name=name)


def get_package_of_file(uid: str) -> Package:
    """Return the published dataset that has a file with this id in its latest release.

    :raises Dataset.DoesNotExist: there is none.
    """
    try:
        wanted = uuid.UUID(uid)
    except ValueError as error:
        raise Dataset.DoesNotExist(uid) from error
    file = Distribution.objects.filter(uid=wanted).order_by("-release__number").values("release__dataset_id").first()
    if file is None:
        raise Dataset.DoesNotExist(uid)
    found = Listing.objects.narrow().select_related("dataset__department")
    package = packages_of([found.get(dataset_id=file["release__dataset_id"], state=Dataset.State.ACTIVE)])[0]
    if wanted not in {one.uid for one in package.files}:
        raise Dataset.DoesNotExist(uid)
    return package


def packages_of(listings: Sequence[Listing]) -> tuple[Package, ...]:
    """Return the rows of the catalogue with the files of their latest releases. Two statements."""
    ids = [listing.dataset_id for listing in listings]
    releases = {
        dataset_id: (pk, number, published_at)
        for dataset_id, pk, number, published_at in Release.objects.filter(dataset_id__in=ids)
        .order_by("dataset_id", "-number")
        .distinct("dataset_id")
        .values_list("dataset_id", "pk", "number", "published_at")
    }
    active = {listing.dataset_id for listing in listings if listing.state == Dataset.State.ACTIVE}
    files = _files_of([pk for dataset_id, (pk, _, _) in releases.items() if dataset_id in active])
    found = []
    for listing in listings:
        pk, number, published_at = releases[listing.dataset_id]
        found.append(Package(listing, listing.dataset, number, published_at, tuple(files.get(pk, ()))))
    return tuple(found)


def _files_of(release_ids: Sequence[int]) -> dict[int, list[PackageFile]]:
    found: dict[int, list[PackageFile]] = {}
    if release_ids:
        columns = ("release_id", "uid", "format", "file_name", "media_type", "size", "sha256", "storage_name")
        for release_id, *values in (
            Distribution.objects.filter(release_id__in=release_ids).order_by("release_id", "id").values_list(*columns)
        ):
            found.setdefault(release_id, []).append(PackageFile(*values))
    return found


def package_names(*, offset: int = 0, limit: int | None = None) -> tuple[str, ...]:
    """Return the names of all published datasets, or of a part of them, in their order."""
    names = Listing.objects.filter(state=Dataset.State.ACTIVE).order_by("name").values_list("name", flat=True)
    return tuple(names[offset : None if limit is None else offset + limit])


def founded_at() -> dt.datetime | None:
    """Return when the catalogue got its first dataset, which is when its organisation began to publish."""
    return Dataset.objects.order_by("id").values_list("created_at", flat=True).first()


def category_counts() -> dict[str, int]:
    """Return for each category in use how many datasets are published in it."""
    result = search_datasets(CatalogueQuery(rows=0, facets=("category",), values_of_a_facet=MOST_ROWS))
    return {one.value: one.count for one in result.facets["category"]}


def tag_counts() -> dict[str, int]:
    """Return for each tag in use how many published datasets carry it."""
    result = search_datasets(CatalogueQuery(rows=0, facets=("tag",), values_of_a_facet=100_000))
    return {one.value: one.count for one in result.facets["tag"]}


def published_count() -> int:
    return Listing.objects.filter(state=Dataset.State.ACTIVE).count()
