from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from hoshin.kernel.models import TenantModel, User
from hoshin.reviews.models.rounds import Round
from hoshin.reviews.rules.states import ReminderKind, ReminderStatus, choices


class Reminder(TenantModel):
    """One mail to one person. Its key makes it once; its status is kept so that it is sent once."""

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


class MailRefusal(TenantModel):
    """A kind of mail that a person does not want."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="職員")
    kind = models.CharField("種類", max_length=20, choices=choices(ReminderKind))

    class Meta:
        verbose_name = "受け取らない知らせ"
        constraints = [models.UniqueConstraint(fields=["municipality", "user", "kind"], name="mail_refusal_once")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
