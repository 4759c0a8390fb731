"""Tables that modules of this installation offer: each is a dataset that renews itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from hoshin.kernel.action import action
from hoshin.kernel.actor import Actor
from hoshin.kernel.contracts import DatasetSource, Value
from hoshin.kernel.registry import registry
from hoshin.services.opendata.actions.datasets import prepare_dataset
from hoshin.services.opendata.actions.publishing import publish_rows
from hoshin.services.opendata.exports.csv import write_csv
from hoshin.services.opendata.models import Dataset, Release
from hoshin.services.opendata.permissions import APPROVE_DATASET
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType

KINDS = {
    "string": FieldType.STRING,
    "integer": FieldType.INTEGER,
    "number": FieldType.NUMBER,
    "boolean": FieldType.STRING,  # true and false: a flag's blank would also stand for what is not known
    "date": FieldType.DATE,
    "url": FieldType.URL,
}


def refresh_sources(by: Actor, *, on: dt.date) -> tuple[Release, ...]:
    """Publish every table that modules offer and that says something new; return the releases that were made.

    A table without rows waits: there is nothing to publish yet. One that people have withdrawn stays so.
    """
    # What tells of the catalogue itself comes last: it lists what the others have just become.
    sources = sorted(registry.datasets(), key=lambda source: source.key.startswith("opendata."))
    releases = []
    for source in sources:
        dataset = Dataset.objects.filter(source_key=source.key).first()
        if dataset is not None and dataset.state == Dataset.State.WITHDRAWN:
            continue
        rows = [tuple(_text(value) for value in row) for row in source.rows(on)]
        if not rows or (dataset is not None and _says(dataset, columns_of(source), rows)):
            continue
        releases.append(publish_source(by, source=source, rows=rows, on=on))
    return tuple(releases)


@action(APPROVE_DATASET, "opendata.source.refreshed")
def publish_source(by: Actor, *, source: DatasetSource, rows: Sequence[tuple[str, ...]], on: dt.date) -> Release:
    """Publish what a module's table says as the next release of its dataset, which is added at the first time."""
    dataset = Dataset.objects.filter(source_key=source.key).first() or _added(by, source)
    return publish_rows(
        by,
        dataset=dataset,
        columns=columns_of(source),
        rows=lambda: rows,
        note=_("元の表の変更による自動更新"),
        on=on,
    )


def columns_of(source: DatasetSource) -> tuple[ColumnInfo, ...]:
    return tuple(
        ColumnInfo(column.name, KINDS[column.kind], description=column.description) for column in source.columns
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


def _says(dataset: Dataset, columns: Sequence[ColumnInfo], rows: Iterable[tuple[str, ...]]) -> bool:
    """Whether the newest release holds just this."""
    last = Release.objects.filter(dataset=dataset).order_by("-number").values_list("content_sha256", flat=True).first()
    table = io.BytesIO()
    write_csv(table, columns, rows)
    return last == hashlib.sha256(table.getvalue()).hexdigest()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
