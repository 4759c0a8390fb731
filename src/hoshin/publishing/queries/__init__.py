from hoshin.publishing.queries.document import (
    EditionRef,
    edition_document,
    edition_refs,
    editions_to_copy,
    folder_of,
    get_edition_ref,
)

__all__ = ["EditionRef", "edition_document", "edition_refs", "editions_to_copy", "folder_of", "get_edition_ref"]
