from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self, TypeVar

import django_scopes
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hoshin.kernel.models.values import VersionedModel
from hoshin.kernel.scope import NoMunicipality, current_municipality_id

M = TypeVar("M", bound=models.Model)


class Municipality(VersionedModel):
    """A 団体: the tenant. The table is common to all, so that a host name can be resolved before any scope is open."""

    class ComparisonLeft(models.TextChoices):
        """Which side of a 新旧対照表 stands left: cities have both forms."""

        OLD = "old", "旧が左、新が右"
        NEW = "new", "新が左、旧が右"

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField("名称", max_length=60)
    kana = models.CharField("かな", max_length=80, blank=True)
    name_en = models.CharField("英語名", max_length=80, blank=True)
    prefecture = models.CharField(max_length=10)
    hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    is_example = models.BooleanField(default=False)
    example_clock = models.DateField(null=True, blank=True)
    example_notice = models.CharField(max_length=300, blank=True)
    comparison_left = models.CharField(
        "新旧対照表の並び", max_length=10, choices=ComparisonLeft.choices, default=ComparisonLeft.OLD
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}$"), name="municipality_code_six_digits"),
            # A clock that can be set would let a real city print figures "as of" any day it likes.
            models.CheckConstraint(
                condition=Q(is_example=True) | Q(example_clock=None), name="municipality_clock_only_in_examples"
            ),
            models.CheckConstraint(
                condition=Q(is_example=False) | ~Q(example_notice=""), name="municipality_example_says_so"
            ),
            models.CheckConstraint(
                condition=Q(comparison_left__in=["old", "new"]), name="municipality_comparison_left_is_a_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TenantManager(models.Manager[M]):
    """The first lock: rows of the municipality in scope, an error without a scope."""

    def get_queryset(self) -> models.QuerySet[M]:
        scope = django_scopes.get_scope()
        if not scope.get("_enabled", True):
            return super().get_queryset()
        return super().get_queryset().filter(municipality_id=current_municipality_id())

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        for row in rows:
            claim(row)
        return super().bulk_create(rows, *args, **kwargs)


def claim(row: models.Model) -> None:
    """Give a row to the municipality in scope.

    :raises NoMunicipality: it belongs to another one already.
    """
    current = current_municipality_id()
    if getattr(row, "municipality_id", None) is None:
        row.municipality_id = current  # type: ignore[attr-defined]  # every TenantModel has it
    elif row.municipality_id != current:  # type: ignore[attr-defined]
        raise NoMunicipality(f"{row._meta.label} of another municipality")


class TenantModel(models.Model):
    """A row that belongs to one municipality. Its migration adds the second lock, row-level security."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        claim(self)
        super().save(*args, **kwargs)
