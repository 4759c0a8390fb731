from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.reviews.rules.calendar import is_business_day
from hoshin.reviews.rules.desks import Desk
from hoshin.reviews.rules.reminding import Mail, OpenReport, Person, Terms, mails_of
from hoshin.reviews.rules.states import ReminderKind

TERMS = Terms(
    round_id=7,
    title="年度末照会",
    opens_on=dt.date(2020, 10, 1),  # Thursday
    due_on=dt.date(2020, 10, 15),
    days_before=(5, 1),
    every_days=3,
    escalate_days=5,
)
REPORT = OpenReport(
    report_id=3,
    round_id=7,
    name="1 マイナンバーカードの普及",
    department="市民課",
    desk=Desk.SECTION,
    status="未着手",
    since=TERMS.opens_on,
    has_moved=False,
)
WRITER = Person(11, "担当 太郎", "tantou@city.example.jp", frozenset(), on_desk=(REPORT,))
HEAD = Person(12, "課長 次郎", "kachou@city.example.jp", frozenset(), on_desk=(), unanswered=(REPORT,))
SITE = "https://policy.city.example.jp"


def kinds(on: str, *people: Person, terms: Terms = TERMS) -> list[tuple[int, ReminderKind]]:
    return [(mail.user_id, mail.kind) for mail in mails(on, *people, terms=terms)]


def mails(on: str, *people: Person, terms: Terms = TERMS) -> tuple[Mail, ...]:
    return mails_of(terms, people or (WRITER, HEAD), dt.date.fromisoformat(on), site_url=SITE)


@pytest.mark.parametrize(
    ("on", "told"),
    [
        ("2020-10-01", [(11, ReminderKind.ASKED)]),
        ("2020-10-02", []),
        ("2020-10-05", [(11, ReminderKind.DIGEST)]),  # Monday
        ("2020-10-08", [(11, ReminderKind.BEFORE_DUE)]),  # five business days before
        ("2020-10-14", [(11, ReminderKind.BEFORE_DUE)]),
        ("2020-10-15", []),
        ("2020-10-16", [(11, ReminderKind.AFTER_DUE)]),
        ("2020-10-17", []),  # Saturday
        ("2020-10-21", [(11, ReminderKind.AFTER_DUE)]),  # Monday's digest was on the 19th
        ("2020-10-22", [(12, ReminderKind.TO_HEAD)]),
        ("2020-11-03", []),  # 文化の日
    ],
)
def test_a_section_is_asked_reminded_before_and_after_the_day_due_and_then_its_head(
    on: str, told: list[tuple[int, ReminderKind]]
) -> None:
    assert kinds(on) == told


def test_what_begins_on_a_closed_day_is_told_on_the_next_open_one() -> None:
    terms = replace(TERMS, opens_on=dt.date(2020, 10, 3))

    assert kinds("2020-10-03", terms=terms) == []
    assert (11, ReminderKind.ASKED) in kinds("2020-10-05", terms=terms)


def test_whoever_refused_a_kind_gets_the_others() -> None:
    quiet = replace(WRITER, refused=frozenset({ReminderKind.BEFORE_DUE}))

    assert kinds("2020-10-14", quiet) == []
    assert kinds("2020-10-16", quiet) == [(11, ReminderKind.AFTER_DUE)]


def test_a_report_that_came_back_is_told_on_the_next_business_day_and_once() -> None:
    came_back = replace(REPORT, status="差戻し", since=dt.date(2020, 10, 9), has_moved=True)  # Friday
    person = replace(WRITER, on_desk=(came_back,))

    told = [on for on in ("2020-10-09", "2020-10-12", "2020-10-13") if (11, ReminderKind.HANDED) in kinds(on, person)]

    assert told == ["2020-10-12"]


def test_a_mail_says_what_waits_until_when_and_where_and_how_to_stop_it() -> None:
    (mail,) = mails("2020-10-14")

    assert mail.subject == "【年度末照会】期限2020年10月15日が近づいています（1件）"
    assert "担当 太郎 様" in mail.body
    assert "1 マイナンバーカードの普及（市民課、未着手）" in mail.body
    assert f"{SITE}/staff/reports/3/" in mail.body
    assert f"{SITE}/staff/mail/" in mail.body


def test_whoever_has_nothing_to_do_or_no_address_gets_no_mail() -> None:
    assert kinds("2020-10-14", replace(WRITER, on_desk=())) == []
    assert kinds("2020-10-14", replace(WRITER, address="")) == []


@given(
    st.dates(dt.date(2020, 9, 1), dt.date(2021, 3, 31)),
    st.sets(st.sampled_from(ReminderKind)),
    st.lists(st.integers(0, 20), max_size=3),
    st.integers(1, 10),
    st.integers(0, 10),
)
def test_on_no_day_two_mails_of_a_kind_go_to_one_person_and_none_on_a_closed_day(
    on: dt.date, refused: set[ReminderKind], before: list[int], every: int, escalate: int
) -> None:
    terms = replace(TERMS, days_before=tuple(before), every_days=every, escalate_days=escalate)
    people = [replace(WRITER, refused=frozenset(refused)), HEAD]

    made = mails_of(terms, people, on, site_url="")

    assert len({(mail.user_id, mail.kind) for mail in made}) == len(made) == len({mail.key for mail in made})
    assert not made or is_business_day(on)
    assert all(mail.kind not in refused for mail in made if mail.user_id == WRITER.user_id)
