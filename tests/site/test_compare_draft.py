"""新旧対照表 of a draft: for the staff, beside what is published or any other version."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook

from hoshin.config.home import Home
from hoshin.kernel.actor import system_actor
from hoshin.kernel.models import Municipality
from hoshin.plan.models import Edition
from hoshin.publishing.actions import install_folder, roll_over
from hoshin.publishing.actions.publishing import open_correction
from hoshin.publishing.queries.comparison import versions_beside
from hoshin.publishing.rules.folder import read_folder
from tests.publishing.editions import BY, decide, edition_of_2020, publish, retitle
from tests.publishing.editions import install as install_small
from tests.world import OUR_HOST, City, make_person

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"
NEXT = "/staff/drafts/nishitokyo-2021/compare/"


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> City:
    """2019 and 2020 are published; 2021 is a draft that goes by another title."""
    settings.HOME = Home(tmp_path / "home")
    municipality = install_folder(system_actor("テスト"), folder=read_folder(FOLDER))
    Municipality.objects.update(hosts=[OUR_HOST])
    city = City(municipality, OUR_HOST)
    with city.scope():
        retitle(roll_over(BY, source=Edition.objects.get(year=2020), year=2021), "次の方針")
    return city


@pytest.fixture
def browser(city: City) -> Client:
    return client_of(city, "reporter")


def client_of(city: City, role: str) -> Client:
    client = Client(HTTP_HOST=city.host)
    client.force_login(make_person(city, role=role))
    return client


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html(response)))


def html(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_a_draft_stands_beside_the_published_edition_before_it(browser: Client) -> None:
    page = browser.get(NEXT)

    assert "2020（令和2）年度版 と 2021（令和3）年度版（公表前）" in text(page)
    assert "次の方針" in text(page)
    assert 'aria-current="page">2020（令和2）年度版</a>' in html(page)
    assert page["Cache-Control"] == "no-store"


def test_it_can_stand_beside_any_other_edition(browser: Client) -> None:
    page = browser.get(NEXT, {"with": "2019"})

    assert "2019（令和元）年度版 と 2021（令和3）年度版（公表前）" in text(page)
    assert "4 街頭情報端末の運用［廃止］" in text(page)
    assert f'href="{NEXT}comparison.pdf?with=2019"' in html(page)
    assert '<input type="hidden" name="with" value="2019">' in html(page)


def test_two_drafts_stand_in_the_order_of_their_years(city: City, browser: Client) -> None:
    with city.scope():
        roll_over(BY, source=Edition.objects.get(year=2021), year=2022)

    page = text(browser.get(NEXT, {"with": "2022d"}))

    assert "2021（令和3）年度版（公表前） と 2022（令和4）年度版（公表前）" in page


@pytest.mark.parametrize("code", ["2018", "2020r9", "2021d", "<b>", "2020d"])
def test_an_unknown_version_is_not_found(browser: Client, code: str) -> None:
    assert browser.get(NEXT, {"with": code}).status_code == 404
    assert browser.get(f"{NEXT}comparison.xlsx", {"with": code}).status_code == 404


def test_the_setting_of_the_city_holds_for_drafts_at_once(browser: Client) -> None:
    Municipality.objects.update(comparison_left="new")

    page = html(browser.get(NEXT))
    book = load_workbook(io.BytesIO(browser.get(f"{NEXT}comparison.xlsx", {"with": "2020"}).content))

    assert page.index('<th scope="col">新　') < page.index('<th scope="col">旧　')
    assert str(book.worksheets[0]["E1"].value).startswith("新　2021（令和3）年度版（公表前）")


def test_a_file_says_that_it_is_of_a_draft(browser: Client) -> None:
    answer = browser.get(f"{NEXT}comparison.docx", {"with": "2020"})

    said = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert 'filename="nishitokyo-2020-2021-draft.docx"' in answer["Content-Disposition"]
    assert "公表前の内容を含む対照表です" in said
    assert "新 なし（公表前）" in said
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cache-Control"] == "no-store"


def test_nothing_of_a_draft_is_kept(city: City, browser: Client, tmp_path: Path) -> None:
    browser.get(f"{NEXT}comparison.pdf", {"with": "2020"})

    assert list(tmp_path.rglob("*.pdf")) == []


def test_a_correction_stands_beside_what_it_corrects(tmp_path: Path, settings: Any) -> None:
    settings.HOME = Home(tmp_path / "home")
    city = install_small(tmp_path)
    with city.scope():
        publish(decide(edition_of_2020()))
        retitle(open_correction(BY, edition=edition_of_2020()), "訂正した題")

    page = text(client_of(city, "coordinator").get("/staff/drafts/joho-2020/compare/"))

    assert "2020年度 第1版（令和2年10月1日公表） と 2020年度版（公表前）" in page
    assert "訂正した題" in page


def test_every_published_revision_is_offered(tmp_path: Path) -> None:
    city = install_small(tmp_path)
    with city.scope():
        publish(decide(edition_of_2020()))
        retitle(open_correction(BY, edition=edition_of_2020()), "訂正した題")
        publish(decide(edition_of_2020()), reason="題名の誤り")
        draft = roll_over(BY, source=edition_of_2020(), year=2021)

        offered = [(one.code, one.label) for one in versions_beside(draft)]

    assert offered == [("2020", "2020年度 第2版"), ("2020r1", "2020年度 第1版")]


def test_a_first_edition_is_told_what_to_do(tmp_path: Path) -> None:
    city = install_small(tmp_path)

    page = client_of(city, "coordinator").get("/staff/drafts/joho-2020/compare/")

    assert page.status_code == 200
    assert "比べる版がまだありません" in text(page)
    assert 'href="/staff/policies/joho/2020/"' in html(page)


def test_a_public_edition_leads_to_the_page_that_everybody_has(browser: Client) -> None:
    answer = browser.get("/staff/drafts/nishitokyo-2020/compare/")

    assert (answer.status_code, answer["Location"]) == (302, "/policy/compare/2019..2020/")


def test_the_pages_of_a_draft_lead_to_it(city: City) -> None:
    client = client_of(city, "coordinator")

    for path in ("/staff/", "/staff/policies/nishitokyo/2021/", "/staff/publishing/nishitokyo-2021/"):
        assert f'href="{NEXT}"' in html(client.get(path)), path


def test_only_those_who_may_see_drafts_see_it(city: City) -> None:
    stranger = Client(HTTP_HOST=city.host)

    assert stranger.get(NEXT).status_code == 302
    assert stranger.get(f"{NEXT}comparison.pdf", {"with": "2020"}).status_code == 302
