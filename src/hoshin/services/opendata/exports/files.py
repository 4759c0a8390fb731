"""Files of uploads and releases, named by what they hold: the same bytes are kept once, and none is overwritten."""

from __future__ import annotations

import enum
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


class Kept(enum.Enum):
    """Uploads are thrown away one day and releases never, so they do not share files."""

    UPLOAD = "uploads"
    RELEASE = "releases"


@dataclass(frozen=True)
class Stored:
    storage_name: str
    size: int  # bytes
    sha256: str


def store(data: bytes | IO[bytes], suffix: str, kept: Kept = Kept.RELEASE) -> Stored:
    """Keep the bytes, or a file from its beginning to its end, for the municipality in scope.

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
    name = f"{_folder(kept)}{sha256[:2]}/{sha256}{suffix}"
    if not default_storage.exists(name):
        _write(name, source)
    return Stored(name, size, sha256)


def open_stored(storage_name: str) -> File[bytes]:
    """Open a kept file of the municipality in scope, to be closed by the caller.

    :raises FileNotFoundError: when it is gone, or is another municipality's.
    """
    _check(storage_name)
    return default_storage.open(storage_name, "rb")


def is_kept(storage_name: str) -> bool:
    _check(storage_name)
    return default_storage.exists(storage_name)


def throw_away(storage_name: str) -> None:
    """Delete an upload's file; the caller has seen that no other upload holds the same bytes.

    :raises FileNotFoundError: for a file of a release, which stays, or of another municipality.
    """
    if not storage_name.startswith(_folder(Kept.UPLOAD)):
        raise FileNotFoundError(storage_name)
    _check(storage_name)
    default_storage.delete(storage_name)


def _folder(kept: Kept) -> str:
    return f"opendata/{current_municipality_id()}/{kept.value}/"


def _check(storage_name: str) -> None:
    """Names come from the database; the check keeps a wrong row from reading a neighbour's file or any other."""
    inside = "|".join(re.escape(_folder(kept)) for kept in Kept)
    if not re.fullmatch(rf"(?:{inside})[0-9a-f]{{2}}/[0-9a-f]{{64}}{_SUFFIX.pattern}", storage_name):
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
