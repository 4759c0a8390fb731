from __future__ import annotations

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import Error

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry
from hoshin.plan.actions.life import NoSuchStep, move_edition
from hoshin.plan.actions.refusals import NotEditable
from hoshin.plan.models import Edition, EditionStatus, Policy
from hoshin.publishing.actions import load_folder
from hoshin.publishing.actions.publishing import (
    ChangedMeanwhile,
    NotDecided,
    NothingToCorrect,
    NotReady,
    ReasonMissing,
    RunsAlready,
    StillDifferent,
    close_correction,
    decide_edition,
    open_correction,
    publish_edition,
    reopen_edition,
    request_publication,
)
from hoshin.publishing.models import Publication, PublicationRun, PublishedFile
from hoshin.publishing.queries import edition_refs, published_document, published_snapshot, revision_ref, revisions_of
from hoshin.publishing.queries.publications import frozen
from hoshin.publishing.rules.folder import read_folder
from tests.publishing.editions import (
    BY,
    ON,
    decide,
    edition_of_2020,
    folder_files,
    install,
    publish,
    retitle,
)
from tests.publishing.folders import write
from tests.world import NOBODY, City, make_neighbour


@pytest.fixture
def city(db, tmp_path) -> City:
    return install(tmp_path)


@pytest.fixture
def edition(city: City):
    """The draft of 2020; the city's scope is open."""
    with city.scope():
        yield edition_of_2020()


@pytest.fixture
def published(edition: Edition) -> Edition:
    publish(decide(edition))
    return edition_of_2020()


def test_what_was_decided_can_no_longer_be_edited(edition):
    decided = decide(edition)

    assert decided.status == EditionStatus.DECIDED
    with pytest.raises(NotEditable):
        retitle(decided, "別の題名")


def test_a_decision_that_was_not_published_can_be_taken_back(edition):
    reopen_edition(BY, edition=decide(edition))

    assert retitle(edition, "別の題名").title == "別の題名"


def test_what_hoshin_check_would_refuse_is_not_decided(edition):
    rollout = edition.stages.get(key="rollout")
    rollout.items.exclude(is_initiative=False).update(stage=rollout)
    item = rollout.items.first()
    item.title = "12345678901" + "8"  # what looks like a My Number
    item.save()

    with pytest.raises(NotReady) as caught:
        decide_edition(BY, edition=edition)

    assert len(caught.value.problems) == 1
    assert "マイナンバー" in caught.value.problems[0]
    assert "123456789018" not in caught.value.problems[0]


@pytest.mark.parametrize("status", ["draft", "published"])
def test_only_what_was_decided_is_published(edition, status):
    if status == "published":
        publish(decide(edition))

    with pytest.raises(NotDecided):
        publish(edition_of_2020())


def test_a_publication_keeps_the_snapshot_byte_for_byte_and_says_who_and_when(edition):
    snapshot = frozen(decide(edition), on=ON)

    publication = publish(edition_of_2020())

    publication.refresh_from_db()
    assert bytes(publication.snapshot) == snapshot.data
    assert publication.sha256 == snapshot.sha256
    assert (publication.revision, publication.published_by_name, publication.published_date) == (1, BY.name, ON)
    assert edition_of_2020().status == EditionStatus.PUBLISHED
    files = {file.format: file.sha256 for file in publication.files.all()}
    assert files["json"] == snapshot.sha256
    assert set(files) == {"json", "initiatives", "indicators"}


@pytest.mark.parametrize("model", [Publication, PublishedFile])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_published(published, model, change):
    rows = model.objects.all()
    assert rows.exists()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows.update(municipality_id=rows[0].municipality_id) if change == "update" else rows._raw_delete(rows.db)


def test_the_public_reads_what_was_published_while_a_correction_is_made(published):
    open_correction(BY, edition=published)
    retitle(published, "直した題名")

    (ref,) = edition_refs()
    assert (ref.title, ref.status, ref.revision) == ("令和2年度版", "published", 1)
    assert published_document(ref).title == "令和2年度版"


def test_a_correction_becomes_revision_two_and_the_first_stays_readable(published):
    open_correction(BY, edition=published)
    decide(retitle(published, "直した題名"))

    publish(edition_of_2020(), reason="題名の誤り", on=dt.date(2020, 11, 2))

    (ref,) = edition_refs()
    assert (ref.title, ref.revision, ref.path) == ("直した題名", 2, "2020")
    first = revision_ref(ref, 1)
    assert (published_document(first).title, first.path, first.is_latest) == ("令和2年度版", "2020/r1", False)
    assert [one.reason for one in published_snapshot(ref).document.revisions] == ["", "題名の誤り"]
    assert [one.revision for one in revisions_of(ref)] == [2, 1]
    assert AuditEntry.objects.filter(event="publishing.edition.published").latest("id").reason == "題名の誤り"


