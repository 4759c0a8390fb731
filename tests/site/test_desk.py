from __future__ import annotations

import datetime as dt

from django.test import Client

from hoshin.kernel.models import Membership, Municipality
from hoshin.reviews.models import Round
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import ask, brought_to
from tests.reviews.cycle import ON, make_department, make_edition, make_item
from tests.world import City, make_city, make_person


def workspace_of(city: City, role: str) -> str:
    person = make_person(city, role=role)
    with city.scope():
        Membership.objects.filter(user=person).update(department=make_department())
    client = Client(HTTP_HOST=city.host)
    client.force_login(person)
    return client.get("/staff/").content.decode()


def make_clocked_city() -> City:
    city = make_city()
    Municipality.objects.filter(pk=city.municipality.pk).update(
        is_example=True, example_clock=ON, example_notice="試験のための団体です。"
    )
    return city


def test_the_workspace_begins_with_what_lies_on_ones_desk(db: None) -> None:
    city = make_clocked_city()
    with city.scope():
        report = brought_to(ask(make_item(make_edition())), ReportStatus.SUBMITTED)
        Round.objects.update(due_on=ON - dt.timedelta(days=1), opens_on=ON - dt.timedelta(days=9))

    head, reporter = workspace_of(city, "head"), workspace_of(city, "reporter")

    assert "承認を待っている報告（1件）" in head
    assert f'href="/staff/reports/{report.pk}/"' in head
    assert "期限 9月30日（期限を過ぎています）" in head
    assert head.index("あなたを待っている報告") < head.index("待っていること</h2>")
    assert "あなたを待っている報告" not in reporter


def test_nothing_waits_where_nobody_asked(db: None) -> None:
    assert "あなたを待っている報告" not in workspace_of(make_clocked_city(), "reporter")
