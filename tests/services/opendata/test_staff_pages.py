from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoshin.kernel.models import User
from hoshin.kernel.progress import note_progress
from hoshin.services.opendata.exports.distributions import WRITERS
from hoshin.services.opendata.jobs import release
from hoshin.services.opendata.models import Dataset, DownloadCount, Format, Release, Remark, Upload
from hoshin.services.opendata.queries.staff import dataset_lines
from hoshin.services.opendata.queries.uploads import progress_key
from hoshin.services.opendata.rules.shapes import Report, Treatment
from tests.services.opendata.uploading import (
    CLEAN,
    MY_NUMBER,
    ON,
    PLACES,
    accept_all_sure,
    ask,
    decide,
    make_dataset,
    send,
)
from tests.services.opendata.uploading import publish as publish_directly
from tests.world import OUR_HOST, make_city, make_person

FORM = {
    "version": "1",
    "title": "所有施設一覧",
    "description": "架空の施設の一覧です。",
    "slug": "places",
    "category": "その他",
    "licence": "CC-BY-4.0",
}


@pytest.fixture
def city(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_city()


@pytest.fixture
def staff(client, city):
    client.force_login(make_person(city))
    client.defaults["HTTP_HOST"] = OUR_HOST
    return client


def page(name: str, pk: int) -> str:
    return reverse(f"opendata:{name}", args=[pk])


def newest(city) -> Upload:
    with city.scope():
        return Upload.objects.select_related("dataset").latest("pk")


def text_of(answer) -> str:
    assert answer.status_code in {200, 422}, answer
    return answer.content.decode()


def begin(staff, city) -> Upload:
    """Describe a dataset and send its file, as a person does."""
    made = staff.post(reverse("opendata:staff_dataset_new"), FORM)
    sent = staff.post(made.headers["Location"], {"file": SimpleUploadedFile("施設.csv", PLACES.encode("cp932"))})
    upload = newest(city)
    assert sent.headers["Location"] == page("staff_range", upload.pk)
    return upload


def set_up(staff, city, upload: Upload) -> Upload:
    """Go through range, columns and mendings."""
    chosen = {"sheet": "表", "first_row": "3", "header_rows": "1", "last_row": "6"}
    staff.post(page("staff_range", upload.pk), {"version": upload.version, **chosen})
    staff.post(page("staff_columns", upload.pk), {"version": newest(city).version, "name-0": "ID"})
    staff.post(page("staff_mend", upload.pk), {"version": newest(city).version, "all": "1"})
    return newest(city)


def test_each_step_shows_what_it_is_about(staff, city) -> None:
    upload = begin(staff, city)
    seen = text_of(staff.get(page("staff_range", upload.pk)))
    assert 'value="3" checked' in seen
    assert "※ 架空の施設です" in seen
    assert 'value="施設番号"' in text_of(staff.get(page("staff_columns", upload.pk)))
    assert "和暦の日付を西暦" in text_of(staff.get(page("staff_mend", upload.pk)))

    upload = set_up(staff, city, upload)

    assert Treatment.from_json(upload.treatment).columns[0].name == "ID"
    assert "公開を申請できます" in text_of(staff.get(page("staff_check", upload.pk)))
    preview = text_of(staff.get(page("staff_preview", upload.pk)))
    assert "2020-04-01" in preview
    assert "<svg" in preview


def test_a_table_goes_from_the_form_to_the_public_page(staff, city) -> None:
    upload = set_up(staff, city, begin(staff, city))
    asked = staff.post(page("staff_request", upload.pk), {"version": upload.version, "note": "はじめての公開"})
    assert asked.status_code == 302
    assert "承認できません" in text_of(staff.get(page("staff_decide", upload.pk)))

    staff.force_login(make_person(city, role="administrator"))
    decided = staff.post(page("staff_decide", upload.pk), {"version": newest(city).version})

    assert decided.headers["Location"] == page("staff_release", upload.pk)
    assert newest(city).state == Upload.State.APPROVED
    assert "処理が始まるのを待っています" in text_of(staff.get(page("staff_release", upload.pk)))
    release(upload.pk, city.municipality.pk)
    assert newest(city).state == Upload.State.PUBLISHED
    assert "第1版を公開しました。" in text_of(staff.get(page("staff_release", upload.pk)))
    assert "第1版" in text_of(staff.get(page("staff_dataset", upload.dataset_id)))
    assert "所有施設一覧" in text_of(staff.get("/opendata/t132292d0000000001/"))


def test_while_a_release_is_made_every_page_leads_to_how_far_it_is(staff, city) -> None:
    with city.scope():
        upload = decide(ask(accept_all_sure(send(make_dataset()))))
        note_progress(progress_key(upload), 44, "JSONのファイルを作っています")

    seen = text_of(staff.get(page("staff_release", upload.pk)))

    assert 'value="44"' in seen
    assert "JSONのファイルを作っています" in seen
    for step in ("staff_mend", "staff_request", "staff_decide"):
        assert staff.get(page(step, upload.pk)).headers["Location"] == page("staff_release", upload.pk)
    for step in ("staff_cancel", "staff_recall"):
        staff.post(page(step, upload.pk), {"version": upload.version})
    assert newest(city).state == Upload.State.APPROVED
    assert "このファイルを取りやめる" not in text_of(staff.get(page("staff_dataset", upload.dataset_id)))
    assert "進み具合を見る" in text_of(staff.get(reverse("opendata:staff_datasets")))


def test_a_release_that_failed_says_why_and_is_tried_again(staff, city, monkeypatch) -> None:
    with city.scope():
        upload = decide(ask(accept_all_sure(send(make_dataset()))))
    with monkeypatch.context() as broken:
        broken.setitem(WRITERS, Format.XLSX, replace(WRITERS[Format.XLSX], write=fail))
        release(upload.pk, city.municipality.pk)

    sentence = "思わぬ誤りで公開できませんでした。公開中の内容は変わっていません。"
    for seen in ("staff_release", "staff_decide", "staff_request"):
        assert sentence in text_of(staff.get(page(seen, upload.pk)))
    assert sentence in text_of(staff.get(page("staff_dataset", upload.dataset_id)))
    assert sentence in text_of(staff.get(reverse("opendata:staff_datasets")))
    with city.scope():
        assert not Release.objects.exists()
    staff.force_login(make_person(city, role="administrator"))
    staff.post(page("staff_decide", upload.pk), {"version": newest(city).version})
    release(upload.pk, city.municipality.pk)
    assert "第1版を公開しました。" in text_of(staff.get(page("staff_release", upload.pk)))


def fail(*_arguments: object) -> int:
    raise OSError("disk full")


def test_what_nobody_has_approved_has_no_progress(staff, city) -> None:
    with city.scope():
        upload = ask(accept_all_sure(send(make_dataset())))

    assert staff.get(page("staff_release", upload.pk)).headers["Location"] == page("staff_dataset", upload.dataset_id)


def test_a_category_is_chosen_not_fallen_into(staff, city) -> None:
    address = reverse("opendata:staff_dataset_new")

    asked = text_of(staff.get(address))
    answer = staff.post(address, FORM | {"category": ""})

    assert '<option value="" selected>（選んでください）' in asked
    assert answer.context["form"].errors.keys() == {"category"}


def test_the_list_begins_with_what_waits(staff, city) -> None:
    assert "データセットはまだありません" in text_of(staff.get(reverse("opendata:staff_datasets")))
    with city.scope():
        ask(accept_all_sure(send(make_dataset())))
        publish_directly(make_dataset(slug="others", title="別の一覧"), CLEAN)

    seen = text_of(staff.get(reverse("opendata:staff_datasets")))

    assert seen.index("確かめて決める") < seen.index("すべてのデータセット")
    assert "第1版" in seen
    assert "条件に合うデータセットはありません" in text_of(staff.get(reverse("opendata:staff_datasets") + "?q=none"))


def test_a_file_that_is_no_table_is_told_beside_its_field(staff, city) -> None:
    with city.scope():
        dataset = make_dataset()

    answer = staff.post(page("staff_upload_new", dataset.pk), {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")})

    assert answer.status_code == 422
    assert "PDFは読めません" in text_of(answer)


def test_a_value_typed_in_takes_the_place_of_what_is_wrong(staff, city) -> None:
    with city.scope():
        upload = send(make_dataset(), f"ID,備考\n1,{MY_NUMBER}\n2,あり\n")
    seen = text_of(staff.get(page("staff_check", upload.pk)))
    assert MY_NUMBER not in seen
    assert 'name="enter:1:1"' in seen

    staff.post(page("staff_check", upload.pk), {"version": upload.version, "enter:1:1": "なし"})

    assert Report.from_json(newest(city).report).error_count == 0


def test_a_single_cell_is_left_as_it_is(staff, city) -> None:
    with city.scope():
        upload = send(make_dataset())
    key = re.search(r'value="(date\.wareki@3:4)"', text_of(staff.get(page("staff_mend", upload.pk))))
    assert key

    staff.post(page("staff_mend", upload.pk), {"version": upload.version, "accept": "date.wareki", "refuse": key[1]})

    treatment = Treatment.from_json(newest(city).treatment)
    assert treatment.refused == (key[1],)
    assert "date.wareki" in treatment.accepted


def test_a_request_comes_back_with_what_is_to_be_put_right(staff, city) -> None:
    with city.scope():
        upload = ask(accept_all_sure(send(make_dataset())))
    assert staff.post(page("staff_decide", upload.pk), {"version": upload.version, "return": "1"}).status_code == 422

    staff.post(
        page("staff_decide", upload.pk),
        {"version": upload.version, "return": "1", "remark": "座標を確かめてください。"},
    )

    assert newest(city).state == Upload.State.RETURNED
    assert "座標を確かめてください。" in text_of(staff.get(page("staff_request", upload.pk)))


def test_what_waits_for_a_decision_is_taken_back_before_it_is_changed(staff, city) -> None:
    with city.scope():
        upload = ask(accept_all_sure(send(make_dataset())))
    assert staff.get(page("staff_mend", upload.pk)).status_code == 302

    staff.post(page("staff_recall", upload.pk), {"version": upload.version})

    assert staff.get(page("staff_mend", upload.pk)).status_code == 200


def test_a_dataset_is_withdrawn_and_public_again(staff, city) -> None:
    with city.scope():
        dataset = make_dataset()
        publish_directly(dataset)
        dataset.refresh_from_db()
    assert staff.post(page("staff_withdraw", dataset.pk), {"version": dataset.version}).status_code == 422

    staff.post(page("staff_withdraw", dataset.pk), {"version": dataset.version, "reason": "誤りがありました。"})
    with city.scope():
        dataset.refresh_from_db()
        assert dataset.state == Dataset.State.WITHDRAWN
    staff.post(page("staff_withdraw", dataset.pk), {"version": dataset.version, "reason": "直しました。"})

    with city.scope():
        dataset.refresh_from_db()
        assert dataset.state == Dataset.State.ACTIVE


def test_an_old_page_changes_nothing(staff, city) -> None:
    with city.scope():
        upload = send(make_dataset())
        accept_all_sure(upload)

    answer = staff.post(page("staff_mend", upload.pk), {"version": upload.version})

    assert answer.status_code == 422
    assert "ほかの人が先に変更していました" in text_of(answer)


def test_an_upload_that_ended_leads_to_its_dataset(staff, city) -> None:
    with city.scope():
        upload = send(make_dataset())

    staff.post(page("staff_cancel", upload.pk), {"version": upload.version})

    assert staff.get(page("staff_check", upload.pk)).headers["Location"] == page("staff_dataset", upload.dataset_id)


def test_the_difference_to_the_last_release_is_shown(staff, city) -> None:
    with city.scope():
        dataset = make_dataset()
        publish_directly(dataset, CLEAN)
        upload = send(dataset, CLEAN.replace("西会館", "西公民館") + "3,東会館,042-000-0003\n")

    seen = text_of(staff.get(page("staff_preview", upload.pk)))

    assert "増えた行 1、なくなった行 0、変わった行 1、同じ行 1。" in seen
    assert "「西会館」→「西公民館」" in seen


def test_the_description_can_be_changed_and_says_when_somebody_else_did(staff, city) -> None:
    with city.scope():
        dataset = make_dataset()
    form = {**FORM, "version": dataset.version, "seen": "{}"}

    assert staff.post(page("staff_dataset_edit", dataset.pk), {**form, "title": "施設の一覧"}).status_code == 302
    assert staff.post(page("staff_dataset_edit", dataset.pk), {**form, "title": "別の名称"}).status_code == 409


def test_a_remark_is_answered_in_public_or_closed(staff, city) -> None:
    with city.scope():
        first, second = (
            Remark.objects.create(kind=Remark.Kind.REQUEST, text=text, received_date=ON) for text in ("AEDを", "広告")
        )
    assert "AEDを" in text_of(staff.get(reverse("opendata:staff_remarks")))
    assert staff.post(page("staff_remark", first.pk), {"version": 1, "answer": ""}).status_code == 422

    staff.post(page("staff_remark", first.pk), {"version": 1, "answer": "公開します。", "is_public": "on"})
    staff.post(page("staff_remark", second.pk), {"version": 1, "answer": "", "close": "1"})

    with city.scope():
        states = list(Remark.objects.order_by("pk").values_list("state", "is_public"))
    assert states == [("answered", True), ("closed", False)]


def test_the_list_costs_the_same_for_many_datasets(staff, city, django_assert_max_num_queries) -> None:
    with city.scope():
        for number in range(30):
            make_dataset(slug=f"places-{number}")

    with django_assert_max_num_queries(20):
        staff.get(reverse("opendata:staff_datasets"))


def test_who_may_not_prepare_sees_nothing_of_it(client, city) -> None:
    client.defaults["HTTP_HOST"] = OUR_HOST
    client.force_login(make_person(city, role="auditor"))

    assert client.get(reverse("opendata:staff_datasets")).status_code == 403
    assert User.objects.count() == 1
    with city.scope():
        assert Release.objects.count() == 0


def test_the_list_tells_the_newest_release_and_the_downloads_of_a_year(staff, city) -> None:
    with city.scope():
        dataset = make_dataset()
        for _release in range(2):
            publish_directly(dataset, CLEAN)
        for format, day in (("CSV", ON), ("JSON", ON), ("CSV", ON.replace(year=2018))):
            DownloadCount.add_one(dataset_id=dataset.pk, format=format, day=day, is_machine=False)
        (line,), total = dataset_lines(since=ON.replace(year=2019))

    assert (line.release.number, line.downloads, line.problems, total) == (2, 2, 0, 1)
