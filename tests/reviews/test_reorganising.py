"""Departments are renamed, split and merged; every item has one holder on every day, and the past stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.kernel.departments import Kind, Successor, undo_department_change
from hoshin.kernel.models import AuditEntry, Department, Membership, Role, User
from hoshin.kernel.refusal import Refused
from hoshin.plan.models import Edition, Item
from hoshin.reviews.actions.duties import ChangedMeanwhile
from hoshin.reviews.actions.reorganising import Ways, reorganise
from hoshin.reviews.models import Duty
from hoshin.reviews.queries.duties import duty_history, holder_of
from hoshin.reviews.queries.holders import Holder, holders_of
from hoshin.reviews.queries.reorganising import SucceededAlready, affected_by
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import ask, brought_to, fresh
from tests.reviews.cycle import ON, make_department, make_item
from tests.reviews.test_duties import give, make_member
from tests.world import everything_allowed

BY = everything_allowed()
DAY = dt.timedelta(days=1)
APRIL = dt.date(2020, 4, 1)
DAYS = [APRIL, dt.date(2020, 7, 1), ON, dt.date(2021, 4, 1)]
WATCHED = sorted({day + step * DAY for day in DAYS for step in (-1, 0)})


@pytest.fixture
def section(edition: Edition) -> Department:
    return make_department()


def carry_out(department: Department, kind: Kind, *successors: Successor | str, **changes: Any) -> Department:
    row = Department.objects.get(pk=department.pk)
    named = [one if isinstance(one, Successor) else Successor(name=one) for one in successors]
    values = {"version": row.version, "day": ON, "on": ON, **changes}
    return reorganise(BY, department=row, kind=kind, successors=named, **values)


def called(name: str) -> Department:
    return Department.objects.get(name=name)


def works_in(user: User, day: dt.date) -> set[str]:
    rows = Membership.objects.filter(user=user).select_related("department")
    return {
        row.department.name
        for row in rows
        if row.department and (row.valid_from or day) <= day <= (row.valid_to or day)
    }


def test_a_renamed_section_goes_on_with_its_people_and_duties(edition: Edition, section: Department) -> None:
    person = make_member("担当 一", section)
    given_item, named_item = make_item(edition, "given"), make_item(edition, "named")
    give(given_item, person)

    carry_out(section, Kind.RENAMED, "デジタル課")

    new = called("デジタル課")
    assert (works_in(person, ON - DAY), works_in(person, ON)) == ({section.name}, {new.name})
    assert holder_of(given_item.identity, ON) == Holder(new.pk, person.pk)
    assert holder_of(named_item.identity, ON) == Holder(new.pk)
    for item, who in ((given_item, person.pk), (named_item, None)):
        assert holder_of(item.identity, ON - DAY) == Holder(section.pk, who)
    assert [one.department for one in duty_history(given_item.identity)] == [new, section]


def test_of_a_split_people_and_items_go_where_it_is_said(edition: Edition, section: Department) -> None:
    people = [make_member(f"担当 {number}", section) for number in "一二"]
    items = [make_item(edition, key) for key in ("first", "second", "third", "fourth")]
    give(items[0], people[0])
    give(items[1], people[0])
    found = affected_by([section], day=ON)
    places = {one.pk: people.index(one.user) for one in found.memberships}
    identities = [item.identity_id for item in items]

    ways = Ways(places, {identities[1]: 1, identities[3]: 1})
    carry_out(section, Kind.SPLIT, "政策課", "運用課", ways=ways)

    policy, running = called("政策課"), called("運用課")
    assert [works_in(person, ON) for person in people] == [{"政策課"}, {"運用課"}]
    assert [holder_of(item.identity, ON) for item in items] == [
        Holder(policy.pk, people[0].pk),
        Holder(running.pk),  # whose person went to the other part
        Holder(policy.pk),
        Holder(running.pk),
    ]


def test_merged_sections_become_one_with_one_membership_each(edition: Edition, section: Department) -> None:
    other = make_department("shimin", "市民課")
    person = make_member("担当 一", section)
    Membership.objects.create(user=person, role=Role.objects.get(key="reporter"), department=other)
    items = [make_item(edition, "one"), make_item(edition, "two", department=other)]

    carry_out(section, Kind.MERGED, "総合課", others=[other])

    assert works_in(person, ON) == {"総合課"}
    assert {holder_of(item.identity, ON) for item in items} == {Holder(called("総合課").pk)}


def test_a_role_in_a_section_that_takes_over_lasts_as_long_as_both(section: Department) -> None:
    other = make_department("shimin", "市民課")
    person = make_member("担当 一", section, valid_to=ON + 30 * DAY)
    old = Membership.objects.create(
        user=person, role=Role.objects.get(key="reporter"), department=other, valid_from=APRIL, valid_to=APRIL
    )

    carry_out(section, Kind.RENAMED, Successor(department=other))

    old.refresh_from_db()
    assert (old.valid_from, old.valid_to) == (ON, ON + 30 * DAY)


def test_a_role_that_begins_later_begins_in_the_new_section(section: Department) -> None:
    person = make_member("新人 光", section, valid_from=ON + DAY)

    carry_out(section, Kind.RENAMED, "デジタル課")

    assert [row.department and row.department.name for row in Membership.objects.filter(user=person)] == ["デジタル課"]


def test_open_reports_go_along_and_answered_ones_keep_their_section(edition: Edition, section: Department) -> None:
    items = [make_item(edition, "one"), make_item(edition, "two")]
    first = ask(items[0])
    second = type(first).objects.get(item=items[1])
    brought_to(second, ReportStatus.ACCEPTED)

    carry_out(section, Kind.RENAMED, "デジタル課")

    assert fresh(first).department == called("デジタル課")
    assert fresh(second).department == section


def test_before_the_day_nothing_of_the_reports_moves(edition: Edition, section: Department) -> None:
    report = ask(make_item(edition))

    carry_out(section, Kind.RENAMED, "デジタル課", day=ON + DAY)

    assert fresh(report).department == section


def test_a_duty_that_begins_later_ends_the_part_of_the_split(edition: Edition, section: Department) -> None:
    item, other = make_item(edition), make_department("shimin", "市民課")
    give(item, department=other, from_date=ON + 30 * DAY)

    carry_out(section, Kind.SPLIT, "政策課", "運用課", ways=Ways(items={item.identity_id: 1}))

    days = [ON - DAY, ON, ON + 29 * DAY, ON + 30 * DAY]
    names = [
        Department.objects.get(pk=held.department_id).name for day in days if (held := holder_of(item.identity, day))
    ]
    assert names == ["情報推進課", "運用課", "運用課", "市民課"]


def test_what_was_not_looked_at_is_not_done(edition: Edition, section: Department) -> None:
    seen = affected_by([section], day=ON).mark
    make_item(edition)

    with pytest.raises(ChangedMeanwhile):
        carry_out(section, Kind.RENAMED, "デジタル課", seen=seen)
    assert not Department.objects.filter(name="デジタル課").exists()


def test_a_section_is_taken_over_once(section: Department) -> None:
    carry_out(section, Kind.RENAMED, "デジタル課")

    with pytest.raises(SucceededAlready, match="情報推進課"):
        carry_out(section, Kind.RENAMED, "電算課")


def test_a_reorganisation_is_taken_back_as_a_whole(edition: Edition, section: Department) -> None:
    person = make_member("担当 一", section)
    item = make_item(edition)
    give(item, person)

    carry_out(section, Kind.RENAMED, "デジタル課")
    undo_department_change(BY, token=AuditEntry.objects.latest("id").token)

    assert works_in(person, ON) == {section.name}
    assert holder_of(item.identity, ON) == Holder(section.pk, person.pk)
    assert not Department.objects.filter(name="デジタル課").exists()


steps = st.lists(
    st.tuples(
        st.sampled_from(["split", "renamed", "merged", "joined", "duty"]),
        st.integers(0, 7),  # which of the departments or items
        st.integers(0, 7),  # which other one
        st.sampled_from(DAYS),
    ),
    max_size=7,
)


def take(step: tuple[str, int, int, dt.date], items: Sequence[Item]) -> None:
    what, one, another, day = step
    rows = list(Department.objects.order_by("pk"))
    first, second = rows[one % len(rows)], rows[another % len(rows)]
    name = f"課{len(rows)}"
    if what == "duty":
        give(items[one % len(items)], department=second, from_date=day)
    elif what == "split":
        ways = Ways(items={item.identity_id: (another + place) % 2 for place, item in enumerate(items)})
        carry_out(first, Kind.SPLIT, f"{name}の一", f"{name}の二", day=day, ways=ways)
    elif what == "merged":
        carry_out(first, Kind.MERGED, name, others=[second], day=day)
    elif what == "joined":
        carry_out(first, Kind.MERGED, Successor(department=second), day=day)
    else:
        carry_out(first, Kind.RENAMED, name, day=day)


def holders_through_time(items: Sequence[Item]) -> dict[dt.date, dict[int, Holder]]:
    return {day: dict(holders_of(items, on=day)) for day in WATCHED}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_is_reorganised_every_item_has_one_holder_every_day_and_the_past_stays(
    edition: Edition, steps: list[tuple[str, int, int, dt.date]]
) -> None:
    with transaction.atomic():
        other = make_department("shimin", "市民課")
        items = [make_item(edition, "one"), make_item(edition, "two"), make_item(edition, "three", department=other)]
        before = holders_through_time(items)
        for step in steps:
            with suppress(Refused), transaction.atomic():
                take(step, items)
            after = holders_through_time(items)
            departments = Department.objects.in_bulk()
            for day in WATCHED:
                assert set(after[day]) == {item.pk for item in items}
                if day < step[3]:
                    assert after[day] == before[day]
                for held in after[day].values():
                    there = departments[held.department_id]
                    assert (there.valid_from or day) <= day <= (there.valid_to or day)
                running = Duty.objects.filter(from_date__lte=day).exclude(ended_date__lte=day)
                assert running.values("identity").distinct().count() == running.count()
            before = after
        transaction.set_rollback(True)
