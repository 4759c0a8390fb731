"""Two editions beside each other: only what differs, all of it, and by identity rather than by number or place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from hoshin.kernel.quantity import Quantity, parse_quantity
from hoshin.publishing.rules.comparison import Change, Comparison, ComparisonTitle, Entry, Verdict, compare
from hoshin.publishing.rules.comparison.comparing import OWN_CHAPTERS
from hoshin.publishing.rules.comparison.layout import Layout, Left
from hoshin.publishing.rules.comparison.leaves import UNSAID
from hoshin.publishing.rules.comparison.matching import moved_of
from hoshin.publishing.rules.document import (
    AssessmentDoc,
    DecisionDoc,
    DecisionKindDoc,
    DepartmentDoc,
    EditionDoc,
    ItemDoc,
    ResultDoc,
    ScaleMarkDoc,
)
from hoshin.publishing.rules.folder import read_folder

FOLDER = Path(__file__).parents[2] / "examples" / "nishitokyo-2020"

Step = str | int
Path_ = tuple[Step, ...]


@cache
def edition() -> EditionDoc:
    """The example with what a year's cycle adds to it."""
    example = next(one for one in read_folder(FOLDER).editions if one.year == 2020)
    result = ResultDoc(
        item=example.items[0].key,
        shortfalls=("足りません。",),
        assessment=AssessmentDoc(mark="A", assessed=dt.date(2021, 3, 25)),
        decision=DecisionDoc(decision="継続", decided=dt.date(2021, 3, 26)),
    )
    words = {
        "scale": (ScaleMarkDoc(key="a", label="A", meaning="順調"), ScaleMarkDoc(key="b", label="B")),
        "decision_kinds": (DecisionKindDoc(key="carry", label="継続"),),
    }
    return example.model_copy(update={**words, "results": (result,)})


def item(key: str = "wifi", **fields: Any) -> ItemDoc:
    return ItemDoc.model_validate({"key": key, "number": "1", "title": "公衆無線LAN", **fields})


def of_items(*items: ItemDoc, year: int = 2020, **fields: Any) -> EditionDoc:
    return EditionDoc.model_validate(
        {
            "year": year,
            "title": "方針",
            "levels": ["重点取組"],
            "stages": [{"key": "survey", "label": "調査研究"}, {"key": "rollout", "label": "導入実行"}],
            "items": items,
            **fields,
        }
    )


def with_indicator(**fields: Any) -> ItemDoc:
    return item(indicators=[{"key": "places", "name": "設置箇所数", "unit": "拠点", **fields}])


def compared(old: ItemDoc, new: ItemDoc) -> Entry:
    (entry,) = compare(of_items(old, year=2019), of_items(new)).entries
    return entry


def one_change(old: ItemDoc, new: ItemDoc) -> Change:
    (change,) = compared(old, new).changes
    return change


# ---- completeness ----


def leaves(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value of a document that can be changed without making another row of it."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if (*path, name) in {("year",), ("status",)} or name in _IDENTITY.get(type(value).__name__, ()):
                continue
            yield from leaves(getattr(value, name), (*path, name))
    elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        for place, row in enumerate(value):
            yield from leaves(row, (*path, place))
    else:
        yield path, value


_IDENTITY = {
    **{name: {field for field in fields if field not in {"certainty", "value", "reason", "text"}}
       for name, fields in UNSAID.items()},
    "TermDoc": {"term"},
    "SourceDoc": {"group", "title"},
}  # fmt: skip
_CHOICES = {
    ("StageDoc", "rule"), ("SectionDoc", "kind"), ("IndicatorDoc", "category"), ("IndicatorDoc", "accumulation"),
    ("IndicatorDoc", "direction"), ("RuleDoc", "kind"), ("SourceOfIndicator", "kind"), ("DepartmentOfItem", "role"),
    ("OriginDoc", "kind"), ("DecisionKindDoc", "effect"),
}  # fmt: skip


def other(model: type[BaseModel], name: str, value: Any) -> Any:
    """Another value of the kind that the field holds."""
    if name == "certainty" or (model.__name__, name) in _CHOICES:
        return next(one for one in get_args(model.model_fields[name].annotation) if one != value)
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}改"
        case dt.date():
            return value + dt.timedelta(days=1)
        case Quantity():
            return Quantity(text="別の値")
        case tuple():
            return (*value, "別のもの")
        case _:
            return {"issued": dt.date(2020, 3, 1), "data_as_of": dt.date(2020, 3, 1)}.get(name, "survey")


