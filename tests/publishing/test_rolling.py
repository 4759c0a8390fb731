"""What the next edition begins with: nothing is lost but what was decided to go."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.kernel.fiscal import FiscalYear
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc
from hoshin.publishing.rules.rolling import Fate, Rolled, rolled
from hoshin.publishing.rules.succession import Succession
from hoshin.reviews.rules.results import CarryOver

NEXT = FiscalYear(2021)
DAY = NEXT.first_day


def item(key: str, **fields: Any) -> dict[str, Any]:
    return {"key": key, "title": f"取組{key}", **fields}


def kpi(key: str, *periods: str, **fields: Any) -> dict[str, Any]:
    targets = [{"period": period, "value": "10件"} for period in periods]
    return {"key": key, "name": f"指標{key}", "unit": "件", "targets": targets, **fields}


def edition(*items: dict[str, Any], **fields: Any) -> EditionDoc:
    stages = [{"key": "survey", "label": "調査研究"}, {"key": "rollout", "label": "導入実行"}]
    return EditionDoc.model_validate(
        {"year": 2020, "title": "方針", "levels": ["目標", "取組", "事業"], "stages": stages, "items": items, **fields}
    )


def roll(*items: dict[str, Any], departments: Any = (), **carry: CarryOver) -> Rolled:
    return rolled(edition(*items), NEXT, carry=carry, departments=departments)


def only(found: Rolled) -> Any:
    (one,) = found.document.items
    return one


def test_the_next_edition_is_a_draft_of_its_own_year_without_the_results_of_the_old_one():
    old = edition(status="published", results=[{"item": "a", "progress": "済み"}], scale=[{"key": "a", "label": "A"}])

    new = rolled(old, NEXT, carry={}).document

    assert (new.year, new.status, new.results, new.scale) == (2021, "draft", (), old.scale)


def test_an_accepted_report_becomes_what_was_done_and_what_is_planned():
    carry = CarryOver("a", progress="3校で始めました。", next_plan="全校に広げます。")

    found = roll(item("a", progress="昔のこと", plan="去年の計画"), a=carry)

    assert (only(found).progress, only(found).plan) == ("3校で始めました。", "全校に広げます。")
    assert found.stale == {}


def test_texts_that_nobody_renewed_are_marked_and_stay():
    found = roll(
        item("a", summary="概要", progress="昔のこと", plan="去年の計画", schedule=[{"year": 2020, "text": "着手"}])
    )

    assert (only(found).progress, only(found).plan) == ("昔のこと", "去年の計画")
    assert found.stale == {"a": ("progress", "plan", "schedule")}


def test_an_item_to_be_revised_has_its_summary_marked_too():
    assert roll(item("a"), a=CarryOver("a", effect="revise")).stale == {"a": ("summary",)}


def test_a_passed_gate_moves_the_stage_and_states_it():
    stage = {"stage": "survey", "certainty": "inferred", "note": "前後から"}

    found = roll(item("a", stage=stage), a=CarryOver("a", stage_to_key="rollout"))

    assert only(found).stage.model_dump() == {"stage": "rollout", "certainty": "stated", "note": ""}


@pytest.mark.parametrize(
    ("carry", "fate"),
    [(CarryOver("a", effect="end"), Fate.ENDED), (CarryOver("a", stage_to_key=""), Fate.STOPPED)],
)
def test_what_ended_or_stopped_is_not_carried_and_neither_are_its_reposts(carry, fate):
    found = roll(item("a"), item("again", repost_of="a"), a=carry)

    assert found.document.items == ()
    assert [one.fate for one in found.items] == [fate]


def test_what_is_merged_brings_its_indicators_and_its_origin():
    found = roll(
        item("a", indicators=[kpi("ka")]),
        item("b", indicators=[kpi("kb")]),
        a=CarryOver("a", "merge", merge_into_key="b"),
    )

    assert only(found).key == "b"
    assert [one.key for one in only(found).indicators] == ["kb", "ka"]
    assert [origin.model_dump() for origin in only(found).origins] == [{"item": "a", "kind": "merged"}]
    assert found.stale == {"b": ("summary",)}


@pytest.mark.parametrize(
    "others",
    [
        {"b": CarryOver("b", "end")},
        {"b": CarryOver("b", "merge", merge_into_key="a")},
        {"b": CarryOver("b", "merge", merge_into_key="nowhere")},
    ],
)
def test_what_should_be_merged_into_something_that_goes_stays_and_is_marked(others):
    found = roll(item("a"), item("b"), a=CarryOver("a", "merge", merge_into_key="b"), **others)

    assert "a" in {one.key for one in found.document.items}
    assert "summary" in found.stale["a"]


def test_what_hung_on_an_item_that_ends_hangs_on_the_one_above():
    found = roll(item("top"), item("mid", parent="top"), item("low", parent="mid"), mid=CarryOver("mid", "end"))

    assert {one.key: one.parent for one in found.document.items} == {"top": None, "low": "top"}


def test_what_hung_on_a_merged_item_hangs_on_its_heir():
    found = roll(
        item("one"), item("two"), item("low", parent="one"), one=CarryOver("one", "merge", merge_into_key="two")
    )

    assert {one.key: one.parent for one in found.document.items} == {"two": None, "low": "two"}


def test_targets_of_past_years_and_breaks_of_the_series_stay_with_the_edition_that_stated_them():
    found = roll(item("a", indicators=[kpi("k", "FY2020", "FY2021", "FY2023", breaks_series=True)]))

    (indicator,) = only(found).indicators
    assert [str(target.period) for target in indicator.targets] == ["FY2021", "FY2023"]
    assert not indicator.breaks_series


# ---- departments ----


def department(key: str, *, until: str | None = None, **succeeds: str) -> DepartmentDoc:
    origins = [{"department": name, "kind": kind} for name, kind in succeeds.items()]
    return DepartmentDoc.model_validate({"key": key, "name": f"{key}課", "valid_to": until, "succeeds": origins})


def departments_of(*departments: DepartmentDoc, uses: list[dict[str, str]]) -> list[dict[str, str]]:
    found = roll(item("a", departments=uses), departments=departments)
    return [use.model_dump(exclude_defaults=True) for use in only(found).departments]


def test_a_department_renamed_on_the_first_day_of_the_year_goes_by_its_new_name():
    rows = (department("old", until="2021-03-31"), department("new", old="renamed"))

    assert departments_of(*rows, uses=[{"department": "old"}]) == [{"department": "new"}]


def test_one_that_holds_until_after_the_first_day_is_not_renamed_yet():
    rows = (department("old", until="2021-04-01"), department("new", old="renamed"))

    assert departments_of(*rows, uses=[{"department": "old"}]) == [{"department": "old"}]


def test_two_departments_merged_into_one_stand_there_once():
    rows = (
        department("a", until="2021-03-31"),
        department("b", until="2021-03-31"),
        department("c", a="merged", b="merged"),
    )

    found = departments_of(*rows, uses=[{"department": "a"}, {"department": "b", "role": "joint"}])

    assert found == [{"department": "c"}]


def test_the_parts_of_a_split_are_inferences():
    rows = (department("a", until="2021-03-31"), department("b", a="split"), department("c", a="split"))

    found = departments_of(*rows, uses=[{"department": "a"}])

    doubt = {"certainty": "inferred", "note": "「a課」の分割によります。"}
    assert found == [{"department": "b", **doubt}, {"department": "c", "role": "joint", **doubt}]


def test_one_that_ended_without_a_successor_stays_as_a_question():
    (found,) = departments_of(department("a", until="2021-03-31"), uses=[{"department": "a"}])

    assert (found["department"], found["certainty"]) == ("a", "inferred")


def test_successions_that_go_round_end():
    rows = [department("a", until="2020-03-31", b="renamed"), department("b", until="2020-03-31", a="renamed")]

    assert Succession(rows).on(dt.date(2021, 4, 1), "a") == ()


# ---- whatever was decided ----

KEYS = ["a", "b", "c", "d", "e"]


@st.composite
def trees(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Items up to three levels deep; the last may be shown again."""
    rows = []
    depth: dict[str, int] = {}
    for place, key in enumerate(KEYS[: draw(st.integers(1, 5))]):
        parents = [None, *(one for one in KEYS[:place] if depth[one] < 2)]
        parent = draw(st.sampled_from(parents))
        depth[key] = 0 if parent is None else depth[parent] + 1
        indicators = [kpi(f"{key}-{n}") for n in range(draw(st.integers(0, 2)))]
        rows.append(item(key, parent=parent, indicators=indicators, plan=draw(st.sampled_from(["", "計画"]))))
    if draw(st.booleans()):
        rows.append(item("again", repost_of=draw(st.sampled_from([row["key"] for row in rows]))))
    return rows


