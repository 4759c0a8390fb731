from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from hoshin.indicators.rules.admission import HoldsMyNumber
from hoshin.kernel.refusal import Refused
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition, Item
from hoshin.reviews.actions.assessing import assess
from hoshin.reviews.actions.deciding import correct_decision, record_decision
from hoshin.reviews.actions.vocabulary import (
    add_word,
    change_word,
    move_word,
    put_default_vocabulary,
    remove_word,
)
from hoshin.reviews.models import Assessment, Decision, DecisionKind, ScaleMark
from hoshin.reviews.queries.assessing import assessables_of
from hoshin.reviews.queries.decisions import decision_histories, decisions_of
from hoshin.reviews.queries.vocabulary import words_of
from hoshin.reviews.rules.admission import ReasonMissing
from hoshin.reviews.rules.decisions import (
    CorrectedAlready,
    DecidedAlready,
    HeirDoesNotStay,
    IsAnHeir,
    NeedsAnHeir,
    OfAnotherEdition,
    RoundIsNotAsked,
)
from hoshin.reviews.rules.states import RoundStatus
from hoshin.reviews.rules.vocabulary import DEFAULT_DECISIONS, DEFAULT_MARKS, WordInUse, WordTaken
from tests.reviews.asked import COORDINATOR
from tests.reviews.cycle import ON, make_edition, make_item, make_round

MY_NUMBER = "1234 5678 9018"


@pytest.fixture
def worded(edition: Edition) -> Edition:
    return put_default_vocabulary(COORDINATOR, edition=edition)


def kind(edition: Edition, key: str) -> DecisionKind:
    return DecisionKind.objects.get(edition=edition, key=key)


def mark(edition: Edition, key: str) -> ScaleMark:
    return ScaleMark.objects.get(edition=edition, key=key)


def decide(item: Item, key: str = "continue", **changes: Any) -> Decision:
    values = {"reason": "審議の結果", "decider": "推進本部", "decided_on": ON, **changes}
    return record_decision(COORDINATOR, edition=item.edition, item=item, kind=kind(item.edition, key), **values)


def correct(decision: Decision, key: str, **changes: Any) -> Decision:
    values = {"reason": "読み違い", "decider": "推進本部", "decided_on": ON, **changes}
    return correct_decision(COORDINATOR, decision=decision, kind=kind(decision.edition, key), **values)


def test_an_edition_begins_with_the_usual_words_once(worded: Edition) -> None:
    put_default_vocabulary(COORDINATOR, edition=worded)

    assert [one.label for one in words_of(ScaleMark, worded)] == [one.label for one in DEFAULT_MARKS]
    assert [one.effect for one in words_of(DecisionKind, worded)] == [one.effect for one in DEFAULT_DECISIONS]


def test_words_of_its_own_stay(edition: Edition) -> None:
    add_word(COORDINATOR, edition=edition, model=ScaleMark, values={"label": "◎", "meaning": "順調"})

    put_default_vocabulary(COORDINATOR, edition=edition)

    assert [one.label for one in words_of(ScaleMark, edition)] == ["◎"]
    assert words_of(DecisionKind, edition).count() == len(DEFAULT_DECISIONS)


def test_a_word_is_there_once_and_moves_among_its_like(worded: Edition) -> None:
    with pytest.raises(WordTaken):
        add_word(COORDINATOR, edition=worded, model=ScaleMark, values={"label": "A"})

    move_word(COORDINATOR, word=mark(worded, "c"), steps=-1)
    move_word(COORDINATOR, word=mark(worded, "a"), steps=-1)

    assert [one.label for one in words_of(ScaleMark, worded)] == ["A", "C", "B", "D", "評価できない"]


def test_what_a_word_does_is_fixed_once_something_was_said_with_it(worded: Edition) -> None:
    decide(make_item(worded))
    word = kind(worded, "continue")

    with pytest.raises(WordInUse):
        remove_word(COORDINATOR, word=word)
    with pytest.raises(WordInUse):
        change_word(COORDINATOR, word=word, version=1, values={"label": "継続", "effect": "end"})

    changed = change_word(COORDINATOR, word=word, version=1, values={"label": "現行どおり", "effect": "carry"})
    assert changed.label == "現行どおり"
    remove_word(COORDINATOR, word=kind(worded, "expand"))


def test_an_assessment_is_made_and_changed_under_ones_name(worded: Edition) -> None:
    item, asked = make_item(worded), make_round(worded)
    values: dict[str, Any] = {"round": asked, "item": item, "on": ON}

    first = assess(COORDINATOR, mark=mark(worded, "b"), comment="計画どおり", version=None, **values)
    again = assess(COORDINATOR, mark=mark(worded, "c"), comment="遅れた", version=first.version, **values)

    assert (again.pk, again.mark.label, again.assessed_by_name) == (first.pk, "C", COORDINATOR.name)
    for stale in (None, first.version):
        with pytest.raises(EditedMeanwhile):
            assess(COORDINATOR, mark=mark(worded, "a"), comment="", version=stale, **values)
    assert Assessment.objects.get().comment == "遅れた"