def test_a_correction_says_why(published):
    open_correction(BY, edition=published)
    decide(retitle(published, "直した題名"))

    with pytest.raises(ReasonMissing):
        publish(edition_of_2020(), reason="  ")


def test_a_correction_that_changes_nothing_is_not_published_but_called_off(published):
    open_correction(BY, edition=published)
    decide(published)

    with pytest.raises(NothingToCorrect):
        publish(edition_of_2020(), reason="なにも変えていません")
    reopen_edition(BY, edition=edition_of_2020())
    close_correction(BY, edition=edition_of_2020())

    assert edition_of_2020().status == EditionStatus.PUBLISHED
    assert Publication.objects.count() == 1


def test_a_correction_with_changes_is_not_called_off(published):
    open_correction(BY, edition=published)
    retitle(published, "直した題名")

    with pytest.raises(StillDifferent):
        close_correction(BY, edition=edition_of_2020())


def test_documents_of_another_content_are_not_published(edition):
    snapshot = frozen(edition, on=ON)
    decided = decide(retitle(edition, "あとで変えた題名"))

    with pytest.raises(ChangedMeanwhile):
        publish_edition(BY, edition=decided, snapshot=snapshot, on=ON, reason="", documents=())


def test_a_newer_edition_supersedes_the_older(published, tmp_path):
    load_folder(BY, folder=read_folder(write(tmp_path / "2021", folder_files(year=2021))))
    newer = Edition.objects.select_related("policy").get(year=2021)

    publish(decide(newer), on=dt.date(2021, 4, 1))

    assert edition_of_2020().status == EditionStatus.SUPERSEDED
    assert [(ref.year, ref.status) for ref in edition_refs()] == [(2021, "published"), (2020, "superseded")]
    assert published_document(edition_refs()[1]).status == "superseded"


def test_a_correction_of_an_older_edition_leaves_it_superseded(published, tmp_path):
    load_folder(BY, folder=read_folder(write(tmp_path / "2021", folder_files(year=2021))))
    publish(decide(Edition.objects.select_related("policy").get(year=2021)))
    open_correction(BY, edition=edition_of_2020())
    decide(retitle(edition_of_2020(), "直した題名"))

    publish(edition_of_2020(), reason="題名の誤り")

    assert edition_of_2020().status == EditionStatus.SUPERSEDED


def test_an_edition_loaded_as_published_is_revision_one(db, tmp_path):
    with install(tmp_path, status="published").scope():
        (ref,) = edition_refs()

        assert (ref.revision, ref.published_date) == (1, ON)
        assert published_snapshot(ref).edition.status == "published"


def test_a_folder_loaded_into_a_correction_leaves_it_open(db, tmp_path):
    with install(tmp_path, status="published").scope():
        open_correction(BY, edition=edition_of_2020())
        files = folder_files(status="published")
        files["2020/edition.yaml"] = files["2020/edition.yaml"].replace("title: 令和2年度版", "title: 直した題名")

        load_folder(BY, folder=read_folder(write(tmp_path / "again", files)))

        assert (edition_of_2020().status, edition_of_2020().title) == (EditionStatus.DRAFT, "直した題名")
        assert [ref.title for ref in edition_refs()] == ["令和2年度版"]


def test_no_way_leads_from_published_back_to_decided(published):
    with pytest.raises(NoSuchStep):
        move_edition(BY, edition=published, status=EditionStatus.DECIDED)


def test_two_wishes_for_one_publication_are_one_too_many(edition):
    decided = decide(edition)
    request_publication(BY, edition=decided, on=ON, reason="")

    with pytest.raises(RunsAlready):
        request_publication(BY, edition=decided, on=ON, reason="")

    assert PublicationRun.objects.count() == 1


def test_nobody_publishes_without_the_permission(edition):
    for write_something in (decide_edition, reopen_edition, open_correction, close_correction):
        with pytest.raises(NotPermitted):
            write_something(NOBODY, edition=edition)


def test_the_neighbour_sees_no_publication_of_ours(published):
    with make_neighbour().scope():
        assert edition_refs() == ()
        assert not Publication.objects.exists()
        policy = Policy.objects.create(key="joho", name="隣市の方針", is_main=True)
        with pytest.raises(Error), transaction.atomic():
            Publication.objects.create(policy=policy, year=2020, revision=2, sha256="0" * 64, published_date=ON)
