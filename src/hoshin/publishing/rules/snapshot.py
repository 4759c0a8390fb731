"""What a publication freezes: one edition, one revision, and the day and words of its publishing.

Every published document is a pure function of a `Snapshot`; its SHA-256 stands for all of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from hoshin.publishing.rules.canonical import departments_used
from hoshin.publishing.rules.document import (
    DepartmentDoc,
    Doc,
    EditionDoc,
    MunicipalityDoc,
    PolicyDoc,
    PolicyFolder,
)
from hoshin.publishing.rules.trusted import trusted

SCHEMA_URL = "/schema/edition.json"  # where a public site explains the form; frozen with each snapshot


class RevisionDoc(Doc):
    """One publishing of an edition. Revision 1 is the edition itself; later ones are corrections with their reason."""

    number: int = Field(ge=1)
    published_date: dt.date
    reason: str = ""


class SnapshotDoc(Doc):
    """The frozen edition.json: the edition with everything its keys refer to, and all revisions up to this one."""

    schema_url: str = Field(alias="$schema", default=SCHEMA_URL)
    municipality: MunicipalityDoc
    policy: PolicyDoc
    departments: tuple[DepartmentDoc, ...]
    edition: EditionDoc
    revisions: tuple[RevisionDoc, ...]


@dataclass(frozen=True)
class Snapshot:
    """A frozen edition: the canonical bytes, and what they say."""

    data: bytes
    document: SnapshotDoc

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def edition(self) -> EditionDoc:
        return self.document.edition

    @property
    def revision(self) -> RevisionDoc:
        return self.document.revisions[-1]

    @property
    def name(self) -> str:
        """The stem of every file of this edition: `nishitokyo-2020`."""
        return f"{self.document.policy.key}-{self.edition.year}"

    def department_names(self) -> dict[str, str]:
        return {department.key: department.name for department in self.document.departments}


def freeze(folder: PolicyFolder, edition: EditionDoc, revisions: tuple[RevisionDoc, ...]) -> Snapshot:
    """Make the snapshot of an edition of the folder's policy."""
    document = SnapshotDoc.model_validate(
        {
            "$schema": SCHEMA_URL,
            "municipality": folder.municipality,
            "policy": folder.policy,
            "departments": departments_used(edition, folder.departments),
            "edition": edition,
            "revisions": revisions,
        }
    )
    data: dict[str, Any] = document.model_dump(mode="json", by_alias=True, context={"full": True})
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return Snapshot(text.encode("utf-8"), document)


def thaw(data: bytes) -> Snapshot:
    """Read back what `freeze` has made and nothing could change since, without checking each of its texts again."""
    said = json.loads(data)
    said["schema_url"] = said.pop("$schema")
    return Snapshot(data, trusted(SnapshotDoc, said))
