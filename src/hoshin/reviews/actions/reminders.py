"""Mails that remind: made once a day for each reason, sent once.

Between the moment in which a mail server takes a mail and the moment in which we note that, a power cut can fall. The
mail that was in hand then is handed over again, with the same Message-ID, by which a mailbox knows it as the same one;
every other one is sent exactly once. The other choice, never to try again, would lose it in silence.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from procrastinate.contrib.django import app

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality, User
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.refusal import Refused
from hoshin.kernel.scope import current_municipality_id
from hoshin.reviews.models import MailRefusal, Reminder
from hoshin.reviews.permissions import RUN_ROUND, VIEW_ROUNDS
from hoshin.reviews.rules.reminding import Mail
from hoshin.reviews.rules.states import ReminderKind, ReminderStatus

SEND_TASK = "reviews.send_reminders"
QUEUE = "mail"
MOST_TRIES = 6
OPEN = (ReminderStatus.WAITING.value, ReminderStatus.SENDING.value)


class NotFailed(Refused):
    """Only a mail that could not be sent is sent again."""

    def __init__(self) -> None:
        super().__init__("この知らせは送信できなかったものではないので、送り直せません。")


@action(RUN_ROUND, "reviews.reminders.made")
def make_reminders(by: Actor, *, mails: Sequence[Mail], on: dt.date) -> Municipality:
    """Put mails in line that are not there yet: the key of each is unique, so that doing it twice changes nothing."""
    Reminder.objects.bulk_create(
        (
            Reminder(
                key=mail.key,
                round_id=mail.round_id,
                user_id=mail.user_id,
                kind=mail.kind.value,
                day=on,
                address=mail.address,
                subject=mail.subject,
                body=mail.body,
                message_id=f"<{uuid.uuid4()}@hoshin>",
            )
            for mail in mails
        ),
        ignore_conflicts=True,
    )
    return get_municipality()


@action(RUN_ROUND, "reviews.reminder.repeated")
def send_again(by: Actor, *, reminder: Reminder, on: dt.date) -> Reminder:
    """Put a mail that could not be sent in line once more, for the address that the person has now.

    :raises NotFailed: it waits, or was sent.
    """
    row = Reminder.objects.select_for_update().select_related("user").get(pk=reminder.pk)
    if row.status != ReminderStatus.FAILED:
        raise NotFailed
    row.status, row.tries, row.error, row.day = ReminderStatus.WAITING.value, 0, "", on
    row.address = row.user.email or row.address
    row.save(update_fields=["status", "tries", "error", "day", "address"])
    have_sent()
    return row


@action(VIEW_ROUNDS, "reviews.mail.chosen")
def choose_mails(by: Actor, *, user: User, wanted: Sequence[ReminderKind]) -> User:
    """Say which kinds of mail a person wants; the others are not made any more."""
    MailRefusal.objects.filter(user=user).delete()
    MailRefusal.objects.bulk_create(
        MailRefusal(user=user, kind=kind.value) for kind in ReminderKind if kind not in wanted
    )
    return user


def have_sent() -> None:
    """Let the worker send what is in line. The lock makes it one sender a municipality, also after a kill."""
    municipality_id = current_municipality_id()
    task = app.configure_task(SEND_TASK, queue=QUEUE, lock=f"{SEND_TASK}:{municipality_id}")
    task.defer(municipality_id=municipality_id)


# What follows is done by the one sender of a municipality, mail by mail; the rows themselves tell of it.


def next_to_send(*, at: dt.datetime, on: dt.date) -> Reminder | None:
    """Take the next mail in hand, or None. What waited until the day was over is dropped: the next day says it anew."""
    Reminder.objects.filter(status__in=OPEN, day__lt=on).update(status=ReminderStatus.DROPPED.value)
    with transaction.atomic():
        rows = Reminder.objects.select_for_update(skip_locked=True).filter(status__in=OPEN, tries__lt=MOST_TRIES)
        # One that is in hand already was so when a worker died. One that failed just now waits for the next run.
        row = rows.exclude(claimed_at__gte=at).order_by("id").first()
        if row is None:
            return None
        row.status, row.claimed_at, row.tries = ReminderStatus.SENDING.value, at, row.tries + 1
        row.save(update_fields=["status", "claimed_at", "tries"])
    return row


def note_sent(reminder: Reminder, *, at: dt.datetime) -> None:
    Reminder.objects.filter(pk=reminder.pk).update(status=ReminderStatus.SENT.value, sent_at=at, error="")


def note_not_sent(reminder: Reminder, *, error: str, is_final: bool) -> None:
    """Keep why; it is tried again with the next run unless that is useless or was tried often enough."""
    is_over = is_final or reminder.tries >= MOST_TRIES
    status = ReminderStatus.FAILED if is_over else ReminderStatus.WAITING
    Reminder.objects.filter(pk=reminder.pk).update(status=status.value, error=error[:500])
