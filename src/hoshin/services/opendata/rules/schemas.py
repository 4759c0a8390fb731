"""What the columns of a table are, for machines: Frictionless Table Schema and CSV on the Web (CSVW)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType, Need, Standard

Json = dict[str, Any]

CSVW_CONTEXT = "http://www.w3.org/ns/csvw"

# Times stay texts in both: opening hours end at 24:00, which neither knows.
_FRICTIONLESS: dict[FieldType, Json] = {
    FieldType.INTEGER: {"type": "integer"},
    FieldType.NUMBER: {"type": "number"},
    FieldType.DATE: {"type": "date", "format": "default"},
    FieldType.LATITUDE: {"type": "number"},
    FieldType.LONGITUDE: {"type": "number"},
    FieldType.MAIL: {"type": "string", "format": "email"},
    FieldType.URL: {"type": "string", "format": "uri"},
}
_CSVW: dict[FieldType, Any] = {
    FieldType.INTEGER: "integer",
    FieldType.NUMBER: "decimal",
    FieldType.DATE: {"base": "date", "format": "yyyy-MM-dd"},
    FieldType.LATITUDE: {"base": "decimal", "minimum": "-90", "maximum": "90"},
    FieldType.LONGITUDE: {"base": "decimal", "minimum": "-180", "maximum": "180"},
    FieldType.URL: "anyURI",
    FieldType.CODE: {"base": "string", "format": "[0-9]{6}"},
    FieldType.TIME: {"base": "string", "format": "[0-9]{2}:[0-9]{2}"},
}
_BOUNDS: dict[FieldType, Json] = {
    FieldType.LATITUDE: {"minimum": -90, "maximum": 90},
    FieldType.LONGITUDE: {"minimum": -180, "maximum": 180},
    FieldType.CODE: {"pattern": "[0-9]{6}"},
    FieldType.TIME: {"pattern": "[0-9]{2}:[0-9]{2}"},
}


def columns_of(standard: Standard) -> tuple[ColumnInfo, ...]:
    """Return the columns of a definition as those of a table that has all of them."""
    return tuple(ColumnInfo(one.name, one.type, one.need, one.description) for one in standard.fields)


def table_schema(columns: Sequence[ColumnInfo], standard: Standard | None = None) -> Json:
    """Return a Table Schema. With the standard that the table follows, closed lists of values are told too."""
    return {
        "fields": [_field(column, standard) for column in columns],
        "missingValues": [""],
    }


def csvw_metadata(
    url: str, columns: Sequence[ColumnInfo], *, title: str = "", licence: str = "", standard: Standard | None = None
) -> Json:
    """Return the metadata of a CSV file for the web.

    :param url: of the file, absolute or as seen from the metadata.
    :param licence: the address of its licence.
    """
    metadata: Json = {"@context": [CSVW_CONTEXT, {"@language": "ja"}], "url": url}
    if title:
        metadata["dc:title"] = title
    if licence:
        metadata["dc:license"] = {"@id": licence}
    metadata["dialect"] = {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]}
    described = [_column(number, column, standard) for number, column in enumerate(columns, 1)]
    metadata["tableSchema"] = {"columns": described}
    return metadata


def _field(column: ColumnInfo, standard: Standard | None) -> Json:
    field: Json = {"name": column.name, **_FRICTIONLESS.get(column.type, {"type": "string"})}
    if column.description:
        field["description"] = column.description
    constraints = dict(_BOUNDS.get(column.type, {}))
    if _is_never_blank(column, standard):
        constraints["required"] = True
    if values := _values(column, standard):
        constraints["enum"] = values
    if constraints:
        field["constraints"] = constraints
    return field


def _column(number: int, column: ColumnInfo, standard: Standard | None) -> Json:
    described: Json = {
        # A name for machines has to be a part of an address; the title is the header in the file.
        "name": f"c{number:03d}",
        "titles": column.name,
        "datatype": _CSVW.get(column.type, "string"),
    }
    if column.description:
        described["dc:description"] = column.description
    if _is_never_blank(column, standard):
        described["required"] = True
    if values := _values(column, standard):
        described["datatype"] = {"base": "string", "format": "|".join(map(_escaped, values))}
    return described


def _values(column: ColumnInfo, standard: Standard | None) -> list[str]:
    field = standard.field(column.name) if standard else None
    return [value for value in field.values if value] if field else []


def _is_never_blank(column: ColumnInfo, standard: Standard | None) -> bool:
    field = standard.field(column.name) if standard else None
    # 1 or blank: a required column whose blank is an answer.
    return (
        column.need is Need.REQUIRED and column.type is not FieldType.FLAG and "" not in (field.values if field else ())
    )


def _escaped(value: str) -> str:
    return "".join(f"\\{char}" if char in r"\.[]{}()*+?|^$-" else char for char in value)
