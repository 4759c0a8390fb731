from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from hoshin.indicators.forms import IndicatorFields
from hoshin.indicators.models import Actual, Indicator, Target
from hoshin.indicators.queries import actuals_of
from hoshin.kernel.models import AuditEntry
from hoshin.plan.models import Item
from tests.indicators.plans import make_actual, make_indicator, make_item, make_target, publish
from tests.world import City, make_person

DEFINITION = {
    "name": "交付枚数",
    "unit": "枚",
    "accumulation": "stock",
    "wanted": "up",
    "category": "outcome",
    "source_kind": "person",
    "rule": "ratio",
    "certainty": "stated",
}


@pytest.fixture
def client(city: City) -> Client:
    return signed_in(city, "coordinator")


@pytest.fixture
def indicator(item: Item) -> Indicator:
    return make_indicator(item)


def signed_in(city: City, role: str) -> Client:
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city, role=role))
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"indicators:{name}", args=args)


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None
    return found[1].replace("&quot;", '"')


def opened(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of a form as a browser sends them back."""
    html = client.get(address).content.decode()
    return {name: hidden(html, name) for name in ("version", "seen")}


def test_an_initiative_shows_where_its_indicators_stand(client: Client, indicator: Indicator) -> None:
    make_target(indicator)
    make_actual(indicator)

    page = client.get(url("item", indicator.item_id)).content.decode()

    assert "42,678枚" in page
    assert "令和5年度末の202,904枚まで、あと160,226枚。" in page


def test_every_page_opens(client: Client, indicator: Indicator) -> None:
    target, actual = make_target(indicator), make_actual(indicator)
    token = AuditEntry.objects.filter(event="indicators.target.set").get().token

    for address in (
        url("edition", indicator.edition_id),
        url("item", indicator.item_id),
        url("indicator_new", indicator.item_id),
        url("indicator", indicator.pk),
        url("indicator_edit", indicator.pk),
        url("indicator_remove", indicator.pk),
        url("history", indicator.pk),
        url("target_new", indicator.pk),
        url("target_edit", target.pk),
        url("target_remove", target.pk),
        url("actual_new", indicator.pk),
        url("actual_correct", indicator.pk, actual.pk),
        url("undo", token),
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.content.decode().count("<h1") == 1, address


def test_the_first_page_leads_to_the_newest_edition(client: Client, indicator: Indicator) -> None:
    assert client.get(url("indicators")).headers["Location"] == url("edition", indicator.edition_id)


def test_an_indicator_is_defined_and_the_message_offers_a_way_back(client: Client, item: Item) -> None:
    response = client.post(url("indicator_new", item.pk), DEFINITION, follow=True)

    indicator = Indicator.objects.get()
    assert indicator.name == "交付枚数"
    page = response.content.decode()
    undo = re.search(r'href="(/staff/indicators/changes/[^"]+)"', page)
    assert undo is not None
    client.post(undo[1])
    assert not Indicator.objects.exists()


def test_the_groups_of_the_form_hold_every_field() -> None:
    form = IndicatorFields()

    assert sorted(bound.name for _, fields in form.groups() for bound in fields) == sorted(form.fields)


def test_what_is_refused_is_said_at_its_field(client: Client, item: Item) -> None:
    page = client.post(url("indicator_new", item.pk), {**DEFINITION, "rule": "band"}).content.decode()

    assert "許容幅を1から100までの整数（%）で入れてください。" in page
    assert 'href="#id_band_percent"' in page


def test_two_people_change_one_indicator_and_nothing_is_lost(city: City, client: Client, indicator: Indicator) -> None:
    address = url("indicator_edit", indicator.pk)
    mine, theirs = opened(client, address), opened(client, address)
    client.post(address, {**DEFINITION, **theirs, "name": "相手の名"})

    conflict = client.post(address, {**DEFINITION, **mine, "name": "私の名"})

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "相手の名" in page
    assert "私の名" in page
    assert Indicator.objects.get().name == "相手の名"

    again = {"version": hidden(page, "version"), "seen": hidden(page, "seen")}
    client.post(address, {**DEFINITION, **again, "name": "私の名", "take": "mine"})
    assert Indicator.objects.get().name == "私の名"


def test_a_target_is_set_changed_with_its_reason_and_removed(client: Client, indicator: Indicator) -> None:
    value = {"period": "R5", "value": "２０２，９０４枚", "certainty": "stated"}
    client.post(url("target_new", indicator.pk), value)
    target = Target.objects.get()
    assert (target.period_code, str(target.quantity.amount)) == ("FY2023", "202904")

    address = url("target_edit", target.pk)
    changed = {**value, **opened(client, address), "value": "150,000枚"}
    assert "変更の理由" in client.post(address, changed).content.decode()
    client.post(address, {**changed, "reason": "人口推計の見直し"})
    target.refresh_from_db()
    assert (str(target.quantity), target.reason) == ("150,000枚", "人口推計の見直し")

    removal = {"version": str(target.version), "reason": "二重に入れた"}
    client.post(url("target_remove", target.pk), removal)
    assert not Target.objects.exists()
    history = client.get(url("history", indicator.pk)).content.decode()
    assert "人口推計の見直し" in history
    assert "二重に入れた" in history
    assert "202,904" in history
    assert "令和5年度" in history


def test_the_reason_of_a_change_is_no_part_of_a_conflict(client: Client, indicator: Indicator) -> None:
    target = make_target(indicator)
    address = url("target_edit", target.pk)
    form = {"period": "令和5年度", "certainty": "stated", **opened(client, address)}
    client.post(address, {**form, "value": "1枚", "reason": "相手の理由"})

    conflict = client.post(address, {**form, "value": "2枚", "reason": "私の理由"})

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "take-value" in page
    assert "take-reason" not in page
    assert "私の理由" in page


def test_a_target_saved_as_it_was_opened_keeps_what_print_does_not_tell(client: Client, indicator: Indicator) -> None:
    target = make_target(indicator, value="１５０,０００ 枚")
    before = target.quantity
    address = url("target_edit", target.pk)
    form = {**opened(client, address), "period": "令和5年度", "value": str(before), "certainty": "stated"}

    client.post(address, {**form, "note": "出典は統計書", "reason": "出典を足した"})

    target.refresh_from_db()
    assert target.quantity == before
    assert target.note == "出典は統計書"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("４２，６７８枚", ["「42,678枚」と読みました", "数：42,678、単位：枚"]),
        ("集計中", ["「集計中」と読みました", "0ではありません"]),
        ("実証を開始", ["「実証を開始」と読みました", "達成率は計算しません"]),
    ],
)
def test_the_value_is_read_back_before_it_is_saved(
    client: Client, indicator: Indicator, value: str, said: list[str]
) -> None:
    entered = {"period": "令和2年度", "value": value, "certainty": "stated", "preview": "1"}

    page = client.post(url("actual_new", indicator.pk), entered).content.decode()

    assert all(words in page for words in [*said, "まだ保存していません"])
    assert not Actual.objects.exists()


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"period": "2020"}, "は年か年度か分かりません"),
        ({"period": "令和3年度"}, "まだ終わっていません"),
        ({"value": "5件"}, "単位が違います"),
        ({"value": "123456789018"}, "マイナンバー"),
        ({"period": ""}, "時期"),
    ],
)
def test_an_actual_that_cannot_be_read_is_said_in_words(
    client: Client, indicator: Indicator, entered: dict[str, str], said: str
) -> None:
    form = {"period": "令和元年度", "value": "42,678枚", "certainty": "stated", **entered}

    response = client.post(url("actual_new", indicator.pk), form)

    assert response.status_code == 200
    assert said in response.content.decode()
    assert not Actual.objects.exists()


def test_a_reporter_records_and_corrects_but_does_not_define(city: City, indicator: Indicator) -> None:
    reporter = signed_in(city, "reporter")
    client_post = {"period": "令和元年度", "value": "42,678枚", "certainty": "stated"}

    reporter.post(url("actual_new", indicator.pk), client_post)
    (actual,) = actuals_of(indicator)
    reporter.post(
        url("actual_correct", indicator.pk, actual.pk), {**client_post, "value": "42,700枚", "reason": "集計の誤り"}
    )

    assert [str(row.quantity) for row in actuals_of(indicator)] == ["42,700枚"]
    assert reporter.get(url("indicator_edit", indicator.pk)).status_code == 403
    assert "目標を加える" not in reporter.get(url("indicator", indicator.pk)).content.decode()


def test_the_second_correction_of_one_actual_loses_nothing(client: Client, indicator: Indicator) -> None:
    first = make_actual(indicator)
    entered = {"period": "令和2年度", "certainty": "stated", "reason": "集計の誤り"}
    address = url("actual_correct", indicator.pk, first.pk)
    client.post(address, {**entered, "value": "42,700枚"})

    conflict = client.post(address, {**entered, "value": "42,701枚"})

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "42,700枚" in page
    assert "42,701枚" in page
    following = re.search(r'<form class="form" method="post" action="([^"]+)"', page)
    assert following is not None
    client.post(following[1], {**entered, "value": "42,701枚"})
    assert [str(row.quantity) for row in actuals_of(indicator)] == ["42,701枚"]


def test_a_published_edition_takes_actuals_only(client: Client, indicator: Indicator) -> None:
    publish(indicator.edition)

    page = client.get(url("indicator", indicator.pk)).content.decode()

    assert "次の年度版の下書き" in page
    assert "目標を加える" not in page
    assert "実績を記録する" in page
    refused = client.post(url("target_new", indicator.pk), {"period": "R5", "value": "1枚", "certainty": "stated"})
    assert "編集できません" in refused.content.decode()


def test_an_actual_is_corrected_only_under_its_own_indicator(client: Client, indicator: Indicator, item: Item) -> None:
    other = make_indicator(make_item(edition=item.edition, key="wifi"))
    actual = make_actual(indicator)

    assert client.get(url("actual_correct", other.pk, actual.pk)).status_code == 404


def test_another_citys_pages_do_not_exist(indicator: Indicator, neighbour: City) -> None:
    target, actual = make_target(indicator), make_actual(indicator)
    outsider = signed_in(neighbour, "administrator")
    token = AuditEntry.objects.filter(event="indicators.target.set").get().token

    for address in (
        url("edition", indicator.edition_id),
        url("item", indicator.item_id),
        url("indicator_new", indicator.item_id),
        url("indicator", indicator.pk),
        url("indicator_edit", indicator.pk),
        url("indicator_remove", indicator.pk),
        url("history", indicator.pk),
        url("target_new", indicator.pk),
        url("target_edit", target.pk),
        url("target_remove", target.pk),
        url("actual_new", indicator.pk),
        url("actual_correct", indicator.pk, actual.pk),
        url("undo", token),
    ):
        assert outsider.get(address).status_code == 404, address
        assert outsider.post(address, {"version": "1", "reason": "x"}).status_code == 404, address


def test_without_an_edition_the_page_says_so(city: City, client: Client) -> None:
    assert "年度版がまだありません" in client.get(url("indicators")).content.decode()
