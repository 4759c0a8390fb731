from hoshin.publishing.queries.document import EditionRef, edition_document, editions_to_copy, folder_of
from hoshin.publishing.queries.publications import (
    all_edition_refs,
    edition_refs,
    get_edition_ref,
    published_document,
    published_snapshot,
    revision_ref,
    revisions_of,
)

__all__ = [
    "EditionRef",
    "all_edition_refs",
    "edition_document",
    "edition_refs",
    "editions_to_copy",
    "folder_of",
    "get_edition_ref",
    "published_document",
    "published_snapshot",
    "revision_ref",
    "revisions_of",
]
