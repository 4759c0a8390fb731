"""The open data tables of an edition: initiatives.csv and indicators.csv.

UTF-8 with a byte order mark (Excel needs it), CRLF, quoted as RFC 4180 says. Several values in a cell are joined
with `|`; a `|` inside a value becomes the full-width `｜`. Reposted items are left out: they are counted where they
stand first. A cell that a spreadsheet would take for a formula gets an apostrophe in front, unless it is a number.
"""

from __future__ import annotations

import csv
import io
import operator
import re
from collections.abc import Iterable, Iterator, Sequence

from hoshin.kernel.quantity import Quantity
from hoshin.publishing.rules.document import (
    ActualDoc,
    DepartmentDoc,
    EditionDoc,
    IndicatorDoc,
    ItemDoc,
    ReferenceDoc,
    ResultDoc,
    TargetDoc,
)
from hoshin.publishing.rules.results import stage_move

INITIATIVES_HEADER = ("edition", "no", "title", "departments", "stage", "directions", "drivers")
INDICATORS_HEADER = (
    "edition",
    "no",
    "initiative",
    "indicator",
    "series",
    "unit",
    "kind",
    "period",
    "amount",
    "text",
    "as_of",
    "status",
)
RESULTS_HEADER = ("assessment", "decision", "decided", "stage_move")
UNRESOLVED = "（参照先不明）"
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def initiatives_csv(edition: EditionDoc, departments: Iterable[DepartmentDoc]) -> bytes:
    """Write one row for each initiative, in the edition's order; names instead of keys.

    An edition with results has columns for them behind the others; without, it reads as it always did.
    """
    rows = initiative_rows(edition, departments)
    if not edition.results:
        return _csv(INITIATIVES_HEADER, rows)
    return _csv((*INITIATIVES_HEADER, *RESULTS_HEADER), map(operator.add, rows, _result_rows(edition)))


def _result_rows(edition: EditionDoc) -> Iterator[list[str]]:
    results = {result.item: result for result in edition.results}
    return (_result_row(results.get(item.key)) for item in _own(edition) if item.initiative)


def _result_row(result: ResultDoc | None) -> list[str]:
    if result is None:
        return [""] * len(RESULTS_HEADER)
    decision = result.decision
    return [
        result.assessment.mark if result.assessment else "",
        decision.decision if decision else "",
        decision.decided.isoformat() if decision else "",
        stage_move(result),
    ]


def initiative_rows(edition: EditionDoc, departments: Iterable[DepartmentDoc]) -> Iterator[list[str]]:
    names = {department.key: department.name for department in departments}
    return (_initiative_row(item, edition, names) for item in _own(edition) if item.initiative)


def _own(edition: EditionDoc) -> Iterator[ItemDoc]:
    return (item for item in edition.items if item.repost_of is None)


def _initiative_row(item: ItemDoc, edition: EditionDoc, names: dict[str, str]) -> list[str]:
    stages = {stage.key: stage.label for stage in edition.stages}
    directions = {direction.key: direction.label for direction in edition.directions}
    return [
        str(edition.year),
        item.number,
        item.title,
        _joined(names.get(use.department, use.department) for use in item.departments),
        stages.get(item.stage.stage, item.stage.stage) if item.stage else "",
        _joined(directions.get(use.direction, use.direction) for use in item.directions),
        _joined(_reference(reference, edition) for reference in item.references),
    ]


def _reference(reference: ReferenceDoc, edition: EditionDoc) -> str:
    """Name the list as well: a printed ② alone could be the second line of any of them."""
    field = next((field for field in edition.driver_fields if field.key == reference.field), None)
    label = field.label if field else reference.field
    if reference.driver is None:
        return f"{label}：{reference.printed}{UNRESOLVED}"
    titles = {driver.key: driver.title for driver in field.drivers} if field else {}
    return f"{label}：{titles.get(reference.driver, reference.driver)}"


def indicators_csv(edition: EditionDoc) -> bytes:
    """Write one row for each actual and target.

    `amount` is a plain decimal or empty. `text` has what a number cannot say: a text, the name of an absence, or the
    printed form of a number with a comparator or wording of its own.
    """
    return _csv(INDICATORS_HEADER, indicator_rows(edition))


def indicator_rows(edition: EditionDoc) -> Iterator[list[str]]:
    return (
        [str(edition.year), item.number, item.title, *rest]
        for item in _own(edition)
        for indicator in item.indicators
        for rest in _indicator_rows(indicator)
    )


def _indicator_rows(indicator: IndicatorDoc) -> Iterator[list[str]]:
    for actual in indicator.actuals:
        as_of = actual.as_of.isoformat() if actual.as_of else ""
        yield _value_row(indicator, actual, "actual", as_of, actual.value.status.value)
    for target in indicator.targets:
        yield _value_row(indicator, target, "target", "", "")


def _value_row(indicator: IndicatorDoc, row: ActualDoc | TargetDoc, kind: str, as_of: str, status: str) -> list[str]:
    value = row.value
    amount = "" if value.amount is None else f"{value.amount:f}"
    unit = value.unit or indicator.unit
    return [indicator.name, row.series, unit, kind, str(row.period), amount, _words(value), as_of, status]


def _words(value: Quantity) -> str:
    if value.absence is not None:
        return value.absence.label
    if value.amount is None:
        return value.text
    return value.printed if value.comparator or value.label or value.qualifier else ""


def _joined(values: Iterable[str]) -> str:
    return "|".join(value.replace("|", "｜") for value in values)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
