"""Finds in a policy what one edition needs."""

from __future__ import annotations

from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, PolicyFolder


class NoSuchEdition(LookupError):
    """The policy has no edition of that year."""


def edition_of(folder: PolicyFolder, year: int) -> EditionDoc:
    """Return the edition of a year.

    :raises NoSuchEdition: there is none.
    """
    for edition in folder.editions:
        if edition.year == year:
            return edition
    raise NoSuchEdition(f"{year}年度の年度版はありません。")


def departments_used(edition: EditionDoc, departments: tuple[DepartmentDoc, ...]) -> tuple[DepartmentDoc, ...]:
    """Keep the departments that the edition names, and those they come from, in the order of the list."""
    by_key = {department.key: department for department in departments}
    waiting = [use.department for item in edition.items for use in item.departments]
    used: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key in used or key not in by_key:
            continue
        used.add(key)
        waiting += [succession.department for succession in by_key[key].succeeds]
    return tuple(department for department in departments if department.key in used)
