from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoshin.ledger.actions import measure, open_balance, void_entry
from hoshin.ledger.models import Entry
from hoshin.ledger.queries import value_of
from tests.ledger.metrics import BY, PLACES, TODAY, VISITS, count, leave_out, remove
from tests.world import City, make_person

STAFF = f"/staff/ledger/{PLACES.key}/"
FIGURE = f"/figures/{PLACES.key}/"
WHY = {
    "reason": "J-LISの集計による",
    "paper": "集計表.xlsx",
    "address": "https://www.example.jp/a.pdf",
    "remark": "3頁",
}


@pytest.fixture
def visitor(city: City) -> Client:
    return Client(headers={"host": city.host})


@pytest.fixture
def keeper(city: City) -> Client:
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city))
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_nothing_counted_is_said_in_words_and_never_as_zero(visitor: Client) -> None:
    for address in ("/figures/", FIGURE):
        html = page(visitor, address)
        assert "まだ何も数えていません" in html
        assert "0拠点" not in html


def test_the_page_of_a_figure_says_what_counts_what_does_not_and_why(city: City, visitor: Client) -> None:
    with city.scope():
        count(PLACES, "駅前", dt.date(2020, 4, 10), evidence={"ページ": "/opendata/1/", "台帳": "javascript:alert(1)"})
        count(PLACES, "公園", dt.date(2020, 5, 1))
        remove(PLACES, "公園", dt.date(2020, 8, 1), reason="工事のため撤去")
        leave_out(PLACES, "倉庫", rule="鍵のかかる場所")
        void_entry(BY, entry=count(PLACES, "幻"), reason="重ねて記帳した")

    html = page(visitor, FIGURE)

    assert '1<span class="figures__unit">拠点' in html
    for words in ("駅前の名前", "工事のため撤去", "鍵のかかる場所", "重ねて記帳した", PLACES.definition, "<svg"):
        assert words in html
    assert '<a href="/opendata/1/">' in html
    assert 'href="javascript' not in html
    assert "担当の花子" not in html  # who books is for the staff's pages


def test_another_day_shows_the_figure_of_that_day(city: City, visitor: Client) -> None:
    with city.scope():
        count(PLACES, "駅前", dt.date(2020, 4, 10))
        count(PLACES, "公園", dt.date(2020, 9, 1))

    assert '1<span class="figures__unit">拠点' in page(visitor, f"{FIGURE}?as_of=2020-05-01")
    assert '1<span class="figures__unit">拠点' in page(visitor, f"{FIGURE}?as_of=令和2年5月1日")
    assert "まだ何も数えていません" in page(visitor, f"{FIGURE}?as_of=2019-05-01")


@pytest.mark.parametrize("asked", ["いつか", "2020-02-31", "2020-10-02", "9999-99-99", "0001-01-01"])
def test_a_day_that_cannot_be_shown_is_explained(visitor: Client, asked: str) -> None:
    assert "notice--warning" in page(visitor, f"{FIGURE}?as_of={asked}")


def test_an_undeclared_figure_does_not_exist(visitor: Client, keeper: Client) -> None:
    assert visitor.get("/figures/nobody.counts/").status_code == 404
    assert keeper.get("/staff/ledger/nobody.counts/").status_code == 404


def test_a_page_costs_few_statements_however_much_it_lists(
    city: City, visitor: Client, django_assert_max_num_queries: Any
) -> None:
    with city.scope():
        for number in range(60):
            count(PLACES, f"p{number:02}", dt.date(2020, 4, 1 + number % 28))
            leave_out(PLACES, f"q{number:02}")

    with django_assert_max_num_queries(14):  # eight of the page's own; the others open the scope
        html = page(visitor, FIGURE)
    assert html.count('rel="next"') == 2
    assert "p59の名前" in page(visitor, f"{FIGURE}?counted=2")
    with django_assert_max_num_queries(7):
        page(visitor, "/figures/")


