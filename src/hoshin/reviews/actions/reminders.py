"""Mails that remind: made once a day for each reason."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

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
SEND_LOCK = f"{SEND_TASK}:%s"  # one sender a municipality, also after a kill


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
    _have_sent()
    return row


@action(VIEW_ROUNDS, "reviews.mail.chosen")
def choose_mails(by: Actor, *, user: User, wanted: Sequence[ReminderKind]) -> User:
    """Say which kinds of mail a person wants; the others are not made any more."""
    MailRefusal.objects.filter(user=user).delete()
    MailRefusal.objects.bulk_create(
        MailRefusal(user=user, kind=kind.value) for kind in ReminderKind if kind not in wanted
    )
    return user


def _have_sent() -> None:
    municipality_id = current_municipality_id()
    lock = SEND_LOCK % municipality_id
    app.configure_task(SEND_TASK, queue=QUEUE, lock=lock).defer(municipality_id=municipality_id)
