"""The files that people put in as evidence, kept for good."""

from __future__ import annotations

from django.core.files import File

from hoshin.kernel import attachments
from hoshin.kernel.shelves import Shelf, Stored
from hoshin.reviews.models import Attachment

SHELF = Shelf("reviews", "evidence")


def store(file: attachments.Attachment) -> Stored:
    return SHELF.store(file.content, file.suffix)


def open_attachment(row: Attachment) -> File[bytes]:
    """Open the file of an attachment, to be closed by the caller.

    :raises FileNotFoundError: it is gone.
    """
    return SHELF.open(row.storage_name)
