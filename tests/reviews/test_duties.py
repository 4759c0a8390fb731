"""Who answers for what, from when, and what goes along when that changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from hoshin.kernel.models import Department, Membership, Role, User
from hoshin.kernel.registry import registry
from hoshin.kernel.versioning import EditedMeanwhile
from hoshin.plan.models import Edition, Item
from hoshin.reviews.actions.duties import (
    BeforeTheLastChange,
    ChangedMeanwhile,
    MayNotAnswer,
    NothingChanges,
    NothingToHandOver,
    NotThere,
    SamePerson,
    end_duty,
    give_duty,
    hand_over,
)
from hoshin.reviews.jobs import follow
from hoshin.reviews.models import Duty, Report
from hoshin.reviews.queries.duties import duties_on, duty_history, holder_of, moving, open_duty
from hoshin.reviews.queries.holders import Holder, reports_astray
from hoshin.reviews.rules.admission import ReasonMissing
from hoshin.reviews.rules.states import ReportStatus
from tests.reviews.asked import ask, brought_to, fresh
from tests.reviews.cycle import ON, make_department, make_edition, make_item
from tests.world import everything_allowed

BY = everything_allowed()
DAY = dt.timedelta(days=1)
APRIL = dt.date(2020, 4, 1)


@pytest.fixture
def item(edition: Edition) -> Item:
    return make_item(edition)


def make_member(name: str, department: Department | None, role: str = "reporter", **changes: Any) -> User:
    user = User.objects.create(username=f"{name}-{User.objects.count()}", full_name=name)
    Membership.objects.create(user=user, role=Role.objects.get(key=role), department=department, **changes)
    return user


def give(item: Item, person: User | None = None, **changes: Any) -> Duty:
    values = {
        "identity": item.identity,
        "instead_of": open_duty(item.identity),
        "department": make_department(),
        "from_date": APRIL,
        "reason": "人事異動",
        "on": ON,
    }
    return give_duty(BY, **{**values, "person": person, **changes})


def test_without_a_duty_the_department_of_the_edition_answers(item: Item) -> None:
    assert holder_of(item.identity, ON) == Holder(make_department().pk)


def test_a_duty_holds_from_its_day_on_and_the_days_before_stay_as_they_were(item: Item) -> None:
    other = make_department("shimin", "市民課")

    give(item, department=other)

    assert holder_of(item.identity, APRIL - DAY) == Holder(make_department().pk)
    assert holder_of(item.identity, APRIL) == Holder(other.pk)


def test_a_new_duty_ends_the_one_before_and_both_stay_in_the_history(item: Item) -> None:
    first = make_member("担当 一", make_department())
    second = make_member("担当 二", make_department())

    give(item, first)
    give(item, second, from_date=ON)

    assert [(one.person, one.from_date, one.ended_date) for one in duty_history(item.identity)] == [
        (second, ON, None),
        (first, APRIL, ON),
    ]
    assert holder_of(item.identity, ON - DAY) == Holder(make_department().pk, first.pk)


def test_a_duty_can_be_corrected_on_its_first_day(item: Item) -> None:
    person = make_member("担当 一", make_department())

    give(item)
    give(item, person)

    assert holder_of(item.identity, APRIL) == Holder(make_department().pk, person.pk)


def test_days_that_are_told_already_do_not_change(item: Item) -> None:
    give(item, from_date=ON)

    with pytest.raises(BeforeTheLastChange, match="10月1日"):
        give(item, make_member("担当 一", make_department()), from_date=APRIL)


def test_what_changes_nothing_or_has_no_reason_is_refused(item: Item) -> None:
    give(item)

    with pytest.raises(NothingChanges):
        give(item, from_date=ON)
    with pytest.raises(ReasonMissing):
        give(item, department=make_department("shimin", "市民課"), reason="  ")


def test_who_gives_second_is_told(item: Item) -> None:
    give(item)

    with pytest.raises(ChangedMeanwhile):
        give(item, department=make_department("shimin", "市民課"), instead_of=None)


@pytest.mark.parametrize("role", ["auditor", "member"])
def test_a_person_without_the_right_to_answer_is_no_holder(item: Item, role: str) -> None:
    with pytest.raises(MayNotAnswer, match="情報推進課"):
        give(item, make_member("監査 桜", make_department(), role))


def test_a_person_of_another_department_or_of_later_is_no_holder(item: Item) -> None:
    with pytest.raises(MayNotAnswer):
        give(item, make_member("市民 花", make_department("shimin", "市民課")))
    with pytest.raises(MayNotAnswer):
        give(item, make_member("新人 光", make_department(), valid_from=ON))


def test_a_department_that_has_ended_does_not_take_a_duty(item: Item) -> None:
    gone = Department.objects.create(key="gone", name="旧課", valid_to=APRIL - DAY)

    with pytest.raises(NotThere, match="旧課"):
        give(item, department=gone)


def test_after_its_end_the_department_of_the_edition_answers_again(item: Item) -> None:
    duty = give(item, department=make_department("shimin", "市民課"))

    ended = end_duty(BY, duty=duty, version=duty.version, ended_date=ON, reason="終わり", on=ON)

    assert holder_of(item.identity, ON - DAY) == Holder(duty.department_id)
    assert holder_of(item.identity, ON) == Holder(make_department().pk)
    with pytest.raises(NothingChanges):
        end_duty(BY, duty=ended, version=ended.version, ended_date=ON, reason="もう一度", on=ON)


def test_an_end_before_the_beginning_or_over_a_change_is_refused(item: Item) -> None:
    duty = give(item)

    with pytest.raises(BeforeTheLastChange):
        end_duty(BY, duty=duty, version=duty.version, ended_date=APRIL - DAY, reason="終わり", on=ON)
    with pytest.raises(EditedMeanwhile):
        end_duty(BY, duty=duty, version=duty.version + 1, ended_date=ON, reason="終わり", on=ON)


def test_the_edition_of_the_year_says_who_answers_in_it(item: Item) -> None:
    later = make_edition(year=2021, status="draft")
    make_item(later, department=make_department("shimin", "市民課"))

    assert holder_of(item.identity, ON) == Holder(make_department().pk)
    assert holder_of(item.identity, dt.date(2021, 4, 1)) == Holder(make_department("shimin").pk)


def test_the_unanswered_report_goes_along_and_the_answered_one_stays(edition: Edition) -> None:
    items = [make_item(edition, key) for key in ("one", "two")]
    ask(items[0])
    waiting, answered = Report.objects.order_by("item__order")
    brought_to(answered, ReportStatus.APPROVED)
    person = make_member("担当 一", make_department())

    for item in items:
        give(item, person, from_date=ON)

    assert fresh(waiting).person == person
    assert fresh(answered).person is None


def test_a_report_that_waits_for_the_head_goes_along_too(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.SUBMITTED)
    other = make_department("shimin", "市民課")

    give(item, department=other, from_date=ON)

    assert fresh(report).department == other


def test_a_report_moves_only_when_the_day_has_come(inside: Any, item: Item) -> None:
    report = ask(item)
    other = make_department("shimin", "市民課")

    give(item, department=other, from_date=ON + DAY)
    follow()
    before = fresh(report).department
    Duty.objects.update(from_date=ON)
    follow()

    assert before == make_department()
    assert fresh(report).department == other
    assert reports_astray(on=ON) == []


def test_moving_a_report_is_no_conflict_for_who_is_writing(item: Item) -> None:
    report = brought_to(ask(item), ReportStatus.DRAFTING)

    give(item, department=make_department("shimin", "市民課"), from_date=ON)

    assert fresh(report).version == report.version


def test_all_duties_of_a_person_move_in_one_step(edition: Edition) -> None:
    items = [make_item(edition, key) for key in ("one", "two", "three")]
    first, second = make_member("担当 一", make_department()), make_member("担当 二", make_department())
    for one in items[:2]:
        give(one, first)
    give(items[2], second)
    report = ask(items[0])

    hand_over(BY, from_person=first, to_person=second, from_date=ON, reason="異動", on=ON)

    assert {holder_of(one.identity, ON) for one in items} == {Holder(make_department().pk, second.pk)}
    assert holder_of(items[0].identity, ON - DAY) == Holder(make_department().pk, first.pk)
    assert fresh(report).person == second
    assert moving(from_person=first, to_person=None, from_date=ON).duties == ()


def test_a_duty_that_begins_later_is_handed_over_from_its_own_day(item: Item) -> None:
    first, second = make_member("担当 一", make_department()), make_member("担当 二", make_department())
    later = ON + 30 * DAY
    give(item, first, from_date=later)

    hand_over(BY, from_person=first, to_person=second, from_date=ON, reason="異動", on=ON)

    assert holder_of(item.identity, later - DAY) == Holder(make_department().pk)
    assert holder_of(item.identity, later) == Holder(make_department().pk, second.pk)


def test_a_duty_whose_end_is_known_is_handed_over_until_that_end(item: Item) -> None:
    people = [make_member(f"担当 {number}", make_department()) for number in "一二三"]
    give(item, people[0])
    give(item, people[1], from_date=ON + 30 * DAY)

    hand_over(BY, from_person=people[0], to_person=people[2], from_date=ON, reason="休職", on=ON)

    days = [ON - DAY, ON, ON + 29 * DAY, ON + 30 * DAY]
    assert [holder.person_id for day in days if (holder := holder_of(item.identity, day))] == [
        people[0].pk,
        people[2].pk,
        people[2].pk,
        people[1].pk,
    ]


def test_where_nobody_takes_over_the_section_answers(item: Item) -> None:
    first = make_member("担当 一", make_department())
    give(item, first)

    hand_over(BY, from_person=first, to_person=None, from_date=ON, reason="退職", on=ON)

    assert holder_of(item.identity, ON) == Holder(make_department().pk)


def test_a_hand_over_that_cannot_be_is_refused_as_a_whole(item: Item) -> None:
    first, stranger = (
        make_member("担当 一", make_department()),
        make_member("市民 花", make_department("shimin", "市民課")),
    )
    give(item, first)
    mark = moving(from_person=first, to_person=None, from_date=ON).mark

    for to_person, seen, error in (
        (first, None, SamePerson),
        (stranger, None, MayNotAnswer),
        (None, f"{mark}?", ChangedMeanwhile),
    ):
        with pytest.raises(error):
            hand_over(BY, from_person=first, to_person=to_person, from_date=ON, reason="異動", on=ON, seen=seen)
    with pytest.raises(NothingToHandOver):
        hand_over(BY, from_person=stranger, to_person=first, from_date=ON, reason="異動", on=ON)
    assert holder_of(item.identity, ON) == Holder(make_department().pk, first.pk)


def test_the_list_of_a_day_takes_as_many_statements_for_one_as_for_many(
    edition: Edition, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        give(make_item(edition, f"item{number}"), make_member(f"担当 {number}", make_department()))

    with django_assert_max_num_queries(8):
        lines = duties_on(ON, edition=edition)

    assert [(line.department, bool(line.person), line.may_answer) for line in lines] == [
        (make_department(), True, True)
    ] * 6


def test_a_person_whose_role_has_ended_is_told(item: Item, edition: Edition) -> None:
    person = make_member("担当 一", make_department())
    give(item, person)
    Membership.objects.filter(user=person).update(valid_to=ON - DAY)

    assert [line.may_answer for line in duties_on(ON, edition=edition)] == [False]


def test_the_worker_looks_after_the_reports() -> None:
    assert "reviews.follow_duties" in {job.key for module in registry.modules() for job in module.jobs}
