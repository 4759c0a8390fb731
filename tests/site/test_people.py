"""職員と役割: pages and actions."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import Settings

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.models import AuditEntry, Department, Membership, Municipality, Role, User
from hoshin.kernel.people import (
    AlreadyInRole,
    EmailTaken,
    NobodyLeftToManagePeople,
    UsernameTaken,
    WorksElsewhereToo,
    add_membership,
    add_person,
    change_membership,
    change_person,
    people,
    stop_person,
)
from hoshin.site.accounts.actions import reset_second_factor
from hoshin.site.demo_people import PASSWORD as DEMO_PASSWORD
from hoshin.site.demo_people import PEOPLE, OnlyInExamples, put_example_people
from tests.world import NOBODY, OUR_HOST, City, everything_allowed, make_city, make_neighbour, make_person

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 4, 1)
BY = everything_allowed()


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def manager(city: City) -> User:
    return make_person(city, role="administrator", username="kanri")


@pytest.fixture
def person(city: City) -> User:
    return make_person(city, role="reporter", username="sato")


@pytest.fixture
def browser(manager: User) -> Client:
    client = Client(HTTP_HOST=OUR_HOST)
    client.force_login(manager)
    return client


def role_of(key: str) -> Role:
    return Role.objects.get(key=key)


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def last_event(city: City) -> AuditEntry:
    with city.scope():
        return AuditEntry.objects.latest("id")


def new_person(city: City, **values: str) -> dict[str, str]:
    with city.scope():
        role = str(role_of("reporter").pk)
    return {"full_name": "高橋 実", "username": "takahashi", "email": "", "role": role, **values}


def test_an_invited_person_sets_a_password_by_the_link_and_signs_in(browser: Client, city: City) -> None:
    page = browser.post("/staff/people/new/", new_person(city))
    link = re.search(r"http://[^<\s]+/account/password/reset/key/[^<\s]+", text(page))
    assert link
    assert page.headers["Cache-Control"] == "no-store"

    guest = Client(HTTP_HOST=OUR_HOST)
    form_page = guest.get(link[0], follow=True)
    assert "takahashi" in text(form_page)
    password = "yukiyanagi-no-michi"
    guest.post(form_page.redirect_chain[-1][0], {"password1": password, "password2": password})
    guest.post("/account/login/", {"login": "takahashi", "password": password})

    assert guest.get("/staff/").status_code == 200
    with city.scope():
        events = list(AuditEntry.objects.values_list("event", flat=True))
    assert "kernel.person.added" in events
    assert "kernel.password_link.issued" in events


def test_where_mails_go_out_the_link_is_mailed_too(browser: Client, city: City, settings: Settings) -> None:
    settings.EMAIL_HOST = "mail.ours.example.jp"

    page = browser.post("/staff/people/new/", new_person(city, email="Takahashi@ours.example.jp"))

    assert "takahashi@ours.example.jp にもメールで送りました" in text(page)
    assert mail.outbox[0].subject == "職員用ページへの招待"
    assert f"http://{OUR_HOST}/account/password/reset/key/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"username": "日本語"}, "半角の英数字"),
        ({"username": "KANRI"}, "このユーザー名は使えません"),
        ({"username": ""}, "ユーザー名"),
        ({"email": "not-an-address"}, "メールアドレスの形になっていません"),
        ({"full_name": "123456789018"}, "マイナンバー"),
        ({"role": "999999"}, "役割"),
        ({"valid_from": "2026-04-01", "valid_to": "2026-03-31"}, "「いつから」より前の日です"),
    ],
)
def test_wrong_input_is_refused_with_a_reason(browser: Client, city: City, values: dict[str, str], said: str) -> None:
    before = User.objects.count()

    page = browser.post("/staff/people/new/", new_person(city, **values))

    summary = re.search(r'class="error-summary".*?</div>', text(page), re.DOTALL)
    assert summary
    assert said in summary[0]
    assert User.objects.count() == before


def test_a_role_of_the_neighbour_cannot_be_given(browser: Client, city: City) -> None:
    with make_neighbour().scope():
        theirs = str(role_of("administrator").pk)

    assert "error-summary" in text(browser.post("/staff/people/new/", new_person(city, role=theirs)))


def test_role_department_and_time_are_changed(browser: Client, city: City, person: User) -> None:
    with city.scope():
        row = Membership.objects.get(user=person)
        department = Department.objects.create(key="it", name="情報推進課")
        values = {"role": role_of("coordinator").pk, "department": department.pk, "valid_to": "2030-03-31"}

    response = browser.post(f"/staff/people/memberships/{row.pk}/", values)

    assert response.headers["Location"] == f"/staff/people/{person.pk}/"
    page = text(browser.get(f"/staff/people/{person.pk}/"))
    assert "取りまとめ担当" in page
    assert "（情報推進課）" in page
    assert "～2030年3月31日" in page
    assert last_event(city).event == "kernel.membership.changed"


def test_a_second_role_is_added_once(browser: Client, city: City, person: User) -> None:
    with city.scope():
        values = {"role": role_of("auditor").pk}

    assert browser.post(f"/staff/people/{person.pk}/roles/new/", values).status_code == 302
    assert "すでに持っています" in text(browser.post(f"/staff/people/{person.pk}/roles/new/", values))


def test_somebody_stopped_can_do_nothing_from_the_next_click_on(browser: Client, city: City, person: User) -> None:
    theirs = Client(HTTP_HOST=OUR_HOST)
    theirs.force_login(person)
    assert theirs.get("/staff/").status_code == 200

    browser.post(f"/staff/people/{person.pk}/stop/", {"reason": "異動"})

    assert theirs.get("/staff/").status_code == 403
    assert (last_event(city).event, last_event(city).reason) == ("kernel.person.stopped", "異動")
    assert "終了" in text(browser.get("/staff/people/"))


def test_name_and_address_are_changed_and_the_address_stays_unique(browser: Client, city: City, person: User) -> None:
    path = f"/staff/people/{person.pk}/edit/"
    assert browser.post(path, {"full_name": "佐藤 愛", "email": "sato@ours.example.jp"}).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.email) == ("佐藤 愛", "sato@ours.example.jp")

    with city.scope(), pytest.raises(EmailTaken):
        add_person(BY, username="other", full_name="別人", email="SATO@ours.example.jp", role=role_of("reporter"))


def test_a_lost_second_factor_is_taken_away(browser: Client, city: City, person: User) -> None:
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})

    browser.post(f"/staff/people/{person.pk}/second-factor/", {"reason": "紛失"})

    assert not Authenticator.objects.filter(user=person).exists()
    assert last_event(city).event == "site.second_factor.reset"


def test_roles_are_told_in_words(browser: Client) -> None:
    page = text(browser.get("/staff/people/roles/"))

    assert "職員と役割を管理する" in page
    assert "kernel.manage_people" not in page


PAGES = ["", "roles/", "new/", "{pk}/", "{pk}/edit/", "{pk}/roles/new/", "{pk}/stop/", "{pk}/second-factor/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["coordinator", "reporter", "auditor"])
def test_only_those_who_manage_people_see_these_pages(city: City, person: User, page: str, role: str) -> None:
    client = Client(HTTP_HOST=OUR_HOST)
    client.force_login(make_person(city, role=role))

    assert client.get(f"/staff/people/{page.format(pk=person.pk)}").status_code == 403


@pytest.mark.parametrize("page", [page for page in [*PAGES, "{pk}/password-link/"] if "{pk}" in page])
def test_people_of_the_neighbour_are_not_found(browser: Client, page: str) -> None:
    outsider = make_person(make_neighbour(), username="tanaka")

    assert browser.get(f"/staff/people/{page.format(pk=outsider.pk)}").status_code == 404
    assert browser.post(f"/staff/people/{page.format(pk=outsider.pk)}").status_code == 404


def test_every_action_asks_for_the_permission(city: City, person: User) -> None:
    with city.scope():
        role, row = role_of("administrator"), Membership.objects.get(user=person)
        attempts = [
            lambda: add_person(NOBODY, username="x", full_name="x", email="", role=role),
            lambda: change_person(NOBODY, user=person, full_name="x", email=""),
            lambda: add_membership(NOBODY, user=person, role=role),
            lambda: change_membership(
                NOBODY, membership=row, role=role, department=None, valid_from=None, valid_to=None, on=DAY
            ),
            lambda: stop_person(NOBODY, user=person, on=DAY),
            lambda: reset_second_factor(NOBODY, user=person),
        ]
        for attempt in attempts:
            with pytest.raises(NotPermitted):
                attempt()


def test_the_last_one_who_manages_people_stays(city: City, manager: User, person: User) -> None:
    with city.scope():
        with pytest.raises(NobodyLeftToManagePeople):
            stop_person(BY, user=manager, on=DAY)
        row = Membership.objects.get(user=manager)
        with pytest.raises(NobodyLeftToManagePeople):
            change_membership(
                BY, membership=row, role=role_of("auditor"), department=None, valid_from=None, valid_to=None, on=DAY
            )

        assert stop_person(BY, user=person, on=DAY) == person
        assert [(one.user.username, one.is_current) for one in people(on=DAY)] == [("kanri", True), ("sato", False)]


def test_a_person_ends_also_where_the_role_has_not_begun(city: City, manager: User, person: User) -> None:
    with city.scope():
        add_membership(BY, user=person, role=role_of("auditor"), valid_from=DAY + dt.timedelta(days=30))

        stop_person(BY, user=person, on=DAY)

        assert not [row for row in Membership.objects.filter(user=person) if row.valid_to != DAY - dt.timedelta(days=1)]


def test_an_account_used_in_another_city_too_cannot_be_taken_over_from_here(city: City, person: User) -> None:
    neighbour = make_neighbour()
    with neighbour.scope():
        Membership.objects.create(user=person, role=role_of("reporter"))

    with city.scope():
        with pytest.raises(WorksElsewhereToo):
            change_person(BY, user=person, full_name="佐藤", email="attacker@ours.example.jp")
        with pytest.raises(WorksElsewhereToo):
            reset_second_factor(BY, user=person)


def test_the_page_gives_no_link_for_an_account_used_in_another_city(browser: Client, person: User) -> None:
    with make_neighbour().scope():
        Membership.objects.create(user=person, role=role_of("reporter"))

    response = browser.post(f"/staff/people/{person.pk}/password-link/", follow=True)

    assert "ほかの団体でも" in text(response)
    assert "/account/password/reset/key/" not in text(response)


def test_a_name_is_unique_whatever_its_case(city: City, person: User) -> None:
    with city.scope(), pytest.raises(UsernameTaken):
        add_person(BY, username="Sato", full_name="別人", email="", role=role_of("reporter"))


def test_the_same_role_twice_is_refused_by_the_database_and_said_in_words(city: City, person: User) -> None:
    with city.scope(), pytest.raises(AlreadyInRole):
        add_membership(BY, user=person, role=role_of("reporter"))


def test_example_people_exist_only_in_an_example_and_keep_their_changes(city: City) -> None:
    with city.scope(), pytest.raises(OnlyInExamples):
        put_example_people(BY)
    Municipality.objects.filter(pk=city.municipality.pk).update(is_example=True, example_notice="見本です。")
    with city.scope():
        put_example_people(BY)
        kanri = User.objects.get(username="kanri")
        assert kanri.check_password(DEMO_PASSWORD)
        kanri.set_password("changed-by-somebody")
        kanri.save()

        put_example_people(BY)

        assert User.objects.filter(username__in=[one.username for one in PEOPLE]).count() == len(PEOPLE)
        assert User.objects.get(username="kanri").check_password("changed-by-somebody")


def test_the_example_password_is_one_that_people_may_choose(browser: Client, manager: User) -> None:
    manager.set_unusable_password()
    manager.save()
    browser.force_login(manager)
    form_data = {"password1": DEMO_PASSWORD, "password2": DEMO_PASSWORD}

    assert browser.post("/account/password/set/", form_data).headers["Location"] == "/account/2fa/"
