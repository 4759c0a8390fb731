from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoshin.kernel.models import Municipality
from hoshin.plan.models import Item
from tests.indicators.plans import ON, make_item
from tests.world import City, make_city, make_neighbour


@pytest.fixture
def city(db: None) -> City:
    """Our city; its clock stands at the day of the tests."""
    city = make_city()
    Municipality.objects.filter(pk=city.municipality.pk).update(
        is_example=True, example_clock=ON, example_notice="試験のための団体です。"
    )
    return city


@pytest.fixture
def neighbour(db: None) -> City:
    return make_neighbour()


@pytest.fixture
def item(city: City) -> Iterator[Item]:
    """An initiative of the draft of 2021; the city's scope is open."""
    with city.scope():
        yield make_item()
