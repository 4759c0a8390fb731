from __future__ import annotations

import datetime as dt

import pytest

from hoshin.publishing.rules.folder import read_folder
from hoshin.publishing.rules.problem import did_you_mean
from tests.publishing.folders import GOOD, line_of, problems_of, write


def test_a_good_folder_is_read_whole(tmp_path):
    folder = read_folder(write(tmp_path, GOOD))

    edition = folder.editions[0]
    card = edition.items[1]
    assert folder.municipality.name == "西東京市"
    assert [department.key for department in folder.departments] == ["citizens", "it", "old-it"]
    assert folder.departments[1].valid_from == dt.date(2015, 4, 1)
    assert edition.year == 2020
    assert [item.key for item in edition.items] == ["goal", "card", "survey-item"]
    assert str(card.indicators[0].targets[1].period) == "FY2023"
    assert card.indicators[0].targets[1].value.printed == "202,904枚"
    assert card.references[1].printed == "⑥"
    assert edition.sections[0].body == "## 見出し\n\n本文です。\n"


def test_only_policy_and_one_edition_are_required(tmp_path):
    files = {name: GOOD[name] for name in ("policy.yaml", "2020/edition.yaml")}

    folder = read_folder(write(tmp_path, files))

    assert folder.departments == ()
    assert folder.editions[0].items == ()


def test_words_that_yaml_takes_for_something_else_stay_the_text_that_was_written(tmp_path):
    words = ["no", "1:30", "0o17", "1e3", "2020-02-29", "on", "0x1F", "1_000"]
    aliases = "".join(f"      - {word}\n" for word in words)
    text = f"glossary:\n  - term: 01\n    definition: yes\n    aliases:\n{aliases}"

    folder = read_folder(write(tmp_path, GOOD | {"2020/glossary.yaml": text}))

    term = folder.editions[0].glossary[0]
    assert (term.term, term.definition, list(term.aliases)) == ("01", "yes", words)


@pytest.mark.parametrize("blank", ["", "~", "null"])
def test_a_key_left_blank_means_what_leaving_it_out_means(tmp_path, blank):
    text = GOOD["2020/edition.yaml"] + f"summary: {blank}\nissued: {blank}\n"

    edition = read_folder(write(tmp_path, GOOD | {"2020/edition.yaml": text})).editions[0]

    assert (edition.summary, edition.issued) == ("", None)


def test_text_is_read_as_it_will_be_stored(tmp_path):
    """Some systems save が as か and a mark of its own: it would never be found by searching, nor equal itself."""
    text = "glossary:\n  - term: か\u3099そ\u200bう\n    definition: 髙﨑\n"

    term = read_folder(write(tmp_path, GOOD | {"2020/glossary.yaml": text})).editions[0].glossary[0]

    assert (term.term, term.definition) == ("がそう", "髙﨑")


def test_a_blank_value_is_not_stated_and_never_zero(tmp_path):
    text = GOOD["2020/items/02-card.yaml"].replace("value: 42,678枚", "value:")

    item = read_folder(write(tmp_path, GOOD | {"2020/items/02-card.yaml": text})).editions[0].items[1]

    value = item.indicators[0].actuals[0].value
    assert value.amount is None
    assert value.absence is not None


@pytest.mark.parametrize(
    ("unit", "written", "amount"),
    [("枚", "5", 5), ("枚", '{amount: "5"}', 5), ("枚", "5 枚", 5), ("千円", "5千円", 5), ("円", "5千円", 5000)],
)
def test_a_number_is_read_in_the_unit_of_its_indicator(tmp_path, unit, written, amount):
    text = GOOD["2020/items/02-card.yaml"].replace("unit: 枚", f"unit: {unit}").replace("97,056枚", written)
    text = text.replace("202,904枚", "—").replace("42,678枚", "—")

    item = read_folder(write(tmp_path, GOOD | {"2020/items/02-card.yaml": text})).editions[0].items[1]

    value = item.indicators[0].targets[0].value
    assert (value.amount, value.unit) == (amount, unit)


def test_editions_are_in_the_order_of_their_years_whatever_their_folders_are_called(tmp_path):
    later = GOOD["2020/edition.yaml"].replace("year: 2020", "year: 2021").replace("2020（令和2）年度", "令和3年度")

    folder = read_folder(
        write(
            tmp_path,
            GOOD
            | {
                "a-new-one/edition.yaml": later,
                "z/edition.yaml": later.replace("year: 2021", "year: 2019").replace("令和3年度", "令和元年度"),
            },
        )
    )

    assert [edition.year for edition in folder.editions] == [2019, 2020, 2021]


