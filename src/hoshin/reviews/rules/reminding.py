"""Which mail goes to whom on a day, and what it says. Quiet on days on which the city hall is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hoshin.reviews.rules.calendar import business_day_before, business_day_from, business_days, is_business_day
from hoshin.reviews.rules.desks import Desk
from hoshin.reviews.rules.states import ReminderKind


@dataclass(frozen=True, slots=True)
class Terms:
    """When a round asks and reminds; days count as business days."""

    round_id: int
    title: str
    opens_on: dt.date
    due_on: dt.date
    days_before: tuple[int, ...]
    every_days: int
    escalate_days: int


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report that waits on a desk: since when, and by whom it is written."""

    report_id: int
    round_id: int
    name: str
    department: str
    desk: Desk
    status: str  # as people say it
    since: dt.date
    has_moved: bool = True  # it came from somebody else's desk, and not with the opening of the round


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may get mail, with the reports on their own desks and those that their section has not answered."""

    user_id: int
    name: str
    address: str
    refused: frozenset[ReminderKind]
    on_desk: tuple[OpenReport, ...]
    unanswered: tuple[OpenReport, ...] = ()  # of the sections whose head this person is


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail. The key makes it once: who is told what of which round on which day."""

    key: str
    kind: ReminderKind
    round_id: int
    user_id: int
    address: str
    subject: str
    body: str


def mails_of(terms: Terms, people: Iterable[Person], on: dt.date, *, site_url: str) -> tuple[Mail, ...]:
    """Return the mails of one round on one day; a person gets one of each kind at most, and none without a reason.

    :param site_url: where the workspace is, without the last slash; "" where nobody has told.
    """
    if not is_business_day(on):
        return ()
    kinds = _kinds_of_the_day(terms, on)
    return tuple(
        _mail(kind, terms, person, reports, on, site_url)
        for person in people
        if person.address
        for kind, reports in _told(kinds, terms, person, on)
        if reports and kind not in person.refused
    )


def _kinds_of_the_day(terms: Terms, on: dt.date) -> frozenset[ReminderKind]:
    late = business_days(terms.due_on, on)
    found = set()
    if on == business_day_from(terms.opens_on):
        found.add(ReminderKind.ASKED)
    if on <= terms.due_on and business_days(on, terms.due_on) in terms.days_before:
        found.add(ReminderKind.BEFORE_DUE)
    if late >= 1 and (late - 1) % terms.every_days == 0:
        found.add(ReminderKind.AFTER_DUE)
    if late >= terms.escalate_days >= 1 and (late - terms.escalate_days) % terms.every_days == 0:
        found.add(ReminderKind.TO_HEAD)
    if business_day_before(on).isocalendar().week != on.isocalendar().week:
        found.add(ReminderKind.DIGEST)
    return frozenset(found)


def _told(
    kinds: frozenset[ReminderKind], terms: Terms, person: Person, on: dt.date
) -> Iterator[tuple[ReminderKind, Sequence[OpenReport]]]:
    mine = [one for one in person.on_desk if one.round_id == terms.round_id]
    to_write = [one for one in mine if one.desk is Desk.SECTION]
    day_kinds = [
        kind for kind in (ReminderKind.ASKED, ReminderKind.BEFORE_DUE, ReminderKind.AFTER_DUE) if kind in kinds
    ]
    yield from ((kind, to_write) for kind in day_kinds)
    if ReminderKind.TO_HEAD in kinds:
        yield ReminderKind.TO_HEAD, [one for one in person.unanswered if one.round_id == terms.round_id]
    handed = [one for one in mine if one.has_moved and business_day_before(on) <= one.since < on]
    yield ReminderKind.HANDED, handed
    if ReminderKind.DIGEST in kinds and not (to_write and day_kinds):
        yield ReminderKind.DIGEST, mine  # what another mail of the day says already is not said twice


def _mail(
    kind: ReminderKind, terms: Terms, person: Person, reports: Sequence[OpenReport], on: dt.date, site_url: str
) -> Mail:
    due = f"{terms.due_on.year}年{terms.due_on.month}月{terms.due_on.day}日"
    lines = [
        f"{person.name} 様",
        "",
        _opening(kind, terms, due, on),
        "",
        *(line for report in reports for line in _report_lines(report, site_url)),
        "",
        *_closing(kind, site_url),
    ]
    return Mail(
        key=f"{terms.round_id}:{kind.value}:{on.isoformat()}:{person.user_id}",
        kind=kind,
        round_id=terms.round_id,
        user_id=person.user_id,
        address=person.address,
        subject=f"【{terms.title}】{_subject(kind, due)}（{len(reports)}件）",
        body="\n".join(lines) + "\n",
    )


def _subject(kind: ReminderKind, due: str) -> str:
    return {
        ReminderKind.ASKED: f"報告のお願い 期限{due}",
        ReminderKind.DIGEST: "お手元で待っている報告",
        ReminderKind.BEFORE_DUE: f"期限{due}が近づいています",
        ReminderKind.AFTER_DUE: f"期限{due}を過ぎています",
        ReminderKind.TO_HEAD: "課内に期限を過ぎた報告があります",
        ReminderKind.HANDED: "報告が回ってきました",
    }[kind]


def _opening(kind: ReminderKind, terms: Terms, due: str, on: dt.date) -> str:
    late = business_days(terms.due_on, on)
    return {
        ReminderKind.ASKED: f"「{terms.title}」の照会が始まりました。{due}までに、次の報告をお願いします。",
        ReminderKind.DIGEST: f"「{terms.title}」で、次の報告があなたを待っています。期限は{due}です。",
        ReminderKind.BEFORE_DUE: f"「{terms.title}」の期限は{due}です。次の報告がまだ提出されていません。",
        ReminderKind.AFTER_DUE: f"「{terms.title}」の期限（{due}）を過ぎています。次の報告をお願いします。",
        ReminderKind.TO_HEAD: (
            f"「{terms.title}」の期限（{due}）から{late}開庁日が過ぎました。課内の次の報告がまだ提出されていません。"
        ),
        ReminderKind.HANDED: f"「{terms.title}」の次の報告が、あなたのところに回ってきました。",
    }[kind]


def _report_lines(report: OpenReport, site_url: str) -> Iterator[str]:
    yield f"・{report.name}（{report.department}、{report.status}）"
    if site_url:
        yield f"  {site_url}/staff/reports/{report.report_id}/"


def _closing(kind: ReminderKind, site_url: str) -> Iterator[str]:
    if site_url:
        yield f"この種類の知らせ（{kind.label}）を止めるには: {site_url}/staff/mail/"
    else:
        yield f"この種類の知らせ（{kind.label}）は、職員向けページの「メールの知らせ」で止められます。"
