"""The example city holds what the document of 2020 says: every fact as printed, every doubt marked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hoshin.publishing.rules.document import EditionDoc, ItemDoc, PolicyFolder
from hoshin.publishing.rules.folder import read_folder

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "nishitokyo-2020"
DOCUMENT = ROOT.parent / "shared" / "policy" / "nishitokyo-2020.txt"
needs_document = pytest.mark.skipif(
    not DOCUMENT.exists(), reason="the text of the document is not beside the repository"
)

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯"
ROLLOUT, FEASIBILITY, SURVEY = ("rollout", "stated"), ("feasibility", "inferred"), ("survey", "inferred")
LONGEST_COPY = 30
NAMES = re.compile(
    r"「[^」]*」|[A-Z][A-Za-z ]{12,}(（[^）]*）)?"
)  # Quoted titles, and what an abbreviation stands for.


@dataclass(frozen=True)
class Row:
    """One row of 重点取組一覧 as printed; a target is (period, value, printed year, certainty)."""

    number: str
    title: str
    departments: tuple[str, ...]
    directions: str
    national: str
    technology: str
    town: str
    stage: tuple[str, str]
    kpi: str = ""
    actual: str = ""
    targets: tuple[tuple[str, str, str, str], ...] = ()


def targets_in_2020_and_2023(first: str, last: str) -> tuple[tuple[str, str, str, str], ...]:
    return ("FY2020", first, "令和2年度", "stated"), ("FY2023", last, "令和5年度", "inferred")


def targets_in_2020_and_2021(first: str, last: str) -> tuple[tuple[str, str, str, str], ...]:
    return ("FY2020", first, "令和2年度", "stated"), ("FY2021", last, "令和3年度", "stated")


TABLE = (
    Row("1", "個人番号カードの普及促進", ("市民課",), "み", "②", "", "", ROLLOUT,
        "個人番号カードの交付枚数", "42,678枚", targets_in_2020_and_2023("97,056枚", "202,904枚")),
    Row("2", "行政手続きのオンライン化", ("情報推進課",), "み創笑安", "④", "", "", ROLLOUT,
        "オンライン化した行政手続き数", "13件", targets_in_2020_and_2023("15件", "34件")),
    Row("3", "オープンデータの促進", ("情報推進課",), "み", "⑤", "③", "", ROLLOUT,
        "オープンデータ化した行政情報数", "5データセット", targets_in_2020_and_2023("6データセット", "14データセット")),
    Row("4", "公衆無線LAN環境の充実", ("情報推進課",), "み安", "", "②", "②", ROLLOUT,
        "公衆無線LAN設置箇所数", "4拠点", targets_in_2020_and_2023("5拠点", "20拠点")),
    Row("5", "駅前情報発信拠点の活用", ("企画政策課", "情報推進課"), "み活", "", "", "⑤", ROLLOUT,
        "駅前情報発信拠点での情報発信数", "駅前情報発信拠点プロジェクト事業の実施",
        targets_in_2020_and_2021("100件", "250件")),
    Row("6", "デジタルサイネージの活用", ("秘書広報課",), "", "", "⑤", "", ROLLOUT,
        "駅前情報発信拠点内での情報取得数", "記載なし", targets_in_2020_and_2021("1,500件", "4,500件")),
    Row("7", "自治体クラウドの導入", ("情報推進課",), "み", "③", "⑧", "", FEASIBILITY),
    Row("8", "AI・RPA等を活用した業務効率化", ("情報推進課", "企画政策課"), "み", "⑥", "①", "①", FEASIBILITY),
    Row("9", "統計データの活用に向けた調査・研究", ("総務法規課",), "み", "①", "", "③", SURVEY),
    Row("10", "個人番号カードの活用", ("市民課", "情報推進課", "企画政策課"), "み", "", "④", "④", SURVEY),
    Row("11", "ソーシャルメディア、LINE等の活用", ("秘書広報課",), "み笑環安", "", "", "⑥", SURVEY),
    Row("12", "新たな技術やサービスの導入", ("情報推進課", "企画政策課"), "み", "", "⑦", "⑥", SURVEY),
)  # fmt: skip
TECHNOLOGIES = (
    "RPAの導入", "公衆無線LAN (Wi-Fi) の整備", "オープンデータの促進", "個人番号カードの活用",
    "デジタルサイネージの活用", "ソーシャルメディア、LINE", "チャットボット", "自治体クラウド",
)  # fmt: skip
CHAPTERS = (
    "はじめに", "方針の構成（重点部分の位置づけ）", "取組の重点化", "国・都の情報政策", "技術動向", "市のまちづくり",
    "6つのまちづくりの方向", "総合計画の地域情報化に関する取組", "重点取組の整理", "取組の段階と目標", "重点取組一覧",
    "参考資料", "用語解説",
)  # fmt: skip
TERMS = (
    "AI（人工知能）", "ICタグ", "ICT", "IoT", "ITS", "KPI", "LINE", "OCR", "PDCA", "RPA", "オープンデータ", "クラウド",
    "5G", "公衆無線LAN (Wi-Fi)", "自動翻訳", "ソーシャルメディア", "チャットボット", "デジタルサイネージ", "ドローン",
    "ビッグデータ", "マイキー", "マイナンバー", "マイナンバーカード",
)  # fmt: skip
PROSE_KEYS = {"body", "definition", "description", "note", "plan", "progress", "rationale", "reason", "summary"}


@cache
def folder() -> PolicyFolder:
    """What the document of 2020 holds: without the invented edition and the department that only it names."""
    whole = read_folder(FOLDER)
    used = {use.department for edition in whole.editions if edition.year == 2020 for item in edition.items
            for use in item.departments}  # fmt: skip
    return whole.model_copy(
        update={
            "editions": tuple(edition for edition in whole.editions if edition.year == 2020),
            "departments": tuple(one for one in whole.departments if one.key in used),
        }
    )


@cache
def edition() -> EditionDoc:
    (only,) = folder().editions
    return only


def item(number: str) -> ItemDoc:
    (found,) = [each for each in edition().items if each.number == number]
    return found


def printed_references(of: ItemDoc, field_key: str) -> str:
    """The marks as the table prints them: a driver's comes from its place in the list, an unresolved one is text."""
    (field,) = [each for each in edition().driver_fields if each.key == field_key]
    places = {driver.key: CIRCLED[place] for place, driver in enumerate(field.drivers)}
    return "".join(
        places[each.driver] if each.driver else each.printed for each in of.references if each.field == field_key
    )


