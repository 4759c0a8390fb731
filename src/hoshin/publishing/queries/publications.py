"""What the public may read: the newest publication of each edition, never the rows that people edit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from hoshin.kernel.actor import Actor, actor_of
from hoshin.kernel.compiled import CompiledQuery, Row
from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.models import Municipality, User
from hoshin.plan.models import Edition, EditionStatus
from hoshin.publishing.models import Publication, PublicationRun, PublishedFile
from hoshin.publishing.queries.document import EditionRef, edition_document, folder_of
from hoshin.publishing.rules.canonical import edition_of
from hoshin.publishing.rules.document import EditionDoc
from hoshin.publishing.rules.readiness import problems_of
from hoshin.publishing.rules.snapshot import RevisionDoc, Snapshot, freeze, thaw

# A page of an edition needs its whole document; the few that people read stay read. They never change.
RECENT = 8


def edition_refs(*, policy_key: str | None = None) -> tuple[EditionRef, ...]:
    """Return the published editions of a policy (of the main one without a key), newest first, in one statement.

    Each as of its newest revision.
    """
    found = _OF_MAIN_POLICY.rows(0) if policy_key is None else _OF_POLICY.rows(policy_key)
    return tuple(_ref(row, is_newest_edition=place == 0) for place, row in enumerate(found))


def get_edition_ref(*, policy_key: str | None, year: int) -> EditionRef:
    """Return one published edition.

    :raises Publication.DoesNotExist: none of that year has been published.
    """
    for ref in edition_refs(policy_key=policy_key):
        if ref.year == year:
            return ref
    raise Publication.DoesNotExist(f"{policy_key or ''}@{year}")


def all_edition_refs() -> tuple[EditionRef, ...]:
    """Return the newest revision of every published edition of the municipality, policy by policy."""
    return tuple(ref for ref in all_revision_refs() if ref.is_latest)


def all_revision_refs() -> tuple[EditionRef, ...]:
    """Return every revision of every published edition of the municipality, policy by policy."""
    newest: dict[int, int] = {}
    latest: dict[tuple[int, int], int] = {}
    rows = list(_with_links().order_by("-policy__is_main", "policy_id", "-year", "-revision"))
    for row in rows:
        newest.setdefault(row["policy_id"], row["year"])
        latest.setdefault((row["policy_id"], row["year"]), row["revision"])
    return tuple(
        _ref(
            row,
            is_newest_edition=newest[row["policy_id"]] == row["year"],
            is_latest=latest[row["policy_id"], row["year"]] == row["revision"],
        )
        for row in rows
    )


def revision_ref(ref: EditionRef, revision: int) -> EditionRef:
    """Return one revision of a published edition, with an address of its own.

    :raises Publication.DoesNotExist: there is no such revision.
    """
    row = _with_links().get(policy__key=ref.policy_key, year=ref.year, revision=revision)
    return _ref(
        row,
        is_newest_edition=ref.status == EditionStatus.PUBLISHED.value,
        is_latest=revision == ref.revision,
        names_revision=True,
    )


def revisions_of(ref: EditionRef) -> tuple[EditionRef, ...]:
    """Return every revision of a published edition, newest first, each with an address of its own."""
    if ref.is_latest and ref.revision == 1:
        return (replace(ref, names_revision=True),)  # most editions are never corrected
    rows = _with_links().filter(policy__key=ref.policy_key, year=ref.year).order_by("-revision")
    return tuple(
        _ref(
            row,
            is_newest_edition=ref.status == EditionStatus.PUBLISHED.value,
            is_latest=place == 0,
            names_revision=True,
        )
        for place, row in enumerate(rows)
    )


def published_snapshot(ref: EditionRef) -> Snapshot:
    """Return what the reference points at, as it was frozen: one statement, or none when it was read lately."""
    return _snapshot(ref.publication_id, ref.sha256)


def published_document(ref: EditionRef) -> EditionDoc:
    """Return the edition as published. Its status is that of today: an older edition has been superseded since."""
    return published_snapshot(ref).edition.model_copy(update={"status": ref.status})


def snapshot_of(publication: Publication) -> Snapshot:
    return _snapshot(publication.pk, publication.sha256)


@lru_cache(maxsize=RECENT)
def _snapshot(publication_id: int, sha256: str) -> Snapshot:
    """The hash is part of the key: whatever database an id comes from, it cannot show another's document."""
    rows = Publication.objects.values_list("snapshot", flat=True)
    return thaw(bytes(rows.get(pk=publication_id, sha256=sha256)))


def publications_of(*, policy_key: str, year: int) -> list[Publication]:
    """Return the revisions of an edition with their files, newest first."""
    return list(
        Publication.objects.filter(policy__key=policy_key, year=year)
        .defer("snapshot", "outline")
        .select_related("policy")
        .prefetch_related("files")
        .order_by("-revision")
    )


def get_publication(*, policy_key: str, year: int, revision: int | None = None) -> Publication:
    """Return a revision of an edition, the newest without a number.

    :raises Publication.DoesNotExist: there is none.
    """
    rows = Publication.objects.select_related("policy").filter(policy__key=policy_key, year=year)
    found = (rows if revision is None else rows.filter(revision=revision)).order_by("-revision").first()
    if found is None:
        raise Publication.DoesNotExist(f"{policy_key}@{year}")
    return found


