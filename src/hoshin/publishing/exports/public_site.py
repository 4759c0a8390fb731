"""All files of a municipality's public site: pages, documents of every revision, and what the pages need."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from hoshin.kernel.models import Municipality
from hoshin.publishing.exports.comparison.formats import KINDS
from hoshin.publishing.exports.comparison.formats import kept_or_made as comparison_kept_or_made
from hoshin.publishing.exports.formats import kept_or_made
from hoshin.publishing.exports.site_files import (
    Pages,
    Progress,
    SiteFile,
    counted,
    document_file,
    page_files,
    page_paths,
)
from hoshin.publishing.queries.comparison import compared
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
    replaced = (address for ref in refs if not ref.is_latest for address in _revision_paths(ref))
    pairs = comparisons(refs)
    paths = [*page_paths(pages), *replaced, *(pair.address for pair in pairs)]
    for file in counted(page_files(pages, paths), paths=paths, progress=progress):
        yield file
        yield from _under_its_revision(file, refs, pages)
    yield pages.file(SCHEMA)
    if municipality.hosts:  # their content names the host
        yield pages.file("/robots.txt")
        yield pages.file("/sitemap.xml")
    for ref in refs:
        yield from document_files(ref, root=root)
    for pair in pairs:
        yield from comparison_files(pair, municipality, root=root)


def document_files(ref: EditionRef, *, root: Path) -> Iterator[SiteFile]:
    """Return the documents of a revision under the revision's address, and of the newest under the edition's too."""
    snapshot = published_snapshot(ref)
    for kind in FORMATS:
        data = kept_or_made(root, snapshot, kind)
        name = kind.file_name(snapshot.name)
        yield document_file(f"/policy/{ref.edition_path}/r{ref.revision}/{kind.path}", data, kind, name=name)
        if ref.is_latest:
            yield document_file(f"/policy/{ref.edition_path}/{kind.path}", data, kind, name=name)


@dataclass(frozen=True)
class Pair:
    """Two versions that people will want to see beside each other."""

    policy_key: str
    policy_path: str
    old: str
    new: str

    @property
    def address(self) -> str:
        return f"/policy/compare/{self.policy_path}{self.old}..{self.new}/"


def comparisons(refs: Sequence[EditionRef]) -> tuple[Pair, ...]:
    """Return each edition beside the one before, and each correction beside what it corrected (its 正誤表).

    :param refs: every revision, policy by policy, newest first.
    """
    latest = [ref for ref in refs if ref.is_latest]
    years = [
        _pair(new, str(old.year), str(new.year))
        for new, old in itertools.pairwise(latest)
        if new.policy_key == old.policy_key
    ]
    corrections = [
        _pair(ref, f"{ref.year}r{ref.revision - 1}", f"{ref.year}r{ref.revision}") for ref in refs if ref.revision > 1
    ]
    return (*years, *corrections)


def comparison_files(pair: Pair, municipality: Municipality, *, root: Path) -> Iterator[SiteFile]:
    found = compared(policy_key=pair.policy_key, old=pair.old, new=pair.new)
    for path, kind in KINDS.items():
        data = comparison_kept_or_made(root, municipality.code, kind, found.comparison, found.title, left=found.left)
        yield document_file(pair.address + path, data, kind, name=f"{found.title.stem}{kind.suffix}")


def _pair(ref: EditionRef, old: str, new: str) -> Pair:
    return Pair(ref.policy_key, "" if ref.policy_is_main else f"{ref.policy_key}/", old, new)


def _under_its_revision(file: SiteFile, refs: Sequence[EditionRef], pages: Pages) -> Iterator[SiteFile]:
    """Return a page of an edition as the same page of its newest revision.

    The two differ in nothing but the addresses, and pages are what takes longest. Only a page with figures of today is
    asked for anew: what stays for good shows what was published and nothing else.
    """
    for ref in refs:
        base = f"/policy/{ref.edition_path}/"
        if ref.is_latest and file.path.startswith(base):
            own = f"{base}r{ref.revision}/"
            if file.is_of_today:
                yield pages.file(own + file.path.removeprefix(base))
                continue
            data = re.sub(f'"{re.escape(base)}(?!r[0-9]|as-of/)'.encode(), f'"{own}'.encode(), file.data)
            yield SiteFile(own + file.path.removeprefix(base), data, file.headers)


def _revision_paths(ref: EditionRef) -> Iterator[str]:
    base = f"/policy/{ref.edition_path}/r{ref.revision}/"
    yield from (base + part for part in ("", "matrix/", "glossary/"))
    yield from (base + unquote(item_path(number=number, key=key)) for key, number, _title, _stage in ref.outline)
