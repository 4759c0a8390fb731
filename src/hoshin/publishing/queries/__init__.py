from hoshin.publishing.queries.document import (
    EditionRef,
    edition_document,
    edition_refs,
    folder_of,
    get_edition_ref,
)

__all__ = ["EditionRef", "edition_document", "edition_refs", "folder_of", "get_edition_ref"]
