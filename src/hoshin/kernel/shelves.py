"""Files that are kept, each room's on a shelf of its own: named by what they hold, so that the same bytes are kept once
and none is overwritten; apart for each municipality, so that a wrong row cannot open a neighbour's file."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from hoshin.kernel.scope import current_municipality_id

_CHUNK = 1024 * 1024
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


@dataclass(frozen=True)
class Stored:
    storage_name: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True)
class Shelf:
    """One kind of files of a room: opendata/7/uploads/. Works for the municipality in scope."""

    room: str
    kind: str

    @property
    def folder(self) -> str:
        return f"{self.room}/{current_municipality_id()}/{self.kind}/"

    def store(self, data: bytes | IO[bytes], suffix: str) -> Stored:
        """Keep the bytes, or a file from its beginning to its end.

        :param suffix: with its dot and in lower case: .csv
        """
        if not _SUFFIX.fullmatch(suffix):
            raise ValueError(f"not a suffix: {suffix[:20]!r}")
        source = io.BytesIO(data) if isinstance(data, bytes) else data
        digest, size = hashlib.sha256(), 0
        for chunk in _chunks(source):
            digest.update(chunk)
            size += len(chunk)
        sha256 = digest.hexdigest()
        name = f"{self.folder}{sha256[:2]}/{sha256}{suffix}"
        if not default_storage.exists(name):
            _write(name, source)
        return Stored(name, size, sha256)

    def has(self, storage_name: str) -> bool:
        """Say whether the name is one of this shelf's; names come from the database, and are not trusted."""
        pattern = rf"{re.escape(self.folder)}[0-9a-f]{{2}}/[0-9a-f]{{64}}{_SUFFIX.pattern}"
        return re.fullmatch(pattern, storage_name) is not None

    def holds(self, storage_name: str) -> bool:
        """Say whether the file is there.

        :raises FileNotFoundError: the name is not of this shelf.
        """
        self._check(storage_name)
        return default_storage.exists(storage_name)

    def open(self, storage_name: str) -> File[bytes]:
        """Open a file, to be closed by the caller.

        :raises FileNotFoundError: when it is gone, or is not of this shelf.
        """
        self._check(storage_name)
        return default_storage.open(storage_name, "rb")

    def throw_away(self, storage_name: str) -> None:
        """Delete a file; the caller has seen that nobody else keeps the same bytes.

        :raises FileNotFoundError: it is not of this shelf.
        """
        self._check(storage_name)
        default_storage.delete(storage_name)

    def _check(self, storage_name: str) -> None:
        if not self.has(storage_name):
            raise FileNotFoundError(storage_name)


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    source.seek(0)
    while chunk := source.read(_CHUNK):
        yield chunk


def _write(name: str, source: IO[bytes]) -> None:
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # no file system: such storages show an object when it is whole
        source.seek(0)
        default_storage.save(name, File(source))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place and then moved there: whoever finds the name finds the whole file, whatever breaks down.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as half:
        try:
            for chunk in _chunks(source):
                half.write(chunk)
            half.flush()
            os.fsync(half.fileno())
            Path(half.name).chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o600)
            Path(half.name).replace(path)
        except BaseException:
            Path(half.name).unlink(missing_ok=True)
            raise
