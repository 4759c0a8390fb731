"""One edition as canonical JSON: the same policy gives the same bytes, so that a hash stands for its content."""

from __future__ import annotations

import hashlib
import json

from pydantic import Field

from hoshin.publishing.rules.document import (
    DepartmentDoc,
    Doc,
    EditionDoc,
    MunicipalityDoc,
    PolicyDoc,
    PolicyFolder,
)

SCHEMA_URL = "edition.schema.json"


class NoSuchEdition(LookupError):
    """The policy has no edition of that year."""


class EditionExport(Doc):
    """edition.json: an edition with everything that its keys refer to."""

    schema_url: str = Field(alias="$schema")
    municipality: MunicipalityDoc
    policy: PolicyDoc
    departments: tuple[DepartmentDoc, ...]
    edition: EditionDoc


def edition_of(folder: PolicyFolder, year: int) -> EditionDoc:
    """Return the edition of a year.

    :raises NoSuchEdition: there is none.
    """
    for edition in folder.editions:
        if edition.year == year:
            return edition
    raise NoSuchEdition(f"{year}年度の年度版はありません。")


def edition_json(folder: PolicyFolder, year: int, *, schema_url: str = SCHEMA_URL) -> bytes:
    """Write an edition as canonical JSON: keys sorted, no spaces, UTF-8; a quantity is always its whole mapping.

    :raises NoSuchEdition: there is none of that year.
    """
    edition = edition_of(folder, year)
    export = EditionExport.model_validate(
        {
            "$schema": schema_url,
            "municipality": folder.municipality,
            "policy": folder.policy,
            "departments": departments_used(edition, folder.departments),
            "edition": edition,
        }
    )
    data = export.model_dump(mode="json", by_alias=True)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def edition_sha256(folder: PolicyFolder, year: int, *, schema_url: str = SCHEMA_URL) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(edition_json(folder, year, schema_url=schema_url)).hexdigest()


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
