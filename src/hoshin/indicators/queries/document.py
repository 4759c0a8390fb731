"""The indicators of an edition as plain data, in the shape of the edition's document."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject, Round

from hoshin.indicators.models import Actual, Indicator, Target
from hoshin.kernel.compiled import CompiledQuery

Document = dict[str, Any]

QUANTITY = {
    # As text and with the decimals as printed: JSON numbers would come back as floats.
    "amount": Cast(
        Round("amount", precision=F("decimals")),  # type: ignore[arg-type]  # the stubs know constants only
        TextField(),
    ),
    "text": "text",
    "absence": "absence",
    "unit": "unit",
    "comparator": "comparator",
    "status": "value_status",
    "qualifier": "qualifier",
    "label": "printed",
}
COMMON = {
    "period": "period_code",
    "series": "series",
    "reason": "reason",
    "certainty": "certainty",
    "note": "note",
}


def indicator_data(edition_id: int) -> list[Document]:
    """Return every indicator of the edition in one SQL statement.

    Beside what its document says: `item`, the key of the item it belongs to, and `broken_in`, the years of the editions
    up to this one that began its series anew.

    Actuals are those that the edition knows: stated in it or in an earlier one. A correction made in a later edition
    leaves this one as it was.
    """
    return [_indicator(row) for row in _ROWS.rows(edition_id)]


def actuals_known_in(year: Any) -> QuerySet[Actual]:
    """Return the actuals that an edition of that year (a number or an expression) knows and that are not corrected
    there, each in the place of the row it corrects."""
    return (
        Actual.objects.filter(edition_year__lte=year)
        .exclude(Q(successor__isnull=False) & Q(successor__edition_year__lte=year))
        .order_by("edition_year", Coalesce("supersedes_id", "id"))
    )


def breaks_of(indicator: Indicator) -> list[int]:
    """Return the years of the editions up to the indicator's own that began its series anew, in one statement."""
    return list(_breaking(indicator.identity_id, indicator.edition.year))


def _breaking(identity: Any, year: Any) -> QuerySet[Indicator, Any]:
    rows = Indicator.objects.filter(identity=identity, breaks_series=True, edition__year__lte=year)
    return rows.order_by("edition__year").values_list("edition__year", flat=True)


def _rows(edition_id: int) -> QuerySet[Indicator, Any]:
    targets = Target.objects.filter(indicator=OuterRef("pk")).order_by("order", "period_end", "series", "id")
    actuals = actuals_known_in(OuterRef("edition__year")).filter(identity=OuterRef("identity"))
    return (
        Indicator.objects.filter(edition_id=edition_id)
        .order_by("item__order", "item_id", "order", "id")
        .annotate(
            target_rows=ArraySubquery(
                targets.values(
                    json=JSONObject(value=JSONObject(**QUANTITY), period_label="period_label", **COMMON),
                )
            ),
            actual_rows=ArraySubquery(
                actuals.values(json=JSONObject(value=JSONObject(**QUANTITY), as_of="as_of_date", **COMMON))
            ),
            break_years=ArraySubquery(_breaking(OuterRef("identity"), OuterRef("edition__year"))),
        )
        .values(
            "item__identity__key",
            "identity__key",
            "name",
            "definition",
            "breaks_series",
            "unit",
            "category",
            "accumulation",
            "wanted",
            "scope",
            "series",
            "source_kind",
            "source_key",
            "source_text",
            "rationale",
            "rule",
            "is_capped",
            "is_prorated",
            "band_percent",
            "certainty",
            "note",
            "target_rows",
            "actual_rows",
            "break_years",
        )
    )


_ROWS = CompiledQuery(_rows, int)


def _indicator(row: Document) -> Document:
    same = (
        *("name", "definition", "breaks_series", "unit", "category", "accumulation", "scope", "series", "rationale"),
        *("certainty", "note"),
    )
    return {
        "item": row["item__identity__key"],
        "broken_in": row["break_years"],
        "key": row["identity__key"],
        **{name: row[name] for name in same},
        "direction": row["wanted"],
        "source": {"kind": row["source_kind"], "key": row["source_key"], "text": row["source_text"]},
        "rule": {
            "kind": row["rule"],
            "capped": row["is_capped"],
            "prorated": row["is_prorated"],
            "band_percent": row["band_percent"],
        },
        "targets": [_with_value(one) for one in row["target_rows"]],
        "actuals": latest_statements([_with_value(one) for one in row["actual_rows"]]),
    }


def _with_value(row: Document) -> Document:
    value = row["value"]
    return {**row, "value": {**value, "absence": value["absence"] or None, "comparator": value["comparator"] or None}}


def latest_statements(rows: list[Document]) -> list[Document]:
    """Drop what was stated again of the same period and day: the later row counts.

    That happens where an older edition was loaded after a newer one: rows are never changed, so both remain.
    """
    return list({(row["period"], row["series"], row["as_of"]): row for row in rows}.values())
