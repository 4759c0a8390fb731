"""The library of cases as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from hoshin.reviews.models import CaseStudy

COLUMNS = ("organisation", "title", "year", "technology", "description", "cost", "effect", "source", "contact")
RISKY = ("=", "+", "-", "@", "\t")


def cases_csv(rows: Iterable[CaseStudy]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    labels = {field.name: str(field.verbose_name) for field in CaseStudy._meta.fields}
    writer.writerow([labels[name] for name in COLUMNS])
    for row in rows:
        writer.writerow([_plain(getattr(row, name)) for name in COLUMNS])
    # With a byte order mark, without which spreadsheets of the trade take it for another encoding.
    return table.getvalue().encode("utf-8-sig")


def _plain(value: object) -> str:
    """A cell that a spreadsheet would reckon stays text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) else text
