"""Checks what a policy means, after each of its files has the right shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoshin.publishing.rules.check.departments import check_departments, check_item_departments
from hoshin.publishing.rules.check.edition import check_edition, check_years
from hoshin.publishing.rules.check.indicators import check_indicators
from hoshin.publishing.rules.check.items import check_items, check_origins
from hoshin.publishing.rules.check.references import check_references
from hoshin.publishing.rules.check.texts import check_texts
from hoshin.publishing.rules.check.tree import check_tree
from hoshin.publishing.rules.document import DepartmentDoc, EditionDoc, MunicipalityDoc, PolicyDoc, PolicyFolder
from hoshin.publishing.rules.problem import Finding

__all__ = ["Parts", "check_folder", "check_parts"]


@dataclass
class Parts:
    """A policy, or as much of it as could be read."""

    municipality: MunicipalityDoc | None = None
    policy: PolicyDoc | None = None
    departments: tuple[DepartmentDoc, ...] = ()
    editions: tuple[EditionDoc, ...] = ()


def check_folder(folder: PolicyFolder) -> list[Finding]:
    """Find every mistake in the meaning of a whole policy; none means that it may be loaded."""
    return check_parts(Parts(folder.municipality, folder.policy, folder.departments, folder.editions))


def check_parts(parts: Parts) -> list[Finding]:
    return list(_findings(parts))


def _findings(parts: Parts) -> Iterator[Finding]:
    yield from check_departments(parts.municipality, parts.departments)
    yield from check_years(parts.editions)
    for index, edition in enumerate(parts.editions):
        here = ("editions", index)
        yield from check_edition(edition, here)
        yield from check_items(edition, here)
        yield from check_tree(edition, here)
        yield from check_origins(parts.editions, index)
        yield from check_item_departments(edition, here, parts.departments)
        yield from check_references(edition, here)
        yield from check_indicators(edition, here)
        yield from check_texts(edition, here)
    for name, doc in (("municipality", parts.municipality), ("policy", parts.policy)):
        if doc is not None:
            yield from check_texts(doc, (name,))
    for index, department in enumerate(parts.departments):
        yield from check_texts(department, ("departments", index))