def test_all_entries_can_be_taken_away_and_add_up(city: City, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hoshin.ledger.queries.entries.CHUNK", 2)
    with city.scope():
        for number in range(5):
            count(PLACES, f"p{number}", title="=cmd()|x")
        void_entry(BY, entry=count(PLACES, "p9"), reason="誤り")

    answer = visitor.get(f"{FIGURE}entries.csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    assert text.startswith("\ufeff番号,")
    assert len(text.splitlines()) == 7
    assert "'=cmd()" in text
    assert text.rstrip().endswith(",誤り")


def test_who_may_look_may_not_adjust_and_a_visitor_signs_in(city: City, visitor: Client) -> None:
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city, role="reporter"))
    with city.scope():
        entry = count(PLACES, "駅前")
    forms = [f"{STAFF}opening/", f"{STAFF}reconciliation/", reverse("ledger:entry_void", args=[entry.pk])]

    assert not [form for form in forms if form in page(client, STAFF)]
    for address in forms:
        assert client.get(address).status_code == client.post(address).status_code == 403
    for address in (*forms, STAFF, "/staff/ledger/"):
        assert visitor.get(address).status_code == 302


def test_an_opening_balance_is_booked_with_its_evidence(city: City, keeper: Client) -> None:
    answer = keeper.post(f"{STAFF}opening/", {**WHY, "on": "令和2年3月31日", "amount": "１，２３４"})

    assert answer.status_code == 302
    with city.scope():
        assert value_of(PLACES, as_of=TODAY) == 1234
    html = page(keeper, STAFF)
    assert "集計表.xlsx" in html
    assert "期首の残高" in page(keeper, FIGURE)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"on": "いつか"}, "読めません"),
        ({"on": "2020-10-02"}, "まだ来ていない日"),
        ({"amount": "約5"}, "数だけを書いてください"),
        ({"amount": "5拠点"}, "数だけを書いてください"),
        ({"amount": "集計中"}, "数だけを書いてください"),
        ({"amount": "1.23456"}, "小数4桁まで"),
        ({"reason": ""}, "このフィールドは必須です"),
        ({"reason": "本人 123456789018"}, "マイナンバー"),
        ({"paper": "123456789018.xlsx"}, "マイナンバー"),
        ({"address": "javascript:alert(1)"}, "URL"),
        ({"address": "ftp://example.jp/a"}, "https://"),
    ],
)
def test_what_cannot_be_booked_is_explained_beside_the_field(
    city: City, keeper: Client, changes: dict[str, str], words: str
) -> None:
    answer = keeper.post(f"{STAFF}opening/", {**WHY, "on": "2020-03-31", "amount": "5", **changes})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert words in html
    assert "123456789018" not in html.replace('value="123456789018.xlsx"', "").replace(
        "本人 123456789018</textarea>", ""
    )
    with city.scope():
        assert not Entry.objects.exists()


def test_a_reconciliation_shows_what_it_would_book_before_it_does(city: City, keeper: Client) -> None:
    with city.scope():
        count(PLACES, "駅前", dt.date(2020, 9, 1))
    asked = {**WHY, "on": "2020-09-30", "official": "4"}

    html = keeper.post(f"{STAFF}reconciliation/", asked).content.decode()
    assert "＋3拠点を記帳します" in html
    with city.scope():
        assert value_of(PLACES, as_of=TODAY) == 1

    assert keeper.post(f"{STAFF}reconciliation/", {**asked, "confirm": "1", "shown": "3"}).status_code == 302
    with city.scope():
        assert value_of(PLACES, as_of=TODAY) == 4


def test_a_ledger_that_moved_meanwhile_is_shown_again(city: City, keeper: Client) -> None:
    asked = {**WHY, "on": "2020-09-30", "official": "4", "confirm": "1", "shown": "4"}
    with city.scope():
        count(PLACES, "駅前", dt.date(2020, 9, 1))

    html = keeper.post(f"{STAFF}reconciliation/", asked).content.decode()

    assert "もう一度差を確かめてください" in html
    assert 'name="shown" value="3"' in html
    with city.scope():
        assert value_of(PLACES, as_of=TODAY) == 1


