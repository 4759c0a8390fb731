"""What single files of a policy folder hold, where that is a part of a document."""

from __future__ import annotations

from hoshin.publishing.rules.document import (
    DepartmentDoc,
    Doc,
    DriverFieldDoc,
    MunicipalityDoc,
    PolicyDoc,
    SectionDoc,
    SourceDoc,
    TermDoc,
)


class PolicyFile(Doc):
    """policy.yaml"""

    municipality: MunicipalityDoc
    policy: PolicyDoc


class DepartmentsFile(Doc):
    """departments.yaml"""

    departments: tuple[DepartmentDoc, ...] = ()


class DriversFile(Doc):
    """drivers.yaml of an edition"""

    driver_fields: tuple[DriverFieldDoc, ...] = ()


class SectionsFile(Doc):
    """sections.yaml of an edition"""

    sections: tuple[SectionDoc, ...] = ()


class GlossaryFile(Doc):
    """glossary.yaml of an edition"""

    glossary: tuple[TermDoc, ...] = ()


class SourcesFile(Doc):
    """sources.yaml of an edition"""

    sources: tuple[SourceDoc, ...] = ()
