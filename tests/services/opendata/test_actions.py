from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.ledger.actions import void_entry
from hoshin.ledger.models import Entry
from hoshin.ledger.queries import value_of
from hoshin.services.opendata.actions.approving import approve_upload
from hoshin.services.opendata.actions.datasets import edit_dataset, prepare_dataset
from hoshin.services.opendata.actions.publishing import (
    publish_table,
    republish_dataset,
    withdraw_dataset,
)
from hoshin.services.opendata.actions.refusals import (
    HasErrors,
    NeedsConfirmation,
    NoReason,
    NotASlug,
    NotEditable,
    NotRequested,
    NotTaken,
    RefreshesItself,
    SamePerson,
    SlugTaken,
    UploadUnderWay,
    WrongState,
    WrongTreatment,
)
from hoshin.services.opendata.actions.uploads import (
    cancel_upload,
    decide_mendings,
    purge_upload,
    recall_request,
    request_publication,
    return_upload,
    set_treatment,
    upload_file,
)
from hoshin.services.opendata.exports import xlsx
from hoshin.services.opendata.exports.files import open_stored
from hoshin.services.opendata.exports.releasing import prepared_table
from hoshin.services.opendata.metrics import DATASETS
from hoshin.services.opendata.models import Dataset, Distribution, Listing, Release, Upload
from hoshin.services.opendata.rules.shapes import ColumnInfo, Report, Treatment
from tests.services.opendata.uploading import (
    CHIEF,
    CLEAN,
    MY_NUMBER,
    OFFICER,
    ON,
    accept_all_sure,
    approve,
    ask,
    make_dataset,
    publish,
    send,
)
from tests.world import NOBODY, make_city


@pytest.fixture(autouse=True)
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    city = make_city()
    with city.scope():
        yield city


def csv_of(release: Release) -> str:
    file = Distribution.objects.get(release=release, format="CSV")
    with open_stored(file.storage_name) as stored:
        return stored.read().decode("utf-8-sig").replace("\r\n", "\n")


def test_numbers_are_given_one_after_the_other() -> None:
    first, second = make_dataset(), make_dataset(slug="others")

    assert (first.number, second.number) == (1, 2)
    assert first.state == Dataset.State.PREPARED


def test_two_datasets_have_no_file_name_in_common() -> None:
    dataset = make_dataset()
    other = make_dataset(slug="others")

    with pytest.raises(SlugTaken):
        make_dataset()
    with pytest.raises(SlugTaken):
        edit_dataset(OFFICER, dataset=other, version=other.version, values={"slug": dataset.slug})
    with pytest.raises(NotASlug):
        make_dataset(slug="../passwd")


def test_a_dirty_table_is_read_as_a_person_would_read_it() -> None:
    upload = send(make_dataset())
    treatment, report = Treatment.from_json(upload.treatment), Report.from_json(upload.report)

    assert (treatment.first_row, treatment.header_rows, treatment.last_row) == (2, 1, 5)
    assert [column.name for column in treatment.columns] == ["施設番号", "名称", "緯度", "経度", "開設日"]
    assert report.rows == 3
    assert {"date.wareki", "coordinates.swapped"} <= set(report.mending_counts)


def test_what_is_accepted_is_published_and_nothing_else() -> None:
    dataset = make_dataset()
    upload = accept_all_sure(send(dataset))
    refused = decide_mendings(
        OFFICER,
        upload=upload,
        version=upload.version,
        accepted=Treatment.from_json(upload.treatment).accepted,
        refused=(),
        entered={"3:1": "中央会館（架空）"},
    )

    released = approve(ask(refused)).release

    assert csv_of(released).splitlines() == [
        "施設番号,名称,緯度,経度,開設日",
        "1,中央会館（架空）,35.725,139.538,2020-04-01",
        "2,西会館,35.741,139.541,2015-10-01",
        "3,北会館,35.735,139.545,2016-04-01",
    ]
    assert sorted(released.distributions.values_list("format", flat=True)) == ["CSV", "GeoJSON", "JSON", "XLSX"]
    assert released.places[1] == [35.741, 139.541, "西会館"]
    assert (released.prepared_by, released.approved_by, released.row_count) == ("担当 太郎", "課長 次郎", 3)
    assert Listing.objects.get().state == "active"


