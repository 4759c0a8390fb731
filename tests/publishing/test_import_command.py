from __future__ import annotations

import argparse
import csv
import io

import pytest

from hoshin.config import import_command
from hoshin.kernel.models import AuditEntry
from hoshin.plan.models import Policy
from hoshin.publishing.actions import install_folder
from hoshin.publishing.queries import folder_of
from hoshin.publishing.rules.folder import read_folder
from tests.publishing.editions import BY
from tests.publishing.imported import EXAMPLE, TSV
from tests.world import City

INTO = "nishitokyo@2021"
NEXT_YEAR = TSV.replace("令和3年度", "令和4年度").replace("令和2年度", "令和3年度")


@pytest.fixture
def city(db) -> City:
    folder = read_folder(EXAMPLE)
    drafts = tuple(one.model_copy(update={"status": "draft"}) for one in folder.editions)
    return City(install_folder(BY, folder=folder.model_copy(update={"editions": drafts})), "")


def options(path, **given: object) -> argparse.Namespace:
    base = {"into": INTO, "column": [], "review": None, "corrections": None, "yes": False, "municipality": None}
    return argparse.Namespace(**({"path": str(path)} | base | given))


def write(tmp_path, text: str = TSV):
    path = tmp_path / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def items_of(city: City, year: int):
    with city.scope():
        return folder_of("nishitokyo", (year,)).editions[0].items


def years(city: City) -> list[int]:
    with city.scope():
        return [edition.year for edition in folder_of("nishitokyo").editions]