def with_leaf(row: Any, path: Path_) -> Any:
    step, *rest = path
    if isinstance(step, int):
        return tuple(with_leaf(one, tuple(rest)) if place == step else one for place, one in enumerate(row))
    value = getattr(row, step)
    changed = with_leaf(value, tuple(rest)) if rest else other(type(row), step, value)
    return row.model_copy(update={step: changed})


@given(st.data())
@settings(max_examples=150)
def test_one_changed_leaf_is_the_one_change(data: st.DataObject):
    found = [path for path, value in leaves(edition()) if path[-1] not in {"repost_of", "band_percent", "parent"}]
    path = data.draw(st.sampled_from(found))

    comparison = compare(edition(), with_leaf(edition(), path))

    (entry,) = comparison.entries
    (change,) = entry.changes
    assert change.old != change.new, path
    assert set(entry.verdicts) & {Verdict.CHANGED, Verdict.RENUMBERED}


def test_an_edition_does_not_differ_from_itself():
    assert not compare(edition(), edition())


def test_against_an_empty_edition_every_row_is_told_as_gone():
    bare = EditionDoc(year=2021, title=edition().title, levels=edition().levels)

    comparison = compare(edition(), bare)

    assert {chapter.key for chapter in comparison.chapters} >= {"items", "stages", "sections", "glossary", "sources"}
    gone = [entry for entry in comparison.entries if entry.verdicts == (Verdict.RETIRED,)]
    assert len(gone) == sum(
        len(getattr(edition(), name))
        for name in OWN_CHAPTERS
        if name != "results"  # of another year
    )
    assert all(not change.new for entry in gone for change in entry.changes)


# ---- items ----


def test_an_item_is_the_same_under_another_number_and_title():
    entry = compared(item(number="3"), item(number="4", title="公衆無線LAN環境の充実"))

    assert entry.verdicts == (Verdict.RENUMBERED, Verdict.CHANGED)
    assert (entry.old_name, entry.new_name) == ("3 公衆無線LAN", "4 公衆無線LAN環境の充実")


def test_an_item_of_another_key_is_another_item():
    comparison = compare(of_items(item("old"), year=2019), of_items(item("new")))

    assert [entry.verdicts for entry in comparison.entries] == [(Verdict.ADDED,), (Verdict.RETIRED,)]


def test_an_item_that_continues_another_is_compared_with_it():
    entry = compared(item("old"), item("new", plan="増やす", origins=[{"item": "old"}]))

    assert entry.verdicts == (Verdict.CHANGED,)
    assert [change.label for change in entry.changes] == ["この年度の計画"]


def test_two_items_out_of_one_are_a_split():
    pieces = (item(key, number=str(n), origins=[{"item": "old", "kind": "split"}]) for n, key in enumerate("ab", 1))

    entries = list(compare(of_items(item("old"), year=2019), of_items(*pieces)).entries)

    assert [Verdict.SPLIT in entry.verdicts for entry in entries] == [True, True]
    assert "「1 公衆無線LAN」を分割" in entries[0].origin
    assert all(Verdict.RETIRED not in entry.verdicts for entry in entries)


def test_a_piece_that_leaves_an_item_makes_a_split_of_both():
    old = of_items(item("hub"), year=2019)
    new = of_items(item("hub"), item("signage", number="2", origins=[{"item": "hub", "kind": "split"}]))

    entries = {entry.key: entry for entry in compare(old, new).entries}

    assert Verdict.SPLIT in entries["hub"].verdicts
    assert Verdict.SPLIT in entries["signage"].verdicts


def test_one_item_out_of_two_is_a_merger_and_neither_has_been_retired():
    old = of_items(item("a"), item("b", number="2", title="観光案内", plan="続ける"), year=2019)
    merged = item("a", origins=[{"item": "a", "kind": "merged"}, {"item": "b", "kind": "merged"}])

    kept, gone = compare(old, of_items(merged)).entries

    assert kept.verdicts == (Verdict.MERGED,)
    assert kept.origin == "旧「1 公衆無線LAN」、「2 観光案内」を統合"
    assert gone.verdicts == (Verdict.MERGED,)
    assert gone.origin == "新「1 公衆無線LAN」に統合"
    assert [change.old for change in gone.changes] == ["続ける"]


