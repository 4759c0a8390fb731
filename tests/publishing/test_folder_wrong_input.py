"""Every way a policy folder can be wrong: the message names file, line and path, and says what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from hoshin.publishing.rules.folder import read_folder
from tests.publishing.folders import GOOD, line_of, problems_of, spoilt, write

CARD = "2020/items/02-card.yaml"
SURVEY = "2020/items/03-survey.yaml"
GOAL = "2020/items/01-goal.yaml"
EDITION = "2020/edition.yaml"
SECTIONS = "2020/sections.yaml"
MY_NUMBER = "123456789018"


# What one slip of the keyboard makes wrong in two places.
FOLLOWED = {
    "department ends before it begins",
    "department key twice",
    "item key twice",
    "stage key twice",
    "target of one period twice",
}


@dataclass(frozen=True)
class Case:
    """One passage of the good folder replaced, and the problem that must be told: at the line of `at`."""

    name: str
    file: str
    old: str
    new: str
    at: str
    path: str
    message: str
    expected: str = ""


CASES = [
    Case(
        "unknown department",
        CARD,
        "department: citizens",
        "department: citizen",
        "citizen",
        "departments[0].department",
        "所管課「citizen」はありません。「citizens」の誤りではありませんか。",
        "citizens、it、old-it のどれか",
    ),
    Case(
        "department of another time",
        CARD,
        "department: citizens",
        "department: old-it",
        "old-it",
        "departments[0].department",
        "所管課「old-it」（情報システム課、〜2015-03-31）は2020（令和2）年度にはありません。",
    ),
    Case(
        "department twice",
        CARD,
        "department: it\n",
        "department: citizens\n",
        "role: related",
        "departments[1].department",
        "所管課「citizens」が二度使われています",
    ),
    Case(
        "unknown predecessor",
        "departments.yaml",
        "department: old-it",
        "department: older-it",
        "older-it",
        "departments[1].succeeds[0].department",
        "所管課「older-it」はありません。",
    ),
    Case(
        "department succeeds itself",
        "departments.yaml",
        "department: old-it",
        "department: it",
        "department: it",
        "departments[1].succeeds[0].department",
        "自分自身の前身",
    ),
    Case(
        "department ends before it begins",
        "departments.yaml",
        "valid_from: 2015-04-01",
        "valid_from: 2015-04-01\n    valid_to: 2015-03-01",
        "2015-03-01",
        "departments[1].valid_to",
        "終わり（2015-03-01）が始まり（2015-04-01）より前です。",
    ),
    Case(
        "department key twice",
        "departments.yaml",
        "key: old-it",
        "key: citizens",
        "情報システム課",
        "departments[2].key",
        "所管課のキー「citizens」が二度使われています（最初は departments.yaml:2）。",
    ),
    Case(
        "dangling driver",
        CARD,
        "driver: cards",
        "driver: card",
        "driver: card",
        "references[0].driver",
        "検討分野「national」の項目「card」はありません。「cards」の誤りではありませんか。",
        "cards、open-data のどれか",
    ),
    Case(
        "driver of another field",
        CARD,
        "driver: cards",
        "driver: wifi",
        "driver: wifi",
        "references[0].driver",
        "項目「wifi」は検討分野「national」ではなく「technology」にあります。",
    ),
    Case(
        "unknown driver field",
        CARD,
        "field: national",
        "field: nation",
        "field: nation",
        "references[0].field",
        "検討分野「nation」はありません。「national」の誤りではありませんか。",
    ),
    Case(
        "reference to nothing",
        CARD,
        "printed: ⑥",
        "note: 不明",
        "field: technology",
        "references[1]",
        "参照先がありません（driver も printed もありません）。",
        "driver: 項目のキー、または解決できない参照なら printed: 印刷された番号",
    ),
    Case(
        "reference twice",
        CARD,
        "- field: technology\n    printed: ⑥",
        "- field: national\n    driver: cards",
        "certainty: inferred",
        "references[1].driver",
        "検討分野の項目への参照「national・cards」が二度使われています",
    ),
    Case(
        "unknown direction",
        CARD,
        "direction: together",
        "direction: togther",
        "togther",
        "directions[0].direction",
        "まちづくりの方向「togther」はありません。「together」の誤りではありませんか。",
    ),
    Case(
        "unknown stage",
        CARD,
        "stage: rollout",
        "stage: roll",
        "stage: roll",
        "stage.stage",
        "段階「roll」はありません。「rollout」の誤りではありませんか。",
    ),
    Case(
        "stage of what is no initiative",
        GOAL,
        "initiative: false",
        "initiative: false\nstage:\n  stage: survey",
        "stage:",
        "stage",
        "重点取組ではない項目に段階は書けません。",
    ),
    Case(
        "unknown parent",
        SURVEY,
        "parent: goal",
        "parent: goals",
        "parent",
        "parent",
        "上位の取組「goals」はありません。「goal」の誤りではありませんか。",
    ),
    Case(
        "item below itself",
        SURVEY,
        "parent: goal",
        "parent: survey-item",
        "parent",
        "parent",
        "体系が循環しています: survey-item → survey-item。",
    ),
    Case(
        "deeper than the levels",
        SURVEY,
        "parent: goal",
        "parent: card",
        "parent",
        "parent",
        "体系が3段になっています（survey-item → card → goal）。階層は基本目標、重点取組の2段です。",
    ),
    Case(
        "number twice",
        SURVEY,
        "number: 1-2",
        "number: １-1",
        "number",
        "number",
        "取組の番号「1-1」が二度使われています（最初は 2020/items/02-card.yaml:2）。",
    ),
    Case(
        "item key twice",
        SURVEY,
        "key: survey-item",
        "key: card",
        "key",
        "key",
        "取組のキー「card」が二度使われています（最初は 2020/items/02-card.yaml:1）。",
    ),
    Case(
        "rollout without KPI",
        SURVEY,
        "stage: survey",
        "stage: rollout",
        "stage:",
        "stage",
        "段階「導入実行」の取組にはKPIと目標が必要です。",
        "indicators に、目標（targets）を持つ成果指標を一つ以上",
    ),
    Case(
        "target in a past year",
        CARD,
        "period: FY2020",
        "period: 令和元年度",
        "令和元年度",
        "indicators[0].targets[0].period",
        "目標の時期（2019（令和元）年度）が2020（令和2）年度より前に終わっています。",
        "2020（令和2）年度以後の時期",
    ),
    Case(
        "unit of a target",
        CARD,
        "value: 97,056枚",
        "value: 97,056件",
        "97,056件",
        "indicators[0].targets[0].value",
        "値「97,056件」の単位「件」が成果指標の単位（枚）と違います。",
        "単位が「枚」の値、または成果指標の unit を「件」に直す",
    ),
    Case(
        "unit of an actual",
        CARD,
        "value: 42,678枚",
        "value: 42%",
        "42%",
        "indicators[0].actuals[0].value",
        "値「42%」の単位「%」が成果指標の単位（枚）と違います。",
    ),
    Case(
        "unknown series",
        CARD,
        "series: 窓口",
        "series: 出張窓口",
        "出張窓口",
        "indicators[0].actuals[0].series",
        "系列「出張窓口」はありません。",
    ),
    Case(
        "target of one period twice",
        CARD,
        "period: 令和5年度",
        "period: R2",
        "period: R2",
        "indicators[0].targets[1].period",
        "目標の時期「FY2020」が二度使われています",
    ),
    Case(
        "printed year against the period",
        CARD,
        "period_label: 令和5年度",
        "period_label: 令和3年度",
        "period_label",
        "indicators[0].targets[1].period_label",
        "「令和3年度」は2021（令和3）年度で、2023（令和5）年度と合いません。",
    ),
    Case(
        "value of a day before its period",
        CARD,
        "as_of: 2020-02-29",
        "as_of: 2019-02-28",
        "as_of",
        "indicators[0].actuals[0].as_of",
        "値の時点（2019-02-28）が時期（2020（令和2）年2月29日）の始まる前です。",
    ),
    Case(
        "band without a width",
        CARD,
        "unit: 枚",
        "unit: 枚\n    rule:\n      kind: band",
        "rule:",
        "indicators[0].rule",
        "算出の方法が band なのに、許容幅がありません。",
    ),
    Case(
        "width without a band",
        CARD,
        "unit: 枚",
        "unit: 枚\n    rule:\n      band_percent: 5",
        "band_percent",
        "indicators[0].rule.band_percent",
        "算出の方法が ratio の指標に許容幅は書けません。",
    ),
    Case(
        "schedule of one year twice",
        CARD,
        "text: 窓口を増やします。",
        "text: 窓口を増やします。\n  - year: 2020\n    text: もう一度",
        "もう一度",
        "schedule[1].year",
        "予定の年度「2020」が二度使われています",
    ),
    Case(
        "repost of nothing",
        SURVEY,
        "parent: goal",
        "repost_of: survey-itm",
        "repost_of",
        "repost_of",
        "再掲の元の取組「survey-itm」はありません。",
    ),
    Case(
        "section without its field",
        SECTIONS,
        "    field: national\n",
        "",
        "key: national",
        "sections[1]",
        "章の kind が driver_field なのに、検討分野（field）がありません。",
    ),
    Case(
        "section with a field that it does not show",
        SECTIONS,
        "kind: driver_field",
        "kind: text",
        "field: national",
        "sections[1].field",
        "kind が text の章に検討分野（field）は書けません。",
    ),
    Case(
        "section of an unknown field",
        SECTIONS,
        "field: national",
        "field: nation",
        "field: nation",
        "sections[1].field",
        "検討分野「nation」はありません。",
    ),
    Case(
        "raw HTML in Markdown",
        SECTIONS,
        "本文です。",
        "<script>alert(1)</script>",
        "<script>",
        "sections[0].body",
        "HTML",
        "見出し、箇条書き、表、強調、リンクだけのMarkdown",
    ),
    Case(
        "year label of another year",
        EDITION,
        "year_label: 2020（令和2）年度",
        "year_label: 令和3年度",
        "year_label",
        "year_label",
        "「令和3年度」は2021（令和3）年度で、2020（令和2）年度と合いません。",
    ),
    Case(
        "year label against itself",
        EDITION,
        "year_label: 2020（令和2）年度",
        "year_label: 2020（令和3）年度",
        "year_label",
        "year_label",
        "一致しません",
    ),
    Case(
        "stage key twice",
        EDITION,
        "key: rollout",
        "key: survey",
        "label: 導入実行",
        "stages[1].key",
        "段階のキー「survey」が二度使われています",
    ),
    Case(
        "code with a wrong check digit",
        "policy.yaml",
        '"132292"',
        '"132293"',
        "132293",
        "municipality.code",
        "検査数字",
    ),
    Case(
        "prefecture of another code",
        "policy.yaml",
        "prefecture: 東京都",
        "prefecture: 埼玉県",
        "埼玉県",
        "municipality.prefecture",
        "団体コード 132292 は東京都の団体を表し、「埼玉県」と合いません。",
        "東京都",
    ),
    Case(
        "My Number in a text",
        CARD,
        "text: 窓口を増やします。",
        f"text: 番号は{MY_NUMBER}です。",
        MY_NUMBER,
        "schedule[0].text",
        "個人番号（マイナンバー）の形をした12桁の数字があります。",
    ),
    Case(
        "My Number in a value",
        CARD,
        "value: 42,678枚",
        f"value: {MY_NUMBER}枚",
        MY_NUMBER,
        "indicators[0].actuals[0].value",
        "個人番号（マイナンバー）の形をした12桁の数字があります。",
    ),
    Case(
        "no such period",
        CARD,
        "period: FY2020",
        "period: いつか",
        "いつか",
        "indicators[0].targets[0].period",
        "「いつか」は期間として読めません。",
    ),
    Case(
        "no such day",
        CARD,
        "as_of: 2020-02-29",
        "as_of: 2020-02-30",
        "2020-02-30",
        "indicators[0].actuals[0].as_of",
        "「2020-02-30」という日付はありません。",
    ),
    Case(
        "unknown key",
        CARD,
        "number: 1-1",
        "nunber: 1-1",
        "nunber",
        "nunber",
        "「nunber」という項目はありません。「number」の誤りではありませんか。",
    ),
    Case(
        "missing key",
        SURVEY,
        "title: 新たな技術の調査・研究\n",
        "",
        "key:",
        "title",
        "「title」がありません。",
        "title: 題名",
    ),
    Case(
        "key of wrong characters",
        SURVEY,
        "key: survey-item",
        "key: 調査",
        "key",
        "key",
        "「調査」はキーとして使えません。",
        "半角の英小文字",
    ),
    Case(
        "year that is no number",
        EDITION,
        "year: 2020",
        "year: 令和2年度",
        "year:",
        "year",
        "「令和2年度」は整数ではありません。",
        "半角数字の整数",
    ),
    Case(
        "year out of range",
        EDITION,
        "year: 2020",
        "year: 20",
        "year:",
        "year",
        "「20」は範囲の外です。",
        "1950以上",
    ),
    Case(
        "line of several lines",
        EDITION,
        "title: 令和2年度版",
        "title: |\n  令和\n  2年度版",
        "title",
        "title",
        "改行があります。",
        "1行の文字列",
    ),
    Case(
        "control character written as an escape",
        EDITION,
        "title: 令和2年度版",
        'title: "令和\\u0007版"',
        "title",
        "title",
        "3文字目に制御文字（U+0007）があります。",
    ),
    Case(
        "unknown part of a value",
        CARD,
        "value: 97,056枚",
        "value:\n          amaunt: 5",
        "value:",
        "indicators[0].targets[0].value",
        "値の項目「amaunt」はありません。",
        "amount",
    ),
    Case(
        "list in place of a value",
        CARD,
        "value: 97,056枚",
        "value: [97,056枚]",
        "value: [",
        "indicators[0].targets[0].value",
        "一覧になっています。",
    ),
    Case(
        "text in place of a list",
        CARD,
        "series:\n      - 窓口\n",
        "series: 窓口だけ\n",
        "窓口だけ",
        "indicators[0].series",
        "「窓口だけ」は一覧ではありません。",
        "「- 」で始まる行の一覧",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_told_with_its_place_and_what_was_expected(tmp_path, case):
    files = spoilt(case.file, case.old, case.new)

    problems = problems_of(write(tmp_path, files))

    told = next((p for p in problems if p.path == case.path and case.message in p.message), None)
    assert told is not None, [str(problem) for problem in problems]
    assert told.file == case.file
    assert told.line == _expected_line(files, case)
    assert told.column > 0
    assert case.expected in told.expected
    assert told.expected or "ください" in told.message or "ません" in told.message


def _expected_line(files: dict[str, str], case: Case) -> int:
    """A double key or number stands one line before the passage that tells its use from the first one."""
    line = line_of(files[case.file], case.at)
    is_above = case.at in {"情報システム課", "role: related", "certainty: inferred", "label: 導入実行", "もう一度"}
    return line - 1 if is_above else line


def test_most_mistakes_make_exactly_one_problem(tmp_path):
    """A reader who gets three messages for one slip mends the wrong one first."""
    several = {}
    for number, case in enumerate(CASES):
        problems = problems_of(write(tmp_path / str(number), spoilt(case.file, case.old, case.new)))
        if len(problems) > 1:
            several[case.name] = [str(problem) for problem in problems]

    assert set(several) <= FOLLOWED, several


def test_two_editions_of_one_year_name_both_files(tmp_path):
    files = GOOD | {"2020-second/edition.yaml": GOOD[EDITION]}

    (problem,) = problems_of(write(tmp_path, files))

    assert problem.file == "2020-second/edition.yaml"
    assert (problem.line, problem.path) == (1, "year")
    assert problem.message == "2020年度の年度版が二つあります（もう一つは 2020/edition.yaml:1）。"


def test_a_cycle_in_the_tree_is_told_once_with_its_chain(tmp_path):
    files = {name: text for name, text in GOOD.items() if "/items/" not in name}
    for key, parent in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")):
        files[f"2020/items/{key}.yaml"] = f"key: {key}\ntitle: {key}\nparent: {parent}\n"

    (problem,) = problems_of(write(tmp_path, files))

    assert (problem.file, problem.line, problem.path) == ("2020/items/a.yaml", 3, "parent")
    assert problem.message == "体系が循環しています: a → b → c → a。"


def test_a_target_that_says_there_is_none_does_not_satisfy_the_rollout_rule(tmp_path):
    text = GOOD[CARD].replace("value: 97,056枚", "value: 未設定").replace("value: 202,904枚", "value: —")

    (problem,) = problems_of(write(tmp_path, GOOD | {CARD: text}))

    assert problem.message == "段階「導入実行」の取組にはKPIと目標が必要です。"


def test_a_target_over_a_span_that_began_earlier_is_no_past_target(tmp_path):
    text = GOOD[CARD].replace("period: FY2020", "period: FY2018..FY2020")

    write(tmp_path, GOOD | {CARD: text})

    assert_reads(tmp_path)


def test_a_target_in_words_satisfies_the_rollout_rule(tmp_path):
    text = GOOD[CARD].replace("value: 97,056枚", "value: 全部署での運用").replace("value: 202,904枚", "value: —")

    write(tmp_path, GOOD | {CARD: text})

    assert_reads(tmp_path)


def test_a_repost_shows_an_item_again_and_is_not_a_second_use(tmp_path):
    repost = "key: card-again\nnumber: 1-1\ntitle: 個人番号カードの普及促進\nparent: goal\nrepost_of: card\n"

    write(tmp_path, GOOD | {"2020/items/04-again.yaml": repost})

    assert_reads(tmp_path)


def test_a_repost_with_indicators_is_refused(tmp_path):
    repost = "key: again\ntitle: 再掲\nrepost_of: card\nindicators:\n  - key: x\n    name: 件数\n"

    (problem,) = problems_of(write(tmp_path, GOOD | {"2020/items/04-again.yaml": repost}))

    assert (problem.line, problem.path) == (4, "indicators")


def test_an_actual_of_one_period_series_and_day_stands_once_even_with_a_reason(tmp_path):
    again = "      - period: 2020-02-29\n        value: 42,600枚\n        as_of: 2020-02-29\n        reason: 訂正\n"
    text = GOOD[CARD] + again + "        series: 窓口\n"

    (problem,) = problems_of(write(tmp_path / "twice", GOOD | {CARD: text}))
    write(tmp_path / "of all series", GOOD | {CARD: GOOD[CARD] + again})

    assert problem.path == "indicators[0].actuals[1].period"
    assert problem.message.startswith("実績の時期「2020-02-29・窓口・2020-02-29」が二度使われています")
    assert_reads(tmp_path / "of all series")


def test_an_item_comes_from_an_item_of_an_earlier_edition(tmp_path):
    later = {
        "2021/edition.yaml": "year: 2021\ntitle: 令和3年度版\nlevels: [重点取組]\n",
        "2021/items/1.yaml": "key: card\ntitle: カード\norigins:\n  - item: crad\n    kind: renumbered\n",
    }

    (problem,) = problems_of(write(tmp_path, GOOD | later))

    assert (problem.file, problem.line, problem.path) == ("2021/items/1.yaml", 4, "origins[0].item")
    assert "「crad」はありません。「card」の誤りではありませんか。" in problem.message


def test_an_origin_before_the_first_edition_of_the_folder_is_taken_as_said(tmp_path):
    text = GOOD[SURVEY] + "origins:\n  - item: of-2019\n"

    write(tmp_path, GOOD | {SURVEY: text})

    assert_reads(tmp_path)


def test_a_problem_inside_a_long_text_names_the_line_of_the_text(tmp_path):
    body = "    body: |\n      一行目\n\n      二行目\n\n      <b>三つ目</b>\n"
    text = GOOD[SECTIONS].replace("    body: |\n      ## 見出し\n\n      本文です。\n", body)

    (problem,) = problems_of(write(tmp_path, GOOD | {SECTIONS: text}))

    assert problem.line == line_of(text, "<b>")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (SURVEY, f"key: {MY_NUMBER}\ntitle: {MY_NUMBER}\nstage: {MY_NUMBER}\n{MY_NUMBER}: 1\n"),
        (SURVEY, f"{MY_NUMBER}: 1\n{MY_NUMBER}: 2\n"),
        (EDITION, f"year: {MY_NUMBER}\ntitle: x\nissued: {MY_NUMBER}\nstatus: {MY_NUMBER}\nlevels: [a]\n"),
        (f"2020/{MY_NUMBER}.yaml", "x: 1\n"),
        ("policy.yaml", f"municipality: {{code: {MY_NUMBER}, name: a, prefecture: b}}\npolicy: {MY_NUMBER}\n"),
    ],
)
def test_no_message_ever_prints_a_my_number(tmp_path, file, text):
    problems = problems_of(write(tmp_path, GOOD | {file: text}))

    assert problems
    assert not any(MY_NUMBER in str(problem) for problem in problems)


def assert_reads(root: Path) -> None:
    assert read_folder(root).editions
