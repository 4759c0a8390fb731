from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from hoshin.kernel.compiled import CompiledQuery
from hoshin.kernel.models import Department
from hoshin.kernel.scope import NoMunicipality
from tests.world import City, make_city, make_neighbour

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Iterator[City]:
    city = make_city()
    with city.scope():
        yield city


@pytest.fixture
def departments() -> CompiledQuery[int]:
    return CompiledQuery(
        lambda key: Department.objects.filter(pk=key).annotate(called=F("name")).values("key", "valid_from", "called"),
        int,
    )


def test_it_finds_what_the_queryset_finds(city: City, departments: CompiledQuery[int]) -> None:
    first, second = (Department.objects.create(key=key, name=f"{key}課") for key in ("one", "two"))

    assert departments.rows(first.pk) == [{"key": "one", "valid_from": None, "called": "one課"}]
    assert departments.rows(second.pk) == [{"key": "two", "valid_from": None, "called": "two課"}]
    assert departments.rows(second.pk + 1) == []


def test_a_key_may_be_a_text(city: City) -> None:
    Department.objects.create(key="one", name="一課")
    by_key = CompiledQuery(lambda key: Department.objects.filter(key=key).values("name"), str)

    assert by_key.rows("one") == [{"name": "一課"}]
    assert by_key.rows("' OR true --") == []


def test_it_costs_one_statement(city: City, departments: CompiledQuery[int]) -> None:
    with CaptureQueriesContext(connection) as queries:
        departments.rows(1)

    assert len(queries) == 1


def test_it_sees_the_city_in_scope_alone(city: City, departments: CompiledQuery[int]) -> None:
    ours = Department.objects.create(key="one", name="一課")
    assert departments.rows(ours.pk)

    with make_neighbour().scope():
        assert departments.rows(ours.pk) == []


def test_without_a_scope_it_refuses(departments: CompiledQuery[int]) -> None:
    with pytest.raises(NoMunicipality):
        departments.rows(1)
