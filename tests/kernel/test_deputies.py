"""代理: what a deputy may do, where, and from when until when."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hoshin.kernel.actor import NEVER_LENT, NotPermitted, actor_of
from hoshin.kernel.deputies import DeputyAlready, HasEnded, NoSuchDeputy, add_deputy, deputies_of, end_deputy
from hoshin.kernel.models import AuditEntry, Department, Deputy, Membership, Role, User
from hoshin.kernel.people import stop_person
from hoshin.reviews.permissions import ANSWER_REPORT, APPROVE_REPORT
from tests.world import NOBODY, City, everything_allowed, make_city, make_neighbour, make_person

pytestmark = pytest.mark.django_db
BY = everything_allowed()
DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2020, 10, 1), dt.date(2020, 10, 9)


@pytest.fixture
def city() -> Any:
    city = make_city()
    with city.scope():
        yield city


@pytest.fixture
def section(city: City) -> Department:
    return Department.objects.create(key="shimin", name="市民課")


@pytest.fixture
def head(section: Department) -> User:
    return make_member("課長 次郎", section, "head")


@pytest.fixture
def deputy(city: City) -> User:
    return make_member("係長 三郎", Department.objects.create(key="johou", name="情報推進課"), "reporter")


def make_member(name: str, department: Department | None, role: str) -> User:
    user = User.objects.create(username=f"{role}-{User.objects.count()}", full_name=name)
    Membership.objects.create(user=user, role=Role.objects.get(key=role), department=department)
    return user


def lend(head: User, deputy: User, **changes: Any) -> Deputy:
    values = {"principal": head, "deputy": deputy, "valid_from": FIRST, "valid_to": LAST, "reason": "出張"}
    return add_deputy(BY, **{**values, **changes})


def test_a_deputy_acts_in_the_principals_department_from_the_first_day_to_the_last(
    head: User, deputy: User, section: Department
) -> None:
    lend(head, deputy)

    days = [FIRST - DAY, FIRST, FIRST + DAY, LAST, LAST + DAY]

    assert [actor_of(deputy, on=day).may_in(APPROVE_REPORT, section.pk) for day in days] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert [actor_of(head, on=day).may_in(APPROVE_REPORT, section.pk) for day in days] == [True] * 5


def test_a_deputy_has_the_principals_rights_in_no_other_department(head: User, deputy: User) -> None:
    lend(head, deputy)
    own = Department.objects.get(key="johou")

    actor = actor_of(deputy, on=FIRST)

    assert not actor.may_in(APPROVE_REPORT, own.pk)
    assert actor.may_in(ANSWER_REPORT, own.pk)


def test_a_deputy_acts_under_their_own_name_and_for_whom_is_known(
    head: User, deputy: User, section: Department
) -> None:
    lend(head, deputy)

    actor = actor_of(deputy, on=FIRST)

    assert actor.name == "係長 三郎"
    assert actor.require_in(APPROVE_REPORT, section.pk).acting_for == "課長 次郎"
    assert actor.require_in(ANSWER_REPORT, Department.objects.get(key="johou").pk).acting_for == ""


def test_the_principals_role_that_has_ended_is_not_lent(head: User, deputy: User, section: Department) -> None:
    lend(head, deputy)
    Membership.objects.filter(user=head).update(valid_to=FIRST - DAY)

    assert not actor_of(deputy, on=FIRST).may_in(APPROVE_REPORT, section.pk)


def test_what_was_lent_is_not_lent_on(head: User, deputy: User, section: Department) -> None:
    third = make_member("四郎", None, "auditor")
    lend(head, deputy)
    lend(deputy, third)

    actor = actor_of(third, on=FIRST)

    assert not actor.may_in(APPROVE_REPORT, section.pk)
    assert actor.may_in(ANSWER_REPORT, Department.objects.get(key="johou").pk)


def test_the_right_to_manage_people_is_never_lent(city: City, deputy: User) -> None:
    administrator = make_person(city, role="administrator")
    lend(administrator, deputy)

    assert actor_of(administrator, on=FIRST).permission_keys >= NEVER_LENT
    assert not NEVER_LENT & actor_of(deputy, on=FIRST).permission_keys


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"valid_to": FIRST - DAY}, "「いつから」より前"),
        ({"reason": " "}, "理由"),
        ({"reason": "番号 123456789018"}, "マイナンバー"),
    ],
)
def test_what_is_no_deputy_is_refused(head: User, deputy: User, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(NoSuchDeputy, match=said):
        lend(head, deputy, **changes)


def test_nobody_is_their_own_deputy_or_one_from_elsewhere_or_twice(head: User, deputy: User) -> None:
    outsider = make_person(make_neighbour(), role="reporter")
    lend(head, deputy)

    with pytest.raises(NoSuchDeputy):
        lend(head, head)
    with pytest.raises(NoSuchDeputy):
        lend(head, outsider)
    with pytest.raises(DeputyAlready):
        lend(head, deputy, valid_from=LAST, valid_to=LAST + DAY)
    with pytest.raises(NotPermitted):
        add_deputy(NOBODY, principal=head, deputy=deputy, valid_from=FIRST, valid_to=LAST, reason="出張")


def test_an_ended_deputy_may_nothing_any_more_and_stays_told(head: User, deputy: User, section: Department) -> None:
    row = lend(head, deputy)

    end_deputy(BY, deputy=row, on=FIRST + DAY, reason="早く戻った")

    assert actor_of(deputy, on=FIRST).may_in(APPROVE_REPORT, section.pk)
    assert not actor_of(deputy, on=FIRST + DAY).may_in(APPROVE_REPORT, section.pk)
    assert [one.valid_to for one in deputies_of(head)] == [FIRST]
    assert AuditEntry.objects.latest("id").reason == "早く戻った"
    with pytest.raises(HasEnded):
        end_deputy(BY, deputy=row, on=FIRST + DAY)


def test_a_deputy_of_later_is_taken_out(head: User, deputy: User) -> None:
    end_deputy(BY, deputy=lend(head, deputy), on=FIRST - DAY)

    assert deputies_of(deputy) == []


def test_who_is_stopped_does_not_go_on_in_the_place_of_another(head: User, deputy: User, section: Department) -> None:
    lend(head, deputy)
    lend(head, deputy, valid_from=LAST + DAY, valid_to=LAST + DAY)
    Membership.objects.create(user=head, role=Role.objects.get(key="administrator"))  # somebody has to manage

    stop_person(BY, user=deputy, on=FIRST + DAY)

    assert [(one.valid_from, one.valid_to) for one in deputies_of(deputy)] == [(FIRST, FIRST)]
    assert not actor_of(deputy, on=LAST + DAY).is_staff
