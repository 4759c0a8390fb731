"""What an example city offers to be tried: each role what is its own, and only what is there."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from hoshin.config.example import example_folder
from hoshin.config.example_reviews import put_example_reviews
from hoshin.kernel.actor import system_actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.models import Edition
from hoshin.publishing.actions import install_folder
from hoshin.publishing.rules.folder import read_folder
from hoshin.reviews.models import Report
from hoshin.site.demo_people import put_example_people
from tests.world import make_city, make_person

HOST = "mihon.example.jp"
ON = dt.date(2020, 10, 1)
BY = system_actor("テスト")
STEP = re.compile(r'<a class="steps__link" href="([^"]+)">([^<]+)</a>')


@pytest.fixture
def example(db: None, tmp_path: Path, settings: Any) -> Municipality:
    settings.MEDIA_ROOT = tmp_path / "files"
    municipality = install_folder(BY, folder=read_folder(example_folder()))
    municipality.hosts = [HOST]
    municipality.save()
    with municipality_scope(municipality.pk):
        put_example_people(BY)
        put_example_reviews(Edition.objects.get(year=2020), on=ON)
    return municipality


def offered(username: str) -> dict[str, str]:
    """The addresses that the workspace offers to try, by their titles; each is asked for once."""
    client = Client(HTTP_HOST=HOST)
    client.force_login(get_user_model().objects.get(username=username))
    page = client.get("/staff/").content.decode()
    section = page.partition('aria-labelledby="trying"')[2].partition("</section>")[0]
    found = {title: url for url, title in STEP.findall(section)}
    for url in found.values():
        assert client.get(url).status_code == 200, url
    return found


@pytest.mark.usefixtures("example")
def test_each_role_is_shown_what_it_can_do_and_every_link_works() -> None:
    assert list(offered("tantou")) == ["戻された報告に答える"]
    assert list(offered("kachou")) == [  # what is named as another's does not wait for the head
        "提出された報告を承認する",
        "段階を進めるための要件を確認する",
    ]
    assert list(offered("honbu")) == ["取組を評価する", "会議で決定する"]
    assert list(offered("kansa")) == ["その日に公表されていた内容と根拠を見る"]


@pytest.mark.usefixtures("example")
def test_the_coordinator_is_led_through_the_year() -> None:
    found = list(offered("jouhou"))

    assert found[0] == "承認された報告を受理する"
    assert {"照会の状況を見る", "評価と決定を公表する", "次の年度版を始める", "担当を引き継ぐ"} <= set(found)
    assert "代理を決める" in offered("kanri")


def test_what_is_done_is_offered_no_more(example: Municipality) -> None:
    with municipality_scope(example.pk):
        Report.objects.filter(item__identity__key="social-media").update(status="accepted")

    assert "戻された報告に答える" not in offered("tantou")


def test_a_real_city_has_no_such_list(db: None) -> None:
    city = make_city()
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role="administrator"))

    assert "試してみる" not in client.get("/staff/").content.decode()
