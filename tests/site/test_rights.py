"""権限表: the page and the document."""

from __future__ import annotations

import pytest
from django.test import Client

from hoshin.kernel.models import Role
from tests.world import OUR_HOST, City, make_city, make_person
from tools.permission_table import TARGET, permission_document


def test_the_document_says_what_the_program_does() -> None:
    assert TARGET.read_text(encoding="utf-8") == permission_document(), "run python -m tools.permission_table"


@pytest.fixture
def city(db: None) -> City:
    return make_city()


def test_the_page_shows_the_citys_own_roles(city: City) -> None:
    with city.scope():
        Role.objects.create(key="own", label="地域包括の担当", permission_keys=["reviews.approve_report"])
    client = Client(HTTP_HOST=OUR_HOST)
    client.force_login(make_person(city, role="auditor"))

    answer = client.get("/staff/people/rights/")

    columns = [role.label for role in answer.context["columns"]]
    reports = next(group for group in answer.context["steps"] if group.label == "報告")
    mine = {(row.status, row.verb) for row in reports.rows if row.held[columns.index("地域包括の担当")]}
    assert mine == {("課長の確認待ち", "差し戻す"), ("課長の確認待ち", "承認する")}
    assert "地域包括の担当" in answer.content.decode()
