"""The small cast of the tests: our city with three people, and the neighbour's outsider who must never see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hoshin.kernel.actor import Actor, system_actor
from hoshin.kernel.installing import put_default_roles
from hoshin.kernel.models import Membership, Municipality, Role, User
from hoshin.kernel.scope import municipality_scope

OUR_HOST = "ours.example.jp"
THEIR_HOST = "theirs.example.jp"
PASSWORD = "kaki-no-ha-2020"


@dataclass(frozen=True)
class City:
    municipality: Municipality
    host: str

    @contextmanager
    def scope(self) -> Iterator[None]:
        with municipality_scope(self.municipality.pk):
            yield


def make_city(*, code: str = "132292", name: str = "試験市", host: str = OUR_HOST) -> City:
    """A real (not an example) municipality with the default roles and no people."""
    municipality = Municipality.objects.create(code=code, name=name, prefecture="東京都", hosts=[host])
    city = City(municipality, host)
    with city.scope():
        put_default_roles(system_actor("テスト"))
    return city


def make_neighbour() -> City:
    return make_city(code="011002", name="隣市", host=THEIR_HOST)


def make_person(city: City, *, role: str = "coordinator", username: str = "") -> User:
    """Somebody who holds the role in the city; signs in with `client.force_login` (no usable password)."""
    user = User.objects.create(username=username or f"{role}-{city.municipality.code}", full_name=f"{role}さん")
    with city.scope():
        Membership.objects.create(user=user, role=Role.objects.get(key=role))
    return user


def everything_allowed(name: str = "担当者") -> Actor:
    """An actor with every permission, as commands and jobs have."""
    return system_actor(name)


NOBODY = Actor("来訪者")