def test_a_published_dataset_counts_once_however_many_releases_it_has() -> None:
    dataset = make_dataset()

    publish(dataset)
    publish(dataset, CLEAN)

    assert Release.objects.count() == 2
    assert value_of(DATASETS, as_of=ON) == 1
    assert value_of(DATASETS, as_of=ON - dt.timedelta(days=1)) is None
    entry = Entry.objects.get()
    assert entry.subject == f"dataset:{dataset.uid}"
    assert entry.recorded_by == "課長 次郎"
    assert "課長 次郎" not in entry.evidence.values()  # evidence is public
    assert entry.evidence["アドレス"] == "/opendata/t132292d0000000001/"


def test_withdrawn_it_counts_no_more_and_republished_again() -> None:
    dataset = make_dataset()
    publish(dataset)
    dataset.refresh_from_db()

    withdrawn = withdraw_dataset(
        CHIEF, dataset=dataset, version=dataset.version, reason="誤り", on=dt.date(2020, 11, 1)
    )
    again = republish_dataset(
        CHIEF, dataset=withdrawn, version=withdrawn.version, reason="直した", on=dt.date(2020, 12, 1)
    )

    days = (ON, dt.date(2020, 11, 1), dt.date(2020, 12, 1))
    assert [value_of(DATASETS, as_of=day) for day in days] == [1, 0, 1]
    assert withdrawn.withdrawal_reason == "誤り"
    assert (again.state, again.withdrawn_date) == (Dataset.State.ACTIVE, None)
    with pytest.raises(WrongState):
        republish_dataset(CHIEF, dataset=again, version=again.version, reason="もう一度", on=ON)


def test_a_new_release_of_a_withdrawn_dataset_makes_it_public_and_counted_again() -> None:
    dataset = make_dataset()
    publish(dataset)
    dataset.refresh_from_db()
    withdraw_dataset(CHIEF, dataset=dataset, version=dataset.version, reason="誤り", on=ON)

    publish(dataset, CLEAN, on=dt.date(2020, 11, 1))

    dataset.refresh_from_db()
    assert dataset.state == Dataset.State.ACTIVE
    assert value_of(DATASETS, as_of=dt.date(2020, 11, 1)) == 1


def test_after_a_void_the_next_release_counts_anew_with_a_key_of_its_own() -> None:
    dataset = make_dataset()
    publish(dataset)
    void_entry(CHIEF, entry=Entry.objects.get(), reason="公開前の試験で記帳したため")
    assert value_of(DATASETS, as_of=ON) is None

    publish(dataset, CLEAN)
    publish(dataset)

    first, again = Entry.objects.order_by("pk")
    assert (first.natural_key, again.natural_key) == (f"{first.subject}#1", f"{first.subject}#2")
    assert value_of(DATASETS, as_of=ON) == 1


def test_after_the_void_of_its_removal_a_dataset_that_is_public_again_still_counts_once() -> None:
    dataset = make_dataset()
    publish(dataset)
    dataset.refresh_from_db()
    withdrawn = withdraw_dataset(CHIEF, dataset=dataset, version=dataset.version, reason="誤り", on=ON)
    void_entry(CHIEF, entry=Entry.objects.get(kind=Entry.Kind.REMOVED), reason="取下げが誤りだったため")

    republish_dataset(CHIEF, dataset=withdrawn, version=withdrawn.version, reason="取り下げていない", on=ON)

    assert value_of(DATASETS, as_of=ON) == 1


def test_a_table_of_the_catalogue_itself_is_left_out_with_its_rule() -> None:
    dataset = make_dataset(source_key="publishing.initiatives")

    for day in (1, 2):
        publish_table(
            CHIEF,
            dataset=dataset,
            table=prepared_table((ColumnInfo("名称"),), lambda: [("架空",)]),
            note="",
            on=dt.date(2020, 10, day),
        )

    entry = Entry.objects.get()
    assert (entry.kind, entry.amount) == (Entry.Kind.LEFT_OUT, 0)
    assert "方針・カタログ自身の表" in entry.rule
    assert value_of(DATASETS, as_of=ON) is None  # nothing was ever counted
    with pytest.raises(RefreshesItself):
        send(dataset)


