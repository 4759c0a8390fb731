from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoshin.plan.models import Item
from tests.indicators.plans import make_item
from tests.world import City, make_city, make_neighbour


@pytest.fixture
def city(db: None) -> City:
    return make_city()


@pytest.fixture
def neighbour(db: None) -> City:
    return make_neighbour()


@pytest.fixture
def item(city: City) -> Iterator[Item]:
    """An initiative of the draft of 2021; the city's scope is open."""
    with city.scope():
        yield make_item()
