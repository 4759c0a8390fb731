from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hoshin.config.home import Home
from hoshin.reviews.models import Meeting
from tests.publishing.editions import edition_of_2020, install
from tests.publishing.meeting_papers import DAY
from tests.world import make_person

pytestmark = pytest.mark.django_db


def test_the_pages_of_a_meeting_offer_its_documents(settings: Any, tmp_path: Path) -> None:
    settings.HOME = Home(tmp_path / "home")
    city = install(tmp_path, status="published")
    with city.scope():
        meeting = Meeting.objects.create(edition=edition_of_2020(), title="推進本部会議", held_on=DAY)
    browser = Client(HTTP_HOST=city.host)
    browser.force_login(make_person(city))

    page = browser.get(f"/staff/meetings/{meeting.pk}/").content.decode()

    for name in ("papers.pdf", "papers.docx", "minutes.pdf", "minutes.docx"):
        assert f"/staff/meetings/{meeting.pk}/documents/{name}" in page
    assert "documents/papers.pdf" not in browser.get("/staff/meetings/").content.decode()
