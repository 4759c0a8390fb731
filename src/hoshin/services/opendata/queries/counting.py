"""What the ledger has of a dataset, in the order in which it was written."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from hoshin.ledger.models import Entry
from hoshin.services.opendata.metrics import DATASETS
from hoshin.services.opendata.models import Dataset


def subject_in_ledger(dataset: Dataset) -> str:
    return f"dataset:{dataset.uid}"


def entries_of(dataset: Dataset) -> list[Entry]:
    """Return the dataset's entries, the oldest first, voided ones too."""
    entries = Entry.objects.filter(metric_key=DATASETS.key, subject=subject_in_ledger(dataset))
    return list(entries.select_related("void").order_by("pk"))


def counted_amount(dataset: Dataset) -> Decimal:
    """Return what the dataset adds to the metric now: 1 or 0, whatever was voided by hand."""
    entries = Entry.objects.filter(metric_key=DATASETS.key, subject=subject_in_ledger(dataset), void__isnull=True)
    total: Decimal | None = entries.aggregate(total=Sum("amount"))["total"]
    return total or Decimal(0)
