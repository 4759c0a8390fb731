"""評価と決定: what was accepted, assessed and decided is in every document of the next revision, and in none before."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client
from openpyxl import load_workbook

from hoshin.config.home import Home
from hoshin.plan.actions.loading import EditionIsFixed
from hoshin.publishing.actions import load_folder
from hoshin.publishing.actions.publishing import close_correction, open_correction
from hoshin.publishing.exports.docx.edition import docx_of
from hoshin.publishing.exports.pdf.edition import pdf_of
from hoshin.publishing.exports.xlsx.edition import xlsx_of
from hoshin.publishing.models import Publication
from hoshin.publishing.queries.document import edition_document, folder_of
from hoshin.publishing.queries.publications import frozen, publications_of
from hoshin.publishing.rules.dump import write_folder
from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.results import TABLE_TITLE
from hoshin.publishing.rules.snapshot import Snapshot, thaw
from hoshin.publishing.rules.tables import initiatives_csv
from hoshin.reviews.models import ScaleMark
from tests.publishing.editions import BY, ON, decide, edition_of_2020, install, publish
from tests.publishing.pdf_reading import run
from tests.publishing.yearly import MARCH, accepted, decided, marked, moved, put_words
from tests.world import City, make_person

pytestmark = pytest.mark.django_db
SAID = (
    "窓口を3か所増やしました。",
    "全ての窓口に広げます。",
    "市民の役に立っています。",
    "推進本部",
    "目標を上回りました。",
)


@pytest.fixture
def city(settings: Any, tmp_path: Path) -> City:
    settings.HOME = Home(tmp_path / "home")
    city = install(tmp_path, status="published")
    with city.scope():
        put_words(edition_of_2020())
    return city


def hold_the_year() -> None:
    edition = edition_of_2020()
    marked(edition, accepted(edition))
    decided(edition)
    moved(edition, "survey-item", to="rollout")


@pytest.fixture
def snapshot(city: City) -> Snapshot:
    with city.scope():
        hold_the_year()
        return frozen(edition_of_2020(), on=MARCH, reason="結果を加えました。")


def test_only_what_was_said_is_in_the_results(city):
    with city.scope():
        accepted(edition_of_2020())

        (result,) = edition_document(edition_of_2020().pk).results

    assert (result.item, result.progress) == ("card", SAID[0])
    assert (result.assessment, result.decision, result.stage_from) == (None, None, "")


def test_the_pdf_shows_them(snapshot):
    text = "".join(run("pdftotext", "-layout", "-", "-", data=pdf_of(snapshot).data).split())

    assert all(one in text for one in (TABLE_TITLE, *SAID))


def test_the_document_of_word_shows_them(snapshot):
    document = docx.Document(io.BytesIO(docx_of(snapshot)))
    words = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

    assert all(one in words for one in SAID)
    assert "調査研究 → 導入実行" in words


def test_the_workbook_has_a_sheet_of_them_only_where_there_are_any(city, snapshot):
    sheet = load_workbook(io.BytesIO(xlsx_of(snapshot)))[TABLE_TITLE]

    assert [cell.value for cell in sheet[2]][:5] == ["1-1", "個人番号カードの普及促進", "導入実行", "A", "継続"]
    with city.scope():
        (first,) = publications_of(policy_key="joho", year=2020)
        before = frozen_first(first.pk)
    assert TABLE_TITLE not in load_workbook(io.BytesIO(xlsx_of(before))).sheetnames


def frozen_first(pk: int) -> Snapshot:
    return thaw(bytes(Publication.objects.get(pk=pk).snapshot))


def test_the_table_of_initiatives_has_columns_for_them_behind_the_others(snapshot):
    text = initiatives_csv(snapshot.edition, snapshot.document.departments).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["assessment"], row["decision"], row["stage_move"]) for row in rows] == [
        ("A", "継続", ""),
        ("", "", "調査研究 → 導入実行"),
    ]


def test_publishing_them_makes_a_revision_that_says_what_came(city):
    with city.scope():
        hold_the_year()
        open_correction(BY, edition=edition_of_2020())
        publish(decide(edition_of_2020()), reason="令和2年度の評価と決定を加えました。", on=MARCH)

    page = Client(HTTP_HOST=city.host).get("/policy/compare/2020r1..2020r2/").content.decode()
    initiative = Client(HTTP_HOST=city.host).get("/policy/2020/initiatives/1-1/").content.decode()
    edition = Client(HTTP_HOST=city.host).get("/policy/2020/").content.decode()
    assert "評価と決定" in page
    assert all(one in initiative for one in SAID)
    assert TABLE_TITLE in edition


def test_the_coordinator_adds_them_with_one_button_and_a_reason_is_at_hand(city):
    browser = Client(HTTP_HOST=city.host)
    browser.force_login(make_person(city))
    page = "/staff/publishing/joho-2020/"
    assert "評価と決定を加える" not in browser.get(page).content.decode()
    with city.scope():
        hold_the_year()
    assert "評価と決定を加える" in browser.get(page).content.decode()

    answer = browser.post(f"{page}results/", follow=True).content.decode()

    assert "評価と決定を加えました。</textarea>" in answer
    with city.scope():
        assert edition_of_2020().status == "decided"


def test_results_that_came_meanwhile_do_not_keep_a_correction_open(city):
    with city.scope():
        open_correction(BY, edition=edition_of_2020())
        hold_the_year()

        assert close_correction(BY, edition=edition_of_2020()).is_public


def test_a_folder_carries_the_words_and_not_the_results(city, tmp_path):
    with city.scope():
        hold_the_year()
        write_folder(folder_of("joho"), tmp_path / "out")
        before = folder_of("joho")

        back = read_folder(tmp_path / "out")
        load_folder(BY, folder=back, on=ON)  # reads the same, so that nothing is replaced

        assert back.editions[0].scale == before.editions[0].scale
        assert back.editions[0].decision_kinds == before.editions[0].decision_kinds
        assert back.editions[0].results == ()
        assert len(edition_document(edition_of_2020().pk).results) == 2


def test_an_edition_that_has_records_is_not_replaced_by_a_folder(city, tmp_path):
    with city.scope():
        hold_the_year()
        open_correction(BY, edition=edition_of_2020())

        with pytest.raises(EditionIsFixed, match="記録"):
            load_folder(BY, folder=folder_of("joho"), on=ON)

        assert ScaleMark.objects.filter(edition=edition_of_2020()).exists()
