from __future__ import annotations

from django.test import Client

from hoshin.plan.models import Edition
from hoshin.reviews.models import Report, Round
from hoshin.reviews.queries.rounds import questions_of
from hoshin.reviews.rules.states import RoundStatus
from tests.reviews.asked import ask
from tests.reviews.cycle import make_edition, make_item
from tests.world import City, make_person

ROUND = {
    "kind": "mid_year",
    "title": "上期の照会",
    "period": "2020年4月〜2020年9月",
    "opens_on": "令和2年10月1日",
    "due_on": "2020-10-22",
    "guidance": "よろしくお願いします。",
    "questions-count": "2",
    "questions-0-text": "課題は何ですか",
    "questions-0-kind": "text",
    "questions-0-is_required": "on",
    "questions-1-text": "",
    "questions-1-kind": "text",
    "asks_costs": "on",
    "remind_days_before": "1、5",
    "remind_every_days": "3",
    "escalate_days": "5",
}


def signed_in(city: City, role: str = "coordinator") -> Client:
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role=role))
    return client


def make_ours(city: City) -> Edition:
    with city.scope():
        edition = make_edition()
        make_item(edition)
        return edition


def test_a_coordinator_plans_opens_and_closes_a_round(city: City) -> None:
    edition, client = make_ours(city), signed_in(city)

    planned = client.post("/staff/rounds/new/", {**ROUND, "edition": edition.pk})
    with city.scope():
        row = Round.objects.get()
        assert [(one.text, one.is_required) for one in questions_of(row)] == [("課題は何ですか", True)]
        assert (row.period_code, row.remind_days_before) == ("2020-04-01..2020-09-30", [5, 1])
    client.post(f"/staff/rounds/{row.pk}/turns/open/", {"reason": ""})
    page = client.get(f"/staff/rounds/{row.pk}/").content.decode()
    refused = client.post(f"/staff/rounds/{row.pk}/turns/close/", {"reason": ""})
    closed = client.post(f"/staff/rounds/{row.pk}/turns/close/", {"reason": "会議に間に合わせるため"})

    assert planned.headers["Location"] == f"/staff/rounds/{row.pk}/"
    assert "取組 cards" in page
    assert "未着手" in page
    assert "受理していない報告が1件あります" in refused.content.decode()
    assert closed.status_code == 302
    with city.scope():
        assert (Round.objects.get().status, Report.objects.count()) == (RoundStatus.CLOSED, 1)


def test_the_form_of_a_new_round_knows_the_half_year(city: City) -> None:
    make_ours(city)

    page = signed_in(city).get("/staff/rounds/new/").content.decode()

    assert 'value="令和2年度 上期の照会"' in page
    assert 'value="令和2年4月〜令和2年9月"' in page


def test_what_cannot_be_read_is_told_at_its_input(city: City) -> None:
    edition, client = make_ours(city), signed_in(city)

    page = client.post(
        "/staff/rounds/new/", {**ROUND, "edition": edition.pk, "period": "来年", "due_on": "2020-09-01"}
    ).content.decode()

    assert "「来年」は期間として読めません" in page
    with city.scope():
        assert not Round.objects.exists()


def test_of_two_coordinators_the_second_sees_both_versions(city: City) -> None:
    edition, client = make_ours(city), signed_in(city)
    client.post("/staff/rounds/new/", {**ROUND, "edition": edition.pk})
    with city.scope():
        row = Round.objects.get()
        Round.objects.update(version=2, title="先に直した題名")

    page = client.post(f"/staff/rounds/{row.pk}/edit/", {**ROUND, "title": "私の題名", "version": "1", "seen": "{}"})

    assert page.status_code == 409
    assert "先に直した題名" in page.content.decode()
    assert "私の題名" in page.content.decode()


def test_who_only_answers_sees_the_board_and_no_buttons(city: City) -> None:
    edition = make_ours(city)
    with city.scope():
        row = ask(edition.items.get()).round
    client = signed_in(city, "reporter")

    page = client.get(f"/staff/rounds/{row.pk}/").content.decode()

    assert "取組 cards" in page
    assert "取りまとめを終える" not in page
    assert client.get("/staff/rounds/new/").status_code == 403
    assert client.post(f"/staff/rounds/{row.pk}/turns/close/", {"reason": "早く"}).status_code == 403


def test_the_board_is_narrowed_and_downloaded(city: City) -> None:
    edition = make_ours(city)
    with city.scope():
        row = ask(edition.items.get()).round
    client = signed_in(city, "auditor")

    shown = client.get(f"/staff/rounds/{row.pk}/?status=waiting").content.decode()
    hidden = client.get(f"/staff/rounds/{row.pk}/?status=accepted&department=1").content.decode()
    file = client.get(f"/staff/rounds/{row.pk}/board.csv")

    assert "1件中1件" in shown
    assert "条件に合う報告はありません" in hidden
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "取組 cards".encode() in file.content


def test_an_unknown_or_impossible_step_is_told(city: City) -> None:
    edition, client = make_ours(city), signed_in(city)
    with city.scope():
        row = ask(edition.items.get()).round

    for verb in ("open", "reopen", "nothing"):
        page = client.post(f"/staff/rounds/{row.pk}/turns/{verb}/", {"reason": "理由"}, follow=True).content.decode()
        assert "その操作はできません" in page


def test_without_rounds_the_list_says_what_comes(city: City) -> None:
    assert "照会はまだありません" in signed_in(city, "auditor").get("/staff/rounds/").content.decode()
