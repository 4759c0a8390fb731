"""How each format of an edition is made: pure functions of its snapshot, the same bytes on every run and machine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hoshin.publishing.exports.docx.edition import docx_of
from hoshin.publishing.exports.ical import ical_of
from hoshin.publishing.exports.jsonld import CC_BY_4, jsonld_of
from hoshin.publishing.exports.pdf.edition import pdf_of
from hoshin.publishing.exports.release import replace_file
from hoshin.publishing.exports.xlsx.edition import xlsx_of
from hoshin.publishing.rules.formats import FORMATS, Format
from hoshin.publishing.rules.site_index import DOCUMENTS
from hoshin.publishing.rules.snapshot import Snapshot
from hoshin.publishing.rules.tables import indicators_csv, initiatives_csv


@dataclass(frozen=True)
class Document:
    """A snapshot in one format. `notes` say what had to be replaced, a line each."""

    kind: Format
    name: str
    data: bytes
    notes: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


Made = tuple[bytes, tuple[str, ...]]
Renderer = Callable[[Snapshot], Made]


def _pdf(snapshot: Snapshot) -> Made:
    rendered = pdf_of(snapshot)
    return rendered.data, tuple(str(one) for one in rendered.replaced)


def _jsonld(snapshot: Snapshot) -> Made:
    """An example's data are the city's whose name it bears: only that city could license them."""
    return jsonld_of(snapshot, licence="" if snapshot.document.municipality.example else CC_BY_4), ()


RENDERERS: Mapping[str, Renderer] = {
    "pdf": _pdf,
    "docx": lambda snapshot: (docx_of(snapshot), ()),
    "xlsx": lambda snapshot: (xlsx_of(snapshot), ()),
    "initiatives": lambda snapshot: (initiatives_csv(snapshot.edition, snapshot.document.departments), ()),
    "indicators": lambda snapshot: (indicators_csv(snapshot.edition), ()),
    "json": lambda snapshot: (snapshot.data, ()),
    "jsonld": _jsonld,
    "ical": lambda snapshot: (ical_of(snapshot), ()),
}


def made(snapshot: Snapshot, kind: Format) -> Document:
    data, notes = RENDERERS[kind.key](snapshot)
    return Document(kind, kind.file_name(snapshot.name), data, notes)


def all_made(
    snapshot: Snapshot,
    *,
    kinds: tuple[Format, ...] = FORMATS,
    before: Callable[[Format], None] = lambda _kind: None,
) -> tuple[Document, ...]:
    """Make the documents one after the other; `before` is told which one is next."""
    documents = []
    for kind in kinds:
        before(kind)
        documents.append(made(snapshot, kind))
    return tuple(documents)


def document_path(root: Path, snapshot: Snapshot, kind: Format) -> Path:
    """Return where a document of a revision is kept. The hash is part of it: a database that was put back cannot find
    the documents of another one's revision."""
    folder = f"{snapshot.name}-r{snapshot.revision.number}-{snapshot.sha256[:16]}"
    return root / snapshot.document.municipality.code / DOCUMENTS / folder / kind.file_name(snapshot.name)


def keep(root: Path, snapshot: Snapshot, document: Document) -> None:
    replace_file(document_path(root, snapshot, document.kind), document.data)


def kept_or_made(root: Path, snapshot: Snapshot, kind: Format) -> bytes:
    """Return the document as it was first made; where this machine does not have it, it is made and kept."""
    path = document_path(root, snapshot, kind)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        document = made(snapshot, kind)
        keep(root, snapshot, document)
        return document.data
