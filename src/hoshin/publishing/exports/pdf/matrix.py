"""Initiatives × drivers, and the references that point at no driver."""

from __future__ import annotations

from hoshin.publishing.exports.pdf.chapters import Data, anchor, links
from hoshin.publishing.exports.pdf.prose import SectionWriter
from hoshin.publishing.rules.contents import Contents
from hoshin.publishing.rules.document import DriverFieldDoc, ItemDoc

# More columns than a page is wide: then each driver names its initiatives instead.
MOST_COLUMNS = 24


def matrix(contents: Contents, text: SectionWriter) -> Data:
    referring = [item for item in contents.items if item.initiative or item.references]
    columns = [] if len(referring) > MOST_COLUMNS else referring
    return {
        "columns": [
            {"id": anchor(item), "label": item.number or str(place), "title": item.title}
            for place, item in enumerate(columns, start=1)
        ],
        "fields": [_field(contents, field, columns) for field in contents.doc.driver_fields if field.drivers],
        "unresolved": [
            {
                "item": links((one.item,))[0],
                "field": one.field.label,
                "printed": one.reference.printed,
                "note": text.note(one.reference),
            }
            for one in contents.unresolved
        ],
        "without_reference": links(item for item in contents.initiatives if not item.references),
    }


def _field(contents: Contents, field: DriverFieldDoc, columns: list[ItemDoc]) -> Data:
    lines = []
    for driver in field.drivers:
        served = contents.served.get((field.key, driver.key), ())
        keys = {item.key for item in served}
        lines.append(
            {
                "mark": contents.drivers[field.key, driver.key].mark,
                "title": driver.title,
                "cells": [item.key in keys for item in columns],
                "items": links(served),
            }
        )
    return {"label": field.label, "lines": lines}
