"""所管課: pages and actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoshin.kernel.actor import NotPermitted
from hoshin.kernel.departments import (
    DepartmentInUse,
    EndsBeforeItBegins,
    KeyTaken,
    Kind,
    NoSuchSuccession,
    NotThereThatDay,
    Successor,
    add_department,
    change_department,
    department_lines,
    record_succession,
    remove_department,
    undo_department_change,
)
from hoshin.kernel.history import NotRevertible
from hoshin.kernel.installing import put_departments
from hoshin.kernel.models import AuditEntry, Department, DepartmentSuccession, Membership
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.reviews.queries.duties import duties_on
from tests.plan.editions import give_department, make_edition, make_item
from tests.world import NOBODY, City, everything_allowed, make_city, make_neighbour, make_person

pytestmark = pytest.mark.django_db
BY = everything_allowed()
APRIL = dt.date(2020, 4, 1)
MARCH = dt.date(2020, 3, 31)


@pytest.fixture
def city() -> City:
    return make_city()


@pytest.fixture
def inside(city: City) -> Any:
    with city.scope():
        yield city


@pytest.fixture
def department(inside: City) -> Department:
    return make_department("情報推進課")


@pytest.fixture
def browser(city: City) -> Client:
    return client_of(city, "coordinator")


def client_of(city: City, role: str) -> Client:
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role=role))
    return client


def make_department(name: str, **values: Any) -> Department:
    return add_department(BY, **{"name": name, "parent_name": "", "valid_from": None, "valid_to": None, **values})


def succeed(department: Department, kind: Kind, *successors: Successor, **values: Any) -> Department:
    return record_succession(
        BY,
        **{
            "department": department,
            "version": department.version,
            "kind": kind,
            "day": APRIL,
            "successors": successors,
            **values,
        },
    )


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


def url(department: Department, rest: str = "") -> str:
    return f"/staff/departments/{department.pk}/{rest}"


def sent(department: Department, **changes: str) -> dict[str, str]:
    values = {"version": str(department.version), "name": department.name, "parent_name": department.parent_name}
    return {**values, "valid_from": "", "valid_to": "", **changes}


def taking_over(department: Department, *names: str, kind: str = "renamed", **changes: str) -> dict[str, str]:
    rows = {f"successors-{number}-name": name for number, name in enumerate(names)}
    return {
        "version": str(department.version),
        "kind": kind,
        "day": "2020-04-01",
        "successors-count": str(max(len(names), 1)),
        **rows,
        **changes,
    }


def carried_out(browser: Client, department: Department, data: dict[str, str], **ways: str) -> Any:
    """Answer the form, look at what goes along, and do it."""
    preview = browser.post(url(department, "succession/"), data)
    again = {**dict(preview.context["sent"]), **ways, "seen": preview.context["mark"]}
    return browser.post(url(department, "succession/"), again)


# Reading


def test_the_list_says_since_when_until_when_and_who_came_from_whom(browser: Client, department: Department) -> None:
    succeed(department, Kind.RENAMED, Successor(name="デジタル推進課", parent_name="企画部"))

    page = text(browser.get("/staff/departments/"))

    assert "はじめ～2020年3月31日" in page
    assert "「デジタル推進課」へ（名称変更）" in page
    assert "「情報推進課」から（名称変更）" in page
    assert "企画部" in page
    assert "終了" in page


def test_a_department_of_the_future_is_said_to_be_so(inside: City) -> None:
    make_department("一課", valid_from=APRIL)
    make_department("二課", valid_to=MARCH)

    lines = department_lines(on=MARCH)
    assert [(line.department.name, line.has_begun, line.has_ended) for line in lines] == [
        ("一課", False, False),
        ("二課", True, False),
    ]
    assert [line.department.name for line in department_lines(on=APRIL) if line.has_ended] == ["二課"]


def test_the_list_leads_to_it_for_those_who_may_edit(browser: Client, city: City) -> None:
    assert 'href="/staff/departments/"' in text(browser.get("/staff/"))
    assert 'href="/staff/departments/"' not in text(client_of(city, "reporter").get("/staff/"))


@pytest.mark.parametrize("rest", ["", "new/"])
def test_without_the_right_nothing_opens(city: City, rest: str) -> None:
    assert client_of(city, "reporter").get(f"/staff/departments/{rest}").status_code == 403


def test_without_the_right_nothing_is_written(department: Department) -> None:
    with pytest.raises(NotPermitted):
        add_department(NOBODY, name="課", parent_name="", valid_from=None, valid_to=None)
    with pytest.raises(NotPermitted):
        remove_department(NOBODY, department=department)
    assert Department.objects.count() == 1


# Adding and changing


def test_a_department_is_added_with_a_key_of_its_own_and_the_way_back_is_offered(browser: Client, city: City) -> None:
    answer = browser.post("/staff/departments/new/", {"name": "税務課", "valid_from": "2020-04-01"}, follow=True)

    with city.scope():
        row, entry = Department.objects.get(), AuditEntry.objects.latest("id")
    assert (row.name, row.key, row.valid_from) == ("税務課", "department-1", APRIL)
    assert entry.event == "kernel.department.added"
    assert reverse("site:department_undo", args=[entry.token]) in text(answer)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "名称"),
        ({"key": "大文字"}, "半角の英小文字"),
        ({"valid_from": "2020-04-01", "valid_to": "2020-03-31"}, "「いつから」より前の日です"),
        ({"valid_from": "0001-01-01"}, "1868年"),
        ({"name": "123456789018"}, "マイナンバー"),
        ({"key": "department-1"}, "このキーは、別の課で使われています"),
    ],
)
def test_wrong_input_is_refused_with_a_reason(
    browser: Client, department: Department, values: dict[str, str], said: str
) -> None:
    page = text(browser.post("/staff/departments/new/", {"name": "税務課", **values}))

    assert "error-summary" in page
    assert said in page
    assert Department.objects.count() == 1


def test_a_department_is_corrected(browser: Client, department: Department) -> None:
    browser.get(url(department))
    answer = browser.post(url(department), sent(department, name="情報推進室", valid_to="2021-03-31"), follow=True)

    department.refresh_from_db()
    assert (department.name, department.valid_to, department.version) == ("情報推進室", dt.date(2021, 3, 31), 2)
    assert "保存しました。" in text(answer)


def test_who_saves_second_is_shown_both_versions(browser: Client, department: Department) -> None:
    page = browser.get(url(department))
    change_department(
        BY, department=department, version=1, name="情報戦略課", parent_name="", valid_from=None, valid_to=None
    )

    seen = page.context["form"].initial["seen"]
    answer = browser.post(url(department), sent(department, name="情報推進室", seen=seen))

    assert answer.status_code == 409
    assert "情報戦略課" in text(answer)
    assert "情報推進室" in text(answer)
    assert Department.objects.get().name == "情報戦略課"


def test_the_form_of_a_department_deleted_meanwhile_shows_what_was_written(
    browser: Client, department: Department
) -> None:
    remove_department(BY, department=department)

    answer = browser.post(url(department), sent(department, name="情報推進室"))

    assert answer.status_code == 409
    assert "情報推進室" in text(answer)


def test_a_load_that_changes_a_department_is_noticed_by_an_open_form(department: Department) -> None:
    row = {"key": department.key, "name": "電算課", "parent_name": "", "valid_from": None, "valid_to": None}
    put_departments(BY, departments=[{**row, "succeeds": []}])
    put_departments(BY, departments=[{**row, "succeeds": []}])

    assert Department.objects.get().version == 2
    with pytest.raises(EditedMeanwhile):
        change_department(
            BY, department=department, version=1, name="x", parent_name="", valid_from=None, valid_to=None
        )


def test_the_actions_check_too(department: Department) -> None:
    with pytest.raises(EndsBeforeItBegins):
        make_department("税務課", valid_from=APRIL, valid_to=MARCH)
    with pytest.raises(KeyTaken):
        make_department("税務課", key=department.key)


# Succession


def test_a_renamed_department_ends_the_day_before_and_goes_on_under_the_new_name(
    browser: Client, department: Department
) -> None:
    make_department("税務課")
    answer = carried_out(browser, department, taking_over(department, "デジタル推進課"))

    assert answer.status_code == 302
    department.refresh_from_db()
    after = Department.objects.get(name="デジタル推進課")
    assert (department.valid_to, after.valid_from, after.valid_to) == (MARCH, APRIL, None)
    link = DepartmentSuccession.objects.get()
    assert (link.predecessor, link.successor, link.kind) == (department, after, "renamed")
    assert [line.department.name for line in department_lines(on=MARCH)] == ["情報推進課", "デジタル推進課", "税務課"]


def test_one_department_is_split_into_two(department: Department) -> None:
    tax = make_department("税務課")
    succeed(department, Kind.SPLIT, Successor(name="情報政策課"), Successor(department=tax))

    assert set(DepartmentSuccession.objects.values_list("successor__name", "kind")) == {
        ("情報政策課", "split"),
        ("税務課", "split"),
    }
    tax.refresh_from_db()
    assert (tax.valid_from, tax.valid_to) == (None, None)


def test_departments_are_merged_in_one_step(browser: Client, department: Department) -> None:
    tax = make_department("税務課")
    data = taking_over(
        department, "総合課", kind="merged", **{"others-count": "1", "others-0-department_id": str(tax.pk)}
    )

    assert carried_out(browser, department, data).status_code == 302

    assert set(Department.objects.values_list("name", "valid_to")) == {
        ("情報推進課", MARCH),
        ("税務課", MARCH),
        ("総合課", None),
    }
    assert set(DepartmentSuccession.objects.values_list("predecessor__name", flat=True)) == {"情報推進課", "税務課"}


def test_the_second_of_two_may_join_later(department: Department) -> None:
    succeed(department, Kind.MERGED, Successor(name="総合課"))
    tax = make_department("税務課")

    succeed(tax, Kind.MERGED, Successor(department=Department.objects.get(name="総合課")))

    assert DepartmentSuccession.objects.filter(successor__name="総合課").count() == 2


@pytest.mark.parametrize(
    ("kind", "names", "said"),
    [
        ("split", ["一課"], "後の課を2つ以上"),
        ("renamed", ["一課", "二課"], "後の課を1つだけ"),
        ("merged", [], "後の課を1つだけ"),
        ("", ["一課"], "何があったか"),
    ],
)
def test_what_is_no_such_succession_is_refused(
    browser: Client, department: Department, kind: str, names: list[str], said: str
) -> None:
    page = text(browser.post(url(department, "succession/"), taking_over(department, *names, kind=kind)))

    assert "error-summary" in page
    assert said in page
    assert Department.objects.get().valid_to is None


def test_a_successor_is_either_chosen_or_named(browser: Client, department: Department) -> None:
    tax = make_department("税務課")
    both = {"successors-0-department_id": str(tax.pk)}

    page = text(browser.post(url(department, "succession/"), taking_over(department, "一課", **both)))

    assert "どちらか一方" in page


def test_only_a_merger_takes_others_along(department: Department) -> None:
    with pytest.raises(NoSuchSuccession):
        succeed(department, Kind.RENAMED, Successor(name="一課"), others=[make_department("税務課")])


def test_nobody_succeeds_to_itself(department: Department) -> None:
    with pytest.raises(NoSuchSuccession):
        succeed(department, Kind.RENAMED, Successor(department=department))


def test_who_was_not_there_hands_nothing_over_and_takes_nothing(department: Department) -> None:
    late = make_department("新課", valid_from=dt.date(2020, 4, 2))
    gone = make_department("旧課", valid_to=dt.date(2019, 3, 31))

    for row, successor in ((late, Successor(name="一課")), (gone, Successor(name="一課"))):
        with pytest.raises(NotThereThatDay):
            succeed(row, Kind.RENAMED, successor)
    for row in (late, gone):
        with pytest.raises(NotThereThatDay):
            succeed(department, Kind.RENAMED, Successor(department=row))
    assert not DepartmentSuccession.objects.exists()
    assert Department.objects.get(pk=department.pk).valid_to is None


def test_a_succession_over_a_department_changed_meanwhile_is_asked_again(
    browser: Client, department: Department
) -> None:
    data = taking_over(department, "デジタル推進課")
    change_department(
        BY, department=department, version=1, name="情報戦略課", parent_name="", valid_from=None, valid_to=None
    )

    page = carried_out(browser, department, data)

    assert "ほかの人が先に「情報戦略課」を変更していました" in text(page)
    assert Department.objects.count() == 1
    again = carried_out(browser, department, {**data, "version": page.context["form"]["version"].value()})
    assert again.status_code == 302


def test_a_neighbours_department_cannot_take_over(browser: Client, department: Department) -> None:
    with make_neighbour().scope():
        theirs = make_department("隣の課")
    data = taking_over(department, "", **{"successors-0-department_id": str(theirs.pk)})

    assert "error-summary" in text(browser.post(url(department, "succession/"), data))


def test_a_succession_is_taken_out_and_the_departments_stay(browser: Client, department: Department) -> None:
    succeed(department, Kind.RENAMED, Successor(name="デジタル推進課"))
    path = f"/staff/departments/successions/{DepartmentSuccession.objects.get().pk}/delete/"

    assert "デジタル推進課" in text(browser.get(path))
    browser.post(path)

    assert not DepartmentSuccession.objects.exists()
    assert Department.objects.count() == 2


def test_of_a_split_the_page_asks_where_each_goes(browser: Client, city: City, department: Department) -> None:
    item = make_item(make_edition(), "防災")
    give_department(item, department)
    person = make_person(city, role="reporter")
    Membership.objects.filter(user=person).update(department=department)
    data = taking_over(department, "政策課", "運用課", kind="split")

    preview = browser.post(url(department, "succession/"), data)
    before = Department.objects.count()
    people, items = preview.context["people"], preview.context["items"]
    done = carried_out(browser, department, data, **{people[0].name: "1", items[0].name: "1"})

    page = text(preview)
    assert "reporterさん" in page
    assert "防災" in page
    assert before == 1
    assert done.status_code == 302
    assert set(Membership.objects.filter(user=person).values_list("department__name", "valid_to")) == {
        ("情報推進課", MARCH),
        ("運用課", None),
    }
    assert [line.department and line.department.name for line in duties_on(APRIL, edition=item.edition)] == ["運用課"]


def test_what_changed_while_it_was_looked_at_is_shown_again(
    browser: Client, city: City, department: Department
) -> None:
    data = taking_over(department, "デジタル推進課")
    browser.post(url(department, "succession/"), data)

    page = text(browser.post(url(department, "succession/"), {**data, "seen": "0" * 16}))

    assert "確かめている間に、職員か担当が変わりました" in page
    assert Department.objects.count() == 1


# Deleting and taking back


def test_a_department_in_use_says_who_uses_it(browser: Client, city: City, department: Department) -> None:
    give_department(make_item(make_edition(), "防災", number="3"), department)
    person = make_person(city, role="reporter")
    Membership.objects.filter(user=person).update(department=department)

    page = text(browser.get(url(department, "delete/")))
    assert "3 防災" in page
    assert "reporterさん" in page
    assert "使われているため" in text(browser.post(url(department, "delete/"), follow=True))

    with pytest.raises(DepartmentInUse, match="防災"):
        remove_department(BY, department=department)
    assert Department.objects.count() == 1


def test_a_department_nobody_uses_is_deleted_with_its_successions(browser: Client, department: Department) -> None:
    succeed(department, Kind.RENAMED, Successor(name="デジタル推進課"))
    after = Department.objects.get(name="デジタル推進課")

    assert "課の引き継ぎ 1件" in text(browser.get(url(after, "delete/")))
    browser.post(url(after, "delete/"))

    assert list(Department.objects.values_list("name", flat=True)) == ["情報推進課"]
    assert AuditEntry.objects.latest("id").subject == f"kernel.department:{after.pk}"


def test_a_recorded_succession_is_taken_back_as_a_whole(browser: Client, department: Department) -> None:
    succeed(department, Kind.RENAMED, Successor(name="デジタル推進課"))
    path = reverse("site:department_undo", args=[AuditEntry.objects.latest("id").token])

    assert "デジタル推進課" in text(browser.get(path))
    browser.post(path)

    assert list(Department.objects.values_list("name", "valid_to")) == [("情報推進課", None)]


def test_what_others_stand_on_is_not_taken_back(department: Department) -> None:
    token = AuditEntry.objects.latest("id").token
    give_department(make_item(make_edition(), "防災"), department)

    with pytest.raises(NotRevertible):
        undo_department_change(BY, token=token)


def test_changes_of_other_pages_are_not_taken_back_here(browser: Client, department: Department) -> None:
    put_departments(BY, departments=[])
    token = AuditEntry.objects.latest("id").token

    assert browser.post(reverse("site:department_undo", args=[token])).status_code == 404
