from __future__ import annotations

import argparse
import datetime as dt

import pytest

from hoshin.config import folder_commands
from hoshin.indicators.actions import bind_metric, take_measured
from hoshin.indicators.models import Actual, Indicator
from hoshin.kernel.models import Municipality
from hoshin.kernel.scope import municipality_scope
from hoshin.publishing.rules.dump import dump_files
from hoshin.publishing.rules.folder import read_folder
from tests.indicators.counted import OPENED, count, declared
from tests.publishing.folders import GOOD, line_of, spoilt, write
from tests.world import everything_allowed

OFFICER = everything_allowed("佐藤")


def options(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**({"out": None, "force": False, "municipality": None} | given))


@pytest.fixture
def loaded(db, tmp_path, capsys):
    folder = write(tmp_path / "good", GOOD)
    assert folder_commands.load(options(path=str(folder))) == 0
    capsys.readouterr()
    return folder


def test_check_counts_what_a_good_folder_holds_without_any_database(tmp_path, capsys):
    assert folder_commands.check(options(path=str(write(tmp_path, GOOD)))) == 0

    said = capsys.readouterr()
    assert said.out == (
        "問題はありません: 西東京市 地域情報化方針（年度版 2020、取組 3件、成果指標 1件、所管課 3件）\n"
    )
    assert said.err == ""


def test_check_prints_every_problem_on_a_line_of_its_own(tmp_path, capsys):
    files = spoilt("policy.yaml", "132292", "132293") | {"2020/glosary.yaml": "x: 1\n"}

    assert folder_commands.check(options(path=str(write(tmp_path, files)))) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(": ")[0] for line in said.err.splitlines()] == [
        "2020/glosary.yaml",
        "policy.yaml:2",
        "2件の問題があります。",
    ]


def test_what_was_loaded_is_dumped_as_the_same_policy(loaded, tmp_path, capsys):
    assert folder_commands.dump(options(edition="joho@2020", out=str(tmp_path / "out"))) == 0

    assert "に書き出しました: 西東京市" in capsys.readouterr().out
    assert read_folder(tmp_path / "out") == read_folder(loaded)


