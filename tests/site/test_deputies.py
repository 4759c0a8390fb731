"""代理: the pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from hoshin.kernel.clock import business_day
from hoshin.kernel.models import Deputy, Membership, User
from tests.world import OUR_HOST, City, make_city, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def browser(city: City) -> Client:
    client = Client(HTTP_HOST=OUR_HOST)
    client.force_login(make_person(city, role="administrator"))
    return client


@pytest.fixture
def people(city: City) -> tuple[User, User]:
    return make_person(city, role="head"), make_person(city, role="reporter")


def test_a_deputy_is_named_and_ended_on_the_persons_page(
    browser: Client, city: City, people: tuple[User, User]
) -> None:
    head, deputy = people
    today = business_day(city.municipality)
    sent = {"deputy": deputy.pk, "valid_from": f"{today}", "valid_to": f"{today}", "reason": "出張"}

    named = browser.post(f"/staff/people/{head.pk}/deputies/new/", sent)
    page = browser.get(f"/staff/people/{head.pk}/").content.decode()
    with city.scope():
        row = Deputy.objects.get()
    again = browser.post(f"/staff/people/{head.pk}/deputies/new/", sent).content.decode()
    ended = browser.post(f"/staff/people/deputies/{row.pk}/end/", {"reason": ""})

    assert named.headers["Location"] == f"/staff/people/{head.pk}/"
    assert "reporterさんがheadさんの代理" in page
    assert "すでに代理になっています" in again
    assert ended.status_code == 302
    with city.scope():
        assert not Deputy.objects.exists()


def test_a_period_the_wrong_way_round_is_told(browser: Client, people: tuple[User, User]) -> None:
    head, deputy = people
    sent = {"deputy": deputy.pk, "valid_from": "2020-10-02", "valid_to": "2020-10-01", "reason": "出張"}

    assert "「いつから」より前の日です" in browser.post(f"/staff/people/{head.pk}/deputies/new/", sent).content.decode()


def test_what_has_ended_is_shown_without_a_way_to_end_it(
    browser: Client, city: City, people: tuple[User, User]
) -> None:
    head, deputy = people
    day = dt.date(2020, 10, 1)
    with city.scope():
        row = Deputy.objects.create(principal=head, deputy=deputy, valid_from=day, valid_to=day, reason="出張")

    page = browser.get(f"/staff/people/{head.pk}/").content.decode()
    refused = browser.post(f"/staff/people/deputies/{row.pk}/end/", {"reason": ""}).content.decode()

    assert f"/staff/people/deputies/{row.pk}/end/" not in page
    assert "もう終わっています" in refused


def test_only_those_who_manage_people_name_deputies(city: City, people: tuple[User, User]) -> None:
    client = Client(HTTP_HOST=OUR_HOST)
    client.force_login(people[0])

    assert client.post(f"/staff/people/{people[0].pk}/deputies/new/").status_code == 403


def test_only_people_with_a_role_are_offered(browser: Client, city: City, people: tuple[User, User]) -> None:
    head, deputy = people
    with city.scope():
        Membership.objects.filter(user=deputy).update(valid_to=dt.date(2020, 1, 1))

    assert "reporterさん" not in browser.get(f"/staff/people/{head.pk}/deputies/new/").content.decode()
