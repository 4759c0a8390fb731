"""All files of a municipality's public site: pages, documents of every revision, and what the pages need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from hoshin.kernel.models import Municipality
from hoshin.publishing.exports.formats import base_url_of, kept_or_made
from hoshin.publishing.exports.site_files import (
    Pages,
    Progress,
    SiteFile,
    counted,
    document_file,
    page_files,
    page_paths,
)
from hoshin.publishing.queries.document import EditionRef
from hoshin.publishing.queries.publications import all_revision_refs, published_snapshot
from hoshin.publishing.rules.addresses import item_path
from hoshin.publishing.rules.formats import FORMATS

SCHEMA = "/schema/edition.json"


def public_site(
    municipality: Municipality, *, root: Path, progress: Progress, is_static_copy: bool = False
) -> Iterator[SiteFile]:
    """Make the whole site, within the municipality's scope.

    The newest revision stands under the edition's own address, each revision for good under `r` and its number.

    :raises PageFailed: a page cannot be made.
    """
    pages = Pages(municipality, is_static_copy=is_static_copy)
    refs = all_revision_refs()
    paths = [*page_paths(pages), *(address for ref in refs for address in _revision_paths(ref))]
    yield from counted(page_files(pages, paths), paths=paths, progress=progress)
    yield pages.file(SCHEMA)
    if municipality.hosts:  # their content names the host
        yield pages.file("/robots.txt")
        yield pages.file("/sitemap.xml")
    for ref in refs:
        yield from document_files(ref, municipality, root=root)


def document_files(ref: EditionRef, municipality: Municipality, *, root: Path) -> Iterator[SiteFile]:
    """Return the documents of a revision under the revision's address, and of the newest under the edition's too."""
    snapshot = published_snapshot(ref)
    for kind in FORMATS:
        data = kept_or_made(root, snapshot, kind, base_url=base_url_of(municipality))
        name = kind.file_name(snapshot.name)
        yield document_file(f"/policy/{ref.edition_path}/r{ref.revision}/{kind.path}", data, kind, name=name)
        if ref.is_latest:
            yield document_file(f"/policy/{ref.edition_path}/{kind.path}", data, kind, name=name)


def _revision_paths(ref: EditionRef) -> Iterator[str]:
    base = f"/policy/{ref.edition_path}/r{ref.revision}/"
    yield from (base + part for part in ("", "matrix/", "glossary/"))
    yield from (base + unquote(item_path(number=number, key=key)) for key, number, _title, _stage in ref.outline)
