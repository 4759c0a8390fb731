"""What the nightly look at files and addresses found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Now

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import get_municipality
from hoshin.services.opendata.models import Dataset, LinkCheck
from hoshin.services.opendata.permissions import COUNT_DOWNLOADS


@dataclass(frozen=True)
class Checked:
    """An address or a file of a dataset, and what is wrong with it; "" when all is well."""

    dataset: Dataset
    target: str
    problem: str


@action(COUNT_DOWNLOADS, "opendata.links.checked")
def record_link_checks(by: Actor, *, results: Sequence[Checked], on: dt.date) -> Municipality:
    """Keep the results of one round. What was not looked at any more (an older file) is forgotten."""
    known = {(row.dataset_id, row.target): row for row in LinkCheck.objects.all()}
    kept = []
    for one in results:
        row = known.get((one.dataset.pk, one.target))
        since = (row.failing_since if row else None) or on
        values = {
            "problem": one.problem[:300],
            "checked_at": Now(),
            "failing_since": since if one.problem else None,
        }
        row, _is_new = LinkCheck.objects.update_or_create(dataset=one.dataset, target=one.target, defaults=values)
        kept.append(row.pk)
    LinkCheck.objects.exclude(pk__in=kept).delete()
    return get_municipality()
