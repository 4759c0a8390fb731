"""Zip containers (DOCX, XLSX) that hold nothing but their content: no time of writing, no order by chance."""

from __future__ import annotations

import io
import zipfile

FIRST = "[Content_Types].xml"  # readers look for it first
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_UNIX = 3


def repacked(data: bytes) -> bytes:
    """Return the container with its parts in a fixed order and without times: the same parts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            target.writestr(entry, source.read(name), compresslevel=_LEVEL)
    return packed.getvalue()
