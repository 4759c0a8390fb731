"""Columns that several rooms share."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from hoshin.kernel.quantity import Absence, Comparator, Quantity, Status


class Certainty(models.TextChoices):
    """How we know what a row says: it stands in the source, or somebody concluded it from the rest."""

    STATED = "stated", "明記"
    INFERRED = "inferred", "推定"


class NotedModel(models.Model):
    certainty = models.CharField("確かさ", max_length=10, choices=Certainty.choices, default=Certainty.STATED)
    note = models.TextField("注記", blank=True)

    class Meta:
        abstract = True


class VersionedModel(models.Model):
    """A row that people edit side by side: `version` grows with each change, and a stale form is noticed."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class QuantityModel(models.Model):
    """The columns of one `Quantity`. Exactly one of amount, text and absence is there: unknown is never zero."""

    amount = models.DecimalField("数値", max_digits=36, decimal_places=10, null=True, blank=True)
    decimals = models.PositiveSmallIntegerField("小数の桁数", default=0)  # as printed: 1.50 keeps its zero
    text = models.TextField("文章", blank=True)
    absence = models.CharField("値のない理由", max_length=20, blank=True, choices=[(a.value, a.label) for a in Absence])
    unit = models.CharField("単位", max_length=20, blank=True)
    comparator = models.CharField(
        "以上・以下など", max_length=20, blank=True, choices=[(c.value, c.label) for c in Comparator]
    )
    value_status = models.CharField(
        "確定・速報など", max_length=20, default=Status.CONFIRMED.value, choices=[(s.value, s.label) for s in Status]
    )
    qualifier = models.CharField("限定", max_length=60, blank=True)
    printed = models.CharField("書面の表記", max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=False, text="", absence="")
                | Q(amount=None, absence="") & ~Q(text="")
                | Q(amount=None, text="") & ~Q(absence=""),
                name="%(app_label)s_%(class)s_one_kind_of_value",
            )
        ]

    @property
    def quantity(self) -> Quantity:
        amount = None if self.amount is None else self.amount.quantize(Decimal(1).scaleb(-self.decimals))
        return Quantity(
            amount=amount,
            text=self.text,
            absence=Absence(self.absence) if self.absence else None,
            unit=self.unit,
            comparator=Comparator(self.comparator) if self.comparator else None,
            status=Status(self.value_status),
            qualifier=self.qualifier,
            label=self.printed,
        )

    @quantity.setter
    def quantity(self, value: Quantity) -> None:
        self.amount = value.amount
        self.decimals = 0 if value.amount is None else max(0, -int(value.amount.as_tuple().exponent))
        self.text = value.text
        self.absence = value.absence.value if value.absence else ""
        self.unit = value.unit
        self.comparator = value.comparator.value if value.comparator else ""
        self.value_status = value.status.value
        self.qualifier = value.qualifier
        self.printed = value.label
