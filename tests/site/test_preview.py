"""A draft as the public will read it, for nobody but those who may see drafts."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from hoshin.config.example import example_folder
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.models import Edition
from hoshin.publishing.rules.folder import read_folder
from tests.site.cities import HOST, install
from tests.world import City, make_person

pytestmark = pytest.mark.django_db
BANNER = "下書きのプレビューです。公開されていません。"
PAGES = ["", "matrix/", "glossary/", "initiatives/1/"]
BASE = "/staff/preview/2021/"


@pytest.fixture
def city() -> City:
    """The example with its edition of 2020, published, and one of 2021 that is being written."""
    folder = read_folder(example_folder())
    published = folder.editions[-1]
    draft = published.model_copy(update={"year": 2021, "year_label": "", "status": "draft", "issued": None})
    municipality: Municipality = install(folder.model_copy(update={"editions": (published, draft)}))
    return City(municipality, HOST)


@pytest.fixture
def reader(city: City) -> Client:
    client = Client(HTTP_HOST=HOST)
    client.force_login(make_person(city, role="auditor"))
    return client


def text(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_not_published_and_is_kept_by_nobody(reader: Client, page: str) -> None:
    answer = reader.get(BASE + page)

    assert answer.status_code == 200
    assert BANNER in text(answer)
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex, nofollow">' in text(answer)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_sees_nothing_of_it(city: City, page: str) -> None:
    visitor = Client(HTTP_HOST=HOST)

    assert visitor.get(BASE + page).status_code == 302
    assert visitor.get(f"/policy/2021/{page}").status_code == 404
    assert BANNER not in text(visitor.get(f"/policy/2020/{page}"))


@pytest.mark.parametrize("page", PAGES)
def test_its_links_stay_inside_and_lead_somewhere(reader: Client, page: str) -> None:
    shown = text(reader.get(BASE + page))

    links = set(re.findall(r'(?:href|action)="([^"#?]+)', shown))
    assert {link for link in links if "2021" in link} == {link for link in links if link.startswith(BASE)}
    inside = sorted(link for link in links if link.startswith(BASE))
    assert len(inside) >= 3
    assert {reader.get(link).status_code for link in inside} == {200}


def test_it_reads_as_the_public_pages_do(reader: Client, city: City) -> None:
    """The same template and the same words: of the published edition, opened as a draft, only the frame differs."""
    public = text(reader.get("/policy/2020/matrix/"))
    with city.scope():
        Edition.objects.filter(year=2020).update(status="draft")
    draft = text(reader.get("/staff/preview/2020/matrix/"))

    def body(page: str) -> str:
        return page.partition("<h1")[2].partition("</main>")[0].replace("/staff/preview/", "/policy/")

    assert body(draft) == body(public)


def test_an_initiative_stands_at_its_place_in_the_history(reader: Client) -> None:
    history = text(reader.get(f"{BASE}initiatives/1/")).partition('class="timeline"')[2].partition("</ol>")[0]

    entries = re.findall(r'aria-current="step"|\d{4}（令和\d）年度版', history)
    assert entries == ["2020（令和2）年度版", 'aria-current="step"', "2021（令和3）年度版"]
    assert 'href="/policy/2020/initiatives/1/"' in history


def test_a_published_edition_is_read_where_the_public_reads_it(reader: Client) -> None:
    assert reader.get("/staff/preview/2020/").headers["Location"] == "/policy/2020/"


@pytest.mark.parametrize("page", ["2035/", "no-such-policy/2021/", "2021/initiatives/no-such/"])
def test_what_is_not_there_is_not_found(reader: Client, page: str) -> None:
    assert reader.get(f"/staff/preview/{page}").status_code == 404


def test_the_workspace_leads_to_it(reader: Client, city: City) -> None:
    home = text(reader.get("/staff/"))
    assert f'href="{BASE}"' in home
    assert 'href="/staff/preview/2020/"' not in home

    with municipality_scope(city.municipality.pk):
        Edition.objects.filter(year=2021).update(status="decided")
    assert f'href="{BASE}"' in text(reader.get("/staff/"))