def test_between_revisions_of_one_edition_origins_are_fields_like_others():
    old = of_items(item("a"), item("b", number="2"))
    new = of_items(item("a", origins=[{"item": "b", "kind": "merged"}]), item("b", number="2"))

    (entry,) = compare(old, new).entries

    assert entry.verdicts == (Verdict.CHANGED,)
    assert [change.new for change in entry.changes] == ["b（統合）"]


def test_an_item_put_in_front_moves_no_other():
    old = of_items(*(item(key, number=key) for key in "abc"), year=2019)
    new = of_items(*(item(key, number=key) for key in "xabc"))

    (entry,) = compare(old, new).entries

    assert entry.verdicts == (Verdict.ADDED,)


def test_an_item_under_another_parent_has_moved():
    old = of_items(item("top"), item("top2"), item("a", parent="top"), year=2019)
    new = of_items(item("top"), item("top2"), item("a", parent="top2"))

    (entry,) = compare(old, new).entries

    assert entry.verdicts == (Verdict.MOVED,)


@given(st.permutations(range(8)))
def test_those_that_stay_are_in_order_and_none_moved_in_vain(order: list[int]):
    moved = moved_of(range(8), order)
    staying = [one for one in order if one not in moved]

    assert staying == sorted(staying)
    assert all(sorted([*staying, one]) != [x for x in order if x in {*staying, one}] for one in moved)


def test_a_repost_is_not_taken_for_the_item_itself():
    shown_again = item("wifi", repost_of="wifi", number="1")
    old = of_items(item("wifi"), shown_again, year=2019)

    (entry,) = compare(old, of_items(item("wifi"))).entries

    assert entry.verdicts == (Verdict.RETIRED,)
    assert entry.old_name == "1 公衆無線LAN（再掲）"


def test_a_stage_is_told_with_its_certainty():
    change = one_change(item(stage={"stage": "survey", "certainty": "inferred"}), item(stage={"stage": "rollout"}))

    assert (change.label, change.old, change.new) == ("段階", "調査研究（推定）", "導入実行")


def test_a_department_goes_by_its_name_of_the_year():
    old = of_items(item(departments=[{"department": "it"}]), year=2019)
    new = of_items(item(departments=[{"department": "it2"}]))
    before, after = (
        DepartmentDoc(key="it", name="情報システム課"),
        DepartmentDoc.model_validate(
            {"key": "it2", "name": "情報推進課", "succeeds": [{"department": "it", "kind": "renamed"}]}
        ),
    )

    comparison = compare(old, new, old_departments=[before], new_departments=[after, before])

    told = [(change.label, change.old, change.new) for change in comparison.changes]
    assert told == [("所管課", "情報システム課", "情報推進課"), ("名称変更", "情報システム課", "情報推進課")]


# ---- figures ----


def test_a_target_stands_beside_its_old_value_with_the_reason():
    target = {"period": "FY2023", "value": "15拠点"}
    new = target | {"value": "20拠点", "reason": "災害対策に用いるため"}

    change = one_change(with_indicator(targets=[target]), with_indicator(targets=[new]))

    assert change.label == "成果指標「設置箇所数」 ＞ 目標 2023（令和5）年度"
    assert (change.old, change.new, change.reason) == ("15拠点", "20拠点", "災害対策に用いるため")
    assert change.is_figure


def test_an_actual_that_came_is_not_a_correction():
    first, second = ({"period": f"FY{year}", "value": f"{year - 2014}拠点"} for year in (2018, 2019))

    change = one_change(with_indicator(actuals=[first]), with_indicator(actuals=[first, second]))

    assert (change.label.split(" ＞ ")[-1], change.old, change.new) == ("実績 2019（令和元）年度", "", "5拠点")


def test_values_that_read_the_same_and_are_not_are_told_apart():
    printed = Quantity(amount=parse_quantity("12").amount, label="12千人")
    meant = Quantity(amount=parse_quantity("12000").amount, label="12千人")
    old, new = (with_indicator(unit="", targets=[{"period": "FY2023", "value": value}]) for value in (printed, meant))

    change = one_change(old, new)

    assert change.old != change.new
    assert '"amount": "12000"' in change.new


def test_only_figures_can_be_asked_for():
    old = item(plan="続ける")
    new = with_indicator(targets=[{"period": "FY2020", "value": "5拠点"}])

    figures = compare(of_items(old, year=2019), of_items(new)).figures()

    assert all(change.is_figure for change in figures.changes)
    assert any("目標" in change.label for change in figures.changes)
    assert not compare(of_items(old, year=2019), of_items(item(plan="やめる"))).figures()


