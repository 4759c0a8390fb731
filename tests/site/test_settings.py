"""団体の設定: the page, and what it changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.installing import install_municipality
from hoshin.kernel.models import AuditEntry, Municipality
from hoshin.kernel.municipality import change_municipality, get_municipality
from hoshin.kernel.versioning import EditedMeanwhile
from tests.world import NOBODY, City, everything_allowed, make_city, make_neighbour, make_person

pytestmark = pytest.mark.django_db
PAGE = "/staff/settings/"
BY = everything_allowed()


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def browser(city: City) -> Client:
    return client_of(city, "administrator")


def client_of(city: City, role: str) -> Client:
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role=role))
    return client


def sent(**changes: str) -> dict[str, str]:
    return {"version": "1", "name": "試験市", "kana": "", "name_en": "", "comparison_left": "old", **changes}


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_an_administrator_chooses_which_side_stands_left(browser: Client, city: City) -> None:
    answer = browser.post(PAGE, sent(comparison_left="new", name_en="Shiken City"), follow=True)

    city.municipality.refresh_from_db()
    assert "保存しました" in text(answer)
    assert (city.municipality.comparison_left, city.municipality.name_en) == ("new", "Shiken City")
    with city.scope():
        entry = AuditEntry.objects.order_by("-id")[0]
    assert (entry.event, entry.actor_name) == ("kernel.municipality.changed", "administratorさん")


def test_what_only_commands_change_is_shown_with_the_command(browser: Client, city: City) -> None:
    page = text(browser.get(PAGE))

    assert "132292" in page
    assert f"hoshin manage set_hosts 132292 {city.host}" in page
    assert "実際の団体" in page
    assert 'name="code"' not in page


def test_nothing_else_can_be_sent_along(browser: Client, city: City) -> None:
    browser.post(PAGE, sent(name="新しい市", code="011002", is_example="on", hosts="x.example.jp"))

    city.municipality.refresh_from_db()
    assert (city.municipality.name, city.municipality.code) == ("新しい市", "132292")
    assert (city.municipality.is_example, city.municipality.hosts) == (False, [city.host])


@pytest.mark.parametrize("role", ["coordinator", "reporter", "auditor"])
def test_others_cannot_open_it(city: City, role: str) -> None:
    client = client_of(city, role)

    assert client.get(PAGE).status_code == 403
    assert PAGE not in text(client.get("/staff/"))


def test_the_navigation_leads_to_it(browser: Client) -> None:
    assert f'href="{PAGE}"' in text(browser.get("/staff/"))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "このフィールドは必須です"),
        ("comparison_left", "up", "up"),
        ("name", "市" * 61, "60"),
        ("kana", "123456789018", "マイナンバー"),
    ],
)
def test_a_mistake_is_said_beside_the_field(browser: Client, city: City, field: str, value: str, said: str) -> None:
    page = text(browser.post(PAGE, sent(**{field: value})))

    city.municipality.refresh_from_db()
    assert f'id="id_{field}-error"' in page
    assert said in page
    assert city.municipality.version == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(browser: Client, city: City) -> None:
    with city.scope():
        change_municipality(BY, version=1, name="先の市", kana="", name_en="", comparison_left="old")

    answer = browser.post(PAGE, sent(name="後の市"))

    city.municipality.refresh_from_db()
    assert answer.status_code == 409
    assert "先の市" in text(answer)
    assert "後の市" in text(answer)
    assert city.municipality.name == "先の市"


def test_loading_a_folder_of_another_name_is_noticed_by_an_open_form(city: City) -> None:
    names = {"name": "改めた市", "kana": "", "name_en": "", "prefecture": "東京都", "notice": ""}
    install_municipality(code="132292", clock=None, **names)

    with city.scope(), pytest.raises(EditedMeanwhile):
        change_municipality(BY, version=1, name="試験市", kana="", name_en="", comparison_left="new")


def test_loading_the_same_folder_again_leaves_the_settings(city: City) -> None:
    with city.scope():
        change_municipality(BY, version=1, name="試験市", kana="", name_en="", comparison_left="new")
    names = {"name": "試験市", "kana": "", "name_en": "", "prefecture": "東京都", "notice": ""}

    loaded = install_municipality(code="132292", clock=None, **names)

    assert (loaded.comparison_left, loaded.version) == ("new", 2)


def test_nobody_changes_it_without_the_permission(city: City) -> None:
    with city.scope(), pytest.raises(NotPermitted):
        change_municipality(NOBODY, version=1, name="x", kana="", name_en="", comparison_left="old")


def test_the_neighbour_keeps_its_own(city: City) -> None:
    neighbour = make_neighbour()
    with city.scope():
        change_municipality(BY, version=1, name="試験市", kana="", name_en="", comparison_left="new")

    with neighbour.scope():
        assert get_municipality().comparison_left == "old"


def test_the_database_knows_two_sides(city: City) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.filter(pk=city.municipality.pk).update(comparison_left="up")
