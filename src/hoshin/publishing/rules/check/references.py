"""References into the driver fields: by key into the list they name, or as printed when they resolve to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.publishing.rules.check.common import check_unique, unknown
from hoshin.publishing.rules.document import EditionDoc, ReferenceDoc
from hoshin.publishing.rules.problem import Finding, Path

NEEDS = frozenset({"drivers"})


def check_references(edition: EditionDoc, here: Path) -> Iterator[Finding]:
    fields = {field.key: {driver.key for driver in field.drivers} for field in edition.driver_fields}
    for index, item in enumerate(edition.items):
        path = (*here, "items", index, "references")
        uses = [
            ((*path, i, "driver"), (reference.field, reference.driver))
            for i, reference in enumerate(item.references)
            if reference.driver is not None
        ]
        yield from check_unique("検討分野の項目への参照", uses)
        for i, reference in enumerate(item.references):
            yield from _check_reference(reference, (*path, i), fields)


def _check_reference(reference: ReferenceDoc, path: Path, fields: dict[str, set[str]]) -> Iterator[Finding]:
    drivers = fields.get(reference.field)
    if drivers is None:
        yield unknown((*path, "field"), "検討分野", reference.field, fields, NEEDS)
    elif reference.driver is None and not reference.printed:
        message = "参照先がありません（driver も printed もありません）。"
        yield Finding(path, message, "driver: 項目のキー、または解決できない参照なら printed: 印刷された番号")
    elif reference.driver is not None and reference.driver not in drivers:
        yield _dangling(reference, reference.driver, (*path, "driver"), fields)


def _dangling(reference: ReferenceDoc, driver: str, path: Path, fields: dict[str, set[str]]) -> Finding:
    elsewhere = [field for field, drivers in fields.items() if driver in drivers]
    if not elsewhere:
        return unknown(path, f"検討分野「{reference.field}」の項目", driver, fields[reference.field], NEEDS)
    message = f"項目「{driver}」は検討分野「{reference.field}」ではなく「{elsewhere[0]}」にあります。"
    return Finding(path, message, f"field: {elsewhere[0]}、または「{reference.field}」の項目", needs=NEEDS)
