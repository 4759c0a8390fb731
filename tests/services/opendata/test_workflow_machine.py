"""No order of steps publishes what has errors or what nobody else has seen, and none loses a file."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.files.storage import default_storage
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hoshin.kernel.actor import Actor
from hoshin.kernel.refusal import Refused
from hoshin.ledger.queries import value_of
from hoshin.services.opendata.actions.approving import approve_upload
from hoshin.services.opendata.actions.publishing import (
    republish_dataset,
    withdraw_dataset,
)
from hoshin.services.opendata.actions.uploads import (
    cancel_upload,
    decide_mendings,
    purge_upload,
    recall_request,
    request_publication,
    return_upload,
    upload_file,
)
from hoshin.services.opendata.exports.ckan import Site, package_data
from hoshin.services.opendata.exports.ckan_text import filled, json_text
from hoshin.services.opendata.jobs import release
from hoshin.services.opendata.metrics import DATASETS
from hoshin.services.opendata.models import Dataset, Distribution, Listing, Release, Upload
from hoshin.services.opendata.queries.harvest import get_package
from tests.services.opendata.uploading import CHIEF, CLEAN, MY_NUMBER, OFFICER, ON, make_dataset
from tests.world import make_city

WRONG = f"ID,備考\n1,{MY_NUMBER}\n2,あり\n"
PERSONAL = "ID,電話番号\n1,090-1234-5678\n2,042-000-0001\n"
people = st.sampled_from([OFFICER, CHIEF])


class Workflow(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.dataset = make_dataset(slug=f"places-{Dataset.objects.count()}")

    def upload(self) -> Upload | None:
        return Upload.objects.filter(dataset=self.dataset).order_by("-pk").first()

    def fresh(self) -> Dataset:
        return Dataset.objects.get(pk=self.dataset.pk)

    @initialize(by=people, text=st.sampled_from([CLEAN, WRONG, PERSONAL]))
    def begin(self, by: Actor, text: str) -> None:
        self.send(by, text)

    @rule(by=people, text=st.sampled_from([CLEAN, WRONG, PERSONAL]))
    def send(self, by: Actor, text: str) -> None:
        _try(lambda: upload_file(by, dataset=self.dataset, file=io.BytesIO(text.encode()), file_name="a.csv"))

    @rule(by=people, value=st.sampled_from(["なし", ""]))
    def mend(self, by: Actor, value: str) -> None:
        if upload := self.upload():
            entered = {"1:1": value} if value else {}
            _try(
                lambda: decide_mendings(
                    by, upload=upload, version=upload.version, accepted=(), refused=(), entered=entered
                )
            )

    @rule(by=people, confirmation=st.sampled_from(["公表済みの番号です。", ""]))
    def ask(self, by: Actor, confirmation: str) -> None:
        if upload := self.upload():
            _try(
                lambda: request_publication(
                    by, upload=upload, version=upload.version, note="", confirmation=confirmation, on=ON
                )
            )

    @rule(by=people)
    def approve(self, by: Actor) -> None:
        if upload := self.upload():
            was_approved = upload.is_being_published
            is_own = by.user_id in {upload.uploaded_by_id, upload.requested_by_id}
            _try(lambda: approve_upload(by, upload=upload, version=upload.version, on=ON))
            upload.refresh_from_db()
            assert was_approved or not (is_own and upload.is_being_published)

    @rule()
    def work(self) -> None:
        if upload := self.upload():
            is_approved = upload.is_being_published
            before = Release.objects.count()
            for _time in range(2):  # as after a kill
                release(upload.pk, upload.municipality_id)
            assert Release.objects.count() == before + is_approved
            upload.refresh_from_db()
            assert not upload.is_being_published

    @rule(asks=people, approves=people)
    def hurry(self, asks: Actor, approves: Actor) -> None:
        self.ask(asks, "公表済みの番号です。")
        self.approve(approves)
        self.work()

    @rule(by=people, way=st.sampled_from(["return", "recall", "cancel", "purge"]))
    def turn_back(self, by: Actor, way: str) -> None:
        upload = self.upload()
        if upload is None:
            return
        ways = {
            "return": lambda: return_upload(by, upload=upload, version=upload.version, remark="直す"),
            "recall": lambda: recall_request(by, upload=upload, version=upload.version),
            "cancel": lambda: cancel_upload(by, upload=upload, version=upload.version),
            "purge": lambda: purge_upload(by, upload=upload),
        }
        _try(ways[way])

    @rule(back=st.booleans())
    def withdraw(self, back: bool) -> None:
        act = republish_dataset if back else withdraw_dataset
        dataset = self.fresh()
        _try(lambda: act(CHIEF, dataset=dataset, version=dataset.version, reason="理由", on=ON))

    @invariant()
    def nothing_wrong_is_published(self) -> None:
        for file in Distribution.objects.filter(release__dataset=self.dataset, format="CSV"):
            with default_storage.open(file.storage_name) as stored:
                assert MY_NUMBER.encode() not in stored.read()
        for upload in Upload.objects.filter(dataset=self.dataset, state=Upload.State.PUBLISHED):
            assert upload.release_id
            assert upload.report["error_count"] == 0
            assert upload.confirmation or not any(
                rule.startswith("personal.") for rule in upload.report["finding_counts"]
            )

    @invariant()
    def no_file_on_its_way_is_lost(self) -> None:
        for upload in Upload.objects.filter(dataset=self.dataset):
            if upload.is_live:
                assert default_storage.exists(upload.storage_name)

    @invariant()
    def what_is_kept_for_the_api_is_true(self) -> None:
        site = Site("https://ours.example.jp", "132292", "試験市")
        for listing in Listing.objects.filter(dataset=self.dataset):
            assert filled([listing.package], site) == json_text(package_data(get_package(listing.name), site))

    @invariant()
    def the_ledger_counts_what_is_public(self) -> None:
        public = Dataset.objects.filter(state=Dataset.State.ACTIVE).count()
        assert (value_of(DATASETS, as_of=ON) or 0) == public


def _try(do: Callable[[], object]) -> None:
    with suppress(Refused):
        do()


@pytest.mark.django_db
def test_no_order_of_steps_publishes_what_is_wrong(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    with make_city().scope():
        run_state_machine_as_test(Workflow, settings=SETTINGS)


SETTINGS = settings(max_examples=20, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
