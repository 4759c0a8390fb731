from __future__ import annotations

import pghistory
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hoshin.kernel.models.departments import Department
from hoshin.kernel.models.history import tracked
from hoshin.kernel.models.tenancy import TenantModel


class User(AbstractUser):
    """An account to sign in with. What it may do is said by its memberships, per municipality."""

    full_name = models.CharField("氏名", max_length=80, blank=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.username}"

    def get_full_name(self) -> str:
        return self.full_name or self.username


@pghistory.track(*tracked())
class Role(TenantModel):
    """A named set of permissions. Data of the municipality: cities divide the work differently."""

    key = models.CharField("キー", max_length=40)
    label = models.CharField("名称", max_length=60)
    permission_keys = ArrayField(models.CharField(max_length=80), verbose_name="権限", default=list)

    class Meta:
        verbose_name = "役割"
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="role_key_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"


@pghistory.track(*tracked())
class Membership(TenantModel):
    """A person in a role, in a department, for a time."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="職員")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+", verbose_name="役割")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属"
    )
    valid_from = models.DateField("いつから", null=True, blank=True)
    valid_to = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        verbose_name = "職員の役割"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user", "role", "department"],
                name="membership_unique",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} user {self.user_id}"


@pghistory.track(*tracked())
class Deputy(TenantModel):
    """Somebody who does another person's work for a time (代理): in that person's roles, under their own name."""

    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="本人")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="代理")
    valid_from = models.DateField("いつから")
    valid_to = models.DateField("いつまで")
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "代理"
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="deputy_is_somebody_else"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="deputy_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(reason=""), name="deputy_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.deputy_id} for {self.principal_id}"
