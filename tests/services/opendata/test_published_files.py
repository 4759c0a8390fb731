"""Files as cities and ministries publish them, where a folder of them is named by HOSHIN_PUBLISHED_FILES."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hoshin.kernel.tables import open_table
from hoshin.services.opendata.rules.examining import CityFacts, examine, release_columns, treated_rows
from hoshin.services.opendata.rules.shapes import ColumnChoice, Level, Treatment
from tools.opendata_files import main, outcome_of, outcomes_of

FOLDER = Path(os.environ.get("HOSHIN_PUBLISHED_FILES", "published"))
HEADER = (
    "都道府県コ―ド又は市区町村コ―ド,NO,都道府県名,市区町村名,名称,名称_カナ,名称_英語,住所,方書,緯度,経度,"
    "設置者,電話番号,内線番号,SSID,提供エリア,URL,備考"
)
CELLS = "132292,1,東京都,西東京市,架空会館１階,ｶｸｳｶｲｶﾝ,,架空町1−2,,35.725600,139.538300,,(042)400-0001,,,,,"


@pytest.fixture
def dirty_file(tmp_path: Path) -> Path:
    """A title above, a wrong dash in the header, two rows, and a note below, in the encoding of spreadsheets."""
    wide = HEADER.count(",")
    lines = [
        "公衆無線LAN一覧" + "," * wide,
        HEADER,
        CELLS,
        CELLS.replace(",1,", ",2,", 1),
        "※架空の一覧です" + "," * wide,
    ]
    path = tmp_path / "132292_public_wireless_lan.csv"
    path.write_bytes("\r\n".join(lines).encode("cp932", errors="replace"))
    return path


def test_a_dirty_file_ends_as_a_table_of_the_newest_definition(dirty_file):
    outcome = outcome_of(dirty_file)

    assert outcome.header.first_row == 1
    assert (outcome.proposal.recognised.version, outcome.proposal.standard.version) == ("v1", "v3")
    assert outcome.report.rows == 2
    assert outcome.report.mending_counts["phone.form"] == 2
    assert outcome.result == "標準に適合"


def test_what_cannot_be_opened_ends_in_a_sentence(tmp_path, capsys):
    (tmp_path / "broken.csv").write_bytes(b"%PDF-1.7\n\x00")

    assert main([str(tmp_path)]) == 0

    assert "| broken.csv |" in capsys.readouterr().out


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no folder of published files")
def test_every_published_file_ends_as_a_table_or_as_a_precise_list_of_problems():
    outcomes = list(outcomes_of(FOLDER))

    assert outcomes
    for outcome in outcomes:
        if not outcome.refused:
            wrong = [finding for finding in outcome.report.findings if finding.level is Level.ERROR]
            assert outcome.report.may_be_published or wrong, outcome.name
            assert all(finding.message and finding.row is not None for finding in wrong), outcome.name


@pytest.mark.skipif(not FOLDER.is_dir(), reason="no folder of published files")
def test_no_cell_of_a_published_file_is_changed_unless_a_rule_was_accepted():
    for path in sorted(FOLDER.rglob("*.csv")):
        with path.open("rb") as file:
            table = open_table(file, path.name)
            rows = list(table.rows())
            width = max(map(len, rows))
            columns = tuple(ColumnChoice(index, "", f"列{index}") for index in range(width))
            as_is = Treatment(first_row=0, header_rows=0, columns=columns)
            full = [row + ("",) * (width - len(row)) for row in rows if any(cell.strip() for cell in row)]

            assert list(treated_rows(rows, as_is)) == full
            assert len(release_columns(as_is, None)) == width
            assert examine(rows, as_is, city=CityFacts()).rows == len(full)