def test_an_entry_is_voided_with_a_reason(city: City, keeper: Client) -> None:
    with city.scope():
        entry = count(PLACES, "駅前")
    address = reverse("ledger:entry_void", args=[entry.pk])

    assert "駅前の名前" in page(keeper, address)
    assert "field--invalid" in keeper.post(address, {"reason": " "}).content.decode()
    assert keeper.post(address, {"reason": "二重に記帳した"}).status_code == 302

    with city.scope():
        assert value_of(PLACES, as_of=TODAY) is None
    assert "二重に記帳した" in page(keeper, STAFF)


def test_the_staffs_list_says_when_it_was_measured_and_whether_it_was_proven(city: City, keeper: Client) -> None:
    with city.scope():
        count(PLACES, "駅前")
        measure(BY, metric=PLACES, day=TODAY)

    html = page(keeper, "/staff/ledger/")

    assert "2020-10-01" in html
    assert "一致</span>" in html
    assert "まだ計測していません" in html


def test_words_with_signs_of_an_address_stay_words(keeper: Client) -> None:
    html = page(keeper, f"{STAFF}?kind=left_out&q=%26kind%3Dcounted")

    assert f'href="{STAFF}?q=%26kind%3Dcounted"' in html


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999", "000001" + "9" * 5_000, "１"])
def test_a_page_that_cannot_be_is_the_first(city: City, keeper: Client, number: str) -> None:
    with city.scope():
        count(PLACES, "駅前")

    assert "駅前の名前" in page(keeper, f"{STAFF}?page={number}")
    assert "駅前の名前" in page(keeper, f"{FIGURE}?counted={number}")


def test_entries_are_found_by_kind_and_words(city: City, keeper: Client, django_assert_max_num_queries: Any) -> None:
    with city.scope():
        count(PLACES, "駅前")
        leave_out(PLACES, "倉庫")
        void_entry(BY, entry=count(PLACES, "公園"), reason="誤り")

    assert "駅前の名前" not in page(keeper, f"{STAFF}?kind=left_out")
    assert "倉庫の名前" in page(keeper, f"{STAFF}?kind=left_out")
    assert "公園の名前" in page(keeper, f"{STAFF}?kind=voided")
    assert "倉庫の名前" not in page(keeper, f"{STAFF}?q=駅前")
    assert "この条件に合う記帳はありません" in page(keeper, f"{STAFF}?q=ない")
    with django_assert_max_num_queries(20):
        page(keeper, STAFF)


def test_an_auditor_asks_what_was_known_on_a_day(city: City, keeper: Client) -> None:
    with city.scope():
        count(PLACES, "駅前", dt.date(2020, 9, 1))

    html = page(keeper, f"{STAFF}?as_of=2020-09-30&known_on=2020-10-01")

    assert "知られていました" in html  # what is recorded today was not known in 2020
    assert "今の台帳では1拠点" in html
    assert "notice--warning" in page(keeper, f"{STAFF}?as_of=x&known_on=y")


def test_a_flow_says_of_which_fiscal_year_it_is_the_sum(city: City, visitor: Client) -> None:
    with city.scope():
        count(VISITS, "a", dt.date(2019, 5, 1), amount=Decimal(7))
        count(VISITS, "b", dt.date(2020, 5, 1), amount=Decimal("2.5"))
        open_balance(
            BY, metric=VISITS, on=dt.date(2020, 4, 1), amount=Decimal(10), reason="前から", evidence={}, today=TODAY
        )

    html = page(visitor, f"/figures/{VISITS.key}/")

    assert '12.5<span class="figures__unit">件' in html
    assert "2020（令和2）年度の累計" in html
    assert "aの名前" not in html