def publications_without_files() -> list[Publication]:
    """Return those whose documents have not been made yet, such as of a folder that was loaded as published."""
    files = PublishedFile.objects.filter(publication=OuterRef("pk"))
    return list(Publication.objects.filter(~Exists(files)).select_related("policy").order_by("year", "revision"))


def get_run(pk: int) -> PublicationRun:
    return PublicationRun.objects.select_related("policy", "publication").get(pk=pk)


def requester_of(run: PublicationRun) -> Actor:
    """Return who asked, with the rights that they have on the day of publishing."""
    return actor_of(User.objects.get(pk=run.requested_by_id or 0), on=run.on_date)


def fulfilled(run: PublicationRun) -> Publication | None:
    """Return the publication that a waiting run has made already, if its worker died before saying so."""
    rows = Publication.objects.filter(
        policy=run.policy,
        year=run.year,
        reason=run.reason,
        published_at__gte=run.requested_at,
        published_by_id=run.requested_by_id,
    )
    return rows.order_by("-revision").first()


def waiting_run(*, policy_key: str, year: int) -> PublicationRun | None:
    return PublicationRun.objects.filter(policy__key=policy_key, year=year, state=PublicationRun.State.WAITING).first()


def editions_with_publications() -> list[tuple[Edition, Publication | None]]:
    """Return every edition of the municipality, newest first, each with its newest publication."""
    newest: dict[tuple[int, int], Publication] = {}
    for row in Publication.objects.defer("snapshot", "outline").order_by("revision"):
        newest[row.policy_id, row.year] = row
    editions = Edition.objects.select_related("policy").order_by("-policy__is_main", "policy__key", "-year")
    return [(edition, newest.get((edition.policy_id, edition.year))) for edition in editions]


def get_publishable(*, policy_key: str, year: int) -> Edition:
    """Return the rows of an edition, whatever its status.

    :raises Edition.DoesNotExist: there is no such edition.
    """
    return Edition.objects.select_related("policy").get(policy__key=policy_key, year=year)


def frozen(edition: Edition, *, on: dt.date, reason: str = "") -> Snapshot:
    """Freeze the rows as they stand into the next revision: what would be published today."""
    folder = folder_of(edition.policy.key, (edition.year,))
    document = edition_of(folder, edition.year).model_copy(update={"status": EditionStatus.PUBLISHED.value})
    earlier = revisions_before(edition)
    revision = RevisionDoc(number=len(earlier) + 1, published_date=on, reason=reason)
    return freeze(folder, document, (*earlier, revision))


def results_are_new(edition: Edition) -> bool:
    """Say whether something was accepted, assessed or decided since the newest publication of an edition."""
    newest = Publication.objects.filter(policy=edition.policy, year=edition.year).order_by("-revision").first()
    return newest is not None and edition_document(edition.pk).results != snapshot_of(newest).edition.results


def problems_before_publishing(edition: Edition) -> tuple[str, ...]:
    """Return what keeps the rows as they stand from being published, a line each."""
    return problems_of(folder_of(edition.policy.key), edition.year)


def revisions_before(edition: Edition) -> tuple[RevisionDoc, ...]:
    rows = Publication.objects.filter(policy=edition.policy, year=edition.year).order_by("revision")
    return tuple(
        RevisionDoc(number=number, published_date=date, reason=reason)
        for number, date, reason in rows.values_list("revision", "published_date", "reason")
    )


def hosts_of_all() -> dict[str, list[str]]:
    """Return the host names of every municipality of the installation, by its code."""
    return {city.code: [name.lower() for name in city.hosts] for city in Municipality.objects.order_by("code")}


_COLUMNS = (
    "pk",
    "policy_id",
    "policy__key",
    "policy__name",
    "policy__is_main",
    "year",
    "year_label",
    "title",
    "issued_date",
    "sha256",
    "revision",
    "published_date",
    "reason",
    "outline",
    "comparison_left",
)


def _with_links() -> QuerySet[Publication, Row]:
    edition = Edition.objects.filter(policy_id=OuterRef("policy_id"), year=OuterRef("year"))
    rows = Publication.objects.annotate(edition_id=Subquery(edition.values("pk")[:1]))
    found: QuerySet[Publication, Row] = rows.values(*_COLUMNS, "edition_id")
    return found


def _newest() -> QuerySet[Publication, Row]:
    return _with_links().order_by("-year", "-revision").distinct("year")


# Every public page asks one of these.
_OF_MAIN_POLICY = CompiledQuery(lambda _key: _newest().filter(policy__is_main=True), int)
_OF_POLICY = CompiledQuery(lambda key: _newest().filter(policy__key=key), str)


def _ref(row: Row, *, is_newest_edition: bool, is_latest: bool = True, names_revision: bool = False) -> EditionRef:
    status = EditionStatus.PUBLISHED if is_newest_edition else EditionStatus.SUPERSEDED
    return EditionRef(
        edition_id=row["edition_id"] or 0,
        policy_key=row["policy__key"],
        policy_name=row["policy__name"],
        policy_is_main=row["policy__is_main"],
        year=row["year"],
        label=row["year_label"] or FiscalYear(row["year"]).label_both,
        title=row["title"],
        status=status.value,
        issued_date=row["issued_date"],
        publication_id=row["pk"],
        sha256=row["sha256"],
        revision=row["revision"],
        published_date=row["published_date"],
        reason=row["reason"],
        is_latest=is_latest,
        names_revision=names_revision,
        comparison_left=row["comparison_left"],
        outline=tuple((key, number, title, stage) for key, number, title, stage in row["outline"]),
    )