def department_names(of: ItemDoc) -> tuple[str, ...]:
    names = {department.key: department.name for department in folder().departments}
    return tuple(names[each.department] for each in of.departments)


def direction_marks(of: ItemDoc) -> str:
    marks = {direction.key: direction.mark for direction in edition().directions}
    return "".join(marks[each.direction] for each in of.directions)


def values(node: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every (path, key, value) below a dumped document."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield f"{path}.{key}", key, value
            yield from values(value, f"{path}.{key}")
    elif isinstance(node, list | tuple):
        for place, value in enumerate(node):
            yield from values(value, f"{path}[{place}]")


def squeezed(text: str) -> str:
    """Without spaces (cells wrap, letters stand apart), marks of the glossary and the markup of the text file."""
    return re.sub(r"\s|\\?\*|</?b>|\|", "", text)


def test_the_table_has_its_twelve_rows_in_order():
    assert [each.number for each in edition().items] == [row.number for row in TABLE]
    assert [each.title for each in edition().items] == [row.title for row in TABLE]
    assert all(each.initiative and each.parent is None for each in edition().items)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_a_row_names_its_departments_directions_and_drivers(row: Row):
    found = item(row.number)

    assert department_names(found) == row.departments
    assert direction_marks(found) == row.directions
    assert printed_references(found, "national") == row.national
    assert printed_references(found, "technology") == row.technology
    assert printed_references(found, "town") == row.town


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_a_row_stands_at_its_stage_with_its_certainty(row: Row):
    stage = item(row.number).stage

    assert stage is not None
    assert (stage.stage, stage.certainty) == row.stage
    assert stage.note


@pytest.mark.parametrize("row", TABLE[:6], ids=lambda row: row.number)
def test_a_row_at_rollout_has_its_indicator_actual_and_targets(row: Row):
    (indicator,) = item(row.number).indicators
    (actual,) = indicator.actuals

    assert indicator.name == row.kpi
    assert actual.value.printed == row.actual
    assert (str(actual.period), actual.as_of) == ("2020-02-29", dt.date(2020, 2, 29))
    assert (
        tuple((str(each.period), each.value.printed, each.period_label, each.certainty) for each in indicator.targets)
        == row.targets
    )


@pytest.mark.parametrize("row", TABLE[6:], ids=lambda row: row.number)
def test_a_row_before_rollout_has_no_indicator_and_says_that_none_applies(row: Row):
    found = item(row.number)

    assert found.indicators == ()
    assert "対象外" in found.note
    assert found.progress.startswith("- 説明会、セミナー等への参加")
    assert found.plan


def test_a_text_and_a_blank_are_not_numbers():
    (text,) = item("5").indicators[0].actuals
    (blank,) = item("6").indicators[0].actuals

    assert not text.value.is_number
    assert text.value.absence is None
    assert not blank.value.is_number
    assert blank.value.absence is not None
    assert blank.note


def test_the_first_four_indicators_are_stocks_and_the_last_two_unknown():
    kinds = [each.indicators[0].accumulation for each in edition().items[:6]]

    assert kinds == ["stock"] * 4 + ["unknown"] * 2


def test_no_reference_to_the_lost_lists_is_resolved():
    for each in edition().items:
        for reference in each.references:
            assert (reference.driver is None) == (reference.field in {"national", "town"}), each.number
            assert reference.driver or reference.note


def test_several_departments_share_a_row_without_an_invented_lead():
    for each in edition().items:
        role = "lead" if len(each.departments) == 1 else "joint"
        assert {department.role for department in each.departments} == {role}, each.number


def test_a_milestone_hidden_in_a_sentence_is_inferred():
    milestones = [(each.number, entry) for each in edition().items for entry in each.schedule]

    ((number, entry),) = milestones
    assert (number, entry.year, entry.certainty) == ("9", 2021, "inferred")


def test_whatever_is_inferred_says_from_what():
    dumped = edition().model_dump()
    inferred = [path for path, key, value in values(dumped) if key == "certainty" and value == "inferred"]
    notes = {path: value for path, key, value in values(dumped) if key == "note"}

    assert len(inferred) == 6 + 4 + 1 + 1  # stages 7-12, final targets 1-4, the reference of row 11, the milestone
    assert all(notes[path.removesuffix("certainty") + "note"] for path in inferred)


def test_the_city_is_marked_as_an_example_and_says_so():
    city = folder().municipality

    assert (city.code, city.name, city.prefecture) == ("132292", "西東京市", "東京都")
    assert city.example is not None
    assert city.example.clock == dt.date(2020, 10, 1)
    assert "見本" in city.example.notice
    assert "公式サイトではありません" in city.example.notice


def test_the_edition_dates_are_those_the_document_prints():
    assert (edition().year, edition().year_label, edition().status) == (2020, "2020（令和2）年度", "published")
    assert edition().issued is None
    assert "2020年3月" in edition().note
    assert edition().data_as_of == dt.date(2020, 2, 29)


def test_the_lists_of_the_document_are_complete_and_in_order():
    fields = {field.key: [driver.title for driver in field.drivers] for field in edition().driver_fields}

    assert [(key, len(titles)) for key, titles in fields.items()] == [("national", 16), ("technology", 8), ("town", 14)]
    assert tuple(fields["technology"]) == TECHNOLOGIES
    assert tuple(section.title for section in edition().sections) == CHAPTERS
    assert tuple(term.term for term in edition().glossary) == TERMS
    assert [direction.mark for direction in edition().directions] == list("み創笑環安活")
    assert [stage.label for stage in edition().stages] == ["調査研究", "適用検討", "導入実行"]
    assert [stage.rule for stage in edition().stages] == ["none", "none", "indicator_with_target"]


def test_every_spelling_of_a_term_leads_to_one_term():
    spellings = [spelling for term in edition().glossary for spelling in (term.term, *term.aliases)]

    assert len(spellings) == len(set(spellings))
    assert all(re.fullmatch(r"[ぁ-ゖー（）]+", term.reading) for term in edition().glossary)


@needs_document
def test_every_fact_of_the_folder_is_printed_in_the_document():
    source = squeezed(DOCUMENT.read_text(encoding="utf-8"))
    dumped = folder().model_dump()
    facts = {value for _, key, value in values(dumped) if key in {"title", "name", "period_label", "term", "printed"}}
    facts |= {driver.source.split(" ")[-1] for field in edition().driver_fields for driver in field.drivers}
    facts |= {part for each in edition().sources for part in each.issued.split("、")}
    facts |= {each.group for each in edition().sources}
    facts |= {direction.label for direction in edition().directions} | {stage.label for stage in edition().stages}

    assert sorted(fact for fact in facts if squeezed(fact) not in source) == []


@needs_document
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_a_row_of_the_document_holds_the_cells_of_the_table(row: Row):
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    (line,) = [each for each in lines if each.startswith(f"{row.number}\t") and each.count("\t") == 14]
    cells = [squeezed(cell) for cell in line.split("\t")]
    if row.number == "6":  # The directions are lost, and a description found in no other row stands behind the title.
        cells[4:6] = ["", cells[4]]
    final = cells[14].removesuffix("(令和3年度)")

    assert cells[1:4] == [row.national, row.technology, row.town]
    assert "".join(re.findall("【(.)】", cells[4])) == row.directions
    assert cells[5:7] == [squeezed(row.title), "".join(row.departments)]
    if row.kpi:
        blank_as_named = cells[11] or "記載なし"
        assert [cells[10], blank_as_named] == [squeezed(row.kpi), squeezed(row.actual)]
        assert [cells[12], final] == [target[1] for target in row.targets]
    else:
        assert (cells[10], cells[13]) == ("—", "—")
        assert cells[11] == squeezed(item(row.number).progress.replace("- ", "・"))


@needs_document
def test_every_reference_work_of_the_document_is_listed():
    text = DOCUMENT.read_text(encoding="utf-8")
    chapter = text[text.index("### 国の情報政策\n\n- 行政") : text.index("## 用語解説")]
    bullets = [squeezed(line.strip()[2:]) for line in chapter.splitlines() if line.strip().startswith("- ")]
    printed = [line for line in bullets if not line.startswith("（注）")]

    assert len(printed) == len(edition().sources)
    assert all(squeezed(each.title) in line for each, line in zip(edition().sources, printed, strict=True))


@needs_document
def test_no_sentence_of_the_document_is_copied():
    source = squeezed(DOCUMENT.read_text(encoding="utf-8"))
    copied = []
    for path, key, value in values(folder().model_dump()):
        if key not in PROSE_KEYS or not isinstance(value, str):
            continue
        for line in value.splitlines():
            own = squeezed(NAMES.sub("", line))
            windows = (own[start : start + LONGEST_COPY] for start in range(len(own) - LONGEST_COPY + 1))
            copied += [f"{path}: {window}" for window in windows if window in source]

    assert copied == []
