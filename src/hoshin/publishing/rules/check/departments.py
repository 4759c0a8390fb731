"""Departments: who they are, whom they succeed, and which of them an edition's items may name."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.kernel.fiscal import FiscalYear
from hoshin.kernel.municipal_code import MunicipalCode
from hoshin.publishing.rules.check.common import check_unique, unknown
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, MunicipalityDoc
from hoshin.publishing.rules.problem import Finding, Path

NEEDS = frozenset({"departments"})


def check_departments(
    municipality: MunicipalityDoc | None, departments: tuple[DepartmentDoc, ...]
) -> Iterator[Finding]:
    if municipality is not None:
        yield from _check_prefecture(municipality)
    yield from check_unique("所管課のキー", ((("departments", i, "key"), d.key) for i, d in enumerate(departments)))
    known = {department.key for department in departments}
    for index, department in enumerate(departments):
        yield from _check_validity(department, ("departments", index))
        yield from _check_successions(department, ("departments", index), known)


def _check_prefecture(municipality: MunicipalityDoc) -> Iterator[Finding]:
    prefecture = MunicipalCode.parse(municipality.code).prefecture_name
    if municipality.prefecture != prefecture:
        yield Finding(
            ("municipality", "prefecture"),
            f"団体コード {municipality.code} は{prefecture}の団体を表し、「{municipality.prefecture}」と合いません。",
            prefecture,
        )


def _check_validity(department: DepartmentDoc, here: Path) -> Iterator[Finding]:
    if department.valid_from and department.valid_to and department.valid_to < department.valid_from:
        message = f"終わり（{department.valid_to}）が始まり（{department.valid_from}）より前です。"
        yield Finding((*here, "valid_to"), message, "valid_from 以後の日")


def _check_successions(department: DepartmentDoc, here: Path, known: set[str]) -> Iterator[Finding]:
    uses = [((*here, "succeeds", i, "department"), s.department) for i, s in enumerate(department.succeeds)]
    yield from check_unique("前身の所管課", uses)
    for path, key in uses:
        if key == department.key:
            yield Finding(path, f"所管課「{key}」が自分自身の前身になっています。", "別の所管課のキー")
        elif key not in known:
            yield unknown(path, "所管課", key, known)


def check_item_departments(
    edition: EditionDoc, here: Path, departments: tuple[DepartmentDoc, ...]
) -> Iterator[Finding]:
    """Check that items name departments that exist, once each, and that existed in the edition's year."""
    by_key = {department.key: department for department in departments}
    year = FiscalYear(edition.year)
    for index, item in enumerate(edition.items):
        uses = [((*here, "items", index, "departments", i, "department"), d) for i, d in enumerate(item.departments)]
        yield from check_unique("所管課", ((path, use.department) for path, use in uses))
        for path, use in uses:
            department = by_key.get(use.department)
            if department is None:
                yield unknown(path, "所管課", use.department, by_key, NEEDS)
            elif not _exists_in(department, year):
                yield _not_in_year(path, department, year)


def _exists_in(department: DepartmentDoc, year: FiscalYear) -> bool:
    begins_late = department.valid_from is not None and department.valid_from > year.last_day
    ends_early = department.valid_to is not None and department.valid_to < year.first_day
    return not (begins_late or ends_early)


def _not_in_year(path: Path, department: DepartmentDoc, year: FiscalYear) -> Finding:
    span = f"{department.valid_from or ''}〜{department.valid_to or ''}"
    return Finding(
        path,
        f"所管課「{department.key}」（{department.name}、{span}）は{year.label_both}にはありません。",
        f"{year.label_both}にある所管課",
        needs=NEEDS,
    )
