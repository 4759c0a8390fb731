from __future__ import annotations

import datetime as dt

from django.db import models, transaction
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel, User
from hoshin.reviews.models.rounds import Round
from hoshin.reviews.rules.states import ReminderKind, ReminderStatus, choices

MOST_TRIES = 6
OPEN = (ReminderStatus.WAITING.value, ReminderStatus.SENDING.value)


class Reminder(TenantModel):
    """One mail to one person. Its key makes it once; its status is kept so that it is sent once.

    Between the moment in which a mail server takes a mail and the moment in which that is noted, a power cut can fall.
    The mail that was in hand then is handed over again, with the same Message-ID, by which a mailbox knows it as the
    same one; every other is sent exactly once. The other choice, never to try again, would lose it in silence.
    """

    key = models.CharField(max_length=200)  # of what it tells to whom on which day
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="照会")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="宛先")
    kind = models.CharField("種類", max_length=20, choices=choices(ReminderKind))
    day = models.DateField("日")
    address = models.CharField("メールアドレス", max_length=254)
    subject = models.CharField("件名", max_length=300)
    body = models.TextField("本文")
    message_id = models.CharField(max_length=200)
    status = models.CharField(
        "状態",
        max_length=10,
        choices=choices(ReminderStatus),
        default=ReminderStatus.WAITING.value,
    )
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField("送れなかった理由", blank=True)
    made_at = models.DateTimeField(db_default=Now())
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("送った日時", null=True)

    class Meta:
        verbose_name = "知らせ"
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="reminder_once")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"

    @classmethod
    def take_next(cls, *, at: dt.datetime, on: dt.date) -> Reminder | None:
        """Take the next mail in hand, or None. What waited until its day was over is dropped: the next says it anew.

        :param at: when this run of the sender began; what failed in it waits for the next run.
        """
        cls.objects.filter(status__in=OPEN, day__lt=on).update(status=ReminderStatus.DROPPED.value)
        with transaction.atomic():
            rows = cls.objects.select_for_update(skip_locked=True).filter(status__in=OPEN, tries__lt=MOST_TRIES)
            row = rows.exclude(claimed_at__gte=at).order_by("id").first()
            if row is not None:
                row.status, row.claimed_at, row.tries = ReminderStatus.SENDING.value, at, row.tries + 1
                row.save(update_fields=["status", "claimed_at", "tries"])
        return row

    def note_sent(self, *, at: dt.datetime) -> None:
        type(self).objects.filter(pk=self.pk).update(status=ReminderStatus.SENT.value, sent_at=at, error="")

    def note_not_sent(self, *, error: str, is_final: bool) -> None:
        """Keep why; it is tried again with the next run unless that is useless or was tried often enough."""
        is_over = is_final or self.tries >= MOST_TRIES
        status = ReminderStatus.FAILED if is_over else ReminderStatus.WAITING
        type(self).objects.filter(pk=self.pk).update(status=status.value, error=error[:500])


class MailRefusal(TenantModel):
    """A kind of mail that a person does not want."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="職員")
    kind = models.CharField("種類", max_length=20, choices=choices(ReminderKind))

    class Meta:
        verbose_name = "受け取らない知らせ"
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "kind"], name="mail_refusal_once")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
