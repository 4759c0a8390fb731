"""The documents of a meeting: agenda and papers before it, minutes after it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client

from hoshin.config.home import Home
from hoshin.publishing.exports.papers.content import COMPUTED, Part, content_of
from hoshin.publishing.exports.papers.docx import papers_docx
from hoshin.publishing.exports.papers.pdf import papers_pdf
from hoshin.reviews.models import AgendaItem, Meeting
from tests.publishing.editions import edition_of_2020, install
from tests.publishing.meeting_papers import DAY, meeting
from tests.publishing.pdf_reading import pages_of
from tests.publishing.yearly import accepted, item_of, put_words
from tests.world import City, make_person

PAPERS = (
    "1個人番号カードの普及促進",
    "窓口を3か所増やしました。",
    "休日の受付を始めました。",
    "未達",
    "令和2年度予算12,000千円",
)
MINUTES = ("市長から、休日の受付の効果を問う発言があった。", "理由：市民の役に立っているため。", "次回は6月に開く。")


def words_of_word(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "".join([*(one.text for one in document.paragraphs), *cells]).replace(" ", "")


def test_the_papers_hold_what_was_reported_and_reckoned_and_say_that_it_is_no_judgement(tmp_path: Path):
    pages = pages_of(papers_pdf(meeting(), Part.PAPERS), tmp_path / "papers.pdf")
    word = words_of_word(papers_docx(meeting(), Part.PAPERS))

    for said in (*PAPERS, COMPUTED):
        assert said in "".join(pages), said
        assert said in word, said


def test_the_minutes_hold_what_was_said_and_decided(tmp_path: Path):
    pages = pages_of(papers_pdf(meeting(), Part.MINUTES), tmp_path / "minutes.pdf")
    word = words_of_word(papers_docx(meeting(), Part.MINUTES))

    for said in MINUTES:
        assert said in "".join(pages), said
        assert said in word, said


def test_what_is_said_in_the_meeting_is_not_in_its_papers():
    told = str(content_of(meeting(), Part.PAPERS))

    assert MINUTES[0] not in told
    assert MINUTES[2] not in told


def test_the_same_papers_are_the_same_bytes():
    assert papers_pdf(meeting(), Part.PAPERS) == papers_pdf(meeting(), Part.PAPERS)
    assert papers_docx(meeting(), Part.MINUTES) == papers_docx(meeting(), Part.MINUTES)


# ---- handed out ----


@pytest.fixture
def city(settings: Any, tmp_path: Path, db: None) -> City:
    settings.HOME = Home(tmp_path / "home")
    return install(tmp_path, status="published")


@pytest.fixture
def address(city: City) -> str:
    with city.scope():
        edition = edition_of_2020()
        put_words(edition)
        accepted(edition)
        row = Meeting.objects.create(edition=edition, title="推進本部会議", held_on=DAY, place="庁議室")
        AgendaItem.objects.create(meeting=row, order=1, title="カード", item=item_of(edition, "card"))
        return f"/staff/meetings/{row.pk}/documents/"


def test_the_coordinator_takes_them_as_files(city, address):
    browser = Client(HTTP_HOST=city.host)
    browser.force_login(make_person(city))

    pdf, word = browser.get(f"{address}papers.pdf"), browser.get(f"{address}minutes.docx")

    assert pdf.content.startswith(b"%PDF")
    assert "窓口を3か所増やしました。" in words_of_word(browser.get(f"{address}papers.docx").content)
    assert word.headers["Content-Disposition"] == 'attachment; filename="meeting-2021-03-25-minutes.docx"'
    assert browser.get(f"{address}papers.exe").status_code == 404


def test_nobody_else_does(city, address):
    assert Client(HTTP_HOST=city.host).get(f"{address}papers.pdf").status_code in {302, 403}
