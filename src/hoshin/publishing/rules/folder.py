"""Reads a policy folder: all of it or nothing, and with every mistake found at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import ValidationError

from hoshin.publishing.rules.check import Parts, check_parts
from hoshin.publishing.rules.document import (
    Doc,
    EditionDoc,
    EditionHead,
    ItemDoc,
    PolicyFolder,
)
from hoshin.publishing.rules.file_models import (
    DepartmentsFile,
    DriversFile,
    GlossaryFile,
    PolicyFile,
    SectionsFile,
    SourcesFile,
)
from hoshin.publishing.rules.folder_layout import EditionFiles, Found, find_files
from hoshin.publishing.rules.messages import explain
from hoshin.publishing.rules.problem import Finding, FolderErrors, Path, Problem, printed_path
from hoshin.publishing.rules.yaml_source import Source, read_source

D = TypeVar("D", bound=Doc)

FILE_MODELS: dict[str, type[Doc]] = {
    "policy": PolicyFile,
    "departments": DepartmentsFile,
    "edition": EditionHead,
    "drivers": DriversFile,
    "sections": SectionsFile,
    "glossary": GlossaryFile,
    "sources": SourcesFile,
    "item": ItemDoc,
}
"""The kinds of file, by the name that schemas and findings use."""

LIST_FILES: dict[str, tuple[str, type[Doc]]] = {
    "drivers": ("driver_fields", DriversFile),
    "sections": ("sections", SectionsFile),
    "glossary": ("glossary", GlossaryFile),
    "sources": ("sources", SourcesFile),
}


@dataclass(frozen=True)
class PlacedFolder:
    """A policy folder with the places of its files: what is found wrong later can still be told by file and line."""

    folder: PolicyFolder
    problem_of: Callable[[Finding], Problem]


def read_folder(path: FilePath) -> PolicyFolder:
    """Read a policy folder.

    :raises FolderErrors: with all problems, each with file, line, path and what was expected.
    """
    return read_placed(path).folder


def read_placed(path: FilePath) -> PlacedFolder:
    """Read a policy folder, and keep where each thing stands.

    :raises FolderErrors: as `read_folder`.
    """
    layout = find_files(path)
    reading = _Reading(problems=list(layout.problems))
    policy = reading.policy(layout.files.get("policy.yaml"))
    reading.departments(layout.files.get("departments.yaml"))
    for files in layout.editions:
        reading.edition(files)
    reading.check()
    if reading.problems or policy is None:
        raise FolderErrors(sorted(reading.problems, key=lambda problem: (problem.file, problem.line)))
    folder = PolicyFolder(
        municipality=policy.municipality,
        policy=policy.policy,
        departments=reading.parts.departments,
        editions=reading.parts.editions,
    )
    return PlacedFolder(folder, reading.problem)


@dataclass
class _Reading:
    """A folder while it is read. What cannot be read is left out, and its kind is remembered in `failed`."""

    problems: list[Problem]
    parts: Parts = field(default_factory=Parts)
    places: dict[Path, tuple[Source, Path]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def policy(self, found: Found | None) -> PolicyFile | None:
        read = self._file(found, "policy", PolicyFile)
        if read is None:
            return None
        file, source = read
        self.parts.municipality, self.parts.policy = file.municipality, file.policy
        self.places[()] = (source, ())
        return file

    def departments(self, found: Found | None) -> None:
        read = self._file(found, "departments", DepartmentsFile)
        if read is None:
            return
        file, source = read
        self.parts.departments = file.departments
        self.places[("departments",)] = (source, ("departments",))

    def edition(self, files: EditionFiles) -> None:
        here: Path = ("editions", len(self.parts.editions))
        places: dict[Path, tuple[Source, Path]] = {}
        contents: dict[str, tuple[Doc, ...]] = {}
        for kind, (name, model) in LIST_FILES.items():
            read = self._file(files.files.get(f"{kind}.yaml"), kind, model)
            if read is not None:
                contents[name] = getattr(read[0], name)
                places[(*here, name)] = (read[1], (name,))
        items = [read for found in files.items if (read := self._file(found, "item", ItemDoc))]
        for index, (_, source) in enumerate(items):
            places[(*here, "items", index)] = (source, ())
        head = self._file(files.files.get("edition.yaml"), "edition", EditionHead)
        if head is None:
            self.failed.add("edition")
            return
        places[here] = (head[1], ())
        fields = {name: getattr(head[0], name) for name in EditionHead.model_fields}
        edition = EditionDoc(**fields, **contents, items=tuple(item for item, _ in items))
        self.parts.editions = (*self.parts.editions, edition)
        self.places.update(places)

    def _file(self, found: Found | None, kind: str, model: type[D]) -> tuple[D, Source] | None:
        """Read and validate one file; a file that is not there has nothing to say."""
        if found is None:
            return None
        try:
            source = read_source(found.path, found.name)
        except FolderErrors as errors:
            self.problems += errors.problems
            self.failed.add(kind)
            return None
        try:
            return model.model_validate(source.data), source
        except ValidationError as error:
            self.problems += _explained(error, source, model)
            self.failed.add(kind)
            return None

    def check(self) -> None:
        """Check the meaning of what could be read, without what only looks wrong because something else failed."""
        for finding in check_parts(self.parts):
            if not finding.needs & self.failed:
                self.problems.append(self.problem(finding))

    def problem(self, finding: Finding) -> Problem:
        source, inside = self._place(finding.path)
        mark = source.mark(inside)
        message = finding.message
        if finding.other is not None:
            other, other_inside = self._place(finding.other)
            message = message.replace("{other}", f"{other.file}:{other.mark(other_inside).line}")
        return Problem(
            source.file,
            message,
            finding.expected,
            line=source.text_line(inside, finding.text_line),
            column=mark.column,
            path=printed_path(inside),
        )

    def _place(self, path: Path) -> tuple[Source, Path]:
        """Find the file that holds a path of the whole folder, and the path inside that file."""
        start = path
        while start not in self.places:
            start = start[:-1]
        source, inside = self.places[start]
        return source, inside + path[len(start) :]


def _explained(error: ValidationError, source: Source, model: type[Doc]) -> list[Problem]:
    problems = []
    for detail in error.errors(include_url=False):
        message, expected = explain(detail, model)
        mark = source.mark(detail["loc"])
        problems.append(
            Problem(
                source.file, message, expected, line=mark.line, column=mark.column, path=printed_path(detail["loc"])
            )
        )
    return problems
