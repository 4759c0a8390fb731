from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoshin.kernel.models import AuditEntry
from hoshin.plan.forms import item_form
from hoshin.plan.models import Edition, Item, ItemDepartment, Reference, Section, Term
from hoshin.plan.queries.editing import get_item
from tests.plan.editions import (
    give_department,
    make_department,
    make_direction,
    make_driver,
    make_edition,
    make_field,
    make_item,
    make_section,
    make_source,
    make_stage,
    make_term,
)
from tests.world import City, make_neighbour, make_person

MY_NUMBER = "123456789018"


def client_of(city: City, role: str = "coordinator", username: str = "") -> Client:
    client = Client(headers={"host": city.host})
    client.force_login(make_person(city, role=role, username=username))
    return client


@pytest.fixture
def client(city: City) -> Client:
    return client_of(city)


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def sent(response: Any, **changes: Any) -> dict[str, Any]:
    """What a browser would send back from a page with one form, with these changes."""
    form = response.context["form"]
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if hasattr(field.widget, "data_of"):
            data |= field.widget.data_of(name, value or [])
        elif value is True:
            data[name] = "on"
        elif value not in (None, False):
            data[name] = "\n".join(value) if isinstance(value, list) else str(value)
    return {**data, **changes}


def item_url(item: Item) -> str:
    return reverse("plan:item_edit", args=[item.pk])


def test_an_item_is_saved_and_the_way_back_is_offered(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災")
    page = client.get(item_url(item))

    answer = client.post(item_url(item), sent(page, title="防災と減災", plan="- 訓練をする"), follow=True)

    entry = AuditEntry.objects.get(event="plan.item.changed")
    assert (Item.objects.get().title, Item.objects.get().plan) == ("防災と減災", "- 訓練をする")
    assert "保存しました。" in text_of(answer)
    assert reverse("plan:undo", args=[entry.token]) in text_of(answer)


def test_departments_references_and_years_are_saved_in_the_order_written(client: Client, edition: Edition) -> None:
    item, field = make_item(edition, "防災"), make_field(edition)
    driver, first, second = make_driver(field), make_department("一課"), make_department("二課")
    page = client.get(item_url(item))
    rows = {
        "departments-count": "3",
        "departments-0-order": "2",
        "departments-0-department_id": str(first.pk),
        "departments-0-role": "joint",
        "departments-0-certainty": "stated",
        "departments-1-order": "1",
        "departments-1-department_id": str(second.pk),
        "departments-1-role": "lead",
        "departments-1-certainty": "inferred",
        "departments-1-note": "表の順から推定",
        "references-count": "2",
        "references-0-target": f"{field.pk}-{driver.pk}",
        "references-0-certainty": "stated",
        "references-1-target": f"{field.pk}-",
        "references-1-printed": "②",
        "references-1-certainty": "stated",
        "schedule-count": "1",
        "schedule-0-year": "2022",
        "schedule-0-text": "意見をまとめる",
        "schedule-0-certainty": "stated",
    }

    client.post(item_url(item), sent(page, **rows))

    departments = ItemDepartment.objects.order_by("order")
    assert [(row.department, row.role, row.note) for row in departments] == [
        (second, "lead", "表の順から推定"),
        (first, "joint", ""),
    ]
    assert [(row.driver, row.printed) for row in Reference.objects.order_by("order")] == [(driver, ""), (None, "②")]
    assert item.schedule.get().text == "意見をまとめる"


def test_a_row_is_taken_out(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災")
    give_department(item, make_department())
    page = client.get(item_url(item))

    client.post(item_url(item), sent(page, **{"departments-0-remove": "on"}))

    assert not ItemDepartment.objects.exists()


def test_saving_what_stands_there_changes_nothing_and_leaves_no_entry(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災", summary="一行目\n二行目")
    give_department(item, make_department())
    page = client.get(item_url(item))

    answer = client.post(item_url(item), sent(page, summary="一行目\r\n二行目"), follow=True)

    assert "変更はありませんでした。" in text_of(answer)
    assert not AuditEntry.objects.filter(event="plan.item.changed").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "このフィールドは必須です。"),
        ({"title": "あ" * 301}, "この値は 300 文字以下でなければなりません( 301 文字になっています)。"),
        ({"plan": f"連絡先 {MY_NUMBER}"}, "マイナンバー（個人番号）と思われる12桁の番号が含まれています。"),
        ({"summary": "<script>alert(1)</script>"}, "1行目："),
        ({"title": "逆\u202eさま"}, "文字の並びを変える制御文字（U+202E）は使えません。"),
        ({"stage_id": "999999"}, "正しく選択してください。"),
        ({"departments-count": "1", "departments-0-role": "joint"}, "1行目「所管課」："),
        ({"schedule-count": "1", "schedule-0-year": "20", "schedule-0-text": "x"}, "1行目「年度（西暦）」："),
        ({"departments-count": "1", "departments-0-note": f"{MY_NUMBER}"}, "1行目「注記」：マイナンバー"),
    ],
)
def test_what_is_wrong_is_said_in_japanese_and_nothing_is_saved(
    client: Client, edition: Edition, changes: dict[str, str], message: str
) -> None:
    item = make_item(edition, "防災")
    page = client.get(item_url(item))

    answer = client.post(item_url(item), sent(page, **changes))

    said = text_of(answer)
    assert message in said
    assert "入力内容を確認してください" in said
    assert get_item(item.pk).version == 1


