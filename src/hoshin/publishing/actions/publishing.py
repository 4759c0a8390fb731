"""The steps from a draft to what the public reads, and on to its corrections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import current_municipality_id
from hoshin.kernel.search import index_documents
from hoshin.plan.actions.life import move_edition
from hoshin.plan.models import Edition, EditionStatus, Policy
from hoshin.plan.permissions import LOAD_POLICY, PUBLISH_EDITION
from hoshin.publishing.exports.formats import Document
from hoshin.publishing.models import Publication, PublicationRun, PublishedFile
from hoshin.publishing.permissions import REFRESH_SITE
from hoshin.publishing.queries.document import edition_document
from hoshin.publishing.queries.publications import (
    frozen,
    get_publication,
    problems_before_publishing,
    results_are_new,
    snapshot_of,
)
from hoshin.publishing.rules.search_documents import search_documents
from hoshin.publishing.rules.snapshot import Snapshot

PUBLISH_TASK = "publishing.publish"
QUEUE = "publishing"


class NotReady(Refused):
    """The check list has entries."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(_("確認の項目に%(count)s件の問題があるため、進められません。") % {"count": len(problems)})


class NotDecided(Refused):
    """Only what has been decided is published."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(
            _("%(edition)s版は「%(status)s」です。公表するには、先に決定してください。")
            % {"edition": edition.label, "status": edition.get_status_display()}
        )


class ReasonMissing(Refused):
    """A correction says why."""

    def __init__(self) -> None:
        super().__init__(_("訂正の理由を書いてください。正誤表に載ります。"), field="reason")


class ChangedMeanwhile(Refused):
    """What was prepared is not what stands in the database."""

    def __init__(self) -> None:
        super().__init__(_("準備の間に内容が変わりました。もう一度公表してください。"))


class NothingToCorrect(Refused):
    """The correction changes nothing of what is published."""


class StillDifferent(Refused):
    """A correction cannot be called off while the edition reads differently from what is published."""


class RunsAlready(Refused):
    """Somebody has asked for this publication already."""


@action(PUBLISH_EDITION, "publishing.edition.decided")
def decide_edition(by: Actor, *, edition: Edition) -> Edition:
    """Close a draft: from here on its rows stay as they are.

    :raises NotReady: the check list has entries.
    :raises NoSuchStep: it is no draft.
    """
    _require_ready(edition)
    return move_edition(by, edition=edition, status=EditionStatus.DECIDED)


@action(PUBLISH_EDITION, "publishing.edition.reopened")
def reopen_edition(by: Actor, *, edition: Edition) -> Edition:
    """Take back a decision that has not been published.

    :raises NoSuchStep: the edition is not one that was decided.
    """
    if edition.is_public:
        raise Refused(_("公表した年度版です。直すときは「訂正を始める」を使ってください。"))
    return move_edition(by, edition=edition, status=EditionStatus.DRAFT)


@action(PUBLISH_EDITION, "publishing.correction.opened")
def open_correction(by: Actor, *, edition: Edition) -> Edition:
    """Open the rows of a published edition again. The public goes on reading what was published.

    :raises Publication.DoesNotExist: it has never been published.
    :raises NoSuchStep: it is open already.
    """
    get_publication(policy_key=edition.policy.key, year=edition.year)
    return move_edition(by, edition=edition, status=EditionStatus.DRAFT)


@action(PUBLISH_EDITION, "publishing.results.prepared")
def prepare_results(by: Actor, *, edition: Edition) -> Edition:
    """Bring a published edition to the step before its next revision, which says what was assessed and decided since.

    :raises Publication.DoesNotExist: it has never been published.
    :raises NothingToCorrect: nothing of that kind is new.
    :raises NotReady: the check list has entries.
    """
    get_publication(policy_key=edition.policy.key, year=edition.year)
    if not results_are_new(edition):
        raise NothingToCorrect(_("公表した内容に加える評価・決定・報告はありません。"))
    return decide_edition(by, edition=open_correction(by, edition=edition))


@action(PUBLISH_EDITION, "publishing.correction.closed")
def close_correction(by: Actor, *, edition: Edition) -> Edition:
    """Call off a correction that has changed nothing, or whose changes have been taken back.

    :raises StillDifferent: the edition reads differently from what is published.
    """
    publication = get_publication(policy_key=edition.policy.key, year=edition.year)
    if not _states_the_same(edition, snapshot_of(publication)):
        raise StillDifferent(_("公表した内容と違うところがあります。変更を元に戻すか、訂正として公表してください。"))
    return move_edition(by, edition=edition, status=_status_after(edition.policy, edition.year))


@action(PUBLISH_EDITION, "publishing.edition.published")
def publish_edition(
    by: Actor, *, edition: Edition, snapshot: Snapshot, on: dt.date, reason: str, documents: Sequence[Document]
) -> Publication:
    """Publish a decided edition as its next revision.

    :param snapshot: what the documents were made from.
    :raises NotDecided: it is a draft, or published as it stands.
    :raises NotReady: the check list has entries.
    :raises ReasonMissing: it is a correction and does not say why.
    :raises NothingToCorrect: it reads as the revision before.
    :raises ChangedMeanwhile: the edition is not what was frozen into `snapshot`.
    """
    edition = Edition.objects.select_for_update().select_related("policy").get(pk=edition.pk)
    if edition.status != EditionStatus.DECIDED:
        raise NotDecided(edition)
    _require_ready(edition)
    _require_correction(edition, reason)
    if frozen(edition, on=on, reason=reason).data != snapshot.data:
        raise ChangedMeanwhile
    publication = _add(by, edition.policy, snapshot)
    _record(publication, documents)
    move_edition(by, edition=edition, status=_status_after(edition.policy, edition.year))
    _supersede_older(by, edition)
    return publication


@action(REFRESH_SITE, "publishing.files.recorded")
def record_files(by: Actor, *, publication: Publication, documents: Sequence[Document]) -> Publication:
    """Keep the hashes of documents that were made after the edition had been published."""
    _record(publication, documents)
    return publication


@action(PUBLISH_EDITION, "publishing.run.requested")
def request_publication(by: Actor, *, edition: Edition, on: dt.date, reason: str) -> PublicationRun:
    """Have the worker publish a decided edition.

    :raises NotDecided, NotReady, ReasonMissing, NothingToCorrect: as `publish_edition`.
    :raises RunsAlready: it is waiting to be published.
    """
    if edition.status != EditionStatus.DECIDED:
        raise NotDecided(edition)
    _require_ready(edition)
    _require_correction(edition, reason)
    try:
        with transaction.atomic():
            run = PublicationRun.objects.create(
                policy=edition.policy,
                year=edition.year,
                reason=reason,
                on_date=on,
                requested_by_id=by.user_id,
                requested_by_name=by.name[:80],
            )
    except IntegrityError as error:
        raise RunsAlready(_("この年度版は、公表の処理を待っています。")) from error
    # It appears in the queue when this transaction is committed, and vanishes with it.
    app.configure_task(PUBLISH_TASK, queue=QUEUE).defer(run_id=run.pk, municipality_id=current_municipality_id())
    return run


@action(PUBLISH_EDITION, "publishing.run.ended")
def end_run(by: Actor, *, run: PublicationRun, publication: Publication | None, message: str = "") -> PublicationRun:
    """Say how a wish to publish has ended: without a publication it has failed, and `message` says why."""
    run.publication = publication
    run.message = message
    run.state = PublicationRun.State.DONE if publication else PublicationRun.State.FAILED
    run.save()
    return run


@action(LOAD_POLICY, "publishing.loaded_edition.published")
def publish_loaded(by: Actor, *, edition: Edition, on: dt.date) -> Publication:
    """Make revision 1 of an edition that came from a folder as a published one."""
    snapshot = frozen(edition, on=on)
    return _add(by, edition.policy, snapshot)


def _require_ready(edition: Edition) -> None:
    problems = problems_before_publishing(edition)
    if problems:
        raise NotReady(problems)


def _require_correction(edition: Edition, reason: str) -> None:
    newest = Publication.objects.filter(policy=edition.policy, year=edition.year).order_by("-revision").first()
    if newest is None:
        return
    if not reason.strip():
        raise ReasonMissing
    if _says_the_same(edition, snapshot_of(newest)):
        raise NothingToCorrect(_("公表した内容と変わったところがありません。"))


def _says_the_same(edition: Edition, snapshot: Snapshot) -> bool:
    stands = edition_document(edition.pk).model_copy(update={"status": snapshot.edition.status})
    return stands == snapshot.edition


def _states_the_same(edition: Edition, snapshot: Snapshot) -> bool:
    """Say whether the rows that a correction opens read the same. Results come meanwhile, whether it is open or not."""
    besides: dict[str, Any] = {"status": snapshot.edition.status, "scale": (), "decision_kinds": (), "results": ()}
    return edition_document(edition.pk).model_copy(update=besides) == snapshot.edition.model_copy(update=besides)


def _status_after(policy: Policy, year: int) -> EditionStatus:
    newer = Publication.objects.filter(policy=policy, year__gt=year).exists()
    return EditionStatus.SUPERSEDED if newer else EditionStatus.PUBLISHED


def _supersede_older(by: Actor, edition: Edition) -> None:
    older = Edition.objects.filter(policy=edition.policy, year__lt=edition.year, status=EditionStatus.PUBLISHED)
    for one in older.order_by("year"):
        move_edition(by, edition=one, status=EditionStatus.SUPERSEDED)


def _add(by: Actor, policy: Policy, snapshot: Snapshot) -> Publication:
    edition = snapshot.edition
    stages = {stage.key: stage.label for stage in edition.stages}
    publication = Publication.objects.create(
        policy=policy,
        year=edition.year,
        revision=snapshot.revision.number,
        snapshot=snapshot.data,
        sha256=snapshot.sha256,
        reason=snapshot.revision.reason,
        published_by_id=by.user_id,
        published_by_name=by.name[:80],
        published_date=snapshot.revision.published_date,
        title=edition.title,
        year_label=edition.year_label,
        issued_date=edition.issued,
        outline=[
            [item.key, item.number, item.title, stages[item.stage.stage] if item.stage else ""]
            for item in edition.items
            if item.repost_of is None
        ],
        comparison_left=get_municipality().comparison_left,
    )
    index_documents(
        scope=f"edition:{policy.key}:{edition.year}",
        documents=search_documents(edition, policy_key=policy.key, departments=snapshot.document.departments),
    )
    return publication


def _record(publication: Publication, documents: Sequence[Document]) -> None:
    PublishedFile.objects.bulk_create(
        PublishedFile(
            publication=publication,
            format=document.kind.key,
            name=document.name,
            media_type=document.kind.media_type,
            size=len(document.data),
            sha256=document.sha256,
            notes=list(document.notes),
        )
        for document in documents
    )
