from __future__ import annotations

import pytest
from django.urls import reverse

from hoshin.config.home import Home
from hoshin.plan.models import EditionStatus
from hoshin.publishing import jobs
from hoshin.publishing.actions.publishing import open_correction
from hoshin.publishing.models import Publication, PublicationRun
from hoshin.publishing.rules.formats import FORMATS
from tests.publishing.editions import BY, decide, edition_of_2020, install, publish, retitle
from tests.world import OUR_HOST, THEIR_HOST, City, make_neighbour, make_person

EDITION = ["joho", 2020]


@pytest.fixture
def city(db, settings, tmp_path) -> City:
    settings.HOME = Home(tmp_path / "home")
    return install(tmp_path)


@pytest.fixture
def staff(client, city):
    client.force_login(make_person(city))
    client.defaults["HTTP_HOST"] = OUR_HOST
    return client


def url(name: str, *more: object) -> str:
    return reverse(f"publishing:{name}", args=[*EDITION, *more])


def status(city: City) -> str:
    with city.scope():
        return edition_of_2020().status


def run_newest(city: City) -> int:
    with city.scope():
        run = PublicationRun.objects.latest("pk")
    jobs.publish(run.pk, city.municipality.pk)
    return run.pk


def test_an_edition_is_decided_and_published_by_clicks_alone(staff, city):
    assert "この内容で決定する" in staff.get(url("edition")).text
    staff.post(url("decide"))
    assert status(city) == EditionStatus.DECIDED

    waiting = staff.post(url("publish"), follow=True).text
    assert "処理が始まるのを待っています" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "いまの進み具合を見る" in waiting  # for those without a script
    done = staff.get(reverse("publishing:run", args=[run_newest(city)])).text

    assert "第1版を公表しました" in done
    assert "hx-trigger" not in done
    assert "joho-2020.pdf" in done
    assert status(city) == EditionStatus.PUBLISHED


def test_a_mistake_is_corrected_by_clicks_alone(staff, city):
    with city.scope():
        publish(decide(edition_of_2020()))
    staff.post(url("correct"))
    assert "訂正中です。公開中なのは第1版です" in staff.get(url("edition")).text
    with city.scope():
        retitle(edition_of_2020(), "直した題名")
    assert "直した題名" in staff.get(url("edition")).text  # in the draft of the 正誤表

    staff.post(url("decide"))
    refused = staff.post(url("publish"))
    assert refused.status_code == 422
    assert "訂正の理由を書いてください" in refused.text
    staff.post(url("publish"), {"reason": "題名の誤り"})
    run_newest(city)

    history = staff.get(url("edition")).text
    assert "第2版を公表しています" in history
    assert "題名の誤り" in history
    errata = staff.get(url("errata", 2)).text
    assert "令和2年度版" in errata
    assert "直した題名" in errata


def test_a_run_that_failed_says_why(staff, city):
    staff.post(url("decide"))
    staff.post(url("publish"))
    with city.scope():
        run = PublicationRun.objects.get()
        run.state, run.message = PublicationRun.State.FAILED, "ページを作れませんでした。"
        run.save()

    text = staff.get(reverse("publishing:run", args=[run.pk])).text

    assert "公表できませんでした" in text
    assert "ページを作れませんでした。" in text


def test_problems_are_listed_and_nothing_can_be_decided(staff, city):
    with city.scope():
        item = edition_of_2020().items.first()
        item.title = "12345678901" + "8"
        item.save()

    page = staff.get(url("edition")).text
    staff.post(url("decide"))

    assert "1件の問題があります" in page
    assert "disabled" in page
    assert "123456789018" not in page
    assert status(city) == EditionStatus.DRAFT


def test_a_decision_is_taken_back_and_a_correction_called_off(staff, city):
    staff.post(url("decide"))
    staff.post(url("reopen"))
    assert status(city) == EditionStatus.DRAFT
    with city.scope():
        publish(decide(edition_of_2020()))
        open_correction(BY, edition=edition_of_2020())

    assert "訂正をやめる" in staff.get(url("edition")).text
    staff.post(url("close"))

    assert status(city) == EditionStatus.PUBLISHED


@pytest.mark.parametrize("kind", [kind.key for kind in FORMATS])
def test_what_would_be_published_can_be_looked_at_before(staff, city, kind):
    answer = staff.get(url("preview", kind))

    assert answer.status_code == 200
    assert "preview-joho-2020" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
    with city.scope():
        assert not Publication.objects.exists()


def test_the_list_shows_every_edition_and_where_it_stands(staff, city):
    with city.scope():
        publish(decide(edition_of_2020()))

    text = staff.get(reverse("publishing:editions")).text

    assert url("edition") in text
    assert "第1版" in text


def test_reading_a_page_changes_nothing(staff, city):
    for name in ("decide", "reopen", "correct", "close", "publish"):
        assert staff.get(url(name)).status_code == 302

    assert status(city) == EditionStatus.DRAFT


def test_only_who_may_publish_sees_these_pages(client, city):
    client.force_login(make_person(city, role="reporter"))
    client.defaults["HTTP_HOST"] = OUR_HOST

    assert client.get(reverse("publishing:editions")).status_code == 403
    assert client.post(url("decide")).status_code == 403
    assert status(city) == EditionStatus.DRAFT


def test_the_neighbour_finds_nothing_of_ours(client, city):
    client.force_login(make_person(make_neighbour()))
    client.defaults["HTTP_HOST"] = THEIR_HOST

    for name in ("edition", "publish"):
        assert client.post(url(name)).status_code == 404
    assert client.get("/policy/2020/edition.json").status_code == 404


class TestDocuments:
    @pytest.fixture
    def published(self, city: City) -> City:
        with city.scope():
            publish(decide(edition_of_2020()))
            open_correction(BY, edition=edition_of_2020())
            decide(retitle(edition_of_2020(), "直した題名"))
            publish(edition_of_2020(), reason="題名の誤り")
        return city

    def get(self, client, path: str, **headers: str):
        return client.get(path, headers={"host": OUR_HOST, **headers})

    def test_a_document_is_open_data_and_asked_again_cheaply(self, client, published):
        answer = self.get(client, "/policy/2020/edition.json")

        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Content-Disposition"] == 'inline; filename="joho-2020.json"'
        again = self.get(client, "/policy/2020/edition.json", **{"if-none-match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_each_revision_keeps_its_documents(self, client, published):
        assert self.get(client, "/policy/2020/edition.json").json()["edition"]["title"] == "直した題名"
        assert self.get(client, "/policy/2020/r2/edition.json").json()["edition"]["title"] == "直した題名"
        assert self.get(client, "/policy/2020/r1/edition.json").json()["edition"]["title"] == "令和2年度版"
        assert self.get(client, "/policy/joho/2020/r1/edition.json").status_code == 200

    def test_pages_of_a_revision_say_that_there_is_a_newer_one(self, client, published):
        text = self.get(client, "/policy/2020/r1/").text

        assert "令和2年度版" in text
        assert "第1版（訂正前の旧版）" in text
        assert "/policy/compare/2020r1..2020r2/" in self.get(client, "/policy/2020/").text

    @pytest.mark.parametrize(
        "path", ["2020/r3/edition.json", "2020/r3/", "1999/edition.json", "2020/edition.odt", "other/2020/edition.pdf"]
    )
    def test_what_was_never_published_is_not_found(self, client, published, path):
        assert self.get(client, f"/policy/{path}").status_code == 404