def test_a_withdrawal_has_a_reason() -> None:
    dataset = make_dataset()
    with pytest.raises(WrongState):
        withdraw_dataset(CHIEF, dataset=dataset, version=dataset.version, reason="誤り", on=ON)
    publish(dataset)
    dataset.refresh_from_db()

    with pytest.raises(NoReason):
        withdraw_dataset(CHIEF, dataset=dataset, version=dataset.version, reason=" ", on=ON)


def test_whoever_prepared_or_asked_does_not_approve() -> None:
    upload = ask(accept_all_sure(send(make_dataset(), by=CHIEF)), by=OFFICER)

    for person in (CHIEF, OFFICER):
        with pytest.raises(SamePerson):
            approve(upload, by=person)
    assert Release.objects.count() == 0


def test_commands_are_told_apart_by_their_names() -> None:
    prepares, approves = replace(OFFICER, user_id=None), replace(CHIEF, user_id=None)
    upload = ask(accept_all_sure(send(make_dataset(), by=prepares)), by=prepares)

    with pytest.raises(SamePerson):
        approve(upload, by=prepares)
    assert approve(upload, by=approves).state == Upload.State.PUBLISHED


def test_errors_keep_a_file_from_being_asked_for() -> None:
    upload = send(make_dataset(), f"ID,備考\n1,{MY_NUMBER}\n2,あり\n")

    assert MY_NUMBER not in str(upload.report)
    with pytest.raises(HasErrors):
        ask(upload, confirmation="よい")


def test_what_looks_personal_needs_a_word_of_a_person() -> None:
    upload = send(make_dataset(), "ID,電話番号\n1,090-1234-5678\n2,042-000-0001\n")

    with pytest.raises(NeedsConfirmation):
        ask(upload)
    assert ask(upload, confirmation="事業者が公表している番号です。").confirmation.startswith("事業者")


def test_a_request_can_be_returned_or_taken_back_and_then_be_put_right() -> None:
    asked = ask(accept_all_sure(send(make_dataset())))
    with pytest.raises(NotEditable):
        accept_all_sure(asked)
    with pytest.raises(NoReason):
        return_upload(CHIEF, upload=asked, version=asked.version, remark="")

    returned = return_upload(CHIEF, upload=asked, version=asked.version, remark="座標を確かめてください。")
    again = ask(returned)
    recalled = recall_request(OFFICER, upload=again, version=again.version)

    assert (returned.state, returned.remark) == (Upload.State.RETURNED, "座標を確かめてください。")
    assert recalled.state == Upload.State.OPEN
    with pytest.raises(NotRequested):
        approve(recalled)


def test_a_second_file_waits_until_the_first_is_done() -> None:
    dataset = make_dataset()
    upload = send(dataset)
    with pytest.raises(UploadUnderWay):
        send(dataset)

    cancel_upload(OFFICER, upload=upload, version=upload.version)

    assert send(dataset).state == Upload.State.OPEN


