"""Tables that modules of this installation offer: each is a dataset that renews itself."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.contracts import DatasetSource
from hoshin.services.opendata.actions.datasets import prepare_dataset
from hoshin.services.opendata.actions.publishing import publish_table
from hoshin.services.opendata.exports.releasing import prepared_table
from hoshin.services.opendata.exports.sources import OfferedTable
from hoshin.services.opendata.models import Dataset, Release
from hoshin.services.opendata.permissions import APPROVE_DATASET


@action(APPROVE_DATASET, "opendata.source.refreshed")
def refresh_source(by: Actor, *, table: OfferedTable, on: dt.date) -> Release:
    """Publish what a module's table says as the next release of its dataset, which is added at the first time."""
    return publish_table(
        by,
        dataset=table.dataset or _added(by, table.source),
        table=prepared_table(table.columns, lambda: table.rows),
        note=_("元の表の変更による自動更新"),
        on=on,
    )


def _added(by: Actor, source: DatasetSource) -> Dataset:
    values = {
        "source_key": source.key,
        "slug": source.slug,
        "title": source.title,
        "description": source.description,
        "standard": source.standard,
        "category": source.category,
        "tags": list(source.tags),
        "update_frequency": source.update_frequency,
    }
    return prepare_dataset(by, values=values)