def test_a_refused_my_number_is_not_repeated_by_the_message(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災")

    answer = client.post(item_url(item), sent(client.get(item_url(item)), title=f"番号{MY_NUMBER}"))

    errors = [error for errors in answer.context["form"].errors.values() for error in errors]
    assert not any(MY_NUMBER in error for error in errors)


def test_two_people_edit_and_the_second_is_told_and_loses_nothing(city: City, edition: Edition) -> None:
    item, field = make_item(edition, "防災", summary="元の概要", plan="元の計画"), make_field(edition)
    give_department(item, make_department())
    Reference.objects.create(item=item, field=field, printed="②")
    Reference.objects.create(item=item, field=field, driver=make_driver(field))
    first, second = client_of(city, username="taro"), client_of(city, username="hanako")
    first_page, second_page = first.get(item_url(item)), second.get(item_url(item))
    first.post(item_url(item), sent(first_page, title="防災（太郎）", plan="太郎の計画"))

    told = second.post(item_url(item), sent(second_page, title="防災（花子）", summary="花子の概要"))

    said = text_of(told)
    by_name = {row.name: row for row in told.context["versions"]}
    assert told.status_code == 409
    assert "ほかの人が先に保存しました" in said
    assert "coordinatorさん" in said
    assert (by_name["title"].mine, by_name["title"].theirs, by_name["title"].changed_by) == (
        "防災（花子）",
        "防災（太郎）",
        "both",
    )
    assert {row.changed_by for name, row in by_name.items() if name not in {"title", "summary", "plan"}} == {"nobody"}
    assert by_name["summary"].changed_by == "me"
    assert by_name["plan"].changed_by == "them"
    assert Item.objects.get().title == "防災（太郎）"

    chosen = {f"take-{row.name}": "theirs" if row.suggests_theirs else "mine" for row in told.context["versions"]}
    second.post(item_url(item), sent(told, **chosen))

    merged = Item.objects.get()
    assert (merged.title, merged.summary, merged.plan) == ("防災（花子）", "花子の概要", "太郎の計画")


def test_a_conflict_can_be_settled_with_all_of_mine(city: City, edition: Edition) -> None:
    item = make_item(edition, "防災")
    give_department(item, make_department("一課"))
    first, second = client_of(city, username="taro"), client_of(city, username="hanako")
    pages = first.get(item_url(item)), second.get(item_url(item))
    first.post(item_url(item), sent(pages[0], **{"departments-0-role": "joint"}))

    told = second.post(item_url(item), sent(pages[1], title="花子"))
    theirs = [row.theirs for row in told.context["versions"] if row.name == "departments"]
    second.post(item_url(item), sent(told, take="mine", **{"take-departments": "theirs"}))

    assert theirs == ["1. 一課／連携／明記"]
    assert (Item.objects.get().title, ItemDepartment.objects.get().role) == ("花子", "lead")


def test_rows_of_the_other_person_can_be_taken(city: City, edition: Edition) -> None:
    item = make_item(edition, "防災")
    give_department(item, make_department("一課"))
    first, second = client_of(city, username="taro"), client_of(city, username="hanako")
    pages = first.get(item_url(item)), second.get(item_url(item))
    first.post(item_url(item), sent(pages[0], **{"departments-0-role": "joint"}))

    told = second.post(item_url(item), sent(pages[1], title="花子"))
    second.post(item_url(item), sent(told, **{"take-departments": "theirs"}))

    assert (Item.objects.get().title, ItemDepartment.objects.get().role) == ("花子", "joint")


def test_a_third_save_during_the_merge_is_told_again(city: City, edition: Edition) -> None:
    term = make_term(edition)
    url = reverse("plan:entry_edit", args=["terms", term.pk])
    first, second = client_of(city, username="taro"), client_of(city, username="hanako")
    page = second.get(url)
    first.post(url, sent(first.get(url), definition="太郎"))
    told = second.post(url, sent(page, definition="花子"))
    first.post(url, sent(first.get(url), definition="太郎の二度目"))

    again = second.post(url, sent(told, take="mine"))

    assert again.status_code == 409
    assert Term.objects.get().definition == "太郎の二度目"


def test_text_written_for_a_deleted_thing_is_shown_and_not_lost(city: City, edition: Edition) -> None:
    term = make_term(edition)
    url = reverse("plan:entry_edit", args=["terms", term.pk])
    first, second = client_of(city, username="taro"), client_of(city, username="hanako")
    page = second.get(url)
    first.post(reverse("plan:entry_delete", args=["terms", term.pk]))

    told = second.post(url, sent(page, definition="花子の長い説明"))

    assert told.status_code == 409
    assert "花子の長い説明" in text_of(told)
    assert "ほかの人が先に削除しました" in text_of(told)


def test_a_deletion_is_taken_back_from_the_message(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災")
    answer = client.post(reverse("plan:item_delete", args=[item.pk]), follow=True)
    entry = AuditEntry.objects.get(event="plan.item.removed")
    url = reverse("plan:undo", args=[entry.token])
    assert url in text_of(answer)

    asked = client.get(url)
    done = client.post(url, follow=True)

    assert "防災" in text_of(asked)
    assert "元に戻しました。" in text_of(done)
    assert Item.objects.get().title == "防災"


def test_a_preview_shows_the_text_and_saves_nothing(client: Client, edition: Edition) -> None:
    section = make_section(edition, body="元の本文")
    url = reverse("plan:entry_edit", args=["sections", section.pk])

    answer = client.post(url, sent(client.get(url), body="# 見出し\n\n**強調**", preview="1"))

    assert "<strong>強調</strong>" in answer.content.decode()
    assert Section.objects.get().body == "元の本文"


def test_a_preview_runs_nothing(client: Client, edition: Edition) -> None:
    section = make_section(edition)
    url = reverse("plan:entry_edit", args=["sections", section.pk])

    answer = client.post(url, sent(client.get(url), body="<img src=x onerror=alert(1)>", preview="1"))

    assert "<img src=x" not in answer.content.decode()
    assert "1行目：" in text_of(answer)


def test_a_chapter_of_a_field_says_which(client: Client, edition: Edition) -> None:
    section, field = make_section(edition), make_field(edition)
    url = reverse("plan:entry_edit", args=["sections", section.pk])
    page = client.get(url)

    without = client.post(url, sent(page, kind="driver_field"))
    needless = client.post(url, sent(page, field_id=str(field.pk)))
    client.post(url, sent(page, kind="driver_field", field_id=str(field.pk)))

    assert "どの検討分野を出すかを選んでください。" in text_of(without)
    assert "検討分野を選べるのは" in text_of(needless)
    assert Section.objects.get().field == field


def test_a_term_with_the_same_alias_twice_is_refused(client: Client, edition: Edition) -> None:
    url = reverse("plan:entry_add", args=["joho", 2021, "terms"])

    answer = client.post(url, {"version": "1", "term": "AI", "definition": "x", "aliases": "人工知能\n人工知能"})

    assert "「人工知能」が2回書かれています。" in text_of(answer)
    assert not Term.objects.exists()


def test_a_driver_is_added_to_its_field(client: Client, edition: Edition) -> None:
    field = make_field(edition)
    url = reverse("plan:entry_add", args=["joho", 2021, "driver"])

    client.post(f"{url}?field={field.pk}", {"version": "1", "title": "5G", "certainty": "stated", "key": "five-g"})

    assert [(one.title, one.key) for one in field.drivers.all()] == [("5G", "five-g")]


@pytest.mark.parametrize("key", ["日本語", "A", "-a", "a b", "a" * 64])
def test_a_key_is_plain(client: Client, edition: Edition, key: str) -> None:
    url = reverse("plan:item_add", args=["joho", 2021])

    answer = client.post(url, {"title": "窓口", "key": key})

    assert "key" in answer.context["form"].errors
    assert not Item.objects.exists()


def test_buttons_move_items_in_out_up_and_down(client: Client, edition: Edition) -> None:
    first, second = make_item(edition, "一"), make_item(edition, "二")
    url = reverse("plan:item_move", args=[second.pk])

    client.post(url, {"direction": "in"})
    assert Item.objects.get(pk=second.pk).parent == first
    client.post(url, {"direction": "out"})
    assert Item.objects.get(pk=second.pk).parent is None
    client.post(url, {"direction": "up"})
    assert Item.objects.get(pk=second.pk).order == 0
    refused = client.post(url, {"direction": "in"}, follow=True)
    assert "すぐ上に同じ段の節がないため" in text_of(refused)


def test_a_published_edition_is_only_shown(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災")
    page = client.get(item_url(item))
    Edition.objects.filter(pk=edition.pk).update(status="published")

    overview = text_of(client.get(reverse("plan:edition", args=["joho", 2021])))
    answer = text_of(client.post(item_url(item), sent(page, title="変えた")))

    assert "この年度版は「公表」のため、見るだけです。" in overview
    assert "いちばん上の段に加える" not in overview
    assert "「公表」のため編集できません" in answer
    assert Item.objects.get().title == "防災"


def test_what_waits_is_listed_with_links(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災", stage=make_stage(edition), stage_certainty="inferred")
    Reference.objects.create(item=item, field=make_field(edition), printed="②")

    page = text_of(client.get(reverse("plan:edition", args=["joho", 2021])))

    for words in ("段階が推定のままです", "所管課が決まっていません", "検討分野への参照が未解決です", "技術動向 ②"):
        assert words in page
    assert item_url(item) in page


def test_the_history_page_tells_a_change(client: Client, edition: Edition) -> None:
    item = make_item(edition, "防災")
    client.post(item_url(item), sent(client.get(item_url(item)), title="減災"))

    page = text_of(client.get(reverse("kernel:history", args=["plan.item", item.pk])))

    assert "<del>防</del>災" in page
    assert "<ins>減</ins>災" in page
    assert "coordinatorさん" in page


def test_the_changes_of_the_edition_offer_the_way_back(client: Client, edition: Edition) -> None:
    term = make_term(edition)
    client.post(reverse("plan:entry_delete", args=["terms", term.pk]))

    page = text_of(client.get(reverse("plan:edition_changes", args=["joho", 2021])))

    assert "用語「RPA」" in page
    assert "この変更を元に戻す" in page


PAGES: dict[str, Callable[[Edition], str]] = {
    "edition": lambda edition: reverse("plan:edition", args=["joho", edition.year]),
    "edition_edit": lambda edition: reverse("plan:edition_edit", args=["joho", edition.year]),
    "edition_changes": lambda edition: reverse("plan:edition_changes", args=["joho", edition.year]),
    "item_add": lambda edition: reverse("plan:item_add", args=["joho", edition.year]),
    "item_edit": lambda edition: item_url(make_item(edition, "防災")),
    "item_place": lambda edition: reverse("plan:item_place", args=[make_item(edition, "防災").pk]),
    "item_repost": lambda edition: reverse("plan:item_repost", args=[make_item(edition, "防災").pk]),
    "item_delete": lambda edition: reverse("plan:item_delete", args=[make_item(edition, "防災").pk]),
    "sections": lambda edition: reverse("plan:entry_edit", args=["sections", make_section(edition).pk]),
    "drivers": lambda edition: reverse("plan:entry_edit", args=["drivers", make_field(edition).pk]),
    "driver": lambda edition: reverse("plan:entry_edit", args=["driver", make_driver(make_field(edition)).pk]),
    "directions": lambda edition: reverse("plan:entry_edit", args=["directions", make_direction(edition).pk]),
    "stages": lambda edition: reverse("plan:entry_edit", args=["stages", make_stage(edition).pk]),
    "terms": lambda edition: reverse("plan:entry_edit", args=["terms", make_term(edition).pk]),
    "sources": lambda edition: reverse("plan:entry_edit", args=["sources", make_source(edition).pk]),
    "delete": lambda edition: reverse("plan:entry_delete", args=["terms", make_term(edition).pk]),
    "history": lambda edition: reverse("kernel:history", args=["plan.term", make_term(edition).pk]),
    **{
        f"list {slug}": lambda edition, slug=slug: reverse("plan:entries", args=["joho", edition.year, slug])  # type: ignore[misc]
        for slug in ("sections", "drivers", "directions", "stages", "terms", "sources")
    },
}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_opens_for_us_and_is_not_found_for_the_neighbour(
    client: Client, edition: Edition, name: str
) -> None:
    url = PAGES[name](edition)
    outsider = client_of(make_neighbour(), role="administrator")

    ours, theirs = client.get(url), outsider.get(url)

    assert (ours.status_code, theirs.status_code) == (200, 404)
    assert ours.content.count(b"<h1") == 1
    assert b"style=" not in ours.content


@pytest.mark.parametrize("name", ["item_delete", "delete", "item_edit", "terms"])
def test_the_neighbour_changes_nothing_either(client: Client, edition: Edition, name: str) -> None:
    url = PAGES[name](edition)
    outsider = client_of(make_neighbour(), role="administrator")

    answer = outsider.post(url, {"version": "1", "title": "のっとり", "term": "のっとり", "definition": "x"})

    assert answer.status_code == 404
    assert not AuditEntry.objects.filter(event__startswith="plan.").exists()


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"history", "edition", "edition_changes"}))
def test_those_who_may_only_look_do_not_edit(city: City, edition: Edition, name: str) -> None:
    auditor = client_of(city, role="auditor")

    status = auditor.get(PAGES[name](edition)).status_code

    assert status == (200 if name.startswith("list ") else 403)


def test_a_visitor_is_asked_to_sign_in(city: City, edition: Edition) -> None:
    answer = Client(headers={"host": city.host}).get(reverse("plan:edition", args=["joho", 2021]))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_two_hundred_items_cost_no_more_statements_than_two(
    client: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    for place in range(2):
        make_item(edition, f"取組{place}")
    url = reverse("plan:edition", args=["joho", 2021])
    client.get(url)
    for place in range(60):
        give_department(make_item(edition, f"さらに{place}"), make_department(f"課{place}"))

    with django_assert_max_num_queries(24):
        client.get(url)


def test_the_form_of_an_item_offers_what_its_edition_has(edition: Edition) -> None:
    make_stage(edition)
    make_stage(make_edition(year=2022), label="よその段階")
    item = make_item(edition, "防災")

    form = item_form(None, get_item(item.pk))

    assert [label for _key, label in form.fields["stage_id"].choices] == ["—", "調査研究"]  # type: ignore[attr-defined]
