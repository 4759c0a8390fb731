"""What the worker does for this room."""

from __future__ import annotations

import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.contrib.django import app

from hoshin.kernel.actor import system_actor
from hoshin.kernel.clock import business_day, moment, now
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import get_municipality
from hoshin.kernel.scope import current_municipality_id, municipality_scope
from hoshin.reviews.actions.following import follow_duties
from hoshin.reviews.actions.reminders import QUEUE, SEND_LOCK, SEND_TASK, make_reminders
from hoshin.reviews.models import Reminder
from hoshin.reviews.queries.holders import reports_astray
from hoshin.reviews.queries.reminders import has_mails_to_send, people_to_remind, terms_of_open_rounds
from hoshin.reviews.rules.reminding import mails_of

FIRST_HOUR = 8  # mails leave when people come to work, not at night
PERMANENT = 500  # from here on SMTP says: do not try again (RFC 5321, 4.2.1)

logger = logging.getLogger(__name__)


def follow() -> None:
    """Bring unanswered reports to whoever answers for them since today. Nothing is written where nothing moves."""
    on = business_day(get_municipality())
    if reports_astray(on=on):
        follow_duties(system_actor("担当の引き継ぎ"), on=on)


def remind() -> None:
    """Put the mails of the day in line and have them sent. Run every hour; each mail is made once."""
    municipality = get_municipality()
    if moment(municipality).hour < FIRST_HOUR:
        return
    on = business_day(municipality)
    terms = terms_of_open_rounds(on=on)
    if terms:
        people = people_to_remind(on=on)
        mails = [mail for one in terms for mail in mails_of(one, people, on, site_url=_site_url(municipality))]
        if mails:
            make_reminders(system_actor("知らせ"), mails=mails, on=on)
    if has_mails_to_send():
        municipality_id = current_municipality_id()
        send_reminders.configure(lock=SEND_LOCK % municipality_id).defer(municipality_id=municipality_id)


@app.task(name=SEND_TASK, queue=QUEUE)
def send_reminders(municipality_id: int) -> None:
    """Send what is in line, mail by mail over one connection. Safe to repeat after a kill."""
    begun = now()
    connection = get_connection()
    try:
        while True:
            with municipality_scope(municipality_id):
                on = business_day(get_municipality())
                reminder = Reminder.take_next(at=begun, on=on)
            if reminder is None:
                return
            if not _sent(reminder, connection, municipality_id):
                connection.close()
                connection = get_connection()
    finally:
        connection.close()


def _sent(reminder: Reminder, connection: BaseEmailBackend, municipality_id: int) -> bool:
    message = EmailMessage(
        subject=reminder.subject,
        body=reminder.body,
        to=[reminder.address],
        connection=connection,
        headers={"Message-ID": reminder.message_id, "Auto-Submitted": "auto-generated"},  # RFC 3834
    )
    try:
        connection.open()
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        logger.warning("reminder %s could not be sent: %s", reminder.pk, type(error).__name__)
        with municipality_scope(municipality_id):
            reminder.note_not_sent(error=_told(error), is_final=_is_final(error))
        return False
    with municipality_scope(municipality_id):
        reminder.note_sent(at=now())
    return True


def _is_final(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code >= PERMANENT
    return isinstance(error, ValueError)  # an address that no mail can go to


def _told(error: Exception) -> str:
    if isinstance(error, SMTPRecipientsRefused):
        return "メールサーバが宛先を受け付けませんでした。メールアドレスを確かめてください。"
    if isinstance(error, SMTPResponseException):
        return f"メールサーバが受け付けませんでした（{error.smtp_code}）。"
    if isinstance(error, ValueError):
        return "メールアドレスの形が正しくありません。"
    return "メールサーバにつながりませんでした。"


def _site_url(municipality: Municipality) -> str:
    """Return where the workspace is: as the operator says, or by the municipality's own host name."""
    if settings.SITE_URL:
        return str(settings.SITE_URL).rstrip("/")
    scheme = settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL
    return f"{scheme}://{municipality.hosts[0]}" if municipality.hosts else ""
