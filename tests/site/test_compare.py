"""新旧対照表 as the public sees it: what differs, marked without colour, on one address for any two versions."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from hoshin.config.home import Home
from hoshin.kernel.actor import system_actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.actions import install_folder
from hoshin.publishing.exports.public_site import comparison_files, comparisons
from hoshin.publishing.queries.comparison import compared
from hoshin.publishing.queries.publications import all_revision_refs
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.site_index import STATIC_COPY

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


# The setting of the municipality


def left_of(html: str) -> str:
    return "old" if html.index('<th scope="col">旧　') < html.index('<th scope="col">新　') else "new"


def turn(city: Municipality, side: str) -> None:
    Municipality.objects.filter(pk=city.pk).update(comparison_left=side)


def test_the_city_decides_which_side_stands_left_and_a_reader_may_turn_it(city: Municipality, client: Client):
    turn(city, "new")

    html = client.get(PAGE).content.decode()
    turned = client.get(PAGE, {"left": "old"}).content.decode()

    assert (left_of(html), left_of(turned)) == ("new", "old")
    assert f'<a href="{PAGE}?left=old">旧を左の欄にする</a>' in html
    assert f'<a href="{PAGE}">新を左の欄にする</a>' in turned


def heads(data: bytes) -> list[str]:
    return [str(cell.value)[0] for cell in load_workbook(io.BytesIO(data)).worksheets[0][1][4:6]]


def test_a_published_file_stays_as_the_city_had_it_when_it_published(
    city: Municipality, client: Client, settings, tmp_path: Path
):
    settings.HOME = Home(tmp_path)
    turn(city, "new")

    bare = client.get(f"{PAGE}comparison.xlsx").content
    turned = client.get(f"{PAGE}comparison.xlsx", {"left": "new"}).content
    with municipality_scope(city.pk):
        (pair,) = comparisons(all_revision_refs())
        written = {file.path: file.data for file in comparison_files(pair, city, root=tmp_path / "other")}

    assert heads(written[f"{PAGE}comparison.xlsx"]) == ["旧", "新"]
    assert (heads(bare), heads(turned)) == (["旧", "新"], ["新", "旧"])
    # What the page offers stands as the page does.
    assert f'href="{PAGE}comparison.pdf?left=new"' in client.get(PAGE).content.decode()
    assert f'href="{PAGE}comparison.pdf"' in client.get(PAGE, {"left": "old"}).content.decode()


def test_nobody_turns_the_sides_on_a_copy_for_another_server(city: Municipality, client: Client):
    assert "新を左の欄にする" not in client.get(PAGE, **{STATIC_COPY: True}).content.decode()


def test_what_is_published_from_now_on_has_the_new_form(db: None):
    folder = read_folder(FOLDER)
    old, new = folder.editions
    city = install_folder(system_actor("テスト"), folder=folder.model_copy(update={"editions": (old,)}))
    turn(city, "new")
    install_folder(system_actor("テスト"), folder=folder.model_copy(update={"editions": (new,)}))

    with municipality_scope(city.pk):
        assert compared(policy_key=None, old="2019", new="2020").left == "new"


# Where it is linked from


@pytest.mark.parametrize("path", ["/", "/policy/", "/policy/2020/"])
def test_the_pages_of_an_edition_lead_to_the_comparison_with_the_one_before(
    city: Municipality, client: Client, path: str
):
    assert f'href="{PAGE}"' in client.get(path).content.decode()


def test_the_first_edition_has_nothing_to_be_compared_with(city: Municipality, client: Client):
    assert "/policy/compare/" not in client.get("/policy/2019/").content.decode()
