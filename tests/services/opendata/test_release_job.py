"""An approval is carried out once, by whoever's hands, or it says why not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from hoshin.kernel.actor import Actor
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.progress import progress_of
from hoshin.ledger.models import Entry
from hoshin.services.opendata.actions import approving
from hoshin.services.opendata.actions.approving import publish_approved, release_approved
from hoshin.services.opendata.actions.datasets import edit_dataset
from hoshin.services.opendata.actions.refusals import NotApproved, NotRequested
from hoshin.services.opendata.actions.uploads import recall_request, return_upload
from hoshin.services.opendata.exports import distributions
from hoshin.services.opendata.jobs import release
from hoshin.services.opendata.models import Dataset, Distribution, Release, Upload
from hoshin.services.opendata.queries.uploads import progress_key
from tests.services.opendata.uploading import (
    CHIEF,
    OFFICER,
    ON,
    accept_all_sure,
    approve,
    ask,
    decide,
    make_dataset,
    send,
)
from tests.world import City, make_city


@pytest.fixture(autouse=True)
def city(db, settings, tmp_path) -> Iterator[City]:
    settings.MEDIA_ROOT = tmp_path
    city = make_city()
    with city.scope():
        yield city


def asked() -> Upload:
    return ask(accept_all_sure(send(make_dataset())))


def run(upload: Upload) -> Upload:
    release(upload.pk, upload.municipality_id)
    return Upload.objects.get(pk=upload.pk)


def test_the_decision_is_kept_at_once_and_the_worker_makes_the_release_of_it() -> None:
    upload = decide(asked())

    job = ProcrastinateJob.objects.get(task_name="opendata.release")
    assert job.args == {"upload_id": upload.pk, "municipality_id": upload.municipality_id}
    assert (upload.state, upload.decided_by_id, upload.decided_date) == (Upload.State.APPROVED, CHIEF.user_id, ON)
    assert not Release.objects.exists()
    assert run(upload).state == Upload.State.PUBLISHED
    entries = AuditEntry.objects.filter(event__in=["opendata.upload.approved", "opendata.upload.published"])
    assert set(entries.values_list("actor_id", "actor_name")) == {(CHIEF.user_id, CHIEF.name)}
    made = Release.objects.get()
    assert (made.prepared_by, made.approved_by, made.published_date) == (OFFICER.name, CHIEF.name, ON)


def test_a_worker_that_is_killed_leaves_nothing_and_the_next_one_makes_one_release(monkeypatch) -> None:
    upload = decide(asked())

    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    for place, name in ((distributions, "store"), (approving, "change")):  # among the files, and within the release
        with monkeypatch.context() as broken:
            broken.setattr(place, name, killed)
            with pytest.raises(KeyboardInterrupt):
                run(upload)
        assert not Release.objects.exists()
        assert not Entry.objects.exists()
        assert Dataset.objects.get().state == Dataset.State.PREPARED

    for _time in range(2):  # the second as after a kill between the release and the end of the job
        assert run(upload).state == Upload.State.PUBLISHED
    assert Release.objects.count() == Entry.objects.count() == 1


def test_of_two_workers_with_the_same_approval_one_publishes(monkeypatch) -> None:
    upload = decide(asked())

    def second(by: Actor, **named: object) -> Upload:
        first = publish_approved(by, **named)
        with pytest.raises(NotApproved):
            publish_approved(by, **named)
        return first

    monkeypatch.setattr(approving, "publish_approved", second)

    assert run(upload).state == Upload.State.PUBLISHED
    assert Release.objects.count() == 1


def test_a_file_that_is_gone_is_told_and_the_request_can_be_returned() -> None:
    upload = decide(asked())
    default_storage.delete(upload.storage_name)

    failed = run(upload)

    assert (failed.state, failed.failure[:20]) == (Upload.State.REQUESTED, "送られたファイルが見つかりません。申請を")
    returned = return_upload(CHIEF, upload=failed, version=failed.version, remark="送り直してください。")
    assert returned.failure == ""


def test_what_failed_is_approved_again_or_taken_back(monkeypatch) -> None:
    upload = decide(asked())
    with monkeypatch.context() as broken:
        broken.setattr(approving, "prepared_table", lambda *_arguments, **_named: 1 / 0)
        failed = run(upload)
    assert failed.failure.startswith("思わぬ誤りで公開できませんでした。")

    recalled = recall_request(OFFICER, upload=failed, version=failed.version)
    assert recalled.failure == ""
    with pytest.raises(NotRequested):
        decide(recalled)
    assert approve(ask(recalled)).state == Upload.State.PUBLISHED


def test_a_release_is_named_as_its_dataset_is_called_when_it_is_published(monkeypatch) -> None:
    upload = decide(asked())

    def renamed(by: Actor, **named: object) -> Upload:
        dataset = Dataset.objects.get()
        edit_dataset(OFFICER, dataset=dataset, version=dataset.version, values={"slug": "halls"})
        return publish_approved(by, **named)

    monkeypatch.setattr(approving, "publish_approved", renamed)
    run(upload)

    assert Distribution.objects.get(format="CSV").file_name == "132292_halls.csv"


def test_each_step_is_told_and_kept_for_the_page() -> None:
    upload = decide(asked())
    steps = []

    release_approved(CHIEF, upload=upload, tell=lambda percent, step: steps.append((percent, step)))

    assert steps[0] == (0, "表を点検しています")
    assert [step for _percent, step in steps[1:-1]] == [
        f"{one}のファイルを作っています" for one in ("CSV", "JSON", "GeoJSON", "Excel（XLSX）")
    ]
    assert steps[-1] == (95, "公開しています")
    assert [percent for percent, _step in steps] == sorted(percent for percent, _step in steps)


def test_the_job_keeps_for_the_page_how_far_it_is() -> None:
    upload = decide(asked())

    run(upload)

    assert progress_of(progress_key(upload)) == (95, "公開しています")