def confirmed(data: bytes, **corrections: str) -> bytes:
    """The review with every problem confirmed, and texts written for some of its codes."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    for row in rows[1:]:
        row[8] = "はい" if row[5] == "問題" else ""
        row[7] = corrections.get(row[9].replace(":", "_"), "")
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    return table.getvalue().encode("utf-8-sig")


def test_a_table_is_told_and_not_loaded_while_problems_are_open(city, tmp_path, capsys):
    assert import_command.run(options(write(tmp_path), yes=True)) == 1

    said = capsys.readouterr()
    assert "問題 「表」8行目 H・I・J列" in said.out
    assert "確認の済んでいない問題が" in said.err
    assert 2021 not in years(city)


def test_a_reviewed_table_becomes_a_draft_with_its_audit_entry(city, tmp_path, capsys):
    path, review = write(tmp_path, NEXT_YEAR), tmp_path / "review.csv"
    assert import_command.run(options(path, review=str(review))) == 1
    review.write_bytes(confirmed(review.read_bytes(), **{"7_stage": "調査研究"}))

    assert import_command.run(options(path, corrections=str(review))) == 0
    assert "まだ読み込んでいません" in capsys.readouterr().out
    assert 2021 not in years(city)
    assert import_command.run(options(path, corrections=str(review), yes=True)) == 0

    items = items_of(city, 2021)
    assert [item.number for item in items] == ["1", "2", "3", "4", "5"]
    assert items[3].stage.stage == "survey"
    with city.scope():
        assert AuditEntry.objects.filter(event="plan.policy.loaded", actor_name="hoshin import").count() == 1


def test_what_makes_no_edition_is_told_with_its_place(city, tmp_path, capsys):
    path, review = write(tmp_path), tmp_path / "review.csv"
    import_command.run(options(path, review=str(review)))
    review.write_bytes(confirmed(review.read_bytes()))
    capsys.readouterr()

    assert import_command.run(options(path, corrections=str(review), yes=True)) == 1

    assert "items[0].indicators[0].targets[0].period: 目標の時期" in capsys.readouterr().err
    assert 2021 not in years(city)


def test_the_template_leads_back_to_the_same_edition(city, tmp_path, capsys):
    path = tmp_path / "template.xlsx"
    before = items_of(city, 2020)
    given = argparse.Namespace(path=str(path), edition="nishitokyo@2020", municipality=None)

    assert import_command.template(given) == 0
    assert import_command.run(options(path, into="nishitokyo@2020", yes=True)) == 0

    assert items_of(city, 2020) == before


def test_the_template_of_the_only_policy_is_that_of_its_newest_edition(city, tmp_path, capsys):
    path = tmp_path / "template.xlsx"

    assert import_command.template(argparse.Namespace(path=str(path), edition=None, municipality=None)) == 0

    assert "nishitokyo@2020" in capsys.readouterr().out


def test_with_several_policies_the_template_needs_a_name(city, tmp_path, capsys):
    with city.scope():
        Policy.objects.create(key="other", name="別の方針")
    path = tmp_path / "template.xlsx"

    assert import_command.template(argparse.Namespace(path=str(path), edition=None, municipality=None)) == 1

    assert "nishitokyo、other" in capsys.readouterr().err
    assert not path.exists()


def test_an_edition_that_is_published_is_not_replaced(db, tmp_path, capsys):
    install_folder(BY, folder=read_folder(EXAMPLE))
    path = tmp_path / "template.xlsx"
    import_command.template(argparse.Namespace(path=str(path), edition="nishitokyo@2020", municipality=None))

    assert import_command.run(options(path, into="nishitokyo@2020", yes=True)) == 1

    assert "「公表」のため、表を読み込めません" in capsys.readouterr().err


def test_that_an_edition_is_published_is_said_before_anybody_corrects_a_table(db, tmp_path, capsys):
    install_folder(BY, folder=read_folder(EXAMPLE))

    assert import_command.run(options(write(tmp_path), into="nishitokyo@2020")) == 1

    said = capsys.readouterr()
    assert "「公表」のため、表を読み込めません" in said.err
    assert "問題 「表」8行目" in said.out


def test_corrections_that_belong_to_no_reading_are_not_passed_over(city, tmp_path, capsys):
    path, review = write(tmp_path, NEXT_YEAR), tmp_path / "review.csv"
    import_command.run(options(path, review=str(review)))
    told = confirmed(review.read_bytes(), **{"7_stage": "調査研究"}).decode("utf-8-sig")
    review.write_bytes(told.replace("7:stage", "77:stage").encode("utf-8-sig"))

    assert import_command.run(options(path, corrections=str(review), yes=True)) == 1

    assert "当たらない訂正・確認が1件あります: 77:stage" in capsys.readouterr().err
    assert 2021 not in years(city)


def test_a_correction_that_stands_twice_is_refused(city, tmp_path, capsys):
    path, review = write(tmp_path, NEXT_YEAR), tmp_path / "review.csv"
    import_command.run(options(path, review=str(review)))
    review.write_bytes(review.read_bytes().replace(b"7:stage", b"8:stage"))

    assert import_command.run(options(path, corrections=str(review))) == 1

    assert "符号「8:stage」の行がほかにもあります" in capsys.readouterr().err


def test_columns_are_chosen_where_the_proposal_is_wrong(city, tmp_path, capsys):
    path = write(tmp_path, "No\t取組名\t所管課\t覚え書き\n1\t画面\t市民課\tあ\n")

    assert import_command.run(options(path, column=["D=progress"], yes=True)) == 0
    assert items_of(city, 2021)[0].progress == "あ"
    assert import_command.run(options(path, column=["D=nonsense"])) == 1
    assert "内容として読めません" in capsys.readouterr().err


@pytest.mark.parametrize("into", ["other@2020", "nishitokyo"])
def test_an_edition_that_cannot_be_named_is_told(city, tmp_path, capsys, into):
    assert import_command.run(options(write(tmp_path), into=into)) == 1

    assert capsys.readouterr().err


def test_a_file_with_a_my_number_is_refused_without_printing_it(city, tmp_path, capsys):
    path = write(tmp_path, TSV.replace("カードを 広める", "1234 5678 9018"))

    assert import_command.run(options(path)) == 1

    said = capsys.readouterr()
    assert "個人番号" in said.err
    assert "9018" not in said.err + said.out
