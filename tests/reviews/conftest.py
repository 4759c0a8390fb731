from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoshin.kernel.models import Municipality
from hoshin.plan.models import Edition
from tests.reviews.cycle import ON, make_edition
from tests.world import City, make_city, make_neighbour


@pytest.fixture
def city(db: None) -> City:
    """Our city; its clock stands at the day of the tests."""
    city = make_city()
    Municipality.objects.filter(pk=city.municipality.pk).update(
        is_example=True, example_clock=ON, example_notice="試験のための団体です。"
    )
    city.municipality.refresh_from_db()
    return city


@pytest.fixture
def neighbour(db: None) -> City:
    return make_neighbour()


@pytest.fixture
def inside(city: City) -> Iterator[City]:
    """Work inside the city's scope, as a request does."""
    with city.scope():
        yield city


@pytest.fixture
def edition(inside: City) -> Edition:
    """The edition of 2020 with three stages and nothing else; the city's scope is open."""
    return make_edition()