def test_what_is_no_table_is_refused_with_a_sentence() -> None:
    dataset = make_dataset()
    for data in (b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x05\x06" + b"\0" * 18, b""):
        with pytest.raises(NotTaken) as refused:
            send(dataset, data)
        assert refused.value.message
    assert Upload.objects.count() == 0


def test_a_file_name_with_a_path_is_only_a_name() -> None:
    assert send(make_dataset(), name="../../etc/passwd.csv").file_name == "passwd.csv"


def test_the_next_file_is_read_as_the_last_one_was() -> None:
    dataset = make_dataset()
    first = accept_all_sure(send(dataset))
    treatment = Treatment.from_json(first.treatment)
    renamed = replace(
        treatment,
        columns=tuple(
            replace(column, name="施設名" if column.name == "名称" else column.name) for column in treatment.columns
        ),
    )
    approve(ask(set_treatment(OFFICER, upload=first, version=first.version, treatment=renamed)))

    second = Treatment.from_json(send(dataset).treatment)

    assert "施設名" in [column.name for column in second.columns]
    assert set(second.accepted) == set(treatment.accepted)


def test_columns_of_one_name_and_rows_that_are_not_there_are_refused() -> None:
    upload = send(make_dataset())
    treatment = Treatment.from_json(upload.treatment)
    twice = tuple(replace(column, name="名称") for column in treatment.columns)

    for wrong in (
        replace(treatment, columns=twice),
        replace(treatment, first_row=99),
        replace(treatment, sheet="ない"),
        replace(treatment, standard="none"),
    ):
        with pytest.raises(WrongTreatment):
            set_treatment(OFFICER, upload=upload, version=upload.version, treatment=wrong)


def test_who_comes_second_is_told() -> None:
    upload = send(make_dataset())
    accept_all_sure(upload)

    with pytest.raises(EditedMeanwhile):
        accept_all_sure(upload)


def test_a_my_number_cannot_be_typed_in() -> None:
    upload = send(make_dataset())

    with pytest.raises(WrongTreatment):
        decide_mendings(
            OFFICER, upload=upload, version=upload.version, accepted=(), refused=(), entered={"3:1": MY_NUMBER}
        )


def test_a_file_is_kept_until_no_upload_needs_it() -> None:
    dataset, other = make_dataset(), make_dataset(slug="others")
    upload, same = send(dataset), send(other)
    cancelled = cancel_upload(OFFICER, upload=upload, version=upload.version)
    with pytest.raises(NotEditable):
        purge_upload(OFFICER, upload=same)

    purge_upload(OFFICER, upload=cancelled)

    assert default_storage.exists(same.storage_name)
    ended = cancel_upload(OFFICER, upload=same, version=same.version)
    purge_upload(OFFICER, upload=ended)
    assert not default_storage.exists(same.storage_name)


def test_a_cancelled_file_with_a_my_number_goes_at_once() -> None:
    upload = send(make_dataset(), f"ID,備考\n1,{MY_NUMBER}\n2,あり\n")

    cancelled = cancel_upload(OFFICER, upload=upload, version=upload.version)

    assert cancelled.storage_name == ""
    assert not default_storage.exists(upload.storage_name)


def test_every_action_asks_for_its_permission_and_leaves_an_entry() -> None:
    dataset = make_dataset()
    upload = send(dataset)
    calls = (
        (prepare_dataset, {"values": {"slug": "x"}}),
        (edit_dataset, {"dataset": dataset, "version": 1, "values": {}}),
        (upload_file, {"dataset": dataset, "file": None, "file_name": ""}),
        (set_treatment, {"upload": upload, "version": 1, "treatment": Treatment()}),
        (request_publication, {"upload": upload, "version": 1, "note": "", "confirmation": "", "on": ON}),
        (return_upload, {"upload": upload, "version": 1, "remark": ""}),
        (approve_upload, {"upload": upload, "version": 1, "on": ON}),
        (withdraw_dataset, {"dataset": dataset, "version": 1, "reason": "", "on": ON}),
        (republish_dataset, {"dataset": dataset, "version": 1, "reason": "", "on": ON}),
        (cancel_upload, {"upload": upload, "version": 1}),
        (recall_request, {"upload": upload, "version": 1}),
        (purge_upload, {"upload": upload}),
    )

    for call, arguments in calls:
        with pytest.raises(NotPermitted):
            call(NOBODY, **arguments)  # type: ignore[operator]
    events = AuditEntry.objects.order_by("id").values_list("event", flat=True)
    assert list(events)[-2:] == ["opendata.dataset.prepared", "opendata.upload.received"]


def test_a_format_that_the_table_does_not_fit_is_told_with_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 1)

    publish(make_dataset())

    release = Release.objects.get()
    assert [one.format for one in release.distributions.order_by("pk")] == ["CSV", "JSON", "GeoJSON"]
    assert "Excel（XLSX）: " in release.note
