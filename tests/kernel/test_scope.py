from __future__ import annotations

import pytest
from django.db import connection

from hoshin.kernel.models import Department
from hoshin.kernel.scope import SETTING, NoMunicipality, current_municipality_id, municipality_scope
from tests.world import make_city, make_neighbour

pytestmark = pytest.mark.django_db


def setting() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        return str(cursor.fetchone()[0] or "")


def test_outside_a_scope_there_is_no_municipality() -> None:
    with pytest.raises(NoMunicipality):
        current_municipality_id()
    with pytest.raises(NoMunicipality):
        Department.objects.count()


def test_a_scope_sets_both_locks_and_gives_them_back() -> None:
    ours, theirs = make_city(), make_neighbour()

    with ours.scope():
        with theirs.scope():
            assert (current_municipality_id(), setting()) == (theirs.municipality.pk, str(theirs.municipality.pk))
        assert (current_municipality_id(), setting()) == (ours.municipality.pk, str(ours.municipality.pk))

    assert setting() == ""


def test_a_scope_that_fails_gives_the_locks_back_too() -> None:
    ours, theirs = make_city(), make_neighbour()

    with ours.scope():
        with pytest.raises(RuntimeError), theirs.scope():
            raise RuntimeError
        assert setting() == str(ours.municipality.pk)
        assert Department.objects.count() == 0


def test_what_fails_inside_a_scope_is_not_kept() -> None:
    ours = make_city()

    def begin_and_fail() -> None:
        with municipality_scope(ours.municipality.pk):
            Department.objects.create(key="joho", name="情報推進課")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        begin_and_fail()

    with ours.scope():
        assert not Department.objects.exists()