decisions = st.dictionaries(
    st.sampled_from(KEYS),
    st.builds(
        CarryOver,
        item_key=st.just(""),
        effect=st.sampled_from(["carry", "revise", "merge", "end"]),
        merge_into_key=st.sampled_from([*KEYS, "", "nowhere"]),
        stage_to_key=st.sampled_from([None, None, "", "rollout"]),
        next_plan=st.sampled_from(["", "次の計画"]),
    ),
)


@given(trees(), decisions)
def test_every_identity_that_does_not_end_is_kept_and_no_indicator_of_it_is_lost(rows, carry):
    old = edition(*rows)
    found = rolled(old, NEXT, carry=carry)
    gone = {one.old.key: one for one in found.items if one.new is None}
    kept = {one.key: one for one in found.document.items}

    own = {row["key"] for row in rows if "repost_of" not in row}
    assert own == {one.old.key for one in found.items if one.old.repost_of is None}
    assert set(gone).isdisjoint(kept)
    for key, one in gone.items():
        decided = carry[key]
        assert decided.effect in {"end", "merge"} or decided.stage_to_key == ""
        assert one.fate is not Fate.MERGED or (one.heir is not None and one.heir.key in kept)
    ended = {key for key, one in gone.items() if one.fate is not Fate.MERGED}
    assert {k.key for one in kept.values() for k in one.indicators} == {
        k.key for one in old.items if one.key not in ended for k in one.indicators
    }
    assert all(one.parent is None or one.parent in kept for one in kept.values())
    assert all(one.repost_of is None or one.repost_of in kept for one in kept.values())


@given(trees(), decisions)
def test_the_tree_stays_a_tree_of_the_same_depth_or_less(rows, carry):
    found = rolled(edition(*rows), NEXT, carry=carry).document
    parents = {one.key: one.parent for one in found.items}

    for key in parents:
        chain = []
        above: str | None = key
        while above is not None:
            assert above not in chain
            chain.append(above)
            above = parents[above]
        assert len(chain) <= len(found.levels)
