"""Tables that modules of this installation offer: each is a dataset that renews itself."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.contracts import DatasetSource
from hoshin.kernel.models import Municipality
from hoshin.kernel.municipality import get_municipality
from hoshin.services.opendata.actions.datasets import prepare_dataset
from hoshin.services.opendata.actions.publishing import publish_rows
from hoshin.services.opendata.exports.sources import OfferedTable, tables_to_publish
from hoshin.services.opendata.models import Dataset, Release
from hoshin.services.opendata.permissions import APPROVE_DATASET


@action(APPROVE_DATASET, "opendata.sources.refreshed")
def refresh_sources(by: Actor, *, on: dt.date) -> Municipality:
    """Publish every table that modules offer and that says something new."""
    for table in tables_to_publish(on):
        publish_table(by, table=table, on=on)
    return get_municipality()


@action(APPROVE_DATASET, "opendata.source.refreshed")
def publish_table(by: Actor, *, table: OfferedTable, on: dt.date) -> Release:
    """Publish what a module's table says as the next release of its dataset, which is added at the first time."""
    return publish_rows(
        by,
        dataset=table.dataset or _added(by, table.source),
        columns=table.columns,
        rows=lambda: table.rows,
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
