from __future__ import annotations

from collections.abc import Iterator

import pytest

from hoshin.kernel.models import Municipality
from hoshin.kernel.registry import registry
from tests.ledger.metrics import MODULE, TODAY
from tests.world import City, make_city, make_neighbour


@pytest.fixture(autouse=True)
def trial_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._modules, MODULE.key, MODULE)


@pytest.fixture
def city(db: None) -> City:
    """Our city; its clock stands at the day of the tests."""
    city = make_city()
    Municipality.objects.filter(pk=city.municipality.pk).update(
        is_example=True, example_clock=TODAY, example_notice="試験のための団体です。"
    )
    city.municipality.refresh_from_db()
    return city


@pytest.fixture
def neighbour(db: None) -> City:
    return make_neighbour()


@pytest.fixture
def scope(city: City) -> Iterator[City]:
    with city.scope():
        yield city
