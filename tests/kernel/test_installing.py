from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hoshin.kernel.installing import HostTaken, MunicipalityDiffers, NotAHost, install_municipality, set_hosts
from hoshin.kernel.models import AuditEntry, Municipality, Role
from tests.world import OUR_HOST, THEIR_HOST, everything_allowed, make_city, make_neighbour

pytestmark = pytest.mark.django_db


def test_a_single_city_without_hosts_answers_to_every_name() -> None:
    city = make_city()
    with city.scope():
        set_hosts(everything_allowed(), hosts=[])

    assert Client(HTTP_HOST="anything.example.jp").get("/about/").status_code == 200


def test_a_city_with_hosts_answers_to_no_other_name() -> None:
    make_city()

    assert Client(HTTP_HOST=OUR_HOST.upper()).get("/about/").status_code == 200
    assert Client(HTTP_HOST="anything.example.jp").get("/about/").status_code == 404


def test_two_cities_are_told_apart_by_their_names() -> None:
    make_city()
    make_neighbour()

    assert "試験市" in Client(HTTP_HOST=OUR_HOST).get("/about/").content.decode()
    assert "隣市" in Client(HTTP_HOST=f"{THEIR_HOST}:8443").get("/about/").content.decode()


def test_a_name_leads_to_one_city_only() -> None:
    make_city()
    neighbour = make_neighbour()

    with neighbour.scope(), pytest.raises(HostTaken, match="試験市"):
        set_hosts(everything_allowed(), hosts=[OUR_HOST])


@pytest.mark.parametrize("name", ["", "a b", "city.example.jp:8000", "city.example.jp/", "-a.jp", "市.jp", "a" * 64])
def test_what_is_no_host_name_is_refused(name: str) -> None:
    city = make_city()

    with city.scope(), pytest.raises(NotAHost):
        set_hosts(everything_allowed(), hosts=[name])


def test_the_command_sets_the_hosts_and_leaves_an_entry() -> None:
    city = make_city()

    call_command("set_hosts", "132292", "A.example.jp", "b.example.jp.")

    assert Municipality.objects.get().hosts == ["a.example.jp", "b.example.jp"]
    with city.scope():
        assert AuditEntry.objects.filter(event="kernel.hosts.set").exists()


def test_the_command_says_what_is_wrong() -> None:
    make_city()

    with pytest.raises(CommandError, match="011002"):
        call_command("set_hosts", "011002", "a.example.jp")
    with pytest.raises(CommandError, match="ホスト名ではありません"):
        call_command("set_hosts", "132292", "a/b")


def test_a_real_city_never_becomes_an_example() -> None:
    make_city()

    with pytest.raises(MunicipalityDiffers, match="実際の団体"):
        install_municipality(
            code="132292",
            name="試験市",
            kana="",
            name_en="",
            prefecture="東京都",
            clock=dt.date(2020, 10, 1),
            notice="見本",
        )


def test_what_coordinators_may_not_do_others_may() -> None:
    city = make_city()

    with city.scope():
        may = {role.key: set(role.permission_keys) for role in Role.objects.all()}

    assert "reviews.approve_report" not in may["coordinator"]
    assert "reviews.approve_report" in may["head"] & may["administrator"]
