"""What was published on a day, and on what evidence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hoshin.config.home import Home
from hoshin.publishing.actions.publishing import open_correction
from hoshin.publishing.models import Publication
from tests.publishing.editions import BY, decide, edition_of_2020, install, publish
from tests.publishing.yearly import accepted, decided, marked, put_words
from tests.world import City, make_person

pytestmark = pytest.mark.django_db
BASE = "/policy/2020/as-of/"
FIRST, SECOND = dt.date(2020, 10, 1), dt.date(2021, 4, 1)


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> City:
    """Published on 2020-10-01, and again on 2021-04-01 with the year's results. Records bear the real time."""
    settings.HOME = Home(tmp_path / "home")
    city = install(tmp_path, status="published")
    with city.scope():
        edition = edition_of_2020()
        put_words(edition)
        marked(edition, accepted(edition))
        decided(edition)
        open_correction(BY, edition=edition_of_2020())
        publish(decide(edition_of_2020()), reason="令和2年度の評価と決定を加えました。", on=SECOND)
    return city


def read(city: City, day: str, *, role: str = "") -> str:
    browser = Client(HTTP_HOST=city.host)
    if role:
        browser.force_login(make_person(city, role=role))
    base = "/staff/as-of/2020/" if role else BASE
    content: str = browser.get(f"{base}{day}/").content.decode()
    return content


def hashes(city: City) -> list[str]:
    with city.scope():
        return list(Publication.objects.order_by("revision").values_list("sha256", flat=True))


def test_on_a_day_between_the_first_revision_was_live_and_had_no_decision(city):
    first, second = hashes(city)

    page = read(city, "2021-03-31")

    assert first in page
    assert second not in page
    assert "決定は載っていません" in page
    assert "第2版（2021年4月1日（令和3年4月1日）公表）" in page
    assert "42,678枚" in page


def test_from_the_day_of_the_second_on_its_decisions_are_there(city):
    page = read(city, "2021-04-01")

    assert hashes(city)[1] in page
    assert "市民の役に立っています。" in page
    assert "推進本部" in page


def test_before_the_first_publication_the_page_says_when_that_came(city):
    page = read(city, "2020-09-30")

    assert "まだ公表されていません" in page
    assert "はじめに公表したのは2020年10月1日" in page


def test_any_day_can_be_asked_for(city):
    browser = Client(HTTP_HOST=city.host)

    assert browser.get(f"{BASE}?day=2021-01-15").headers["Location"] == f"{BASE}2021-01-15/"
    assert browser.get(f"{BASE}?day=2021-02-30").status_code == 302
    assert browser.get(f"{BASE}1950-01-01/").status_code == 200
    assert browser.get(f"{BASE}0001-01-01/").status_code == 404
    assert browser.get(f"{BASE}9999-12-31/").status_code == 200
    assert browser.get(f"{BASE}2021-02-30/").status_code == 404
    assert browser.get("/policy/2020/r1/as-of/2021-01-15/").status_code == 404
    assert browser.get("/policy/1999/as-of/2021-01-15/").status_code == 404
    assert browser.get("/policy/2020/").content.decode().count(BASE) == 1


def test_who_recorded_it_is_for_those_who_may_see_the_records(city):
    day = dt.date.today().isoformat()  # noqa: DTZ011 - records bear the real time of the test

    page = read(city, day, role="auditor")

    assert "情報推進課" in page  # who recorded the decision
    assert "42,678枚" in page
    assert "情報推進課" not in read(city, day)
    browser = Client(HTTP_HOST=city.host)
    browser.force_login(make_person(city, role="reporter"))
    assert browser.get(f"/staff/as-of/2020/{day}/").status_code == 403


def test_on_an_earlier_day_nothing_had_been_recorded(city):
    assert "この日までの記録はありません" in read(city, "2020-10-01", role="auditor")
