from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoshin.plan.models import Edition
from tests.plan.editions import make_edition
from tests.world import City, make_city


@pytest.fixture
def city(db: None) -> City:
    return make_city()


@pytest.fixture
def inside(city: City) -> Iterator[City]:
    """Work inside the city's scope, as a request does."""
    with city.scope():
        yield city


@pytest.fixture
def edition(inside: City) -> Edition:
    return make_edition()