def test_item_files_are_read_by_the_number_in_front(tmp_path):
    items = {f"2020/items/{n}-x{n}.yaml": f"key: x{n}\ntitle: 取組{n}\n" for n in (1, 2, 10)}
    files = {name: text for name, text in GOOD.items() if "/items/" not in name}

    folder = read_folder(write(tmp_path, files | items))

    assert [item.key for item in folder.editions[0].items] == ["x1", "x2", "x10"]


def test_notes_and_hidden_files_may_lie_beside_the_policy(tmp_path):
    extra = {"README.md": "# 覚え書き", "2020/memo.txt": "x", ".gitignore": "*", "2020/items/.swp": "x"}

    assert read_folder(write(tmp_path, GOOD | extra)).editions[0].year == 2020


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    root = write(tmp_path, GOOD)
    for name, text in GOOD.items():
        (root / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_folder(root) == read_folder(write(tmp_path / "unix", GOOD))


def test_a_missing_folder_is_told(tmp_path):
    assert "フォルダーがありません" in str(problems_of(tmp_path / "nowhere")[0])


def test_an_empty_folder_names_both_files_that_are_needed(tmp_path):
    assert [problem.file for problem in problems_of(tmp_path)] == ["2020/edition.yaml", "policy.yaml"]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("2020/glosary.yaml", "glossary.yaml"),
        ("polcy.yaml", "policy.yaml"),
        ("2020/drivers.yml", "drivers.yaml"),
        ("Departments.yaml", "departments.yaml"),
    ],
)
def test_a_slip_in_a_file_name_is_told_with_the_right_name(tmp_path, name, right):
    (problem,) = problems_of(write(tmp_path, GOOD | {name: "x: 1\n"}))

    assert problem.file == name
    assert f"「{right}」の誤りではありませんか" in problem.message


def test_an_item_that_is_not_yaml_is_told(tmp_path):
    (problem,) = problems_of(write(tmp_path, GOOD | {"2020/items/04-extra.yml": "key: x\n"}))

    assert problem.file == "2020/items/04-extra.yml"


def test_a_folder_without_its_edition_file_is_told(tmp_path):
    (problem,) = problems_of(write(tmp_path, GOOD | {"2021/drivers.yaml": "driver_fields: []\n"}))

    assert problem.file == "2021/edition.yaml"


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    files = dict(GOOD)
    files["policy.yaml"] = files["policy.yaml"].replace("132292", "132293")
    files["2020/edition.yaml"] = files["2020/edition.yaml"].replace("rule: indicator", "rule: indicater")
    files["2020/items/03-survey.yaml"] = files["2020/items/03-survey.yaml"].replace("number:", "nummer:")

    problems = problems_of(write(tmp_path, files))

    assert [problem.file for problem in problems] == [
        "2020/edition.yaml",
        "2020/items/03-survey.yaml",
        "policy.yaml",
    ]


def test_what_only_follows_from_another_problem_is_not_told(tmp_path):
    """Without its drivers file every reference would dangle; without its departments every department."""
    files = GOOD | {"2020/drivers.yaml": "driver_fields: x\n", "departments.yaml": "departments: x\n"}
    files["2020/items/01-goal.yaml"] = "key: [\n"

    problems = problems_of(write(tmp_path, files))

    assert [problem.file for problem in problems] == [
        "2020/drivers.yaml",
        "2020/items/01-goal.yaml",
        "departments.yaml",
    ]


def test_a_problem_prints_as_file_line_path_and_what_was_expected(tmp_path):
    files = GOOD | {
        "2020/items/02-card.yaml": GOOD["2020/items/02-card.yaml"].replace("role: related", "role: realted")
    }

    (problem,) = problems_of(write(tmp_path, files))

    line = line_of(files["2020/items/02-card.yaml"], "realted")
    assert str(problem) == (
        f"2020/items/02-card.yaml:{line}: departments[1].role: 「realted」は選べません。"
        "「related」の誤りではありませんか。期待: lead、joint、related"
    )


def test_a_word_far_from_all_known_ones_gets_no_suggestion():
    assert did_you_mean("xyz", ["departments", "drivers"]) == ""
