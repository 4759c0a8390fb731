"""Files of uploads and releases, on the kernel's shelves: the same bytes are kept once, and none is overwritten."""

from __future__ import annotations

import enum
from typing import IO

from django.core.files import File

from hoshin.kernel.shelves import Shelf, Stored

__all__ = ["Kept", "Stored", "is_kept", "open_stored", "store", "throw_away"]


class Kept(enum.Enum):
    """Uploads are thrown away one day and releases never, so they do not share files."""

    UPLOAD = Shelf("opendata", "uploads")
    RELEASE = Shelf("opendata", "releases")


def store(data: bytes | IO[bytes], suffix: str, kept: Kept = Kept.RELEASE) -> Stored:
    """Keep the bytes, or a file from its beginning to its end, for the municipality in scope.

    :param suffix: with its dot and in lower case: .csv
    """
    return kept.value.store(data, suffix)


def open_stored(storage_name: str) -> File[bytes]:
    """Open a kept file of the municipality in scope, to be closed by the caller.

    :raises FileNotFoundError: when it is gone, or is another municipality's.
    """
    return _shelf_of(storage_name).open(storage_name)


def is_kept(storage_name: str) -> bool:
    return _shelf_of(storage_name).holds(storage_name)


def throw_away(storage_name: str) -> None:
    """Delete an upload's file; the caller has seen that no other upload holds the same bytes.

    :raises FileNotFoundError: for a file of a release, which stays, or of another municipality.
    """
    Kept.UPLOAD.value.throw_away(storage_name)


def _shelf_of(storage_name: str) -> Shelf:
    for kept in Kept:
        if kept.value.has(storage_name):
            return kept.value
    raise FileNotFoundError(storage_name)
