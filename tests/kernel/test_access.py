from __future__ import annotations

import pytest
from django.test import Client

from hoshin.plan.actions.entries import change_entry
from tests.plan.editions import OFFICER, make_edition, make_term
from tests.world import OUR_HOST, make_city, make_neighbour, make_person

pytestmark = pytest.mark.django_db


def test_a_staff_page_sends_a_visitor_to_sign_in_and_back() -> None:
    make_city()

    answer = Client(headers={"host": OUR_HOST}).get("/staff/audit/?before=3")

    assert answer["Location"] == "/account/login/?next=/staff/audit/%3Fbefore%3D3"


def test_a_person_without_the_permission_is_refused() -> None:
    city = make_city()
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city, role="reporter"))

    assert client.get("/staff/audit/").status_code == 403


def test_staff_of_another_city_are_strangers_here() -> None:
    make_city()
    outsider = make_person(make_neighbour(), role="administrator")
    client = Client(headers={"host": OUR_HOST})
    client.force_login(outsider)

    assert client.get("/staff/audit/").status_code == 403
    assert client.get("/staff/").status_code == 403


def test_staff_pages_are_not_kept_by_caches() -> None:
    city = make_city()
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city))

    assert client.get("/staff/audit/")["Cache-Control"] == "no-store"


def test_the_audit_page_verifies_the_chain() -> None:
    city = make_city()
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city))

    answer = client.post("/staff/audit/").content.decode()

    assert "件の記録を検証しました。欠けや書き換えはありません。" in answer


@pytest.mark.parametrize(
    "path", ["/staff/history/plan.nothing/1/", "/staff/history/kernel.user/1/", "/staff/history/plan.item/1/"]
)
def test_the_history_of_what_never_was_is_not_found(path: str) -> None:
    city = make_city()
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city))

    assert client.get(path).status_code == 404


def test_the_audit_page_leads_to_the_history_of_what_was_changed() -> None:
    city = make_city()
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city))
    with city.scope():
        term = make_term(make_edition())
        change_entry(OFFICER, entry=term, version=1, values={"definition": "新しい説明"})

    page = client.get("/staff/audit/").content.decode()

    assert f'<a href="/staff/history/plan.term/{term.pk}/">用語 {term.pk}</a>' in page
