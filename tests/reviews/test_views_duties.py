"""The pages of duties."""

from __future__ import annotations

import pytest
from django.test import Client

from hoshin.reviews.models import Duty, Report
from hoshin.reviews.queries.duties import open_duty
from tests.reviews.asked import ask
from tests.reviews.cycle import ON, make_department, make_edition, make_item
from tests.reviews.test_duties import give, make_member
from tests.world import City, make_person


@pytest.fixture
def browser(city: City) -> Client:
    return client_of(city, "coordinator")


def client_of(city: City, role: str) -> Client:
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role=role))
    return client


def test_a_duty_is_given_seen_narrowed_and_ended(browser: Client, city: City) -> None:
    with city.scope():
        item = make_item(make_edition())
        person = make_member("担当 一", make_department())
        identity, department = item.identity_id, make_department().pk

    sent = {
        "department": department,
        "person": person.pk,
        "from_date": "令和2年4月1日",
        "reason": "人事異動",
        "seen": "",
    }
    given = browser.post(f"/staff/duties/{identity}/give/", sent)
    again = browser.post(f"/staff/duties/{identity}/give/", sent)
    shown = browser.get("/staff/duties/").content.decode()
    narrowed = browser.get("/staff/duties/?person=none").content.decode()
    before = browser.get("/staff/duties/?on=2020-03-31").content.decode()
    with city.scope():
        duty = Duty.objects.get()
    browser.post(
        f"/staff/duties/{identity}/end/", {"ended_date": "2020-10-01", "reason": "終了", "version": duty.version}
    )
    history = browser.get(f"/staff/duties/{identity}/").content.decode()

    assert given.headers["Location"] == f"/staff/duties/{identity}/"
    assert "ほかの人が先に担当を変えていました" in again.content.decode()
    assert "担当 一" in shown
    assert "1件中1件" in shown
    assert "条件に合う取組はありません" in narrowed
    assert "課として担当" in before
    assert "2020年10月1日の前の日" in history
    assert "年度版の所管課" in history


def test_what_moves_is_shown_before_it_moves(browser: Client, city: City) -> None:
    with city.scope():
        item = make_item(make_edition())
        people = [make_member(f"担当 {number}", make_department()) for number in "一二"]
        give(item, people[0])
        ask(item)
    asked = {"from_person": people[0].pk, "to_person": people[1].pk, "from_date": f"{ON}", "reason": "異動"}

    preview = browser.post("/staff/duties/hand-over/", asked)
    with city.scope():
        before = open_duty(item.identity)
    mark = preview.context["found"].mark
    stale = browser.post("/staff/duties/hand-over/", {**asked, "seen": "0" * 16})
    done = browser.post("/staff/duties/hand-over/", {**asked, "seen": mark})

    page = preview.content.decode()
    assert "担当 1件" in page
    assert "報告 1件" in page
    assert before is not None
    assert before.person == people[0]
    assert "ほかの人が先に" in stale.content.decode()
    assert done.headers["Location"] == "/staff/duties/"
    with city.scope():
        assert Report.objects.get().person == people[1]


def test_who_lacks_the_right_is_named_in_the_preview(browser: Client, city: City) -> None:
    with city.scope():
        item = make_item(make_edition())
        first = make_member("担当 一", make_department())
        give(item, first)
        stranger = make_member("市民 花", make_department("shimin", "市民課"))

    page = browser.post(
        "/staff/duties/hand-over/",
        {"from_person": first.pk, "to_person": stranger.pk, "from_date": f"{ON}", "reason": "異動"},
    ).content.decode()

    assert "情報推進課の報告を書く役割を持っていません" in page
    assert "この内容で引き継ぐ" not in page


def test_who_only_reads_sees_the_duties_and_changes_none(city: City) -> None:
    with city.scope():
        identity = make_item(make_edition()).identity_id
    auditor = client_of(city, "auditor")

    assert auditor.get("/staff/duties/").status_code == 200
    assert auditor.get(f"/staff/duties/{identity}/").status_code == 200
    for address in ("hand-over/", f"{identity}/give/", f"{identity}/end/"):
        assert auditor.post(f"/staff/duties/{address}").status_code == 403


def test_an_empty_city_is_told_so(browser: Client) -> None:
    assert "担当を決める取組はまだありません" in browser.get("/staff/duties/").content.decode()
