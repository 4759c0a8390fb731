"""Mails as they arrive: through SMTP, at a real server."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hoshin.kernel.models import Department, Deputy, Membership, Role, User
from hoshin.reviews import jobs
from hoshin.reviews.actions.reminders import NotFailed, choose_mails, make_reminders, send_again
from hoshin.reviews.models import Reminder, Round
from hoshin.reviews.queries.reminders import people_to_remind
from hoshin.reviews.rules.reminding import Mail
from hoshin.reviews.rules.states import ReminderKind, ReminderStatus, ReportStatus
from tests.reviews.cycle import ON, make_department, make_edition, make_item, make_report, make_round
from tests.reviews.mail_sink import MailSink, mail_sink
from tests.world import City, everything_allowed, make_city, make_person

PROJECT = Path(__file__).parents[2]
SECONDS = 60
BY = everything_allowed()


@pytest.fixture
def office_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    at = dt.datetime.combine(ON, dt.time(8, 7), tzinfo=dt.UTC)
    monkeypatch.setattr(jobs, "moment", lambda _municipality: at)


def through(sink: MailSink, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", sink.port, False


def make_writer(name: str, department: Department, *, role: str = "reporter") -> User:
    user = User.objects.create(username=name, full_name=name, email=f"{name}@city.example.jp")
    Membership.objects.create(user=user, role=Role.objects.get(key=role), department=department)
    return user


def make_mails(round_: Round, user: User, *, number: int) -> None:
    mails = [
        Mail(
            key=f"{round_.pk}:{index}",
            kind=ReminderKind.ASKED,
            round_id=round_.pk,
            user_id=user.pk,
            address=user.email or f"person{index}@city.example.jp",
            subject=f"報告のお願い {index}",
            body="本文\n",
        )
        for index in range(number)
    ]
    make_reminders(BY, mails=mails, on=ON)


def send(city: City) -> None:
    jobs.send_reminders.func(municipality_id=city.municipality.pk)


@pytest.mark.usefixtures("office_hours")
def test_on_the_day_of_a_round_each_writer_gets_one_mail_however_often_the_job_runs(city, settings) -> None:
    with city.scope():
        edition = make_edition()
        row = make_round(edition)
        writer = make_writer("tantou", make_department())
        make_report(row, make_item(edition), status=ReportStatus.WAITING.value)
        make_report(row, make_item(edition, "kiosk"), status=ReportStatus.WAITING.value)
        jobs.remind()
        jobs.remind()
    with mail_sink() as sink:
        through(sink, settings)
        send(city)
        send(city)

    (mail,) = sink.mails
    assert mail["To"] == writer.email
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "取組 cards" in mail.get_content()
    assert "取組 kiosk" in mail.get_content()


def test_before_office_hours_nothing_is_made(city, monkeypatch) -> None:
    early = dt.datetime.combine(ON, dt.time(7, 7), tzinfo=dt.UTC)
    monkeypatch.setattr(jobs, "moment", lambda _municipality: early)
    with city.scope():
        edition = make_edition()
        make_writer("tantou", make_department())
        make_report(make_round(edition), make_item(edition), status=ReportStatus.WAITING.value)

        jobs.remind()

        assert not Reminder.objects.exists()


def test_who_is_told_follows_the_report_from_desk_to_desk_and_includes_deputies(inside: City) -> None:
    edition, department, other = make_edition(), make_department(), make_department("shimin", "市民課")
    writer, head = make_writer("tantou", department), make_writer("kachou", department, role="head")
    make_writer("yoso", other)
    deputy = make_writer("dairi", other)
    Deputy.objects.create(principal=head, deputy=deputy, valid_from=ON, valid_to=ON, reason="出張")
    coordinator = make_person(inside)
    report = make_report(make_round(edition), make_item(edition), status=ReportStatus.WAITING.value)

    def told(status: ReportStatus, *, on: dt.date = ON) -> set[int]:
        type(report).objects.filter(pk=report.pk).update(status=status.value)
        return {person.user_id for person in people_to_remind(on=on) if person.on_desk}

    assert told(ReportStatus.WAITING) == {writer.pk}
    assert told(ReportStatus.SUBMITTED) == {head.pk, deputy.pk}
    assert told(ReportStatus.SUBMITTED, on=ON + dt.timedelta(days=1)) == {head.pk}
    assert told(ReportStatus.APPROVED) == {coordinator.pk}
    assert told(ReportStatus.ACCEPTED) == set()


def test_the_people_are_found_in_four_statements(inside: City, django_assert_num_queries) -> None:
    edition = make_edition()
    row = make_round(edition)
    for number in range(5):
        department = make_department(f"ka-{number}", f"第{number}課")
        make_writer(f"tantou-{number}", department)
        item = make_item(edition, f"item-{number}", department=department)
        make_report(row, item, status=ReportStatus.WAITING.value)

    with django_assert_num_queries(4):
        assert len(people_to_remind(on=ON)) == 5


def test_an_address_that_the_server_refuses_is_told_and_can_be_tried_again(city, settings) -> None:
    with city.scope():
        row = make_round(make_edition())
        user = make_writer("dare", make_department())
        make_mails(row, user, number=1)
    with mail_sink(unknown=frozenset({user.email})) as sink:
        through(sink, settings)
        send(city)
    with city.scope():
        failed = Reminder.objects.get()
        assert failed.status == ReminderStatus.FAILED
        assert "宛先" in failed.error
        send_again(BY, reminder=failed, on=ON)
    with mail_sink() as sink:
        through(sink, settings)
        send(city)
    with city.scope():
        sent = Reminder.objects.get()
        assert sent.status == ReminderStatus.SENT
        with pytest.raises(NotFailed):
            send_again(BY, reminder=sent, on=ON)
    assert sink.ids == [sent.message_id]


def test_without_a_mail_server_the_mails_wait_for_the_next_run(city, settings) -> None:
    with city.scope():
        make_mails(make_round(make_edition()), make_writer("dare", make_department()), number=2)
    with mail_sink() as gone:
        through(gone, settings)
    send(city)
    with city.scope():
        assert {row.status for row in Reminder.objects.all()} == {ReminderStatus.WAITING}
        assert {row.tries for row in Reminder.objects.all()} == {1}
    with mail_sink() as sink:
        through(sink, settings)
        send(city)

    assert len(set(sink.ids)) == len(sink.ids) == 2


def test_a_mail_that_was_not_sent_on_its_day_is_dropped(city, settings) -> None:
    with city.scope():
        make_mails(make_round(make_edition()), make_writer("dare", make_department()), number=1)
        Reminder.objects.update(day=ON - dt.timedelta(days=1))
    with mail_sink() as sink:
        through(sink, settings)
        send(city)

    assert sink.mails == []
    with city.scope():
        assert Reminder.objects.get().status == ReminderStatus.DROPPED


def test_a_kind_that_a_person_does_not_want_is_not_made(inside: City) -> None:
    edition, user = make_edition(), make_writer("tantou", make_department())
    make_report(make_round(edition), make_item(edition), status=ReportStatus.WAITING.value)

    choose_mails(BY, user=user, wanted=[ReminderKind.TO_HEAD])

    (person,) = people_to_remind(on=ON)
    assert person.refused == set(ReminderKind) - {ReminderKind.TO_HEAD}


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_in_the_middle_of_two_hundred_mails_leaves_none_out_and_sends_none_twice() -> None:
    city = make_city()
    with city.scope():
        user = User.objects.create(username="minna", full_name="みんな")
        type(city.municipality).objects.filter(pk=city.municipality.pk).update(
            is_example=True, example_clock=ON, example_notice="試験"
        )
        make_mails(make_round(make_edition()), user, number=200)
    with mail_sink(notable=90) as sink:
        first = start_sender(sink, city)
        assert sink.reached.wait(SECONDS)
        first.kill()
        first.wait(SECONDS)
        at_the_kill = list(sink.ids)
        assert start_sender(sink, city).wait(SECONDS) == 0

    with city.scope():
        assert {row.status for row in Reminder.objects.all()} == {ReminderStatus.SENT}
        expected = set(Reminder.objects.values_list("message_id", flat=True))
    assert 90 <= len(at_the_kill) < 200
    assert set(sink.ids) == expected
    # Only the mail that was in hand when the power went may be handed over again, known by its Message-ID.
    again = [message_id for message_id, times in Counter(sink.ids).items() if times > 1]
    assert again in ([], at_the_kill[-1:])


def start_sender(sink: MailSink, city: City) -> subprocess.Popen[bytes]:
    name = str(connection.settings_dict["NAME"])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    }
    arguments = [name, str(sink.port), str(city.municipality.pk)]
    return subprocess.Popen([sys.executable, "-m", "tests.reviews.send_mails", *arguments], env=environment)
