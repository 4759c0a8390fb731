from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from hoshin.kernel.fiscal import Period
from hoshin.kernel.models import Department
from hoshin.kernel.tables import Grid, Limits, read_grids
from hoshin.plan.models import Edition, Item
from hoshin.reviews.exports.workbook import round_workbook
from hoshin.reviews.models import Report, Round
from hoshin.reviews.queries.reports import Before
from hoshin.reviews.queries.workbook import OfflineReport
from hoshin.reviews.rules.content import ReportContent
from hoshin.reviews.rules.parts import differences, taking
from hoshin.reviews.rules.states import ReportStatus
from hoshin.reviews.rules.workbook import Mark, read_sheet, sheets_of
from tests.reviews.offline import ASKED, CONTENT, CONTENTS

CODE = "132292"
LIMITS = Limits()


def make_offline(
    content: ReportContent, *, pk: int = 7, title: str = "窓口の改善", status: str = "waiting"
) -> OfflineReport:
    """A report that no database knows."""
    row = Round(pk=3, title="年度末の照会", due_on=dt.date(2020, 10, 15), status="open", guidance="=よろしく")
    row.edition, row.period = Edition(pk=1, year=2020), Period.parse("FY2019")
    report = Report(pk=pk, round=row, status=status, item=Item(pk=pk, number="1", title=title))
    report.department = Department(pk=1, name="情報推進課")
    return OfflineReport(report, ASKED, content, Before("上期の照会", "前に書いた文章", ""))


def written(*reports: OfflineReport) -> bytes:
    return round_workbook(reports[0].report.round, reports, code=CODE)


def grids_of(*reports: OfflineReport) -> tuple[Grid, ...]:
    return read_grids(written(*reports), LIMITS)


@settings(max_examples=40, deadline=None)
@given(CONTENTS)
def test_a_workbook_gives_back_what_it_was_given(content: ReportContent) -> None:
    sheets, problems = sheets_of(grids_of(make_offline(content)), code=CODE, round_id=3, report_ids=frozenset({7}))

    as_it_stands = read_sheet(sheets[0], ASKED, content)
    elsewhere = read_sheet(sheets[0], ASKED, ReportContent(progress="別の文章"))

    assert (problems, as_it_stands.problems, as_it_stands.bases) == ((), (), {})
    assert elsewhere.bases == {}  # nobody touched it: what was written on the site stays


@settings(max_examples=40, deadline=None)
@given(CONTENTS)
def test_what_is_filled_into_an_empty_workbook_is_the_content_itself(content: ReportContent) -> None:
    """Cells of a full workbook, under the keys of an empty one: as if somebody had typed them."""
    full, empty = grids_of(make_offline(content))[1], grids_of(make_offline(ReportContent()))[1]
    keys = {key.partition("|")[2]: key for row in empty.rows if row and "|" in (key := row[0].text)}
    rows = tuple(
        (replace(row[0], text=keys.get(row[0].text.partition("|")[2], row[0].text)), *row[1:]) if row else row
        for row in full.rows
    )
    sheets, _ = sheets_of([Grid(full.name, rows)], code=CODE, round_id=3, report_ids=frozenset({7}))

    found = read_sheet(sheets[0], ASKED, ReportContent())

    assert found.problems == ()
    assert taking(ReportContent(), found.mine, found.bases, ASKED) == content


def test_a_sheet_says_what_is_known_and_asks_for_the_rest() -> None:
    texts = {cell.text for row in grids_of(make_offline(CONTENT))[1].rows for cell in row}

    assert {"1 窓口の改善", "前に書いた文章", "前の記載（上期の照会）", "課題は何ですか", "取組全体"} <= texts
    assert "自動で計測しています。記入はいりません。" in texts


def test_a_report_on_another_desk_is_locked_and_says_so() -> None:
    data = written(make_offline(CONTENT, status=ReportStatus.SUBMITTED))

    texts = {cell.text for row in read_grids(data, LIMITS)[1].rows for cell in row}

    assert any("今は書けません" in text for text in texts)
    assert "<dataValidation " not in sheet_xml(data, 2)


def test_headings_are_locked_and_nothing_is_a_formula() -> None:
    data = written(make_offline(replace(CONTENT, progress="=HYPERLINK(1)")))

    rows = load_workbook(io.BytesIO(data)).worksheets[1]
    written_in = next(row for row in rows.iter_rows() if str(row[0].value).endswith("|progress"))

    assert rows.protection.sheet
    assert [cell.protection.locked for cell in written_in[:4]] == [True, True, True, False]
    assert not any("<f>" in sheet_xml(data, number) for number in (1, 2, 3))


def test_sheets_have_names_that_a_spreadsheet_takes_however_initiatives_are_called() -> None:
    titles = ["A/B:C", "A B C", "長い" * 30, "長い" * 30 + "の続き", "𠮷" * 20]
    reports = [make_offline(CONTENT, pk=number, title=title) for number, title in enumerate(titles, start=7)]

    names = [grid.name for grid in grids_of(*reports)][1:]

    assert len({name.casefold() for name in names}) == len(titles)
    assert max(len(name.encode("utf-16-le")) // 2 for name in names) <= 31


def test_each_sheet_says_whose_it_is() -> None:
    grids = grids_of(make_offline(CONTENT, pk=7), make_offline(CONTENT, pk=8, title="別の取組"))

    assert [Mark.parse(grid.cell(0, 0).text) for grid in grids] == [None, Mark(CODE, 3, 7), Mark(CODE, 3, 8)]


def test_the_same_reports_give_the_same_bytes() -> None:
    assert written(make_offline(CONTENT)) == written(make_offline(CONTENT))


def test_a_text_too_long_for_a_cell_is_left_to_the_site() -> None:
    long = replace(CONTENT, progress="𠮷" * 16_400)
    sheets, _ = sheets_of(grids_of(make_offline(long)), code=CODE, round_id=3, report_ids=frozenset({7}))

    found = read_sheet(sheets[0], ASKED, long)

    assert not differences(found.mine, long, found.bases, ASKED)
    assert found.problems == ()
    assert any("画面で書いてください" in cell.text for row in sheets[0].grid.rows for cell in row)


def sheet_xml(data: bytes, number: int) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.mark.parametrize("guidance", ["", "依頼します。"])
def test_the_first_sheet_explains(guidance: str) -> None:
    one = make_offline(CONTENT)
    one.report.round.guidance = guidance

    texts = [row[1].text for row in grids_of(one)[0].rows if len(row) > 1]

    assert texts[0] == "年度末の照会"
    assert ("依頼文" in texts) is bool(guidance)