@pytest.mark.parametrize("status", [RoundStatus.PREPARING, RoundStatus.CANCELLED])
def test_a_round_that_was_not_asked_is_not_assessed(worded: Edition, status: RoundStatus) -> None:
    asked = make_round(worded, status=status.value)

    with pytest.raises(RoundIsNotAsked):
        assess(
            COORDINATOR,
            round=asked,
            item=make_item(worded),
            mark=mark(worded, "a"),
            comment="",
            version=None,
            on=ON,
        )


def test_the_scale_of_another_edition_does_not_count(worded: Edition) -> None:
    other = put_default_vocabulary(COORDINATOR, edition=make_edition(year=2021))

    with pytest.raises(OfAnotherEdition):
        assess(
            COORDINATOR,
            round=make_round(worded),
            item=make_item(worded),
            mark=mark(other, "a"),
            comment="",
            version=None,
            on=ON,
        )
    foreign, item = kind(other, "continue"), make_item(worded, "maps")
    with pytest.raises(OfAnotherEdition):
        record_decision(
            COORDINATOR,
            edition=worded,
            item=item,
            kind=foreign,
            reason="審議",
            decider="推進本部",
            decided_on=ON,
        )


def test_a_decision_is_recorded_once_and_corrected_with_both_kept(worded: Edition) -> None:
    item = make_item(worded)
    first = decide(item)
    with pytest.raises(DecidedAlready):
        decide(item, "abolish")

    second = correct(first, "abolish")
    with pytest.raises(CorrectedAlready):
        correct(first, "complete")

    (history,) = decision_histories(worded.pk)
    assert (history.current, history.replaced) == (second, (first,))
    assert [one.kind.label for one in decisions_of(worded.pk)] == ["廃止"]


@pytest.mark.parametrize("field", ["reason", "decider"])
def test_a_decision_says_who_and_why_and_nobodys_number(worded: Edition, field: str) -> None:
    item = make_item(worded)
    with pytest.raises(Refused) as refused:
        decide(item, **{field: " "})
    with pytest.raises(HoldsMyNumber):
        decide(item, **{field: f"番号 {MY_NUMBER}"})

    assert refused.value.field == field
    assert not Decision.objects.exists()


def test_a_merger_leads_to_something_that_stays(worded: Edition) -> None:
    one, two, three = (make_item(worded, key) for key in ("cards", "maps", "kiosks"))
    with pytest.raises(NeedsAnHeir):
        decide(one, "merge")
    with pytest.raises(NeedsAnHeir):
        decide(one, "merge", merge_into=one)
    ended = decide(three, "abolish")
    with pytest.raises(HeirDoesNotStay):
        decide(one, "merge", merge_into=three)
    assert ended.merge_into is None

    decide(one, "merge", merge_into=two)

    with pytest.raises(IsAnHeir):
        decide(two, "abolish")
    with pytest.raises(IsAnHeir):
        decide(two, "merge", merge_into=one)


def test_an_heir_is_left_aside_where_the_word_does_not_merge(worded: Edition) -> None:
    one, two = make_item(worded, "cards"), make_item(worded, "maps")

    assert decide(one, "continue", merge_into=two).merge_into is None


def test_reasons_are_not_left_out_of_corrections(worded: Edition) -> None:
    first = decide(make_item(worded))

    with pytest.raises(ReasonMissing):
        correct(first, "abolish", reason="")


LINES = st.lists(
    st.tuples(
        st.sampled_from(["cards", "maps", "kiosks"]),
        st.sampled_from(["continue", "merge", "abolish", "revise"]),
        st.sampled_from(["cards", "maps", "kiosks"]),
    ),
    max_size=10,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_whatever_is_decided_every_merger_leads_to_what_stays_and_nothing_said_is_lost(
    worded: Edition, lines: list[tuple[str, str, str]]
) -> None:
    with transaction.atomic():
        items = {key: make_item(worded, key) for key in ("cards", "maps", "kiosks")}
        told = 0
        for number, (key, word, heir) in enumerate(lines):
            standing = {one.item_id: one for one in decisions_of(worded.pk)}
            known = standing.get(items[key].pk)
            values: dict[str, Any] = {"merge_into": items[heir], "decided_on": ON + dt.timedelta(days=number)}
            with suppress(Refused):
                _ = correct(known, word, **values) if known else decide(items[key], word, **values)
                told += 1
        now = {one.item_id: one for one in decisions_of(worded.pk)}
        assert len(now) == len(decisions_of(worded.pk))
        assert Decision.objects.count() == told == sum(1 + len(one.replaced) for one in decision_histories(worded.pk))
        for one in now.values():
            assert (one.merge_into_id is not None) is (one.kind.effect == "merge")
            if one.merge_into_id in now:
                assert now[one.merge_into_id].kind.effect not in {"merge", "end"}
        transaction.set_rollback(True)


@pytest.mark.parametrize("items", [2, 9])
def test_lists_cost_the_same_however_many_items_there_are(
    worded: Edition, items: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = make_round(worded)
    for number in range(items):
        item = make_item(worded, f"item-{number}")
        correct(decide(item), "abolish")
        values: dict[str, Any] = {"round": asked, "item": item, "on": ON, "version": None}
        assess(COORDINATOR, mark=mark(worded, "b"), comment="計画どおり", **values)

    with django_assert_num_queries(2):
        assert len(decision_histories(worded.pk)) == items
    with django_assert_num_queries(4):
        assert len(assessables_of(asked, ON)) == items