def test_dump_names_its_folder_after_the_policy_and_the_year(loaded, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert folder_commands.dump(options(edition="joho@2020")) == 0

    assert (tmp_path / "joho-2020" / "policy.yaml").exists()


def test_dump_writes_over_a_folder_only_by_force(loaded, capsys):
    assert folder_commands.dump(options(edition="joho@2020", out=str(loaded))) == 1
    assert "--force" in capsys.readouterr().err

    assert folder_commands.dump(options(edition="joho@2020", out=str(loaded), force=True)) == 0


@pytest.mark.parametrize("edition", ["joho@2019", "other@2020"])
def test_dump_of_what_there_is_not_is_told(loaded, tmp_path, capsys, edition):
    assert folder_commands.dump(options(edition=edition, out=str(tmp_path / "out"))) == 1

    assert f"「{edition}」という方針の年度版はありません。" in capsys.readouterr().err


@pytest.mark.parametrize("edition", ["joho", "joho@", "joho@令和2年度", "@"])
def test_dump_says_how_an_edition_is_named(capsys, edition):
    assert folder_commands.dump(options(edition=edition)) == 1

    assert "「方針のキー@年度」の形で書いてください" in capsys.readouterr().err


def test_dump_asks_for_the_municipality_where_there_are_several(loaded, tmp_path, capsys):
    neighbour = spoilt("policy.yaml", "132292", "131016") | {}
    neighbour["policy.yaml"] = neighbour["policy.yaml"].replace("西東京市", "千代田区")
    folder_commands.load(options(path=str(write(tmp_path / "neighbour", neighbour))))
    capsys.readouterr()
    wanted = {"edition": "joho@2020", "out": str(tmp_path / "out")}

    assert folder_commands.dump(options(**wanted)) == 1
    assert "131016 千代田区、132292 西東京市" in capsys.readouterr().err
    assert folder_commands.dump(options(**wanted, municipality="999999")) == 1
    assert "団体コード「999999」の団体はありません。" in capsys.readouterr().err
    assert folder_commands.dump(options(**wanted, municipality="131016")) == 0
    assert read_folder(tmp_path / "out").municipality.name == "千代田区"


def test_a_folder_with_a_problem_loads_nothing(db, tmp_path, capsys):
    files = spoilt("policy.yaml", "132292", "132293")

    assert folder_commands.load(options(path=str(write(tmp_path, files)))) == 1

    assert "1件の問題があります。" in capsys.readouterr().err
    assert folder_commands.dump(options(edition="joho@2020")) == 1


def test_a_published_edition_is_not_replaced_by_a_load(db, tmp_path, capsys):
    published = GOOD | {"2020/edition.yaml": GOOD["2020/edition.yaml"] + "status: published\n"}
    changed = published | {"2020/glossary.yaml": GOOD["2020/glossary.yaml"].replace("重要", "主要")}

    assert folder_commands.load(options(path=str(write(tmp_path / "first", published)))) == 0
    assert folder_commands.load(options(path=str(write(tmp_path / "again", published)))) == 0
    assert folder_commands.load(options(path=str(write(tmp_path / "changed", changed)))) == 1

    assert "2020年度版は「公表」のため、読み込みで置き換えることはできません。" in capsys.readouterr().err


def test_everything_a_folder_can_say_survives_the_database(db, tmp_path):
    """Reposts, reasons, several editions, departments of other times, values in every form."""
    card = GOOD["2020/items/02-card.yaml"] + (
        "      - period: 2020-02-29\n        value: 42,700枚\n        reason: 集計の誤りを直した\n"
        "      - period: CY2019\n        value: 集計中\n        certainty: inferred\n"
    )
    files = GOOD | {
        "2020/items/02-card.yaml": card.replace("value: 202,904枚", "value: 約20万枚"),
        "2020/items/04-again.yaml": "key: card-again\nnumber: 1-1\ntitle: 再掲の取組\nparent: goal\nrepost_of: card\n",
        "2020/items/05-below.yaml": "key: below\ntitle: 再掲の下\nparent: other\ninitiative: false\n",
        "2020/items/06-other.yaml": "key: other\ntitle: 再掲\nrepost_of: goal\ninitiative: false\n",
        "2021/edition.yaml": "year: 2021\ntitle: 令和3年度版\nlevels: [重点取組]\n",
        "2021/items/1.yaml": "key: card\ntitle: カード\norigins:\n  - item: card\n    kind: renumbered\n",
    }
    folder = read_folder(write(tmp_path / "in", files))
    assert folder_commands.load(options(path=str(tmp_path / "in"))) == 0

    for year in (2020, 2021):
        assert folder_commands.dump(options(edition=f"joho@{year}", out=str(tmp_path / str(year)))) == 0
        dumped = read_folder(tmp_path / str(year))
        assert dumped.departments == folder.departments
        (stated,) = (edition for edition in folder.editions if edition.year == year)
        assert dump_files(dumped) == dump_files(folder.model_copy(update={"editions": (stated,)}))


MEASURED = {
    "2020/items/02-card.yaml": GOOD["2020/items/02-card.yaml"]
    .replace("unit: 枚", "unit: データセット\n    accumulation: stock")
    .replace("    series:\n      - 窓口\n", "")
    .replace("        series: 窓口\n", "")
    .replace("97,056枚", "6").replace("202,904枚", "14").replace("42,678枚", "5")
}  # fmt: skip


@pytest.fixture
def measured(db, tmp_path, monkeypatch, capsys):
    """The policy with an indicator that the ledger measures, one reading of which stands as an actual."""
    declared(monkeypatch)
    folder = write(tmp_path / "measured", GOOD | MEASURED)
    assert folder_commands.load(options(path=str(folder))) == 0
    municipality = Municipality.objects.get()
    with municipality_scope(municipality.pk):
        binding = bind_metric(
            OFFICER,
            indicator=Indicator.objects.get(),
            metric_key=OPENED.key,
            from_date=dt.date(2020, 4, 1),
            reason="台帳で数え始めたため",
        )
        count(OPENED, "2020-05-01", key="toilets")
        take_measured(OFFICER, binding=binding, on=dt.date(2020, 9, 30))
    assert folder_commands.dump(options(edition="joho@2020", out=str(tmp_path / "out"))) == 0
    capsys.readouterr()
    return tmp_path / "out"


def test_measured_values_are_dumped_and_loaded_back_as_the_same_policy(measured, tmp_path):
    assert "台帳による計測" in (measured / "2020" / "items" / "02-card.yaml").read_text(encoding="utf-8")

    assert folder_commands.load(options(path=str(measured))) == 0

    assert folder_commands.dump(options(edition="joho@2020", out=str(tmp_path / "again"))) == 0
    assert dump_files(read_folder(tmp_path / "again")) == dump_files(read_folder(measured))


def test_a_value_that_the_ledger_measures_is_refused_with_its_line_and_what_was_expected(measured, capsys):
    file = measured / "2020" / "items" / "02-card.yaml"
    text = file.read_text(encoding="utf-8").replace("1データセット", "9データセット")
    file.write_text(text, encoding="utf-8")
    line = line_of(text, "9データセット")

    assert folder_commands.load(options(path=str(measured))) == 1

    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith(
        f"2020/items/02-card.yaml:{line}: indicators[0].actuals[1].value: この指標の令和2年4月1日からの実績は、台帳"
    )
    assert "期待: 台帳で計測した実績をそのまま" in said[0]
    assert said[1] == "1件の問題があります。"
    with municipality_scope(Municipality.objects.get().pk):
        assert Actual.objects.count() == 2