def test_notes_can_be_left_out():
    comparison = compare(of_items(item(plan="続ける"), year=2019), of_items(item(plan="やめる", note="原文のまま")))

    assert [change.label for change in comparison.without_notes().changes] == ["この年度の計画"]


def test_the_counts_tell_the_fates_of_items():
    old = of_items(item("a"), item("b", number="2"), year=2019)
    new = of_items(item("b", number="1"), item("c", number="2"))

    counts = compare(old, new).counts()

    assert counts == {Verdict.ADDED: 1, Verdict.RETIRED: 1, Verdict.RENUMBERED: 1}


@pytest.mark.parametrize("empty", [Comparison()])
def test_a_comparison_without_chapters_is_false(empty: Comparison):
    assert not empty


def test_only_what_says_more_than_the_number_is_called_a_change_as_well():
    old = of_items(item("a", number="1"), item("b", number="2", plan="増やす"), year=2019)
    new = of_items(item("a", number="3"), item("b", number="4", plan="減らす"))

    assert [entry.verdicts for entry in compare(old, new).entries] == [
        (Verdict.RENUMBERED,),
        (Verdict.RENUMBERED, Verdict.CHANGED),
    ]


# As people read it


def test_marks_of_markdown_are_not_shown_as_characters():
    old, new = item(plan="**10拠点**に増やします。"), item(plan="- 20拠点に増やします。\n- 年度内に終えます。")

    (change,) = compare(of_items(old, year=2019), of_items(new)).changes

    assert (change.old, change.new) == ("10拠点に増やします。", "20拠点に増やします。\n年度内に終えます。")


def test_what_differs_in_its_marks_alone_shows_them():
    old, new = item(plan="**10拠点**に増やします。"), item(plan="10拠点に増やします。")

    (change,) = compare(of_items(old, year=2019), of_items(new)).changes

    assert (change.old, change.new) == ("**10拠点**に増やします。", "10拠点に増やします。")


def test_the_lines_of_an_indicator_stand_under_its_name_and_the_others_do_not():
    target = {"period": "FY2023", "value": "10拠点"}
    old = with_indicator(targets=[target], definition="数")
    new = with_indicator(targets=[target | {"value": "20拠点"}], definition="拠点の数").model_copy(
        update={"number": "2"}
    )
    comparison = compare(of_items(old, year=2019), of_items(new))
    title = ComparisonTitle("市", "方針", "旧", "新", "", "", dt.date(2020, 4, 1), "旧", "新")

    (block,) = Layout(title, Left.OLD).blocks(comparison.chapters[0])

    assert [(part.name, [cells.label for cells in part.rows]) for part in block.parts] == [
        ("", ["番号"]),
        ("成果指標「設置箇所数」", ["説明・定義", "目標 2023（令和5）年度"]),
    ]


def test_a_single_line_of_an_indicator_says_whose_it_is():
    comparison = compare(of_items(with_indicator(), year=2019), of_items(with_indicator(definition="拠点の数")))
    title = ComparisonTitle("市", "方針", "旧", "新", "", "", dt.date(2020, 4, 1), "旧", "新")

    (block,) = Layout(title, Left.OLD).blocks(comparison.chapters[0])

    assert [cells.label for part in block.parts for cells in part.rows] == ["成果指標「設置箇所数」 ＞ 説明・定義"]


# ---- results ----


def with_results(year: int, **fields: Any) -> EditionDoc:
    return of_items(item(title="公衆無線LAN"), year=year, results=[{"item": "wifi", **fields}])


def test_results_that_came_are_told_between_revisions_of_one_edition():
    assessed = {"mark": "A", "meaning": "順調", "assessed": "2021-03-25"}

    comparison = compare(
        of_items(item(title="公衆無線LAN")), with_results(2020, assessment=assessed, stage_to="導入実行")
    )

    (chapter,) = comparison.chapters
    (entry,) = chapter.entries
    assert (chapter.label, entry.new_name, entry.verdicts) == ("評価と決定", "1 公衆無線LAN", (Verdict.ADDED,))
    told = {change.label: change.new for change in entry.changes}
    assert told["評価 ＞ 評価"] == "A"
    assert told["移行後の段階"] == "導入実行"


def test_the_results_of_two_years_are_not_compared():
    assert not compare(with_results(2020, progress="済み"), of_items(item(title="公衆無線LAN"), year=2021))
