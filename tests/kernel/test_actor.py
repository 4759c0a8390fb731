from __future__ import annotations

import datetime as dt

import pytest

from hoshin.kernel.actor import VISITOR, NotPermitted, actor_of, system_actor
from hoshin.kernel.models import Department, Membership, Role
from hoshin.kernel.permissions import MANAGE_PEOPLE, VIEW_AUDIT
from hoshin.kernel.registry import registry
from tests.world import make_city, make_neighbour, make_person

TODAY = dt.date(2026, 6, 1)

pytestmark = pytest.mark.django_db


def test_a_person_holds_what_the_roles_give() -> None:
    city = make_city()
    auditor = make_person(city, role="auditor")

    with city.scope():
        actor = actor_of(auditor, on=TODAY)

    assert (actor.may(VIEW_AUDIT), actor.may(MANAGE_PEOPLE)) == (True, False)
    with pytest.raises(NotPermitted):
        actor.require(MANAGE_PEOPLE)


def test_a_person_of_another_city_holds_nothing_here() -> None:
    ours, theirs = make_city(), make_neighbour()
    outsider = make_person(theirs, role="administrator")

    with ours.scope():
        assert actor_of(outsider, on=TODAY).permission_keys == frozenset()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (None, TODAY - dt.timedelta(days=1), False),
        (TODAY + dt.timedelta(days=1), None, False),
    ],
)
def test_a_role_holds_for_its_days(valid_from: dt.date | None, valid_to: dt.date | None, holds: bool) -> None:
    city = make_city()
    person = make_person(city)
    with city.scope():
        Membership.objects.update(valid_from=valid_from, valid_to=valid_to)

        assert actor_of(person, on=TODAY).is_staff is holds


def test_roles_add_up_and_departments_are_known() -> None:
    city = make_city()
    person = make_person(city, role="reporter")
    with city.scope():
        department = Department.objects.create(key="joho", name="情報推進課")
        Membership.objects.create(user=person, role=Role.objects.get(key="auditor"), department=department)

        actor = actor_of(person, on=TODAY)

    assert actor.may(VIEW_AUDIT)
    assert actor.department_ids == {department.pk}


def test_a_visitor_holds_nothing_and_a_command_everything() -> None:
    assert not VISITOR.is_staff
    assert all(system_actor("読み込み").may(permission) for permission in registry.permissions())
