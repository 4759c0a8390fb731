"""An edition as one plain document, in two SQL statements whatever its size.

The database builds the nested lists itself (`jsonb` arrays in subqueries): a statement a list would break the page's
budget, and a join of all of them would multiply rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from hoshin.kernel.compiled import CompiledQuery
from hoshin.kernel.models import TenantModel
from hoshin.plan.models import (
    Direction,
    Driver,
    DriverField,
    Edition,
    Item,
    ItemDepartment,
    ItemDirection,
    ItemOrigin,
    Reference,
    ScheduleEntry,
    Section,
    Source,
    Stage,
    Term,
)

Document = dict[str, Any]
"""The shape of `hoshin.publishing.rules.document.EditionDoc`, as plain data."""

NOTED = {"certainty": "certainty", "note": "note"}


def edition_data(edition_id: int) -> Document:
    """Return the edition with everything of this room; indicators are added by the room above.

    :raises Edition.DoesNotExist: no such edition in this municipality.
    """
    found = _EDITION.rows(edition_id)
    if not found:
        raise Edition.DoesNotExist(str(edition_id))
    edition = found[0]
    return {
        "year": edition["year"],
        "title": edition["title"],
        "year_label": edition["year_label"],
        "status": edition["status"],
        "issued": edition["issued_date"],
        "data_as_of": edition["data_as_of_date"],
        "summary": edition["summary"],
        "note": edition["note"],
        "levels": edition["levels"],
        "stages": edition["stage_rows"],
        "directions": edition["direction_rows"],
        "driver_fields": edition["field_rows"],
        "items": [_item(row) for row in _ITEMS.rows(edition_id)],
        "sections": edition["section_rows"],
        "glossary": edition["term_rows"],
        "sources": edition["source_rows"],
    }


def _edition(edition_id: int) -> QuerySet[Edition, Any]:
    return (
        Edition.objects.filter(pk=edition_id)
        .annotate(
            stage_rows=_many(Stage, "edition", key="key", label="label", description="description", rule="rule"),
            direction_rows=_many(
                Direction, "edition", key="key", label="label", mark="mark", description="description"
            ),
            field_rows=_many(
                DriverField,
                "edition",
                key="key",
                label="label",
                description="description",
                numbered="is_numbered",
                drivers=_many(
                    Driver, "field", key="key", title="title", source="source", description="description", **NOTED
                ),
                **NOTED,
            ),
            section_rows=_many(
                Section, "edition", key="key", title="title", kind="kind", field="field__key", body="body", **NOTED
            ),
            term_rows=_many(
                Term, "edition", term="term", reading="reading", definition="definition", aliases="aliases"
            ),
            source_rows=_many(Source, "edition", group="group", title="title", issued="issued", depth="depth", **NOTED),
        )
        .values(
            "year",
            "title",
            "year_label",
            "status",
            "issued_date",
            "data_as_of_date",
            "summary",
            "note",
            "levels",
            "stage_rows",
            "direction_rows",
            "field_rows",
            "section_rows",
            "term_rows",
            "source_rows",
        )
    )


def _items(edition_id: int) -> QuerySet[Item, Any]:
    return (
        Item.objects.filter(edition_id=edition_id)
        .order_by("order", "id")
        .annotate(
            origin_rows=_many(ItemOrigin, "item", item="identity__key", kind="kind"),
            department_rows=_many(ItemDepartment, "item", department="department__key", role="role", **NOTED),
            direction_rows=_many(ItemDirection, "item", direction="direction__key", **NOTED),
            reference_rows=_many(
                Reference, "item", field="field__key", driver="driver__key", printed="printed", **NOTED
            ),
            schedule_rows=_many(ScheduleEntry, "item", by="year", year="year", text="text", **NOTED),
        )
        .values(
            "number",
            "title",
            "is_initiative",
            "summary",
            "progress",
            "plan",
            "certainty",
            "note",
            "identity__key",
            "parent__identity__key",
            "repost_of__identity__key",
            "stage__key",
            "stage_certainty",
            "stage_note",
            "origin_rows",
            "department_rows",
            "direction_rows",
            "reference_rows",
            "schedule_rows",
        )
    )


def _item(row: Mapping[str, Any]) -> Document:
    stage = None
    if row["stage__key"] is not None:
        stage = {"stage": row["stage__key"], "certainty": row["stage_certainty"], "note": row["stage_note"]}
    return {
        "key": row["identity__key"],
        "number": row["number"],
        "title": row["title"],
        "parent": row["parent__identity__key"],
        "repost_of": row["repost_of__identity__key"],
        "origins": row["origin_rows"],
        "initiative": row["is_initiative"],
        "summary": row["summary"],
        "stage": stage,
        "departments": row["department_rows"],
        "directions": row["direction_rows"],
        "references": row["reference_rows"],
        "progress": row["progress"],
        "plan": row["plan"],
        "schedule": row["schedule_rows"],
        "certainty": row["certainty"],
        "note": row["note"],
    }


def _many(model: type[TenantModel], owner: str, *, by: str = "order", **columns: Any) -> ArraySubquery:
    """Rows of `model` whose `owner` is the outer row, as an array of JSON objects."""
    rows: QuerySet[Model] = model.objects.filter(**{owner: OuterRef("pk")}).order_by(by, "id")
    return ArraySubquery(rows.values(json=JSONObject(**columns)))


_EDITION = CompiledQuery(_edition, int)
_ITEMS = CompiledQuery(_items, int)
