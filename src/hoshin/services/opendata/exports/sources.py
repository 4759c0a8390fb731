"""What modules of this installation offer as tables, in the shape of a release."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hoshin.kernel.contracts import DatasetSource, Value
from hoshin.kernel.registry import registry
from hoshin.services.opendata.exports.csv import write_csv
from hoshin.services.opendata.models import Dataset, Release
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType

KINDS = {
    "string": FieldType.STRING,
    "integer": FieldType.INTEGER,
    "number": FieldType.NUMBER,
    "boolean": FieldType.STRING,  # true and false: a flag's blank would also stand for what is not known
    "date": FieldType.DATE,
    "url": FieldType.URL,
}


@dataclass(frozen=True)
class OfferedTable:
    """A table as it stands today. `dataset` is None until it is published for the first time."""

    source: DatasetSource
    dataset: Dataset | None
    columns: tuple[ColumnInfo, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_to_publish(on: dt.date) -> Iterator[OfferedTable]:
    """Give, one after the other, the tables that say something other than their newest release.

    A table without rows waits: there is nothing to publish yet. One that people have withdrawn stays so. What tells of
    the catalogue itself comes last, because it lists what the others have just become.
    """
    for source in sorted(registry.datasets(), key=lambda source: source.key.startswith("opendata.")):
        dataset = Dataset.objects.filter(source_key=source.key).first()
        if dataset is not None and dataset.state == Dataset.State.WITHDRAWN:
            continue
        table = _table(source, dataset, on=on)
        if table.rows and not (dataset is not None and _is_published(dataset, table)):
            yield table


def _table(source: DatasetSource, dataset: Dataset | None, *, on: dt.date) -> OfferedTable:
    return OfferedTable(
        source,
        dataset,
        columns=tuple(
            ColumnInfo(column.name, KINDS[column.kind], description=column.description) for column in source.columns
        ),
        rows=tuple(tuple(_text(value) for value in row) for row in source.rows(on)),
    )


def _is_published(dataset: Dataset, table: OfferedTable) -> bool:
    """Whether the newest release holds just this."""
    last = Release.objects.filter(dataset=dataset).order_by("-number").values_list("content_sha256", flat=True).first()
    file = io.BytesIO()
    write_csv(file, table.columns, table.rows)
    return last == hashlib.sha256(file.getvalue()).hexdigest()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
