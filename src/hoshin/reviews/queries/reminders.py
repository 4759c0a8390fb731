"""Who is to be reminded of what, and what became of the mails."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from hoshin.kernel.clock import JST
from hoshin.kernel.models import Deputy, Membership, User
from hoshin.kernel.registry import Permission
from hoshin.reviews.models import MailRefusal, Reminder, Report, Round
from hoshin.reviews.permissions import ANSWER_REPORT, APPROVE_REPORT, RUN_ROUND
from hoshin.reviews.rules.desks import DESKS, Desk
from hoshin.reviews.rules.reminding import OpenReport, Person, Terms
from hoshin.reviews.rules.states import ReminderKind, ReminderStatus, ReportStatus, RoundStatus


def terms_of_open_rounds(*, on: dt.date) -> tuple[Terms, ...]:
    """Return the rounds that ask on that day."""
    rows = Round.objects.filter(status=RoundStatus.OPEN.value, opens_on__lte=on).order_by("id")
    return tuple(
        Terms(
            round_id=row.pk,
            title=row.title,
            opens_on=row.opens_on,
            due_on=row.due_on,
            days_before=tuple(row.remind_days_before),
            every_days=row.remind_every_days,
            escalate_days=row.escalate_days,
        )
        for row in rows
    )


def people_to_remind(*, on: dt.date) -> tuple[Person, ...]:
    """Return everybody on whose desk a report of an open round lies, and the heads of sections that owe one.

    A deputy is told what the principal is told. Four statements, whatever the number of reports and people.
    """
    reports = list(
        Report.objects.filter(round__status=RoundStatus.OPEN.value)
        .exclude(status=ReportStatus.ACCEPTED.value)
        .select_related("item", "department", "round")
        .order_by("round_id", "item__order", "id")
    )
    staff = _Staff(on)
    desks: dict[int, list[OpenReport]] = defaultdict(list)
    owing: dict[int, list[OpenReport]] = defaultdict(list)
    for report in reports:
        open_report = _open_report(report)
        for user_id in staff.at(open_report.desk, report):
            desks[user_id].append(open_report)
        if open_report.desk is Desk.SECTION:
            for user_id in staff.who(APPROVE_REPORT, report.department_id):
                owing[user_id].append(open_report)
    refused = _refusals()
    return tuple(
        Person(
            user_id=pk,
            name=staff.users[pk].get_full_name(),
            address=staff.users[pk].email,
            refused=refused.get(pk, frozenset()),
            on_desk=tuple(desks[pk]),
            unanswered=tuple(owing[pk]),
        )
        for pk in sorted({*desks, *owing})
        if staff.users[pk].is_active
    )


def refusals_of(user_id: int) -> frozenset[ReminderKind]:
    """Return the kinds of mail that a person does not want."""
    return frozenset(ReminderKind(kind) for kind in _kinds(user_id))


def mails_of_round(row: Round) -> list[Reminder]:
    """Return the mails of a round, the newest first."""
    return list(Reminder.objects.filter(round=row).select_related("user").order_by("-day", "-id"))


def counts_of(mails: Sequence[Reminder]) -> tuple[tuple[ReminderStatus, int], ...]:
    """Return how many mails stand where, where there are any."""
    found = Counter(ReminderStatus(mail.status) for mail in mails)
    return tuple((status, found[status]) for status in ReminderStatus if found[status])


def get_reminder(pk: int) -> Reminder:
    return Reminder.objects.select_related("round", "user").get(pk=pk)


def has_mails_to_send() -> bool:
    return Reminder.objects.filter(status__in=[ReminderStatus.WAITING.value, ReminderStatus.SENDING.value]).exists()


def _kinds(user_id: int) -> list[str]:
    return list(MailRefusal.objects.filter(user_id=user_id).values_list("kind", flat=True))


def _refusals() -> Mapping[int, frozenset[ReminderKind]]:
    found: dict[int, set[ReminderKind]] = defaultdict(set)
    for user_id, kind in MailRefusal.objects.values_list("user_id", "kind"):
        found[user_id].add(ReminderKind(kind))
    return {user_id: frozenset(kinds) for user_id, kinds in found.items()}


def _open_report(report: Report) -> OpenReport:
    status = ReportStatus(report.status)
    return OpenReport(
        report_id=report.pk,
        round_id=report.round_id,
        name=f"{report.item.number} {report.item.title}".strip(),
        department=report.department.name,
        desk=DESKS[status],
        status=status.label,
        since=report.since.astimezone(JST).date(),
        has_moved=status not in {ReportStatus.WAITING, ReportStatus.DRAFTING},
    )


class _Staff:
    """Who holds which permission in which department on a day, deputies included. Two statements."""

    def __init__(self, on: dt.date) -> None:
        self.users: dict[int, User] = {}
        self._grants: list[tuple[int, frozenset[str], int | None]] = []
        for row in Membership.objects.select_related("role", "user").order_by("id"):
            if (row.valid_from or on) <= on <= (row.valid_to or on):
                self.users[row.user_id] = row.user
                self._grants.append((row.user_id, frozenset(row.role.permission_keys), row.department_id))
        self._deputies: dict[int, list[int]] = defaultdict(list)
        for deputy in Deputy.objects.filter(valid_from__lte=on, valid_to__gte=on).select_related("deputy"):
            self.users[deputy.deputy_id] = deputy.deputy
            self._deputies[deputy.principal_id].append(deputy.deputy_id)

    def at(self, desk: Desk, report: Report) -> set[int]:
        if desk is Desk.SECTION and report.person_id in self.users:
            return self._with_deputies({report.person_id or 0})
        if desk is Desk.SECTION:
            return self.who(ANSWER_REPORT, report.department_id, not_also=APPROVE_REPORT)
        if desk is Desk.HEAD:
            return self.who(APPROVE_REPORT, report.department_id)
        return self.who(RUN_ROUND, None) if desk is Desk.COORDINATOR else set()

    def who(self, permission: Permission, department_id: int | None, *, not_also: Permission | None = None) -> set[int]:
        """Return who holds it in exactly that department, None: in any. A head writes only where nobody else does."""
        found = {
            (user_id, not_also is not None and not_also.key in keys)
            for user_id, keys, where in self._grants
            if permission.key in keys and department_id in {None, where}
        }
        first = {user_id for user_id, is_second in found if not is_second}
        return self._with_deputies(first or {user_id for user_id, _is_second in found})

    def _with_deputies(self, users: set[int]) -> set[int]:
        return users | {deputy for user in users for deputy in self._deputies[user]}
