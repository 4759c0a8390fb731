"""新旧対照表 as the public sees it: what differs, marked without colour, on one address for any two versions."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from hoshin.kernel.actor import system_actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.plan.models import Edition
from hoshin.publishing.actions import install_folder
from hoshin.publishing.queries.comparison import compared, comparison_paths, comparison_with_draft
from hoshin.publishing.queries.publications import all_revision_refs
from hoshin.publishing.rules.folder import read_folder

FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"
PAGE = "/policy/compare/2019..2020/"


@pytest.fixture
def city(db: None) -> Municipality:
    return install_folder(system_actor("テスト"), folder=read_folder(FOLDER))


@pytest.fixture
def page(city: Municipality, client: Client) -> str:
    return client.get(PAGE).content.decode()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_what_was_added_and_removed_is_marked_in_the_text(page: str):
    assert "公衆無線LAN<del>の整備</del>" in page
    assert "公衆無線LAN<ins>環境の充実</ins>" in page
    assert '<th scope="col">旧　2019（令和元）年度版</th>' in page
    assert 'data-label="旧"' in page


def test_items_are_told_by_what_became_of_them(page: str):
    told = text_of(page)

    assert "4 街頭情報端末の運用［廃止］" in told
    assert "10 個人番号カードの活用［新設］" in told
    assert "旧「5 駅前での情報発信（デジタルサイネージを含む）」を分割" in told
    assert "4 公衆無線LAN環境の充実［番号変更・移動・変更］" in told
    assert "架空の2019年度版" in told


def test_the_new_side_can_stand_left(city: Municipality, client: Client):
    html = client.get(PAGE, {"left": "new"}).content.decode()

    assert html.index('<th scope="col">新　') < html.index('<th scope="col">旧　')
    assert f'href="{PAGE}comparison.pdf?left=new"' in html


def test_only_figures_are_shown_on_request(city: Municipality, client: Client):
    html = text_of(client.get(PAGE, {"show": "figures"}).content.decode())

    assert "180,000枚" in html
    assert "202,904枚（推定）" in html
    assert "この年度の計画" not in html


def test_an_unknown_filter_shows_everything(city: Municipality, client: Client, page: str):
    html = client.get(PAGE, {"show": "<b>", "left": "up"}).content.decode()

    assert text_of(html) == text_of(page)


def test_two_versions_that_read_the_same_say_so(city: Municipality, client: Client):
    html = client.get("/policy/compare/2020..2020r1/").content.decode()

    assert "違いはありません" in html
    assert "<ins>" not in html
    assert "comparison.pdf" not in html


@pytest.mark.parametrize("pair", ["2018..2020", "2019..2020r9", "nobody/2019..2020", "2019r0..2020", "2019-2020"])
def test_what_has_not_been_published_cannot_be_compared(city: Municipality, client: Client, pair: str):
    assert client.get(f"/policy/compare/{pair}/").status_code == 404


def test_a_policy_can_be_named(city: Municipality, client: Client):
    assert client.get("/policy/compare/nishitokyo/2019..2020/").status_code == 200


def test_the_page_costs_few_statements(city: Municipality, client: Client, django_assert_max_num_queries):
    client.get(PAGE)

    with django_assert_max_num_queries(8):
        client.get(PAGE)


def test_the_table_can_be_taken_away(city: Municipality, client: Client, settings, tmp_path: Path):
    answer = client.get(f"{PAGE}comparison.xlsx")

    assert answer.status_code == 200
    assert 'filename="nishitokyo-2019-2020.xlsx"' in answer["Content-Disposition"]
    assert load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "新旧対照表"
    assert client.get(f"{PAGE}comparison.xlsx", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["comparison.html", "comparison.ics", "edition.pdf"])
def test_no_other_file_stands_there(city: Municipality, client: Client, name: str):
    assert client.get(f"{PAGE}{name}").status_code == 404


def test_a_draft_is_compared_with_what_is_published(city: Municipality):
    with municipality_scope(city.pk):
        edition = Edition.objects.get(year=2020)
        Edition.objects.filter(pk=edition.pk).update(title="新しい題名")
        comparison, title = comparison_with_draft(edition, on=city.example_clock)

    (change,) = comparison.changes
    assert (change.label, change.new) == ("題名", "新しい題名")
    assert title.new_label.startswith("2020（令和2）年度 第2版")


def test_the_comparisons_worth_keeping_are_those_of_neighbours(city: Municipality):
    with municipality_scope(city.pk):
        paths = comparison_paths(all_revision_refs())
        found = compared(policy_key=None, old="2019", new="2020")

    assert paths == (PAGE,)
    assert (found.old.year, found.new.year) == (2019, 2020)
