"""What the workflow asks of a report and of what people decided cell by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from hoshin.kernel.my_number import find_my_numbers
from hoshin.services.opendata.rules.shapes import ColumnInfo, FieldType, Quality, Report, Treatment

PERSONAL = "personal."
_CELL = re.compile(r"[0-9]{1,7}:[0-9]{1,4}")
_REFUSED = re.compile(r"[a-z_]{1,30}(?:\.[a-z_]{1,30})?@[0-9]{1,7}:[0-9]{1,4}")


def is_personal(report: Report) -> bool:
    """Say whether something in the file looks like personal data, and a person must have judged it."""
    return any(rule.startswith(PERSONAL) for rule in report.finding_counts)


def is_cell_key(text: str) -> bool:
    """Say whether the text names a cell by row and column from 0: 12:3."""
    return _CELL.fullmatch(text) is not None


def is_refusal_key(text: str) -> bool:
    """Say whether the text names a mending of a cell: date.wareki@12:3."""
    return _REFUSED.fullmatch(text) is not None


def merged(before: Iterable[str], shown: Collection[str], chosen: Iterable[str]) -> tuple[str, ...]:
    """Return what holds after a page on which only `shown` could be chosen: the rest stays as it was."""
    kept = [one for one in before if one not in shown]
    return tuple(dict.fromkeys([*kept, *(one for one in chosen if one in shown)]))


def mask_sentence(text: str) -> str:
    """Return a message without what may be a My Number: a refusal quotes the file that it is about."""
    for start, end in find_my_numbers(text):
        text = text[:start] + "＊" * (end - start) + text[end:]
    return text


def mended_cells(report: Report, treatment: Treatment) -> int:
    """Return how many cells of the release differ in spelling from the file, as far as they were counted."""
    by_rule = sum(count for rule, count in report.mending_counts.items() if rule in treatment.accepted)
    return max(0, by_rule - len(treatment.refused)) + len(treatment.entered)


def advice_count(report: Report) -> int:
    return max(0, sum(report.finding_counts.values()) - report.error_count - report.warning_count)


def quality_of(report: Report, treatment: Treatment, columns: Sequence[ColumnInfo]) -> Quality:
    """Return the marks that the release is shown with."""
    types = {column.type for column in columns}
    return Quality(
        standard_met=report.standard_met,
        warnings=report.warning_count,
        advice=advice_count(report),
        mended_cells=mended_cells(report, treatment),
        has_coordinates={FieldType.LATITUDE, FieldType.LONGITUDE} <= types,
    )
